"""Dates with their uncertainty: what a mention allows, and where mentions agree or clash.

Everything here is a pure function of tables and instants. An instant is a zone-aware timestamp in
Europe/Paris; a mention's time is a half-open interval: it holds its start and not its end.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import pandas as pd

PARIS = "Europe/Paris"
THURSDAY = 3


def paris(moment: str | pd.Timestamp) -> pd.Timestamp:
    """Return an instant on the Paris clock.

    Parameters
    ----------
    moment
        ISO text or a timestamp. Without an offset it is read as Paris time.

    Returns
    -------
    pandas.Timestamp
        Zone-aware, Europe/Paris.
    """
    stamp = pd.Timestamp(moment)
    return stamp.tz_localize(PARIS) if stamp.tzinfo is None else stamp.tz_convert(PARIS)


def wall_clock(times: pd.Series) -> pd.Series:
    """Return what a clock in Paris shows, without a zone, for charts.

    A viewer's browser would shift a zone-aware time to its own zone; a time without one is drawn
    as it stands.

    Parameters
    ----------
    times
        Zone-aware timestamps.
    """
    return times.dt.tz_convert(PARIS).dt.tz_localize(None)


def hours_before(anchor: str | pd.Timestamp, hours: float) -> pd.Timestamp:
    """Return the instant ``hours`` elapsed hours before ``anchor``.

    Parameters
    ----------
    anchor
        The instant counted from.
    hours
        Elapsed hours, not clock hours: a night in which the clocks change counts as it was.
    """
    return paris(anchor) - pd.Timedelta(hours=hours)


def weekdays_between(weekday: int, first: date, end: date) -> list[date]:
    """Return the dates that fall on one weekday, from ``first`` up to but without ``end``.

    Parameters
    ----------
    weekday
        0 is Monday, 3 is Thursday.
    first, end
        The window, half-open.
    """
    step = (weekday - first.weekday()) % 7
    day = first + timedelta(days=step)
    found = []
    while day < end:
        found.append(day)
        day += timedelta(days=7)
    return found


def candidate_days(event: pd.Series, before: date | None = None) -> list[date]:
    """Return the days an unresolved weekday may mean.

    Parameters
    ----------
    event
        A row of ``events`` with ``not_before`` and ``not_after`` filled and Thursday as its word.
    before
        A date from outside the article that narrows the window; the days must lie before it.
    """
    first = event["not_before"].date()
    end = event["not_after"].date()
    if before is not None:
        end = min(end, before)
    return weekdays_between(THURSDAY, first, end)


def overlap(intervals: Iterable[tuple[pd.Timestamp, pd.Timestamp]]) -> tuple | None:
    """Return the interval common to all, or None where there is none.

    Parameters
    ----------
    intervals
        Half-open pairs (start, end).
    """
    starts, ends = zip(*intervals, strict=True)
    start, end = max(starts), min(ends)
    return (start, end) if start < end else None


def happenings(events: pd.DataFrame) -> pd.DataFrame:
    """Merge the mentions of each happening into the marks a chart draws.

    Mentions that can all be true at once become one mark: the time they have in common, with the
    words of the most precise. A mention whose date the other articles contradict stays a mark of
    its own. A happening without any date stays, undated: leaving it out would hide it.

    Parameters
    ----------
    events
        The case table ``events``, one row a mention.

    Returns
    -------
    pandas.DataFrame
        One row a mark: the columns of the mention that speaks for it, ``start`` and ``end`` of
        the common time, ``mentions`` (event ids, space-separated), ``certainty`` (``dated``,
        ``contradicted``, ``unresolved``, ``undated``).
    """
    marks = []
    for _, group in events.groupby("happening_id", sort=False):
        contradicted = group["status"] == "contradicted"
        agreed = group[~contradicted]
        dated = agreed[agreed["start"].notna()]
        common = overlap(zip(dated["start"], dated["end"], strict=True)) if len(dated) else None
        if common is not None:
            narrowest = (dated["end"] - dated["start"]).idxmin()
            marks.append(_mark(dated.loc[narrowest], agreed, *common))
        elif len(dated):
            # each clashing mention is a mark; those without a date may belong to any of them
            for index, row in dated.iterrows():
                marks.append(_mark(row, agreed.drop(dated.index.drop(index))))
        elif len(agreed):
            listed = agreed[agreed["candidates"].notna()]
            marks.append(_mark((listed if len(listed) else agreed).iloc[0], agreed))
        for _, row in group[contradicted].iterrows():
            marks.append(_mark(row, group[:0]))
    return pd.DataFrame(marks).reset_index(drop=True)


def _mark(row: pd.Series, mentions: pd.DataFrame, start=None, end=None) -> dict:
    if row["status"] == "contradicted":
        certainty = "contradicted"
    elif pd.notna(row["start"]):
        certainty = "dated"
    else:
        certainty = "unresolved" if pd.notna(row["candidates"]) else "undated"
    others = (x for x in mentions["event_id"] if x != row["event_id"])
    return {
        **row.to_dict(),
        "start": row["start"] if start is None else start,
        "end": row["end"] if end is None else end,
        "mentions": " ".join([row["event_id"], *others]),
        "certainty": certainty,
    }


def bare(moment: pd.Timestamp) -> pd.Timestamp:
    """Return one instant as the Paris clock shows it, without a zone, for charts."""
    return moment.tz_convert(PARIS).tz_localize(None)
