"""The arrows of the machine and what they rest on, the two catalogues, the clock, the charts."""

import json

import pandas as pd
import pytest
from casework import ROOT, rows_of

from leaklab import anatomy, case, record, reference
from leaklab.charts import anatomy as pictures
from leaklab.wording import one_line

TABLES = {name: case.load(name) for name in case.TABLES}
ARROWS, TECHNIQUES = TABLES["arrows"], TABLES["techniques"]
CLOCK = anatomy.clock(TABLES["events"], record.load("calendar"), record.load("statements"))


def made(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["from", "to", "standing"])


# --- the table of arrows -------------------------------------------------------------------------


def rests_on_nothing(rows: list[dict[str, str]]) -> list[str]:
    """An arrow rests on a quotation if and only if somebody says it, and the row is there."""
    there = {
        row[key]
        for name, key in (
            ("techniques", "technique_id"),
            ("claims", "claim_id"),
            ("events", "event_id"),
            ("evidence", "evidence_id"),
        )
        for row in rows_of(ROOT, name)
    }
    problems = []
    for row in rows:
        if (row["standing"] == "inferred") == bool(row["rests_on"]):
            problems.append(f"{row['arrow_id']} is {row['standing']}, rests on {row['rests_on']!r}")
        elif row["rests_on"] and row["rests_on"] not in there:
            problems.append(f"{row['arrow_id']} rests on {row['rests_on']}, which is nowhere")
    return problems


def test_an_arrow_rests_on_a_quotation_or_is_inferred() -> None:
    assert rests_on_nothing(rows_of(ROOT, "arrows")) == []
    spoilt = rows_of(ROOT, "arrows")
    spoilt[0]["rests_on"] = "C000-99"
    spoilt[1]["rests_on"] = ""
    spoilt[2]["rests_on"] = "C000-04"
    assert len(rests_on_nothing(spoilt)) == 3


def test_arrows_join_two_cards_once() -> None:
    assert (ARROWS["from"] != ARROWS["to"]).all()
    assert not ARROWS.duplicated(["from", "to"]).any()
    assert set(ARROWS["from"]) | set(ARROWS["to"]) <= set(TECHNIQUES["technique_id"])


def test_every_arrow_says_why_in_one_sentence() -> None:
    for why in ARROWS["why_en"]:
        assert why == one_line(why)
        assert why.endswith(".")
        assert 12 <= len(why.split()) <= 50


def test_nothing_is_observed_but_what_the_article_itself_tells() -> None:
    seen = ARROWS[ARROWS["standing"] == "observed"]
    claims = TABLES["claims"].set_index("claim_id")
    for row_id in seen["rests_on"]:
        if row_id in claims.index:
            assert claims.at[row_id, "voice"] == "outlet"
            assert claims.at[row_id, "mood"] == "indicative"


def test_an_arrow_from_an_inferred_deed_is_inferred() -> None:
    deeds = TECHNIQUES.set_index("technique_id")["standing"]
    joined = ARROWS[
        (ARROWS["from"].map(deeds) == "inferred") | (ARROWS["to"].map(deeds) == "inferred")
    ]
    assert set(joined["standing"]) == {"inferred"}


def test_the_counts_that_the_lesson_tells() -> None:
    assert anatomy.by_standing(ARROWS).to_dict() == {"observed": 2, "claimed": 4, "inferred": 11}
    assert TECHNIQUES["standing"].value_counts()["observed"] == 5
    assert set(TECHNIQUES["technique_id"]) - set(ARROWS["from"]) - set(ARROWS["to"]) == {"K06"}


# --- counting and following ----------------------------------------------------------------------


def test_by_standing_counts_nothing_as_zero() -> None:
    assert anatomy.by_standing(made(("a", "b", "claimed"))).tolist() == [0, 1, 0]
    assert anatomy.by_standing(ARROWS.iloc[:0]).tolist() == [0, 0, 0]


def test_assembled_counts_an_arrow_when_both_cards_lie() -> None:
    table = anatomy.assembled(made(("b", "a", "claimed"), ("b", "c", "inferred")), ["a", "b", "c"])
    assert table["claimed"].tolist() == [0, 1, 1]
    assert table["inferred"].tolist() == [0, 0, 1]
    with pytest.raises(anatomy.AnatomyError, match="leads to or from c"):
        anatomy.assembled(made(("b", "c", "claimed")), ["a", "b"])


def test_chains_and_the_longest() -> None:
    arrows = made(
        ("a", "b", "claimed"),
        ("b", "c", "inferred"),
        ("a", "c", "observed"),
        ("c", "d", "claimed"),
        ("d", "a", "claimed"),
    )
    assert anatomy.chains(arrows, "a", "c") == [["a", "c"]]
    assert anatomy.chains(arrows, "a", "c", anatomy.STANDINGS) == [["a", "c"], ["a", "b", "c"]]
    assert anatomy.chains(arrows, "b", "a") == []
    assert anatomy.longest_chains(arrows) == [["c", "d", "a", "b"]]
    assert anatomy.longest_chains(arrows, ["inferred"]) == [["b", "c"]]
    assert anatomy.longest_chains(arrows, ["observed", "inferred"]) == [["a", "c"], ["b", "c"]]
    assert anatomy.longest_chains(arrows, []) == []


def test_from_the_accounts_to_the_mailboxes_every_way_is_dotted() -> None:
    assert anatomy.chains(ARROWS, "K01", "K04") == []
    assert len(anatomy.chains(ARROWS, "K01", "K04", anatomy.STANDINGS)) == 2


def test_the_longest_ways_that_are_said_have_two_arrows() -> None:
    ways = [["K04", "K08", "K09"], ["K04", "K08", "K10"]]
    assert anatomy.longest_chains(ARROWS) == ways


def test_what_the_lesson_tells_of_single_cards() -> None:
    into = ARROWS[ARROWS["to"] == "K04"]
    assert into["standing"].tolist() == ["inferred"] * 4
    seen = ARROWS[ARROWS["standing"] == "observed"]
    touched = pd.concat([seen["from"], seen["to"]]).value_counts()
    assert touched[touched == 2].index.tolist() == ["K08"]
    assert touched.max() == 2


def test_resting_gives_the_words_of_the_row() -> None:
    table = anatomy.resting(ARROWS, TABLES).set_index("arrow_id")
    assert table.at["A08", "words"] == case.quote("C001-03").fr
    assert table.at["A08", "paragraph"] == "6"
    assert (table.loc[table["standing"] == "inferred", "words"] == "").all()
    with pytest.raises(anatomy.AnatomyError, match="none of the tables given"):
        anatomy.resting(ARROWS, {"techniques": TECHNIQUES})


# --- the catalogues ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["attack", "disarm"])
def test_the_catalogue_has_what_the_cards_name_and_nothing_else(name: str) -> None:
    used = anatomy.identifiers([*TECHNIQUES[f"{name}_ids"], *TECHNIQUES[f"{name}_reason"]])
    assert used == sorted(reference.load(name)[f"{name}_id"])


def test_licences_of_the_catalogues() -> None:
    package = json.loads((ROOT / "data/datapackage.json").read_text("utf-8"))
    resources = {resource["name"]: resource for resource in package["resources"]}
    notice = (
        "© 2025 The MITRE Corporation. This work is reproduced and distributed with the "
        "permission of The MITRE Corporation."
    )
    assert notice in resources["reference-attack"]["description"]
    licences = [licence["name"] for licence in resources["reference-disarm"]["licenses"]]
    assert licences == ["CC-BY-SA-4.0"]


def test_look_up_gives_names_or_the_reason() -> None:
    attack, disarm = reference.load("attack"), reference.load("disarm")
    table = anatomy.look_up(TECHNIQUES, attack, disarm)
    assert table.at["K04", "ATT&CK"] == "T1114 Email Collection"
    assert table.at["K08", "DISARM"] == "T0115 Post Content"
    assert table.at["K13", "DISARM"].startswith("none: No identifier we found")
    both = table[table["ATT&CK"].str.startswith("none") & table["DISARM"].str.startswith("none")]
    assert {"K05", "K13"} <= set(both.index)
    with pytest.raises(anatomy.AnatomyError, match="named by a card and not in the table attack"):
        anatomy.look_up(TECHNIQUES, attack.iloc[:0], disarm)


def test_identifiers_are_found_in_sentences() -> None:
    texts = ["T1204 T1566.003", None, float("nan"), "A tactic, TA0001, or (T1595); not T15"]
    assert anatomy.identifiers(texts) == ["T1204", "T1566.003", "T1595", "TA0001"]


# --- the clock -----------------------------------------------------------------------------------


def test_the_clock_is_in_order_and_names_its_rows() -> None:
    assert CLOCK["start"].is_monotonic_increasing
    assert (CLOCK["start"] <= CLOCK["end"]).all()
    assert CLOCK["start"].dt.tz is None
    assert CLOCK.index.tolist()[:3] == ["posted", "leak", "asked"]
    assert CLOCK.at["asked", "start"] == CLOCK.at["leak", "start"]
    for row in CLOCK.itertuples():
        assert row.layer == ("case" if row.row.startswith("E") else "record")


def test_two_lengths_of_one_silence() -> None:
    start = CLOCK["start"]
    assert anatomy.hours(start["midnight"], start["opening"]) == 32
    assert anatomy.hours(start["midnight"], start["last"]) == 44
    assert anatomy.hours(start["posted"], start["midnight"]) == pytest.approx(3 + 25 / 60)
    assert anatomy.hours(start["opening"], start["midnight"]) == -32
    assert pictures.length(start["posted"], start["opening"]) == "35 h 25"
    assert pictures.length(start["midnight"], start["last"]) == "44 h"


def test_the_hour_of_the_post_is_read_from_its_words() -> None:
    said = record.load("statements").set_index("record_id")
    assert "vendredi" in said.at["S-079", "words"]
    assert anatomy.hour_in(said.at["S-079", "words"]) == (20, 35)
    assert anatomy.hour_in("à 7h05") == (7, 5)
    with pytest.raises(anatomy.AnatomyError, match="no hour such as"):
        anatomy.hour_in("dans la soirée, 25h00")


# --- the charts ----------------------------------------------------------------------------------


def test_every_card_has_a_place_of_its_own() -> None:
    cards = pictures.card_rows(TECHNIQUES)
    assert cards["number"].tolist() == list(range(1, len(TECHNIQUES) + 1))
    for one in cards.itertuples():
        for other in cards.itertuples():
            if one.number < other.number:
                apart = abs(one.x - other.x) >= pictures.CARD[0] or (
                    abs(one.y - other.y) >= pictures.CARD[1]
                )
                assert apart, (one.technique_id, other.technique_id)
        assert max(map(len, one.short.split("\n"))) <= 17
    with pytest.raises(ValueError, match="K06 does not fit"):
        pictures.card_rows(TECHNIQUES.query("technique_id != 'K06'"))


def test_no_arrow_runs_behind_a_card() -> None:
    cards = pictures.card_rows(TECHNIQUES)
    links = pictures.arrow_rows(ARROWS, cards)
    for link in links.itertuples():
        for step in range(101):
            x = link.x + (link.x2 - link.x) * step / 100
            y = link.y + (link.y2 - link.y) * step / 100
            inside = (abs(cards["x"] - x) < pictures.CARD[0] / 2) & (
                abs(cards["y"] - y) < pictures.CARD[1] / 2
            )
            assert not inside.any(), link.arrow_id


def test_the_machine_says_its_counts() -> None:
    chart = pictures.machine(TECHNIQUES, ARROWS, TABLES)
    assert "Of 17 arrows, two are observed, four claimed, 11 inferred" in chart.title.text
    rows = chart.usermeta["table"]
    assert len(rows) == len(ARROWS)
    assert rows[7]["The words"] == case.quote("C001-03").fr
    assert bound(chart) == {"cards_laid": (15, None), "hide_inferred": (False, "checkbox")}


def test_laid_card_by_card_it_begins_with_one_and_counts_along() -> None:
    chart = pictures.machine(TECHNIQUES, ARROWS, TABLES, laid=1)
    assert bound(chart) == {"cards_laid": (1, "number"), "hide_inferred": (False, None)}
    assert "Card 1: " in json.dumps(chart.to_dict())
    assert chart.title.text == "15 cards and 17 arrows, laid one by one"


def bound(chart) -> dict[str, tuple]:
    """Return each parameter of a chart: where it begins, and by what it is moved."""
    return {
        param["name"]: (param["value"], param.get("bind", {}).get("input"))
        for param in chart.to_dict()["params"]
    }


def test_the_cards_alone_have_no_arrow() -> None:
    chart = pictures.cards_alone(TECHNIQUES)
    assert "five observed, nine claimed, one inferred" in chart.title.text
    assert len(chart.usermeta["table"]) == len(TECHNIQUES)
    assert "triangle" not in json.dumps(chart.to_dict())


def test_the_clock_measures_from_where_it_is_told() -> None:
    assert "32 h to the opening, 44 h to the last" in pictures.clock(CLOCK).title.text
    assert "35 h 25 to the opening" in pictures.clock(CLOCK, "posted").title.text
    assert "34 h to the opening" in pictures.clock(CLOCK, "leak").title.text
    with pytest.raises(ValueError, match="choose posted, leak or midnight"):
        pictures.clock(CLOCK, "opening")


def test_one_arrow_is_asked_by_its_number() -> None:
    told = anatomy.asked(ARROWS, TABLES, 8)
    assert told.startswith("claimed | obtenus il y a plusieurs semaines")
    assert "communiqué" in told
    assert max(len(row) for row in told.splitlines()[1:]) <= 88
    assert anatomy.asked(ARROWS, TABLES, 5).startswith("inferred | no words\n")


@pytest.mark.parametrize("number", [0, 18, -1, True, "5", None])
def test_an_arrow_that_is_not_there_gets_one_sentence(number) -> None:
    assert anatomy.asked(ARROWS, TABLES, number) == "There are arrows 1 to 17."


def test_ways_are_told_in_the_names_of_the_cards() -> None:
    assert pictures.ways([]) == "none"
    told = pictures.ways(anatomy.longest_chains(ARROWS))
    assert told.splitlines()[1:] == [
        "  Mailboxes hacked, says campaign > Put online on a forum > Relay by a known site",
        "  Mailboxes hacked, says campaign > Put online on a forum > Spread under one hashtag",
    ]
