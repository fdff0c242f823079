"""The sealed record, opened card by card, and what a learner would say after each.

A card is one row of the record, or two or three of one story, with the reply beside it. Before a
card opens, the learner *locks*, for each phenomenon, a word of likelihood and who says so, or
leaves a blank: nothing may be said. The locks, as text, are an answer that a saved notebook keeps.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from leaklab import case, estimative, tables
from leaklab.wording import say

PHENOMENA = ("mailbox_theft", "posting", "amplification", "site_attacks")
ASKED = {
    "mailbox_theft": say("took the mailboxes"),
    "posting": say("posted the leak"),
    "amplification": say("drove its spreading"),
    "site_attacks": say("attacked the campaign's site"),
}
BLANK = "-"


@dataclass(frozen=True)
class Card:
    """One card: rows of one story in the record, the rows that answer them, who speaks.

    ``article`` is the article of the five that quotes the speaker, too.
    """

    rows: tuple[str, ...]
    replies: tuple[str, ...]
    speakers: tuple[str, ...]
    article: str = ""


# The ids are the record's, in the order of days; a test holds them to what the lesson says.
CARDS = (
    Card(("S-031",), ("S-039",), ("Trend Micro", "Hacquebord")),
    Card(("S-070",), ("S-053", "S-078"), ()),
    Card(("S-096",), ("S-102",), ("Rogers",), article="002"),
    Card(("S-100",), ("S-102",), ()),
    # accuses nobody, so no reply is owed
    Card(("S-121", "S-122"), (), ("Poupard",)),
    Card(("S-133",), ("S-138",), ()),
    Card(("S-163", "S-164", "S-165"), ("S-166",), ("Google", "FireEye")),
    Card(("S-170",), ("S-173",), ("Department of Justice", "indictment")),
    Card(("S-177",), ("S-183",), ("Barrot", "France", "French ministry", "foreign ministry")),
)


_DAY = re.compile(
    r"\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November"
    r"|December)(?: (20\d\d))?\b"
)


class LockError(tables.TableError):
    """A lock cannot be read; the message is one sentence that says which and why."""


def cards(statements: pd.DataFrame) -> pd.DataFrame:
    """Return the cards as a table.

    Parameters
    ----------
    statements
        The record's ``statements``.

    Returns
    -------
    pandas.DataFrame
        By card, 1 to 9: ``day``, ``when``, ``record_ids``, ``who``, ``statement``, ``words``,
        ``caution`` (of the first row, without what only a later day knows), ``about`` (our
        coding of the rows' phenomena, of the four that are asked), ``reply`` and ``reply_ids``
        (empty where nobody is accused).
    """
    record = statements.set_index("record_id")
    out = case.load("articles").set_index("article_id")["published_end"].dt.tz_localize(None)
    return pd.DataFrame(
        [_card(record, out, card) for card in CARDS],
        index=pd.RangeIndex(1, len(CARDS) + 1, name="card"),
    )


def _card(record: pd.DataFrame, out: pd.Series, card: Card) -> dict:
    rows = record.loc[list(card.rows)]
    days = list(rows["start"].drop_duplicates())
    named = " ".join(rows["phenomena"].astype(str)).split()
    told = rows["statement_en"]
    who = rows["who_en"].unique()
    if len(days) > 1:
        told = [
            say("{day}: {words}", day=spelled(row["start"]), words=row["statement_en"])
            for _, row in rows.iterrows()
        ]
        who = dict.fromkeys(re.sub(r"\s*\([^()]*\)$", "", name) for name in who)
    return {
        "day": days[0],
        "when": say(" and ").join([*(str(day.day) for day in days[:-1]), spelled(days[-1])]),
        "record_ids": " ".join(card.rows),
        "who": "; ".join(who),
        "statement": " ".join(told),
        "words": [_quoted(row) for _, row in rows.iterrows()],
        "caution": _sealed(rows["caution"].iloc[0], days[-1], record, out),
        "about": [name for name in PHENOMENA if name in named],
        "reply": " · ".join(_answer(record, name) for name in card.replies),
        "reply_ids": " ".join(card.replies),
    }


def _answer(record: pd.DataFrame, name: str) -> str:
    """Return a reply: its day, who, what, the words; a general denial is called general."""
    row = record.loc[name]
    beside = record["reply"].astype(str)
    general = beside.str.contains(rf"general terms.*\({name}\)", case=False, regex=True).any()
    values = {
        "day": spelled(row["start"]),
        "who": row["who_en"],
        "statement": row["statement_en"],
        "words": _quoted(row),
    }
    if general:
        return say(
            "In general terms, reported on {day}, {who}: {statement} Words: {words}", **values
        )
    return say("{day}, {who}: {statement} Words: {words}", **values)


def _sealed(caution: str, day: pd.Timestamp, record: pd.DataFrame, out: pd.Series) -> str:
    """Return a caution without the sentences that know what came after its card.

    That is a later year or day, a later row, or an article not surely out by that day.
    """
    parts = re.split(r"(?<=[.!?])\s+(?=[^\W\d_]|['\"“])", caution)
    ended = day + pd.Timedelta(days=1)

    def early(part: str) -> bool:
        return (
            all(int(year) <= day.year for year in re.findall(r"\b20\d\d\b", part))
            and all(
                pd.Timestamp(f"{number} {month} {year or day.year}") <= day
                for number, month, year in _DAY.findall(part)
            )
            and all(record.loc[name, "start"] <= day for name in re.findall(r"S-\d{3}", part))
            # an article without a known end may have come out later
            and all(bool(out[name] <= ended) for name in re.findall(r"\b00[0-4]\b", part))
        )

    return " ".join(part for part in parts if early(part))


def _quoted(row: pd.Series) -> str:
    if row["words_lang"] == "fr":
        return say("«{words}» ({english})", words=row["words"], english=row["words_en"])
    return f"“{row['words']}”"


def spelled(day: pd.Timestamp) -> str:
    """Return a day as a reader says it: 9 May 2017."""
    return f"{day.day} {day:%B %Y}"


# --- locks ---------------------------------------------------------------------------------


def no_locks(steps: int = 1) -> pd.DataFrame:
    """Return the locks of one who has said nothing, through so many steps."""
    return pd.DataFrame(
        [(step, name, "", "") for step in range(steps) for name in PHENOMENA],
        columns=["step", "phenomenon", "word", "by"],
    )


def read_locks(text: str) -> pd.DataFrame:
    """Return the locks that a text holds, every step from 0 to the last one named.

    One line a step: ``3 | mailbox_theft: likely, by Rogers | posting: -``. Step 0 comes before
    the first card, step 3 after the third. What a line leaves out stays as it was, blank at first.

    Parameters
    ----------
    text
        Typed, or as `lock_text` prints it.

    Returns
    -------
    pandas.DataFrame
        ``step``, ``phenomenon``, ``word`` (of ICD 203, or empty: nothing may be said), ``by``.

    Raises
    ------
    LockError
        If a line cannot be read, a word is not on the scale, or a word has nobody who says so.
    """
    if not isinstance(text, str):
        raise LockError(say("The locks are text between quotation marks, one line a step."))
    said: dict[int, dict[str, tuple[str, str]]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        head, *parts = line.split("|")
        number = re.match(r"\s*(\d{1,2})\b", head)
        if number is None or int(number[1]) > len(CARDS):
            raise LockError(
                say(
                    "The line {line!r} does not begin with a step from 0 to {last} and a bar, "
                    "such as 3 | mailbox_theft: likely, by Rogers.",
                    line=line[:60],
                    last=len(CARDS),
                )
            )
        step = int(number[1])
        if step in said:
            raise LockError(say("Step {step} is there twice; keep one line of it.", step=step))
        said[step] = dict(_part(step, part) for part in parts if part.strip())
    if not said:
        raise LockError(say("There is no lock in this text: write at least the line of step 0."))
    rows, now = [], dict.fromkeys(PHENOMENA, ("", ""))
    for step in range(max(said) + 1):
        now |= said.get(step, {})
        rows += [(step, name, *now[name]) for name in PHENOMENA]
    return pd.DataFrame(rows, columns=["step", "phenomenon", "word", "by"])


def _part(step: int, part: str) -> tuple[str, tuple[str, str]]:
    name, colon, rest = (piece.strip() for piece in part.partition(":"))
    name = name.replace(" ", "_").casefold()
    if name not in PHENOMENA or not colon:
        raise LockError(
            say(
                "Step {step}: {part!r} names none of {known}, followed by a colon.",
                step=step,
                part=part.strip()[:60],
                known=", ".join(PHENOMENA),
            )
        )
    word, _, by = rest.partition(",")
    return name, checked(step, name, word, re.sub(r"^\s*by\b", "", by, flags=re.IGNORECASE))


def checked(step: int, phenomenon: str, word: str, by: str) -> tuple[str, str]:
    """Return a lock's word and attributor in one form; both empty where nothing may be said.

    Raises
    ------
    LockError
        If the word is not on the scale, or has nobody who says so.
    """
    word, by = word.strip(), " ".join(by.replace("|", " ").split())
    if word.casefold() in ("", BLANK, "–", "blank", "nothing"):
        return "", ""
    try:
        word = estimative.term(word)
    except estimative.WordError as error:
        raise LockError(
            say("Step {step}, {name}: {error}", step=step, name=phenomenon, error=error)
        ) from None
    if not re.search(r"\w", by):
        raise LockError(
            say(
                "Step {step}, {name}: {word!r} by whom? Add who says so, such as "
                "{word}, by Reuters, or write {blank} where nothing may be said.",
                step=step,
                name=phenomenon,
                word=word,
                blank=BLANK,
            )
        )
    return word, by


def lock_text(locks: pd.DataFrame) -> str:
    """Return locks as text that `read_locks` reads: paste it into a cell to keep it.

    Parameters
    ----------
    locks
        As from `read_locks`.
    """
    lines = []
    for step, rows in locks.groupby("step"):
        parts = [
            say("{name}: {word}, by {by}", name=row.phenomenon, word=row.word, by=row.by)
            if row.word
            else f"{row.phenomenon}: {BLANK}"
            for row in rows.itertuples()
        ]
        lines.append(" | ".join([str(step), *parts]))
    return "\n".join(lines)


def hindsight(locks: pd.DataFrame) -> list[str]:
    """Return a sentence for each lock that names a speaker of a card not open yet.

    Parameters
    ----------
    locks
        As from `read_locks`.
    """
    found = []
    for row in locks[locks["word"] != ""].itertuples():
        for number, card in enumerate(CARDS, start=1):
            if number > row.step and any(_names(name, row.by) for name in card.speakers):
                values = {"step": row.step, "name": row.phenomenon, "by": row.by, "card": number}
                found.append(
                    say(
                        "Step {step}, {name}: {by} is not heard yet, for article {article} and "
                        "card {card} are still to come.",
                        article=card.article,
                        **values,
                    )
                    if card.article
                    else say(
                        "Step {step}, {name}: {by} speaks on card {card}, still closed then.",
                        **values,
                    )
                )
                break
    return found


def _names(speaker: str, by: str) -> bool:
    # France, and neither France 24 nor France Culture
    pattern = rf"\b{re.escape(speaker)}\b(?! (?:24|Culture|Inter|Télévisions))"
    return re.search(pattern, by, re.IGNORECASE) is not None


def moves(locks: pd.DataFrame) -> pd.DataFrame:
    """Return how each phenomenon's locks moved.

    Parameters
    ----------
    locks
        As from `read_locks`.

    Returns
    -------
    pandas.DataFrame
        By phenomenon: ``said`` (steps at which something was said), ``changes`` (steps at which
        the word is another than before), ``first`` and ``last`` (words, empty for blank).
    """
    rows = {}
    for name in PHENOMENA:
        words = locks.loc[locks["phenomenon"] == name, "word"].tolist()
        rows[name] = {
            "said": sum(word != "" for word in words),
            "changes": sum(a != b for a, b in itertools.pairwise(words)),
            "first": words[0],
            "last": words[-1],
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("phenomenon")


def about(opened: pd.DataFrame, names: Sequence[str] = PHENOMENA) -> pd.Series:
    """Return how many cards are about each phenomenon, by our coding of their rows.

    Parameters
    ----------
    opened
        From `cards`.
    names
        The phenomena to count.
    """
    return pd.Series({name: sum(name in told for told in opened["about"]) for name in names})
