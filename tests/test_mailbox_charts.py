"""The pictures and controls of lesson 3.2: what they draw, say, and never say."""

import re
import time

import ipywidgets as ipw
import numpy as np
import pandas as pd
import pytest
import vl_convert
from IPython.display import HTML
from test_charts import silences

from leaklab import charts, detection, mailbox, selection, theme
from leaklab.charts import mailbox as pictures
from leaklab.controls import sorting
from leaklab.detection import Rates
from leaklab.rendering import SCHEMA, VEGALITE

VERDICTS = pd.DataFrame(
    {"message": range(1, 9), "result": ["pass"] * 3 + ["unsigned"] * 3 + ["fail", "no key"]}
)
TRUTH = pd.DataFrame(
    {"message": range(1, 9), "truth": ["authentic"] * 5 + ["forged", "forged", "authentic"]}
)
CLEAN = TRUTH.assign(truth="authentic")
BOXES = pd.DataFrame(
    {"box": ["box-01", "box-02", "box-03"], "seed": [4, 5, 6], "messages": 40, "forged": [5, 0, 7]}
)
SORTED = {
    "mine": Rates(2, 3, 4, 12, undecided=3),
    "box-02": Rates(0, 0, 22, 18),
    "box-03": Rates(7, 0, 11, 22),
}
SIZE = {"messages": 1000, "verified": 290, "looked_at": 100}
RUNS = pd.DataFrame(
    {
        "run": range(6),
        "in_verified": 0,
        "in_rest": [0, 0, 71, 71, 142, 142],
        "seen": [0, 0, 11, 9, 22, 18],
        "noticed": [0, 0, 5, 4, 12, 22],
    }
)
DRAWN = {
    "verdicts": lambda: charts.box_verdicts("box-01", VERDICTS),
    "truth": lambda: charts.box_verdicts("box-01", VERDICTS, TRUTH),
    "clean": lambda: charts.box_verdicts("box-01", VERDICTS, CLEAN),
    "planted": lambda: charts.planted(BOXES),
    "hits": lambda: charts.hit_rates(SORTED),
    "one clean box": lambda: charts.hit_rates({"box-02": SORTED["box-02"]}),
    "parts": lambda: charts.part_and_rest(RUNS, **SIZE, spotted=0.5),
}


def title_of(chart) -> str:
    return chart.title.text


def picture_of(chart) -> str:
    return vl_convert.vegalite_to_svg({**chart.to_dict(), "$schema": SCHEMA}, vl_version="5.8")


@pytest.mark.parametrize("name", DRAWN)
def test_chart_says_what_it_shows_and_fits(name: str) -> None:
    chart = DRAWN[name]()
    assert silences(chart.to_dict()) == []
    assert int(re.search(r'width="(\d+)', picture_of(chart))[1]) <= 835


@pytest.mark.parametrize("name", DRAWN)
def test_chart_fits_the_wall(name: str) -> None:
    theme.enable("leaklab-projector")
    try:
        assert int(re.search(r'width="(\d+)', picture_of(DRAWN[name]()))[1]) <= 1070
    finally:
        theme.enable("leaklab")


# --- what a check says ---------------------------------------------------------------------------


def test_every_message_has_one_tile() -> None:
    rows = charts.verdict_rows(VERDICTS)
    assert sorted(rows["message"]) == list(range(1, 9))
    assert not rows.duplicated(["row", "place"]).any()
    assert set(rows["truth"]) == {"not shown"}


def test_the_truth_is_nowhere_in_the_picture_before_it_is_shown() -> None:
    chart = charts.box_verdicts("box-01", VERDICTS)
    assert "forged" not in str(chart.to_dict())
    assert title_of(chart) == "box-01: 3 of 8 messages pass (38 %)"


@pytest.mark.parametrize(
    ("truth", "says"),
    [
        (TRUTH, "box-01: 2 of 8 forged, and the check passes none of them"),
        (CLEAN, "box-01: none is forged, and 5 of 8 do not pass"),
        (
            TRUTH.assign(truth=["forged"] + ["authentic"] * 7),
            "1 of 8 forged, and the check passes one of them",
        ),
    ],
)
def test_the_title_counts_the_forged_and_those_that_pass(truth, says: str) -> None:
    assert says in title_of(charts.box_verdicts("box-01", VERDICTS, truth))


def test_forged_and_authentic_differ_in_shape_too() -> None:
    shape = charts.box_verdicts("box-01", VERDICTS, TRUTH).to_dict()["layer"][0]["encoding"]
    assert shape["shape"]["scale"]["domain"] == ["authentic", "forged"]
    assert len(set(shape["shape"]["scale"]["range"])) == 2


# --- the seed ------------------------------------------------------------------------------------


def test_a_box_without_a_forgery_says_none() -> None:
    chart = charts.planted(BOXES)
    assert title_of(chart) == "Of three boxes, one held no forgery; the others, at most seven of 40"
    assert ">none<" in picture_of(chart)
    assert ">box-02 · seed 5<" in picture_of(chart)


# --- hits and false alarms -----------------------------------------------------------------------


def test_rates_are_those_of_the_engine() -> None:
    rows = charts.hit_rows(SORTED).set_index("who")
    for who, found in SORTED.items():
        assert rows.loc[who, "false_alarm_rate"] == found.false_alarm_rate
        if found.hit_rate is None:
            assert np.isnan(rows.loc[who, "hit_rate"])
        else:
            assert rows.loc[who, "hit_rate"] == found.hit_rate


def test_who_decided_on_nothing_authentic_is_left_out() -> None:
    assert charts.hit_rows({"none": Rates(3, 1, 0, 0)}).empty
    assert charts.hit_rows({}).empty


def test_a_box_with_none_has_no_hit_rate_and_says_so() -> None:
    chart = charts.hit_rates(SORTED)
    rows = {row["Who"]: row for row in chart.usermeta["table"]}
    assert rows["box-02"]["Hit rate"] == "none: no forged one decided on"
    assert "box-02: hit rate none: no forged one decided on" in chart.description
    assert "no forged one decided on: no hit rate" in picture_of(chart)


def test_the_title_says_what_the_rule_does() -> None:
    rule = ["box-02", "box-03"]
    told = charts.hit_rates(SORTED, rule=rule)
    assert title_of(told) == "The rule finds every forgery, with 33 false alarms"
    lax = SORTED | {"box-03": Rates(6, 1, 1, 22)}
    told = charts.hit_rates(lax, rule=["box-03"])
    assert title_of(told) == "The rule finds 6 of 7 forgeries, with one false alarm"


def test_without_a_rule_the_title_counts_over_all() -> None:
    assert title_of(charts.hit_rates(SORTED)) == (
        "9 of 12 forged ones decided on are found, with 37 false alarms"
    )
    clean = charts.hit_rates({"box-02": SORTED["box-02"]}, rule=["box-02"])
    assert title_of(clean) == "22 false alarms, and no hit rate: no forged one decided on"


def test_marks_of_the_rule_are_told_from_the_signs() -> None:
    boxes = {f"box-0{n}": Rates(6, 0, 19 + n, 15) for n in range(1, 4)}
    told = charts.hit_rates({"signs above": Rates(1, 1, 2, 7)} | boxes, rule=list(boxes))
    assert ">the rule, three boxes<" in picture_of(told)
    assert ">signs above<" in picture_of(told)
    close = charts.hit_rates({"signs above": Rates(6, 0, 20, 15), **boxes}, rule=["box-03"])
    assert ">left to right: signs above, box-01, box-02; the rule, one box<" in picture_of(close)
    assert [row["Who"] for row in told.usermeta["table"]] == ["signs above", *boxes]


def test_a_filled_chart_is_the_one_that_would_be_made() -> None:
    spec = charts.hit_rates({"": Rates(0, 0, 0, 1)}).to_dict()
    assert charts.hit_rates_again(spec, SORTED) == charts.hit_rates(SORTED).to_dict()


def test_the_diagonal_is_named() -> None:
    assert ">guessing<" in picture_of(charts.hit_rates(SORTED))


def test_names_of_marks_that_lie_close_are_written_once() -> None:
    near = {f"box-0{n}": Rates(6, 0, 19 + n, 15) for n in range(1, 4)}
    words = picture_of(charts.hit_rates(near))
    assert ">left to right: box-01, box-02, box-03<" in words
    five = {f"box-0{n}": Rates(6, 0, 15 + n, 20 - n) for n in range(1, 6)}
    assert int(re.search(r'width="(\d+)', picture_of(charts.hit_rates(five)))[1]) <= 835


# --- a part and the rest -------------------------------------------------------------------------


def test_shares_are_of_their_own_part() -> None:
    rows = charts.part_rows(RUNS, **SIZE)
    sample = rows[rows["way"] != rows["way"].iloc[0]]
    assert list(sample["rest"]) == [0, 0, 10, 10, 20, 20]
    assert list(sample["said"]) == [0, 0, 5, 4, 12, 22]
    assert len(rows) == 2 * len(RUNS)


def test_the_title_comes_from_the_runs() -> None:
    chart = charts.part_and_rest(RUNS, **SIZE, spotted=0.5)
    assert title_of(chart) == "A sample of the rest, read, tells too little in 3 of 6 boxes"
    nothing = RUNS.assign(noticed=40)
    assert "in none of 6" in title_of(charts.part_and_rest(nothing, **SIZE, spotted=0.5))


def test_the_rule_is_told_as_a_rule_and_not_as_a_finding() -> None:
    runs = selection.simulate(**SIZE, forged=200, spotted=0.5, runs=20, seed=7)
    chart = charts.part_and_rest(runs, **SIZE, spotted=0.5)
    assert "verified" not in title_of(chart)
    assert "none of 290 verified is forged, by rule; a reader of 100" in chart.title.subtitle
    assert "None of the 290 verified is forged, by rule" in chart.description


def test_runs_that_break_the_rule_are_refused() -> None:
    broken = RUNS.assign(in_verified=[0, 0, 0, 1, 2, 0])
    with pytest.raises(ValueError, match="no verified message is forged"):
        charts.part_and_rest(broken, **SIZE, spotted=0.5)


def test_who_decided_on_no_forged_one_is_not_said_to_have_had_none() -> None:
    undecided = detection.rates([None, False, True], [True, False, False])
    told = charts.hit_rates({"mine": undecided})
    assert "nothing was forged" not in picture_of(told) + told.description


# --- sorting -------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    sorting._kept.clear()


def test_signs_keep_the_place_of_what_was_left_out() -> None:
    assert sorting.signs_of({}) == ""
    assert sorting.signs_of({1: "T", 4: "F"}) == "T ? ? F"


def test_sorting_prints_what_was_chosen_and_turns_pages() -> None:
    box = sorting.Sorting(mailbox.boxes())
    box.buttons[0].value = "T"
    box.buttons[2].value = "F"
    assert box.signs == "T ? F"
    assert ">T ? F</code>" in box.text.value
    box.on.click()
    assert [button.value for button in box.buttons] == [None] * 4
    assert "Message 5" in box.buttons[0].description
    box.buttons[1].value = "?"
    assert ">T ? F ? ? ?</code>" in box.text.value
    box.back.click()
    assert [button.value for button in box.buttons] == ["T", None, "F", None]


def test_a_second_run_and_another_box_lose_nothing() -> None:
    names = mailbox.boxes()
    box = sorting.Sorting(names)
    box.buttons[0].value = "F"
    box.box.value = names[1]
    assert box.text.value == "Your signs: none yet"
    assert ">F</code>" in sorting.Sorting(names).text.value


def test_turning_stands_above_the_messages_and_signs_cannot_be_typed(monkeypatch) -> None:
    shown = _spied(monkeypatch)
    sorting.sort(mailbox.boxes())
    top = shown.widgets[1].children
    assert [part.description for part in top[:2]] == ["Earlier messages", "Next messages"]
    assert "0 of 40 sorted" in top[2].value
    assert not any(isinstance(part, ipw.Text | ipw.Textarea) for part in shown.widgets)


def test_the_last_page_ends_with_the_last_message() -> None:
    box = sorting.Sorting(mailbox.boxes())
    for _ in range(30):
        box.on.click()
    assert box.on.disabled
    assert sorting.signs_of({40: "T"}).count("?") == 39
    assert "Message 40" in [button.description for button in box.buttons]


def test_a_message_is_shown_as_text_and_without_its_signature() -> None:
    message = mailbox.load("core").iloc[0]
    assert message["signed_by"] not in sorting.message_html(
        message.drop(["sender", "to"]).reindex(message.index, fill_value="")
    )
    spiked = message.copy()
    spiked["subject"] = spiked["text"] = "<script>x</script>"
    assert "<script>" not in sorting.message_html(spiked)


def test_seals_are_named_only_where_they_are_asked_for() -> None:
    plain = sorting.Printed(mailbox.boxes())._repr_html_()
    assert "seal" not in re.sub(r"(?s)<p .*?</p>|<strong>.*?</strong>", "", plain)
    sealed = sorting.Printed(["core"], seals=True)._repr_html_()
    assert sealed.count("<br>seal: ") == 4
    assert sealed.count("<br>no seal") == 1
    assert "seal: hirestore.example" in sealed


def test_boxes_can_be_read_without_a_kernel() -> None:
    page = sorting.Printed(mailbox.boxes())
    assert page._repr_html_().count("<details>") == len(mailbox.boxes())
    assert "made up by us" in repr(page)
    text = page._repr_html_()
    assert text.count("<strong>") == 40 * len(mailbox.boxes())


# --- signs typed in, and what they come to -------------------------------------------------------


@pytest.mark.parametrize("name", ["box-03", "Box-03", " box-03\n", "BOX 03", "box03"])
def test_signs_and_a_name_are_read_as_they_are_typed(name: str) -> None:
    assert sorting.read_signs(" t F,?\nf; ", name) == ("box-03", [False, True, None, True])


def test_every_message_may_have_a_sign() -> None:
    assert len(sorting.read_signs("T" * 40, "box-01")[1]) == 40


@pytest.mark.parametrize(
    ("mine", "name", "says"),
    [
        ("", "box-01", "mine is empty: copy your signs"),
        (" \n", "box-01", "mine is empty: copy your signs"),
        ("T X F", "box-01", "mine holds “X”; each sign is to be T"),
        ("T" * 41, "box-01", "mine holds 41 signs, and box-01 has 40 messages"),
        (["T"], "box-01", "text between quotation marks"),
        ("T", "box-10", "my_box is 'box-10'; it is to be the name of a box, from “box-01”"),
        ("T", "core", "my_box is 'core'"),
        ("T", "", "my_box is ''"),
        ("T", 3, "my_box is 3"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(mine, name, says: str) -> None:
    with pytest.raises(sorting.SortingError, match=re.escape(says)) as raised:
        sorting.read_signs(mine, name)
    assert raised.value._render_traceback_() == [f"SortingError: {raised.value}"]
    assert str(raised.value).count(". ") == 0


def test_rates_are_told_with_their_counts() -> None:
    assert sorting.rates_in_words(Rates(1, 1, 2, 7, undecided=1)) == (
        "hit rate 50 % (hits 1, misses 1)\nfalse alarm rate 22 % (false alarms 2, rightly T 7)"
    )
    assert sorting.rates_in_words(Rates(0, 0, 0, 0)) == (
        "hit rate none: no forged one decided on\n"
        "false alarm rate none: no authentic one decided on"
    )


def test_the_forgeries_of_a_box_have_sign_clue_and_deed() -> None:
    _, said = sorting.read_signs("T T T T T T ? F T T F F", "box-01")
    found = sorting.Forgeries("box-01", said)
    truth = mailbox.truth("box-01").set_index("message")
    forged = truth.index[truth["truth"] == "forged"]
    assert list(found.table["Message"]) == list(forged)
    assert list(found.table["Your sign"])[:2] == ["T", "F"]
    assert set(found.table["Your sign"][2:]) == {"not sorted"}
    page = found._repr_html_()
    assert f"Forged in box-01: {len(forged)}" in page
    assert "none: it reads like the rest" in page
    assert all(truth.loc[n, "clue"] in page for n in forged)
    assert all(truth.loc[n, "note"] in repr(found) for n in forged)


def test_a_box_without_a_forgery_has_no_table_of_them() -> None:
    found = sorting.Forgeries("box-02", [True])
    assert repr(found) == "box-02 holds no forgery."
    assert found._repr_html_() == "<p>box-02 holds no forgery.</p>"


# --- the room ------------------------------------------------------------------------------------


def test_what_nobody_typed_is_not_drawn() -> None:
    found = sorting.room_rates({"box-01": [0, 0, 0, 0], "box-02": [1, 2, 3, 4]})
    assert found == {"box-02": Rates(1, 2, 3, 4)}


def test_the_room_is_drawn_as_it_types(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = _spied(monkeypatch)
    sorting.room(["box-02", "box-01"])
    meant, *rows, problem = shown.widgets[0].children
    fields = [
        field for row in rows for field in row.children if isinstance(field, ipw.BoundedIntText)
    ]
    assert len(fields) == 8
    assert all(field.tooltip.startswith("box-") for field in fields)
    names = ["hits", "misses", "false alarms", "rightly T"]
    assert [field.description for field in fields] == 2 * names
    assert all(f"<strong>{name}</strong>" in meant.value for name in names)
    fields[4].value = 3
    assert isinstance(shown.updates[0], HTML)  # nothing authentic yet: no rate
    fields[6].value = 5
    start = time.perf_counter()
    fields[7].value = 15
    assert time.perf_counter() - start < 0.1
    told = "3 of 3 forged ones decided on are found, with 5 false alarms"
    assert shown.bundles[-1][VEGALITE]["title"]["text"] == told
    fields[0].value = 1  # box-02 holds no forgery
    assert problem.value.startswith("<em>box-02: hits and misses make 1, and it holds no forged")
    assert shown.bundles[-1][VEGALITE]["title"]["text"] == told
    fields[0].value = 0
    assert problem.value == ""


def test_a_row_that_cannot_be_is_found() -> None:
    typed = {"box-01": [5, 0, 30, 5], "box-02": [0, 0, 20, 20], "box-03": [1, 1, 20, 9]}
    assert sorting.room_problems(typed, BOXES) == {}
    off = sorting.room_problems(
        {"box-01": [5, 1, 0, 0], "box-02": [0, 0, 40, 1], "box-03": [4, 4, 33, 1]}, BOXES
    )
    assert off == {
        "box-01": "box-01: hits and misses make 6, and it holds 5 forged messages; this row is "
        "not drawn.",
        "box-02": "box-02: false alarms and rightly T make 41, and it holds 40 authentic "
        "messages; this row is not drawn.",
        "box-03": "box-03: hits and misses make 8, and it holds 7 forged messages; this row is "
        "not drawn.",
    }


class _Spy:
    def __init__(self) -> None:
        self.widgets, self.updates, self.bundles = [], [], []

    def __call__(self, *given: object, **options: object) -> "_Spy":
        self.widgets += [part for part in given if isinstance(part, ipw.Widget)]
        return self

    def update(self, what: object, raw: bool = False) -> None:
        (self.bundles if raw else self.updates).append(what)


def _spied(monkeypatch: pytest.MonkeyPatch) -> _Spy:
    spy = _Spy()
    monkeypatch.setattr(sorting, "display", spy)
    return spy


# --- what the lesson says of the boxes -----------------------------------------------------------


def test_results_are_those_of_the_engine() -> None:
    assert set(pictures.RESULTS) == set(mailbox.RESULTS)
    assert pictures.TRUTHS == mailbox.TRUTHS


def everything() -> pd.DataFrame:
    boxes = [
        mailbox.load(name)
        .merge(mailbox.verify_box(name))
        .merge(mailbox.truth(name))
        .assign(box=name)
        for name in mailbox.boxes()
    ]
    mail = pd.concat(boxes)
    return mail.assign(domain_of=mail["sender"].str.split("@").str[-1])


def test_the_lesson_says_of_the_boxes_what_is_so() -> None:
    mail = everything()
    first = mail[mail["box"] == "box-01"]["result"].value_counts()
    assert 10 <= first["pass"] <= 16
    assert first["unsigned"] > 20
    signing = set(mail.loc[mail["result"] == "pass", "domain_of"])
    assert len(signing) == 3
    bare = mail[mail["domain_of"].isin(signing) & (mail["result"] == "unsigned")]
    assert 3 <= len(bare) <= 8
    held = [name for name, part in mail.groupby("box") if (part["truth"] == "forged").any()]
    assert (len(mailbox.boxes()), len(held)) == (9, 5)
    failed = mail.loc[mail["result"] == "fail", "truth"]
    assert (failed == "authentic").sum() > (failed == "forged").sum()
    clues = mail.loc[mail["truth"] == "forged", "clue"]
    assert clues.str.contains("message").any()
    assert (clues == "").any()
    notes = " ".join(mail.loc[mail["truth"] == "authentic", "note"])
    assert all(word in notes for word in ("slip of the keyboard", "at night", "slip: "))


def test_the_rule_that_the_lesson_warns_of_has_more_false_alarms_than_hits() -> None:
    for name in mailbox.boxes():
        fails = mailbox.verify_box(name)["result"] != "pass"
        forged = mailbox.truth(name)["truth"] == "forged"
        found = detection.rates(list(fails), list(forged))
        assert found.misses == 0
        assert found.false_alarms > found.hits
