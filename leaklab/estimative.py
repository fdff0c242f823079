"""Words of likelihood and the ranges they stand for, on two scales that differ.

*Probable* is 55 to 80 percent in ICD 203 and 63 to 87 in Kent. A text that uses such a word must
say which scale it keeps to. A word of likelihood is no level of confidence, which says how good
the sources are, and it has nothing to do with the French conditional.

Sources: Intelligence Community Directive 203 (2015); S. Kent, "Words of Estimative Probability",
Studies in Intelligence (1964). The tables stand in ``data/reference``.
"""

from leaklab import reference, tables
from leaklab.wording import say

SCALES = {"icd203": say("ICD 203"), "kent": say("Kent")}

# the forms a sentence gives to the words of a scale
_FORMS = {
    "icd203": {
        "almost certainly": "almost certain",
        "nearly certainly": "nearly certain",
        "probably": "probable",
        "improbably": "improbable",
        "very probable": "highly probable",
        "roughly even chances": "roughly even chance",
    },
    "kent": {
        "certainly": "certain",
        "almost certainly": "almost certain",
        "probably": "probable",
        "chances are about even": "chances about even",
    },
}


class WordError(tables.TableError):
    """No word of the scale, or no percentage; the message is one sentence."""


def terms(scale: str = "icd203") -> list[str]:
    """Return the scale's words, from the least likely: one for each range.

    Parameters
    ----------
    scale
        ``"icd203"`` or ``"kent"``.
    """
    return [str(term) for term in _table(scale)["term"]]


def term(word: str, scale: str = "icd203") -> str:
    """Return the scale's own word for a word as a sentence has it.

    Parameters
    ----------
    word
        Such as ``"Probably"``; in ICD 203 the second row of words counts as the first.
    scale
        ``"icd203"`` or ``"kent"``.

    Raises
    ------
    WordError
        If it is no word of the scale.

    Examples
    --------
    >>> term("Probably", "icd203"), term("Probably", "kent")
    ('likely', 'probable')
    """
    table = _table(scale)
    plain = " ".join(str(word).casefold().split()).strip(".,;")
    plain = _FORMS[scale].get(plain, plain)
    known = {str(row.term): str(row.term) for row in table.itertuples()}
    if "other_term" in table:
        known |= {str(row.other_term): str(row.term) for row in table.itertuples()}
    if plain not in known:
        near = tables.nearest(plain, known, 1)
        raise WordError(
            say(
                "{scale} has no word {word!r}; it has {known}{hint}.",
                scale=SCALES[scale],
                word=str(word),
                known=", ".join(known),
                hint=say(" (the nearest is {near!r})", near=near[0]) if near else "",
            )
        )
    return known[plain]


def band(word: str, scale: str = "icd203") -> tuple[int, int]:
    """Return the range of percent that a word stands for.

    Parameters
    ----------
    word
        Such as ``"likely"``.
    scale
        ``"icd203"`` or ``"kent"``.

    Examples
    --------
    >>> band("probable", "icd203"), band("probable", "kent")
    ((55, 80), (63, 87))
    """
    row = _table(scale).set_index("term").loc[term(word, scale)]
    return int(row["low_percent"]), int(row["high_percent"])


def words_for(percent: float, scale: str = "icd203") -> list[str]:
    """Return the scale's words for a percentage: two on a border, none in a gap.

    Parameters
    ----------
    percent
        From 0 to 100.
    scale
        ``"icd203"`` or ``"kent"``.

    Raises
    ------
    WordError
        If it is no number from 0 to 100.

    Examples
    --------
    >>> words_for(60), words_for(55), words_for(60, "kent"), words_for(15, "kent")
    (['likely'], ['roughly even chance', 'likely'], ['chances about even'], [])
    """
    table = _table(scale)
    if isinstance(percent, bool) or not isinstance(percent, int | float) or not 0 <= percent <= 100:
        raise WordError(say("{given!r} is no percentage from 0 to 100.", given=percent))
    fits = (table["low_percent"] <= percent) & (percent <= table["high_percent"])
    return [str(word) for word in table.loc[fits, "term"]]


def _table(scale: str):
    if scale not in SCALES:
        raise WordError(
            say("No scale is called {scale!r}: choose icd203 or kent, and say which.", scale=scale)
        )
    return reference.load(scale)
