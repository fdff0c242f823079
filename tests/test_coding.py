"""Agreement and kappa against Cohen's own definition, worked cases and the shipped sample."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaklab import case, coding

CODES = st.lists(st.tuples(*[st.sampled_from("abc")] * 2), min_size=1, max_size=30)


def test_a_case_worked_by_hand() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed 0.7, expected 0.5
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert coding.agreement(first, second) == pytest.approx(0.7)
    assert coding.expected_agreement(first, second) == pytest.approx(0.5)
    assert coding.cohens_kappa(first, second) == pytest.approx(0.4)


def test_always_and_never() -> None:
    assert coding.cohens_kappa("abab", "abab") == 1
    assert coding.cohens_kappa("abab", "baba") == -1


def test_one_code_throughout_has_no_kappa() -> None:
    assert coding.agreement("aaa", "aaa") == 1
    assert math.isnan(coding.cohens_kappa("aaa", "aaa"))


@given(CODES)
def test_order_of_coders_and_of_items_does_not_matter(pairs) -> None:
    first, second = zip(*pairs, strict=True)
    there, back = coding.cohens_kappa(first, second), coding.cohens_kappa(second, first)
    turned = coding.cohens_kappa(first[::-1], second[::-1])
    assert there == pytest.approx(back, nan_ok=True)
    assert there == pytest.approx(turned, nan_ok=True)
    assert math.isnan(there) or -1 - 1e-9 <= there <= 1 + 1e-9


@given(CODES)
def test_kappa_is_never_above_agreement(pairs) -> None:
    first, second = zip(*pairs, strict=True)
    kappa = coding.cohens_kappa(first, second)
    assert math.isnan(kappa) or kappa <= coding.agreement(first, second) + 1e-9


def test_an_empty_cell_is_a_code() -> None:
    assert coding.codes(["a", None, float("nan"), "", "none"]) == ["a"] + ["none"] * 4
    assert coding.agreement(["a", None], ["a", "none"]) == 1


@pytest.mark.parametrize(("first", "second"), [([], []), (["a"], ["a", "b"])])
def test_nothing_to_compare_is_one_sentence(first, second) -> None:
    with pytest.raises(ValueError, match="The two coders have"):
        coding.agreement(first, second)


def test_the_shipped_sample_is_compared_field_by_field() -> None:
    sample = case.load("coding_sample")
    table = coding.compare(sample, ["voice", "stance"]).set_index("field")
    for field in ("voice", "stance"):
        same = (sample[f"{field}_1"].astype(str) == sample[f"{field}_2"].astype(str)).sum()
        assert table.loc[field, "same"] == same
        assert table.loc[field, "agreement"] == pytest.approx(same / len(sample))
        assert len(coding.disagreements(sample, field)) == len(sample) - same


def test_disagreements_keep_their_rows() -> None:
    sample = pd.DataFrame({"id": [1, 2, 3], "x_1": ["a", None, "b"], "x_2": ["a", "none", "c"]})
    assert list(coding.disagreements(sample, "x")["id"]) == [3]
