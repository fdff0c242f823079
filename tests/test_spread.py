"""A rumour on a network: the toy's arithmetic, what it promises for a seed, what it refuses."""

import inspect
import math
import random
import tracemalloc
from collections import deque
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from casework import one_sentence
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from leaklab import spread
from leaklab.spread import SpreadError

GRAPH = spread.grow(60, 2, seed=5)
USUAL = {
    "share": 0.2,
    "fatigue": 0.3,
    "steps": 12,
    "first_posters": 2,
    "runs": 4,
    "seed": 17,
}
RATES = st.floats(0, 1)
SEEDS = st.integers(0, 2**32)
GRAPHS = st.builds(
    lambda nodes, links, seed: spread.grow(nodes + links, links, seed=seed),
    st.integers(1, 50),
    st.integers(1, 4),
    SEEDS,
)
# many examples, the same ones each time
often = settings(max_examples=150, deadline=None, derandomize=True)


def run(graph=GRAPH, **changed) -> np.ndarray:
    return spread.simulate(graph, **{**USUAL, **changed})


def neighbours(graph: sparse.csr_array) -> list[list[int]]:
    return [row.tolist() for row in np.split(graph.indices, graph.indptr[1:-1])]


def path(nodes: int) -> sparse.csr_array:
    """Everybody in a row, each knowing the one before and the one after."""
    ones = np.ones(nodes - 1)
    return sparse.diags_array([ones, ones], offsets=[-1, 1]).tocsr()


# --- the network ---------------------------------------------------------------------------------


@given(GRAPHS)
@often
def test_a_grown_network_is_simple_symmetric_and_in_one_piece(graph) -> None:
    assert isinstance(graph, sparse.csr_array)
    assert set(graph.data) == {1}
    assert not graph.diagonal().any()
    assert not (graph != graph.T).nnz
    assert sparse.csgraph.connected_components(graph)[0] == 1


@pytest.mark.parametrize(("nodes", "links"), [(2, 1), (4, 3), (5, 3), (200, 1), (500, 3)])
def test_a_grown_network_has_the_links_it_should(nodes: int, links: int) -> None:
    graph = spread.grow(nodes, links, seed=1)
    assert graph.shape == (nodes, nodes)
    assert graph.nnz == links * (links + 1) + 2 * links * (nodes - links - 1)
    assert graph.sum(axis=1).min() == links


def test_the_same_seed_grows_the_same_network_and_another_another() -> None:
    one, same, other = (spread.grow(300, seed=seed) for seed in (8, 8, 9))
    assert not (one != same).nnz
    assert (one != other).nnz
    assert inspect.signature(spread.grow).parameters["links"].default == 3


def test_few_have_very_many_links() -> None:
    graph = spread.grow(5_000, 3, seed=2)
    degree = graph.sum(axis=1)
    assert degree.max() > 20 * degree.mean()
    assert np.median(degree) < degree.mean()
    # the law of Barabási and Albert: P(k) = 2m(m + 1) / (k(k + 1)(k + 2)), so that 2/5 have 3
    assert (degree == 3).mean() == pytest.approx(2 / 5, abs=0.03)
    assert (degree >= 12).mean() == pytest.approx(3 * 4 / (12 * 13), abs=0.015)


def test_newcomers_prefer_those_who_have_many() -> None:
    """With links=1, from two people who know each other: the fourth picks in proportion."""
    picked = [spread.grow(4, 1, seed=seed).toarray() for seed in range(4_000)]
    # whom the third joined has 2 of the 4 ends
    joined_the_hub = np.mean([one[3, :3] @ one[:3, :3].sum(axis=1) == 2 for one in picked])
    # 4 standard errors of a share of 1/2 among 4,000 are 0.032
    assert joined_the_hub == pytest.approx(1 / 2, abs=0.032)


# --- one run: what always holds ------------------------------------------------------------------


@given(
    graph=GRAPHS,
    share=RATES,
    fatigue=RATES,
    heeded=RATES,
    correction=st.none() | st.integers(0, 12),
    runs=st.integers(1, 5),
    steps=st.integers(0, 10),
    seed=SEEDS,
    part=RATES,
)
@often
def test_readers_never_become_fewer_nor_more_than_there_are(
    graph, share, fatigue, heeded, correction, runs, steps, seed, part
) -> None:
    nodes = graph.shape[0]
    first = 1 + int(part * (nodes - 1))
    found = spread.simulate(
        graph,
        share=share,
        fatigue=fatigue,
        steps=steps,
        first_posters=first,
        runs=runs,
        seed=seed,
        correction=correction,
        heeded=heeded,
    )
    assert found.shape == (runs, steps + 1)
    assert found.dtype.kind == "i"
    assert (found[:, 0] == first).all()
    assert (np.diff(found) >= 0).all()
    assert found.max() <= nodes


def test_a_share_of_nothing_reaches_nobody() -> None:
    assert (run(share=0, runs=50) == USUAL["first_posters"]).all()


@pytest.mark.parametrize("fatigue", [0, 0.4, 1])
def test_a_share_of_one_reaches_everybody_within_so_many_links(fatigue: float) -> None:
    """Each new reader tells all neighbours at the next step: readers are a ball that grows."""
    known = neighbours(GRAPH)

    def ball(first: int) -> list[int]:
        distance, queue = {first: 0}, deque([first])
        while queue:
            person = queue.popleft()
            for other in known[person]:
                if other not in distance:
                    distance[other] = distance[person] + 1
                    queue.append(other)
        return [sum(far <= step for far in distance.values()) for step in range(7)]

    balls = {tuple(ball(first)) for first in range(len(known))}
    found = run(share=1, fatigue=fatigue, first_posters=1, runs=40, steps=6)
    assert {tuple(row) for row in found.tolist()} <= balls
    assert len({tuple(row) for row in found.tolist()}) > 5


def test_who_tires_at_once_shares_one_step_and_no_more() -> None:
    """On a path, told with 1/2: the way in each direction is a row of heads, tails ends it."""
    found = run(path(2_001), share=0.5, fatigue=1, first_posters=1, runs=3_000, steps=30)
    lasted = (np.diff(found) > 0).sum(axis=1)  # the steps in which somebody new was reached
    assert (np.diff(found) <= 2).all()
    # each direction lasts n steps with probability 1/2 ** (n + 1), and the longer of two counts
    for steps in range(4):
        wanted = (1 - 0.5 ** (steps + 1)) ** 2
        error = math.sqrt(wanted * (1 - wanted) / len(found))
        assert (lasted <= steps).mean() == pytest.approx(wanted, abs=4 * error)


def test_without_fatigue_everybody_is_reached_in_the_end() -> None:
    assert (run(fatigue=0, share=0.5, steps=200)[:, -1] == 60).all()


@pytest.mark.parametrize(("share", "fatigue"), [(0.3, 0.2), (0.05, 0.6), (0.9, 0), (0.5, 1)])
def test_two_people_meet_as_the_formula_says(share: float, fatigue: float) -> None:
    """Reached before the teller tires: share / (1 - (1 - share)(1 - fatigue))."""
    found = run(path(2), share=share, fatigue=fatigue, first_posters=1, runs=20_000, steps=400)
    wanted = share / (1 - (1 - share) * (1 - fatigue))
    error = math.sqrt(wanted * (1 - wanted) / len(found))
    assert (found[:, -1] == 2).mean() == pytest.approx(wanted, abs=4 * error + 1e-12)
    assert (found[:, 1] == 2).mean() == pytest.approx(share, abs=4 * math.sqrt(0.25 / len(found)))


def test_several_sharers_count_as_several_tellings() -> None:
    """Nineteen know the one person who has not read: reached with 1 - (1 - share) ** 19."""
    star = sparse.csr_array(np.ones((20, 20)) - np.eye(20))
    found = run(star, share=0.05, first_posters=19, runs=20_000, steps=1)
    wanted = 1 - 0.95**19
    error = math.sqrt(wanted * (1 - wanted) / len(found))
    assert (found[:, 1] == 20).mean() == pytest.approx(wanted, abs=4 * error)


def test_nobody_reads_who_is_linked_to_nobody() -> None:
    alone = sparse.csr_array((7, 7))
    assert (run(alone, share=1) == 2).all()
    assert (run(sparse.csr_array((1, 1)), first_posters=1) == 1).all()


def test_everybody_may_post_first() -> None:
    assert (run(first_posters=60) == 60).all()


def test_first_posters_are_drawn_evenly() -> None:
    """Of a hub and nine others, each posts first in a tenth of the runs."""
    hub = sparse.csr_array(
        np.eye(10)[[0]].T @ np.ones((1, 10)) + np.ones((10, 1)) @ np.eye(10)[[0]]
    )
    hub.setdiag(0)
    found = run(hub, share=1, first_posters=1, runs=5_000, steps=1)
    error = math.sqrt(0.1 * 0.9 / len(found))
    assert (found[:, 1] == 10).mean() == pytest.approx(0.1, abs=4 * error)
    assert set(found[:, 1]) == {2, 10}


# --- chance: what a seed fixes -------------------------------------------------------------------


@given(seed=SEEDS, more=st.integers(1, 6), later=st.integers(1, 9))
@often
def test_run_k_stays_the_same_however_many_runs_and_steps_are_asked_for(seed, more, later) -> None:
    small = run(seed=seed)
    assert np.array_equal(small, run(seed=seed))
    large = run(seed=seed, runs=4 + more, steps=12 + later)
    assert np.array_equal(small, large[:4, :13])


def test_another_seed_gives_other_runs_and_runs_differ() -> None:
    found = [run(seed=seed, runs=12) for seed in (1, 2)]
    assert not np.array_equal(*found)
    assert len(set(found[0][:, -1])) > 3


@given(graph=GRAPHS, seed=SEEDS, pair=st.tuples(RATES, RATES), name=st.sampled_from("sfh"))
@often
def test_a_rate_that_helps_the_rumour_never_costs_readers(graph, seed, pair, name) -> None:
    low, high = sorted(pair)
    name = {"s": "share", "f": "fatigue", "h": "heeded"}[name]
    usual = {"first_posters": 1, "seed": seed, "correction": 3, "heeded": 0.5}
    less, more = (run(graph, **{**usual, name: rate}) for rate in (low, high))
    if name != "share":
        less, more = more, less
    assert (less <= more).all()


@given(graph=GRAPHS, seed=SEEDS, pair=st.tuples(st.integers(0, 13), st.integers(0, 13)))
@often
def test_nor_do_more_first_posters_or_a_later_correction(graph, seed, pair) -> None:
    early, late = sorted(pair)
    usual = {"seed": seed, "heeded": 0.8, "first_posters": 1}
    first, second = (run(graph, **usual, correction=step) for step in (early, late))
    assert (first <= second).all()
    few, many = (min(count + 1, graph.shape[0]) for count in (early, late))
    first, second = (run(graph, **{**usual, "first_posters": count}) for count in (few, many))
    assert (first <= second).all()


# --- the correction ------------------------------------------------------------------------------


def test_a_correction_after_the_end_or_heeded_by_nobody_is_none() -> None:
    plain = run(runs=20)
    assert np.array_equal(plain, run(runs=20, correction=13, heeded=1))
    assert np.array_equal(plain, run(runs=20, correction=10**30, heeded=1))
    assert np.array_equal(plain, run(runs=20, correction=4, heeded=0))
    assert np.array_equal(plain, run(runs=20, heeded=1))


@pytest.mark.parametrize("correction", [1, 2, 5, 12])
@pytest.mark.parametrize("share", [0.3, 1])
def test_a_correction_that_all_heed_ends_it_at_its_step(share: float, correction: int) -> None:
    plain = run(share=share, runs=20, fatigue=0)
    stopped = run(share=share, runs=20, fatigue=0, correction=correction, heeded=1)
    assert np.array_equal(stopped[:, :correction], plain[:, :correction])
    assert (stopped[:, correction:] == stopped[:, [correction - 1]]).all()


def test_a_correction_from_the_start_is_a_smaller_share() -> None:
    small = run(share=0.5 * (1 - 0.25), runs=20)
    for correction in (0, 1):
        assert np.array_equal(run(share=0.5, runs=20, correction=correction, heeded=0.25), small)


# --- the same model, written as plainly as possible ----------------------------------------------


def in_a_loop(
    known: list[list[int]],
    share: float,
    fatigue: float,
    steps: int,
    first_posters: int,
    correction: int,
    heeded: float,
    chance: random.Random,
) -> list[int]:
    """Run the model person by person and telling by telling."""
    reader = set(chance.sample(range(len(known)), first_posters))
    sharing, readers = set(reader), [first_posters]
    for step in range(1, steps + 1):
        rate = share * (1 - heeded) if step >= correction else share
        told = [other for person in sorted(sharing) for other in known[person]]
        new = {other for other in told if other not in reader and chance.random() < rate}
        sharing = {person for person in sorted(sharing) if chance.random() >= fatigue} | new
        reader |= new
        readers.append(len(reader))
    return readers


@pytest.mark.parametrize(
    ("share", "fatigue", "first_posters", "correction", "heeded"),
    [
        (0.05, 0.1, 1, 99, 0),
        (0.15, 0.3, 3, 99, 0),
        (0.4, 1, 2, 99, 0),
        (0.05, 0, 5, 99, 0),
        (0.2, 0.2, 2, 4, 0.75),
        (1, 0.5, 1, 2, 0.9),
    ],
)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_agrees_with_a_plain_loop(
    share, fatigue, first_posters, correction, heeded, seed
) -> None:
    """Means at three steps within 4 standard errors of their difference, and so the spread."""
    graph, runs = spread.grow(80, 2, seed=seed), 500
    chance, known = random.Random(seed), neighbours(graph)
    looped = np.array(
        [
            in_a_loop(known, share, fatigue, 25, first_posters, correction, heeded, chance)
            for _ in range(runs)
        ]
    )
    found = spread.simulate(
        graph,
        share=share,
        fatigue=fatigue,
        steps=25,
        first_posters=first_posters,
        runs=4 * runs,
        seed=seed,
        correction=correction,
        heeded=heeded,
    )
    for step in (1, 5, 25):
        one, two = found[:, step], looped[:, step]
        error = math.sqrt(one.var() / len(one) + two.var() / len(two))
        assert abs(one.mean() - two.mean()) <= 4 * error + 1e-9, step
        # the two-sample Kolmogorov-Smirnov distance, at a level of about 0.0001
        values = np.union1d(one, two)
        below = (np.searchsorted(np.sort(part), values, "right") / len(part) for part in (one, two))
        distance = np.abs(np.subtract(*below)).max()
        assert distance <= 2.23 * math.sqrt(1 / len(one) + 1 / len(two)), step


# --- the shortcut --------------------------------------------------------------------------------


def test_the_shortcut_overstates_reach() -> None:
    """On 5,000 nodes, links=3, share .05, fatigue .1: .84 expected, .76 on the network."""
    graph = spread.grow(5_000, 3, seed=1)
    usual = {"share": 0.05, "fatigue": 0.1, "steps": 60, "first_posters": 10}
    ran = spread.simulate(graph, **usual, runs=20, seed=3)[:, -1] / 5_000
    expected = spread.mean_field(graph, **usual)[-1] / 5_000
    assert expected == pytest.approx(0.84, abs=0.005)
    assert ran.mean() == pytest.approx(0.765, abs=0.01)
    assert ran.max() < expected


@given(GRAPHS, RATES, RATES, st.integers(0, 30), RATES)
@often
def test_the_shortcut_never_falls_and_stays_in_bounds(graph, share, fatigue, steps, part) -> None:
    nodes = graph.shape[0]
    first = 1 + int(part * (nodes - 1))
    found = spread.mean_field(graph, share=share, fatigue=fatigue, steps=steps, first_posters=first)
    assert found.shape == (steps + 1,)
    assert found[0] == first
    assert (np.diff(found) >= -1e-9).all()
    assert found.max() <= nodes + 1e-9


def test_the_shortcut_step_by_step_where_all_have_the_same_links() -> None:
    """Ten people who all know each other: one bin, so that the formula can be done by hand."""
    graph = sparse.csr_array(np.ones((10, 10)) - np.eye(10))
    found = spread.mean_field(graph, share=0.1, fatigue=0.5, steps=2, first_posters=1)
    unreached, sharers = 0.9, 0.1
    for readers in found[1:]:
        reached = unreached * (1 - (1 - 0.1 * sharers) ** 9)
        unreached, sharers = unreached - reached, sharers * 0.5 + reached
        assert readers == pytest.approx(10 * (1 - unreached))


def test_the_shortcut_is_right_in_the_first_step_but_for_who_knows_whom() -> None:
    """It holds where nobody is linked, and where nobody shares."""
    alone = spread.mean_field(
        sparse.csr_array((7, 7)), share=1, fatigue=0, steps=3, first_posters=2
    )
    silent = spread.mean_field(GRAPH, share=0, fatigue=0.1, steps=3, first_posters=2)
    assert alone == pytest.approx([2] * 4)
    assert silent == pytest.approx([2] * 4)


# --- what cannot be used -------------------------------------------------------------------------

NAN = float("nan")
ONE_WAY = sparse.csr_array(np.array([[0, 1], [0, 0]]))
IN_A_RING = sparse.csr_array(np.array([[0, 1, 0], [0, 0, 1], [1, 0, 0]]))
BAD = [
    ({"share": -0.1}, "share must lie between 0 and 1, and -0.1 does not."),
    ({"share": 1.1}, "share must lie between 0 and 1, and 1.1 does not."),
    ({"share": NAN}, "share must lie between 0 and 1, and nan does not."),
    ({"share": math.inf}, "share must lie between 0 and 1, and inf does not."),
    ({"share": True}, "share must be a number from 0 to 1, not True."),
    ({"share": np.True_}, "share must be a number from 0 to 1, not np.True_."),
    ({"share": "0.1"}, "share must be a number from 0 to 1, not '0.1'."),
    ({"share": None}, "share must be a number from 0 to 1, not None."),
    ({"share": 1j}, "share must be a number from 0 to 1, not 1j."),
    ({"share": np.array([0.1])}, "share must be a number from 0 to 1, not array([0.1])."),
    ({"fatigue": -1}, "fatigue must lie between 0 and 1, and -1 does not."),
    ({"fatigue": NAN}, "fatigue must lie between 0 and 1, and nan does not."),
    ({"fatigue": "often"}, "fatigue must be a number from 0 to 1, not 'often'."),
    ({"steps": -1}, "steps must be 0 or more, not -1."),
    ({"steps": 2.0}, "steps must be a whole number, not 2.0."),
    ({"steps": True}, "steps must be a whole number, not True."),
    ({"steps": 10_001}, "steps must be 10,000 or fewer, not 10001."),
    ({"steps": 10**18}, "steps must be 10,000 or fewer, not 1000000000000000000."),
    ({"steps": 10**9_999}, "steps must be 10,000 or fewer, not a number of thousands of digits."),
    ({"first_posters": 0}, "first_posters must be 1 or more, not 0."),
    ({"first_posters": 61}, "first_posters=61 is more than all 60 nodes of the network."),
    ({"first_posters": 1.5}, "first_posters must be a whole number, not 1.5."),
    ({"first_posters": "two"}, "first_posters must be a whole number, not 'two'."),
    ({"graph": sparse.csr_array((0, 0))}, "adjacency has 0 nodes, and a rumour needs people."),
    ({"graph": np.zeros((3, 3))}, "adjacency must be a scipy.sparse array, not ndarray."),
    ({"graph": None}, "adjacency must be a scipy.sparse array, not NoneType."),
    (
        {"graph": sparse.csr_array((3, 4))},
        "adjacency must have as many rows as columns, and its shape is (3, 4).",
    ),
    (
        {"graph": sparse.coo_array(np.ones(3))},
        "adjacency must have as many rows as columns, and its shape is (3,).",
    ),
    ({"graph": ONE_WAY}, "adjacency must be symmetric: whoever somebody knows knows them too."),
    ({"graph": IN_A_RING}, "adjacency must be symmetric: whoever somebody knows knows them too."),
    ({"graph": -GRAPH}, "adjacency must hold 0 and 1, and it holds -1."),
    ({"graph": 2 * GRAPH}, "adjacency must hold 0 and 1, and it holds 2."),
    ({"graph": GRAPH * NAN}, "adjacency must hold 0 and 1, and it holds nan."),
    ({"graph": GRAPH * 0.5}, "adjacency must hold 0 and 1, and it holds 0.5."),
    ({"graph": GRAPH.astype(complex)}, "adjacency must hold 0 and 1, and it holds complex128."),
    ({"graph": sparse.eye_array(5)}, "adjacency links somebody to themselves."),
]
ONLY_RUNS = [
    ({"runs": 0}, "runs must be 1 or more, not 0."),
    ({"runs": False}, "runs must be a whole number, not False."),
    ({"runs": 20.0}, "runs must be a whole number, not 20.0."),
    ({"seed": -1}, "seed must be 0 or more, not -1."),
    ({"seed": None}, "seed must be a whole number, not None."),
    (
        {"seed": "x" * 99},
        "seed must be a whole number, not 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx....",
    ),
    ({"correction": -2}, "correction must be 0 or more, not -2."),
    ({"correction": 2.5}, "correction must be a whole number, not 2.5."),
    ({"correction": True}, "correction must be a whole number, not True."),
    ({"heeded": -0.5}, "heeded must lie between 0 and 1, and -0.5 does not."),
    ({"heeded": NAN}, "heeded must lie between 0 and 1, and nan does not."),
    ({"heeded": False}, "heeded must be a number from 0 to 1, not False."),
    ({"heeded": "all"}, "heeded must be a number from 0 to 1, not 'all'."),
]
GROWN = [
    ({"nodes": 0}, "nodes must be 1 or more, not 0."),
    ({"nodes": -5}, "nodes must be 1 or more, not -5."),
    ({"nodes": 3}, "nodes=3 is too few for links=3, which need 4 at least."),
    ({"nodes": "many"}, "nodes must be a whole number, not 'many'."),
    ({"nodes": 100.0}, "nodes must be a whole number, not 100.0."),
    ({"nodes": True}, "nodes must be a whole number, not True."),
    ({"links": 0}, "links must be 1 or more, not 0."),
    ({"links": NAN}, "links must be a whole number, not nan."),
    ({"seed": -1}, "seed must be 0 or more, not -1."),
    ({"seed": True}, "seed must be a whole number, not True."),
]


def refused(work: Callable[[], object]) -> str:
    """Return the one sentence with which something is refused."""
    with pytest.raises(SpreadError) as raised:
        work()
    message = str(raised.value)
    assert one_sentence(message)
    return message


@pytest.mark.parametrize(("bad", "message"), BAD + ONLY_RUNS)
def test_simulate_refuses_in_one_sentence(bad, message) -> None:
    assert refused(lambda: run(**bad)) == message


@pytest.mark.parametrize(("bad", "message"), BAD)
def test_mean_field_refuses_the_same(bad, message) -> None:
    usual = {name: USUAL[name] for name in ("share", "fatigue", "steps", "first_posters")}
    given = {**usual, **bad}
    graph = given.pop("graph", GRAPH)
    assert refused(lambda: spread.mean_field(graph, **given)) == message


@pytest.mark.parametrize(("bad", "message"), GROWN)
def test_grow_refuses_in_one_sentence(bad, message) -> None:
    assert refused(lambda: spread.grow(**{"nodes": 100, "links": 3, "seed": 1, **bad})) == message


@pytest.mark.parametrize(
    ("work", "sizes"),
    [
        (lambda: spread.grow(10**9, seed=1), ["1,000,000,000 nodes", "3 links", "480.0 GB"]),
        (lambda: spread.grow(10**6, 10**5, seed=1), ["1,000,000 nodes", "100,000 links"]),
        (lambda: run(runs=10**9), ["1,000,000,000 runs", "60 nodes", "12 steps"]),
        (lambda: run(runs=10**6, steps=10_000), ["1,000,000 runs", "10,000 steps"]),
        (lambda: run(sparse.coo_array((10**9, 10**9))), ["4 runs", "1,000,000,000 nodes"]),
        (
            lambda: spread.mean_field(
                sparse.coo_array((10**9, 10**9)), share=0.1, fatigue=0.1, steps=5, first_posters=1
            ),
            ["1,000,000,000 nodes", "0 entries"],
        ),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_allocated(work, sizes) -> None:
    tracemalloc.start()
    try:
        message = refused(work)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [size for size in [*sizes, "GB of memory"] if size not in message] == []
    assert peak < 1_000_000  # bytes


def test_little_free_memory_lowers_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "_free", lambda: 1_000_000)
    assert "no more than 0.0 GB may be taken" in refused(lambda: spread.grow(10_000, seed=1))
    assert "10 runs of 60 nodes" not in str(run(runs=10))
    assert "1,000 runs of 60 nodes" in refused(lambda: run(runs=1_000))


def test_the_limit_holds_where_the_system_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(*_, **__):
        raise FileNotFoundError

    monkeypatch.setattr(spread.Path, "read_text", unreadable)
    assert spread._free() == spread.MOST_BYTES


@pytest.mark.parametrize(
    ("told", "free"),
    [
        ({"meminfo": "MemTotal: 9 kB\nMemAvailable: 5 kB\n", "memory.max": "max\n"}, 5 * 1024),
        ({"memory.max": "3000\n", "memory.current": "1000\n"}, 2000),
        ({"memory.max": "3000\n", "memory.current": "4000\n"}, 0),
        ({"meminfo": "MemAvailable: 1 kB", "memory.max": "9", "memory.current": "4"}, 5),
        ({"meminfo": "MemAvailable: much"}, spread.MOST_BYTES),
    ],
)
def test_the_memory_that_system_and_container_give(monkeypatch, told, free) -> None:
    def read(file, **_):
        if file.name not in told:
            raise FileNotFoundError
        return told[file.name]

    monkeypatch.setattr(spread.Path, "read_text", read)
    assert spread._free() == free


@pytest.mark.parametrize(
    ("work", "estimate"),
    [
        (lambda: spread.grow(3_000, 3, seed=1), 3_000 * 3 * spread.BYTES_A_LINK),
        (lambda: spread.grow(3_000, 1, seed=1), 3_000 * spread.BYTES_A_LINK),
        (lambda: spread.grow(300, 290, seed=1), 300 * 290 * spread.BYTES_A_LINK),
        (
            lambda: run(runs=2_000, steps=3),
            2_000 * (60 * spread.BYTES_A_PERSON_AND_RUN + 4 * 8),
        ),
    ],
)
def test_the_estimate_is_not_too_low(work, estimate: int) -> None:
    work()
    tracemalloc.start()
    try:
        work()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert estimate / 6 < peak < estimate


# --- what is taken as it comes -------------------------------------------------------------------


@pytest.mark.parametrize(
    "convert",
    [
        lambda graph: graph.tocoo(),
        lambda graph: graph.tocsc(),
        lambda graph: graph.tolil(),
        lambda graph: sparse.csr_matrix(graph),
        lambda graph: graph.astype(bool),
        lambda graph: graph.astype(np.int8),
        lambda graph: graph.astype(np.float64),
    ],
)
def test_every_kind_of_sparse_network_gives_the_same(convert) -> None:
    given = convert(GRAPH)
    assert np.array_equal(run(given), run())
    usual = {"share": 0.2, "fatigue": 0.3, "steps": 12, "first_posters": 2}
    assert np.array_equal(spread.mean_field(given, **usual), spread.mean_field(GRAPH, **usual))


def test_numbers_of_numpy_and_fractions_are_numbers() -> None:
    given = {
        "share": Fraction(1, 5),
        "fatigue": np.float64(0.3),
        "steps": np.int8(12),
        "first_posters": np.uint8(2),
        "runs": np.int8(4),
        "seed": np.int64(17),
    }
    assert np.array_equal(run(**given), run())
    assert run(**{**given, "runs": np.int8(100)}).dtype == np.int64


def test_the_given_network_stays_as_it_is() -> None:
    given = GRAPH.copy()
    run(given)
    assert not (given != GRAPH).nnz
    assert given.dtype == GRAPH.dtype


def test_a_link_written_twice_is_refused_and_the_network_left_alone() -> None:
    twice = sparse.csr_array(
        (np.ones(4), np.array([1, 1, 0, 0]), np.array([0, 2, 4])), shape=(2, 2)
    )
    message = refused(lambda: run(twice, first_posters=1))
    assert message == "adjacency must hold 0 and 1, and it holds 2."
    assert twice.nnz == 4


def test_zeros_that_are_stored_link_nobody() -> None:
    stored = sparse.csr_array((np.zeros(2), np.array([1, 0]), np.array([0, 1, 2])), shape=(2, 2))
    assert (run(stored, share=1, first_posters=1) == 1).all()


def test_the_core_is_short_enough_to_be_read() -> None:
    lines = inspect.getsource(spread._travel).split('"""')[2].strip().splitlines()
    assert len([line for line in lines if line.strip()]) <= 30


def test_a_notebook_shows_the_sentence_alone() -> None:
    assert SpreadError("One sentence.")._render_traceback_() == ["SpreadError: One sentence."]
