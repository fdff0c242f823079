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
    assert rows["box-02"]["Hit rate"] == "none: nothing was forged"
    assert "box-02: hit rate none: nothing was forged" in chart.description
    assert "nothing was forged: no hit rate" in picture_of(chart)


def test_the_title_counts_who_lies_above_the_line() -> None:
    assert title_of(charts.hit_rates(SORTED)) == (
        "Above the line of guessing: two of two; 37 false alarms in all"
    )
    below = {"a": Rates(1, 3, 5, 5), "b": Rates(2, 2, 5, 5), "c": Rates(3, 1, 5, 5)}
    assert title_of(charts.hit_rates(below)).startswith("Above the line of guessing: one of three")
    clean = charts.hit_rates({"box-02": SORTED["box-02"]})
    assert title_of(clean) == "22 false alarms, and no hit rate: nothing was forged"


def test_a_filled_chart_is_the_one_that_would_be_made() -> None:
    spec = charts.hit_rates({"": Rates(0, 0, 0, 1)}).to_dict()
    assert charts.hit_rates_again(spec, SORTED) == charts.hit_rates(SORTED).to_dict()


def test_the_diagonal_is_named() -> None:
    assert ">guessing<" in picture_of(charts.hit_rates(SORTED))


def test_names_of_marks_that_lie_close_are_written_once() -> None:
    near = {f"box-0{n}": Rates(6, 0, 19 + n, 15) for n in range(1, 4)}
    words = picture_of(charts.hit_rates(near))
    assert ">box-01, box-02, box-03<" in words


# --- a part and the rest -------------------------------------------------------------------------


def test_shares_are_of_their_own_part() -> None:
    rows = charts.part_rows(RUNS, **SIZE)
    sample = rows[rows["way"] != rows["way"].iloc[0]]
    assert list(sample["rest"]) == [0, 0, 10, 10, 20, 20]
    assert list(sample["said"]) == [0, 0, 5, 4, 12, 22]
    assert len(rows) == 2 * len(RUNS)


def test_the_title_comes_from_the_runs() -> None:
    chart = charts.part_and_rest(RUNS, **SIZE, spotted=0.5)
    assert title_of(chart) == (
        "The verified part holds a forgery in none of 6 runs; the rest, up to 20 %"
    )
    dirty = RUNS.assign(in_verified=[0, 0, 0, 1, 2, 0])
    assert "in 2 of 6 runs" in title_of(charts.part_and_rest(dirty, **SIZE, spotted=0.5))


def test_the_engine_never_puts_a_keyless_forgery_among_the_verified() -> None:
    runs = selection.simulate(**SIZE, forged=200, spotted=0.5, runs=20, seed=7)
    assert "in none of 20 runs" in title_of(charts.part_and_rest(runs, **SIZE, spotted=0.5))


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
    assert box.text.value == "T ? F"
    box.on.click()
    assert [button.value for button in box.buttons] == [None] * 4
    assert "Message 5" in box.buttons[0].description
    box.buttons[1].value = "?"
    assert box.text.value == "T ? F ? ? ?"
    box.back.click()
    assert [button.value for button in box.buttons] == ["T", None, "F", None]


def test_a_second_run_and_another_box_lose_nothing() -> None:
    names = mailbox.boxes()
    box = sorting.Sorting(names)
    box.buttons[0].value = "F"
    box.box.value = names[1]
    assert box.text.value == ""
    assert sorting.Sorting(names).text.value == "F"


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


def test_boxes_can_be_read_without_a_kernel() -> None:
    page = sorting.Printed(mailbox.boxes())
    assert page._repr_html_().count("<details>") == len(mailbox.boxes())
    assert "made up by us" in repr(page)
    text = page._repr_html_()
    assert text.count("<strong>") == 40 * len(mailbox.boxes())


# --- the room ------------------------------------------------------------------------------------


def test_what_nobody_typed_is_not_drawn() -> None:
    found = sorting.room_rates({"box-01": [0, 0, 0, 0], "box-02": [1, 2, 3, 4]})
    assert found == {"box-02": Rates(1, 2, 3, 4)}


def test_the_room_is_drawn_as_it_types(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = _spied(monkeypatch)
    sorting.room(["box-01", "box-02"])
    fields = [
        field
        for row in shown.widgets[0].children
        for field in row.children
        if isinstance(field, ipw.BoundedIntText)
    ]
    assert len(fields) == 8
    assert all(field.description and field.tooltip.startswith("box-") for field in fields)
    fields[4].value = 3
    assert isinstance(shown.updates[0], HTML)  # nothing authentic yet: no rate
    fields[6].value = 5
    start = time.perf_counter()
    fields[7].value = 15
    assert time.perf_counter() - start < 0.1
    assert shown.bundles[-1][VEGALITE]["title"]["text"].startswith(
        "Above the line of guessing: one of one"
    )


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
