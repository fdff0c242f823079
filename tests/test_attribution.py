"""The reasoning engine: what it must keep whatever is rated, and every sentence it refuses with."""

import math

import numpy as np
import pandas as pd
import pytest
from casework import one_sentence
from hypothesis import given, settings
from hypothesis import strategies as st

from leaklab import attribution
from leaklab.attribution import RatingError

HYPOTHESES = ["State service", "Group", "Insider"]
ITEMS = ["V04", "V08", "V25"]
# A busy machine is no failure.
quickly = settings(max_examples=50, deadline=None)
NEAR = {"rtol": 1e-9, "atol": 1e-12}

# Ratings as the five words give them, and any others that exclude nothing.
ratings = st.one_of(
    st.sampled_from(list(attribution.RATINGS.values())), st.floats(0.001, 1, exclude_max=False)
)


@st.composite
def matrices(draw, least_items: int = 1, values=ratings) -> pd.DataFrame:
    hypotheses = [f"H{n}" for n in range(draw(st.integers(2, 6)))]
    items = [f"V{n:02d}" for n in range(draw(st.integers(least_items, 8)))]
    rows = [[draw(values) for _ in hypotheses] for _ in items]
    return pd.DataFrame(rows, index=items, columns=hypotheses)


@st.composite
def cases(draw, least_items: int = 1) -> tuple[pd.Series, pd.DataFrame]:
    matrix = draw(matrices(least_items))
    said = [draw(st.floats(0.01, 1)) for _ in matrix.columns]
    return attribution.coherent(pd.Series(said, index=matrix.columns)), matrix


@st.composite
def origins(draw, items: pd.Index) -> pd.Series:
    names = [draw(st.sampled_from(["campaign", "Rogers", "Kremlin"])) for _ in items]
    return pd.Series(names, index=items)


def same(one: pd.Series | pd.DataFrame, other: pd.Series | pd.DataFrame) -> None:
    assert list(one.index) == list(other.index)
    np.testing.assert_allclose(one.to_numpy(), other.to_numpy(), **NEAR)


# --- one case by hand ----------------------------------------------------------------------------


def by_hand() -> tuple[pd.Series, pd.DataFrame]:
    prior = pd.Series([0.5, 0.3, 0.2], index=HYPOTHESES)
    return prior, pd.DataFrame([[0.8, 0.2, 0.2]], index=["V08"], columns=HYPOTHESES)


def test_one_item_by_hand() -> None:
    prior, likelihood = by_hand()
    same(
        attribution.posterior(prior, likelihood),
        pd.Series([0.80, 0.12, 0.08], index=HYPOTHESES),
    )


def test_a_copy_counts_twice_unless_its_origin_is_known() -> None:
    prior, likelihood = by_hand()
    copied = pd.concat([likelihood, likelihood.rename(index={"V08": "copy"})])
    origin = pd.Series({"V08": "Rogers", "copy": "Rogers"})
    assert attribution.posterior(prior, copied)["State service"] == pytest.approx(0.320 / 0.340)
    same(
        attribution.posterior(prior, copied, origin),
        attribution.posterior(prior, likelihood),
    )


def test_items_of_one_origin_weigh_as_their_geometric_mean() -> None:
    prior = pd.Series([0.5, 0.5], index=["H0", "H1"])
    likelihood = pd.DataFrame([[0.9, 0.1], [0.4, 0.4]], index=["V08", "V17"], columns=prior.index)
    origin = pd.Series({"V08": "Rogers", "V17": "Rogers"})
    odds = attribution.posterior(prior, likelihood, origin)
    assert odds["H0"] / odds["H1"] == pytest.approx(math.sqrt(9))


def test_what_is_excluded_stays_excluded() -> None:
    prior = pd.Series([0.5, 0.5, 0.0], index=HYPOTHESES)
    likelihood = pd.DataFrame(
        [[0.0, 0.5, 1.0], [1.0, 0.5, 1.0]], index=["V04", "V08"], columns=HYPOTHESES
    )
    assert attribution.posterior(prior, likelihood).tolist() == [0, 1, 0]
    assert attribution.jitter(prior, likelihood, draws=50).to_numpy().tolist() == [[0, 1, 0]] * 50


def test_the_order_of_columns_does_not_matter() -> None:
    prior, likelihood = by_hand()
    turned = likelihood[HYPOTHESES[::-1]]
    same(attribution.posterior(prior, turned), attribution.posterior(prior, likelihood))


# --- properties of the posterior -----------------------------------------------------------------


@quickly
@given(st.data())
def test_probabilities_sum_to_one(data) -> None:
    prior, likelihood = data.draw(cases())
    origin = data.draw(st.none() | origins(likelihood.index))
    after = attribution.posterior(prior, likelihood, origin)
    assert list(after.index) == list(prior.index)
    assert after.between(0, 1).all()
    assert after.sum() == pytest.approx(1)
    for _, row in attribution.leave_one_out(prior, likelihood, origin).iterrows():
        assert row.sum() == pytest.approx(1)


@quickly
@given(cases(), st.floats(0.001, 1))
def test_evidence_that_fits_all_changes_nothing(case, expected: float) -> None:
    prior, likelihood = case
    more = pd.concat(
        [likelihood, pd.DataFrame(expected, index=["denial"], columns=likelihood.columns)]
    )
    same(attribution.posterior(prior, more), attribution.posterior(prior, likelihood))
    assert attribution.diagnosticity(more)["denial"] == 0
    same(
        attribution.leave_one_out(prior, more).loc["denial"],
        attribution.posterior(prior, likelihood),
    )


@quickly
@given(cases(), st.integers(1, 4), st.data())
def test_duplicates_of_one_origin_add_nothing(case, copies: int, data) -> None:
    prior, likelihood = case
    item = data.draw(st.sampled_from(list(likelihood.index)))
    again = [likelihood.loc[[item]].rename(index={item: f"copy {n}"}) for n in range(copies)]
    copied = pd.concat([likelihood, *again])
    origin = pd.Series(
        {name: item if str(name).startswith("copy") else name for name in copied.index}
    )
    same(
        attribution.posterior(prior, copied, origin),
        attribution.posterior(prior, likelihood),
    )


@quickly
@given(cases())
def test_an_origin_for_each_item_is_no_origin_at_all(case) -> None:
    prior, likelihood = case
    origin = pd.Series(list(likelihood.index), index=likelihood.index)
    same(
        attribution.posterior(prior, likelihood, origin),
        attribution.posterior(prior, likelihood),
    )


@quickly
@given(cases(), st.floats(0.01, 1), st.data())
def test_scaling_a_row_leaves_the_posterior_alone(case, factor: float, data) -> None:
    prior, likelihood = case
    item = data.draw(st.sampled_from(list(likelihood.index)))
    scaled = likelihood.copy()
    scaled.loc[item] *= factor
    np.testing.assert_allclose(
        attribution.posterior(prior, scaled), attribution.posterior(prior, likelihood), rtol=1e-6
    )
    np.testing.assert_allclose(
        attribution.diagnosticity(scaled), attribution.diagnosticity(likelihood), atol=1e-9
    )


@quickly
@given(cases(least_items=2), st.data())
def test_one_by_one_is_all_at_once_in_any_order(case, data) -> None:
    prior, likelihood = case
    belief = prior
    for item in data.draw(st.permutations(list(likelihood.index))):
        belief = attribution.posterior(belief / belief.sum(), likelihood.loc[[item]])
    np.testing.assert_allclose(belief, attribution.posterior(prior, likelihood), atol=1e-9)


@quickly
@given(cases())
def test_weights_of_evidence_add_up(case) -> None:
    """Log odds after = log odds before + the log likelihood ratios of independent items."""
    prior, likelihood = case
    after = attribution.posterior(prior, likelihood)
    one, other = prior.index[:2]
    before = math.log(prior[one] / prior[other])
    ratios = np.log(likelihood[one] / likelihood[other]).sum()
    if min(after[one], after[other]) > 1e-12:
        assert math.log(after[one] / after[other]) == pytest.approx(before + ratios, abs=1e-6)


@quickly
@given(matrices())
def test_diagnosticity_is_zero_only_where_no_ratio_is_another_than_one(matrix) -> None:
    value = attribution.diagnosticity(matrix)
    assert (value >= 0).all()
    assert ((value == 0) == (matrix.nunique(axis="columns") == 1)).all()


def test_diagnosticity_where_something_is_excluded() -> None:
    matrix = pd.DataFrame(
        [[0.0, 0.5], [0.0, 0.0], [0.8, 0.2]], index=list("xyz"), columns=["H0", "H1"]
    )
    value = attribution.diagnosticity(matrix)
    assert value.tolist() == [math.inf, 0, pytest.approx(math.log(4))]


def test_without_the_only_item_the_prior_is_left() -> None:
    prior, likelihood = by_hand()
    same(attribution.leave_one_out(prior, likelihood).loc["V08"], prior)


# --- jitter --------------------------------------------------------------------------------------


@quickly
@given(cases())
def test_no_spread_is_no_jitter(case) -> None:
    prior, likelihood = case
    drawn = attribution.jitter(prior, likelihood, spread=0, draws=3)
    for row in drawn.to_numpy():
        np.testing.assert_allclose(row, attribution.posterior(prior, likelihood), atol=1e-9)


def test_jitter_is_that_of_every_cell_moved_by_itself() -> None:
    """One draw a hypothesis does what one draw a cell would do."""
    prior = pd.Series([0.4, 0.6], index=["H0", "H1"])
    matrix = pd.DataFrame([[0.8, 0.2], [0.5, 0.2], [0.95, 0.95]], index=ITEMS, columns=prior.index)
    origin = pd.Series({"V04": "campaign", "V08": "Rogers", "V25": "Rogers"})
    drawn = attribution.jitter(prior, matrix, origin, draws=40_000)
    weights = np.array([1, 0.5, 0.5])
    rng = np.random.default_rng(1)
    cells = np.log(matrix.to_numpy()) + rng.normal(0, 0.5, (40_000, *matrix.shape))
    logs = np.log(prior.to_numpy()) + np.einsum("i,nij->nj", weights, cells)
    slow = np.exp(logs) / np.exp(logs).sum(axis=1, keepdims=True)
    for share in (5, 50, 95):
        assert np.percentile(drawn["H0"], share) == pytest.approx(
            np.percentile(slow[:, 0], share), abs=0.01
        )
    assert drawn.shape == (40_000, 2)
    np.testing.assert_allclose(drawn.sum(axis="columns"), 1)


def test_the_same_seed_gives_the_same_draws() -> None:
    prior, likelihood = by_hand()
    one, again, other = (
        attribution.jitter(prior, likelihood, draws=5, seed=seed) for seed in (1, 1, 2)
    )
    assert one.equals(again)
    assert not one.equals(other)


@pytest.mark.parametrize(
    "options",
    [
        {"spread": -0.1},
        {"spread": math.nan},
        {"spread": math.inf},
        {"spread": "half"},
        {"draws": 0},
        {"draws": 2.5},
        {"draws": True},
    ],
)
def test_jitter_refuses_what_is_no_spread_or_no_count(options) -> None:
    with pytest.raises(RatingError, match="spread is 0 or more, and draws is 1 or more") as error:
        attribution.jitter(*by_hand(), **options)
    assert one_sentence(str(error.value))


# --- forecasts -----------------------------------------------------------------------------------

statements = st.integers(1, 5)
shares = st.floats(0, 1)


@quickly
@given(st.data())
def test_the_pooled_forecast_never_scores_worse_than_the_average_member(data) -> None:
    columns = [f"S{n}" for n in range(data.draw(statements))]
    people = data.draw(st.integers(1, 6))
    forecasts = pd.DataFrame(
        [[data.draw(shares) for _ in columns] for _ in range(people)], columns=columns
    )
    outcome = pd.Series([data.draw(st.integers(0, 1)) for _ in columns], index=columns)
    average = np.mean([attribution.brier(row, outcome) for _, row in forecasts.iterrows()])
    pooled = attribution.brier(attribution.pool(forecasts), outcome)
    assert pooled <= average + 1e-12
    if people == 1 or forecasts.nunique().eq(1).all():
        assert pooled == pytest.approx(average)


@quickly
@given(st.data())
def test_brier_is_within_its_bounds_and_best_for_what_is_so(data) -> None:
    index = [f"S{n}" for n in range(data.draw(statements))]
    said = pd.Series([data.draw(shares) for _ in index], index=index)
    so = pd.Series([data.draw(st.booleans()) for _ in index], index=index)
    assert 0 <= attribution.brier(said, so) <= 1
    assert attribution.brier(so.astype(float), so) == 0
    assert attribution.brier(said * 0 + 0.5, so) == 0.25
    assert attribution.brier(said, so[::-1]) == pytest.approx(attribution.brier(said, so))


def test_brier_by_hand() -> None:
    said = pd.Series({"a": 0.9, "b": 0.2})
    assert attribution.brier(said, pd.Series({"a": 1, "b": 0})) == pytest.approx(0.025)


# --- words and coherence -------------------------------------------------------------------------


@quickly
@given(st.lists(st.floats(0, 1), min_size=1, max_size=6).filter(lambda said: sum(said) > 0.01))
def test_coherent_numbers_keep_their_ratios_and_have_no_gap(said) -> None:
    made = attribution.coherent(pd.Series(said))
    assert made.sum() == pytest.approx(1)
    np.testing.assert_allclose(made * sum(said), said, atol=1e-9)
    np.testing.assert_allclose(attribution.coherent(made), made, atol=1e-12)


def test_the_five_words_stand_in_order() -> None:
    values = list(attribution.RATINGS.values())
    assert values == sorted(values, reverse=True) == [0.95, 0.80, 0.50, 0.20, 0.05]
    assert [attribution.RATINGS[attribution.DIGITS[n]] for n in (5, 4, 3, 2, 1)] == values


def test_words_become_numbers() -> None:
    numbers = attribution.in_numbers({"Insider": " Almost  certain", "Group": "unlikely"})
    assert numbers.to_dict() == {"Insider": 0.95, "Group": 0.2}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"Insider": "probable"}, "Insider: found 'probable', expected one of almost certain, "),
        ({"Insider": 0.5}, "Insider: found 0.5, expected one of"),
        ({"Group": "likely", "Insider": ""}, "Insider: found ''"),
        ({}, "The prior is empty"),
        (["likely"], "The prior is empty"),
    ],
)
def test_words_that_are_none_get_one_sentence(words, says: str) -> None:
    with pytest.raises(RatingError) as error:
        attribution.in_numbers(words)
    assert str(error.value).startswith(says)
    assert one_sentence(str(error.value))


# --- a typed matrix ------------------------------------------------------------------------------

digits = st.integers(0, 5)


@quickly
@given(st.data())
def test_what_is_written_is_read_again(data) -> None:
    table = pd.DataFrame(
        [[data.draw(digits) for _ in ITEMS] for _ in HYPOTHESES], index=HYPOTHESES, columns=ITEMS
    )
    text = attribution.write_ratings(table)
    again = attribution.read_ratings(text, HYPOTHESES, ITEMS)
    assert again.equals(table.astype(again.dtypes))
    lines = data.draw(st.permutations(text.splitlines()))
    loose = "\n\n".join(line.upper().replace("  ", ":\t") for line in lines)
    assert attribution.read_ratings(loose, HYPOTHESES, ITEMS).equals(again)


@quickly
@given(st.data())
def test_an_item_counts_once_it_is_rated_under_every_hypothesis(data) -> None:
    table = pd.DataFrame(
        [[data.draw(digits) for _ in ITEMS] for _ in HYPOTHESES], index=HYPOTHESES, columns=ITEMS
    )
    made = attribution.likelihoods(table)
    assert list(made.columns) == HYPOTHESES
    assert list(made.index) == [item for item in ITEMS if (table[item] > 0).all()]
    for item, row in made.iterrows():
        words = [attribution.DIGITS[digit] for digit in table[item]]
        assert row.tolist() == [attribution.RATINGS[word] for word in words]


TYPED = "State service 5 4 3\nGroup 4 2 5\nInsider 1 0 5"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("5 4 3", "6 4 3", "State service, V04: found '6', expected a digit from 1 to 5"),
        ("5 4 3", "5 4 3.5", "State service, V25: found '3.5'"),
        ("5 4 3", "5 four 3", "State service, V08: found 'four'"),
        ("5 4 3", "5 -4 3", "State service, V08: found '-4'"),
        ("4 2 5", "4 2", "Group has 2 digits; there are 3 items: V04, V08, V25"),
        ("4 2 5", "4 2 5 5", "Group has 4 digits"),
        ("4 2 5", "likely", "'Group likely' is no row of this matrix"),
        ("Group", "Grouping", "'Grouping' is no row of this matrix"),
        ("Group", "", "'' is no row of this matrix"),
        ("Group", "Insider", "Insider has two lines"),
        ("Insider 1 0 5", "", "There is no line for Insider"),
    ],
)
def test_a_typed_matrix_that_cannot_be_read_gets_one_sentence(old, new, says: str) -> None:
    assert old in TYPED
    with pytest.raises(RatingError) as error:
        attribution.read_ratings(TYPED.replace(old, new, 1), HYPOTHESES, ITEMS)
    assert str(error.value).startswith(says)
    assert one_sentence(str(error.value))


@pytest.mark.parametrize("value", [None, 543, [[5, 4, 3]]])
def test_a_matrix_is_typed_as_text(value) -> None:
    with pytest.raises(RatingError, match="expected a typed matrix in quotes"):
        attribution.read_ratings(value, HYPOTHESES, ITEMS)


@pytest.mark.parametrize("value", [6, -1, 2.5, "likely", None, True, math.nan])
def test_a_rating_outside_the_scale_gets_one_sentence(value) -> None:
    table = pd.DataFrame(3, index=HYPOTHESES, columns=ITEMS).astype(object)
    table.loc["Group", "V08"] = value
    with pytest.raises(RatingError, match=r"Group, V08: found .*expected a digit") as error:
        attribution.likelihoods(table)
    assert one_sentence(str(error.value))


def test_an_empty_table_of_ratings_gets_one_sentence() -> None:
    for table in (pd.DataFrame(), pd.DataFrame(index=HYPOTHESES), None):
        with pytest.raises(RatingError, match="The matrix is empty"):
            attribution.likelihoods(table)


# --- bad input -----------------------------------------------------------------------------------

PRIOR = pd.Series([0.5, 0.3, 0.2], index=HYPOTHESES)
MATRIX = pd.DataFrame(0.5, index=ITEMS, columns=HYPOTHESES)
ORIGIN = pd.Series({"V04": "campaign", "V08": "Rogers", "V25": "Kremlin"})


def with_cell(value: object) -> pd.DataFrame:
    table = MATRIX.astype(object)
    table.at["V08", "Group"] = value
    return table


BAD = [
    # ratings outside the scale, and what is no number
    (PRIOR, with_cell(1.2), None, "V08, Group: found 1.2, expected a number from 0 to 1"),
    (PRIOR, with_cell(-0.1), None, "V08, Group: found -0.1"),
    (PRIOR, with_cell(80), None, "V08, Group: found 80"),
    (PRIOR, with_cell(math.inf), None, "V08, Group: found inf"),
    (PRIOR, with_cell(math.nan), None, "V08, Group: found nan"),
    (PRIOR, with_cell(None), None, "V08, Group: found None"),
    (PRIOR, with_cell(pd.NA), None, "V08, Group: found <NA>"),
    (PRIOR, with_cell("likely"), None, "V08, Group: found 'likely'"),
    (PRIOR, with_cell("0.5"), None, "V08, Group: found '0.5'"),
    (PRIOR, with_cell(True), None, "V08, Group: found True"),
    (PRIOR, with_cell(np.bool_(True)), None, "V08, Group: found np.True_"),
    (PRIOR, with_cell(1j), None, "V08, Group: found 1j"),
    (PRIOR, with_cell([0.5, 0.5]), None, "V08, Group: found [0.5, 0.5]"),
    (PRIOR, with_cell("x" * 99), None, "V08, Group: found 'xxx"),
    # the matrix
    (PRIOR, pd.DataFrame(), None, "The matrix is empty"),
    (PRIOR, MATRIX.iloc[:0], None, "The matrix is empty"),
    (PRIOR, MATRIX[[]], None, "The matrix is empty"),
    (PRIOR, MATRIX["Group"], None, "The matrix is empty"),
    (PRIOR, None, None, "The matrix is empty"),
    (PRIOR, MATRIX.rename(index={"V08": "V04"}), None, "Two rows or two columns"),
    (PRIOR, MATRIX.rename(columns={"Group": "Insider"}), None, "Two rows or two columns"),
    (
        PRIOR,
        MATRIX.drop(columns="Group"),
        None,
        "Prior and matrix name different hypotheses: Group",
    ),
    (PRIOR, MATRIX.assign(Other=0.5), None, "Prior and matrix name different hypotheses: Other"),
    (PRIOR, MATRIX * 0, None, "Every hypothesis is excluded"),
    # the prior
    (PRIOR * 2, MATRIX, None, "The priors sum to 2; they are shares of one whole"),
    (PRIOR * 0, MATRIX, None, "The priors sum to 0"),
    (PRIOR * 0.9, MATRIX, None, "The priors sum to 0.9"),
    (PRIOR.replace(0.5, -0.5), MATRIX, None, "State service, prior: found -0.5"),
    (PRIOR.astype(object).replace(0.5, "half"), MATRIX, None, "State service, prior: found 'half'"),
    (PRIOR.rename({"Group": "Insider"}), MATRIX, None, "Two rows or two columns"),
    (pd.Series(dtype=float), MATRIX, None, "The prior is empty"),
    ({"State service": 1}, MATRIX, None, "The prior is empty"),
    (None, MATRIX, None, "The prior is empty"),
    # the origins
    (PRIOR, MATRIX, ORIGIN.drop("V08"), "No origin is given for V08"),
    (PRIOR, MATRIX, ORIGIN.replace("Rogers", None), "No origin is given for V08"),
    (PRIOR, MATRIX, ORIGIN.iloc[:0], "No origin is given for V04, V08, V25"),
    (PRIOR, MATRIX, ORIGIN.rename({"V08": "V04"}), "The origins are a Series"),
    (PRIOR, MATRIX, dict(ORIGIN), "The origins are a Series"),
]


@pytest.mark.parametrize(("prior", "likelihood", "origin", "says"), BAD)
@pytest.mark.parametrize("function", ["posterior", "leave_one_out", "jitter"])
def test_bad_input_gets_one_sentence_and_is_left_alone(
    function: str, prior, likelihood, origin, says: str
) -> None:
    before = [repr(value) for value in (prior, likelihood, origin)]
    with pytest.raises(RatingError) as error:
        getattr(attribution, function)(prior, likelihood, origin)
    assert str(error.value).startswith(says)
    assert one_sentence(str(error.value))
    assert [repr(value) for value in (prior, likelihood, origin)] == before


def test_categories_are_origins_too() -> None:
    same(
        attribution.posterior(PRIOR, MATRIX, ORIGIN.astype("category")),
        attribution.posterior(PRIOR, MATRIX, ORIGIN),
    )


@pytest.mark.parametrize(
    ("forecast", "outcome", "says"),
    [
        (pd.Series({"a": 0.5}), pd.Series({"b": 1}), "Forecast and outcome speak of different"),
        (pd.Series({"a": 0.5}), pd.Series([1, 0], index=["a", "a"]), "Forecast and outcome speak"),
        (pd.Series({"a": 0.5}), pd.Series({"a": 0.5}), "An outcome is 1 (it is so) or 0"),
        (pd.Series({"a": 0.5}), pd.Series({"a": "yes"}), "An outcome is 1 (it is so) or 0"),
        (pd.Series({"a": 0.5}), pd.Series({"a": None}), "An outcome is 1 (it is so) or 0"),
        (pd.Series({"a": 50}), pd.Series({"a": 1}), "a, forecast: found 50"),
        (pd.Series({"a": "half"}), pd.Series({"a": 1}), "a, forecast: found 'half'"),
        (0.5, pd.Series({"a": 1}), "Forecast and outcome are each a Series"),
        (pd.Series({"a": 0.5}), 1, "Forecast and outcome are each a Series"),
    ],
)
def test_brier_refuses_with_one_sentence(forecast, outcome, says: str) -> None:
    with pytest.raises(RatingError) as error:
        attribution.brier(forecast, outcome)
    assert str(error.value).startswith(says)
    assert one_sentence(str(error.value))


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (pd.Series({"a": 0.0, "b": 0.0}), "Every hypothesis has 0"),
        (pd.Series(dtype=float), "The prior is empty"),
        ({"a": 1}, "The prior is empty"),
        (pd.Series({"a": math.nan}), "a, prior: found nan"),
    ],
)
def test_coherent_refuses_with_one_sentence(said, says: str) -> None:
    with pytest.raises(RatingError) as error:
        attribution.coherent(said)
    assert str(error.value).startswith(says)
    assert one_sentence(str(error.value))


# --- counting contradictions ---------------------------------------------------------------------

marks = st.sampled_from(["II", "I", "N", "C", "CC"])


@quickly
@given(matrices(values=marks))
def test_weights_of_one_change_nothing_and_support_counts_nothing(table) -> None:
    ones = pd.Series(1.0, index=table.index)
    points = table.replace({"II": 2, "I": 1, "N": 0, "C": 0, "CC": 0}).astype(float)
    plain = attribution.weighted_inconsistency(table, ones)
    same(plain, points.sum())
    supported = pd.concat([table, pd.DataFrame("CC", index=["more"], columns=table.columns)])
    same(
        attribution.weighted_inconsistency(supported, pd.Series(2.0, index=supported.index)) / 2,
        plain,
    )
    same(attribution.summed_inconsistency(table), points.sum(axis="columns"))


@quickly
@given(matrices(least_items=2, values=marks))
def test_more_items_never_lower_the_count(table) -> None:
    weights = pd.Series(1.0, index=table.index)
    fewer = attribution.weighted_inconsistency(table.iloc[1:], weights)
    assert (attribution.weighted_inconsistency(table, weights) >= fewer).all()


def test_parcs_weights() -> None:
    table = pd.DataFrame([["II"], ["I"]], index=["V04", "V08"], columns=["H0"])
    weights = pd.Series({"V04": math.sqrt(2) * math.sqrt(2), "V08": 0.5})
    assert attribution.weighted_inconsistency(table, weights)["H0"] == pytest.approx(4.5)


def test_the_sum_puts_first_what_separates_nothing() -> None:
    table = pd.DataFrame([["II"] * 4, ["II", "C", "C", "C"]], index=["X", "V04"])
    assert attribution.summed_inconsistency(table).idxmax() == "X"
    numbers = table.replace({"II": 0.05, "C": 0.8}).astype(float)
    assert attribution.diagnosticity(numbers).idxmax() == "V04"
    assert attribution.diagnosticity(numbers)["X"] == 0


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (pd.DataFrame([["II", "maybe"]]), "found maybe"),
        (pd.DataFrame([["II", None]]), "found None"),
        (pd.DataFrame([["II", 2]]), "found 2"),
        (pd.DataFrame(), "found none"),
        (None, "found none"),
    ],
)
def test_marks_that_are_none_get_one_sentence(table, says: str) -> None:
    with pytest.raises(RatingError, match=says) as error:
        attribution.summed_inconsistency(table)
    assert str(error.value).startswith("A rating is one of II, I, N, C, CC")
    assert one_sentence(str(error.value))


@pytest.mark.parametrize(
    ("weights", "says"),
    [
        (pd.Series({"V04": 1.0}), "V08: found the weight None"),
        (pd.Series({"V04": 1.0, "V08": -1.0}), "V08: found the weight"),
        (pd.Series({"V04": 1.0, "V08": math.nan}), "V08: found the weight"),
        (pd.Series({"V04": 1.0, "V08": "high"}), "V08: found the weight 'high'"),
        (pd.Series([1, 1], index=["V04", "V04"]), "The weights are a Series"),
        ([1, 1], "The weights are a Series"),
    ],
)
def test_weights_that_are_none_get_one_sentence(weights, says: str) -> None:
    table = pd.DataFrame([["II"], ["I"]], index=["V04", "V08"], columns=["H0"])
    with pytest.raises(RatingError) as error:
        attribution.weighted_inconsistency(table, weights)
    assert str(error.value).startswith(says)
    assert one_sentence(str(error.value))
