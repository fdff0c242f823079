"""How long does a rumour take, and how long would NDlib and Mesa take?

    build/bench/bin/python benchmarks/spread.py

Needs benchmarks/requirements.txt, in an environment of its own: see benchmarks/README.md. The same
network, the same settings, the same number of steps, plain SIR, one run. The network of each tool
is made before, since a control makes none. Each round times every tool in turn, so that a busy
minute falls on all of them. Before anything is timed, all have to reach as many readers.
"""

import math
import platform
import statistics
import time
from collections.abc import Callable, Iterator

import numpy as np
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from leaklab import charts, spread
from leaklab.controls.spread import Knobs
from leaklab.rendering import mime_bundle

try:
    from spread_peers import PEERS
except ModuleNotFoundError as error:
    raise SystemExit(
        f"{error.name} is not installed: see benchmarks/README.md for the environment of this one."
    ) from None

RATES = {"share": 0.05, "fatigue": 0.1}
STEPS, FIRST, LINKS = 60, 10, 3
SIZES = (1_000, 10_000)
ROUNDS = 9
AGREEING = 30  # runs of each peer on the smaller network before anything is timed
TIMES_AS_FAST = 50  # at the larger size
LIMIT = 0.100  # seconds, from a control to the chart of 20 runs on 5,000 nodes
Work = Callable[[int], object]


def works(nodes: int) -> dict[str, Work]:
    """Return one run of each tool on the same network, by name; it takes a seed."""
    network = spread.grow(nodes, LINKS, seed=42)

    def ours(seed: int) -> list[int]:
        return spread.simulate(
            network, **RATES, steps=STEPS, first_posters=FIRST, runs=1, seed=seed
        )[0].tolist()

    def peer(model) -> Work:
        return lambda seed: model.run(STEPS, FIRST, seed)

    return {"leaklab": ours} | {name: peer(make(network, **RATES)) for name, make in PEERS.items()}


def seconds(work: Work, seed: int) -> float:
    began = time.perf_counter()
    work(seed)
    return time.perf_counter() - began


def agree(tools: dict[str, Work], tick: Callable[[], None]) -> None:
    """Stop if the mean readers at the end lie further apart than 4 standard errors."""
    ends = {}
    for name, work in tools.items():
        ends[name] = [work(seed)[-1] for seed in range(AGREEING)]
        tick()
    ours = ends.pop("leaklab")
    for name, theirs in ends.items():
        error = math.sqrt((np.var(ours) + np.var(theirs)) / AGREEING)
        if abs(np.mean(ours) - np.mean(theirs)) > 4 * error:
            raise SystemExit(f"leaklab and {name} do not agree: a time would mean nothing.")


def controls() -> Iterator[tuple[str, Work]]:
    """Yield what a move of a control of lesson 3.3 needs, on 5,000 nodes, 20 runs."""
    network = spread.grow(5_000, LINKS, seed=42)
    given = {**RATES, "steps": STEPS, "first_posters": FIRST}
    knobs = Knobs(network, given)

    def anew(seed: int) -> dict:
        readers = spread.simulate(network, **given, runs=20, seed=seed)
        return mime_bundle(charts.spread_dots(readers, 5_000, given).to_dict())

    yield "20 runs, 5,000 nodes", lambda s: spread.simulate(network, **given, runs=20, seed=s)
    yield "the same, to the chart", lambda _: mime_bundle(knobs.specification())
    yield "the same, chart made anew", anew
    yield "a network grown, 5,000 nodes", lambda seed: spread.grow(5_000, LINKS, seed=seed)
    yield "the shortcut, 5,000 nodes", lambda _: spread.mean_field(network, **given)


def main(console: Console) -> bool:
    """Time all, print the tables, and say whether both goals are met."""
    took: dict[tuple[int, str], list[float]] = {}
    with Progress(console=console, transient=True) as progress:
        # a round weighs as much as its network is large
        total = sum(ROUNDS * size for size in SIZES) + AGREEING * len(PEERS) * SIZES[0]
        bar = progress.add_task("setting up", total=total)
        for nodes in SIZES:
            tools = works(nodes)
            if nodes == SIZES[0]:
                progress.update(bar, description="do they agree?")
                step = AGREEING * len(PEERS) * nodes / len(tools)
                agree(tools, lambda step=step: progress.advance(bar, step))
            for work in tools.values():
                work(0)  # one that does not count
            progress.update(bar, description=f"{nodes:,} nodes")
            for round_ in range(ROUNDS):
                for name, work in tools.items():
                    took.setdefault((nodes, name), []).append(seconds(work, round_))
                progress.advance(bar, nodes)
        progress.update(bar, description="controls")
        moves = {
            what: statistics.median(seconds(work, seed) for seed in range(ROUNDS + 1))
            for what, work in controls()
        }

    median = {key: statistics.median(times) for key, times in took.items()}
    table = Table("nodes", "tool", "ms a run", "fastest", "times as slow")
    for (nodes, name), value in median.items():
        ratio = value / median[nodes, "leaklab"]
        fastest = min(took[nodes, name])
        table.add_row(
            f"{nodes:,}", name, f"{1000 * value:.3g}", f"{1000 * fastest:.3g}", f"{ratio:.3g}"
        )
    console.print(
        f"One run, {STEPS} steps, median of {ROUNDS}. Python {platform.python_version()}."
    )
    console.print(table)
    table = Table("what", "ms", "limit")
    for what, value in moves.items():
        limit = f"{1000 * LIMIT:.0f}" if "to the chart" in what else ""
        table.add_row(what, f"{1000 * value:.3g}", limit)
    console.print(table)
    slowest_ratio = min(median[SIZES[-1], name] / median[SIZES[-1], "leaklab"] for name in PEERS)
    return slowest_ratio >= TIMES_AS_FAST and moves["the same, to the chart"] <= LIMIT


if __name__ == "__main__":
    try:
        met = main(Console())
    except KeyboardInterrupt:
        raise SystemExit("Stopped before the end: nothing to show.") from None
    raise SystemExit(0 if met else f"Less than {TIMES_AS_FAST} times as fast, or over the limit.")
