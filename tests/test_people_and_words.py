"""Rules about people and words, over everything the kit says in public.

Each rule takes passages and returns sentences: what is wrong, and where. For each there are
planted defects that it must catch and innocent sentences that it must let pass.
"""

import ast
import csv
import email
import email.policy
import html
import json
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
Row = dict[str, str]


# --- the passages --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Passage:
    """A piece of public text: whose it is decides which rules it must keep.

    ``role`` is ``"page"`` (Markdown), ``"string"`` (a text in code), ``"answer"`` (code that
    stands for a learner's answer), ``"cell"`` (a cell of a table, in our words), ``"source"``
    (the name of a publication), ``"id"`` or ``"quote"`` (a cell in the words of somebody else).
    """

    where: str
    text: str
    role: str = "page"


# In these columns others speak, not the kit. A claim is its speaker's, named in the same row.
QUOTES = re.compile(
    r"quote_\w+|words\w*|\w*as_written|hedge|confidence|title_fr|proposition|outlet_\w+"
)
SOURCES = {"publisher", "source", "consulted_at", "url"}
IDS = re.compile(r"\w+_id|speaker|chain|about|from|to|articles|phenomen\w+|disputed_with")
FENCE = re.compile(r"^```\{code-cell\}.*?\n(.*?)^```", re.MULTILINE | re.DOTALL)
FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def strings_of(code: str, where: str) -> Iterator[Passage]:
    """Return the texts in a piece of Python, docstrings included; in an f-string, … for a value."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.JoinedStr):
            text = "".join(part.value if _is_text(part) else "…" for part in node.values)
        elif _is_text(node):
            text = node.value
        else:
            continue
        role = "answer" if re.search(r"\banswer_[a-z]\b\s*=", text) else "string"
        yield Passage(f"{where}:{node.lineno}", text, role)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def page(path: Path) -> Iterator[Passage]:
    """Return a Markdown page, and apart from it the texts in its code cells."""
    text, where = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
    for match in FENCE.finditer(text):
        code = re.sub(r"^:[^\n]*\n|^---\n.*?^---\n", "", match[1], flags=re.MULTILINE | re.DOTALL)
        yield from strings_of(re.sub(r"^%.*$", "", code, flags=re.MULTILINE), where)
    yield Passage(where, FENCE.sub("\n", text))


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        # what we made up says so in a first line that is no row
        return list(csv.DictReader(line for line in file if not line.startswith("# SYNTHETIC")))


def table(path: Path) -> Iterator[Passage]:
    """Return the cells of a table, each named by its row's id and its column."""
    where = path.relative_to(ROOT).as_posix()
    for row in rows_of(path):
        first = next(iter(row.values()))
        for column, text in row.items():
            role = "quote" if QUOTES.fullmatch(column) else "cell"
            role = "source" if column in SOURCES else "id" if IDS.fullmatch(column) else role
            if text and column != "public_key":
                yield Passage(f"{where} {first} {column}", text, role)


def mailbox(path: Path) -> Iterator[Passage]:
    """Return what a reader sees of the messages that we made up: subjects, addresses, texts."""
    raw = path.read_bytes().split(b"\n", 1)[1]
    for number, part in enumerate(re.split(rb"^From .*\n", raw, flags=re.MULTILINE)[1:], start=1):
        message = email.message_from_bytes(part, policy=email.policy.default)
        head = [str(message[name] or "") for name in ("From", "To", "Subject")]
        text = "\n\n".join([*head, message.get_content()])
        yield Passage(f"{path.relative_to(ROOT).as_posix()} {number}", text, "message")


# The other engines know no case; what they say is for whoever calls them.
ENGINES = tuple(
    f"leaklab/{name}.py" for name in ("widgets", "anatomy", "mailbox", "newsroom", "spread")
)


@cache
def everything() -> tuple[Passage, ...]:
    """Return all public text of the repository, but for what is built from it."""
    found: list[Passage] = []
    for path in [ROOT / "README.md", *sorted(ROOT.glob("data/**/*.md"))]:
        found += page(path)
    for path in sorted(ROOT.glob("lessons/**/*.md")):
        found += page(path)
    for path in sorted(ROOT.glob("lessons/**/*.yml")):
        found.append(Passage(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")))
    for pattern in ("lessons/**/*.py", "leaklab/charts/*.py", "leaklab/controls/*.py", *ENGINES):
        for path in sorted(ROOT.glob(pattern)):
            where = path.relative_to(ROOT).as_posix()
            found += strings_of(path.read_text(encoding="utf-8"), where)
    for path in sorted(ROOT.glob("data/**/*.csv")):
        if path.name != "proof.csv":  # hashes and positions, and no word
            found += table(path)
    for path in sorted(ROOT.glob("data/synthetic/*/*.mbox")):
        found += mailbox(path)
    for path in sorted(ROOT.glob("exercises/*/*.html")):
        text = html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", "\n", path.read_text("utf-8")))
        found.append(Passage(path.relative_to(ROOT).as_posix(), text))
    return tuple(found)


def lessons_only(passages: Iterable[Passage]) -> list[Passage]:
    return [passage for passage in passages if passage.where.startswith("lessons/")]


# --- sentences -----------------------------------------------------------------------------------

# A guillemet quotation goes with the translation in brackets behind it.
QUOTED = re.compile(
    r"«[^»]*»(?:\s*\([^()]*\))?|“[^”]*”|(?<!\w)\"[^\"\n]*\"(?!\w)|(?<!\w)'[^'\n]+'(?!\w)"
)
CODE_SPAN = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
ADDRESS = re.compile(r"\]\([^)]*\)|<[^>]+>|https?://\S+")
# "P. S." and "M. Fillon" do not end a sentence; a line of a list or a cell of a table does.
END = re.compile(
    r"(?<=[.!?])(?<!\b[A-ZÉ]\.)(?<!Adm\.)(?<!Sen\.)[*_)»\"]*\s+"
    r"|\n\s*\n|\n\s*(?:[-*|#>]|\d+\.)\s*|\n {4,}| \| "
)


def ours(text: str) -> str:
    """Return a text without what it quotes, its code and its addresses."""
    text = ADDRESS.sub(" ", CODE_SPAN.sub(" ` ", text))
    return QUOTED.sub(" … ", text)


def sentences(text: str) -> list[str]:
    """Cut a text into sentences, each on one line and without marks of emphasis."""
    parts = (
        " ".join(re.sub(r"[*#]|(?<!\w)_|_(?!\w)", "", part).split()) for part in END.split(text)
    )
    return [part for part in parts if part]


Rule = Callable[[Iterable[Passage]], list[str]]


def each_sentence(problem: Callable[[str], str | None], roles: str = "page string cell") -> Rule:
    """Make a rule of what one sentence of ours must keep."""

    def rule(passages: Iterable[Passage]) -> list[str]:
        return [
            f"{passage.where}: {found}: {sentence}"
            for passage in passages
            if passage.role in roles.split()
            for sentence in sentences(ours(passage.text))
            if (found := problem(sentence))
        ]

    rule.__name__ = problem.__name__
    return rule


# Who says it, or a word that holds it back. What stands in quotation marks was cut out before.
# "may" alone keeps its small letter: May is a month.
ATTRIBUTOR = re.compile(
    r"""\b(?:may|(?i:sa(?:y|ys|id)|according\sto|tells?|told|writes?|wrote|reports?|reported
    |reportedly|accus\w+|attribut\w+|blam\w+|alleg\w+|claim\w*|suspect\w*|den(?:y|ies|ied|ials?)
    |assess\w*|conclud\w+|testif\w+|suggest\w*|argu\w+|believ\w+|speaks?\sof
    |suppos\w+|hypothes[ie]s\w*|recalls?|judged|takes?\sfor\sgranted|point(?:s|ed|ing)\s(?:at|to)
    |would|could|might|if|whether|asks?|asked|as\swritten|in\s(?:the\s)?\w+[’']s\s(?:own\s)?words?
    |(?:no|not)\s(?:article|one|source|proof|evidence|word)|nobody))\b|\?""",
    re.VERBOSE,
)

# --- 1. no leaked material -----------------------------------------------------------------------

LEAKED = {
    # the leak lay, and partly still lies, on sites of these kinds
    "a link to a leak site": r"\bwikileaks\.\w{2,}|\bddosecrets\.|\bcryptome\.",
    "a paste site": r"\b(?:paste\w*|ghostbin|hastebin|0bin|zerobin|justpaste)\.\w{2,4}\b",
    "an image board": r"\b(?:boards\.)?4chan\.org|\b4plebs\.|\b8ch(?:an)?\.\w+|\barchived\.moe",
    "a torrent or a magnet link": r"magnet:\?|\bbtih\b|\.torrent\b|\bthepiratebay\b",
    "a copy that nobody takes down": r"\barchive\.(?:is|ph|today|li|vn|fo|md)\b"
    r"|archive\.org/(?:details|download)",
    "a file of mails or an archive": r"\b[\w-]+\.(?:eml|msg|pst|ost|mbox|rar|7z|tgz|tar\.gz)\b",
    "an archive that is not ours": r"(?<![\w.-])(?!leak-?lab)[\w.-]+\.zip\b",
    "a hash": r"\b(?:[0-9a-fA-F]{64}|[0-9a-fA-F]{40}|[0-9a-fA-F]{32})\b",
    # the title of a paste is such a word; to forbid it by name would publish it
    "a title in capitals": r"\b(?!MACRONLEAKS|WIKILEAKS)\w*[A-Z0-9]LEAKS?\b",
}
OURS = re.compile(r"data/synthetic/\S+")


def no_leaked_material(passages: Iterable[Passage]) -> list[str]:
    """Neither leaked content, nor a link to it, nor the name or hash of a file."""
    return [
        f"{passage.where}: {what}: {match.group()}"
        for passage in passages
        for what, pattern in LEAKED.items()
        for match in re.finditer(pattern, OURS.sub(" ", passage.text), _case_of(what))
    ]


def _case_of(what: str) -> re.RegexFlag:
    return re.NOFLAG if what == "a title in capitals" else re.IGNORECASE


# --- 2. people are allowed -----------------------------------------------------------------------

TITLES = {
    *("Admiral", "Adm.", "Senator", "Sen.", "President", "Minister", "General", "Professor"),
    *("Mr", "Mrs", "Ms", "Mme", "M.", "Dr"),
}
# No persons: bodies, places, products, what a button says, words that begin a title. A name that
# is red for no good reason goes here, a person into data/record/people.csv.
NOT_PERSONS = """
Monday, Tuesday, Wednesday, Thursday, Thursdays, Friday, Saturday, Sunday
Dear, Hello, Plaese, Jan, Feb, Mar, Apr, Jun, Jul, Aug, Sep, Oct, Nov, Dec
January, February, March, April, May, June, July, August, September, October, November, December
Russia, Russian, Russians, Russie, Russes, France, French, English, German, British, Ukrainian
Europe, European, American, Americans, Ukraine, Germany, United States, United Kingdom, Etats-Unis
Moscow, Kremlin, Paris, Washington, White House, Versailles, Bahamas, Finistère, Cyrillic
State, Etat, Senate, Sénat, Parlement, Parti, Secrétaire, Congress, Council of Ministers, Ministers
National Assembly, National Security Agency, Democratic Party, Democrats, France Télévisions
Le Courrier du Soir, Macronleaks, MacronLeaks, Lemonde, Sputniknews
X-Leak-Lab
Leak Lab, Twitter, Google, LICENSE, LICENSE-CONTENT, Binder, Python, NaT, Linux, PowerShell
Scripts, Jupyter, JupyterLab, LabApp, GitHub, Markdown, MyST, MITRE ATT&CK, ATT&CK
DISARM, DISARM Red, Unicode, PARC, Non-State, Opportunist, Information Disorder
Edit, Kernel, Restart, Interrupt, Clear Outputs, Create New View, Save Notebook As, Save, Shift
Enter, Esc, Striking, President, Vega, Vega-Lite
Britain, London, Brussels, Lebanon, South Africa, St Petersburg, Rostov, Southern California
Cayman Islands, Nevis, Dutch, Norwegian, Romanian, Commonwealth, French Republic, République, État
House, House Intelligence Committee, Senate Select Committee, Senate Armed Services Committee
Foreign Affairs, Development Office, Justice, Justice Department, Deputy Attorney General, VIGINUM
Sky, Fancy, Sandworm, Sandworm Team, Pawn Storm, Trend Micro, FireEye, Flashpoint, SecurityWeek
AT&T Cybersecurity, Microsoft Excel, Excel, Telegram, MITRE Corporation, DFRLab, Atlantic Council
USC Viterbi School, Engineering, UCLouvain, International Studies, CIBC FirstCaribbean
Associated Press, Anadolu, Anadolu Agency, RIA Novosti, Ukrinform, The New York Times, The Guardian
New York
New York Times, The Wall Street Journal, Los Angeles Times, Politico, Mother Jones, Motherboard
Defense Daily, Daily Caller, Heat Street, The Rebel, The Epoch Times, Disobedient Media
First Draft, EUobserver, BusinessLive, Berlin Policy Journal, Blasting News, Cayman Compass
Devdiscourse, Indian Express, Malay Mail, PerthNow, Il Foglio, Giustizia, Sapo, Sputnik Brasil
La Presse, La Capitale, Paris Match Belgium, Le Canard enchaîné, Le Canard, Libération, Légifrance
L'Orient-Le Jour, Les Observateurs, Numerama, Mediapart, Sud Radio, TelQuel, HuffPost
HuffPost Québec, Québec, France Culture, Culture, France Inter, Arrêt, MacronGate, Madame, Eastern
La République, Rusia, Russophobia, Post-Mortem, Intentions, Assessing, Activities, Accusations
Slams, U.S., Charges, Officers, Major Cyberattacks, Successfully Countering, Electoral Interference
DISARM Foundation, CC BY-SA, Brute Force, Credential Access, Exploit Public-Facing Application
User Execution, Endpoint Denial, Resource Development, Search Artefacts, Develop Content
Conduct Pump Priming, Identify Media System Vulnerabilities, Deliver Content, Maximise Exposure
Amplify Existing Narrative, Offensive Cyberspace Operations, Account Asset, Malware Asset
Establish Assets
"""
# Authors of methods and scales that lessons cite; they have said nothing of the affair.
METHODS = """
Brier, Cohen, Heuer, Mandel, Karvetski, Dhami, Whitesmith, Sherman Kent, Kent, Jason Healey, Healey
Claire Wardle, Wardle, Hossein Derakhshan, Derakhshan, Fischhoff, Beyth-Marom, Baker, Rid, Buchanan
Barabási, Albert, Kermack, McKendrick, Sellke, Pastor-Satorras, Vespignani
Modirrousta-Galian, Higham, Hautus
"""
# The case's tables write Poutine as the French articles do.
ALSO_WRITTEN = {"Vladimir Putin", "Vladimir V. Putin", "Putin"}


def known_names(root: Path = ROOT) -> frozenset[str]:
    """Return who and what may be named, and every person's surname alone."""
    names = {name.strip() for name in re.split(r"[,\n]", NOT_PERSONS + METHODS)} | ALSO_WRITTEN
    for actor in rows_of(root / "data/case/actors.csv"):
        parts = [part.strip() for part in re.split(r" / |[(),!]", actor["name"])]
        names |= {part for part in parts if part}
        if actor["kind"] == "person":
            names |= surnames(parts[0])
    people = root / "data/record/people.csv"
    for person in rows_of(people) if people.exists() else ():
        names |= {person["name"]} | surnames(person["name"])
    return frozenset(_without_particles(name.split()) for name in names - {""})


def _without_particles(words: list[str]) -> str:
    return " ".join(word for word in words if word not in PARTICLES)


def surnames(name: str) -> set[str]:
    """Return "Le Pen" and "M. Le Pen" for "Marine Le Pen"."""
    first, _, last = name.partition(" ")
    initials = "-".join(f"{part[0]}." for part in first.split("-"))
    return {last, f"{initials} {last}"} if last else set()


# Words with their hyphens and apostrophes, initials, single marks.
TOKEN = re.compile(r"(?:[A-ZÉ]\.-?)+(?=[ \u00a0]?[A-ZÀ-Þ])|\w+(?:[-’'&]\w+)*|[^\w\s]")
PARTICLES = {
    *("de", "du", "des", "d’", "d'", "la", "le"),
    *("von", "van", "der", "di", "da", "al", "ben"),
}
# After these a capital may be that of any word; after a comma it is not.
OPENS = set(":;!?.·•—–-«“\"'‘([{|/")


def runs(sentence: str, ordinary: frozenset[str]) -> Iterator[tuple[bool, list[str]]]:
    """Return the runs of capitalised words, and whether each stands where any word has one."""
    run: list[str] = []
    opening = start = True
    tokens = TOKEN.findall(sentence)
    for token, after in zip(tokens, [*tokens[1:], ""], strict=True):
        if _capital(token):
            start = start if run else opening
            # "Macron's", "US-based": the name without what hangs on it
            run.append(re.sub(r"[’'](?:s|m|d|ll)?$|-[a-zà-ÿ].*$", "", token))
        elif not (run and token in PARTICLES and _capital(after)):
            if run:
                yield start, run
            run = []
        opening = token in OPENS
        if re.fullmatch(r"[A-Z]\.", token) and after.lower() in ordinary:
            # card "B." and a new sentence, not an initial
            yield start, [*run[:-1], token[0]]
            run, opening = [], True
    if run:
        yield start, run


def _capital(token: str) -> bool:
    return token[:1].isupper() and not any(char.isdigit() for char in token)


def is_known(words: list[str], names: frozenset[str], ordinary: frozenset[str]) -> bool:
    """Say whether words are known names and ordinary words side by side, and nothing else."""
    return not words or any(
        (" ".join(words[:size]) in names or (size == 1 and _is_no_name(words[0], ordinary)))
        and is_known(words[size:], names, ordinary)
        for size in range(1, len(words) + 1)
    )


def _is_no_name(word: str, ordinary: frozenset[str]) -> bool:
    # letters of cards; "AP", "BEFTI": bodies, hardly people, and before a surname in capitals
    # stands a first name that is on no list
    initials = word.isupper() and word.isalpha() and len(word) < 6
    return word in TITLES or len(word) == 1 or initials or word.lower() in ordinary


# Nobody can have an address that ends in .example (RFC 2606).
HANDLE = re.compile(r"(?<!\w)@\w{3,}|\b[\w.+-]+@(?![\w.-]+\.example\b)[\w-]+\.\w{2,}")


def people_are_allowed(
    passages: Iterable[Passage],
    names: frozenset[str] | None = None,
    ordinary: frozenset[str] | None = None,
) -> list[str]:
    """Every word with a capital is part of a known name, or an ordinary word too; no account.

    One thing goes unseen: a sentence that begins with one unknown name, such as a surname alone.
    Any verb may stand there, and a list of verbs would be no list of people.
    """
    names = known_names() if names is None else names
    ordinary = ordinary_words() if ordinary is None else ordinary
    problems = []
    for passage in passages:
        text = ADDRESS.sub(" ", passage.text)
        if passage.role != "string":  # there, "@article" is a name in a pandas query
            problems += [f"{passage.where}: an account: {it}" for it in HANDLE.findall(text)]
        for sentence in sentences(text):
            for start, words in runs(sentence, ordinary):
                opens = start and len(words) == 1
                if not opens and not is_known(words, names, ordinary):
                    problems.append(f"{passage.where}: not on the list: {' '.join(words)}")
    return problems


@cache
def ordinary_words() -> frozenset[str]:
    """Return the words that stand somewhere without a capital, but for names in addresses."""
    return frozenset(
        word
        for passage in everything()
        if passage.role not in ("source", "id")
        for word in TOKEN.findall(ADDRESS.sub(" ", passage.text))
        if word.islower()
    )


# --- 3. attribution has an attributor ------------------------------------------------------------

ACCUSED = r"""(?:Russians?|Russia|Russian\s(?:\w+\s)?(?:state|services?|spies|hackers?|agents?
    |agenc\w+|government|intelligence|military|officers?|units?|media|regime|operatives|groups?)
    |(?:the\s)?Kremlin|Moscow|Putin|(?:the\s)?GRU|APT\s?(?:28|44)|Fancy\sBear|Pawn\sStorm|Sandworm
    |Unit\s\d{5}|Sputnik|RT|Russia\sToday|WikiLeaks|Assange|Posobiec|4[Cc]han
    |[Pp]ro-Trump\s\w+|[Ff]ar-right\s\w+|[Aa]lt-right\s\w+|[Nn]eo-Nazis?
    |(?:[Tt]he\s)?(?:[Hh]ackers|[Ss]pies|[Tt]rolls|[Ii]ntruders|[Aa]ttackers))"""
DEED = r"""(?:hack(?:ed|s)|st(?:ole|eals|olen)|br(?:oke|eaks|oken)\sin(?:to)?|leak(?:ed|s)|forge[ds]
    |faked|falsified|posted|published|spreads?|meddle[ds]|interfere[ds]|attack(?:ed|s)
    |target(?:ed|s)|orchestrate[ds]|penetrate[ds]|infiltrate[ds]|compromised|intruded|sabotaged
    |manipulated|dumped|phished|planted|organi[sz]ed|(?:is|are|was|were|stands|stood)\sbehind
    |did\sit|(?:is|are|was|were)\s(?:responsible|to\sblame|the\s(?:author|culprit|source)s?))"""
# Between the accused and the deed stand a few words, and none that makes the deed a thing or a
# passive ("WikiLeaks relayed the leaked mails", "Sputnik was attacked").
BETWEEN = r"""(?:,?\s+(?!(?:the|an?|its|their|of|by|was|were|be|been|being|never|not)\b)
    [\w’'-]+){0,4},?\s+"""
ACTIVE = re.compile(rf"\b{ACCUSED}\b{BETWEEN}{DEED}\b", re.VERBOSE)
TRIED = re.compile(
    rf"\b{ACCUSED}\s+(?:has\s|have\s|had\s)?(?:tried|tries|sought|managed|meant|wanted)\sto\s\w+",
    re.VERBOSE,
)
PASSIVE = re.compile(
    rf"\b{DEED}(?:\s[\w’'-]+){{0,5}}?\sby\s(?:the\s|some\s|a\s\w*\s?)?{ACCUSED}\b", re.VERBOSE
)
INVERTED = re.compile(
    rf"""\b(?:[Bb]ehind|[Rr]esponsible|culprits?|authors?|perpetrators?)\b[^.;]*
    \b(?:is|are|was|were|stands|stood)\s{ACCUSED}\b""",
    re.VERBOSE,
)
# "Russia's hack of the campaign" takes for granted what it names.
PRESUPPOSED = re.compile(
    r"""\b(?:Russian|Russia[’']s|(?:the\s)?Kremlin[’']s|Moscow[’']s|Putin[’']s|GRU(?:[’']s)?)\s
    (?:cyber-?\s?)?(?:hack(?:ing)?(?!\sgroup)|leak|theft|attacks?|operation|interference|meddling|intrusion
    |campaign|plot)\b""",
    re.VERBOSE,
)
CERTAIN = re.compile(
    r"""\b(?:prove[ds]?\sthat|(?:is|was|been)\sproven|it\sis\s(?:clear|certain|obvious|known)\sthat
    |clearly|undeniabl[ey]|(?:without|beyond|no)\s(?:a\s|any\s)?doubt|undoubtedly|certainly)\b""",
    re.VERBOSE | re.IGNORECASE,
)
GUILTY = re.compile(r"\bguilty\b", re.IGNORECASE)
NOT_GUILTY = re.compile(r"\b(?:not|no|no one|nobody|never|nor)\b.*\bguilty\b", re.IGNORECASE)


def unattributed(sentence: str) -> str | None:
    """Say what is stronger in a sentence than any source of it."""
    if GUILTY.search(sentence) and not NOT_GUILTY.search(sentence):
        return "charged is not guilty"
    if ATTRIBUTOR.search(sentence):
        return None
    for pattern in (ACTIVE, TRIED, PASSIVE, INVERTED, PRESUPPOSED):
        if match := pattern.search(sentence):
            return f"nobody is named who says so ({match.group()})"
    if CERTAIN.search(sentence) and re.search(rf"\b{ACCUSED}\b", sentence, re.VERBOSE):
        return "certainty that nobody vouches for"
    return None


attribution_has_an_attributor = each_sentence(unattributed)

# --- 4. an accusation beside its denial ----------------------------------------------------------

NO_REPLY = "no reply found"
DATED = re.compile(r"\b(?:19|20)\d\d\b|\bundated\b")


def replies_stand_in_the_record(statements: Iterable[Row]) -> list[str]:
    """Beside an accusation stands what that side answered, dated, or that nothing was found."""
    return [
        f"{row['record_id']}: the reply is neither dated nor {NO_REPLY!r}: {row['reply']!r}"
        for row in statements
        if row["stance"] in ("accuses", "attributes")
        and not row["reply"].startswith(NO_REPLY)
        and not DATED.search(row["reply"])
    ]


ACCUSING = re.compile(
    rf"\b{ACCUSED}\b[^.?!\n]*\b(?:behind|accused|blamed)\b"
    rf"|\b(?:accus\w+|attribut\w+|blam\w+|pointed\sat)\b[^.?!\n]*\b{ACCUSED}\b",
    re.VERBOSE,
)
DENIAL = re.compile(r"\b(?:den(?:y|ies|ied|ials?)|reject(?:s|ed)?|no reply|answers? (?:it|that))\b")


def denials_stand_beside(passages: Iterable[Passage]) -> list[str]:
    """A section that says who accuses whom also says what the accused answers."""
    problems = []
    for passage in lessons_only(passages):
        if passage.role != "page":
            continue
        for section in re.split(r"^(?=##? )", passage.text, flags=re.MULTILINE):
            text = " ".join(CODE_SPAN.sub(" ", section).split())
            if (match := ACCUSING.search(text)) and not DENIAL.search(text):
                title = section.partition("\n")[0]
                problems.append(f"{passage.where}, {title!r}: no denial beside {match.group()!r}")
    return problems


# --- 5. forged is a claim ------------------------------------------------------------------------

FAKES = r"""(?:fakes|forger(?:y|ies)
    |(?:forged|fake|false|falsified)\s(?:documents?|mails?|items?|papers?|files?))"""
ADDED = r"(?:mixed|added|slipped|put|planted|inserted)"
FORGED = re.compile(
    rf"""\b{FAKES}\s(?:were|was|had\sbeen|have\sbeen|are|is)\s(?:\w+\s)?(?:{ADDED}|found|among|in)\b
    |\b{ADDED}\s(?:in\s)?(?:\w+\s){{0,2}}{FAKES}
    |\b(?:documents?|mails?|papers?|files?|some|part)\s(?:of\s\w+\s)?(?:were|was|are|is)\s
    (?:\w+\s)?(?:forged|faked|fake|falsified|forgeries)\b
    |\b(?:contain(?:s|ed)?|held|holds|include[ds]?)\s(?:\w+\s){{0,2}}{FAKES}""",
    re.VERBOSE | re.IGNORECASE,
)


def forged_without_a_voice(sentence: str) -> str | None:
    match = FORGED.search(sentence)
    return "forged is a claim; whose?" if match and not ATTRIBUTOR.search(sentence) else None


# The mailboxes of lesson 3.2 are ours: which of their messages are forged is no claim.
OUR_BOXES = re.compile(r"3_2_real_or_forged|leaklab/(?:charts/|controls/)?(?:mailbox|sorting)\b")
OF_A_BOX = re.compile(r"\b(?:box(?:es)?|seed|runs?|made by us|our own)\b", re.IGNORECASE)


def forged_is_a_claim(passages: Iterable[Passage]) -> list[str]:
    """Who says that something in the leak was forged stands beside it; our own boxes are ours."""
    return [
        problem
        for problem in each_sentence(forged_without_a_voice)(passages)
        if not (OUR_BOXES.search(problem) and OF_A_BOX.search(problem.rpartition("whose?:")[2]))
    ]


VERSIONS = {
    "the campaign's: others added fakes": r"^(?:en marche|the campaign)\b.*: .*\badd.*false",
    "the campaign's own decoys": r"decoy|traps?\b|false accounts|created by the campaign",
    "WikiLeaks: none discovered yet": r"^wikileaks\b.*: .*\bnot?\b.*discover",
}


def three_versions_of_the_fakes(statements: Iterable[Row]) -> list[str]:
    """Of the forged items the record holds every version that was told."""
    told = [f"{r['who_en']}: {r['statement_en']}" for r in statements if r["dispute"] == "fakes"]
    return [
        f"the record lacks a version of the fakes: {version}"
        for version, pattern in VERSIONS.items()
        if not any(re.search(pattern, text, re.IGNORECASE) for text in told)
    ]


# A page that tells of fakes in the leak tells all three versions, or where they are told.
TOLD = re.compile(
    rf"""{FORGED.pattern}|\b{FAKES}\s(?:\w+\s){{0,2}}{ADDED}\b
    |\b{ADDED}\s(?:\w+\s){{0,2}}{FAKES}|\bdecoys?\b""",
    re.VERBOSE | re.IGNORECASE,
)
ON_A_PAGE = {
    "the campaign's, that others added them": r"\bS-058\b|\bcampaign\b|\ben marche\b",
    "the campaign's own decoys": r"\bS-10[57]\b|\bdecoys?\b",
    "WikiLeaks', that none was discovered yet": r"\bS-067\b|\bnot yet discovered\b",
}
ELSEWHERE = re.compile(
    r"\bthree versions\b.*?\b(?:2\.1|3\.1)\b|\b3\.1\b.*?\bthree versions\b", re.S
)


def all_versions_of_the_fakes(passages: Iterable[Passage]) -> list[str]:
    """Where fakes in the leak are told of, all three versions are, or the lesson that has them."""
    pages: dict[str, list[Passage]] = {}
    for passage in passages:
        name = passage.where.partition(":")[0]
        if re.search(r"(?:lesson|teach)\.md$|\.html$", name):
            pages.setdefault(name, []).append(passage)
    problems = []
    for name, parts in pages.items():
        text = " ".join(" ".join(part.text for part in parts).split())
        told = TOLD.search(" ".join(part.text for part in parts if part.role == "page"))
        if told and not ELSEWHERE.search(text):
            problems += [
                f"{name}: tells of fakes ({told.group()}) without a version of them: {version}"
                for version, pattern in ON_A_PAGE.items()
                if not re.search(pattern, text, re.IGNORECASE)
            ]
    return problems


# --- 6. learners never craft ---------------------------------------------------------------------

FAKE = r"""(?:fakes?|forger(?:y|ies)|(?:forged|fake|false|spoofed|manipulated)\s(?:\w+\s)?\w+
    |phishing(?:\s\w+)?|lures?|hoax(?:es)?|rumours?|troll(?:s|\sposts?)?|bots?|botnets?|deepfakes?
    |disinformation|propaganda|malware|sock\s?puppets?|decoys?)"""
CRAFT = re.compile(
    rf"""\b(?:write|make|craft|forge|compose|draft|invent|build|design|create|produce|fabricate
    |generate|program|send|post|launch|run)\s
    (?:(?:me|us|yourself|up|down)\s)?
    (?:(?:a|an|one|two|three|some|your|your\sown|another|the\sbest|convincing|believable)\s)*
    (?:\w+\s)??{FAKE}\b
    |\b(?:forge|falsify|fake|doctor)\s(?:a|an|one|some|the|this|your)\s(?:\w+\s)?
    (?:document|mail|e-mail|paper|invoice|post|account|picture|image)s?\b""",
    re.VERBOSE | re.IGNORECASE,
)
# To say that nobody makes one, or ask how others did, is no task.
NO_TASK = re.compile(r"\b(?:never|nothing|nobody|not|no|without|who|said to|reportedly)\b", re.I)


def crafting(sentence: str) -> str | None:
    match = CRAFT.search(sentence)
    return "learners never craft" if match and not NO_TASK.search(sentence) else None


learners_never_craft = each_sentence(crafting)

# --- 7. coordinated is not inauthentic is not foreign --------------------------------------------

MACHINES = r"(?:bots?|botnets?|trolls?|inauthentic|automated|foreign(?:-run)?|fake\saccounts)"
LABELLED = re.compile(
    rf"""\b(?:accounts?|networks?|profiles?|tweets?|posts?|hashtag|users|they|these|those|it)\b
    (?:\s[\w’'-]+){{0,4}}?\s(?:is|are|was|were|has\sbeen|have\sbeen|came\sfrom)\s
    (?!not\b|never\b)(?:\w+\s){{0,2}}?{MACHINES}\b
    |\b(?:bots|botnets?|trolls|(?:inauthentic|automated|foreign)\s\w+)\s(?:then\s|also\s)?
    (?:spread|pushed|amplified|relayed|posted|drove|carried|retweeted|boosted|promoted)\b""",
    re.VERBOSE | re.IGNORECASE,
)


def labelled(sentence: str) -> str | None:
    match = LABELLED.search(sentence)
    if match and not ATTRIBUTOR.search(sentence):
        return f"coordinated is not inauthentic is not foreign ({match.group()})"
    return None


coordinated_is_not_inauthentic = each_sentence(labelled)

# --- 8. sealed until 27 July 2017 ----------------------------------------------------------------

SEALED = re.compile(r"lessons/[01]_|(?:notebooks|exercises|solutions)/\w+/[01]_")
LAST = "2017-07-28"  # the first day that is too late
LATER = re.compile(
    r"(?<![\w.-])20(?:1[89]|2[0-5])(?![\w.]\w)|\b(?:indict\w+|sanction(?:s|ed)\b|charged\b)|\bVIGINUM\b",
    re.IGNORECASE,
)
# When somebody saved the web page is no event of the affair; a licence has its year.
OUT_OF_TIME = re.compile(r"\b(?:licen[cs]e|copyright|©|version|web ?page|website|saved)\b", re.I)


def sealed_until(passages: Iterable[Passage]) -> list[str]:
    """The first lessons know nothing that came after their last article."""
    return [
        f"{passage.where}: later than 27 July 2017 ({match.group()}): {sentence}"
        for passage in passages
        if SEALED.match(passage.where)
        for sentence in sentences(CODE_SPAN.sub(" ", passage.text))
        if (match := LATER.search(sentence)) and not OUT_OF_TIME.search(sentence)
    ]


def records_are_not_later(passages: Iterable[Passage], starts: dict[str, str]) -> list[str]:
    """No row of the record that the first lessons name is of a later day."""
    return [
        f"{passage.where}: {record_id} is of {starts[record_id][:10]}"
        for passage in passages
        if SEALED.match(passage.where)
        for record_id in sorted(set(re.findall(r"\b[RS]-[\w-]+\b", passage.text)))
        if starts.get(record_id, "") >= LAST
    ]


def printed(path: Path) -> Iterator[Passage]:
    """Return what a built notebook shows below its cells, pictures aside."""
    where = path.relative_to(ROOT).as_posix()
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", ()):
            for kind, data in {"text": output.get("text"), **output.get("data", {})}.items():
                if data and "svg" not in kind:
                    text = (
                        json.dumps(data, ensure_ascii=False)
                        if isinstance(data, dict)
                        else "".join(data)
                    )
                    yield Passage(where, text, "cell")


# --- 9. each lesson ends on what holds -----------------------------------------------------------

A_FACT = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July)\b|\b2017\b|«[^»]+»|\"[^\"]{8,}\""
)


def ends_on_what_holds(passages: Iterable[Passage]) -> list[str]:
    """Every lesson says what holds up, in forty words and with a date or a quotation."""
    problems = []
    for passage in passages:
        if not passage.where.endswith("/lesson.md") or passage.role != "page":
            continue
        section = re.search(r"^## What holds up\n(.*?)(?=^## |\Z)", passage.text, re.M | re.S)
        words = section[1].split() if section else []
        if len(words) < 40:
            problems.append(
                f"{passage.where}: what holds up is told in {len(words)} words; 40 at least"
            )
        elif not A_FACT.search(section[1]):
            problems.append(f"{passage.where}: what holds up has no date and no quotation in it")
    return problems


# --- the rules, on everything --------------------------------------------------------------------

STATEMENTS = ROOT / "data/record/statements.csv"
NOTEBOOKS = sorted(ROOT.glob("notebooks/*/*.ipynb")) + sorted(ROOT.glob("solutions/*/*.ipynb"))
RULES: tuple[Rule, ...] = (
    no_leaked_material,
    people_are_allowed,
    attribution_has_an_attributor,
    denials_stand_beside,
    forged_is_a_claim,
    all_versions_of_the_fakes,
    learners_never_craft,
    coordinated_is_not_inauthentic,
    sealed_until,
    ends_on_what_holds,
)
with_statements = pytest.mark.skipif(not STATEMENTS.exists(), reason="the record has no statements")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: getattr(rule, "__name__", "rule"))
def test_everything_keeps_the_rule(rule: Rule) -> None:
    problems = rule(everything())
    assert not problems, "\n" + "\n".join(problems)


def test_everything_is_there() -> None:
    files = {re.split(r"[: ]", passage.where)[0] for passage in everything()}
    wanted = {"README.md", "data/README.md", "data/case/claims.csv", "leaklab/widgets.py"}
    wanted |= {path.relative_to(ROOT).as_posix() for path in ROOT.glob("lessons/*/*/*.md")}
    wanted |= {path.relative_to(ROOT).as_posix() for path in ROOT.glob("lessons/*/*/checks.py")}
    wanted |= {path.relative_to(ROOT).as_posix() for path in ROOT.glob("data/record/*.csv")}
    assert wanted <= files
    assert {passage.role for passage in everything()} >= {
        "page",
        "string",
        "answer",
        "cell",
        "quote",
        "message",
    }


@with_statements
def test_the_record_keeps_its_rules() -> None:
    statements = rows_of(STATEMENTS)
    assert replies_stand_in_the_record(statements) == []
    assert three_versions_of_the_fakes(statements) == []


def test_the_first_lessons_show_nothing_later() -> None:
    shown = [passage for path in NOTEBOOKS for passage in printed(path)]
    assert shown
    assert sealed_until(shown) == []
    starts = {
        row["record_id"]: row["start"]
        for path in ROOT.glob("data/record/*.csv")
        for row in rows_of(path)
        if "record_id" in row and "start" in row
    }
    assert records_are_not_later([*everything(), *shown], starts) == []


# --- the rules, on planted defects ---------------------------------------------------------------

LESSON = "lessons/1_timeline/1_9_made_up/lesson.md"
# rule, what it must catch, what it must let pass; every person here is made up
PLANTED: list[tuple[Rule, list[str], list[str]]] = [
    (
        no_leaked_material,
        [
            "The archive lies on https://wikileaks.org/some-mails/ to this day.",
            "See [the mails](https://search.wikileaks.com/?q=x).",
            "The links stood on pastebin.com/abc123.",
            "Copy: archive.is/x1Y2z.",
            "The thread is at boards.4chan.org/pol/thread/1.",
            "`magnet:?xt=urn:btih:abc`",
            "The box came as somebody.mbox, 2 GB.",
            "Open `inbox_2017.eml` and look at its headers.",
            "It was called xavier.part1.rar.",
            "The dump was documents.zip.",
            "Its hash is d41d8cd98f00b204e9800998ecf8427e.",
            "SHA-1: da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "The paste bore the title XYLEAKS.",
        ],
        [
            "Download this repository as a ZIP file and unpack it.",
            "WikiLeaks relayed the e-mails; #MacronLeaks became a hashtag. See 4Chan in `actors`.",
            "`data/synthetic/mailbox.mbox` is made by us.",
            "Leak Lab 0.1, leaklab-0.1.zip, commit 1c42795; colour #0072B2",
            "LEAKLAB_HOME says where the kit lies.",
        ],
    ),
    (
        people_are_allowed,
        [
            "The mailbox of Camille Bernard was among them.",
            "One of the five was Bernard, an aide.",
            "According to J. Bernard, a volunteer, nothing was lost.",
            "According to J.-P. Bernard, nothing was lost.",
            "The treasurer, Pierre de Valmont, kept the accounts.",
            "Camille Bernard-Valmont wrote to him.",
            "He wrote to Brigitte Valmont and Emmanuel Rogers.",
            "Mr Valmont denied it.",
            "«La boîte de Camille Bernard a été ouverte»",
            "The name in the metadata is Ivan PETROVSKI.",
            "- **Camille Bernard**, adviser",
            "| name | Camille Bernard |",
            "# The case of Camille Bernard",
            "He tweets as @cbernard75.",
            "Write to c.bernard@parti.fr for it.",
            "Write to c.bernard@example.fr for it.",
            "Emmanuel Valmont spoke.",
            "Émile Zéphyrin said so to Le Monde.",
        ],
        [
            "Richard Ferrand's op-ed appears in Le Monde; Ferrand and M. Fillon are named in 004.",
            "Mme Le Pen et M. Fillon sont mystérieusement épargnés",
            "When Macron received Putin, Vladimir Putin denied it. On Friday, AFP reported it.",
            "Choose *Edit › Clear Outputs of All Cells*. Only B and D name the round.",
            "«Le parquet de Paris a ouvert une enquête, dimanche» in 002",
            "Give four signs, for example `L L L L`, or card B. The next one is E.",
            "It comes from treasurer@filmclub.example, an address that nobody can have.",
            "The NSA, an American intelligence agency, told the US Senate of it in May.",
            "- **What holds up.** The leak came on Friday 5 May. Doubting everything is not it.",
        ],
    ),
    (
        attribution_has_an_attributor,
        [
            "Russia hacked the campaign.",
            "In May, the Russians broke into five mailboxes and took what was there.",
            "Fancy Bear, which had hacked the Democrats, also attacked the campaign.",
            "APT28 penetrated the campaign's servers.",
            "Sputnik and RT spread false news about the candidate.",
            "WikiLeaks first leaked the mails, then archived them.",
            "Pro-Trump accounts spread the rumour through the night.",
            "The Kremlin ordered it, and Sandworm orchestrated the leak.",
            "Moscow is behind the attacks.",
            "The mailboxes were hacked by Russians.",
            "The dump was posted that evening by pro-Trump activists.",
            "Russia tried to meddle in the vote.",
            "Then came the Russian hack of the campaign.",
            "Russia's interference changed little.",
            "Six officers are guilty of it.",
            "They were charged, hence guilty.",
            "Investigators proved that the GRU had a hand in it.",
            "Without doubt the Kremlin had its part in this.",
            "It is clear that Russia wanted Macron to lose.",
            "The hackers stole the mails in March.",
            "Hackers linked to Russia leaked the mails.",
            "It was Russia that hacked the campaign, which answered in the night.",
            "The GRU was responsible for the theft.",
            "Behind the leak stood the Kremlin.",
        ],
        [
            "The campaign says that Russia hacked it.",
            "According to Reuters, agents of the GRU ran the accounts and attacked aides.",
            "Did Russia hack the campaign, and who spread what it leaked?",
            "The headline goes further: «du piratage par des Russes» (hacked by Russians).",
            'Cut "Russia hacked and spread the leak" into slips.',
            "The mails were reportedly hacked by Russians.",
            "In 2025 France attributed the attempt to APT28, and Russia denied it.",
            "RT was attacked by the candidate's team.",
            "WikiLeaks relayed the leaked mails and commented on the hour.",
            "No article proves that the Kremlin ordered it.",
            "Charged is not guilty.",
            "The campaign was hacked; by whom, nobody says.",
            "Macron received Putin at Versailles and spoke of Sputnik.",
            "If Russia hacked it, which trace would be left?",
        ],
    ),
    (
        denials_stand_beside,
        [
            "## Who\n\nThe campaign accuses Russia of the attacks.\n\n## Next\n\nMoscow denies it.",
            "## Who\n\nTwo officials say that the Kremlin is behind the leak.",
            "## Who\n\nThe ministry attributes the attempt to APT28.",
            "# Who\n\nFerrand blamed Sputnik and RT for false news.",
        ],
        [
            "## Who\n\nThe campaign accuses Russia of the attacks. The Kremlin denies it (000).",
            "## Who\n\nThe ministry attributes it to APT28; no reply found.",
            "## Who\n\nThe five articles accuse, deny and suspect.",
            "## Who\n\nWikiLeaks relayed the e-mails. A headline attributes too much.",
        ],
    ),
    (
        forged_is_a_claim,
        [
            "Forged documents were mixed in.",
            "Among the mails, fakes had been slipped by somebody.",
            "The hackers added many false documents to the dump.",
            "Some of the documents were forged.",
            "The dump contained fakes.",
        ],
        [
            "The campaign says that forged documents were mixed in.",
            "Fakes were added, according to the communiqué.",
            "Were some of the documents forged?",
            "WikiLeaks said it had not yet discovered fakes.",
            "Forged items have a lane of their own.",
            "«y ont ajouté de nombreux faux documents» (added many false documents), 001 quotes",
        ],
    ),
    (
        all_versions_of_the_fakes,
        [
            "The campaign says that forged documents were mixed in.",
            "The campaign spoke of added fakes; WikiLeaks had not yet discovered any.",
            "The campaign says it was full of decoys, and others added fakes.",
            "Fakes were added, it is said: there are three versions.",
            "WikiLeaks had not yet discovered fakes, where a decoy of somebody's was found.",
        ],
        [
            "The campaign says fakes were mixed in (one of three versions: lesson 3.1).",
            "The campaign: others added fakes. Its own decoys. WikiLeaks: “not yet discovered”.",
            "Forged items have a lane of their own.",
            "Find the forged messages in our own box.",
        ],
    ),
    (
        learners_never_craft,
        [
            "Write a phishing mail to the campaign's treasurer.",
            "Now make your own fake and let your neighbour find it.",
            "In pairs, craft two convincing forged invoices.",
            "Draft a rumour of one sentence.",
            "Compose a troll post in the style of 2017.",
            "Build a bot that retweets the hashtag.",
            "Your task: forge a document that would pass.",
            "Create some fake accounts on paper.",
            "Generate disinformation with a language model.",
        ],
        [
            "Nothing here teaches how to make a fake.",
            "Find the forged mail among the authentic ones.",
            "Write a headline that says no more than his words.",
            "Make a list of the rumours that 001 mentions, with their words.",
            "Who is said to have made the fakes?",
            "Draw the rumour as a span. Run the cell. Write the word that names the leak.",
        ],
    ),
    (
        coordinated_is_not_inauthentic,
        [
            "The accounts were bots.",
            "These profiles are clearly inauthentic.",
            "Bots pushed the hashtag for three hours.",
            "The users who relayed it were mostly foreign.",
            "Foreign accounts amplified it.",
            "It was a network of automated accounts; the tweets came from trolls.",
        ],
        [
            "The laboratory reports that bots pushed the hashtag.",
            "Many accounts posted at the same minute: coordinated, not inauthentic.",
            "Were these accounts bots?",
            "According to the study, the users were mostly foreign.",
            "The word bot occurs in none of the five articles.",
            "Accounts of suspect behaviour were disabled, Facebook says.",
        ],
    ),
    (
        sealed_until,
        [
            "In 2018 a report came out.",
            "France named a unit on 29 April 2025.",
            "The indictment says more.",
            "Six officers were charged.",
            "Sanctions followed.",
            "VIGINUM was created.",
        ],
        [
            "The page was saved after 2024, as its own words show.",
            "Text CC BY 4.0, copyright 2025 Leak Lab; licence of 2024.",
            "On 27 July 2017, Reuters revealed it; in 2016 it was another country's turn.",
            "The list has 2,019 rows; `2020` is a number. Version 2020.1 is out.",
            "The battery must be charging.",
        ],
    ),
    (
        ends_on_what_holds,
        [
            "# Lesson\n\n## Key points\n\n- Doubt.",
            "# Lesson\n\n## What holds up\n\nThe leak came on Friday 5 May 2017.\n\n## Key points",
            "# Lesson\n\n## What holds up\n\n" + "Everything may be doubted here. " * 9,
        ],
        ["# Lesson\n\n## What holds up\n\n" + "It came on 5 May 2017, two articles say. " * 6],
    ),
]
CAUGHT = [(rule, text) for rule, texts, _ in PLANTED for text in texts]
PASSED = [(rule, text) for rule, _, texts in PLANTED for text in texts]


def name_of(value: object) -> str:
    return value if isinstance(value, str) else ""


@pytest.mark.parametrize(("rule", "text"), CAUGHT, ids=name_of)
def test_a_planted_defect_is_caught(rule: Rule, text: str) -> None:
    found = rule([Passage(LESSON, text)])
    assert found, text
    assert all(LESSON in problem for problem in found)


@pytest.mark.parametrize(("rule", "text"), PASSED, ids=name_of)
def test_an_innocent_sentence_passes(rule: Rule, text: str) -> None:
    assert rule([Passage(LESSON, text)]) == []


def test_every_rule_is_tried() -> None:
    assert {rule for rule, *_ in PLANTED} == set(RULES)


def test_what_others_say_is_theirs() -> None:
    accusing = Passage("data/case/claims.csv C000-01 quote_en", "Russia hacked it", "quote")
    assert attribution_has_an_attributor([accusing]) == []
    assert attribution_has_an_attributor([replace(accusing, role="cell")])
    private = replace(accusing, text="the mails of Camille Bernard")
    assert people_are_allowed([private]), "a name is one in a quotation too"


def test_which_messages_of_our_own_boxes_are_forged_we_know() -> None:
    ours = Passage("lessons/3_mechanics/3_2_real_or_forged/lesson.md", "This box held forgeries.")
    assert forged_is_a_claim([ours]) == []
    assert forged_is_a_claim([replace(ours, text="The leak held forgeries.")])
    assert forged_is_a_claim([replace(ours, where=LESSON)])


def test_a_name_in_a_made_up_message_is_caught() -> None:
    message = next(passage for passage in everything() if passage.role == "message")
    assert people_are_allowed([message]) == []
    assert people_are_allowed([replace(message, text=message.text + "\nYours, Camille Bernard")])


def test_later_lessons_may_know_more() -> None:
    later = Passage("lessons/2_attribution/2_4_made_up/lesson.md", "In 2020 six were charged.")
    assert sealed_until([later]) == []


@pytest.mark.parametrize("text", ["`S-7` is the reply.", 'record.row("S-7")'])
def test_a_later_row_of_the_record_is_caught(text: str) -> None:
    starts = {"S-7": "2020-10-19", "S-8": "2017-07-27T15:45+02:00"}
    assert len(records_are_not_later([Passage(LESSON, text)], starts)) == 1
    assert records_are_not_later([Passage(LESSON, text.replace("7", "8"))], starts) == []


ROW = {
    "record_id": "S-1",
    "stance": "accuses",
    "reply": "Kremlin, 14 February 2017: denies it (S-2)",
}


@pytest.mark.parametrize("reply", ["", "Kremlin: denies it (S-2)", "none", "see S-2"])
def test_an_accusation_without_a_reply_is_caught(reply: str) -> None:
    assert len(replies_stand_in_the_record([ROW | {"reply": reply}])) == 1
    assert len(replies_stand_in_the_record([ROW | {"stance": "attributes", "reply": reply}])) == 1
    assert replies_stand_in_the_record([ROW | {"stance": "denies", "reply": reply}]) == []
    for fine in (ROW["reply"], "no reply found", "article 003, undated: Sputnik wants proof"):
        assert replies_stand_in_the_record([ROW | {"reply": fine}]) == []


def test_a_version_of_the_fakes_that_is_missing_is_caught() -> None:
    told = [
        (
            "En Marche, communiqué",
            "says that those who spread the mails added many false documents",
        ),
        ("New York Times", "reports that the campaign made false accounts with decoys in them"),
        ("WikiLeaks", "says that it has not yet discovered fakes"),
    ]
    rows = [{"who_en": who, "statement_en": text, "dispute": "fakes"} for who, text in told]
    assert three_versions_of_the_fakes(rows) == []
    for missing in range(3):
        rest = [row for number, row in enumerate(rows) if number != missing]
        assert len(three_versions_of_the_fakes(rest)) == 1
    assert len(three_versions_of_the_fakes([row | {"dispute": "volume"} for row in rows])) == 3


def test_a_page_is_read_with_the_texts_in_its_code(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    text = """\
    # Title

    ```{code-cell} ipython3
    :tags: [setup]
    widgets.hands_up("Who was " + name, [f"{name} and others"])
    ```

    Prose.
    """
    (tmp_path / "page.md").write_text(textwrap.dedent(text), encoding="utf-8")
    *strings, prose = page(tmp_path / "page.md")
    assert [
        passage.text for passage in strings if "…" in passage.text or "Who" in passage.text
    ] == [
        "Who was ",
        "… and others",
    ]
    assert "code-cell" not in prose.text
    assert "Prose." in prose.text
