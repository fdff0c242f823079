"""Weighing evidence between hypotheses: small pure functions, each with its formula and source.

P(H|E) is what you believe of a hypothesis H after evidence E; P(E|H) is how expected that evidence
would be if H were true. One rule carries all of it (Bayes): P(H|E) is proportional to P(H) times
P(E|H). What comes out restates the ratings that went in: nothing here knows who did anything.
"""

from collections.abc import Mapping, Sequence
from numbers import Integral, Real

import numpy as np
import pandas as pd

from leaklab.wording import say

# How expected is this if that were true? Five words, and the number each stands for here.
RATINGS: Mapping[str, float] = {
    "almost certain": 0.95,
    "likely": 0.80,
    "as likely as not": 0.50,
    "unlikely": 0.20,
    "almost impossible": 0.05,
}


# As typed in a matrix: 5 for "almost certain" down to 1 for "almost impossible", 0 for not rated.
DIGITS: Mapping[int, str] = dict(zip((5, 4, 3, 2, 1), RATINGS, strict=True))
UNRATED = 0


class RatingError(ValueError):
    """A prior or a matrix cannot be used; the message is one sentence: where, what, what to do."""


def read_ratings(text: str, hypotheses: Sequence[str], items: Sequence[str]) -> pd.DataFrame:
    """Return a typed matrix: a line a hypothesis, its name first, then a digit for each item.

    Parameters
    ----------
    text
        Lines such as ``"Insider  3 2 0"``, in any order; empty lines do not matter.
    hypotheses, items
        What the rows and the columns are, in order.

    Returns
    -------
    pandas.DataFrame
        Whole numbers 0 to 5, one row a hypothesis, one column an item; 0 is "not rated".

    Raises
    ------
    RatingError
        If a line, a digit or a hypothesis is missing, unknown, or there twice.
    """
    if not isinstance(text, str):
        raise RatingError(
            say("Found {value}, expected a typed matrix in quotes.", value=_shown(text))
        )
    names = {" ".join(name.split()).casefold(): name for name in hypotheses}
    rows: dict[str, list[int]] = {}
    for line in filter(str.strip, text.splitlines()):
        head, digits = _split(line)
        name = names.get(head.casefold())
        if name is None:
            raise RatingError(
                say(
                    "{head} is no row of this matrix: begin a line with {names}.",
                    head=_shown(head),
                    names=", ".join(hypotheses),
                )
            )
        if name in rows:
            raise RatingError(say("{name} has two lines: keep one.", name=name))
        if len(digits) != len(items):
            raise RatingError(
                say(
                    "{name} has {count} digits; there are {wanted} items: {items}.",
                    name=name,
                    count=len(digits),
                    wanted=len(items),
                    items=", ".join(items),
                )
            )
        rows[name] = [_digit(digit, name, item) for digit, item in zip(digits, items, strict=True)]
    missing = [name for name in hypotheses if name not in rows]
    if missing:
        raise RatingError(say("There is no line for {missing}.", missing=", ".join(missing)))
    return pd.DataFrame(rows, index=list(items)).T.loc[list(hypotheses)]


def write_ratings(ratings: pd.DataFrame) -> str:
    """Return ratings as the text that `read_ratings` reads, to be copied and kept."""
    wide = max(len(str(name)) for name in ratings.index)
    return "\n".join(
        f"{name!s:<{wide}}  {' '.join(str(int(digit)) for digit in row)}"
        for name, row in zip(ratings.index, ratings.to_numpy(), strict=True)
    )


def likelihoods(ratings: pd.DataFrame) -> pd.DataFrame:
    """Return P(E|H) for the items that are rated under every hypothesis.

    An item rated under some of them only is left out: how expected it is if *one* answer is true
    says nothing as long as nobody has asked about the others.

    Parameters
    ----------
    ratings
        As from `read_ratings`: one row a hypothesis, one column an item, 0 to 5.

    Returns
    -------
    pandas.DataFrame
        One row an item, one column a hypothesis; no row at all if no item is rated throughout.

    Notes
    -----
    Looking at one hypothesis only is called pseudo-diagnosticity: Fischhoff and Beyth-Marom (1983).
    """
    if not isinstance(ratings, pd.DataFrame) or not ratings.size:
        raise RatingError(_EMPTY)
    checked = ratings.copy().astype(object)
    for item in ratings.columns:
        checked[item] = [_digit(value, name, item) for name, value in ratings[item].items()]
    rated = checked.T[(checked != UNRATED).all(axis="rows")]
    return rated.apply(lambda column: column.map(_VALUES)).astype(float)


def in_numbers(words: Mapping[str, str]) -> pd.Series:
    """Return the number that each of the five words stands for, by hypothesis.

    Parameters
    ----------
    words
        By hypothesis, one of `RATINGS`; capitals and blanks around it do not matter.

    Raises
    ------
    RatingError
        If there is no word, or one that is none of the five.
    """
    if not isinstance(words, Mapping) or not words:
        raise RatingError(_NO_PRIOR)
    numbers = {}
    for name, word in words.items():
        known = " ".join(word.split()).casefold() if isinstance(word, str) else None
        if known not in RATINGS:
            raise RatingError(
                say(
                    "{name}: found {word}, expected one of {words}.",
                    name=name,
                    word=_shown(word),
                    words=", ".join(RATINGS),
                )
            )
        numbers[name] = RATINGS[known]
    return pd.Series(numbers)


def coherent(said: pd.Series) -> pd.Series:
    """Return what somebody said of answers that exclude each other, made to sum to one.

    p_j / sum_k p_k. How far the sum was from one is the coherence gap.

    Parameters
    ----------
    said
        A number from 0 to 1 for each hypothesis, in words or figures; not all of them 0.
    """
    if not isinstance(said, pd.Series) or said.empty:
        raise RatingError(_NO_PRIOR)
    checked = _checked(said.to_frame(say("prior")))[say("prior")]
    if not checked.sum() > 0:
        raise RatingError(say("Every hypothesis has 0: give at least one of them more."))
    return checked / checked.sum()


def posterior(
    prior: pd.Series, likelihood: pd.DataFrame, origin: pd.Series | None = None
) -> pd.Series:
    """Return P(H|E) for each hypothesis, all evidence taken together.

    P(H|E) = P(H) * prod_i P(E_i|H) / sum_K P(K) * prod_i P(E_i|K), for items that are independent
    once the hypothesis is given. With ``origin``, the items of one origin weigh together as one
    item, the geometric mean of their likelihoods: three copies of one dispatch are one witness.

    Parameters
    ----------
    prior
        P(H) by hypothesis; between 0 and 1, sums to 1.
    likelihood
        P(E|H): one row an item of evidence, one column a hypothesis; between 0 and 1.
    origin
        For each item, the origin it comes from; None takes each item for its own.

    Returns
    -------
    pandas.Series
        Probabilities by hypothesis, in the order of ``prior``; they sum to 1.

    Raises
    ------
    RatingError
        If something is no number, lies outside 0 and 1, is missing, or excludes every hypothesis.

    Notes
    -----
    Bayes' rule as in B. Fischhoff and R. Beyth-Marom, "Hypothesis evaluation from a Bayesian
    perspective", Psychological Review 90 (1983).
    """
    prior, likelihood = _checked_prior(prior), _checked(likelihood)
    if set(prior.index) != set(likelihood.columns):
        odd = sorted(map(str, set(prior.index) ^ set(likelihood.columns)))
        raise RatingError(
            say("Prior and matrix name different hypotheses: {odd}.", odd=", ".join(odd))
        )
    weights = _weights(likelihood, origin)
    logs = _logs(prior.to_numpy()) + weights @ _logs(likelihood[prior.index].to_numpy())
    if not np.isfinite(logs).any():
        raise RatingError(
            say("Every hypothesis is excluded: some item is rated 0 under each of them.")
        )
    odds = np.exp(logs - logs.max())
    return pd.Series(odds / odds.sum(), index=prior.index)


def diagnosticity(likelihood: pd.DataFrame) -> pd.Series:
    """Return how far each item separates the hypotheses: its largest log likelihood ratio.

    max over H, K of | ln P(E|H) - ln P(E|K) |. It is 0 where the item is as expected under one
    hypothesis as under any other, however damning or striking it sounds.

    Parameters
    ----------
    likelihood
        P(E|H): one row an item, one column a hypothesis.

    Returns
    -------
    pandas.Series
        By item, 0 or more; infinite where one hypothesis is excluded and another is not.
    """
    logs = _logs(_checked(likelihood).to_numpy())
    with np.errstate(invalid="ignore"):
        spread = logs.max(axis=1) - logs.min(axis=1)
    # an item rated 0 under every hypothesis tells none from another
    return pd.Series(np.nan_to_num(spread, nan=0.0, posinf=np.inf), index=likelihood.index)


def leave_one_out(
    prior: pd.Series, likelihood: pd.DataFrame, origin: pd.Series | None = None
) -> pd.DataFrame:
    """Return the posterior without each item in turn: which of them carry the verdict?

    Parameters
    ----------
    prior, likelihood, origin
        As in `posterior`.

    Returns
    -------
    pandas.DataFrame
        One row an item left out, one column a hypothesis. Without the only item it is the prior.

    Notes
    -----
    Step 6 of R. J. Heuer, Psychology of Intelligence Analysis (1999), chapter 8: how sensitive is
    the conclusion to a few critical items?
    """
    posterior(prior, likelihood, origin)  # says what is wrong with them
    rows = {}
    for item in likelihood.index:
        kept = likelihood[likelihood.index != item]
        rows[item] = _checked_prior(prior) if kept.empty else posterior(prior, kept, origin)
    return pd.DataFrame(rows).T[list(prior.index)]


def jitter(
    prior: pd.Series,
    likelihood: pd.DataFrame,
    origin: pd.Series | None = None,
    *,
    spread: float = 0.5,
    draws: int = 10_000,
    seed: int = 2017,
) -> pd.DataFrame:
    """Return posteriors for ratings that are a little off, all at once.

    Each cell's logarithm is moved by a normal draw of standard deviation ``spread``; nobody rates
    more exactly than that. Shape (draws, hypotheses).

    Parameters
    ----------
    prior, likelihood, origin
        As in `posterior`; ratings of exactly 0 stay 0.
    spread
        In natural log units: 0.5 is a factor of about 1.6 up or down.
    draws, seed
        How many, and from which seed: the same seed gives the same draws.
    """
    whole = isinstance(draws, Integral) and not isinstance(draws, bool)
    if not (_is_number(spread) and 0 <= spread < np.inf and whole and draws >= 1):
        raise RatingError(say("spread is 0 or more, and draws is 1 or more."))
    posterior(prior, likelihood, origin)  # says what is wrong with them
    matrix = _logs(likelihood[prior.index].to_numpy(float))
    weights = _weights(likelihood, origin)
    rng = np.random.default_rng(seed)
    # a weighted sum of normal draws is a normal draw: one for each hypothesis is enough
    noise = rng.normal(0, spread * np.sqrt((weights**2).sum()), (draws, len(prior)))
    logs = _logs(prior.to_numpy(float)) + weights @ matrix + noise
    odds = np.exp(logs - logs.max(axis=1, keepdims=True))
    return pd.DataFrame(odds / odds.sum(axis=1, keepdims=True), columns=prior.index)


def pool(forecasts: pd.DataFrame) -> pd.Series:
    """Return the plain average of several people's forecasts.

    Parameters
    ----------
    forecasts
        One row a person, one column a hypothesis or statement; between 0 and 1.

    Notes
    -----
    D. R. Mandel, C. W. Karvetski and M. K. Dhami, "Boosting intelligence analysts' judgment
    accuracy", Judgment and Decision Making 13 (2018): averaging helped where the matrix did not.
    """
    return _checked(forecasts).mean(axis="rows")


def brier(forecast: pd.Series, outcome: pd.Series) -> float:
    """Return the Brier score: the mean squared distance between forecast and outcome.

    mean (p - o)^2, with o = 1 for what is so and 0 for what is not. 0 is best; saying 0.5 to
    everything scores 0.25. (G. W. Brier, Monthly Weather Review 78, 1950; for yes or no, half of
    his own sum.)

    Parameters
    ----------
    forecast
        Probabilities, by statement.
    outcome
        1 or 0 (or truth values), by the same statements.
    """
    if not isinstance(forecast, pd.Series) or not isinstance(outcome, pd.Series):
        raise RatingError(say("Forecast and outcome are each a Series, by statement."))
    said = _checked(forecast.to_frame(say("forecast")))[say("forecast")]
    if not outcome.index.is_unique or set(said.index) != set(outcome.index):
        raise RatingError(say("Forecast and outcome speak of different statements."))
    true = pd.to_numeric(outcome.reindex(said.index), errors="coerce").astype(float)
    if not true.isin([0, 1]).all():
        raise RatingError(say("An outcome is 1 (it is so) or 0 (it is not)."))
    return float(((said - true) ** 2).mean())


def weighted_inconsistency(ratings: pd.DataFrame, weights: pd.Series) -> pd.Series:
    """Return a count after Heuer: how much evidence speaks against each hypothesis.

    sum_i w_i * s(r_ij), with s = 2 for "II", 1 for "I", 0 for "N", "C" and "CC". Evidence in
    favour counts nothing. (The question is Heuer's, 1999; the points are the tools', and the
    weights PARC's ACH 2.0.)

    Parameters
    ----------
    ratings
        One row an item, one column a hypothesis, each "II", "I", "N", "C" or "CC".
    weights
        By item.
    """
    points = _points(ratings)
    if not isinstance(weights, pd.Series) or not weights.index.is_unique:
        raise RatingError(say("The weights are a Series, one number by item."))
    for item in ratings.index:
        value = weights.get(item)
        if not _is_number(value) or not 0 <= value < np.inf:
            raise RatingError(
                say(
                    "{item}: found the weight {value}, expected a number, 0 or more.",
                    item=item,
                    value=_shown(value),
                )
            )
    return points.mul(weights.reindex(ratings.index).astype(float), axis="rows").sum(axis="rows")


def summed_inconsistency(ratings: pd.DataFrame) -> pd.Series:
    """Return the sum of a row's inconsistency points, which one open tool calls diagnosticity.

    An item that contradicts every hypothesis comes first, though it separates none of them:
    compare `diagnosticity`, which gives it 0.
    """
    return _points(ratings).sum(axis="columns")


# --- reading and refusing ------------------------------------------------------------------------

_VALUES = {digit: RATINGS[word] for digit, word in DIGITS.items()}
_EMPTY = say("The matrix is empty: rate at least one item under at least one hypothesis.")
_NO_PRIOR = say("The prior is empty: give each hypothesis its share.")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _is_number(value: object) -> bool:
    plain = isinstance(value, Real) and not isinstance(value, bool | np.bool_)
    return plain and not np.isnan(float(value))


def _split(line: str) -> tuple[str, list[str]]:
    """Cut a typed line into the name of its row and what follows."""
    words = line.replace(",", " ").replace(":", " ").split()
    first = next((at for at, word in enumerate(words) if word[0].isdigit()), len(words))
    return " ".join(words[:first]), words[first:]


def _digit(value: object, name: object, item: object) -> int:
    text = str(int(value)) if _is_number(value) and float(value).is_integer() else value
    if not isinstance(text, str) or text not in {str(UNRATED), *map(str, DIGITS)}:
        raise RatingError(
            say(
                "{name}, {item}: found {value}, expected a digit from 1 to 5, or 0 for not rated.",
                name=name,
                item=item,
                value=_shown(value),
            )
        )
    return int(text)


def _points(ratings: pd.DataFrame) -> pd.DataFrame:
    known = {"II": 2, "I": 1, "N": 0, "C": 0, "CC": 0}
    table = ratings if isinstance(ratings, pd.DataFrame) else pd.DataFrame()
    strange = sorted({str(v) for v in table.to_numpy().ravel() if str(v) not in known})
    if strange or not table.size:
        raise RatingError(
            say(
                "A rating is one of {known}; found {strange}.",
                known=", ".join(known),
                strange=", ".join(strange) or say("none"),
            )
        )
    return table.apply(lambda column: column.map(known)).astype(float)


def _weights(likelihood: pd.DataFrame, origin: pd.Series | None) -> np.ndarray:
    """Return the weight of each item: 1, or one over how many share its origin."""
    if origin is None:
        return np.ones(len(likelihood))
    if not isinstance(origin, pd.Series) or not origin.index.is_unique:
        raise RatingError(say("The origins are a Series, one origin by item."))
    named = origin.reindex(likelihood.index).astype(object)
    missing = [str(item) for item, value in named.items() if pd.isna(value)]
    if missing:
        raise RatingError(say("No origin is given for {items}.", items=", ".join(missing)))
    return (1 / named.map(named.value_counts())).to_numpy(float)


def _logs(values: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore"):
        return np.log(values)


def _checked(table: pd.DataFrame) -> pd.DataFrame:
    if not isinstance(table, pd.DataFrame) or table.empty:
        raise RatingError(_EMPTY)
    if not table.index.is_unique or not table.columns.is_unique:
        raise RatingError(say("Two rows or two columns of the matrix have one name."))
    for column in table.columns:
        for item, value in table[column].items():
            if not _is_number(value) or not 0 <= value <= 1:
                raise RatingError(
                    say(
                        "{item}, {column}: found {value}, expected a number from 0 to 1.",
                        item=item,
                        column=column,
                        value=_shown(value),
                    )
                )
    return table.astype(float)


def _checked_prior(prior: pd.Series) -> pd.Series:
    if not isinstance(prior, pd.Series) or prior.empty:
        raise RatingError(_NO_PRIOR)
    checked = _checked(prior.to_frame(say("prior")))[say("prior")]
    if abs(checked.sum() - 1) > 1e-6:
        raise RatingError(
            say(
                "The priors sum to {total:g}; they are shares of one whole, so make them sum to 1.",
                total=checked.sum(),
            )
        )
    return checked
