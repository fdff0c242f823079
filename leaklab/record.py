"""The record: plain outside facts and the later public record, never merged into the case.

Each row has its own source and says whether that source is primary (the page or text itself was
found) or secondary (a copy of it, a report about it). What a lesson derives with its help says so.
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
        A table of ``data/record``, such as ``"calendar"``: the days and hours of the vote, with
        ``start`` included and ``end`` not, the source's own ``words`` (and ``words_en``, our
        translation), ``source``, ``publisher``, ``url``, ``consulted``, ``status`` (primary or
        secondary) and ``caution``.

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
