"""How far two coders agree who coded the same claims without seeing each other's codes.

Agreement is the share of claims that got the same code. Two coders agree on some claims by luck
alone, the more so the more often both use one code; Cohen's kappa is the agreement beyond that:

    kappa = (observed - expected) / (1 - expected)

It is 1 if they always agree, 0 if they agree no more often than luck would have it, and below 0
if less often.

Source: Jacob Cohen, "A Coefficient of Agreement for Nominal Scales", Educational and
Psychological Measurement 20 (1), 1960, pp. 37-46.
"""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

NOTHING = "none"  # an empty cell is a code as well: the coder saw none


def codes(column: Sequence[object]) -> list[str]:
    """Return a column of codes as text, an empty cell as ``"none"``."""
    return [NOTHING if pd.isna(code) or str(code) == "" else str(code) for code in column]


def agreement(first: Sequence[object], second: Sequence[object]) -> float:
    """Return the share of items that both coders gave the same code.

    Parameters
    ----------
    first, second
        The codes of the two, item by item; an empty cell counts as a code.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    ValueError
        If there is no item, or one coder has more than the other.
    """
    first, second = _paired(first, second)
    return sum(a == b for a, b in zip(first, second, strict=True)) / len(first)


def expected_agreement(first: Sequence[object], second: Sequence[object]) -> float:
    """Return the agreement of two coders who use each code as often, but in any order.

    For each code, the share of it with the first times the share with the second; then the sum.

    Parameters
    ----------
    first, second
        As in `agreement`.

    Returns
    -------
    float
        From 0 to 1.
    """
    first, second = _paired(first, second)
    theirs, others = Counter(first), Counter(second)
    return sum(theirs[code] * others[code] for code in theirs) / len(first) ** 2


def cohens_kappa(first: Sequence[object], second: Sequence[object]) -> float:
    """Return Cohen's kappa: the agreement of two coders beyond chance.

    Parameters
    ----------
    first, second
        As in `agreement`.

    Returns
    -------
    float
        At most 1; not a number (nan) if both used one and the same code throughout, when luck
        alone explains everything and kappa has nothing to measure.

    References
    ----------
    Cohen (1960), see the module.
    """
    observed = agreement(first, second)
    expected = expected_agreement(first, second)
    return float("nan") if expected == 1 else (observed - expected) / (1 - expected)


def compare(sample: pd.DataFrame, fields: Sequence[str]) -> pd.DataFrame:
    """Return agreement and kappa of two coders, field by field.

    Parameters
    ----------
    sample
        One row an item; each field as the columns ``<field>_1`` and ``<field>_2``.
    fields
        Names of fields, such as ``"stance"``.

    Returns
    -------
    pandas.DataFrame
        ``field``, ``same`` and ``of`` (items), ``agreement`` (0 to 1), ``kappa``.
    """
    rows = []
    for field in fields:
        pair = sample[f"{field}_1"], sample[f"{field}_2"]
        share = agreement(*pair)
        rows.append(
            {
                "field": field,
                "same": round(share * len(sample)),
                "of": len(sample),
                "agreement": share,
                "kappa": cohens_kappa(*pair),
            }
        )
    return pd.DataFrame(rows)


def disagreements(sample: pd.DataFrame, field: str) -> pd.DataFrame:
    """Return the rows of a sample on whose field the two coders differ."""
    first, second = codes(sample[f"{field}_1"]), codes(sample[f"{field}_2"])
    return sample[[a != b for a, b in zip(first, second, strict=True)]]


def _paired(first: Sequence[object], second: Sequence[object]) -> tuple[list[str], list[str]]:
    first, second = codes(first), codes(second)
    if not first or len(first) != len(second):
        raise ValueError(
            f"The two coders have {len(first)} and {len(second)} codes: give as many of each, "
            "one at least."
        )
    return first, second
