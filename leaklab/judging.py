"""What a lesson's ``checks.py`` is written with: exercises, verdicts, and ways to read an answer.

A judge is a pure function of the answer as plain JSON (see :mod:`leaklab.answers`). It asks in
one order, so that a learner hears of the plainest thing first: type, shape, value, known
misconception. The ``as_…`` functions do the first two. They return the answer in one form
whatever right form it was given in, or end the judging with a :class:`NotYet` that says what was
given, what is off about it and what to give instead.

Examples
--------
>>> def judge_a(answer):
...     letter = as_choice(answer, "ABCD")
...     if letter == "A":
...         return not_yet("A is when the page was published: reread paragraph 4.")
...     if letter != "C":
...         return not_yet("Not {letter}: reread paragraph 5.", letter=letter)
...     return holds("Paragraph 5 gives the evening, and no hour.")
>>> Exercise("1.2.a", "Read", 4, judge_a, right=('answer_a = "C"',)).verdict("c")
Verdict(status='holds', message='Paragraph 5 gives the evening, and no hour.')
"""

import datetime as dt
import re
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from leaklab.answers import JSON
from leaklab.places import home as find_home
from leaklab.wording import one_line, say

HOLDS = "holds"
NOT_YET = "not yet"
NOT_ANSWERED = "not answered"
RECORDED = "recorded"
STATUSES = (HOLDS, RECORDED, NOT_YET, NOT_ANSWERED)
DONE = (HOLDS, RECORDED)
KINDS = ("Predict", "Code", "Read", "Judge", "Explain")
RECORDED_KINDS = ("Predict", "Explain")

PARIS = ZoneInfo("Europe/Paris")
KEY = re.compile(r"(?P<lesson>\d+(?:\.\d+)?)\.(?P<letter>[a-z])")


@dataclass(frozen=True)
class Verdict:
    """What is said of an answer.

    Parameters
    ----------
    status : str
        ``"holds"``, ``"recorded"``, ``"not yet"`` or ``"not answered"``.
    message : str
        One or more sentences. Line breaks and control characters become blanks.
    """

    status: str
    message: str

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise ValueError(f"status is one of {STATUSES}, not {self.status!r}")
        object.__setattr__(self, "message", one_line(self.message))


class NotYet(Exception):  # noqa: N818
    """Ends a judging early. Raised by the ``as_…`` functions; a judge may raise it too.

    Parameters
    ----------
    template : str
    **values : object
        As in :func:`leaklab.wording.say`.
    """

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(say(template, **values))


def holds(template: str, **values: object) -> Verdict:
    """Return the verdict "holds" with the sentence :func:`leaklab.wording.say` makes."""
    return Verdict(HOLDS, say(template, **values))


def not_yet(template: str, **values: object) -> Verdict:
    """Return the verdict "not yet" with the sentence :func:`leaklab.wording.say` makes."""
    return Verdict(NOT_YET, say(template, **values))


Judge = Callable[[JSON], Verdict]


@dataclass(frozen=True)
class Wrong:
    """A wrong answer that is known.

    Parameters
    ----------
    source : str
        Code that stands in for the whole answer cell.
    says : str
        Words the message must contain.
    """

    source: str
    says: str


@dataclass(frozen=True)
class Exercise:
    """One exercise of a lesson.

    Parameters
    ----------
    key : str
        ``"1.2.a"``: module, lesson, letter. Its cells bear ``answer-1-2-a`` and
        ``check-1-2-a`` both as tag and as id; the answer is called ``answer_a``.
    kind : str
        Predict, Code, Read, Judge or Explain.
    minutes : float
        How long it usually takes.
    judge : callable
        Takes the answer as plain JSON, returns a :class:`Verdict`. Pure.
    right : tuple of str
        Code that stands in for the whole answer cell. The first goes into solutions/.
    wrong : tuple of Wrong
        At least six where the exercise is judged; may be empty for Predict and Explain.

    Raises
    ------
    ValueError
        If a field cannot be right, in one sentence.
    """

    key: str
    kind: str
    minutes: float
    judge: Judge
    right: tuple[str, ...]
    wrong: tuple[Wrong, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.key, str) or not KEY.fullmatch(self.key):
            raise ValueError(f'an exercise key looks like "1.2.a", not {self.key!r}')
        if self.kind not in KINDS:
            raise ValueError(f"{self.key}: kind is one of {', '.join(KINDS)}, not {self.kind!r}")
        if not callable(self.judge):
            raise ValueError(f"{self.key}: judge is a function of the answer")
        if isinstance(self.right, str) or not self.right:
            raise ValueError(f"{self.key}: right is a tuple of at least one source snippet")
        if not all(isinstance(wrong, Wrong) for wrong in self.wrong):
            raise ValueError(f"{self.key}: wrong is a tuple of Wrong(source, says)")

    @property
    def lesson(self) -> str:
        """The lesson's number, ``"1.2"``."""
        return self.key.rpartition(".")[0]

    @property
    def slug(self) -> str:
        """The key as cells bear it, ``"1-2-a"``."""
        return self.key.replace(".", "-")

    @property
    def name(self) -> str:
        """The answer's name in the notebook, ``"answer_a"``."""
        return "answer_" + self.key.rpartition(".")[2]

    def verdict(self, answer: JSON) -> Verdict:
        """Judge an encoded answer. Never raises.

        Parameters
        ----------
        answer : JSON
            What :func:`leaklab.answers.encode` returned.

        Returns
        -------
        Verdict
            The judge's; "not yet" with its sentence if it ended early; "not yet" with an
            apology if the judge itself failed.
        """
        try:
            verdict = self.judge(answer)
        except NotYet as end:
            return Verdict(NOT_YET, str(end))
        except Exception as error:
            return not_yet(JUDGE_FAILED, key=self.key, error=type(error).__name__)
        if not isinstance(verdict, Verdict):
            return not_yet(JUDGE_FAILED, key=self.key, error="no verdict")
        return verdict


# Tests look for this sentence: no known answer may meet it.
JUDGE_FAILED = (
    "The kit's own judge of {key} did not cope with this answer ({error}): that is our fault, "
    "please report it; meanwhile try a plainer form."
)


def recorded(model_1: str, model_2: str, least_words: int = 1) -> Judge:
    """Return the judge of an exercise that is kept and answered, never scored.

    Parameters
    ----------
    model_1, model_2 : str
        Two model answers, each a finished sentence or two.
    least_words : int
        Fewer words are "not yet".

    Returns
    -------
    callable
        "recorded" with both model answers for any text of so many words.
    """

    def judge(answer: JSON) -> Verdict:
        as_text(answer, least_words=least_words)
        return Verdict(
            RECORDED,
            say(
                "Not scored: compare. One answer we would give: {model_1} Another: {model_2}",
                model_1=model_1,
                model_2=model_2,
            ),
        )

    return judge


# --- showing an answer ---------------------------------------------------------------------------


def shown(value: JSON, most: int = 60) -> str:
    """Return a short printable form of a value, for use in a message.

    Text stands in double quotes, yes/no as Python writes it, nothing as ``None``; long values are
    cut at ``most`` characters.
    """
    if isinstance(value, str):
        text = one_line(value)
        return f'"{text if len(text) <= most else text[: most - 1] + "…"}"'
    if isinstance(value, list):
        text = ", ".join(shown(item, 30) for item in value[:10])
        text = text if len(value) <= 10 and len(text) <= most else text[: most - 1] + "…"
        return f"[{text}]"
    text = one_line(str(value))
    return text if len(text) <= most else text[: most - 1] + "…"


def described(value: JSON) -> str:
    """Return what a value is, in words that fit "You gave …".

    Examples
    --------
    >>> described(3), described(["E004-1"]), described(None)
    ('the number 3', 'a list of 1: ["E004-1"]', 'nothing (None)')
    """
    if value is None:
        return say("nothing (None)")
    if isinstance(value, bool):
        return say("{value}", value=value)
    if isinstance(value, int | float):
        return say("the number {value}", value=shown(value))
    if isinstance(value, str):
        if not value.strip():
            return say("an empty text")
        return say("the text {value}", value=shown(value))
    if isinstance(value, list):
        if not value:
            return say("an empty list")
        if all(isinstance(item, dict) for item in value):
            columns = ", ".join(one_line(name) for name in value[0])
            return say(
                "a table (rows: {rows}; columns: {columns})",
                rows=len(value),
                columns=columns if len(columns) <= 80 else columns[:79] + "…",
            )
        return say("a list of {count}: {value}", count=len(value), value=shown(value))
    if is_chart(value):
        return say("a chart")
    if not value:
        return say("an empty dict")
    names = ", ".join(one_line(name) for name in value)
    return say("a dict with {names}", names=names if len(names) <= 80 else names[:79] + "…")


def refuse(answer: JSON, wanted: str) -> NotYet:
    """Return the exception that says what was given and what to give instead.

    Parameters
    ----------
    answer : JSON
        What was given.
    wanted : str
        A finished sentence that says what to give.
    """
    return NotYet("You gave {given}. {wanted}", given=described(answer), wanted=wanted)


def _alone(answer: JSON) -> JSON:
    """A list of one, as ``frame["id"]`` easily becomes, counts as the one."""
    while isinstance(answer, list) and len(answer) == 1 and not isinstance(answer[0], dict):
        answer = answer[0]
    if isinstance(answer, list) and len(answer) == 1 and len(answer[0]) == 1:
        return next(iter(answer[0].values()))
    return answer


# --- choices -------------------------------------------------------------------------------------


def _letters_in_words(letters: str) -> str:
    if len(letters) < 2:
        return letters
    return say("{first} or {last}", first=", ".join(letters[:-1]), last=letters[-1])


def as_choice(answer: JSON, letters: str) -> str:
    """Read one letter.

    Takes ``"C"``, ``"c"``, ``" C. "``, ``"(c)"``, and a list of one.

    Parameters
    ----------
    answer : JSON
        The encoded answer.
    letters : str
        The letters on offer, capitals: ``"ABCD"``.

    Returns
    -------
    str
        One of ``letters``.

    Raises
    ------
    NotYet
        If it is no text, or not one of the letters.
    """
    wanted = say("Give one letter in quotes: {letters}.", letters=_letters_in_words(letters))
    given = _alone(answer)
    if not isinstance(given, str):
        raise refuse(answer, wanted)
    letter = given.strip().strip(".()[]:").strip().upper()
    if len(letter) != 1 or letter not in letters:
        raise refuse(answer, wanted)
    return letter


def as_choices(answer: JSON, letters: str) -> list[str]:
    """Read several letters; order and repetition do not matter.

    Takes ``["A", "C"]``, ``"A, C"``, ``"A and C"``, ``"AC"``, ``"A"``.

    Returns
    -------
    list of str
        The letters given, sorted, each once; at least one.

    Raises
    ------
    NotYet
        If it is neither text nor a list, is empty, or holds something that is on no card.
    """
    wanted = say(
        "Give a list of letters, each in quotes, from {letters}.",
        letters=_letters_in_words(letters),
    )
    parts = [answer] if isinstance(answer, str) else answer
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise refuse(answer, wanted)
    found: set[str] = set()
    for part in parts:
        words = re.sub(r"\b(and|et)\b|&", " ", part, flags=re.IGNORECASE)
        for letter in re.sub(r"[\s,;.+/()\[\]-]", "", words).upper():
            if letter not in letters:
                raise refuse(answer, wanted)
            found.add(letter)
    if not found:
        raise refuse(answer, wanted)
    return sorted(found)


# --- numbers -------------------------------------------------------------------------------------

_NUMBER = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*(%|[^\W\d]*)")
_DURATION = re.compile(
    r"P(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?\d+(?:\.\d+)?)S)?)?", re.ASCII
)


def as_number(answer: JSON, unit: str = "") -> float:
    """Read a number.

    Takes 36, 36.0, ``"36"``, ``"36,5"``, and ``"36 hours"`` where ``unit`` is ``"hours"``.

    Parameters
    ----------
    answer : JSON
        The encoded answer.
    unit : str
        The unit it is counted in, in the plural: named in the message, and allowed after the
        number in a text.

    Returns
    -------
    float

    Raises
    ------
    NotYet
        If it is no number (True and False are none).
    """
    if unit:
        wanted = say("Give one number, the {unit}, without quotes: 12.", unit=unit)
    else:
        wanted = say("Give one number, without quotes: 12.")
    given = _alone(answer)
    if isinstance(given, str):
        match = _NUMBER.fullmatch(given.strip())
        units = ("", unit.lower().rstrip("s"), "%" if unit == "percent" else "")
        if match is None or match[2].lower().rstrip("s") not in units:
            raise refuse(answer, wanted)
        return float(match[1].replace(",", "."))
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise refuse(answer, wanted)
    return float(given)


def as_whole(answer: JSON, unit: str = "") -> int:
    """Read a whole number: as :func:`as_number`, and nothing behind the point.

    Returns
    -------
    int

    Raises
    ------
    NotYet
        If it is no whole number.
    """
    number = as_number(answer, unit)
    if not number.is_integer():
        raise refuse(answer, say("It is counted in whole ones: give a number such as 12."))
    return int(number)


def as_hours(answer: JSON) -> float:
    """Read a length of time in hours.

    Takes a number of hours, ``"36 hours"``, ``"36h"``, and a timedelta or Timedelta.

    Returns
    -------
    float
        Hours.

    Raises
    ------
    NotYet
        If it is none of these.
    """
    given = _alone(answer)
    if isinstance(given, str):
        text = given.strip()
        match = _DURATION.fullmatch(text)
        if match is not None and any(match.groups()):
            days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
            return days * 24 + hours + minutes / 60 + seconds / 3600
        if re.fullmatch(r"[\d.,+\-]+\s*(h|hrs?|hours?|heures?)", text, re.IGNORECASE):
            return as_number(re.sub(r"[^\d.,+\-]", "", text), "hours")
    return as_number(answer, "hours")


def as_probability(answer: JSON) -> float:
    """Read a probability.

    Takes 0.8, 1, ``"80%"``, ``"80 %"``.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    NotYet
        If it is no number, or lies outside 0 to 1.
    """
    given = _alone(answer)
    wanted = say("Give a number from 0 to 1: 0.8 means 8 times out of 10.")
    if isinstance(given, str) and given.strip().endswith("%"):
        number = as_number(given.strip()[:-1].strip()) / 100
    else:
        number = as_number(answer)
    if not 0 <= number <= 1:
        raise refuse(answer, wanted)
    return number


# --- dates ---------------------------------------------------------------------------------------

_DAY_ONLY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_FRENCH_HOUR = re.compile(r"^(\d{4}-\d\d-\d\d)[ T]+(\d\d?) ?h ?(\d\d)?$", re.ASCII | re.IGNORECASE)


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier",
            "february feb février fevrier",
            "march mar mars",
            "april apr avril",
            "may mai",
            "june jun juin",
            "july jul juillet",
            "august aug août aout",
            "september sep sept septembre",
            "october oct octobre",
            "november nov novembre",
            "december dec décembre decembre",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAY = re.compile(
    r"\b(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b"
    r"|\b(lun|mar|mercre|jeu|vendre|same)di\b|\bdimanche\b|\b(at|on|à|le)\b|,"
)
_SPELLED = re.compile(
    r"(?:(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)"
    r"|(?P<d2>\d\d?)/(?P<m2>\d\d?)/(?P<y2>\d{4})"
    r"|(?P<d3>\d\d?)(?:st|nd|rd|th)? (?P<m3>[^\W\d]+) (?P<y3>\d{4})"
    r"|(?P<m4>[^\W\d]+) (?P<d4>\d\d?)(?:st|nd|rd|th)? (?P<y4>\d{4}))"
    r" (?P<hour>\d\d?)(?:[:h.](?P<minute>\d\d)?)? ?(?P<half>am|pm)?"
)


def _spelled_out(text: str) -> dt.datetime | None:
    """Read a day and an hour as people write them: "Friday 5 May 2017, 8 pm"."""
    plain = " ".join(_WEEKDAY.sub(" ", text.lower()).split())
    found = _SPELLED.fullmatch(plain)
    if found is None:
        return None
    parts = {name[0]: value for name, value in found.groupdict().items() if value and len(name) < 3}
    month = int(parts["m"]) if parts["m"].isdigit() else _MONTHS.get(parts["m"])
    hour = int(found["hour"])
    if month is None or (found["half"] and not 1 <= hour <= 12):
        return None
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    try:
        return dt.datetime(int(parts["y"]), month, int(parts["d"]), hour, int(found["minute"] or 0))
    except ValueError:
        return None


def _moment(text: str) -> dt.datetime | None:
    text = text.strip()
    french = _FRENCH_HOUR.match(text)
    if french:
        text = f"{french[1]}T{int(french[2]):02d}:{french[3] or '00'}"
    text = re.sub(r"^(\d{4}-\d\d-\d\d) +(\d)(?=:)", r"\1 0\2", text)
    text = re.sub(r"^(\d{4}-\d\d-\d\d) +", r"\1T", text)
    if not text.startswith(("1", "2")) or not _DAY_ONLY.match(text):
        return _spelled_out(text)
    try:
        moment = dt.datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            moment = moment.astimezone(PARIS).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return _spelled_out(text.replace("T", " "))
    return moment


def as_instant(answer: JSON, *, example: str = "2016-11-08 14:30") -> dt.datetime:
    """Read an instant: a day and an hour.

    Takes ``"2017-05-05 20:00"``, ``"2017-05-05T20:00:00"``, ``"2017-05-05 20h"``, the same with
    an offset (``+02:00``, ``Z``: turned into Paris time), a datetime and a Timestamp, and what
    people write: ``"Friday 5 May 2017, 8 pm"``, ``"05/05/2017 20:00"`` (day first).

    Parameters
    ----------
    answer : JSON
        The encoded answer.
    example : str
        Shown in the message as the form to use; choose one that is not the answer.

    Returns
    -------
    datetime
        Naive, Paris wall clock.

    Raises
    ------
    NotYet
        If it is no text, a day without an hour, or no date.
    """
    wanted = say('Give a day and an hour as text, like "{example}" (Paris time).', example=example)
    given = _alone(answer)
    if not isinstance(given, str):
        raise refuse(answer, wanted)
    if _DAY_ONLY.fullmatch(given.strip()) and _moment(given) is not None:
        raise refuse(answer, say("That is a day without an hour. {wanted}", wanted=wanted))
    moment = _moment(given)
    if moment is None:
        raise refuse(answer, wanted)
    return moment


def as_interval(
    answer: JSON, *, example: tuple[str, str] = ("2016-11-08 14:30", "2016-11-09 06:00")
) -> tuple[dt.datetime, dt.datetime]:
    """Read a pair of instants, earlier and later.

    Takes a list or tuple of two, a dict or a one-row table with start and end, and one text with
    a ``/`` between. A day alone stands for its first minute.

    Returns
    -------
    tuple of datetime
        Start and end, naive, Paris wall clock; start is not after end.

    Raises
    ------
    NotYet
        If it is not two instants, or the second comes before the first.
    """
    wanted = say(
        'Give two instants, the earlier one first, like ["{first}", "{second}"] (Paris time).',
        first=example[0],
        second=example[1],
    )
    given = answer
    if isinstance(given, list) and len(given) == 1:
        given = given[0]
    if isinstance(given, dict) and {"start", "end"} <= set(given):
        given = [given["start"], given["end"]]
    if isinstance(given, str):
        given = given.split("/")
    if not isinstance(given, list) or len(given) != 2:
        raise refuse(answer, wanted)
    moments = [_moment(part) if isinstance(part, str) else None for part in given]
    start, end = moments
    if start is None or end is None:
        raise refuse(answer, wanted)
    if end < start:
        raise refuse(
            answer, say("The second one is earlier than the first. {wanted}", wanted=wanted)
        )
    return start, end


def as_dates(answer: JSON, *, example: str = "2016-11-08") -> list[dt.date]:
    """Read one or more days; order and repetition do not matter.

    Takes a list, Series or set of texts, dates or Timestamps, one text with commas, and a table
    with a single column. The hour of a Timestamp is dropped.

    Returns
    -------
    list of date
        Sorted, each once; at least one.

    Raises
    ------
    NotYet
        If it is empty or something in it is no date.
    """
    wanted = say('Give days as text, like ["{example}"]: year, month, day.', example=example)
    given = _column(answer, None)
    parts = re.split(r"[,;\n]", given) if isinstance(given, str) else given
    if not isinstance(parts, list):
        raise refuse(answer, wanted)
    parts = [part for part in parts if not (isinstance(part, str) and not part.strip())]
    if not parts:
        raise refuse(answer, wanted)
    days = set()
    for part in parts:
        moment = _moment(part) if isinstance(part, str) else None
        if moment is None:
            raise refuse(
                answer, say("{part} is not a date. {wanted}", part=shown(part), wanted=wanted)
            )
        days.add(moment.date())
    return sorted(days)


def as_day(answer: JSON, *, example: str = "2016-11-08") -> dt.date:
    """Read one day, in any form that :func:`as_dates` takes.

    Raises
    ------
    NotYet
        If it is no date, or more than one.
    """
    days = as_dates(answer, example=example)
    if len(days) != 1:
        raise refuse(answer, say('Give one day, like "{example}".', example=example))
    return days[0]


# --- text and ids --------------------------------------------------------------------------------


def as_text(answer: JSON, *, least_words: int = 1) -> str:
    """Read a text that is not empty.

    Parameters
    ----------
    answer : JSON
        The encoded answer.
    least_words : int
        Fewer words are "not yet".

    Returns
    -------
    str
        The text, stripped.

    Raises
    ------
    NotYet
        If it is no text, empty, or shorter.
    """
    given = _alone(answer)
    if not isinstance(given, str) or not given.strip():
        raise refuse(answer, say("Write your answer as text between quotes."))
    if len(given.split()) < least_words:
        raise refuse(
            answer,
            say("Write at least {least_words} words.", least_words=least_words),
        )
    return given.strip()


def _column(answer: JSON, column: str | None) -> JSON:
    """Turn a table into the list of its one column, or of the column named."""
    if not isinstance(answer, list) or not answer:
        return answer
    if not all(isinstance(row, dict) for row in answer):
        return answer
    if column is not None and all(column in row for row in answer):
        return [row[column] for row in answer]
    if all(len(row) == 1 for row in answer):
        return [next(iter(row.values())) for row in answer]
    return answer


def as_texts(
    answer: JSON,
    *,
    column: str | None = None,
    known: Iterable[str] | None = None,
    example: Sequence[str] = ("E009-1", "E009-2"),
    empty: bool = False,
) -> list[str]:
    """Read a list of ids or other short texts; order and repetition do not matter.

    Takes a list, tuple, set, Series or Index of texts, one text with commas, semicolons, blanks
    or line breaks between the ids, and a table that has the column.

    Parameters
    ----------
    answer : JSON
        The encoded answer.
    column : str, optional
        The column to take where a whole table is given.
    known : iterable of str, optional
        The ids there are. Others are "not yet", and named. Capitals do not matter.
    example : sequence of str
        Shown in the message as the form to use.
    empty : bool
        Whether an empty list (not an empty text) is an answer.

    Returns
    -------
    list of str
        In the order given, each once, spelled as in ``known``.

    Raises
    ------
    NotYet
        If it is none of these forms, empty, or holds an unknown id.
    """
    wanted = say(
        "Give a list of texts, like [{example}].",
        example=", ".join(f'"{text}"' for text in example),
    )
    given = _column(answer, column)
    if isinstance(given, str):
        words = re.split(r"[,;\s]+", given.rstrip(". "))
        given = [part for part in words if part and part.lower() not in ("and", "et", "&")]
        if not given:
            raise refuse(answer, wanted)
    if not isinstance(given, list) or not all(isinstance(part, str) for part in given):
        raise refuse(answer, wanted)
    texts = list(dict.fromkeys(part.strip() for part in given if part.strip()))
    if len(texts) == 0 and not (empty and given == []):
        raise refuse(answer, wanted)
    if known is not None:
        spelled = {text.casefold(): text for text in known}
        strange = [text for text in texts if text.casefold() not in spelled]
        if strange:
            raise refuse(
                answer,
                say(
                    "{strange} is not in the table: check the spelling. {wanted}",
                    strange=", ".join(shown(text) for text in strange[:3]),
                    wanted=wanted,
                ),
            )
        texts = list(dict.fromkeys(spelled[text.casefold()] for text in texts))
    return texts


def as_list(answer: JSON, length: int, *, example: str) -> list[JSON]:
    """Read a list of a given length, to be read part by part afterwards.

    Takes a list, tuple or Series, and one text with commas between the parts.

    Parameters
    ----------
    answer : JSON
        The encoded answer.
    length : int
        How many parts the question asks for.
    example : str
        Shown in the message as the form to use.

    Raises
    ------
    NotYet
        If it is no list, or one of another length.
    """
    if isinstance(answer, str) and answer.count(",") == length - 1:
        answer = [part.strip(" []()'\"") for part in answer.split(",")]
    if not isinstance(answer, list):
        raise NotYet(
            "You gave {given}; give a list of {length} in square brackets, such as {example}.",
            given=shown(answer),
            length=length,
            example=example,
        )
    if len(answer) != length:
        raise NotYet(
            "Your list has {count} in it; the question asks for {length}, such as {example}.",
            count=len(answer),
            length=length,
            example=example,
        )
    return answer


def as_percents(answer: JSON, length: int) -> list[float]:
    """Read how sure somebody is of a few statements, in percent.

    Takes what `as_list` and `as_number` take.

    Parameters
    ----------
    answer : JSON
        The encoded answer.
    length : int
        How many statements there are.

    Returns
    -------
    list of float
        Each from 0 (certainly false) to 100 (certainly true).

    Raises
    ------
    NotYet
        If a number lies outside 0 and 100, or all are shares of 1.
    """
    example = f"[{', '.join(['50'] * length)}]"
    given = [as_number(part, unit="percent") for part in as_list(answer, length, example=example)]
    outside = [value for value in given if not 0 <= value <= 100]
    if outside:
        raise NotYet(
            "You gave {number}; a percentage lies between 0 and 100.", number=f"{outside[0]:g}"
        )
    if all(value <= 1 for value in given) and any(given):
        raise NotYet(
            "All your numbers lie between 0 and 1: this asks for percent, where certain is 100."
        )
    return given


def brier_of(percents: Sequence[float], outcomes: Sequence[bool]) -> float:
    """Return the Brier score of forecasts in percent: the mean squared distance to 1 or 0.

    Parameters
    ----------
    percents : sequence of float
        From 0 to 100.
    outcomes : sequence of bool
        Whether each statement is so.
    """
    pairs = zip(percents, outcomes, strict=True)
    return sum((percent / 100 - so) ** 2 for percent, so in pairs) / len(percents)


def as_signs(
    answer: JSON, signs: str, length: int, *, words: Mapping[str, str] | None = None
) -> list[str]:
    """Read a row of one-letter signs, one a question, in order.

    Takes one text, with or without separators and numbering, and a list of texts.

    Parameters
    ----------
    answer : JSON
        The encoded answer.
    signs : str
        The signs there are, capitals; ``?`` may be one.
    length : int
        How many are asked for.
    words : mapping of str to str, optional
        Whole words that stand for a sign, such as ``{"LEAK": "L"}``.

    Raises
    ------
    NotYet
        If it is neither form, has a sign that is none of these, or another number of signs.
    """
    listed = isinstance(answer, list) and all(isinstance(part, str) for part in answer)
    wanted = say(
        'Use only the signs {signs}: {length} of them, in order, in one text such as "{example}".',
        length=length,
        signs=", ".join(signs),
        example=" ".join(signs[0] * length),
    )
    if not listed and not isinstance(answer, str):
        raise refuse(answer, wanted)
    text = (" ".join(answer) if listed else answer).upper()
    for word, sign in (words or {}).items():
        text = re.sub(rf"\b{word}\b", sign, text)
    # separators and the questions' own numbers do not matter
    given = [mark for mark in text if mark.isalpha() or mark == "?"]
    if not given or any(mark not in signs for mark in given):
        raise refuse(answer, wanted)
    if len(given) != length:
        raise NotYet(
            "You gave {count} signs; the question asks for {length}. {wanted}",
            count=len(given),
            length=length,
            wanted=wanted,
        )
    return given


def apart(given: Iterable[str], wanted: Iterable[str]) -> tuple[list[str], list[str]]:
    """Compare two lists where order does not matter.

    Returns
    -------
    tuple of list
        What is wanted and missing, and what is given and too much, each sorted.
    """
    given, wanted = set(given), set(wanted)
    return sorted(wanted - given), sorted(given - wanted)


# --- tables, dicts, charts -----------------------------------------------------------------------


def as_table(answer: JSON, columns: Sequence[str] = ()) -> list[dict[str, JSON]]:
    """Read a table as a list of rows.

    Takes a DataFrame and a list of dicts.

    Parameters
    ----------
    answer : JSON
        The encoded answer.
    columns : sequence of str
        Columns it must have; more are allowed.

    Returns
    -------
    list of dict
        At least one row. The index of a frame is not among the columns: ask for
        ``reset_index()``.

    Raises
    ------
    NotYet
        If it is no table, has no rows, or lacks a column.
    """
    wanted = say("Give a table (a DataFrame).")
    if columns:
        wanted = say(
            "Give a table (a DataFrame) with these columns: {columns}.",
            columns=", ".join(columns),
        )
    if not isinstance(answer, list) or not answer:
        raise refuse(answer, wanted)
    if not all(isinstance(row, dict) for row in answer):
        raise refuse(answer, wanted)
    lacking = [name for name in columns if not all(name in row for row in answer)]
    if lacking:
        raise refuse(
            answer,
            say("It lacks {lacking}. {wanted}", lacking=", ".join(lacking), wanted=wanted),
        )
    return answer


def as_mapping(answer: JSON, keys: Sequence[str] = ()) -> dict[str, JSON]:
    """Read a dict.

    Takes a dict and a table of one row.

    Parameters
    ----------
    answer : JSON
        The encoded answer.
    keys : sequence of str
        Keys it must have, no more and no fewer, in any order. None: any keys.

    Returns
    -------
    dict
        Not empty.

    Raises
    ------
    NotYet
        If it is no dict, is empty, or its keys are others.
    """
    wanted = say("Give a dict: keys and values between braces.")
    if keys:
        wanted = say(
            "Give a dict with these keys: {keys}.",
            keys=", ".join(f'"{name}"' for name in keys),
        )
    given = answer[0] if isinstance(answer, list) and len(answer) == 1 else answer
    if not isinstance(given, dict) or not given or is_chart(given):
        raise refuse(answer, wanted)
    if keys and set(given) != set(keys):
        raise refuse(answer, wanted)
    return given


def is_chart(value: JSON) -> bool:
    """Whether a value is the specification of a chart."""
    return isinstance(value, dict) and "vega-lite" in str(value.get("$schema", ""))


def as_chart(answer: JSON) -> dict[str, JSON]:
    """Read a chart as its Vega-Lite specification.

    Raises
    ------
    NotYet
        If it is no Altair chart.
    """
    given = _alone(answer)
    if not isinstance(given, dict) or not is_chart(given):
        raise refuse(answer, say("Give the chart itself: answer = alt.Chart(…)…"))
    return given


def layers_of(chart: dict[str, JSON]) -> list[dict[str, JSON]]:
    """Return the simple charts that a specification is made of, the outer encoding filled in.

    Layers, rows and columns are gone through; a facet gives the chart that it repeats.
    """
    for name in ("layer", "hconcat", "vconcat", "concat"):
        parts = chart.get(name)
        if isinstance(parts, list):
            outer = chart.get("encoding") or {}
            return [
                {**layer, "encoding": {**outer, **(layer.get("encoding") or {})}}
                for part in parts
                if isinstance(part, dict)
                for layer in layers_of(part)
            ]
    inner = chart.get("spec")
    return layers_of(inner) if isinstance(inner, dict) else [chart]


def marks_of(chart: dict[str, JSON]) -> list[str]:
    """Return the marks of a chart (``"bar"``, ``"rule"`` …), one for each layer."""
    marks = (layer.get("mark") for layer in layers_of(chart))
    return [str(mark.get("type", "")) if isinstance(mark, dict) else str(mark) for mark in marks]


def fields_of(chart: dict[str, JSON], channel: str) -> list[str]:
    """Return the columns that a channel (``"x"``, ``"color"`` …) shows, one for each layer.

    A layer whose channel shows no column gives an empty text.
    """
    found = []
    for layer in layers_of(chart):
        encoding = layer.get("encoding")
        definition = encoding.get(channel) if isinstance(encoding, dict) else None
        found.append(str(definition.get("field", "")) if isinstance(definition, dict) else "")
    return found


# --- finding the exercises -----------------------------------------------------------------------


class LessonError(RuntimeError):
    """A lesson's checks.py cannot be used; ``str()`` of it is one sentence."""


def _belongs(folder: str, lesson: str) -> bool:
    return re.match(lesson.replace(".", "_") + r"_\D", folder) is not None


def load_lesson(path: Path) -> dict[str, Exercise]:
    """Load the exercises of one ``checks.py``.

    Parameters
    ----------
    path : Path
        ``lessons/1_timeline/1_2_what_happened_when/checks.py``.

    Returns
    -------
    dict of str to Exercise
        By key, in the order of its ``EXERCISES``.

    Raises
    ------
    LessonError
        If it cannot be read or run, its EXERCISES is no tuple of Exercise, or a key is there
        twice or is not of this lesson.
    """
    # Executed from its text: an import would leave a __pycache__ in the lesson's folder.
    module = types.ModuleType(f"leaklab_checks_{path.parent.name}")
    module.__file__ = str(path)
    found: dict[str, Exercise] = {}
    try:
        exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), module.__dict__)
        exercises = module.EXERCISES
        if not isinstance(exercises, tuple) or not exercises:
            raise TypeError("EXERCISES is a tuple of at least one Exercise")
        for exercise in exercises:
            if not isinstance(exercise, Exercise):
                raise TypeError("EXERCISES is a tuple of Exercise")
            if exercise.key in found or not _belongs(path.parent.name, exercise.lesson):
                raise ValueError(f"the key {exercise.key} is there twice or not of this lesson")
            found[exercise.key] = exercise
    except Exception as error:
        raise LessonError(
            say(
                "{path} cannot be used: {kind}: {error}.",
                path="/".join(path.parts[-4:]),
                kind=type(error).__name__,
                error=one_line(str(error)).rstrip("."),
            )
        ) from error
    return found


@cache
def _load_all(home: Path, lesson: str | None) -> dict[str, Exercise]:
    found: dict[str, Exercise] = {}
    for path in sorted(home.glob("lessons/*/*/checks.py")):
        if lesson is None or _belongs(path.parent.name, lesson):
            found |= load_lesson(path)
    return found


def load_exercises(home: Path, lesson: str | None = None) -> dict[str, Exercise]:
    """Load the exercises of every lesson, or of one.

    Parameters
    ----------
    home : Path
        The folder that holds ``lessons/``.
    lesson : str, optional
        A lesson's number, ``"1.2"``; the other lessons are then not even read.

    Returns
    -------
    dict of str to Exercise
        By key, in the order of lessons and of their ``EXERCISES``. Empty if there is no such
        lesson.

    Raises
    ------
    LessonError
        If a ``checks.py`` is broken.
    """
    return dict(_load_all(home, lesson))


def find(key: str, home: Path | None = None) -> Exercise:
    """Find an exercise by its key.

    Only the lesson's own ``checks.py`` is read.

    Parameters
    ----------
    key : str
        ``"1.2.a"``.
    home : Path, optional
        The folder that holds ``lessons/``; by default :func:`leaklab.places.home`.

    Returns
    -------
    Exercise

    Raises
    ------
    LookupError
        If there is no such exercise; ``args[0]`` is a sentence that lists the lesson's keys.
    LessonError
        If the lesson's ``checks.py`` is broken.
    """
    home = home or find_home()
    match = KEY.fullmatch(key) if isinstance(key, str) else None
    if match is not None:
        exercises = load_exercises(home, match["lesson"])
        if key in exercises:
            return exercises[key]
        if exercises:
            raise LookupError(
                say(
                    "There is no exercise {key}: lesson {lesson} has {keys}.",
                    key=key,
                    lesson=match["lesson"],
                    keys=", ".join(exercises),
                )
            )
    folders = (path.parent.name for path in sorted(home.glob("lessons/*/*/checks.py")))
    numbers = (re.match(r"\d+(_\d+)?(?=_)", folder) for folder in folders)
    lessons = [number[0].replace("_", ".") for number in numbers if number]
    raise LookupError(
        say(
            "There is no exercise {key}: a key looks like 1.2.a, and there are exercises in the "
            "lessons {lessons}.",
            key=shown(key) if isinstance(key, str) else type(key).__name__,
            lessons=", ".join(lessons) or "(none)",
        )
    )
