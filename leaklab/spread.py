"""A rumour on a network: a toy, not calibrated to 2017 or to any other affair.

A reader is somebody who has read the rumour. A sharer is a reader who passes it on: at each step
every sharer tells each neighbour once. A telling makes a reader of the neighbour with probability
`share`, and a new reader begins to share at the next step. A sharer tires, for good, with
probability `fatigue` a step. This is the SIR model of epidemics (Kermack and McKendrick, 1927) in
discrete time on a network, in the words of rumours: not yet a reader (S), sharer (I), tired (R).

All chance of a run is drawn before its first step (Sellke, 1983): who posts first, how much telling
each person withstands, how long each one shares. It changes no probability, is fast, and makes
runs comparable. With the same seed,

- run number k is the same however many runs and steps are asked for;
- a higher `share`, a lower `fatigue`, more first posters, a later `correction` or a lower `heeded`
  never means fewer readers at any step of any run: only the setting changed, not the luck.

The last point is a property of this toy. It says nothing on what would have happened in 2017.

References
----------
Kermack and McKendrick (1927), "A contribution to the mathematical theory of epidemics".
Sellke (1983), "On the asymptotic distribution of the size of a stochastic epidemic".
Barabási and Albert (1999), "Emergence of scaling in random networks".
Pastor-Satorras and Vespignani (2001), "Epidemic spreading in scale-free networks".
"""

import contextlib
import math
import random
from numbers import Integral, Real
from pathlib import Path

import numpy as np
from scipy import sparse

from leaklab.wording import SentenceError, one_line, say

MOST = 10**12  # no count is larger
MOST_STEPS = 10_000
MOST_BYTES = 2 * 1024**3  # a graph or a batch of runs may take two gibibytes, where they are free
BYTES_A_LINK = 160  # of a graph while it grows: the list of ends, then rows, columns, the matrix
BYTES_A_PERSON_AND_RUN = 40  # of a batch: luck, stamina, what was heard, who shares
CERTAIN = 1e6  # stands for -log(0); no drawn luck comes near


class SpreadError(SentenceError):
    """A setting or a network cannot be used; the message is one sentence that says why."""


def grow(nodes: int, links: int = 3, *, seed: int) -> sparse.csr_array:
    """Grow a network by preferential attachment (Barabási and Albert, 1999).

    It begins with `links` + 1 people who all know each other. Each newcomer links to `links`
    different people, drawn in proportion to the links they have; who is drawn twice counts once,
    and another is drawn. Few end up with very many links: the share of people with k of them falls
    about as k ** -3.

    Parameters
    ----------
    nodes : int
        People, more than `links`.
    links : int
        Links that each newcomer brings.
    seed : int
        Where chance begins: the same seed gives the same network.

    Returns
    -------
    scipy.sparse.csr_array, shape (nodes, nodes), float32
        1 where two people are linked; symmetric, no loops, no double links. On average a person
        has nearly 2 × `links` neighbours.

    Raises
    ------
    SpreadError
        If a number is no whole number or too small, or the network would not fit into memory.
    """
    nodes, links = _whole("nodes", nodes, 1, MOST), _whole("links", links, 1, MOST)
    seed = _whole("seed", seed, 0)
    if nodes <= links:
        raise SpreadError(
            say(
                "nodes={nodes:,} is too few for links={links:,}, which need {least:,} at least.",
                nodes=nodes,
                links=links,
                least=links + 1,
            )
        )
    _must_fit(
        say("A network of {nodes:,} nodes with {links:,} links each", nodes=nodes, links=links),
        nodes * links * BYTES_A_LINK,
    )
    chance = random.Random(seed).random
    ends = [person for person in range(links + 1) for _ in range(links)]  # each once per link
    begun = len(ends)
    for newcomer in range(links + 1, nodes):
        chosen: dict[int, None] = {}
        while len(chosen) < links:
            chosen[ends[int(chance() * len(ends))]] = None
        ends.extend(chosen)
        ends.extend([newcomer] * links)
    known, new = np.array(ends[begun:], dtype=np.int32).reshape(-1, 2, links).swapaxes(0, 1)
    first, second = np.triu_indices(links + 1, k=1)
    rows = np.concatenate([first, known.ravel(), second, new.ravel()], dtype=np.int32)
    columns = np.roll(rows, len(rows) // 2)  # each link both ways
    ones = np.ones(len(rows), dtype=np.float32)
    return sparse.csr_array((ones, (rows, columns)), shape=(nodes, nodes))


def simulate(
    adjacency: sparse.sparray | sparse.spmatrix,
    *,
    share: float,
    fatigue: float,
    steps: int,
    first_posters: int,
    runs: int,
    seed: int,
    correction: int | None = None,
    heeded: float = 0.0,
) -> np.ndarray:
    """Let a rumour run over a network, several times at once.

    A person told n times has been reached with probability 1 - (1 - share) ** n. With
    pressure = -log(1 - share) that is 1 - exp(-n × pressure): the probability that n × pressure
    exceeds a luck drawn once from the exponential distribution of mean 1. Fatigue works in the
    same way on the number of steps that a sharer has shared.

    Parameters
    ----------
    adjacency : scipy.sparse array or matrix, shape (nodes, nodes)
        Who knows whom: 1 where two people are linked, symmetric, nobody linked to themselves.
    share : float
        Probability, 0 to 1, that one telling makes a reader.
    fatigue : float
        Probability, 0 to 1, that a sharer stops after a step. Everyone shares at least one step.
    steps : int
        Steps of the run, 0 to 10,000.
    first_posters : int
        People who have the rumour at step 0, drawn anew in each run.
    runs : int
        Runs with the same settings, each with its own chance.
    seed : int
        Where chance begins: the same seed gives the same runs.
    correction : int, optional
        From this step on `share` is multiplied by (1 - `heeded`). None is no correction.
    heeded : float
        How far the correction lowers `share`, 0 (not at all) to 1 (nobody is reached any more).

    Returns
    -------
    numpy.ndarray of int, shape (runs, steps + 1)
        People who have read the rumour so far, first posters included; column 0 is the start.

    Raises
    ------
    SpreadError
        If a setting is out of its range, if `adjacency` is no such network, or if the batch would
        not fit into the free memory or into two gibibytes; nothing is allocated before.
    """
    nodes, links = _network(adjacency)
    share, fatigue, steps, first_posters = _settings(share, fatigue, steps, first_posters, nodes)
    runs, seed, heeded = (
        _whole("runs", runs, 1, MOST),
        _whole("seed", seed, 0),
        _rate("heeded", heeded),
    )
    if correction is None:
        correction = steps + 1
    correction = _whole("correction", correction, 0)
    _must_fit(
        say(
            "A batch of {runs:,} runs of {nodes:,} nodes and {steps:,} steps",
            runs=runs,
            nodes=nodes,
            steps=steps,
        ),
        runs * (nodes * BYTES_A_PERSON_AND_RUN + (steps + 1) * 8) + links * BYTES_A_LINK // 2,
    )
    return _travel(
        _simple(adjacency),
        (share, share * (1 - heeded)),
        fatigue,
        steps,
        first_posters,
        runs,
        seed,
        correction,
    )


def _travel(
    links: sparse.csr_array,
    shares: tuple[float, float],
    fatigue: float,
    steps: int,
    first_posters: int,
    runs: int,
    seed: int,
    correction: int,
) -> np.ndarray:
    """Run `simulate` on what was checked; every array has a row a person and a column a run."""
    luck, stamina, start = np.random.default_rng(seed).spawn(3)
    withstands = _drawn(luck, links.shape[0], runs)  # pressure that a person resists
    lasts = _drawn(stamina, links.shape[0], runs) / max(_pressure(fatigue), 1e-30)  # in steps
    reader = _first(start, links.shape[0], runs, first_posters)
    sharing = reader.astype(np.float32)
    heard = np.zeros_like(withstands)
    readers = np.full((runs, steps + 1), first_posters, dtype=np.int64)

    for step in range(1, steps + 1):
        share = shares[step >= correction]
        heard += _pressure(share) * (links @ sharing)  # every sharer tells each neighbour once
        lasts -= sharing  # and has one step less to go
        reader |= heard > withstands
        sharing = (reader & (lasts > 0)).astype(np.float32)
        readers[:, step] = reader.sum(axis=0)
        if not sharing.any() or reader.all():  # nobody tells, or nobody is left to be told
            readers[:, step:] = readers[:, [step]]
            break
    return readers


def mean_field(
    adjacency: sparse.sparray | sparse.spmatrix,
    *,
    share: float,
    fatigue: float,
    steps: int,
    first_posters: int,
) -> np.ndarray:
    """Expect readers without running anything: a shortcut that tends to overstate.

    Degree-binned: it forgets who knows whom and keeps only how many people have k links. A link
    is taken to lead to a sharer with the same probability for everybody (Pastor-Satorras and
    Vespignani, 2001)::

        theta   = sum over k of k × P(k) × sharers(k), divided by the mean of k
        reached = unreached(k) × (1 - (1 - share × theta) ** k)
        sharers(k)  becomes  sharers(k) × (1 - fatigue) + reached

    In a network, the one who told you is among your neighbours and not to be reached again, and
    some of your neighbours know each other. The shortcut knows neither, and goes too far: on a
    network of `grow` with 5,000 nodes, `share` 0.05 and `fatigue` 0.1 it expects .84 of all as
    readers, where runs have .76.

    Parameters
    ----------
    adjacency, share, fatigue, steps, first_posters
        As in `simulate`.

    Returns
    -------
    numpy.ndarray of float, shape (steps + 1,)
        Readers expected after each step, first posters included.

    Raises
    ------
    SpreadError
        As in `simulate`.
    """
    nodes, links = _network(adjacency)
    share, fatigue, steps, first_posters = _settings(share, fatigue, steps, first_posters, nodes)
    _must_fit(
        say("A network of {nodes:,} nodes with {links:,} entries", nodes=nodes, links=links),
        nodes * BYTES_A_PERSON_AND_RUN + links * BYTES_A_LINK // 2,
    )
    neighbours = _simple(adjacency).sum(axis=1).round().astype(np.int64)
    degree, people = np.unique(neighbours, return_counts=True)
    ends = degree * people / max((degree * people).sum(), 1)  # where a link leads, by degree
    sharers = np.full(len(degree), first_posters / nodes)
    unreached = 1 - sharers
    readers = np.empty(steps + 1)
    readers[0] = first_posters
    for step in range(1, steps + 1):
        reached = unreached * (1 - (1 - share * (ends @ sharers)) ** degree)
        unreached = unreached - reached
        sharers = sharers * (1 - fatigue) + reached
        readers[step] = nodes - people @ unreached
    return readers


def _pressure(rate: float) -> float:
    """Return -log(1 - rate), and a number beyond all luck for a rate of 1."""
    return CERTAIN if rate == 1 else -math.log1p(-rate)


def _drawn(chance: np.random.Generator, nodes: int, runs: int) -> np.ndarray:
    """Draw from the exponential distribution of mean 1, a row a run first, then turned round."""
    return np.ascontiguousarray(chance.standard_exponential((runs, nodes)).T, dtype=np.float32)


def _first(chance: np.random.Generator, nodes: int, runs: int, count: int) -> np.ndarray:
    """Draw the first posters of each run; a larger count keeps those of a smaller one."""
    places = np.argpartition(chance.random((runs, nodes)), count - 1, axis=1)[:, :count]
    first = np.zeros((nodes, runs), dtype=bool)
    first[places.T, np.arange(runs)] = True
    return first


# --- what cannot be used -------------------------------------------------------------------------


def _shown(value: object) -> str:
    try:
        text = one_line(repr(value))
    except ValueError:  # Python writes no whole number of more than 4,300 digits
        return "a number of thousands of digits"
    return text if len(text) <= 40 else text[:37] + "..."


def _whole(name: str, value: object, least: int, most: int | None = None) -> int:
    if isinstance(value, bool | np.bool_) or not isinstance(value, Integral):
        said = "{name} must be a whole number, not {value}."
    elif value < least:
        said = "{name} must be {least} or more, not {value}."
    elif most is not None and value > most:
        said = "{name} must be {most:,} or fewer, not {value}."
    else:
        return int(value)
    raise SpreadError(say(said, name=name, value=_shown(value), least=least, most=most))


def _rate(name: str, value: object) -> float:
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        said = "{name} must be a number from 0 to 1, not {value}."
    elif not 0 <= value <= 1:  # nor is NaN
        said = "{name} must lie between 0 and 1, and {value} does not."
    else:
        return float(value)
    raise SpreadError(say(said, name=name, value=_shown(value)))


def _settings(
    share: object, fatigue: object, steps: object, first_posters: object, nodes: int
) -> tuple[float, float, int, int]:
    first = _whole("first_posters", first_posters, 1, MOST)
    if first > nodes:
        raise SpreadError(
            say(
                "first_posters={first:,} is more than all {nodes:,} nodes of the network.",
                first=first,
                nodes=nodes,
            )
        )
    steps = _whole("steps", steps, 0, MOST_STEPS)
    return _rate("share", share), _rate("fatigue", fatigue), steps, first


def _network(adjacency: object) -> tuple[int, int]:
    """Return how many people and entries there are, without a look at the entries."""
    if not sparse.issparse(adjacency):
        said = "adjacency must be a scipy.sparse array, not {kind}."
        raise SpreadError(say(said, kind=type(adjacency).__name__))
    if adjacency.ndim != 2 or adjacency.shape[0] != adjacency.shape[-1]:
        said = "adjacency must have as many rows as columns, and its shape is {shape}."
        raise SpreadError(say(said, shape=adjacency.shape))
    if not adjacency.shape[0]:
        raise SpreadError(say("adjacency has 0 nodes, and a rumour needs people."))
    return adjacency.shape[0], adjacency.nnz


def _simple(adjacency: sparse.sparray | sparse.spmatrix) -> sparse.csr_array:
    """Return the network as 0 and 1 in float32; symmetric, and nobody linked to themselves."""
    if adjacency.dtype.kind not in "biuf":
        said = "adjacency must hold 0 and 1, and it holds {kind}."
        raise SpreadError(say(said, kind=adjacency.dtype))
    links = sparse.csr_array(adjacency, dtype=np.float32)
    if not links.has_canonical_format or not links.data.all():
        links = links.copy()  # not the caller's
        links.sum_duplicates()
        links.eliminate_zeros()
    odd = links.data[links.data != 1]
    if odd.size:
        raise SpreadError(say("adjacency must hold 0 and 1, and it holds {odd:g}.", odd=odd[0]))
    if links.diagonal().any():
        raise SpreadError(say("adjacency links somebody to themselves."))
    turned = links.T.tocsr()  # in order: with all weights 1, where they stand says it all
    if (links.indptr != turned.indptr).any() or (links.indices != turned.indices).any():
        said = "adjacency must be symmetric: whoever somebody knows knows them too."
        raise SpreadError(say(said))
    return links


def _free() -> int:
    """Return how many bytes the system and its container still give, as far as they tell."""
    free = [MOST_BYTES]
    with contextlib.suppress(OSError, ValueError):
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        free += [int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")]
    with contextlib.suppress(OSError, ValueError):  # ValueError where the limit is "max"
        most, used = (
            int(Path("/sys/fs/cgroup", name).read_text(encoding="ascii"))
            for name in ("memory.max", "memory.current")
        )
        free.append(max(most - used, 0))
    return min(free)


def _must_fit(what: str, wanted: int) -> None:
    most = _free()
    if wanted > most:
        raise SpreadError(
            say(
                "{what} would take about {wanted:,.1f} GB of memory, "
                "and no more than {most:,.1f} GB may be taken: choose smaller numbers.",
                what=what,
                wanted=wanted / 1e9,
                most=most / 1e9,
            )
        )
