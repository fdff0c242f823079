"""Read a paragraph of attribution for what this kit forbids itself.

`findings` is a pure function of the text: it says what is off, in which words, and what to do. It
reads English sentence by sentence, by patterns; it knows no facts but a few rows of the record,
and silence is no praise. What stands in quotation marks is somebody else's and is not read. Who
"they" are it does not know; a noun that looks like a verb of telling ("reports", "charges") passes
for one; any teller in a sentence covers every deed in it; and a day is checked for being there.

The rules: likelihood and confidence apart (Intelligence Community Directive 203, 2015); who says
so beside every deed and every unit; a verb no stronger than its source; charged is not guilty; the
day of the telling is not the day of the deed; the reply beside the accusation.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from leaklab.wording import say


@dataclass(frozen=True)
class Finding:
    """One thing that is off.

    Attributes
    ----------
    rule : str
        The rule's name, one of `RULES`.
    what : str
        What is off.
    words : str
        Where: the words of the text.
    do : str
        What to do.
    """

    rule: str
    what: str
    words: str
    do: str


# A loose paragraph, every sentence of it like some that were printed: to be read, never believed.
LOOSE = """\
On 9 May 2017 the NSA warned France that Russia had hacked the campaign. ANSSI denied it in June. \
The American indictment proved that Unit 74455 leaked the mails. It is very likely, and we say so \
with high confidence, that APT28 helped. In 2025 France confirmed the MacronLeaks."""


# --- the text ------------------------------------------------------------------------------

_QUOTED = re.compile(r"«[^»]*»(?:\s*\([^()]*\))?|“[^”]*”|(?<!\w)\"[^\"]*\"(?!\w)")
_END = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\bAdm\.)(?<!\bSen\.)(?<!\bMr\.)[»”\")]*\s+|\n\s*\n")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each on one line, with … for what it quotes."""
    plain = _QUOTED.sub(" … ", text)
    return [" ".join(part.split()) for part in _END.split(plain) if part.strip()]


def _of(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


# --- the words -----------------------------------------------------------------------------

_UNIT = r"(?:Units?\s\d{5}|APT\s?-?\s?(?:28|44)|Fancy\sBear|Pawn\sStorm|Sandworm)"
_ACCUSED = rf"""(?:Russians?|Russia(?:[’']s)?|the\sKremlin|Kremlin|Moscow|Putin|(?:the\s)?GRU
    |{_UNIT}|WikiLeaks|Posobiec|(?:the\s)?(?:hackers|attackers|intruders|officers)
    |(?:an\s)?insiders?|far-right\s\w+|pro-Trump\s\w+)"""
# what anybody may publish: a text of one's own, or an archive that nobody denies
_PUBLISHED = r"""published(?!\s(?:an?|the|this|its|his|her|their)\s(?:\w+\s){0,2}(?:article|inquiry
    |investigation|report|statement|story|archive|text|interview|indictment|analysis|findings)\b)"""
_DEED = rf"""(?:hack(?:ed|s|ing)|st(?:ole|olen|eals|ealing)|took(?!\sover)|taken
    |br(?:oke|oken|eaks)\sin(?:to)?|leak(?:ed|s|ing)|forged|fak(?:ed|ing)|posted|posting|{_PUBLISHED}|spread(?:s|ing)?|meddl(?:ed|ing)
    |interfer(?:ed|ing)|attack(?:ed|s|ing)|target(?:ed|s|ing)|orchestrated|penetrat(?:ed|ing)
    |infiltrated|compromised|dumped|phished|phishing|spied|spying|destabilis(?:ed|ing)
    |destabiliz(?:ed|ing)|(?:is|was|were|are|stood|stands)\sbehind
    |(?:is|was|were|are)\s(?:responsible|involved|guilty)|did\s(?:it|this|so)\b|carried\sout|ordered|directed
    |obtained|got\sinto|gained\saccess|conducted|executed|mounted
    |(?:gave|handed|passed|provided|supplied)(?=[^.;]*\b(?:e?-?mails?|files|documents|archives?)\b))"""
_BETWEEN = r"""(?:,?\s+(?!(?:the|an?|its|their|of|by|was|were|be|been|being|never|not|no)\b)
    [\w’'-]+){0,5},?\s+"""
_ACTIVE = _of(rf"\b{_ACCUSED}\b{_BETWEEN}{_DEED}\b|\b{_ACCUSED}\s+{_DEED}\b")
_PASSIVE = _of(rf"\b{_DEED}(?:\s[\w’'-]+){{0,6}}?\sby\s(?:the\s|some\s|a\s|\w+\sof\s)?{_ACCUSED}\b")
_NOUN = _of(
    r"""\b(?:Russian|Russia[’']s|(?:the\s)?Kremlin[’']s|Moscow[’']s|Putin[’']s|(?:the\s)?GRU[’']s)\s
    (?:cyber-?\s?)?(?:hack(?:ing)?(?!\sgroup)|leak|theft|attacks?|operation|interference|meddling
    |intrusion|plot)\b"""
)
_BEHIND = _of(
    rf"\b(?:behind|author\sof|responsible\sfor)\b[^.;,]*\b(?:is|was|were|stood)\s{_ACCUSED}\b"
)

_ORIGIN = _of(
    r"""\b(?:attacks?|hack\w*|leak|e?-?mails?|intrusions?)\b[^.;,]{0,40}\b(?:came|come|comes|originat\w+)
    \sfrom\s(?:Russia|Ukraine|Moscow|(?:the\s)?Kremlin|America|the\sUnited\sStates)\b"""
)

# Verbs of telling, and what the learner's own judgement begins with.
_TELLS = r"""(?:sa(?:y|ys|id|ying)|according\sto|tells?|told|telling|writes?|wrote
    |report(?:s|ed|ing)?|accus(?:e|es|ed|ing)|attribut(?:e|es|ed|ing)|blam(?:e|es|ed|ing)|charg(?:e|es|ed|ing)|indict\w*
    |alleg(?:e|es|ed|ing)|alleges|claim(?:s|ed|ing)?|suspect(?:s|ed)?|den(?:y|ies|ied)|reject(?:s|ed)?
    |assess(?:es|ed)?|conclud(?:e|es|ed)|testif\w+|suggest(?:s|ed)?|argu(?:e|es|ed)|nam(?:e|es|ed|ing)
    |announc(?:e|es|ed)|stat(?:ed|es?(?=\sthat))|not(?:e|es|ed)|recall(?:s|ed)?|acknowledg(?:e|es|ed)
    |point(?:s|ed)\s(?:at|to)|call(?:s|ed)|declar(?:e|es|ed)|unseal(?:s|ed)|in\sthe\swords\sof
    |condemn(?:s|ed)|answer(?:s|ed)?|describ(?:e|es|ed)|link(?:s|ed))"""
# A reply that points back ("denied it") answers an accusation; it does not say who makes it.
_ANSWERS = _of(
    r"""\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|answer(?:s|ed)?|call(?:s|ed)|condemn(?:s|ed))
    (?=\s+(?:it|this|that(?=\s(?:on|in)\b)|them|all|everything|so
    |(?:on|in)\b(?![^,;.]*\bthat\b))\b|\s*(?:[,;.!]|$))"""
)
# Negations that deny nothing: without them a sentence says the same.
_IDLE = _of(
    r"""\b(?:(?:did|does|do|has|have)\snot\shesitat\w*|without\shesitat\w*
    |not\sfor\sthe\s(?:first|last)\stime|not\s(?:only|just|alone)|no\slonger
    |(?:nobody|no\sone)\s(?:can\s|seriously\s)?(?:doubts?|disput\w+|den(?:y|ies|ied))
    |not\s(?:in\sdoubt|(?:seriously\s)?(?:disputed|doubted|contested)))\b"""
)
_OWN = (
    r"(?:(?:we|I)\s(?:judge|assess|think|believe|hold)|in\s(?:our|my)\s(?:judge?ment|view|reading))"
)
_TOLD = _of(rf"\b(?:{_TELLS}|{_OWN})\b")
# To warn is to tell; but what has a date in "on 9 May he told of a warning" is not the warning.
_WARNED = _of(r"\bwarn(?:s|ed)?\s(?:[\w’'-]+\s){0,2}that\b")
# "is said to", "reportedly": somebody tells, and nobody is named who does.
_NOBODY_TELLS = _of(
    r"""\b(?:reportedly|allegedly|it\s(?:is|was|has\sbeen)\s(?:said|reported|claimed|alleged)
    |(?:is|are|was|were)\s(?:said|reported|alleged|believed|thought|widely\s\w+)\s(?:to|by\smany)
    |(?:many|people|sources|experts|analysts|observers|some)\s(?:say|believe|think|agree|suspect)
    |everyone\s\w+)\b"""
)
# Before a deed: the sentence leaves it open.
_OPEN = _of(
    r"""\b(?:nobody|no\s(?:\w+\s)?(?:one|articles?|sources?|proof|evidence|cards?|rows?)|not|never|nor
    |neither|cannot)\b|\b(?:without|whether|if)\b[^,;:]*$"""
)
_LIKELIHOOD = _of(
    r"""\b(?:(?:very\s|highly\s|quite\s)?(?:un)?likely|(?:highly\s|very\s)?(?:im)?probabl[ey]|likelihood
    |(?:almost|nearly|quite|fairly)\s(?:no\schance|certain(?:ly)?|sure)|remote|roughly\seven\s(?:chance|odds)
    |chances?\sabout\seven|\d{1,3}\s?(?:%|percent|per\scent))"""
)
_CONFIDENCE = _of(r"\b(?:(?:low|moderate|medium|high|full|great|some)\s)?confiden(?:ce|t)(?:ly)?\b")

_REPLY = _of(
    r"""\b(?:den(?:y|ies|ied|ials?)|reject(?:s|ed|ing|ion)?|no\sreply|dismiss(?:es|ed)?|disput(?:es|ed)
    |contradict(?:s|ed)|Russophobia
    |(?:did|does|had|has)\snot\s(?:answer|repl)\w*|answered\sthat|repl(?:y|ies|ied)
    |call(?:s|ed)\s(?:it|them|this|the\s\w+(?:\s\w+)?)\s(?:absurd|unfounded|groundless|baseless
    |…|a\slie|fake))\b|call(?:s|ed)\s(?:it|them|this|the\s\w+)\s…
    |\b(?:Kremlin|Peskov|Zakharova|embassy|Moscow|WikiLeaks|Putin)(?:\sspokes\w+)?\s(?:\w+\s)?(?:sa(?:id|ys)|wrote
    |told|answered)\b"""
)
_NO_REPLY = _of(r"\bno\s(?:reply|answer|denial)\b")
_MONTH = r"""(?:January|February|March|April|May|June|July|August|September|October|November
    |December)"""
_DATE = _of(
    rf"\b(?:\d{{1,2}}\s{_MONTH}|{_MONTH}\s\d{{1,2}}|(?:19|20)\d\d|(?:next|same)\sday|day\sbefore)\b"
)
_ACCUSING = _of(
    rf"""\b(?:accus|attribut|blam|charg|indict|(?<!the\s)nam(?:e|es|ed)\b(?!\sgiven)|point(?:s|ed)\s(?:at|to))\w*\b
    [^.?!]*\b{_ACCUSED}\b
    |\b{_ACCUSED}\b[^.?!]{{0,60}}\b(?:was|were|been|is|are)\s
    (?:charged|accused|indicted|blamed|sanctioned)\b"""
)
# A name is explained, and nobody accused.
_DEFINES = _of(
    rf"\b{_UNIT}\s(?:is|are|was|were)\s(?:(?:the|an?|two|other)\s)?(?:names?|units?|groups?|labels?)\b"
)
# "the hackers" accuses nobody who could answer
_SOMEBODY = _of(
    rf"\b(?:Russia\w*|Kremlin|Moscow|Putin|GRU|{_UNIT}|WikiLeaks|Posobiec|far-right|pro-Trump)"
)

# Days on which something was told that had happened before.
_TOLD_ON = r"""(?:24\sApril(?:\s2017)?|9\sMay(?:\s2017)?|1\sJune(?:\s2017)?|27\sJuly(?:\s2017)?
    |[67]\sDecember\s2019|December\s2019|19\sOctober(?:\s2020)?|October\s2020|29\sApril(?:\s2025)?
    |April\s2025|2019|2020|2025)"""
_HAPPENED = rf"""(?:hack(?:ed|s)|st(?:ole|olen)|took|br(?:oke|oken)\sinto|leaked|posted|{_PUBLISHED}
    |spread|attacked|targeted|penetrated|infiltrated|dumped|phished|spied|warned|created|intruded|happened
    |destabili[sz]ed|interfered|meddled)"""
# April 2017 was told of, too; at the end of a sentence it may be the month of the deed
_DAY_FIRST = _of(rf"(?:^|[,;]\s)\W*(?:on|in)\s(?:{_TOLD_ON}|April\s2017)\b")
_DAY_LAST = _of(
    rf"\b{_HAPPENED}\b(?:\s(?!{_TELLS}\b)[\w’',-]+){{0,7}}?\s(?:on|in)\s{_TOLD_ON}(?!\s?-)\b"
)

_PROVED = _of(
    r"""\b(?:prove[dsn]?|proving|proven|proof\sthat|guilty|guilt|convict(?:ed|ion|s)|sentenced|culprits?
    |beyond\s(?:a\s|any\s|all\s)?(?:reasonable\s)?(?:doubt|dispute)|without\s(?:a\s|any\s)?doubt
    |(?:no|little|hardly\sany)\s(?:room\s(?:for|to)\s)?doubt|undoubtedly|undisputed(?:ly)?
    |(?:nobody|no\sone)\s(?:can\s|seriously\s)?(?:doubts?|disputes?)
    |not\s(?:in\sdoubt|(?:seriously\s)?(?:disputed|doubted|contested))
    |found\s(?:[\w’'-]+\s){0,4}(?:responsible|liable)|ma(?:kes?|de|king)\s(?:it\s)?(?:plain|obvious)
    |undeniabl[ey]|unquestionabl[ey]
    |(?:it\sis|is\snow)\s(?:clear|certain|obvious|known|established)(?:\sthat)?)\b"""
)
# Adverbs of everyday speech: off only where somebody did something.
_PROVED_SO = _of(r"\b(?:certainly|clearly|definitively|definitely|obviously)\b")
_AUTHOR = _of(rf"\b(?:{_ACCUSED}|services?|States?\sdid)\b")
_DONE = _of(rf"\b{_DEED}\b")
_NOT_PROVED = _of(
    r"""\b(?:not|no|never|nor|nobody|without|neither|cannot)\b(?:\W+[\w’'-]+){0,4}?\W+
    (?:prove[dns]?|proof|guilty|guilt|convicted|sentenced|certain|clear|established|definitively)\b
    |\bno\s(?:proof|conclusive)\b|\b(?:almost|nearly)\scertainly\b|\bwithout\s(?:proof|finding\sproof)\b"""
)
_FACTIVE = _of(
    rf"""\b(?:confirm(?:s|ed)?|reveal(?:s|ed)?|establish(?:es|ed)?|demonstrat(?:es|ed)|show(?:s|ed|n)?
    |expos(?:es|ed)|uncover(?:s|ed)?|discover(?:s|ed)|f(?:ound|inds)|knew|knows?|realis(?:es|ed)
    |admit(?:s|ted)?|recogni[sz](?:es|ed)|made\s(?:it\s)?clear)\s
    (?:(?!\bnot\b)[\w’'-]+\s){{0,3}}?(?:that|how)\b[^.]*\b{_ACCUSED}\b"""
)


@dataclass(frozen=True)
class _Source:
    """What a known source did not say, and what it did: a row of the record."""

    speaker: re.Pattern[str]
    stronger: re.Pattern[str]
    what: str
    do: str
    unless: re.Pattern[str] = re.compile(r"(?!)")


_SOURCES = (
    _Source(
        _of(r"\b(?:ANSSI|Poupard)\b"),
        _of(
            rf"""\b(?:conclud\w+|said|says|found|establish\w+|ruled|stat(?:ed|es))\s(?:that\s)?(?:{_ACCUSED}\s
            (?:was|were|is|had|did|has)\s(?:not|nothing|no)\b
            |an?\s(?:isolated|single|lone)\s\w+\s(?:did|was|had|hacked|stole|took)\b)"""
        ),
        say("stronger than the head of ANSSI on 1 June 2017, who said neither yes nor no (S-122)"),
        say("Write that he could not say, and keep “practically anyone” (S-121) as his words."),
        _of(
            r"""\b(?:not|never|neither|nor|cannot|nobody)\b[^,;]*
            \b(?:conclud\w+|sa(?:y|id|ys)|found|find|establish\w*|rul\w+|stat\w+)\b"""
        ),
    ),
    _Source(
        _of(r"\b(?:ANSSI|Poupard)\b"),
        _of(
            r"""\b(?:denied|denies|den(?:y|ying)|clear(?:s|ed)|exonerat\w+|rul(?:es|ed)\sout|excluded
            |found\sno\s(?:trace|evidence)|attributed|not\sRussia|blamed|accused)\b"""
        ),
        say("stronger than the head of ANSSI on 1 June 2017, who said neither yes nor no (S-122)"),
        say("Write that he could not say, and keep “practically anyone” (S-121) as his words."),
        _of(r"\b(?:not|nor|neither|never|cannot|could\snot|declined)\b"),
    ),
    _Source(
        _of(r"\b(?:Rogers|(?:the\s)?NSA(?:[’']s\sdirector)?)\b"),
        _of(
            r"""\b(?:attributed|blamed|accused)\b
            |\b(?:said|told|testified|warned|revealed|saw)\b[^.]*\b(?:hack\w*|st(?:ole|eal\w*)|leak\w*
            |took|mailbox\w*|campaign|e-?mails?)\b"""
        ),
        say("stronger than the NSA's director on 9 May 2017: some infrastructure (S-096)"),
        say("Write “some of your infrastructure”, and leave mailboxes and leak out of his mouth."),
        _of(r"\b(?:not|without|stopped\sshort|asked\sabout|never)\b|…"),
    ),
    _Source(
        _of(
            r"""\b(?:Reuters|officials?|(?:its|their|unnamed)\ssources|the\sAmericans
            |(?:American|US|U\.S\.)\s(?:intelligence\s)?(?:agenc\w+|services?|intelligence))\b"""
        ),
        _of(
            r"""\b(?:no|without(?:\sfinding)?|not\s(?:any|found))\s(?:\w+\s)?(?:proof|evidence)\b
            |\bcleared\b"""
        ),
        say("wider than Reuters' negation of 9 May 2017, which is about an order (S-100)"),
        say("Add what was not found: conclusive evidence that the Kremlin ordered or directed it."),
        _of(r"\b(?:order\w*|direct(?:ed|ion|s))\b"),
    ),
    _Source(
        _of(r"\b(?:indictment|charges|Department\sof\sJustice|Justice\sDepartment|grand\sjury)\b"),
        _of(
            r"""\b(?:established|convict\w+|found\sthat|found\sguilty|show(?:s|ed)|proves?d?|confirm\w*
            |demonstrat\w+|reveal(?:s|ing)?|(?<!were\s)(?<!was\s)(?<!been\s)revealed|concluded)\b"""
        ),
        say("stronger than charges, which allege and were never tried (S-170)"),
        say("Write that the department charged, or that the indictment alleges."),
        _of(r"\b(?:not|never|no|nobody)\b"),
    ),
    _Source(
        _of(
            r"\b(?:foreign\sministry|Barrot|Quai\sd[’']Orsay|French\s(?:government|ministry)|France(?!\s(?:24|Culture|Inter|T)))\b"
        ),
        _of(r"\bMacron\s?Leaks\b|\b(?:evidence|proof)\b|\bconfirm\w*|\brevealed\b|\bestablished\b"),
        say("other than the French statement of 29 April 2025, which spoke of an attempt (S-177)"),
        say(
            "Write «tentative de déstabilisation du processus électoral», the attempt to "
            "destabilise; MacronLeaks is the press's reading, and no evidence on 2017 came with it."
        ),
        _of(r"\b(?:not|no|without|never|press)\b"),
    ),
    _Source(
        _of(r"\bLe\sMonde\b"),
        _of(r"\b(?:proved|proves|established|confirmed|revealed|demonstrated|showed)\b"),
        say("stronger than Le Monde's text of December 2019, «accréditent techniquement» (S-163)"),
        say("Write that elements it gathered support it."),
        _of(r"\bnot\b"),
    ),
    _Source(
        _of(r"\b(?:Trend\sMicro|Hacquebord)\b"),
        _of(r"\b(?:hacked|stole|stolen|took|leaked|broke\sinto|Russia|Russians?|Kremlin|GRU)\b"),
        say(
            "stronger than Trend Micro in April 2017: prepared sites and a group, no State (S-031)"
        ),
        say(
            "Write that phishing sites were set up, and that it is the firm's likening to a group."
        ),
        _of(r"\b(?:not|no|declined|without)\b"),
    ),
)


# --- the rules -----------------------------------------------------------------------------


def _left_open(sentence: str, match: re.Match[str]) -> bool:
    before = _IDLE.sub(" ", sentence[: match.end()])
    return sentence.endswith("?") or _OPEN.search(before) is not None


def _told(sentence: str) -> bool:
    spoken = _ANSWERS.sub(" ", _IDLE.sub(" ", sentence))
    return (_TOLD.search(spoken) or _WARNED.search(spoken)) is not None


def _stronger(text: list[str]) -> Iterator[Finding]:
    for sentence in text:
        for source in _SOURCES:
            who = source.speaker.search(sentence)
            found = source.stronger.search(sentence)
            if who and found and not source.unless.search(_IDLE.sub(" ", sentence)):
                yield Finding("stronger", source.what, found.group(), source.do)
                break
        else:
            match = _FACTIVE.search(sentence)
            if match and not _left_open(sentence, match) and not _PROVED.search(match.group()):
                yield Finding(
                    "stronger",
                    say("a verb that takes for true what it tells"),
                    match.group(),
                    say("Use a verb that only tells: says, reports, attributes, alleges."),
                )


def _unattributed(text: list[str]) -> Iterator[Finding]:
    for sentence in text:
        match = next(
            (m for p in (_ACTIVE, _PASSIVE, _BEHIND, _NOUN, _ORIGIN) if (m := p.search(sentence))),
            None,
        )
        vague = _NOBODY_TELLS.search(sentence)
        if vague and (match or re.search(rf"\b{_ACCUSED}\b", sentence, re.VERBOSE)):
            yield Finding(
                "attributor",
                say("somebody is said to say so, and nobody is named"),
                vague.group(),
                say("Name who says so, and when."),
            )
        elif match and not _told(sentence) and not _left_open(sentence, match):
            yield Finding(
                "attributor",
                say("a deed and an author, and nobody who says so"),
                match.group(),
                say("Begin with who says so and when, or leave the author out."),
            )


def _one_breath(text: list[str]) -> Iterator[Finding]:
    for sentence in text:
        likely, sure = _LIKELIHOOD.search(sentence), _CONFIDENCE.search(sentence)
        if likely and sure:
            yield Finding(
                "one breath",
                say("likelihood and confidence in one sentence"),
                say("{a} … {b}", a=likely.group(), b=sure.group()),
                say("Make two sentences: how likely, and then how good the sources are."),
            )


def _without_reply(text: list[str]) -> Iterator[Finding]:
    accused = next(
        (
            m
            for sentence in text
            for p in (_ACCUSING, _ACTIVE, _PASSIVE, _NOUN, _BEHIND)
            if (m := p.search(sentence))
            and _SOMEBODY.search(m.group())
            and not _left_open(sentence, m)
            and not _REPLY.search(sentence)
        ),
        None,
    )
    if accused is None:
        return
    # an agency of the victim's State does not answer for the accused
    replies = [s for s in text if _REPLY.search(s) and not re.search(r"\b(?:ANSSI|Poupard)\b", s)]
    if not replies:
        yield Finding(
            "reply",
            say("an accusation, and no answer of the accused"),
            accused.group(),
            say("Add what they answered, with its day, or: no reply found."),
        )
    elif not any(_NO_REPLY.search(sentence) or _DATE.search(sentence) for sentence in replies):
        yield Finding(
            "reply",
            say("a reply without a day"),
            _REPLY.search(replies[0]).group(),
            say("Add the day on which it was given."),
        )


def _proved(text: list[str]) -> Iterator[Finding]:
    for sentence in text:
        rest = _NOT_PROVED.sub(" ", sentence)
        match = _PROVED.search(rest)
        if match is None and (_AUTHOR.search(rest) or _DONE.search(rest)):
            match = _PROVED_SO.search(rest)
        if match and not sentence.endswith("?"):
            yield Finding(
                "proved",
                say("a certainty that nobody vouches for: charged is not guilty"),
                match.group(),
                say("Say who alleges, attributes or judges it, and leave the verdict out."),
            )


def _told_is_not_done(text: list[str]) -> Iterator[Finding]:
    for sentence in text:
        found = None
        first = _DAY_FIRST.search(sentence)
        if first:
            rest = sentence[first.end() :]
            done, told = _of(rf"\b{_HAPPENED}\b").search(rest), _TOLD.search(rest)
            if done and (told is None or done.start() < told.start()):
                found = say("{day} … {deed}", day=first.group().strip(" ,;"), deed=done.group())
        elif match := _DAY_LAST.search(sentence):
            found = match.group()
        if found:
            yield Finding(
                "day",
                say("the day on which it was told, given as the day on which it happened"),
                found,
                say("Put the day beside the verb of telling; say that the deed is earlier."),
            )


def _unit_by_nobody(text: list[str]) -> Iterator[Finding]:
    for sentence in text:
        unit = _of(rf"\b{_UNIT}\b").search(sentence)
        if unit and not (
            _told(sentence) or _DEFINES.search(sentence) or _left_open(sentence, unit)
        ):
            yield Finding(
                "unit",
                say("a unit or group, and nobody who names it"),
                unit.group(),
                say(
                    "Say who names it: France a mode of attack, APT28; "
                    "the United States a unit, 74455."
                ),
            )


RULES: dict[str, Callable[[list[str]], Iterator[Finding]]] = {
    "stronger": _stronger,
    "attributor": _unattributed,
    "unit": _unit_by_nobody,
    "one breath": _one_breath,
    "proved": _proved,
    "day": _told_is_not_done,
    "reply": _without_reply,
}


def findings(text: str) -> list[Finding]:
    """Return what is off in a paragraph of attribution, in the order of `RULES`.

    Parameters
    ----------
    text
        A paragraph in English. What it quotes between quotation marks is not read.

    Returns
    -------
    list of Finding
        Empty where nothing was found: which does not mean that all of it is so.
    """
    read = sentences(text)
    return [found for rule in RULES.values() for found in rule(read)]


def table(text: str) -> pd.DataFrame:
    """Return the findings as a table: what is off, the words, what to do."""
    return pd.DataFrame(
        [(found.what, found.words, found.do) for found in findings(text)],
        columns=[say("What is off"), say("The words"), say("What to do")],
    )
