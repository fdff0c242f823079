"""The parts of a hack-and-leak and what joins them: counting arrows, following chains, clock hours.

Pure functions on the tables of the case and the record. What an arrow stands on is our coding,
told in the codebook; nothing here knows who did what.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from textwrap import fill

import pandas as pd

from leaklab import timeline
from leaklab.wording import SentenceError, say

STANDINGS = ("observed", "claimed", "inferred")
SAID = ("observed", "claimed")

# An identifier of ATT&CK or of DISARM, in a list or in the middle of a sentence.
IDENTIFIER = re.compile(r"\bTA?\d{4}(?:\.\d{3})?\b")

# The posting is dated by words of the record: the hour is in them, the day in the sentence.
POSTED = ("S-079", "2017-05-05")


class AnatomyError(SentenceError):
    """A table cannot be used; the message is one sentence."""


# --- arrows --------------------------------------------------------------------------------------


def by_standing(arrows: pd.DataFrame) -> pd.Series:
    """Count arrows by what they stand on.

    Parameters
    ----------
    arrows : DataFrame
        The case table ``arrows``, or some of its rows.

    Returns
    -------
    Series of int
        Indexed by `STANDINGS`, in that order, zeros included.
    """
    counts = arrows["standing"].astype(str).value_counts()
    return counts.reindex(list(STANDINGS), fill_value=0).rename("arrows").rename_axis("standing")


def assembled(arrows: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    """Count the arrows that are there once so many cards lie on the table.

    Parameters
    ----------
    arrows : DataFrame
        The case table ``arrows``.
    order : sequence of str
        Technique ids, in the order in which the cards are laid.

    Returns
    -------
    DataFrame
        One row a card: ``cards`` (1 to n), ``technique_id``, and a count for each of `STANDINGS`.
        An arrow counts from the card on that completes it.

    Raises
    ------
    AnatomyError
        If an arrow ends at a card that is not in ``order``.
    """
    place = {card: number for number, card in enumerate(order, start=1)}
    for card in [*arrows["from"], *arrows["to"]]:
        if card not in place:
            raise AnatomyError(f"An arrow leads to or from {card}, which is not among the cards.")
    since = pd.concat([arrows["from"].map(place), arrows["to"].map(place)], axis=1).max(axis=1)
    rows = [
        {"cards": number, "technique_id": card} | by_standing(arrows[since <= number]).to_dict()
        for card, number in place.items()
    ]
    return pd.DataFrame(rows)


def chains(
    arrows: pd.DataFrame, start: str, end: str, standings: Collection[str] = SAID
) -> list[list[str]]:
    """Follow the arrows from one card to another.

    Parameters
    ----------
    arrows : DataFrame
        The case table ``arrows``.
    start, end : str
        Technique ids.
    standings : collection of str
        The arrows that may be used.

    Returns
    -------
    list of list of str
        Each way as the technique ids on it, ``start`` and ``end`` included, no card twice; the
        shortest first, then in the order of the table. Empty if there is no way.
    """
    steps = _steps(arrows, standings)
    found, waiting = [], [[start]]
    while waiting:
        way = waiting.pop(0)
        if way[-1] == end and len(way) > 1:
            found.append(way)
            continue
        waiting += [[*way, card] for card in steps.get(way[-1], []) if card not in way]
    return found


def longest_chains(arrows: pd.DataFrame, standings: Collection[str] = SAID) -> list[list[str]]:
    """Return the longest ways along arrows of the given standings.

    Parameters
    ----------
    arrows : DataFrame
        The case table ``arrows``.
    standings : collection of str
        The arrows that may be used; by default all but the inferred.

    Returns
    -------
    list of list of str
        Each way as the technique ids on it, one more than it has arrows, no card twice; all that
        are as long as the longest, in the order of the table. Empty if no arrow has such a
        standing.
    """
    steps = _steps(arrows, standings)
    best: list[list[str]] = []
    waiting = [[card] for card in dict.fromkeys([*arrows["from"], *arrows["to"]])]
    while waiting:
        way = waiting.pop(0)
        if len(way) > 1:  # ways come by length: a longer one outdoes all before it
            best = [*best, way] if best and len(best[0]) == len(way) else [way]
        waiting += [[*way, card] for card in steps.get(way[-1], []) if card not in way]
    return best


def _steps(arrows: pd.DataFrame, standings: Collection[str]) -> dict[str, list[str]]:
    steps: dict[str, list[str]] = {}
    for row in arrows[arrows["standing"].isin(list(standings))].to_dict("records"):
        steps.setdefault(row["from"], []).append(row["to"])
    return steps


def asked(arrows: pd.DataFrame, tables: Mapping[str, pd.DataFrame], number: int) -> str:
    """Return what one arrow stands on, in rows that fit a page.

    Parameters
    ----------
    arrows, tables
        As in `resting`.
    number : int
        The arrow's number in the picture, 1 for ``A01``.

    Returns
    -------
    str
        Its standing and its words, then what the articles say of it and what they do not; or, for
        a number that no arrow has, which numbers there are.
    """
    rows = resting(arrows, tables).set_index("arrow_id")
    if isinstance(number, bool) or number not in range(1, len(rows) + 1):
        return say("There are arrows 1 to {last}.", last=len(rows))
    row = rows.iloc[number - 1]
    head = say("{standing} | {words}", standing=row["standing"], words=row["words"] or "no words")
    return head + "\n" + fill(row["why_en"], 88)


def resting(arrows: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Put beside each arrow the words that it rests on.

    Parameters
    ----------
    arrows : DataFrame
        The case table ``arrows``.
    tables : mapping of str to pandas.DataFrame
        Case tables by name; of them ``techniques``, ``claims``, ``events`` and ``evidence`` are
        looked through.

    Returns
    -------
    DataFrame
        ``arrows`` with ``words``, ``english``, ``article`` and ``paragraph`` (whole number as
        text); all four empty where the arrow rests on nothing.

    Raises
    ------
    AnatomyError
        If an arrow rests on a row that is not there.
    """
    keys = {
        "techniques": "technique_id",
        "claims": "claim_id",
        "events": "event_id",
        "evidence": "evidence_id",
    }
    rows = {
        row[keys[name]]: row
        for name in keys
        if name in tables
        for row in tables[name].to_dict("records")
    }
    found = []
    for row_id in arrows["rests_on"].fillna(""):
        if row_id and row_id not in rows:
            raise AnatomyError(f"An arrow rests on {row_id}, which is in none of the tables given.")
        row = rows.get(row_id, {})
        found.append(
            {
                "words": row.get("quote_fr", ""),
                "english": row.get("quote_en", ""),
                "article": row.get("article_id", ""),
                "paragraph": str(row.get("paragraph", "")),
            }
        )
    return arrows.assign(**pd.DataFrame(found, index=arrows.index).to_dict("series"))


# --- the two frameworks --------------------------------------------------------------------------


def identifiers(texts: Iterable[object]) -> list[str]:
    """Return the identifiers of a framework that stand in texts, sorted, each once.

    Parameters
    ----------
    texts : iterable
        Cells of ``attack_ids``, ``attack_reason``, ``disarm_ids`` or ``disarm_reason``; missing
        ones count as empty.
    """
    return sorted(
        {name for text in texts if text == text for name in IDENTIFIER.findall(str(text))}
    )


def look_up(techniques: pd.DataFrame, attack: pd.DataFrame, disarm: pd.DataFrame) -> pd.DataFrame:
    """Put the names that two frameworks have beside each card, or why they have none.

    Parameters
    ----------
    techniques : DataFrame
        The case table.
    attack, disarm : DataFrame
        The reference tables.

    Returns
    -------
    DataFrame
        Indexed by technique id: ``card``, ``ATT&CK`` and ``DISARM``, identifier and name, or
        "none:" and the reason.

    Raises
    ------
    AnatomyError
        If an identifier is not in its reference table.
    """
    names = {
        "attack": dict(zip(attack["attack_id"], attack["name"], strict=True)),
        "disarm": dict(zip(disarm["disarm_id"], disarm["name"], strict=True)),
    }

    def told(row: dict[str, str], framework: str) -> str:
        if row[f"{framework}_ids"] == "none":
            return f"none: {row[f'{framework}_reason']}"
        ids = row[f"{framework}_ids"].split()
        for name in ids:
            if name not in names[framework]:
                raise AnatomyError(f"{name} is named by a card and not in the table {framework}.")
        return "; ".join(f"{name} {names[framework][name]}" for name in ids)

    rows = techniques.to_dict("records")
    return pd.DataFrame(
        {
            "card": [row["name"] for row in rows],
            "ATT&CK": [told(row, "attack") for row in rows],
            "DISARM": [told(row, "disarm") for row in rows],
        },
        index=pd.Index([row["technique_id"] for row in rows], name="technique_id"),
    )


# --- the clock -----------------------------------------------------------------------------------


def hours(start: pd.Timestamp, end: pd.Timestamp) -> float:
    """Return how many hours lie between two instants of one kind, naive or with a zone.

    Parameters
    ----------
    start, end : Timestamp

    Returns
    -------
    float
        Hours, not rounded; below zero if ``end`` comes first.
    """
    return (pd.Timestamp(end) - pd.Timestamp(start)) / pd.Timedelta(hours=1)


def hour_in(words: str) -> tuple[int, int]:
    """Return the hour and minute that French words name: "à 20h35" gives (20, 35).

    Raises
    ------
    AnatomyError
        If there is no such hour in them.
    """
    found = re.search(r"\b([01]?\d|2[0-3])\s?h\s?([0-5]\d)\b", words)
    if found is None:
        raise AnatomyError(f"There is no hour such as 20h35 in the words {words!r}.")
    return int(found[1]), int(found[2])


def clock(events: pd.DataFrame, calendar: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Return the instants between the leak and the end of the vote, each with its source.

    The row of the recommendation (E001-10) begins on Friday evening, as wide as its words. Here it
    begins with the leak, at the earliest hour of 001 (E001-5), because it is about what leaked.

    Parameters
    ----------
    events : DataFrame
        The case table.
    calendar, statements : DataFrame
        The record's.

    Returns
    -------
    DataFrame
        Indexed by ``key`` (posted, leak, asked, communique, midnight, opening, closing, last):
        ``what``, ``start`` and ``end`` (naive Paris times; equal for an instant, apart where the
        words are no more precise), ``row`` (an id) and ``layer`` (case or record). In the order of
        time.
    """
    cases = events.set_index("event_id")
    dates = calendar.set_index("record_id")
    said = statements.set_index("record_id")
    row, day = POSTED
    hour, minute = hour_in(said.at[row, "words"])
    posted = pd.Timestamp(day) + pd.Timedelta(hours=hour, minutes=minute)
    told = pd.Timestamp(f"{day} {said.at['S-056', 'time']}")
    leak = timeline.wall_clock(cases.loc[["E001-5"], "start"]).iloc[0]
    ends = timeline.wall_clock(cases.loc[["E001-5"], "end"]).iloc[0]
    until = timeline.wall_clock(cases.loc[["E001-10"], "end"]).iloc[0]
    midnight = timeline.wall_clock(cases.loc[["E001-8"], "start"]).iloc[0]
    votes = {
        key: timeline.wall_clock(dates.loc[[record], "start"]).iloc[0]
        for key, record in (
            ("opening", "R-polls-open"),
            ("closing", "R-polls-close"),
            ("last", "R-last-polls-close"),
        )
    }
    rows = [
        ("posted", "a post on the forum", posted, posted, row, "record"),
        ("leak", "the leak, 'barely two hours before'", leak, ends, "E001-5", "case"),
        ("asked", "the recommendation: in here, after the leak", leak, until, "E001-10", "case"),
        ("communique", "the campaign's communiqué", told, told, "S-056", "record"),
        ("midnight", "the silence begins", midnight, midnight, "E001-8", "case"),
        ("opening", "polls open", votes["opening"], votes["opening"], "R-polls-open", "record"),
        (
            "closing",
            "most polls close",
            votes["closing"],
            votes["closing"],
            "R-polls-close",
            "record",
        ),
        (
            "last",
            "the last polls close",
            votes["last"],
            votes["last"],
            "R-last-polls-close",
            "record",
        ),
    ]
    table = pd.DataFrame(rows, columns=["key", "what", "start", "end", "row", "layer"])
    return table.set_index("key").sort_values("start", kind="stable")
