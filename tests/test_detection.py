"""Hits and false alarms: the counts, d′ and c, and what cannot be scored."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaklab import detection
from leaklab.detection import DetectionError, Rates

ITEMS = st.lists(
    st.tuples(st.sampled_from([True, False, None]), st.booleans()), min_size=1, max_size=60
)


def test_each_judgement_falls_into_one_of_five() -> None:
    said = [True, False, True, False, None, None]
    truth = [True, True, False, False, True, False]
    found = detection.rates(said, truth)
    assert found == Rates(1, 1, 1, 1, 2)
    assert (found.hit_rate, found.false_alarm_rate) == (0.5, 0.5)


def test_arrays_and_columns_are_judgements_too() -> None:
    wanted = Rates(1, 0, 1, 1)
    assert detection.rates(np.array([True, True, False]), np.array([True, False, False])) == wanted
    assert detection.rates(pd.Series([True, True, False]), [True, False, False]) == wanted


@given(ITEMS)
def test_nothing_is_lost_and_nothing_counted_twice(items) -> None:
    found = detection.rates(*zip(*items, strict=True))
    counts = (found.hits, found.misses, found.false_alarms, found.correct_rejections)
    assert sum(counts) + found.undecided == len(items)
    assert found.undecided == sum(said is None for said, _ in items)


@given(ITEMS)
def test_to_say_the_opposite_turns_d_prime_round_and_the_lean_too(items) -> None:
    said, truth = zip(*items, strict=True)
    other = [None if judged is None else not judged for judged in said]
    one, two = detection.rates(said, truth), detection.rates(other, truth)
    if detection.sensitivity(one) is None:
        assert detection.bias(one) is detection.sensitivity(two) is None
    else:
        assert detection.sensitivity(two) == pytest.approx(-detection.sensitivity(one))
        assert detection.bias(two) == pytest.approx(-detection.bias(one))


def test_who_calls_everything_false_finds_every_fake_and_tells_nothing_apart() -> None:
    found = detection.rates([True] * 16, [True] * 8 + [False] * 8)
    assert found.hit_rate == found.false_alarm_rate == 1
    assert detection.sensitivity(found) == pytest.approx(0)
    assert detection.bias(found) < -1


def test_d_prime_and_c_of_a_worked_example() -> None:
    # 8 fakes, 6 found; 8 true, 2 called false: with half an item, rates of 6.5/9 and 2.5/9,
    # whose quantiles are 0.5895 and -0.5895
    found = Rates(hits=6, misses=2, false_alarms=2, correct_rejections=6)
    assert detection.sensitivity(found) == pytest.approx(1.179, abs=0.001)
    assert detection.bias(found) == pytest.approx(0, abs=1e-12)


def test_a_perfect_score_stays_finite() -> None:
    found = detection.rates([True] * 8 + [False] * 8, [True] * 8 + [False] * 8)
    assert math.isfinite(detection.sensitivity(found))
    assert detection.sensitivity(found) > 3


def test_a_box_without_fakes_has_no_hit_rate() -> None:
    found = detection.rates([True, False, None], [False, False, False])
    assert found.hit_rate is None
    assert found.false_alarm_rate == 0.5
    assert detection.sensitivity(found) is None
    assert detection.bias(found) is None


@pytest.mark.parametrize(
    ("said", "truth", "words"),
    [
        ([True], [True, False], "1 judgements for 2 items"),
        ([], [], "0 judgements for 0 items"),
        (["T"], [True], "Item 1 holds 'T' and True"),
        ([True, True], [True, None], "Item 2 holds True and None"),
        ([1], [True], "Item 1 holds 1 and True"),
    ],
)
def test_what_cannot_be_scored_is_said_in_one_sentence(said, truth, words) -> None:
    with pytest.raises(DetectionError) as told:
        detection.rates(said, truth)
    assert words in str(told.value)
    assert str(told.value).count(". ") == 0
