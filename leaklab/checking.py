"""``check(key, answer)``: what a learner's notebook says of an answer."""

import textwrap

from leaklab.answers import REASONS, CannotEncode, Unanswered, encode
from leaklab.judging import (
    NOT_ANSWERED,
    Exercise,
    LessonError,
    Verdict,
    find,
    not_yet,
)
from leaklab.places import HomeError
from leaklab.wording import one_line, say


def unanswered() -> Verdict:
    """Return the verdict on a stub that was left as it is."""
    return Verdict(
        NOT_ANSWERED,
        say(
            "Replace the ... in the cell above by your answer, then run both cells. If that cell "
            "shows an error in red, mend it first."
        ),
    )


def cannot_encode(reason: str, name: str) -> Verdict:
    """Return the verdict on an answer that has no form as plain JSON.

    Parameters
    ----------
    reason, name : str
        As in :class:`leaklab.answers.CannotEncode`.
    """
    return not_yet(REASONS[reason], name=name)


def verdict(exercise: Exercise, answer: object) -> Verdict:
    """Encode and judge an answer. Never raises, whatever the answer.

    Parameters
    ----------
    exercise : Exercise
        What was asked.
    answer : object
        Anything.

    Returns
    -------
    Verdict
    """
    try:
        encoded = encode(answer)
    except Unanswered:
        return unanswered()
    except CannotEncode as error:
        return cannot_encode(error.reason, error.name)
    return exercise.verdict(encoded)


def line(key: str, verdict: Verdict) -> str:
    """Return the one line that is printed for an exercise: key, status, message."""
    return f"{key}  {verdict.status}. {verdict.message}"


def folded(text: str) -> str:
    """Return a line in rows of at most 88 signs: JupyterLab breaks longer ones within words."""
    return textwrap.fill(text, 88, break_long_words=False, break_on_hyphens=False)


def check(key: str, answer: object) -> None:
    """Say whether an answer holds, and if not, what is off about it.

    Prints the same words for the same answer, always.

    Parameters
    ----------
    key : str
        The exercise, ``"1.2.a"``.
    answer : object
        The answer; ``...`` means "not answered".

    Examples
    --------
    >>> check("1.2.a", ...)  # doctest: +SKIP
    1.2.a  not answered. Replace the ... in the cell above by your answer, then run both
    cells. If that cell shows an error in red, mend it first.
    """
    try:
        exercise = find(key)
    except (LookupError, LessonError, HomeError) as error:
        print(one_line(str(error.args[0])))
        return
    print(folded(line(key, verdict(exercise, answer))))
