"""Scoring judgements of true and false: hits, false alarms, and the lean towards one answer.

Who calls everything false finds every fake. A score that counts fakes alone would praise it; so
both kinds are counted, as in signal detection theory (Green and Swets, 1966).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from leaklab.wording import SentenceError


class DetectionError(SentenceError):
    """Judgements that cannot be scored; the message is one sentence that says why."""


@dataclass(frozen=True)
class Rates:
    """How judgements fell on items whose truth is known; "false" is what was to be found.

    Attributes
    ----------
    hits, misses : int
        False items called false; false items called true.
    false_alarms, correct_rejections : int
        True items called false; true items called true.
    undecided : int
        Items of either kind left open. They enter no rate.
    """

    hits: int
    misses: int
    false_alarms: int
    correct_rejections: int
    undecided: int = 0

    @property
    def hit_rate(self) -> float | None:
        """Share of the decided false items that were called false; None if there are none."""
        return _share(self.hits, self.hits + self.misses)

    @property
    def false_alarm_rate(self) -> float | None:
        """Share of the decided true items that were called false; None if there are none."""
        return _share(self.false_alarms, self.false_alarms + self.correct_rejections)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def rates(said: Sequence[bool | None], truth: Sequence[bool]) -> Rates:
    """Count hits and false alarms.

    Parameters
    ----------
    said : sequence of bool or None, length n
        True where an item was called false (a fake), None where it was left open.
    truth : sequence of bool, length n
        True where an item is false.

    Raises
    ------
    DetectionError
        If the lengths differ, if there is nothing, or if a value is of another type.
    """
    said, truth = list(said), list(truth)
    if len(said) != len(truth) or not truth:
        raise DetectionError(
            f"Each item needs one judgement: there are {len(said)} judgements "
            f"for {len(truth)} items."
        )
    for place, (judged, false) in enumerate(zip(said, truth, strict=True), start=1):
        if not (judged is None or _is_bool(judged)) or not _is_bool(false):
            raise DetectionError(
                f"Item {place} holds {judged!r} and {false!r}; a judgement is True, False or "
                "None, a truth True or False."
            )
    decided = [
        (bool(judged), bool(false))
        for judged, false in zip(said, truth, strict=True)
        if judged is not None
    ]
    return Rates(
        hits=decided.count((True, True)),
        misses=decided.count((False, True)),
        false_alarms=decided.count((True, False)),
        correct_rejections=decided.count((False, False)),
        undecided=len(truth) - len(decided),
    )


def _is_bool(value: object) -> bool:
    return isinstance(value, bool | np.bool_)


def _z(part: int, whole: int) -> float:
    """Return the normal quantile of a rate, half an item added to each side of the count."""
    return NormalDist().inv_cdf((part + 0.5) / (whole + 1))


def _both(found: Rates) -> tuple[float, float] | None:
    false, true = found.hits + found.misses, found.false_alarms + found.correct_rejections
    if not false or not true:
        return None
    return _z(found.hits, false), _z(found.false_alarms, true)


def sensitivity(found: Rates) -> float | None:
    """Return d′, how well true and false were told apart: z(hit rate) - z(false-alarm rate).

    0 is guessing, about 1 is fair, 2 is good. Each count has half an item added, so that a rate
    of 0 or 1 stays finite (the log-linear correction of Hautus, 1995). None where one of the two
    kinds is missing among the decided items.
    """
    both = _both(found)
    return None if both is None else both[0] - both[1]


def bias(found: Rates) -> float | None:
    """Return the criterion c, the lean towards one answer: -(z(hit rate) + z(false-alarm rate))/2.

    0 is no lean; below 0 one says "false" more readily than "true", above 0 more seldom. The same
    correction as in `sensitivity`; None where one of the two kinds is missing.
    """
    both = _both(found)
    return None if both is None else -(both[0] + both[1]) / 2
