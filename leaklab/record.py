"""The record: plain outside facts and the later public record, never merged into the case.

Each row has its own source and says whether that source is primary (the page or text itself was
found), secondary (a copy of it, a report about it) or unverified (not seen, and the row's caution
says so). A row of the statements says that somebody said something on a day, not that it is so.
The record never corrects the case; what a lesson derives with its help says so.
"""

import pandas as pd

from leaklab import tables
from leaklab.places import home
from leaklab.tables import TableError

_PREFIX = "record-"


class RecordError(TableError):
    """No such table; the message is one sentence that names the nearest."""


def load(name: str) -> pd.DataFrame:
    """Return a table of the record, typed.

    Parameters
    ----------
    name : str
        A table of ``data/record``. The first two have ``start`` (included) and ``end`` (not), the
        source's own ``words`` and ``words_en``, our translation, where they are not English,
        ``source``, ``publisher``, ``consulted``, ``status`` and ``caution``.

        ``"calendar"``: the days and hours of the vote, with instants in Paris time, and ``url``.

        ``"statements"``: who said what about whom, and when, 2017 to 2025, with days (and ``time``
        where the source gives an hour), ``who_en``, ``about_en``, ``statement_en``,
        ``confidence`` in the source's own words, ``stance``, ``phenomena``, the ``reply`` of the
        accused, and ``dispute`` and ``disputed_with`` where sources differ.

        ``"people"``: who may be named, and for what.

        ``"newsroom"``, ``"midnight"`` and ``"quiz"``: our texts for lesson 3.4, each with the rows
        and paragraphs it rests on.

        What each column holds, and which are our coding, stands in ``data/datapackage.json``.

    Returns
    -------
    DataFrame
        Typed as by `leaklab.case.load`; a copy, change it freely.

    Raises
    ------
    RecordError
        If the record has no such table.
    TableError
        If the file is missing or damaged: one sentence with the file, the row, the column and
        what was expected.
    """
    here = home()
    names = [n.removeprefix(_PREFIX) for n in tables.describe(here) if n.startswith(_PREFIX)]
    if name not in names:
        near = tables.nearest(str(name), names, 1)
        hint = f"; the nearest is {near[0]!r}" if near else ""
        raise RecordError(f"The record has no table {name!r}{hint} (it has {', '.join(names)}).")
    return tables.read(here, _PREFIX + name)
