"""The rumour of leaklab.spread reaches as many as NDlib's and Mesa's, on the same network.

Both are for benchmarks only (benchmarks/requirements.txt): without them these tests are skipped,
unless the environment variable CI_PEERS is 1, when they fail. What the rules of a step share is
said in benchmarks/spread_peers.py. All seeds are fixed: the result is the same each time.
"""

import importlib.util
import math
import os
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from leaklab import spread

FILE = Path(__file__).resolve().parents[1] / "benchmarks" / "spread_peers.py"
NODES, STEPS, RUNS = 200, 60, 250


@pytest.fixture(scope="module")
def peers() -> ModuleType:
    if os.environ.get("CI_PEERS") != "1":
        pytest.importorskip("ndlib", reason="a benchmark dependency, not installed")
        pytest.importorskip("mesa", reason="a benchmark dependency, not installed")
    spec = importlib.util.spec_from_file_location("spread_peers", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("peer", ["NDlib", "Mesa"])
@pytest.mark.parametrize(
    ("share", "fatigue", "first_posters"), [(0.05, 0.1, 5), (0.15, 0.4, 2), (0.3, 1, 1)]
)
def test_as_many_are_reached_as_in(peers, peer, share, fatigue, first_posters) -> None:
    """Mean readers at the end, and after 5 steps, within 4 standard errors of the difference."""
    graph = spread.grow(NODES, 3, seed=4)
    ours = spread.simulate(
        graph,
        share=share,
        fatigue=fatigue,
        steps=STEPS,
        first_posters=first_posters,
        runs=10 * RUNS,
        seed=6,
    )
    model = peers.PEERS[peer](graph, share, fatigue)
    theirs = np.array([model.run(STEPS, first_posters, seed) for seed in range(RUNS)])
    assert theirs.shape == (RUNS, STEPS + 1)
    assert (theirs[:, 0] == first_posters).all()
    for step in (1, 5, STEPS):
        one, two = ours[:, step], theirs[:, step]
        error = math.sqrt(one.var() / len(one) + two.var() / len(two))
        assert abs(one.mean() - two.mean()) <= 4 * error, step
