"""A newsroom in the night of 5 to 6 May 2017: cards, choices, a draft to edit, a quiz to score.

What others did and what came after stands on the cards, from the named rows of the record and
paragraphs of the articles. Nothing here makes a choice right or gives it a consequence.
"""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from leaklab import detection, tables
from leaklab.wording import say

CHOICES = {
    "P": say("publish"),
    "V": say("verify"),
    "H": say("hold"),
    "E": say("explain"),
}
EDITS = {"K": say("keep"), "R": say("reword"), "C": say("cut")}
VERDICTS = {"T": say("true"), "F": say("false")}
OPEN = "?"
# Shares of false and of true items called false make 1 in all where nobody leans. From here on it
# is a lean in words: ten called false of sixteen, or six.
LEAN = 0.25


class NewsroomError(tables.TableError):
    """What was typed cannot be read; the message is one sentence that says why."""


def cards(newsroom: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Return the cards, each part with its sources and their days.

    Parameters
    ----------
    newsroom, statements
        The record's tables of these names.

    Returns
    -------
    pandas.DataFrame
        By card, from 1: ``when``, ``label``, ``precision``, ``start`` and ``end`` (naive Paris
        times), ``text``, ``others``, ``later``, and beside each of these three its sources in
        words: ``text_sources``, ``others_sources``, ``later_sources``.
    """
    told = statements.set_index("record_id")
    rows = []
    for row in newsroom.to_dict("records"):
        outside = [row["outside_en"]] if pd.notna(row["outside_en"]) else []
        rows.append(
            {
                "when": row["when_en"],
                "label": row["label_en"],
                "precision": row["precision"],
                "start": row["start"].tz_localize(None),
                "end": row["end"].tz_localize(None),
                "text": row["text_en"],
                "text_sources": sources(told, row["record_ids"], row["places"]),
                "others": row["others_en"],
                "others_sources": say("; ")
                .join([*outside, sources(told, row["others_ids"], row["others_places"])])
                .removesuffix("; "),
                "later": row["later_en"],
                "later_sources": sources(told, row["later_ids"]),
            }
        )
    return pd.DataFrame(rows, index=pd.RangeIndex(1, len(rows) + 1, name="card"))


def sources(told: pd.DataFrame, ids: object, places: object = None) -> str:
    """Return sources in words: publisher, days and row, then paragraphs of articles.

    Parameters
    ----------
    told
        The record's ``statements`` by ``record_id``.
    ids
        Row ids with a space between; missing for none.
    places
        Places such as ``001:16`` with a space between; missing for none.
    """
    rows: dict[tuple[str, str], list[str]] = {}
    for name in _split(ids):
        row = told.loc[name]
        who = row["publisher"].replace("; ", " / ")
        rows.setdefault((who, days(row["start"], row["end"])), []).append(name)
    parts = [
        say("{who}, {days} ({rows})", who=who, days=when, rows=", ".join(names))
        for (who, when), names in rows.items()
    ]
    parts += [
        say("article {article}, paragraph {paragraph}", article=article, paragraph=paragraph)
        for article, _, paragraph in (place.partition(":") for place in _split(places))
    ]
    return "; ".join(parts)


def _split(cell: object) -> list[str]:
    return str(cell).split() if pd.notna(cell) else []


def days(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """Return a stretch of days in words; `end` is the first day after it."""
    last = end - pd.Timedelta(days=1)
    if last == start:
        return f"{start.day} {start:%B %Y}"
    if start.day == 1 and end == start + pd.DateOffset(months=1):
        return f"{start:%B %Y}"
    first = f"{start.day}"
    if (start.year, start.month) != (last.year, last.month):
        first += f" {start:%B}" if start.year == last.year else f" {start:%B %Y}"
    return say("between {first} and {last}", first=first, last=f"{last.day} {last:%B %Y}")


# --- what is typed -------------------------------------------------------------------------------


def read_signs(text: str, signs: Mapping[str, str], length: int) -> list[str]:
    """Return one sign for each question, `OPEN` where it is left open.

    Parameters
    ----------
    text
        Signs or the words they stand for, in order, with or without numbers and separators;
        empty leaves everything open.
    signs
        Sign to word, such as `CHOICES`.
    length
        How many are asked for.

    Raises
    ------
    NewsroomError
        If a sign is another one, or there are more or fewer.
    """
    wanted = say(
        "Type {length} signs out of {signs}, with {open} for one left open.",
        length=length,
        signs=", ".join(f"{sign} ({word})" for sign, word in signs.items()),
        open=OPEN,
    )
    if not isinstance(text, str):
        raise NewsroomError(say("This is no text between quotation marks. {wanted}", wanted=wanted))
    spelled = text.upper()
    for sign, word in signs.items():
        spelled = re.sub(rf"\b{word.upper()}\b", sign, spelled)
    given = [mark for mark in spelled if mark.isalpha() or mark == OPEN]
    if not given:
        return [OPEN] * length
    strange = [mark for mark in given if mark not in signs and mark != OPEN]
    if strange:
        raise NewsroomError(
            say("{sign!r} is none of the signs. {wanted}", sign=strange[0], wanted=wanted)
        )
    if len(given) != length:
        raise NewsroomError(say("There are {n} signs. {wanted}", n=len(given), wanted=wanted))
    return given


def read_counts(text: str, many: int) -> pd.DataFrame:
    """Return the hands of a room, card by card.

    Parameters
    ----------
    text
        A line a card: its number, a colon, and the hands for each of `CHOICES` in their order,
        ``3: 2 10 4 1``. Cards left out have no hands.
    many
        How many cards there are.

    Returns
    -------
    pandas.DataFrame
        By card 1 to `many`, a column of hands for each word of `CHOICES`.

    Raises
    ------
    NewsroomError
        If a line cannot be read, names no card, or a card stands there twice.
    """
    counts = pd.DataFrame(
        0, index=pd.RangeIndex(1, many + 1, name="card"), columns=list(CHOICES.values())
    )
    seen = set()
    for line in filter(None, map(str.strip, text.splitlines())):
        match = re.fullmatch(r"(\d{1,2})\s*[:|.]((?:\s*\d{1,3}\b){4})", line)
        if match is None or int(match[1]) not in counts.index:
            raise NewsroomError(
                say(
                    "The line {line!r} is not a card from 1 to {many}, a colon and four counts, "
                    "such as 3: 2 10 4 1.",
                    line=line[:60],
                    many=many,
                )
            )
        card = int(match[1])
        if card in seen:
            raise NewsroomError(say("Card {card} is there twice; keep one line of it.", card=card))
        seen.add(card)
        counts.loc[card] = [int(number) for number in match[2].split()]
    return counts


def hands(signs: Sequence[str]) -> pd.DataFrame:
    """Return the choices of one person as counts, as `read_counts` returns a room's."""
    rows = [[int(sign == letter) for letter in CHOICES] for sign in signs]
    index = pd.RangeIndex(1, len(rows) + 1, name="card")
    return pd.DataFrame(rows, index=index, columns=list(CHOICES.values()))


# --- the draft -----------------------------------------------------------------------------------


def readings(sentences: pd.DataFrame) -> list[set[str]]:
    """Return the signs of `EDITS` that our reading defends, sentence by sentence.

    Parameters
    ----------
    sentences
        The record's table ``midnight``.
    """
    signs = {word: sign for sign, word in EDITS.items()}
    return [{signs[word] for word in reading.split()} for reading in sentences["reading"]]


def edited(sentences: pd.DataFrame, text: str) -> pd.DataFrame:
    """Return what goes out, sentence by sentence, as somebody edited the draft.

    Parameters
    ----------
    sentences
        The record's table ``midnight``.
    text
        A sign of `EDITS` for each sentence, as `read_signs` reads it.

    Returns
    -------
    pandas.DataFrame
        By sentence, from 1: ``draft``, ``yours`` (a word of `EDITS`, or empty), ``goes_out``
        (empty where it is cut; our rewording where it is reworded, or a blank to fill where we
        have none), ``ours`` (the readings that we defend) and ``why``.

    Raises
    ------
    NewsroomError
        If the signs cannot be read.
    """
    rows = []
    given = read_signs(text, EDITS, len(sentences))
    for sign, row in zip(given, sentences.to_dict("records"), strict=True):
        instead = row["instead_en"] if pd.notna(row["instead_en"]) else say("[in your own words]")
        rows.append(
            {
                "draft": row["words_en"],
                "yours": EDITS.get(sign, ""),
                "goes_out": {"C": "", "R": instead}.get(sign, row["words_en"]),
                "ours": say(" or ").join(row["reading"].split()),
                "why": row["why_en"],
            }
        )
    return pd.DataFrame(rows, index=pd.RangeIndex(1, len(rows) + 1, name="sentence"))


# --- the quiz ------------------------------------------------------------------------------------


def score(quiz: pd.DataFrame, text: str) -> detection.Rates:
    """Score judgements of the quiz by hits and false alarms; false items are what is sought.

    Parameters
    ----------
    quiz
        The record's table ``quiz``.
    text
        A sign of `VERDICTS` for each item, as `read_signs` reads it.

    Raises
    ------
    NewsroomError
        If the signs cannot be read.
    """
    given = read_signs(text, VERDICTS, len(quiz))
    said = [None if sign == OPEN else sign == "F" for sign in given]
    return detection.rates(said, [not truth for truth in quiz["truth"]])


def habits(quiz: pd.DataFrame) -> dict[str, str]:
    """Return the signs of four made-up readers, by name, to try the score on.

    Parameters
    ----------
    quiz
        The record's table ``quiz``.
    """
    truth = list(quiz["truth"])

    def signs(wrong_true: int, wrong_false: int) -> str:
        left = {True: wrong_true, False: wrong_false}
        given = []
        for item in truth:
            slips, left[item] = left[item] > 0, left[item] - 1
            given.append("T" if item != slips else "F")
        return "".join(given)

    half = sum(truth) // 2
    return {
        say("calls everything false"): "F" * len(truth),
        say("calls everything true"): "T" * len(truth),
        say("finds the false, doubts half the true"): signs(half, 0),
        say("is right three times in four"): signs(half // 2, half // 2),
    }


def missed(quiz: pd.DataFrame, text: str) -> list[int]:
    """Return the numbers, from 1, of the items that were called the other thing.

    Parameters
    ----------
    quiz
        The record's table ``quiz``.
    text
        A sign of `VERDICTS` for each item, as `read_signs` reads it; what is left open is not
        missed.

    Raises
    ------
    NewsroomError
        If the signs cannot be read.
    """
    given = read_signs(text, VERDICTS, len(quiz))
    pairs = enumerate(zip(given, quiz["truth"], strict=True), start=1)
    return [n for n, (sign, truth) in pairs if sign != OPEN and (sign == "T") != bool(truth)]


def told(found: detection.Rates, again: Sequence[int] = ()) -> str:
    """Return a score in words, with the lean.

    Parameters
    ----------
    found
        From `score`.
    again
        Numbers of the items to look at again, from `missed`.
    """
    if found.hit_rate is None or found.false_alarm_rate is None:
        return say("Judge at least one true and one false statement.")
    values = {
        "hits": found.hits,
        "false": found.hits + found.misses,
        "alarms": found.false_alarms,
        "true": found.false_alarms + found.correct_rejections,
        "open": found.undecided,
        "lean": _lean(found.hit_rate + found.false_alarm_rate - 1),
    }
    score = say(
        "Of {false} false statements called false: {hits}. Of {true} true statements called false: "
        "{alarms}. Left open: {open}. {lean}",
        **values,
    )
    if not again:
        return score
    numbers = ", ".join(map(str, again))
    return say("{score} Look again at: {numbers}.", score=score, numbers=numbers)


def _lean(beyond: float) -> str:
    if beyond >= LEAN:
        return say("A lean towards “false”.")
    if beyond <= -LEAN:
        return say("A lean towards “true”.")
    return say("No clear lean either way.")
