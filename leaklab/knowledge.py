"""Two clocks: when something happened, and when a reader of these articles could know of it.

Pure functions of the case's tables. A reader of the first n articles, in the order of time, knows
the mentions printed in those n and nothing else; what other papers printed is not in here.
"""

from datetime import date

import pandas as pd

from leaklab import timeline


def editions(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the articles in the order in which they can have been read.

    Parameters
    ----------
    articles
        The case table ``articles``.

    Returns
    -------
    pandas.DataFrame
        One row an article, ordered by the first day it can have appeared: ``edition`` (1 to 5),
        ``article_id``, ``label_en``, ``published_start`` and ``published_end`` (half-open; the
        end is missing where no article gives one).
    """
    columns = ["article_id", "label_en", "published_start", "published_end"]
    ordered = articles.sort_values("published_start")[columns].reset_index(drop=True)
    ordered.insert(0, "edition", ordered.index + 1)
    return ordered


def known_after(events: pd.DataFrame, articles: pd.DataFrame, edition: int) -> pd.DataFrame:
    """Return what a reader of the first articles could know, one row a happening.

    The event clock is read from the mentions printed so far, not from what a later article adds.
    The disclosure clock is the day by which the thing was public in the words of the first
    article that tells it (``disclosed_on``), or else that article's own publication.

    Parameters
    ----------
    events, articles
        The case tables.
    edition
        How many articles the reader has read, 1 to 5.

    Returns
    -------
    pandas.DataFrame
        The columns of `leaklab.timeline.happenings` and ``edition`` (in which it is first told),
        ``told_by`` (article id), ``told_from`` and ``told_until`` (half-open; the end is missing
        where no article gives one).

    Raises
    ------
    ValueError
        If there is no such edition.
    """
    order = editions(articles)
    if edition not in set(order["edition"]):
        raise ValueError(f"There is no edition {edition!r}: choose 1 to {len(order)}.")
    number = order.set_index("article_id")["edition"]
    read = events[events["article_id"].map(number) <= edition]
    marks = timeline.happenings(read)
    told = [_first_told(read, order, row.mentions.split()) for row in marks.itertuples()]
    return pd.concat([marks, pd.DataFrame(told)], axis="columns")


def _first_told(events: pd.DataFrame, order: pd.DataFrame, ids: list[str]) -> dict:
    mentions = events[events["event_id"].isin(ids)]
    number = order.set_index("article_id")["edition"]
    first = order[order["edition"] == mentions["article_id"].map(number).min()].iloc[0]
    own = mentions[mentions["article_id"] == first["article_id"]]
    disclosed = own["disclosed_on"].dropna()
    if len(disclosed):
        start = timeline.paris(disclosed.min())
        end = timeline.paris(disclosed.min() + pd.Timedelta(days=1))
    else:
        start, end = first["published_start"], first["published_end"]
    return {
        "edition": first["edition"],
        "told_by": first["article_id"],
        "told_from": start,
        "told_until": end,
    }


def days_between(
    happened: tuple[date | None, date | None], told: tuple[date | None, date | None]
) -> tuple[int | None, int | None]:
    """Return the fewest and the most days that can lie between an event and its disclosure.

    fewest = first day it can have been told - last day it can have happened, and not below 0;
    most = last day it can have been told - first day it can have happened.

    Parameters
    ----------
    happened, told
        First and last day each can have been, both included; None where no article gives one.

    Returns
    -------
    tuple of int or None
        Whole days; None where a bound is missing: then there is no such number, not a large one.
    """
    first_happened, last_happened = happened
    first_told, last_told = told
    fewest = None if None in (last_happened, first_told) else (first_told - last_happened).days
    most = None if None in (first_happened, last_told) else (last_told - first_happened).days
    return (None if fewest is None else max(fewest, 0)), most
