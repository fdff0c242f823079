"""``leaklab teach``: a run sheet of one page, made from the lessons' ``teach.md``.

Three steps, each a pure function of what the one before returned: a ``teach.md`` is read into a
`Page` (`read_page`, whose docstring states what a ``teach.md`` must have), a sitting's items are
laid out on a running clock (`lay_out`), and the sheet is written as plain text (`render`). Which
lessons a class takes, and in how many minutes, stands in ``plans.yml`` beside the lessons.
"""

import itertools
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from leaklab.wording import say

LENGTHS = ("short", "usual", "long")
PLANS = "plans.yml"

# A sheet prints on one page.
MOST_LINES = 60
MOST_COLUMNS = 100
LABEL = 12  # columns before the text of a note
CLOCK = 9
WIDEST_PART = 31
# The first of these that fits on the page: whether all of what to have ready is told, and how many
# lines an ask may take, unless one sentence takes more.
FORMS = ((True, None), (True, 2), (False, None), (False, 2), (False, 1))

# The words of a teach.md that the reader looks for, in the language of the lessons.
RUN_SHEET = "Run sheet"
BEFORE = "Before the class"
FAILS = "If something fails"
CHECKPOINT = "Checkpoint"
LATE = "If you run late"
IN_MINUTES = "In {} minutes"
NO_MINUTES = "–"


class TeachingError(Exception):
    """A sheet cannot be made; the message is one sentence: where, what is wrong, what to do."""


@dataclass(frozen=True)
class Part:
    """A row of the run sheet: its minutes by length, and what to ask and expect."""

    name: str
    minutes: Mapping[str, int]
    ask: str


@dataclass(frozen=True)
class Checkpoint:
    """What everybody can do by now, and the part after which to look; "" where none is named."""

    after: str
    text: str


@dataclass(frozen=True)
class Page:
    """What a ``teach.md`` says.

    Attributes
    ----------
    path
        Relative to the home folder, with slashes.
    number
        For example ``1_2``.
    minutes
        By length.
    intro, before, fails
        The sentences of the first paragraph under the title, under "Before the class" and under
        "If something fails".
    late
        What to drop, without the words "If you run late".
    hints
        By minutes: the sentences that begin "In 20 minutes".
    """

    path: str
    number: str
    title: str
    minutes: Mapping[str, int]
    parts: tuple[Part, ...]
    intro: tuple[str, ...]
    before: tuple[str, ...]
    checkpoint: Checkpoint | None
    late: str
    hints: Mapping[int, str]
    fails: tuple[str, ...]

    @property
    def spoken(self) -> str:
        return self.number.replace("_", ".")


@dataclass(frozen=True)
class Given:
    """A lesson in a sitting: its number, one of its lengths, the parts left out."""

    lesson: str
    length: str
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pause:
    """Minutes that belong to no lesson, and the word for them."""

    minutes: int
    word: str


@dataclass(frozen=True)
class Sitting:
    """What a class takes without going home; ``where`` names it in messages."""

    where: str
    minutes: int
    items: tuple[Given | Pause, ...]


@dataclass(frozen=True)
class Plan:
    """A plan of ``plans.yml``."""

    name: str
    purpose: str
    sittings: tuple[Sitting, ...]


@dataclass(frozen=True)
class Row:
    """A row of a sheet: minutes from and to, counted from the sitting's beginning.

    ``kind`` is ``lesson`` (a heading), ``part``, ``pause`` or ``checkpoint``; only parts and
    checkpoints have something to ask.
    """

    kind: str
    start: int
    end: int
    name: str
    ask: str = ""


# --- reading a teach.md --------------------------------------------------------------------


def read_page(path: Path, home: Path) -> Page:
    """Read a ``teach.md``.

    A ``teach.md`` has

    - front matter with ``lesson`` (the folder's number, in quotes and with a dot), ``title``,
      ``minutes`` (short, usual, long) and ``segments`` (each a ``part`` and its minutes, short,
      usual, long; 0 where it is left out), the segments adding up to the minutes;
    - a first paragraph under the title, saying for whom the lesson is and what it takes;
    - ``## Before the class``, whose first paragraph says what to have ready;
    - ``## Run sheet``, with a table of five columns: the part, its short, usual and long minutes
      (``–`` for none) as in the front matter, and what to ask and expect; the same parts in the
      same order; and below it

      - one sentence that begins "If you run late, " and says what to drop (it is printed with
        the usual and long forms, unless it names a "section 3" that the sitting leaves out: the
        short form has nothing more to drop);
      - if there is a checkpoint, one sentence "Checkpoint after section 3 (minute 34 of 55): …",
        where a part's name may stand for "section 3" and the bracket may be missing; it is
        printed after that part, at the sitting's own minute;
      - sentences that begin "In 20 minutes", printed where the lesson is given in 20 minutes;

    - ``## If something fails``, whose first sentence is the plan B.

    Parameters
    ----------
    path : Path
        The file.
    home : Path
        The folder that holds ``lessons/``.

    Returns
    -------
    Page

    Raises
    ------
    TeachingError
        If any of this is not so.
    """
    where = path.relative_to(home).as_posix()
    text = _text(path, where)
    match = re.match(r"---\n(.*?\n)---\n(.*)", text, re.DOTALL)
    if not match:
        raise TeachingError(
            f"{where} has no front matter: begin the file with lines between --- and --- that "
            "give lesson, title, minutes and segments."
        )
    front = _mapping(
        _yaml(match[1], where, before=1),
        f"{where}, front matter",
        ("lesson", "title", "minutes", "segments"),
        closed=False,
    )
    number = _number_of(path.parent)
    if front["lesson"] != number.replace("_", "."):
        raise TeachingError(
            f"{where} says it is lesson {front['lesson']!r} and lies in {path.parent.name}: write "
            f'lesson: "{number.replace("_", ".")}" or rename the folder.'
        )
    minutes = {
        length: _minutes(value, f"{where}, {length} of minutes")
        for length, value in _mapping(front["minutes"], f"{where}, minutes", LENGTHS).items()
    }
    sections = _sections(match[2])
    for heading in (BEFORE, RUN_SHEET, FAILS):
        if not sections.get(heading, "").strip():
            raise TeachingError(
                f"{where} has no section '{heading}', or an empty one: write it under the heading "
                f"'## {heading}'."
            )
    parts = _parts(front["segments"], minutes, sections[RUN_SHEET], where)
    said = sentences(_without_table(sections[RUN_SHEET]))
    late = [sentence for sentence in said if sentence.startswith(LATE)]
    if len(late) != 1:
        raise TeachingError(
            f"{where} has {len(late)} sentences that begin '{LATE}' under '## {RUN_SHEET}': write "
            "one, and let it say what to drop."
        )
    hints = {
        count: " ".join(s for s in said if s.startswith(IN_MINUTES.format(count)))
        for count in minutes.values()
    }
    first = {name: sentences(_first_paragraph(text)) for name, text in sections.items()}
    return Page(
        path=where,
        number=number,
        title=str(front["title"]),
        minutes=minutes,
        parts=parts,
        intro=first[""],
        before=first[BEFORE],
        checkpoint=_checkpoint(said, parts, minutes, where),
        late=_capital(late[0].removeprefix(LATE).lstrip(" ,:")),
        hints={count: hint for count, hint in hints.items() if hint},
        fails=first[FAILS],
    )


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a Markdown text, without its marks, each on one line."""
    plain = re.sub(r"^\s*(?:[-*]|\d+\.)\s+", "", text, flags=re.MULTILINE)
    plain = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", plain)
    plain = " ".join(re.sub(r"[*`]", "", plain).split())
    ends = r"(?<=[.!?])\s+(?=[^a-z])|(?<=[.!?][\"”’)»])\s+(?=[A-Z«])"
    return tuple(sentence for sentence in re.split(ends, plain) if sentence)


def _text(path: Path, where: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise TeachingError(
            f"{where} could not be read ({error.strerror}): see that it is there and readable."
        ) from None
    except UnicodeDecodeError:
        raise TeachingError(f"{where} is not UTF-8 text: save it as UTF-8.") from None


def _yaml(text: str, where: str, before: int = 0) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1 + before}" if mark else ""
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        raise TeachingError(
            f"{where}{line}: this is not YAML ({problem}); look for a missing quote, colon, comma "
            "or bracket there or just above."
        ) from None


def _mapping(value: Any, what: str, keys: Sequence[str], closed: bool = True) -> dict[str, Any]:
    """Return a mapping that has these keys and, if closed, no others."""
    wanted = ", ".join(keys)
    if not isinstance(value, dict):
        raise TeachingError(f"{what} is {value!r}: give it the keys {wanted}.")
    for key in keys:
        if value.get(key) is None:
            raise TeachingError(f"{what} lacks the key {key}: give it {wanted}.")
    for key in value if closed else ():
        if key not in keys:
            raise TeachingError(f"{what} has the key {key!r}: it may have {wanted}.")
    return value


def _list(value: Any, what: str) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise TeachingError(f"{what} is {value!r}: give it a list with an entry or more.")
    return value


def _minutes(value: Any, what: str, least: int = 1) -> int:
    if type(value) is not int or value < least:
        raise TeachingError(
            f"{what} is {value!r}: give whole minutes, {least} or more, as a number."
        )
    return value


def _word(value: Any, what: str) -> str:
    # YAML reads 1_2 as twelve and 1.10 as 1.1
    if not isinstance(value, str) or not value.strip():
        raise TeachingError(f"{what} is read as {value!r}: write some text, in quotes.")
    return " ".join(value.split())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _number_of(folder: Path) -> str:
    match = re.match(r"\d+(?:_\d+)?(?=_|$)", folder.name)
    return match[0] if match else folder.name


def _sections(body: str) -> dict[str, str]:
    """Return the text under each second-level heading; what stands before the first under ""."""
    body = re.sub(r"^```.*?^```[^\n]*$", "", body, flags=re.MULTILINE | re.DOTALL)
    pieces = re.split(r"^## +(.+?) *$", body, flags=re.MULTILINE)
    before = re.sub(r"^# .*$", "", pieces[0], flags=re.MULTILINE)
    return {"": before, **dict(zip(pieces[1::2], pieces[2::2], strict=True))}


def _first_paragraph(section: str) -> str:
    return re.split(r"\n\s*\n", _without_table(section).strip())[0]


def _without_table(section: str) -> str:
    return re.sub(r"^\s*\|.*$", "", section, flags=re.MULTILINE)


def _parts(segments: Any, minutes: Mapping[str, int], section: str, where: str) -> tuple[Part, ...]:
    """Return the parts, once the front matter and the table agree with each other."""
    planned: dict[str, dict[str, int]] = {}
    for place, value in enumerate(_list(segments, f"{where}, segments"), start=1):
        what = f"{where}, segment {place}"
        segment = _mapping(value, what, ("part", *LENGTHS))
        name = _word(segment["part"], f"{what}, part")
        if name in planned:
            raise TeachingError(f"{where} plans the part '{name}' twice: take one segment out.")
        planned[name] = {x: _minutes(segment[x], f"{what}, {x}", least=0) for x in LENGTHS}
    for length in LENGTHS:
        counts = [part[length] for part in planned.values()]
        if sum(counts) != minutes[length]:
            raise TeachingError(
                f"In {where} the segments' {length} minutes are {' + '.join(map(str, counts))} = "
                f"{sum(counts)}, and minutes promises {minutes[length]}: correct one of them."
            )
    table = _table(section, where)
    head = ["part", *(str(minutes[length]) for length in LENGTHS)]
    if table[0][:-1] != head:
        raise TeachingError(
            f"In {where} the run sheet is headed {' | '.join(table[0][:-1])}: write "
            f"{' | '.join(head)} and what to ask, as its front matter has it."
        )
    rows = {row[0]: row for row in table[1:]}
    for row in table[1:]:
        if row[0] not in planned:
            raise TeachingError(
                f"In {where} the run sheet has the part '{row[0]}', which is no segment of the "
                "front matter: add the segment, or take the row out."
            )
    for name, planned_minutes in planned.items():
        if name not in rows:
            raise TeachingError(
                f"In {where} the run sheet has no row for the part '{name}': add the row, or take "
                "the segment out of the front matter."
            )
        counts = [str(planned_minutes[length] or NO_MINUTES) for length in LENGTHS]
        if rows[name][1:4] != counts:
            raise TeachingError(
                f"In {where} the run sheet gives '{name}' {' | '.join(rows[name][1:4])} minutes, "
                f"and the front matter {' | '.join(counts)}: correct one of them."
            )
    if [row[0] for row in table[1:]] != list(planned):
        raise TeachingError(
            f"In {where} the run sheet has its parts in another order, or one of them twice: "
            "put them as in the front matter."
        )
    return tuple(
        Part(name, counts, " ".join(sentences(rows[name][4]))) for name, counts in planned.items()
    )


def _table(section: str, where: str) -> list[list[str]]:
    """Return the cells of the run sheet's table, its heading first, its rule left out."""
    lines = [line.strip() for line in section.split("\n") if line.strip().startswith("|")]
    table = [
        [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip("|"))]
        for line in lines
    ]
    table = [row for row in table if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]
    if len(table) < 2:
        raise TeachingError(
            f"{where} has no table under '## {RUN_SHEET}': write one with a row for each part."
        )
    for row in table:
        if len(row) != 2 + len(LENGTHS):
            raise TeachingError(
                f"In {where} the run sheet has a row '{row[0]}' of {len(row)} cells: give it five, "
                "for the part, its short, usual and long minutes, and what to ask."
            )
    return table


def _checkpoint(
    said: Iterable[str], parts: Sequence[Part], minutes: Mapping[str, int], where: str
) -> Checkpoint | None:
    found = [sentence for sentence in said if sentence.startswith(CHECKPOINT)]
    if not found:
        return None
    match = re.fullmatch(
        r"\w+(?: after (?:section (?P<section>\d+)|(?P<name>[^:(]+?)))?"
        r" ?(?:\(minute (?P<minute>\d+) of (?P<whole>\d+)\))?: ?(?P<text>.+)",
        found[0],
    )
    if len(found) > 1 or not match:
        raise TeachingError(
            f"In {where} the run sheet's checkpoint is not understood: write one sentence such as "
            f"'{CHECKPOINT} after section 3 (minute 34 of 55): everybody can …'."
        )
    names = [part.name for part in parts]
    after = match["name"] or ""
    if match["section"]:
        after = f"{match['section']}. "
    place = next((i for i, name in enumerate(names) if after and name.startswith(after)), None)
    if after and place is None:
        raise TeachingError(
            f"In {where} the checkpoint comes after '{after.strip()}', which is no part of the run "
            "sheet: name a section by its number, or a part as the table has it."
        )
    if place is not None and match["minute"]:
        length = next((x for x in LENGTHS if minutes[x] == int(match["whole"])), None)
        count = sum(part.minutes[length] for part in parts[: place + 1]) if length else None
        if count != int(match["minute"]):
            told = f"{count} by then" if length else "no such length"
            raise TeachingError(
                f"In {where} the checkpoint stands at minute {match['minute']} of "
                f"{match['whole']}, and the front matter makes it {told}: correct one of them."
            )
    return Checkpoint("" if place is None else names[place], _capital(match["text"]))


# --- finding lessons and plans -------------------------------------------------------------


def find_page(home: Path, lesson: str, asked_by: str = "The command") -> Page:
    """Read the ``teach.md`` of a lesson, given its number (``1_2`` or ``1.2``) or folder name.

    Raises
    ------
    TeachingError
        If there is no such lesson, or its ``teach.md`` is not as `read_page` needs it.
    """
    paths = sorted((home / "lessons").glob("*/*/teach.md"))
    wanted = lesson.replace(".", "_")
    found = [p for p in paths if wanted in (_number_of(p.parent), p.parent.name)]
    if len(found) > 1:
        those = " and ".join(path.parent.name for path in found)
        raise TeachingError(f"Two lessons are called {lesson!r}: rename {those}.")
    if not found:
        known = ", ".join(_number_of(path.parent) for path in paths) or "none"
        raise TeachingError(
            f"{asked_by} names lesson {lesson!r}, of which lessons/ has no teach.md: choose among "
            f"those it has, {known}."
        )
    return read_page(found[0], home)


def read_plans(home: Path) -> dict[str, Plan]:
    """Read every ``lessons/*/plans.yml``; the lessons that they name are not looked for.

    Raises
    ------
    TeachingError
        If there is none, or one is no list of plans.
    """
    plans: dict[str, Plan] = {}
    for path in sorted((home / "lessons").glob(f"*/{PLANS}")):
        where = path.relative_to(home).as_posix()
        whole = _mapping(_yaml(_text(path, where), where), where, ("plans",))
        for place, value in enumerate(_list(whole["plans"], f"{where}, plans"), start=1):
            plan = _plan(value, where, place)
            if plan.name in plans:
                raise TeachingError(f"{where} has a second plan named {plan.name!r}: rename it.")
            plans[plan.name] = plan
    if not plans:
        raise TeachingError(f"There is no {PLANS} in a folder of lessons/: put it back.")
    return plans


def _plan(value: Any, where: str, place: int) -> Plan:
    what = f"{where}, plan {place}"
    fields = _mapping(value, what, ("name", "for", "sittings"))
    name = _word(fields["name"], f"{what}, name")
    sittings = []
    for count, entry in enumerate(_list(fields["sittings"], f"{what}, sittings"), start=1):
        here = f"{where}, plan {name}, sitting {count}"
        sitting = _mapping(entry, here, ("minutes", "items"))
        items = tuple(_item(item, here) for item in _list(sitting["items"], f"{here}, items"))
        if not any(isinstance(item, Given) for item in items):
            raise TeachingError(f"{here} has no lesson among its items: add one.")
        sittings.append(Sitting(here, _minutes(sitting["minutes"], f"{here}, minutes"), items))
    return Plan(name, _word(fields["for"], f"{what}, for"), tuple(sittings))


def _item(value: Any, where: str) -> Given | Pause:
    kinds = {"lesson", "slack", "break"} & set(value if isinstance(value, dict) else ())
    if len(kinds) != 1:
        raise TeachingError(
            f"{where} has the item {value!r}: make it a lesson, a slack or a break."
        )
    (kind,) = kinds
    what = f"{where}, {kind} {value[kind]!r}"
    if kind != "lesson":
        fields = _mapping(value, what, (kind, "minutes"))
        return Pause(_minutes(fields["minutes"], f"{what}, minutes"), _word(fields[kind], what))
    keys = ("lesson", "length", *(["without"] if "without" in value else []))
    fields = _mapping(value, what, keys)
    lesson = _word(fields["lesson"], what)
    if fields["length"] not in LENGTHS:
        raise TeachingError(
            f"{what} has the length {fields['length']!r}: give short, usual or long."
        )
    without = _list(fields["without"], f"{what}, without") if "without" in fields else []
    return Given(
        lesson.replace(".", "_"),
        fields["length"],
        tuple(_word(part, f"{what}, a part left out") for part in without),
    )


# --- the clock -----------------------------------------------------------------------------


def lay_out(sitting: Sitting, pages: Mapping[str, Page]) -> tuple[Row, ...]:
    """Lay a sitting's items out on a running clock.

    Parameters
    ----------
    sitting : Sitting
        What a class takes.
    pages : mapping of str to Page
        By lesson number, every lesson of the sitting.

    Returns
    -------
    tuple of Row
        Parts without minutes at the lesson's length are left out, and so is a checkpoint after
        such a part. Headings name the lessons where there are several.

    Raises
    ------
    TeachingError
        If the items do not add up to the sitting's minutes, or a part that is to be left out is
        none, or has no minutes.
    """
    rows: list[Row] = []
    sums: list[str] = []
    clock = 0
    given = [item for item in sitting.items if isinstance(item, Given)]
    for item in sitting.items:
        start = clock
        if isinstance(item, Pause):
            clock += item.minutes
            rows.append(Row("pause", start, clock, item.word))
            sums.append(f"{item.minutes} ({item.word})")
            continue
        page = pages[item.lesson]
        left_out = _left_out(item, page, sitting.where)
        if len(given) > 1:
            name = f"{page.spoken} {page.title} ({item.length})"
            rows.append(Row("lesson", start, start, name))
        for part in page.parts:
            count = part.minutes[item.length]
            if not count or part.name in left_out:
                continue
            rows.append(Row("part", clock, clock + count, part.name, part.ask))
            clock += count
            if page.checkpoint and page.checkpoint.after == part.name:
                rows.append(
                    Row("checkpoint", clock, clock, CHECKPOINT.upper(), page.checkpoint.text)
                )
        terms = [str(page.minutes[item.length]), *(f"{n} for '{x}'" for x, n in left_out.items())]
        sums.append(f"{' - '.join(terms)} ({page.spoken} {item.length})")
    if clock != sitting.minutes:
        raise TeachingError(
            f"{sitting.where} promises {sitting.minutes} minutes, and its items are "
            f"{' + '.join(sums)} = {clock}: change a length, the slack, or what it is without."
        )
    return tuple(rows)


def _left_out(item: Given, page: Page, where: str) -> dict[str, int]:
    known = {part.name: part.minutes[item.length] for part in page.parts}
    for name in item.without:
        if name not in known:
            raise TeachingError(
                f"In {where}, lesson {page.spoken} is to be given without '{name}', which is no "
                f"part of {page.path}: choose among {', '.join(map(repr, known))}."
            )
        if not known[name]:
            raise TeachingError(
                f"In {where}, lesson {page.spoken} is to be given without '{name}', which has no "
                f"minutes in its {item.length} form anyway: take it out of 'without'."
            )
    return {name: known[name] for name in item.without}


# --- the sheet -----------------------------------------------------------------------------


def render(sitting: Sitting, pages: Mapping[str, Page], title: str, purpose: str = "") -> str:
    """Write a sitting's run sheet.

    Parameters
    ----------
    sitting : Sitting
        What a class takes.
    pages : mapping of str to Page
        By lesson number, every lesson of the sitting.
    title : str
        The first line.
    purpose : str
        Whom the plan is for, if there is a plan.

    Returns
    -------
    str
        At most 60 lines of at most 100 characters, without a line break at the end. Where all
        would take more, what to have ready keeps each lesson's first sentence and an ask the
        whole sentences that fit on two lines, or on one, as far as needed; no sentence is cut.

    Raises
    ------
    TeachingError
        If the sitting cannot be laid out, or does not fit on a page even so.
    """
    rows = lay_out(sitting, pages)
    for ready, most in FORMS:
        lines = list(_lines(sitting, rows, pages, title, purpose, ready, most))
        if len(lines) <= MOST_LINES:
            break
    else:
        raise TeachingError(
            f"The sheet of {sitting.where} takes {len(lines)} lines and a page has {MOST_LINES}: "
            "give fewer parts, or shorten what the run sheets of its lessons ask."
        )
    for line in lines:
        if len(line) > MOST_COLUMNS:
            raise TeachingError(
                f"The sheet of {sitting.where} has a line of {len(line)} characters and a page is "
                f"{MOST_COLUMNS} wide: shorten the word {max(line.split(), key=len)!r}."
            )
    return "\n".join(lines)


def _lines(
    sitting: Sitting,
    rows: Sequence[Row],
    pages: Mapping[str, Page],
    title: str,
    purpose: str,
    ready: bool,
    most: int | None,
) -> Iterator[str]:
    given = [item for item in sitting.items if isinstance(item, Given)]
    taught = list({item.lesson: pages[item.lesson] for item in given}.values())
    several = len(taught) > 1
    head = _wrapped(title, MOST_COLUMNS)
    yield from head
    yield "=" * max(map(len, head))
    intro = () if purpose and (several or not ready) else _once(page.intro for page in taught)
    before = _once(page.before if ready else page.before[:1] for page in taught)
    if not ready:
        before.append(say("More on the full page, under '{heading}'.", heading=BEFORE))
    yield from _note(say("For whom"), " ".join([purpose, *intro]).strip())
    yield from _note(say("Have ready"), " ".join(before))
    yield ""
    yield from _table_lines(rows, most)
    yield ""
    for item in given:
        page = pages[item.lesson]
        of = f"{page.spoken}: " if several else ""
        if hint := page.hints.get(page.minutes[item.length]):
            yield from _note(say("Note"), of + hint)
        if page.checkpoint and not page.checkpoint.after:
            yield from _note(CHECKPOINT, of + page.checkpoint.text)
        if item.length != "short" and _can_drop(page, item):
            yield from _note(say("If late"), of + page.late)
    yield from _note(say("Plan B"), " ".join(_once(page.fails[:1] for page in taught)))
    for page in taught:
        yield from _note(say("Full page"), page.path)


def _can_drop(page: Page, item: Given) -> bool:
    """Say whether every section that is to be dropped when late is taught at all."""
    taught = [p.name for p in page.parts if p.minutes[item.length] and p.name not in item.without]
    named = re.findall(r"\bsection (\d+)", page.late)
    return all(any(name.startswith(f"{number}. ") for name in taught) for number in named)


def _table_lines(rows: Sequence[Row], most: int | None) -> Iterator[str]:
    names = [len(row.name) for row in rows if row.kind == "part"]
    wide = min(max(names, default=0), WIDEST_PART)
    rest = MOST_COLUMNS - CLOCK - wide - 2
    yield f"{say('minute'):<{CLOCK}}{say('part'):<{wide}}  {say('ask, and what to expect')}"
    yield f"{'-' * (CLOCK - 2)}  {'-' * wide}  {'-' * rest}"
    for row in rows:
        if row.kind == "lesson":
            yield from _wrapped(f"{row.name} ".ljust(MOST_COLUMNS, "-"), MOST_COLUMNS)
        elif row.kind == "part":
            left = _wrapped(row.name, wide)
            right = _shortened(row.ask, rest, most)
            for place, (name, ask) in enumerate(itertools.zip_longest(left, right, fillvalue="")):
                clock = "" if place else f"{row.start:>3}-{row.end}"
                yield f"{clock:<{CLOCK}}{name:<{wide}}  {ask}".rstrip()
        else:
            clock = f"{row.start:>3}-{row.end}" if row.end > row.start else f"{row.start:>3}"
            text = f"{row.name}: {row.ask}" if row.ask else row.name
            for place, line in enumerate(_wrapped(text, MOST_COLUMNS - CLOCK)):
                yield f"{'' if place else clock:<{CLOCK}}{line}"


def _shortened(text: str, width: int, most: int | None) -> list[str]:
    """Return the lines of as many whole sentences as fit on so many, and of one at least."""
    kept: list[str] = []
    for sentence in sentences(text):
        if kept and most and len(_wrapped(" ".join([*kept, sentence]), width)) > most:
            break
        kept.append(sentence)
    return _wrapped(" ".join(kept), width)


def _note(label: str, text: str) -> list[str]:
    lines = _wrapped(text, MOST_COLUMNS - LABEL)
    return [f"{label if i == 0 else '':<{LABEL}}{line}" for i, line in enumerate(lines)]


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _once(groups: Iterable[Iterable[str]]) -> list[str]:
    """Return every sentence once, in the order of their first appearance."""
    return list(dict.fromkeys(sentence for group in groups for sentence in group))


# --- the command ---------------------------------------------------------------------------


def overview(home: Path) -> str:
    """Return the plans, one a line."""
    plans = read_plans(home)
    wide = max(map(len, plans))
    return "\n".join(f"{plan.name:<{wide}}  {plan.purpose}" for plan in plans.values())


def sheets_of_plan(home: Path, name: str) -> list[str]:
    """Return the sheets of a plan, one a sitting.

    Raises
    ------
    TeachingError
        If there is no such plan, or a sheet cannot be made.
    """
    plans = read_plans(home)
    if name not in plans:
        raise TeachingError(f"No plan is called {name!r}: the plans are {', '.join(plans)}.")
    plan = plans[name]
    sheets = []
    for count, sitting in enumerate(plan.sittings, start=1):
        pages = _pages(home, sitting)
        taught = [f"{page.spoken} {page.title}" for page in pages.values()]
        if len(taught) > 1:
            taught = [say("lessons {those}", those=", ".join(p.spoken for p in pages.values()))]
        which = say("sitting {count} of {all}, ", count=count, all=len(plan.sittings))
        title = say(
            "Leak Lab, plan {plan}, {which}{minutes} minutes: {taught}",
            plan=plan.name,
            which=which if len(plan.sittings) > 1 else "",
            minutes=sitting.minutes,
            taught=", ".join(taught),
        )
        sheets.append(render(sitting, pages, title, plan.purpose))
    return sheets


def sheet_of_lesson(home: Path, lesson: str, length: str) -> str:
    """Return the sheet of one lesson, in its short, usual or long form.

    Raises
    ------
    TeachingError
        If there is no such lesson, or its sheet cannot be made.
    """
    page = find_page(home, lesson)
    sitting = Sitting(page.path, page.minutes[length], (Given(page.number, length),))
    title = say(
        "Leak Lab, {minutes} minutes: {number} {title}",
        minutes=sitting.minutes,
        number=page.spoken,
        title=page.title,
    )
    return render(sitting, {page.number: page}, title)


def _pages(home: Path, sitting: Sitting) -> dict[str, Page]:
    pages = {}
    for item in sitting.items:
        if isinstance(item, Given):
            pages[item.lesson] = find_page(home, item.lesson, sitting.where)
    return pages
