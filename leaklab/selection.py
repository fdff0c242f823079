"""What a verified part can say of the rest: mailboxes of which we know how many are forged.

Of 71,848 messages 21,075 were said to be verified. In our boxes forgers can seal nothing, so no
forgery lies among the verified, whatever the rest holds: the verified part is no sample of the
whole. To say something of the rest one must look into the rest.
"""

from numbers import Integral, Real

import numpy as np
import pandas as pd

from leaklab.wording import SentenceError, say

MOST = 10**9 - 1  # messages: more NumPy's generator does not draw from
MOST_RUNS = 1_000_000


class SelectionError(SentenceError):
    """A setting cannot be used; the message is one sentence that says which and why."""


def simulate(
    *,
    messages: int,
    verified: int,
    forged: int,
    looked_at: int,
    spotted: float,
    runs: int,
    seed: int,
) -> pd.DataFrame:
    """Look into made-up boxes: how many of their forgeries does somebody come to see?

    Every run has a box of `messages`, of which `verified` carry a good signature. Its `forged`
    messages all lie in the rest, for here, by rule, forgers can seal nothing. Somebody draws
    `looked_at` messages from the rest by lot and reads them, and recognises each forgery there
    with the chance `spotted`.

    With R = messages - verified, F = forged and n = looked_at, the number seen is hypergeometric:

        P(seen = k) = C(F, k) C(R - F, n - k) / C(R, n), on average n F / R.

    The number noticed is binomial of the number seen: P(noticed = j) = C(k, j) s^j (1 - s)^(k - j)
    with s = spotted, on average s n F / R.

    Parameters
    ----------
    messages, verified, forged, looked_at : int
        Counts of messages: in the box, verified, forged, drawn from the rest. Neither `forged`
        nor `looked_at` is more than messages - verified.
    spotted : float
        The chance that a forgery is recognised as one, from 0 to 1.
    runs : int
        How many boxes.
    seed : int
        The same seed gives the same boxes.

    Returns
    -------
    DataFrame
        One row a run: ``run`` (from 1), ``in_verified`` (forged among the verified: always 0),
        ``in_rest`` (forged in the rest), ``seen`` (forged among those drawn), ``noticed`` (of
        those seen, the ones recognised).

    Raises
    ------
    SelectionError
        If a setting is of another type, negative or too large, or the counts do not fit together.
    """
    messages = _count("messages", messages, MOST)
    verified = _count("verified", verified, messages, "the messages")
    rest = messages - verified
    forged = _count("forged", forged, rest, "the messages that are not verified")
    looked_at = _count("looked_at", looked_at, rest, "the messages that are not verified")
    runs = _count("runs", runs, MOST_RUNS, least=1)
    seed = _count("seed", seed, 2**63)
    if not isinstance(spotted, Real) or isinstance(spotted, bool) or not 0 <= spotted <= 1:
        raise SelectionError(
            say("spotted is {given!r}; it is to be a chance from 0 to 1.", given=spotted)
        )
    chance = np.random.default_rng(seed)
    seen = chance.hypergeometric(forged, rest - forged, looked_at, size=runs)
    noticed = chance.binomial(seen, float(spotted))
    return pd.DataFrame(
        {
            "run": np.arange(1, runs + 1),
            "in_verified": 0,
            "in_rest": forged,
            "seen": seen,
            "noticed": noticed,
        }
    )


def _count(name: str, given: int, most: int, what: str = "", *, least: int = 0) -> int:
    if not isinstance(given, Integral) or isinstance(given, bool):
        raise SelectionError(
            say("{name} is {given!r}; it is to be a whole number.", name=name, given=given)
        )
    if not least <= given <= most:
        limit = say("{most:,} ({what})", most=most, what=what) if what else f"{most:,}"
        raise SelectionError(
            say(
                "{name} is {given:,}; it is to lie from {least} to {limit}.",
                name=name,
                given=int(given),
                least=least,
                limit=limit,
            )
        )
    return int(given)
