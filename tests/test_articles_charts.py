"""The pictures of the five articles: the numbers in them, and what they say where drawn."""

import itertools
import re

import altair as alt
import ipywidgets
import pandas as pd
import pytest
import vl_convert
from IPython.display import HTML
from test_charts import silences

from leaklab import case, charts, theme, widgets
from leaklab.charts import articles as pictures
from leaklab.rendering import SCHEMA

TABLES = {name: case.load(name) for name in case.TABLES}
ARTICLES, CLAIMS = TABLES["articles"], TABLES["claims"]
SAMPLE = case.load("coding_sample")
CARDS = charts.five_cards(TABLES)
TIME = ["004", "003", "001", "002", "000"]
SIX = ["C001-10", "C000-11", "C004-04", "C000-18", "C003-02", "C004-02"]

DRAWN = {
    "slope": lambda: charts.cards_in_order(CARDS, ARTICLES, [1, 2, 3, 4, 5]),
    "slope, right": lambda: charts.cards_in_order(CARDS, ARTICLES, list(CARDS["place"])),
    **{f"map {a}": lambda a=a: charts.article_map(TABLES, a) for a in TIME},
    "coverage": lambda: charts.coverage(CLAIMS, ARTICLES),
    "codes": lambda: charts.codes_compared(CLAIMS, SAMPLE, dict.fromkeys(SIX, "states")),
    "codes, one": lambda: charts.codes_compared(
        CLAIMS, SAMPLE, {claim: "denies" if claim == SIX[1] else None for claim in SIX}
    ),
}


def width(chart) -> int:
    picture = vl_convert.vegalite_to_svg({**chart.to_dict(), "$schema": SCHEMA}, vl_version="5.8")
    return int(re.search(r'width="(\d+)', picture)[1])


@pytest.mark.parametrize("name", DRAWN)
def test_chart_says_what_it_shows_and_fits(name: str) -> None:
    chart = DRAWN[name]()
    assert silences(chart.to_dict()) == []
    assert width(chart) <= 835


@pytest.mark.parametrize("name", DRAWN)
def test_chart_fits_the_wall(name: str) -> None:
    theme.enable("leaklab-projector")
    try:
        assert width(DRAWN[name]()) <= 1070
    finally:
        theme.enable("leaklab")


# --- order ---------------------------------------------------------------------------------------


def test_the_order_is_that_of_the_first_possible_moment() -> None:
    assert charts.time_order(ARTICLES) == TIME


def test_spans_of_publication_do_not_overlap_where_they_have_an_end() -> None:
    rows = ARTICLES.set_index("article_id").loc[TIME]
    for (_, one), (_, other) in itertools.pairwise(rows.iterrows()):
        if pd.isna(one["published_end"]):
            assert one.name == "002"  # the weak link that the lesson speaks of
        else:
            assert one["published_end"] <= other["published_start"]


def test_publication_says_no_more_than_the_table() -> None:
    said = {row["article_id"]: charts.publication(row) for _, row in ARTICLES.iterrows()}
    assert said == {
        "000": "27 July 2017, 15:45",
        "001": "6 May 2017",
        "002": "not before 9 May 2017",
        "003": "1 March to 30 April 2017",
        "004": "14 to 19 February 2017",
    }


def test_cards_give_no_order_away() -> None:
    letters, files, places = (list(CARDS[c]) for c in ("letter", "article_id", "place"))
    assert letters == sorted(letters) == list("ABCDE")
    assert files not in (sorted(files), sorted(files)[::-1])
    assert places not in (sorted(places), sorted(places)[::-1])
    assert all(place != number for number, place in enumerate(places, start=1))
    page = widgets.Cards(CARDS)
    for text in (page._repr_html_(), repr(page)):
        assert not re.search(r"\b00[0-4]\b|27/07/2017|27 July|CNEWS|franceinfo|RTL", text)
        assert "plus de sept ans" in text
        assert text.count("«") == sum(len(clues) for clues in CARDS["clues"]) + text.count("««")


def test_every_clue_stands_in_its_own_article() -> None:
    rows = pd.concat(TABLES[name].set_index(pictures.KEYS[name]) for name in ("events", "figures"))
    for article, paragraph, ids in pictures.CARDS.values():
        assert {rows.loc[row, "article_id"] for row in ids} == {article}
        gists = TABLES["paragraphs"].set_index(["article_id", "paragraph"])["gist_en"]
        assert isinstance(gists[article, paragraph], str)


@pytest.mark.parametrize(
    ("places", "says"),
    [
        ([0, 0, 0, 0, 0], "a place, 1 for the first"),
        ([1, 1, 0, 0, 0], "Place 1 is given to more than one"),
        ([1, 2, 3, 4, 0], "Still to give: 5."),
        ([5, 0, 3, 0, 1], "Still to give: 2, 4."),
        ([5, 4, 3, 2, 1], ""),
    ],
)
def test_what_is_no_order_yet_is_told(places, says) -> None:
    problem = charts.order_problem(places)
    assert says in problem
    assert bool(problem) == bool(says)


def test_reversed_pairs_are_counted_as_crossings() -> None:
    assert charts.reversed_pairs([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]) == 0
    assert charts.reversed_pairs([1, 2, 3, 4, 5], [5, 4, 3, 2, 1]) == 10
    assert charts.reversed_pairs([2, 1, 3], [1, 2, 3]) == 1


def test_title_of_the_order_states_the_finding() -> None:
    assert DRAWN["slope, right"]().title.text.startswith("No two lines cross")
    assert "ten pairs" in DRAWN["slope"]().title.text


# --- one article, all articles -------------------------------------------------------------------


@pytest.mark.parametrize("article", TIME)
def test_every_row_of_an_article_is_on_its_map(article: str) -> None:
    rows = charts.article_rows(TABLES, article)
    wanted = {
        row
        for name, key in pictures.KEYS.items()
        for row in TABLES[name].loc[TABLES[name]["article_id"] == article, key]
    }
    assert set(rows["row"]) == wanted
    assert list(rows["number"]) == list(range(1, len(wanted) + 1))
    assert rows["paragraph"].is_monotonic_increasing
    assert rows["column"].isin(list(pictures.COLUMNS)).all()


def test_only_one_article_has_no_direct_quotation() -> None:
    quoted = CLAIMS[CLAIMS["voice"] == "direct_quote"]["article_id"].value_counts()
    assert [article for article in TIME if article not in quoted] == ["000"]
    assert "0 of its 14 claims" in charts.article_map(TABLES, "000").title.text


def test_every_claim_is_counted_once() -> None:
    counts = charts.coverage_counts(CLAIMS, ARTICLES)
    assert counts.to_numpy().sum() == len(CLAIMS)
    assert list(counts.columns) == TIME
    assert counts.shape == (10, 5)
    assert counts.loc["Facebook accounts"].to_dict() == dict.fromkeys(TIME, 0) | {"000": 7}


def test_the_title_of_the_coverage_follows_the_data() -> None:
    assert charts.coverage(CLAIMS, ARTICLES).title.text.startswith("No phenomenon")
    everywhere = CLAIMS.assign(phenomenon="posting")
    assert "all five articles: 1" in charts.coverage(everywhere, ARTICLES).title.text


# --- coding --------------------------------------------------------------------------------------


def test_the_coders_show_only_once_you_have_coded() -> None:
    rows = charts.coding_rows(CLAIMS, SAMPLE, {"C001-10": None, "C000-11": "denies"})
    assert list(rows["first coder"]) == ["", "denies"]
    assert list(rows["second coder"]) == ["", "denies"]
    assert list(rows["verdict"]) == ["not coded yet", "all agree"]
    spec = charts.codes_compared(CLAIMS, SAMPLE, {"C001-10": None, "C000-11": "denies"}).to_dict()
    assert "accuses" not in str(spec["datasets"]) + str(spec["usermeta"])


def test_the_six_claims_hold_agreements_and_disagreements() -> None:
    rows = charts.coding_rows(CLAIMS, SAMPLE, dict.fromkeys(SIX, "states"))
    verdicts = rows["verdict"].value_counts()
    assert verdicts["the two coders differ"] == 3
    assert verdicts["you differ from both"] == 3


# --- the controls --------------------------------------------------------------------------------


class Screen:
    """Stands in for the notebook: keeps what is shown, and what it is replaced by."""

    def __init__(self) -> None:
        self.shown: list[object] = []

    def display(self, *things: object, display_id: bool = False, **_: object) -> "Screen | None":
        self.shown += things
        return self if display_id else None

    def update(self, thing: object, **_: object) -> None:
        self.shown.append(thing)

    def of(self, kind: type) -> list:
        return [thing for thing in self.shown if isinstance(thing, kind)]


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    screen = Screen()
    monkeypatch.setattr(widgets, "display", screen.display)
    return screen


def test_an_order_is_drawn_only_once_it_is_complete(screen: Screen) -> None:
    widgets.order_cards(CARDS, ARTICLES)
    (boxes,) = screen.of(ipywidgets.VBox)
    assert [box.description[0] for box in boxes.children] == list("ABCDE")
    for box, place in zip(boxes.children, CARDS["place"], strict=True):
        assert not screen.of(alt.TopLevelMixin)
        box.value = int(place)
    (chart,) = screen.of(alt.TopLevelMixin)
    assert chart.title.text.startswith("No two lines cross")
    boxes.children[0].value = boxes.children[1].value
    assert "more than one card" in screen.of(HTML)[-2].data


def test_claims_are_coded_by_buttons(screen: Screen) -> None:
    widgets.code_claims(CLAIMS, SAMPLE, SIX)
    rows = screen.of(ipywidgets.ToggleButtons)
    assert [row.value for row in rows] == [None] * 6
    assert sum('lang="fr"' in page.data for page in screen.of(HTML)) == 6
    assert not screen.of(alt.TopLevelMixin)
    rows[0].value = "states"
    (chart,) = screen.of(alt.TopLevelMixin)
    assert chart.title.text.startswith("Claims you coded: 1.")
