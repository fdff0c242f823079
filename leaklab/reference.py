"""The reference tables: words, grades and names that others fixed, with source and licence.

Such a table is neither the case nor the record: it says nothing about 2017. What in it is our
numbering or placing is called so in ``data/datapackage.json``.
"""

import pandas as pd

from leaklab import tables
from leaklab.places import home
from leaklab.tables import TableError

_PREFIX = "reference-"


class ReferenceTableError(TableError):
    """No such scale; the message is one sentence that names the nearest."""


def load(name: str) -> pd.DataFrame:
    """Return a table of reference, typed.

    Parameters
    ----------
    name : str
        A table of ``data/reference``.

        ``"icd203"`` and ``"kent"``: words of likelihood and their ranges in percent; the two
        scales differ, so say which one you use.

        ``"admiralty"``: grades of a source (A to F) and of information (1 to 6). F and 6 mean
        unknown, not worst, and have no rank.

        ``"state_responsibility"``: ten rungs from a State that forbids an attack to one that
        takes part in it; the placings are ours, for discussion.

        ``"attack"`` and ``"disarm"``: the entries of MITRE ATT&CK (version 18.1) and DISARM Red
        (version 1.6) that the case table ``techniques`` names. They name what was done and prove
        nothing.

    Returns
    -------
    DataFrame
        Typed as by `leaklab.case.load`; a copy, change it freely.

    Raises
    ------
    ReferenceTableError
        If there is no such table.
    TableError
        If the file is missing or damaged: one sentence with the file, the row, the column and
        what was expected.
    """
    here = home()
    names = [n.removeprefix(_PREFIX) for n in tables.describe(here) if n.startswith(_PREFIX)]
    if name not in names:
        near = tables.nearest(str(name), names, 1)
        hint = f"; the nearest is {near[0]!r}" if near else ""
        raise ReferenceTableError(
            f"The reference has no table {name!r}{hint} (it has {', '.join(names)})."
        )
    return tables.read(here, _PREFIX + name)
