"""The eight questions: what lies under each, how many "Russia" is, and what a mixture is."""

import re

import pytest
import vl_convert
from test_charts import silences

from leaklab import case, charts, record, theme
from leaklab.charts import questions
from leaklab.rendering import SCHEMA

CLAIMS, ACTORS = case.load("claims"), case.load("actors")
STATEMENTS = record.load("statements")
ROWS = charts.slip_rows(CLAIMS, ACTORS)
NAMED = ROWS[ROWS["shelf"] == questions.NAMED]

DRAWN = {
    **{
        f"slip {slip}": lambda slip=slip: charts.slip_tiles(CLAIMS, ACTORS, STATEMENTS, slip)
        for slip in questions.SLIPS
    },
    "board": lambda: charts.slip_board(CLAIMS, ACTORS),
    **{f"as {r}": lambda r=r: charts.subjects(CLAIMS, ACTORS, r) for r in questions.READINGS},
    **{f"mixture {v}": lambda v=v: charts.mixture(v) for v in questions.VERSIONS},
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


# --- slips ---------------------------------------------------------------------------------------


def test_the_slips_are_the_eight_phenomena_and_five_hide_in_the_sentence() -> None:
    phenomena = set(CLAIMS["phenomenon"].cat.categories) - {"reaction"}
    assert set(questions.SLIPS) == phenomena
    assert len(charts.slips()) == 8
    hidden = charts.slips()["hides_in"]
    assert (hidden != "not in the sentence").sum() == 5
    sentence = "Russia hacked and spread the leak"
    assert all(word in sentence for word in questions.HIDES_IN.values())


def test_every_claim_on_a_phenomenon_lies_on_one_slip_once() -> None:
    wanted = CLAIMS[CLAIMS["phenomenon"].isin(list(questions.SLIPS))]
    assert sorted(ROWS["claim_id"]) == sorted(wanted["claim_id"])
    assert len(ROWS) == 47
    assert len(CLAIMS) == 83


def test_who_is_named_is_counted_from_the_data() -> None:
    assert NAMED["slip"].value_counts().to_dict() == {
        "site_attacks": 5,
        "facebook_accounts": 3,
        "amplification": 3,
        "state_media": 3,
        "mailbox_theft": 1,
        "forged_items": 1,
    }
    assert NAMED["named"].str.len().min() > 0
    assert set(ROWS.loc[ROWS["shelf"] == questions.OTHER, "named"]) == {""}


def test_nobody_is_named_under_posting() -> None:
    assert charts.unnamed(CLAIMS) == ["posting", "rumour"]
    assert (ROWS["slip"] == "posting").sum() == 11
    accused = CLAIMS.copy()
    accused.loc[accused["claim_id"] == "C001-07", "stance"] = "accuses"
    assert charts.unnamed(accused) == ["rumour"]


def test_under_spread_lie_pro_trump_accounts_and_a_relay() -> None:
    spread = NAMED[NAMED["slip"] == "amplification"].set_index("claim_id")
    assert spread["named"].to_dict() == {
        "C001-12": "pro-Trump accounts",
        "C001-13": "pro-Trump accounts",
        "C001-26": "WikiLeaks",
    }
    assert spread.loc["C001-13", "mood"] == "conditional"
    assert not spread["named"].str.contains("Russia").any()


def test_the_one_claim_that_names_somebody_without_accusing_is_what_we_say() -> None:
    claim = CLAIMS.set_index("claim_id").loc[questions.NAMES_TOO[0]]
    assert (claim["phenomenon"], claim["about"], claim["stance"]) == (
        "amplification",
        "wikileaks",
        "states",
    )


def test_an_empty_slip_is_drawn_empty() -> None:
    empty = str(charts.slip_tiles(CLAIMS, ACTORS, STATEMENTS, "posting").to_dict())
    assert "Nobody is named here." in empty
    full = str(charts.slip_tiles(CLAIMS, ACTORS, STATEMENTS, "mailbox_theft").to_dict())
    assert "Nobody is named here." not in full
    board = charts.slip_board(CLAIMS, ACTORS)
    blank = [row for row in board.usermeta["table"] if row["Who is named"] == "nobody"]
    assert [row["Question"] for row in blank] == [
        "Who posted it?",
        "Who began the offshore rumour?",
    ]


@pytest.mark.parametrize("slip", questions.SLIPS)
def test_beside_every_slip_stands_a_reply_of_its_own_layer(slip: str) -> None:
    found = questions.replies(slip, CLAIMS, STATEMENTS)
    assert len(found) >= 1
    assert found["when"].str.contains("2017|undated|27 July").all()
    known = CLAIMS.set_index("claim_id")["stance"].to_dict()
    known |= STATEMENTS.set_index("record_id")["stance"].to_dict()
    for key in questions.REPLIES[slip]:
        assert known[key] == "denies"
        if key.startswith("S"):
            day = STATEMENTS.set_index("record_id").loc[key, "start"]
            assert str(day)[:10] <= "2017-07-27"


def test_every_actor_has_a_short_name() -> None:
    names = [questions.short_name(actor, ACTORS) for actor in ACTORS["actor_id"]]
    assert all(0 < len(name) <= 24 for name in names)
    assert questions.short_name("outlet_001", ACTORS) == "article 001"
    assert questions.short_name("rogers", ACTORS) == "Rogers"


def test_the_number_box_reaches_every_tile() -> None:
    rows = charts.slip_tiles(CLAIMS, ACTORS, STATEMENTS, "site_attacks").usermeta["table"]
    assert [int(row["Tile"]) for row in rows] == list(range(1, 13))
    assert [row["Shelf"] for row in rows] == (
        [questions.NAMED] * 5 + [questions.OTHER] * 6 + [questions.REPLY]
    )


# --- subjects ------------------------------------------------------------------------------------


def test_russia_goes_under_nine_names() -> None:
    names = charts.russian_names(ACTORS)
    assert set(names["actor_id"]) == set(questions.FOUR)
    kinds = names["kind"].astype(str).value_counts().to_dict()
    kinds = {kind: count for kind, count in kinds.items() if count}
    assert kinds == {"name_only": 5, "state_body": 3, "collective": 1}
    assert names["name"].str.contains(" / ").sum() == 2


@pytest.mark.parametrize(("reading", "subjects", "reach"), [("names", 9, 1), ("four", 4, 2)])
def test_merging_makes_subjects_stand_under_more(reading: str, subjects: int, reach: int) -> None:
    rows = charts.subject_rows(CLAIMS, ACTORS, reading)
    deeds = rows[rows["question"] != questions.NO_DEED]
    assert deeds.groupby("subject")["question"].nunique().max() == reach
    assert set(rows["claim_id"]) == set(charts.subject_rows(CLAIMS, ACTORS, "one")["claim_id"])
    title = charts.subjects(CLAIMS, ACTORS, reading).title.text
    assert f"{['', '', '', '', 'four', '', '', '', '', 'nine'][subjects]}" in title


def test_as_one_it_stands_under_three() -> None:
    rows = charts.subject_rows(CLAIMS, ACTORS, "one")
    assert len(rows) == 18
    assert (rows["question"] == questions.NO_DEED).sum() == 11
    assert rows["question"].nunique() - 1 == 3
    american = {"C000-13", "C002-08", "C002-09", "C003-14", "C003-22", "C004-15"}
    assert american <= set(rows.loc[rows["question"] == questions.NO_DEED, "claim_id"])


# --- the mixture ---------------------------------------------------------------------------------


def test_the_versions_rest_on_rows_and_only_the_campaign_tells_the_aim_of_all() -> None:
    known = set(CLAIMS["claim_id"]) | set(STATEMENTS["record_id"])
    for version in questions.VERSIONS:
        rows = charts.mixture_rows(version)
        assert set(" ".join(rows["row"]).split()) <= known
    assert list(charts.mixture_rows("campaign")["box"]) == ["MALINFORMATION", "DISINFORMATION"]
    times = charts.mixture_rows("times").set_index("part")["box"]
    assert times["the campaign's decoys"] == "MISINFORMATION"
    assert (times == "cannot be told").sum() == 3
    assert list(charts.mixture_rows("wikileaks")["box"]) == ["cannot be told"]


@pytest.mark.parametrize(
    ("call", "names"),
    [
        (lambda: charts.slip_tiles(CLAIMS, ACTORS, STATEMENTS, "theft"), "site_attacks"),
        (lambda: charts.subjects(CLAIMS, ACTORS, "two"), "names, four, one"),
        (lambda: charts.mixture("kremlin"), "campaign, times, wikileaks"),
    ],
)
def test_an_unknown_choice_is_one_clear_sentence(call, names: str) -> None:
    with pytest.raises(ValueError, match="choose one of") as caught:
        call()
    assert names in str(caught.value)
