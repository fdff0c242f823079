"""The pictures and controls of lesson 2.3: what they draw, say, and never say."""

import re

import ipywidgets as ipw
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from IPython.display import HTML

from leaklab import attribution, case, charts
from leaklab.controls import matrix
from leaklab.rendering import VEGALITE

HYPOTHESES = ["State service", "Non-State group", "Insider", "Opportunist", "Composite"]
ITEMS = ["V04", "V08", "V09", "V17", "V25", "V26"]
TYPED = """
State service    4 4 4 3 5 5
Non-State group  4 2 3 3 5 5
Insider          2 2 3 3 5 5
Opportunist      3 2 3 3 5 5
Composite        4 3 4 3 5 5
"""
PRIOR = pd.Series(0.2, index=HYPOTHESES)
RATED = attribution.read_ratings(TYPED, HYPOTHESES, ITEMS)
LIKELIHOOD = attribution.likelihoods(RATED)
SPEAKERS = ["campaign", "Rogers", "Rogers", "Rogers", "Kremlin", "Russian president"]
ORIGIN = pd.Series(SPEAKERS, index=ITEMS)


@pytest.fixture(scope="module")
def evidence() -> pd.DataFrame:
    return case.load("evidence")


def title_of(spec: dict) -> str:
    title = spec["title"]
    return title["text"] if isinstance(title, dict) else title


# --- what fades ----------------------------------------------------------------------------------


def test_the_items_that_bear_on_the_theft_are_those_the_lesson_names(evidence) -> None:
    rows = charts.fading_rows(evidence, "mailbox_theft", LIKELIHOOD)
    assert len(rows) == len(evidence) == 27
    assert list(rows.loc[rows["concerns"], "item"]) == ITEMS
    assert rows.set_index("item")["separates"].dropna().to_dict() == {
        "V04": 4.0,
        "V08": 4.0,
        "V09": 1.6,
        "V17": 1.0,
        "V25": 1.0,
        "V26": 1.0,
    }


@pytest.mark.parametrize(
    ("step", "signs", "title"),
    [
        ("all", {"": 27}, "27 items of evidence, all questions together"),
        ("question", {"other question": 21, "": 6}, "6 of 27 items concern this question"),
        (
            "left",
            {"other question": 21, "fits every answer": 3, "": 3},
            "Of 27 items, these ratings leave three",
        ),
    ],
)
def test_cards_fade_step_by_step(evidence, step: str, signs: dict, title: str) -> None:
    spec = charts.fading(evidence, "mailbox_theft", step, LIKELIHOOD).to_dict()
    assert title_of(spec) == title
    table = pd.DataFrame(spec["usermeta"]["table"])
    assert table["Fades because"].value_counts().to_dict() == signs
    left = re.findall(r"V\d\d", spec["description"])
    assert left == list(table.loc[table["Fades because"] == "", "Item"])


def test_what_nobody_rated_does_not_fade_as_fitting_all(evidence) -> None:
    for likelihood in (None, LIKELIHOOD.iloc[:0]):
        spec = charts.fading(evidence, "mailbox_theft", "left", likelihood).to_dict()
        assert title_of(spec) == "Of 27 items, these ratings leave six"


def test_every_word_of_a_card_is_drawn_whole_or_cut_with_a_sign(evidence) -> None:
    spec = charts.fading(evidence, "mailbox_theft", "all").to_dict()
    drawn = {row["item"]: row["text"] for rows in spec["datasets"].values() for row in rows}
    for item, english in evidence.set_index("evidence_id")["quote_en"].items():
        text = drawn[item].replace("\n", " ")
        assert text == english or (text.endswith(" …") and english.startswith(text[:-2]))
        assert drawn[item].count("\n") <= 1


# --- the matrix and its shares -------------------------------------------------------------------


def test_the_shares_are_the_posterior_and_say_what_they_are() -> None:
    spec = charts.shares(RATED, PRIOR).to_dict()
    after = attribution.posterior(PRIOR, LIKELIHOOD)
    drawn = {row["hypothesis"]: row["after"] for row in named(spec, "rows")}
    assert drawn == pytest.approx(after.to_dict())
    assert spec["title"]["subtitle"] == "This restates your ratings; it finds nothing out."
    assert "restates your ratings" in spec["description"]
    assert title_of(spec) == "Shares from 2 % to 52 %; items that separate the answers: 3 of 6"
    assert "Pale columns separate nothing: V17, V25, V26." in spec["description"]


def test_no_title_names_an_answer(evidence) -> None:
    pictures = [
        *(charts.fading(evidence, "mailbox_theft", step, LIKELIHOOD) for step in ("all", "left")),
        charts.shares(RATED, PRIOR),
        charts.shares(RATED * 0, PRIOR),
        charts.carriers(PRIOR, LIKELIHOOD),
        charts.band(PRIOR, LIKELIHOOD, draws=200),
        charts.pooled(pd.Series({"One": 0.4, "Two": 0.6}), True),
    ]
    for picture in pictures:
        title = title_of(picture.to_dict())
        assert not any(name.lower() in title.lower() for name in HYPOTHESES), title


def test_hypotheses_are_the_rows() -> None:
    spec = charts.shares(RATED, PRIOR).to_dict()
    encoding = spec["hconcat"][0]["layer"][0]["encoding"]
    assert encoding["y"]["field"] == "hypothesis"
    assert encoding["x"]["field"] == "item"
    assert encoding["y"]["sort"] == HYPOTHESES
    assert list(pd.DataFrame(spec["usermeta"]["table"])["Hypothesis"]) == HYPOTHESES


def test_nothing_rated_is_the_prior() -> None:
    prior = pd.Series([0.4, 0.3, 0.1, 0.1, 0.1], index=HYPOTHESES)
    spec = charts.shares(RATED * 0, prior).to_dict()
    assert {row["hypothesis"]: row["after"] for row in named(spec, "rows")} == prior.to_dict()
    assert "the shares are the prior" in title_of(spec)
    assert not any(cell["fits"] for cell in named(spec, "cells"))


def test_a_half_rated_item_moves_nothing() -> None:
    half = RATED * 0
    half.loc["State service", "V08"] = 5
    spec = charts.shares(half, PRIOR).to_dict()
    assert {row["after"] for row in named(spec, "rows")} == {0.2}


def test_another_rater_gets_other_shares_from_the_same_items() -> None:
    other = RATED.copy()
    other[["V08", "V09", "V17"]] = 3
    spec = charts.shares(other, PRIOR, whose="rater B's").to_dict()
    labels = [row["label"] for row in named(spec, "rows")]
    assert labels == ["26 %", "26 %", "6 %", "16 %", "26 %"]


def test_origins_are_counted_once_where_they_are_given() -> None:
    spec = charts.shares(RATED, PRIOR, ORIGIN, whose="rater A's").to_dict()
    assert title_of(spec).startswith("Shares from 5 % to 35 %")
    assert spec["title"]["subtitle"].startswith("This restates rater A's ratings")


def named(spec: dict, name: str) -> list[dict]:
    parts = (part["data"] for part in spec["hconcat"])
    return next(data["values"] for data in parts if data["name"] == name)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_drawn_again_is_as_drawn_anew(data) -> None:
    digits = [[data.draw(st.integers(0, 5)) for _ in ITEMS] for _ in HYPOTHESES]
    ratings = pd.DataFrame(digits, index=HYPOTHESES, columns=ITEMS)
    origin = data.draw(st.sampled_from([None, ORIGIN]))
    first = charts.shares(RATED, PRIOR).to_dict()
    before = repr(first)
    again = charts.shares_again(first, ratings, PRIOR, origin, "rater B's")
    assert again == charts.shares(ratings, PRIOR, origin, "rater B's").to_dict()
    assert repr(first) == before


# --- how firm ------------------------------------------------------------------------------------


def test_the_items_that_carry_the_shares() -> None:
    rows = charts.carriers_rows(PRIOR, LIKELIHOOD).set_index("item")
    assert rows["moves"].round(2).to_dict() == {
        "V04": 0.05,
        "V08": 0.21,
        "V09": 0.04,
        "V17": 0,
        "V25": 0,
        "V26": 0,
    }
    assert list(rows.loc[["V17", "V25", "V26"], "which"]) == ["", "", ""]
    spec = charts.carriers(PRIOR, LIKELIHOOD).to_dict()
    assert title_of(spec) == (
        "Leave one out: V04, V08, V09 carry these shares, the other three nothing"
    )


def test_the_title_holds_where_all_or_none_carry() -> None:
    flat = LIKELIHOOD * 0 + 0.5
    assert title_of(charts.carriers(PRIOR, flat).to_dict()) == (
        "Leave one out: 0 of 6 items move a share"
    )
    steep = LIKELIHOOD.loc[["V04", "V08"]]
    assert "2 of 2 items" in title_of(charts.carriers(PRIOR, steep).to_dict())


def test_the_band_holds_the_middle_nine_tenths() -> None:
    rows = charts.band_rows(PRIOR, LIKELIHOOD).set_index("hypothesis")
    drawn = attribution.jitter(PRIOR, LIKELIHOOD)
    inside = drawn.ge(rows["low"]) & drawn.le(rows["high"])
    np.testing.assert_allclose(inside.mean(), 0.9, atol=0.001)
    assert (rows["low"] < rows["share"]).all()
    assert (rows["share"] < rows["high"]).all()
    assert "6 % to 90 %" in title_of(charts.band(PRIOR, LIKELIHOOD).to_dict())


def test_pooled_rows_by_hand() -> None:
    rows = charts.pooled_rows(pd.Series({"One": 0.9, "Two": 0.6, "Three": 0.3}), False)
    assert rows["brier"].round(4).tolist() == [0.81, 0.36, 0.09, 0.42, 0.36]
    assert rows["said"].iloc[-1] == pytest.approx(0.6)
    so = charts.pooled(pd.Series({"One": 0.9, "Two": 0.6}), True).to_dict()
    assert so["title"]["subtitle"] == "It is so."


# --- the controls --------------------------------------------------------------------------------


class Screen:
    """Stands for the notebook: keeps what is shown and what replaces it."""

    def __init__(self) -> None:
        self.shown: list[object] = []

    def display(self, *things: object, **_: object) -> "Screen.Place":
        self.shown += things
        return Screen.Place(self, len(self.shown) - 1)

    class Place:
        def __init__(self, screen: "Screen", at: int) -> None:
            self.screen, self.at = screen, at

        def update(self, thing: object, **_: object) -> None:
            self.screen.shown[self.at] = thing

    def controls(self, kind: type) -> list:
        found, waiting = [], list(self.shown)
        while waiting:
            thing = waiting.pop(0)
            found += [thing] if isinstance(thing, kind) else []
            waiting = [*getattr(thing, "children", ()), *waiting]
        return found

    def chart(self) -> dict:
        return next(it[VEGALITE] for it in self.shown if isinstance(it, dict) and VEGALITE in it)

    def texts(self) -> str:
        return " ".join(it.data for it in self.shown if isinstance(it, HTML))


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    made = Screen()
    monkeypatch.setattr(matrix, "display", made.display)
    monkeypatch.setattr(matrix, "_rated", {})
    return made


EMPTY = re.sub(r"\d", "0", TYPED)


def test_the_boxes_are_named_and_redraw(screen: Screen) -> None:
    matrix.rate(EMPTY, HYPOTHESES, ITEMS, PRIOR)
    boxes = screen.controls(ipw.BoundedIntText)
    assert len(boxes) == 30
    spoken = [re.sub(r"<[^>]+>", "", box.description) for box in boxes]
    assert spoken == [f"{item} if this is true: {name}" for name in HYPOTHESES for item in ITEMS]
    assert [box.tooltip for box in boxes] == spoken
    assert "the shares are the prior" in title_of(screen.chart())
    for box, digit in zip(boxes, "".join(filter(str.isdigit, TYPED)), strict=True):
        box.value = int(digit)
    assert title_of(screen.chart()).startswith("Shares from 2 % to 52 %")
    assert "Non-State group  4 2 3 3 5 5" in screen.texts()
    twin = next(thing for thing in screen.shown if type(thing).__name__ == "TableTwin")
    assert "52 %" in repr(twin)


def test_run_all_loses_nothing(screen: Screen) -> None:
    matrix.rate(EMPTY, HYPOTHESES, ITEMS, PRIOR)
    screen.controls(ipw.BoundedIntText)[0].value = 4
    screen.shown.clear()
    matrix.rate(EMPTY, HYPOTHESES, ITEMS, PRIOR)
    assert screen.controls(ipw.BoundedIntText)[0].value == 4
    screen.shown.clear()
    matrix.rate(TYPED, HYPOTHESES, ITEMS, PRIOR)
    assert [box.value for box in screen.controls(ipw.BoundedIntText)[:6]] == [4, 4, 4, 3, 5, 5]
    screen.shown.clear()
    matrix.rate(EMPTY, HYPOTHESES[::-1], ITEMS, PRIOR)
    assert [box.value for box in screen.controls(ipw.BoundedIntText)] == [0] * 30


def test_a_typed_matrix_that_cannot_be_read_shows_its_sentence(screen: Screen) -> None:
    matrix.rate(TYPED.replace("4 4 4 3", "4 4 9 3"), HYPOTHESES, ITEMS, PRIOR)
    assert "found '9'" in screen.texts().replace("&#x27;", "'")
    assert screen.controls(ipw.BoundedIntText) == []


def test_groups_are_pooled_once_two_are_done(screen: Screen) -> None:
    matrix.pool("It names a State.", true=False, groups=3)
    boxes, ticks = (screen.controls(kind) for kind in (ipw.BoundedIntText, ipw.Checkbox))
    assert len(boxes) == len(ticks) == 3
    boxes[0].value, ticks[0].value = 90, True
    assert "two at least" in screen.texts()
    boxes[1].value, ticks[1].value = 30, True
    chart = next(thing for thing in screen.shown if hasattr(thing, "to_dict"))
    assert title_of(chart.to_dict()) == "Pooled: 0.360. The average group: 0.450"
    ticks[1].value = False
    assert "two at least" in screen.texts()


def test_items_read_well_on_paper_and_on_a_screen(evidence) -> None:
    items = matrix.cards(evidence, ["V04", "V08"])
    for text in (repr(items), items._repr_html_()):
        assert "obtenus il y a plusieurs semaines grâce au hacking" in text
        assert "article 002, paragraph 10" in text
