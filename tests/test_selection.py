"""A part and the rest: counts that fit, chances as the formulas have them, and bad settings."""

import numpy as np
import pytest
from casework import one_sentence
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from leaklab import selection
from leaklab.selection import SelectionError

SETTINGS = {
    "messages": 40,
    "verified": 12,
    "forged": 5,
    "looked_at": 10,
    "spotted": 0.5,
    "runs": 200,
    "seed": 1,
}


def look(**changes: object):
    return selection.simulate(**{**SETTINGS, **changes})


def test_a_run_is_a_row() -> None:
    table = look()
    assert list(table) == ["run", "in_verified", "in_rest", "seen", "noticed"]
    assert list(table["run"]) == list(range(1, 201))
    assert (table["in_verified"] == 0).all()
    assert (table["in_rest"] == 5).all()


def test_the_same_seed_gives_the_same_and_another_another() -> None:
    assert look().equals(look())
    assert not look().equals(look(seed=2))


@given(
    st.integers(1, 300).flatmap(
        lambda m: st.tuples(st.just(m), st.integers(0, m)).flatmap(
            lambda mv: st.tuples(
                st.just(mv[0]),
                st.just(mv[1]),
                st.integers(0, mv[0] - mv[1]),
                st.integers(0, mv[0] - mv[1]),
            )
        )
    ),
    st.floats(0, 1),
    st.integers(0, 2**32),
)
@settings(max_examples=60, deadline=None)
def test_counts_fit_together(counts, spotted: float, seed: int) -> None:
    messages, verified, forged, looked_at = counts
    rest = messages - verified
    table = selection.simulate(
        messages=messages,
        verified=verified,
        forged=forged,
        looked_at=looked_at,
        spotted=spotted,
        runs=20,
        seed=seed,
    )
    assert (table["noticed"] <= table["seen"]).all()
    assert (table["noticed"] >= 0).all()
    assert (table["seen"] <= min(forged, looked_at)).all()
    assert (table["seen"] >= max(0, looked_at - (rest - forged))).all()


def test_what_is_seen_is_hypergeometric() -> None:
    table = look(runs=40_000)
    seen = np.bincount(table["seen"], minlength=6) / len(table)
    wanted = stats.hypergeom(28, 5, 10).pmf(range(6))
    assert seen == pytest.approx(wanted, abs=0.012)
    assert table["seen"].mean() == pytest.approx(10 * 5 / 28, abs=0.03)


def test_what_is_noticed_is_binomial_of_it() -> None:
    table = look(runs=40_000, spotted=0.3)
    assert table["noticed"].mean() == pytest.approx(0.3 * 10 * 5 / 28, abs=0.02)
    three = table[table["seen"] == 3]["noticed"]
    wanted = stats.binom(3, 0.3).pmf(range(4))
    assert np.bincount(three, minlength=4) / len(three) == pytest.approx(wanted, abs=0.03)


def test_the_ends() -> None:
    assert (look(spotted=0)["noticed"] == 0).all()
    everything = look(spotted=1, looked_at=28)
    assert (everything["noticed"] == 5).all()
    assert (look(forged=0)["seen"] == 0).all()
    assert (look(looked_at=0)["seen"] == 0).all()
    assert (look(verified=40, forged=0, looked_at=0)["seen"] == 0).all()
    assert (look(messages=0, verified=0, forged=0, looked_at=0)["seen"] == 0).all()


def test_numpys_numbers_are_numbers_too() -> None:
    assert look(messages=np.int64(40), spotted=np.float64(0.5), runs=np.int32(200)).equals(look())


def test_the_box_of_2017_in_size() -> None:
    table = look(messages=71_848, verified=21_075, forged=500, looked_at=100, runs=1_000)
    assert table["seen"].mean() == pytest.approx(100 * 500 / 50_773, abs=0.15)
    assert (table["in_verified"] == 0).all()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"messages": -1}, "messages is -1"),
        ({"messages": 10**9}, "messages is 1,000,000,000"),
        ({"messages": 40.0}, "messages is 40.0; it is to be a whole number"),
        ({"messages": "40"}, "messages is '40'"),
        ({"messages": True}, "messages is True"),
        ({"verified": 41}, "verified is 41; it is to lie from 0 to 40 (the messages)"),
        ({"verified": -2}, "verified is -2"),
        ({"verified": None}, "verified is None"),
        ({"forged": 29}, "forged is 29; it is to lie from 0 to 28"),
        ({"forged": -1}, "forged is -1"),
        ({"looked_at": 29}, "looked_at is 29; it is to lie from 0 to 28"),
        ({"looked_at": 2.5}, "looked_at is 2.5"),
        ({"spotted": -0.1}, "spotted is -0.1"),
        ({"spotted": 1.1}, "spotted is 1.1"),
        ({"spotted": float("nan")}, "spotted is nan"),
        ({"spotted": "half"}, "spotted is 'half'"),
        ({"spotted": True}, "spotted is True"),
        ({"runs": 0}, "runs is 0; it is to lie from 1 to 1,000,000"),
        ({"runs": 10**12}, "runs is 1,000,000,000,000"),
        ({"seed": -1}, "seed is -1"),
        ({"seed": 0.5}, "seed is 0.5"),
    ],
)
def test_a_bad_setting_is_one_sentence(changes: dict[str, object], told: str) -> None:
    with pytest.raises(SelectionError) as caught:
        look(**changes)
    assert told in str(caught.value)
    assert one_sentence(str(caught.value))


def test_nothing_is_allocated_before_the_sizes_are_checked(monkeypatch) -> None:
    def used(*_: object, **__: object) -> None:
        raise AssertionError("something was drawn")

    monkeypatch.setattr("numpy.random.default_rng", used)
    with pytest.raises(SelectionError):
        look(runs=10**15)
    with pytest.raises(SelectionError):
        look(spotted=2)


def test_a_learner_sees_the_sentence_only() -> None:
    assert SelectionError("One.")._render_traceback_() == ["SelectionError: One."]
