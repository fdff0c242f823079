"""Origins counted by a rule: the counts of the case, and what any table of claims must keep."""

import re
from functools import cache

import ipywidgets
import pandas as pd
import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st
from test_articles_charts import Screen, width
from test_charts import silences
from test_lessons import proved_words, quotes_only_proved_words

from leaklab import case, charts, sources, theme
from leaklab.charts import sources as pictures
from leaklab.controls import grades
from leaklab.rendering import SCHEMA

CLAIMS, ACTORS, ARTICLES = (case.load(name) for name in ("claims", "actors", "articles"))
TENSIONS, LINKS = case.load("tensions"), case.load("links")
EVERYTHING = (CLAIMS, ACTORS, ARTICLES)
SPEAKERS = [*sorted(sources.PARTY_OF), "afp", "reuters"]
STEPS = ["quoted", "accuses", "russian", "entry"]


def table(*chains: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "claim_id": [f"C{n}" for n in range(len(chains))],
            "article_id": [chain[-3:] for chain in chains],
            "chain": list(chains),
        }
    )


# --- the count that the lesson defends -----------------------------------------------------------


def test_the_count_of_the_case() -> None:
    assert sources.count(CLAIMS) == sources.Count(
        articles=5, claims=83, sourced=51, mouths=19, parties=7, hidden=3
    )


def test_every_origin_is_placed_or_hidden() -> None:
    found = sources.origins(CLAIMS)
    hidden = set(found.loc[found["party"] == sources.HIDDEN, "origin"])
    assert hidden == {"afp", "reuters", "intelligence_services"}
    assert set(sources.STAKES) == set(sources.PARTIES)
    assert sources.PARTY_OF.keys() <= set(ACTORS["actor_id"])


def test_most_of_what_names_a_source_is_the_campaigns() -> None:
    counted = sources.counted_by(sources.origins(CLAIMS), "party")
    assert counted.loc["campaign"].to_list() == [27, 3, "001 003 004"]
    assert counted.loc[sources.NO_SOURCE, "claims"] == 32
    assert counted["claims"].sum() == len(CLAIMS)
    assert list(sources.stakes(CLAIMS)["claims"]) == [27, 7, 5, 2, 2, 2, 1]


def test_what_rests_on_february() -> None:
    rest = sources.february(CLAIMS)
    assert rest["why"].value_counts().to_dict() == {"op-ed": 14, "op-ed not named": 2}
    assert rest["article_id"].value_counts().to_dict() == {"004": 12, "003": 3, "001": 1}
    # the table of links says the same of the op-ed
    op_ed = LINKS[LINKS["from"] == sources.OP_ED]["claim_ids"].str.split().explode()
    assert set(op_ed) == set(rest.loc[rest["why"] == "op-ed", "claim_id"])


def test_two_parties_name_russians_as_intruders() -> None:
    named = sources.names_russian(CLAIMS, ACTORS) & sources.speaks_of_entry(CLAIMS)
    named = CLAIMS[named & (CLAIMS["stance"] == "accuses")]
    assert set(named["claim_id"]) == {"C001-18", "C002-01", "C002-04", "C003-01", "C003-03"}
    assert sources.count(named).parties == 2
    assert sources.count(named).sourced == 4


def test_one_tile_stays_lit() -> None:
    rows = charts.tile_rows(*EVERYTHING)
    lit = [charts.lit_tiles(rows, STEPS[:n]) for n in range(5)]
    assert [len(some) for some in lit] == [83, 26, 9, 4, 1]
    assert list(lit[3]["claim_id"]) == ["C004-10", "C003-04", "C003-18", "C002-04"]
    assert list(lit[4]["claim_id"]) == ["C002-04"]


def test_replies_of_the_case() -> None:
    found = sources.replies(CLAIMS, ACTORS)
    assert len(found) == 29
    assert int((found["reply"] != "").sum()) == 15
    assert int(found["same_article"].sum()) == 5
    used = set(" ".join(found["reply"]).split())
    denials = set(CLAIMS.loc[CLAIMS["stance"] == "denies", "claim_id"])
    assert denials - used == {"C001-16"}  # of the rumour, which no row lays at a door
    words = sources.beside(CLAIMS, ACTORS)["reply"].value_counts()
    assert words["no reply in the five articles"] == 14


def test_ids_in_our_coding_are_rows() -> None:
    ids = {*sources.FEBRUARY, *sources.UNSAID_TARGET, *sources.AMERICAN_CASE}
    ids |= {*sources.GENERAL_DENIALS, *sources.MEDIA_DENIAL}
    assert ids <= set(CLAIMS["claim_id"])
    # a case of its own belongs to no French phenomenon
    american = CLAIMS[CLAIMS["claim_id"].isin(sources.AMERICAN_CASE)]
    assert american["phenomenon"].isna().all()


# --- what any table keeps ------------------------------------------------------------------------

chain = st.lists(st.sampled_from(SPEAKERS), max_size=4, unique=True).map(
    lambda before: " > ".join([*before, "outlet_001"])
)
some_claims = st.lists(chain, min_size=1, max_size=12).map(lambda chains: table(*chains))


@given(some_claims)
def test_each_count_is_at_most_the_one_before(claims: pd.DataFrame) -> None:
    many = sources.count(claims)
    assert many.claims >= many.sourced >= many.mouths >= many.parties + many.hidden
    assert many.articles == 1


@given(some_claims)
def test_a_copy_adds_no_origin(claims: pd.DataFrame) -> None:
    once, twice = sources.count(claims), sources.count(pd.concat([claims, claims]))
    assert (twice.mouths, twice.parties, twice.hidden) == (once.mouths, once.parties, once.hidden)
    assert twice.sourced == 2 * once.sourced


@given(some_claims, st.randoms())
def test_order_does_not_matter(claims: pd.DataFrame, random) -> None:
    order = list(range(len(claims)))
    random.shuffle(order)
    assert sources.count(claims.iloc[order]) == sources.count(claims)


def test_chains_are_read_from_the_origin() -> None:
    claims = table("assange > izvestia > ferrand > le_monde > outlet_004", "outlet_004")
    found = sources.origins(claims)
    assert list(found["origin"]) == ["assange", sources.NO_SOURCE]
    assert list(found["hands"]) == ["izvestia ferrand le_monde", ""]
    assert sources.depths(claims)["assange"] == 4
    assert list(sources.edges(claims)["claims"]) == [1, 1, 1, 1]
    assert len(sources.through(claims, "ferrand")) == 1


def test_no_claims_are_no_origins() -> None:
    assert sources.count(CLAIMS.head(0)) == sources.Count(0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize("grade", ["", "B", "22", "G1", "B7", "b2", "B22"])
def test_what_is_no_grade_is_told(grade: str) -> None:
    with pytest.raises(ValueError, match="is no grade"):
        sources.on_diagonal(["A1", grade])


def test_the_diagonal_is_counted() -> None:
    assert sources.on_diagonal(["A1", "B2", "F6", "A6", "C4"]) == 3
    assert sources.on_diagonal([]) == 0


# --- the pictures --------------------------------------------------------------------------------

GRADES = {"Rogers": "B3", "Facebook": "B2", "Ferrand": "B2"}
CHOSEN = ["all", "004", "003", "001", "002", "000", "february"]
DRAWN = {
    "tiles": lambda: charts.tiles(*EVERYTHING),
    "tiles, one": lambda: charts.tiles(*EVERYTHING, only=STEPS),
    **{f"heading {a}": lambda a=a: charts.heading_and_text(a) for a in pictures.HEADINGS},
    **{f"chains {c}": lambda c=c: charts.chains(*EVERYTHING, c) for c in CHOSEN},
    **{
        f"by {b}": lambda b=b: charts.counted_origins(*EVERYTHING[:2], b)
        for b in ("origin", "party")
    },
    "grades": lambda: charts.grade_grid(GRADES),
}


@cache
def board(*only: str) -> dict:
    return charts.tiles(*EVERYTHING, only=only).to_dict()


@pytest.mark.parametrize("name", DRAWN)
def test_chart_says_what_it_shows_and_fits(name: str) -> None:
    chart = DRAWN[name]()
    assert silences(chart.to_dict()) == []
    assert width(chart) <= 835


@pytest.mark.parametrize("name", ["tiles", "heading 002", "chains all", "by party", "grades"])
def test_chart_fits_the_wall(name: str) -> None:
    theme.enable("leaklab-projector")
    try:
        assert width(DRAWN[name]()) <= 1070
    finally:
        theme.enable("leaklab")


def texts(spec: dict) -> list[str]:
    picture = vl_convert.vegalite_to_svg({**spec, "$schema": SCHEMA}, vl_version="5.8")
    return re.findall(r">([^<]+)</text>", picture)


def lifted(spec: dict, **values: bool | int) -> dict:
    if isinstance(spec, dict):
        if spec.get("name") in values:
            return spec | {"value": values[spec["name"]]}
        return {key: lifted(value, **values) for key, value in spec.items()}
    return [lifted(part, **values) for part in spec] if isinstance(spec, list) else spec


@pytest.mark.parametrize(
    ("values", "many"),
    [
        ({}, 83),
        ({"only_quoted": True}, 26),
        ({"only_quoted": True, "only_reported": True}, 51),
        ({"only_quoted": True, "only_reported": True, "only_own": True}, 83),
        ({"only_flat": True}, 74),
        ({"only_held": True}, 9),
        ({"only_hedged": True}, 10),
        ({"only_heading": True}, 20),
        ({"only_body": True}, 63),
        ({"only_accuses": True}, 29),
        (dict.fromkeys(("only_accuses", "only_russian", "only_entry"), True), 5),
        (dict.fromkeys(("only_quoted", "only_accuses", "only_russian", "only_entry"), True), 1),
        (dict.fromkeys(("only_held", "only_entry", "only_russian"), True), 0),
    ],
)
def test_boxes_let_tiles_fall_out_without_python(values: dict, many: int) -> None:
    spec = lifted(board(), **values)
    assert f"{many} of 83 claims stay lit" in texts(spec)


def test_the_number_walks_through_what_is_lit() -> None:
    assert any("certaines de vos infrastructures" in text for text in texts(board(*STEPS)))
    assert "Reply: in general: Kremlin, Putin (000)" in texts(board(*STEPS))
    assert "From: Rogers → Senate hearing → 002" in texts(board(*STEPS))
    spec = lifted(board(), only_quoted=True, only_accuses=True, only_russian=True)
    for number, claim in ((1, "C004-10"), (2, "C003-04"), (4, "C002-04"), (5, "C004-10")):
        assert any(f". {claim}, article" in t for t in texts(lifted(spec, tile_number=number)))


def test_titles_follow_the_data() -> None:
    assert DRAWN["tiles, one"]().title.text == "Of 83 claims, one left: C002-04"
    assert "at most seven, and three hidden" in DRAWN["by party"]().title.text
    assert "19 origins" in DRAWN["by origin"]().title.text
    assert DRAWN["chains february"]().title.text.startswith("16 claims in three articles")
    assert "three stand in the heading only" in DRAWN["heading 002"]().title.text
    assert DRAWN["grades"]().title.text.startswith("Letter and digit went together in two of three")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: charts.tiles(*EVERYTHING, only=["loud"]),
        lambda: charts.chains(*EVERYTHING, "005"),
        lambda: charts.grade_grid({}),
        lambda: charts.grade_grid({"Rogers": "B9"}),
    ],
)
def test_bad_input_is_one_sentence(wrong) -> None:
    with pytest.raises(ValueError, match=r"^[^\n]+\.$"):
        wrong()


def test_words_in_the_headings_are_proved() -> None:
    proved = proved_words()
    for parts in pictures.HEADINGS.values():
        for part in parts:
            for said in part[1:3]:
                assert quotes_only_proved_words(said.replace("\n", " "), proved) == []


def test_every_actor_of_a_chain_has_a_place_of_its_own() -> None:
    nodes = pictures.chain_nodes(CLAIMS, ARTICLES)
    assert len(nodes) == len(nodes[["depth", "line"]].drop_duplicates())
    assert nodes["depth"].max() == 4


# --- the grading control -------------------------------------------------------------------------


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    screen = Screen()
    monkeypatch.setattr(grades, "display", screen.display)
    monkeypatch.setattr(grades, "_given", {})
    return screen


def drawn(screen: Screen) -> list[dict]:
    return [thing for thing in screen.shown if isinstance(thing, dict)]


def test_a_claim_appears_once_its_source_is_graded(screen: Screen) -> None:
    grades.grade(CLAIMS, ACTORS, ["C002-04", "C004-07"])
    letters = screen.of(ipywidgets.ToggleButtons)
    claims = screen.of(ipywidgets.VBox)
    assert [said.layout.display for said in claims] == ["none", "none"]
    letters[0].value = "B"
    assert [said.layout.display for said in claims] == [None, "none"]
    assert not drawn(screen)
    claims[0].children[1].value = "3"
    assert "Rogers B3" in drawn(screen)[-1]["text/plain"]


def test_grades_survive_run_all(screen: Screen) -> None:
    grades.grade(CLAIMS, ACTORS, ["C002-04"])
    screen.of(ipywidgets.ToggleButtons)[0].value = "F"
    screen.shown.clear()
    grades.grade(CLAIMS, ACTORS, ["C002-04"])
    assert screen.of(ipywidgets.ToggleButtons)[0].value == "F"
    assert screen.of(ipywidgets.VBox)[0].layout.display is None


@pytest.mark.parametrize("claim", ["C002-04", "C004-07", "C000-06", "C001-13", "C000-02"])
def test_the_source_card_keeps_the_claim_back(claim: str) -> None:
    row = CLAIMS.set_index("claim_id", drop=False).loc[claim]
    card = grades.source_card(row, ACTORS)
    assert row["quote_fr"] not in card
    assert row["quote_en"] not in card
    assert "At stake (our coding)" in card
    assert row["quote_fr"] in grades.claim_card(row).replace("&#x27;", "'")
