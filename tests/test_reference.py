"""The reference tables: as their sources have them, and loaded with one sentence for a slip."""

import pandas as pd
import pytest
from casework import ROOT, rows_of

from leaklab import record, reference

NAMES = ("icd203", "kent", "admiralty", "state_responsibility", "attack", "disarm")


@pytest.mark.parametrize("name", NAMES)
def test_a_scale_loads_and_is_yours_to_change(name: str) -> None:
    table = reference.load(name)
    assert len(table) == len(rows_of(ROOT, f"reference-{name}"))
    table["added"] = "yours"
    assert "added" not in reference.load(name).columns


def test_a_slip_is_answered_with_the_nearest() -> None:
    with pytest.raises(reference.ReferenceTableError, match="the nearest is 'kent'"):
        reference.load("kents")
    with pytest.raises(reference.ReferenceTableError, match="it has icd203, kent"):
        reference.load("zzz")


def test_icd203_has_seven_steps_that_touch() -> None:
    scale = reference.load("icd203")
    assert list(scale["step"]) == [1, 2, 3, 4, 5, 6, 7]
    assert list(scale["high_percent"][:-1]) == list(scale["low_percent"][1:])
    assert (scale["low_percent"].iloc[0], scale["high_percent"].iloc[-1]) == (1, 99)


def test_kent_is_centre_give_or_take() -> None:
    scale = reference.load("kent")
    assert ((scale["centre_percent"] - scale["plus_minus"]) == scale["low_percent"]).all()
    assert ((scale["centre_percent"] + scale["plus_minus"]) == scale["high_percent"]).all()
    assert scale["centre_percent"].is_monotonic_increasing


def test_unknown_is_not_worst() -> None:
    scale = reference.load("admiralty").set_index("code")
    assert scale.groupby("scale", observed=True).size().to_dict() == {"source": 6, "information": 6}
    assert list(scale.index[scale["rank"].isna()]) == ["F", "6"]
    assert all("not worst" in scale.loc[code, "description_en"] for code in ("F", "6"))


def test_placings_rest_on_rows_of_the_record() -> None:
    scale = reference.load("state_responsibility")
    assert list(scale["rung"]) == list(range(1, 11))
    placed = scale["placement_en"].dropna()
    rows = record.load("statements").set_index("record_id")
    named = placed.str.extractall(r"(S-\d{3})")[0]
    assert not placed.empty
    assert set(named) <= set(rows.index)
    assert pd.Series(named.unique()).is_unique


def test_an_order_to_the_state_s_own_agencies_is_no_order_to_others() -> None:
    placed = reference.load("state_responsibility").set_index("rung")["placement_en"].fillna("")
    assert (
        "ordered Russian intelligence agencies"
        in (record.load("statements").set_index("record_id").loc["S-100", "words"])
    )
    assert list(placed.index[placed.str.contains("S-100")]) == [9]
