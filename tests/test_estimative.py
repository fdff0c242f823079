"""Words of likelihood on two scales, and their picture."""

import pytest

from leaklab import charts, estimative


@pytest.mark.parametrize(
    ("word", "icd", "kent"),
    [("probable", (55, 80), (63, 87)), ("almost certain", (95, 99), (87, 99))],
)
def test_one_word_is_two_ranges(word: str, icd: tuple, kent: tuple) -> None:
    assert estimative.band(word, "icd203") == icd
    assert estimative.band(word, "kent") == kent


@pytest.mark.parametrize("scale", estimative.SCALES)
def test_every_word_has_its_range_and_finds_itself(scale: str) -> None:
    words = estimative.terms(scale)
    assert len(words) == 7
    for word in words:
        low, high = estimative.band(word, scale)
        assert estimative.term(word.upper() + ".", scale) == word
        assert word in estimative.words_for((low + high) / 2, scale)
        assert word in estimative.words_for(low, scale)


def test_words_as_a_sentence_has_them() -> None:
    assert estimative.term(" Probably ") == "likely"
    assert estimative.term("almost  certainly") == "almost certain"
    assert estimative.term("highly probable") == "very likely"
    assert estimative.term("probably", "kent") == "probable"


def test_a_border_has_two_words_and_a_gap_none() -> None:
    assert estimative.words_for(80) == ["likely", "very likely"]
    assert estimative.words_for(15, "kent") == []
    assert estimative.words_for(0) == []
    assert estimative.words_for(0, "kent") == ["impossible"]


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda: estimative.band("likly"), "nearest is 'likely'"),
        (lambda: estimative.band("likely", "kent"), "Kent has no word 'likely'"),
        (lambda: estimative.band("likely", "nato"), "choose icd203 or kent"),
        (lambda: estimative.words_for(101), "from 0 to 100"),
        (lambda: estimative.words_for(True), "from 0 to 100"),
        (lambda: estimative.words_for("60"), "from 0 to 100"),
    ],
)
def test_a_slip_is_answered_in_one_sentence(ask, told: str) -> None:
    with pytest.raises(estimative.WordError, match=told):
        ask()


@pytest.mark.parametrize("scale", estimative.SCALES)
def test_the_picture_of_a_scale_says_what_it_shows(scale: str) -> None:
    chart = charts.word_bands(scale).to_dict()
    low, high = estimative.band("probable", scale)
    assert f"{low} to {high} percent" in chart["title"]["text"]
    rows = charts.scale_rows(scale)
    assert len(chart["usermeta"]["table"]) == len(rows) == 7
    assert rows["low"].is_monotonic_decreasing
