"""How long does the reasoning engine take, and how long would plain loops take?

    python benchmarks/attribution.py

Seconds depend on the machine. The ratio against a loop that does the same in the same run does so
far less: that is the number to compare from one day to another. Before anything is timed, both
have to give the same result.
"""

import contextlib
import io
import math
import random
import statistics
import time
from collections.abc import Callable

import pandas as pd
from rich.console import Console
from rich.table import Table

from leaklab import attribution, charts, record, unsealing
from leaklab.controls import path
from leaklab.rendering import mime_bundle

HYPOTHESES = ["State service", "Non-State group", "Insider", "Opportunist", "Composite"]
ITEMS = ["V04", "V08", "V09", "V17", "V25", "V26"]
# the invented rater A of lesson 2.3
RATED = attribution.read_ratings(
    """
    State service    4 4 4 3 5 5
    Non-State group  4 2 3 3 5 5
    Insider          2 2 3 3 5 5
    Opportunist      3 2 3 3 5 5
    Composite        4 3 4 3 5 5
    """,
    HYPOTHESES,
    ITEMS,
)
PRIOR = pd.Series(0.2, index=HYPOTHESES)
DRAWS = 10_000
LIMITS = {"one redraw": 0.100, "10,000 draws": 0.050, "a lock": 0.200}  # seconds


def redraw() -> pd.Series:
    """Compute what one move of the matrix needs."""
    likelihood = attribution.likelihoods(RATED)
    attribution.diagnosticity(likelihood)
    return attribution.posterior(PRIOR, likelihood)


def redraw_in_a_loop() -> dict[str, float]:
    """The same sums on plain lists, without a label and without a check."""
    words = [0, 0.05, 0.2, 0.5, 0.8, 0.95]
    rows = [[words[digit] for digit in row] for row in RATED.to_numpy().tolist()]
    columns = list(zip(*rows, strict=True))
    for column in columns:
        math.log(max(column) / min(column))
    odds = [share * math.prod(row) for share, row in zip(PRIOR.tolist(), rows, strict=True)]
    return {name: value / sum(odds) for name, value in zip(HYPOTHESES, odds, strict=True)}


FIRST = charts.shares(RATED, PRIOR).to_dict()


def redraw_whole() -> dict:
    """Compute it and fill the chart: all that the kernel does for one move."""
    return mime_bundle(charts.shares_again(FIRST, RATED, PRIOR))


def redraw_anew() -> dict:
    """Make the whole chart anew for one move."""
    return mime_bundle(charts.shares(RATED, PRIOR).to_dict())


def draws() -> pd.DataFrame:
    return attribution.jitter(PRIOR, attribution.likelihoods(RATED), draws=DRAWS)


def draws_in_a_loop() -> list[list[float]]:
    """The same jitter, each cell of each draw by itself."""
    table = attribution.likelihoods(RATED).to_numpy().tolist()
    rng, found = random.Random(2017), []
    for _ in range(DRAWS):
        odds = []
        for column, prior in enumerate(PRIOR):
            log = math.log(prior)
            for row in table:
                log += math.log(row[column]) + rng.gauss(0, 0.5)
            odds.append(math.exp(log))
        total = sum(odds)
        found.append([share / total for share in odds])
    return found


class Lock:
    """One lock of lesson 2.4 and its undoing; the box is shown, and what it prints is kept away."""

    def __init__(self) -> None:
        self.opened = unsealing.cards(record.load("statements"))
        self.box = path.Locking(self.opened, name="benchmark")
        with contextlib.redirect_stdout(io.StringIO()):
            self.box.display()

    def __call__(self) -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            self.box.words["posting"].value, self.box.bys["posting"].value = 6, "Reuters"
            self.box.lock()
            self.box.unlock()

    def anew(self) -> list[dict]:
        """Make the picture of one lock anew, twice: for the lock and for its undoing."""
        locks = unsealing.no_locks()
        return [mime_bundle(charts.own_path(locks, self.opened).to_dict()) for _ in range(2)]


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Return the median time of some rounds, after one that does not count."""
    work()
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def agree() -> None:
    """Stop if the engine and the loops do not give the same."""
    same = charts.shares(RATED, PRIOR).to_dict() == charts.shares_again(FIRST, RATED, PRIOR)
    looped = pd.DataFrame(draws_in_a_loop(), columns=HYPOTHESES)
    apart = (draws().quantile([0.05, 0.5, 0.95]) - looped.quantile([0.05, 0.5, 0.95])).abs()
    same &= (redraw() - pd.Series(redraw_in_a_loop())).abs().max() < 1e-12
    if not same or apart.to_numpy().max() > 0.03:
        raise SystemExit("The engine and its peers do not agree: a time would mean nothing.")


def main() -> None:
    agree()
    loop, anew, looped = (
        seconds(work, rounds)
        for work, rounds in [(redraw_in_a_loop, 41), (redraw_anew, 11), (draws_in_a_loop, 3)]
    )
    lock = Lock()
    rows = [
        ("computation of one redraw", seconds(redraw, 41), "plain loops", loop, "one redraw"),
        ("the same, chart included", seconds(redraw_whole, 41), "made anew", anew, "one redraw"),
        ("10,000 draws", seconds(draws, 21), "plain loops", looped, "10,000 draws"),
        ("a lock and its undoing", seconds(lock, 11), "made anew", seconds(lock.anew, 7), "a lock"),
    ]
    table = Table("what", "ms", "limit", "peer", "peer's ms", "times as fast")
    slow = False
    for what, took, peer, other, limit in rows:
        slow |= took > LIMITS[limit]
        times = (1000 * took, 1000 * LIMITS[limit], 1000 * other, other / took)
        took_ms, most, peer_ms, ratio = (f"{value:.3g}" for value in times)
        table.add_row(what, took_ms, most, peer, peer_ms, ratio)
    Console().print(table)
    raise SystemExit("Something takes longer than its limit." if slow else 0)


if __name__ == "__main__":
    main()
