"""What judges are written with, and what ``check`` prints."""

import datetime as dt
import doctest

import altair as alt
import pandas as pd
import pytest
from lessonwork import make_home

from leaklab import checking, judging
from leaklab.answers import encode
from leaklab.checking import check
from leaklab.judging import (
    JUDGE_FAILED,
    Exercise,
    LessonError,
    NotYet,
    Verdict,
    Wrong,
    apart,
    as_chart,
    as_choice,
    as_choices,
    as_dates,
    as_day,
    as_hours,
    as_instant,
    as_interval,
    as_mapping,
    as_number,
    as_probability,
    as_table,
    as_text,
    as_texts,
    as_whole,
    fields_of,
    find,
    holds,
    load_exercises,
    load_lesson,
    marks_of,
    recorded,
)
from leaklab.wording import one_line, say

EIGHT = dt.datetime(2017, 5, 5, 20)
DAYS = [dt.date(2017, 4, 23), dt.date(2017, 5, 7)]
FRAME = pd.DataFrame({"event_id": ["E1", "E2"], "n": [1, 2]})


def letters(answer):
    return as_choice(answer, "ABCD")


def several(answer):
    return as_choices(answer, "ABCD")


def hours(answer):
    return as_number(answer, "hours")


def ids(answer):
    return as_texts(answer, column="event_id", known=("E1", "E2", "E3"))


def keyed(answer):
    return as_mapping(answer, ("a", "b"))


READ = [
    (letters, "C", ["C", "c", " C. ", "(c)", "C)", ["C"], pd.Series(["C"])]),
    (several, ["A", "C"], [["A", "C"], "C, A", "A and C", "AC", {"a", "c"}, ["A", "C", "A"]]),
    (hours, 36.0, [36, 36.0, "36", "36 hours", "36 hour", " 36 ", [36], pd.Series([36])]),
    (as_number, 36.5, [36.5, "36,5", "36.5"]),
    (as_whole, 3, [3, 3.0, "3"]),
    (as_hours, 36.0, [36, "36h", "36 hours", pd.Timedelta("36h"), dt.timedelta(days=1.5)]),
    (as_probability, 0.8, [0.8, "80%", "80 %", "0,8"]),
    (
        as_instant,
        EIGHT,
        [
            "2017-05-05 20:00",
            "2017-05-05T20:00",
            "2017-05-05T20:00:00+02:00",
            "2017-05-05T18:00Z",
            "2017-05-05 20h",
            "2017-05-05 20h00",
            EIGHT,
            pd.Timestamp(EIGHT),
            pd.Timestamp(EIGHT, tz="Europe/Paris"),
            pd.Timestamp("2017-05-05 18:00", tz="UTC"),
            pd.Series([pd.Timestamp(EIGHT)]),
            pd.Series([pd.Timestamp(EIGHT)]).to_numpy()[0],
        ],
    ),
    (
        as_interval,
        (EIGHT, dt.datetime(2017, 5, 6)),
        [
            ["2017-05-05 20:00", "2017-05-06"],
            ("2017-05-05T20:00", pd.Timestamp("2017-05-06")),
            "2017-05-05 20:00 / 2017-05-06",
            {"start": EIGHT, "end": "2017-05-06"},
            pd.DataFrame({"start": [EIGHT], "end": [pd.Timestamp("2017-05-06")]}),
        ],
    ),
    (
        as_dates,
        DAYS,
        [
            ["2017-04-23", "2017-05-07"],
            "2017-05-07, 2017-04-23",
            set(DAYS),
            DAYS * 2,
            pd.Series(pd.to_datetime(DAYS)),
            pd.DataFrame({"day": DAYS}),
            pd.DatetimeIndex(DAYS),
        ],
    ),
    (as_day, DAYS[0], ["2017-04-23", DAYS[0], [DAYS[0]], pd.Timestamp(DAYS[0])]),
    (as_text, "Because.", ["Because.", " Because. ", ["Because."]]),
    (
        ids,
        ["E1", "E2"],
        [
            ["E1", "E2"],
            ("e1", "E2", "E1"),
            "E1, E2",
            "E1 and E2.",
            "E1;\nE2",
            FRAME,
            FRAME["event_id"],
        ],
    ),
    (keyed, {"a": 1, "b": 2}, [{"b": 2, "a": 1}, pd.DataFrame({"a": [1], "b": [2]})]),
]


@pytest.mark.parametrize(
    ("reader", "wanted", "given"),
    [
        pytest.param(reader, wanted, form, id=f"{reader.__name__}-{number}")
        for reader, wanted, forms in READ
        for number, form in enumerate(forms)
    ],
)
def test_every_form_reads_the_same(reader, wanted, given):
    assert reader(encode(given)) == wanted


REFUSE = [
    (letters, [3, True, None, "", "E", "AB", [], ["A", "B"], {}, "A or B"]),
    (several, [3, None, "", [], ["Z"], [1], "none"]),
    (hours, ["x", "", True, None, [], [1, 2], "36 metres", float("nan"), float("inf"), {}]),
    (as_whole, [3.5, "3.5", "x"]),
    (as_hours, ["", "36 days", None, "h"]),
    (as_probability, [80, -0.1, True, "120%", "likely", None]),
    (as_instant, ["", "5 May 2017", "2017-05-05", DAYS[0], 20, None, [], "2017-13-01 10:00"]),
    (as_instant, ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", [EIGHT, EIGHT]]),
    (as_interval, ["", [], ["2017-05-05"], ["b", "a"], [3, 4], ["2017-05-06", "2017-05-05"], None]),
    (as_dates, ["", [], "x", [3], ["2017-02-30"], 3, None, FRAME, [[]], [None], "٢٠١٧-٠٤-٢٣"]),
    (as_day, [["2017-04-23", "2017-04-24"], ""]),
    (as_text, ["", "  ", None, 3, [], ["a", "b"], {}]),
    (ids, ["", [], 3, None, ["E9"], [1], {"a": 1}, FRAME[["n"]], [None], "E1 or E2"]),
    (keyed, [{}, {"a": 1}, {"a": 1, "b": 2, "c": 3}, [], FRAME, 3]),
    (as_table, [[], 3, None, "x", [1], {}]),
    (as_chart, [3, None, {}, "chart", FRAME]),
]


@pytest.mark.parametrize(
    ("reader", "given"),
    [
        pytest.param(reader, form, id=f"{reader.__name__}-{number}")
        for reader, forms in REFUSE
        for number, form in enumerate(forms)
    ],
)
def test_every_other_form_gets_a_sentence(reader, given):
    with pytest.raises(NotYet) as end:
        reader(encode(given))
    message = str(end.value)
    assert message.startswith("You gave ")
    assert message.endswith((".", "…", ")"))


def test_a_message_says_what_was_given():
    with pytest.raises(
        NotYet, match=r"^You gave the number 3\. Give one letter in quotes: A, B, C"
    ):
        letters(3)
    with pytest.raises(NotYet, match=r'^You gave a list of 1: \["E9"\]\. "E9" is not in the table'):
        ids(["E9"])
    with pytest.raises(NotYet, match="a day without an hour"):
        as_instant("2017-05-05")


def test_table_columns():
    rows = encode(FRAME)
    assert as_table(rows, ("n",)) == rows
    with pytest.raises(NotYet, match="It lacks start"):
        as_table(rows, ("event_id", "start"))


def test_apart():
    assert apart(["a", "b", "b"], ["b", "c"]) == (["c"], ["a"])


def test_chart_layers():
    base = alt.Chart(FRAME).encode(x="n:Q")
    chart = as_chart(encode(alt.layer(base.mark_bar(), base.mark_rule().encode(y="event_id:N"))))
    assert marks_of(chart) == ["bar", "rule"]
    assert fields_of(chart, "x") == ["n", "n"]
    assert fields_of(chart, "y") == ["", "event_id"]
    beside = as_chart(encode(alt.hconcat(base.mark_bar(), base.mark_tick())))
    assert marks_of(beside) == ["bar", "tick"]
    assert marks_of(encode(base.mark_area().facet("event_id:N"))) == ["area"]


def test_verdict_is_one_printable_line():
    verdict = holds("A\nb\x1b[31m \u202ec\u00a0d")
    assert verdict.message == "A b [31m c d"
    with pytest.raises(ValueError, match="status"):
        Verdict("perhaps", "")


def test_say_leaves_braces_alone_without_values():
    assert say("{ }") == "{ }"
    assert say("{what}", what="{0.__class__}") == "{0.__class__}"
    assert one_line(" a \n b ") == "a b"


def test_recorded_takes_any_text_and_no_other():
    exercise = Exercise("1.2.a", "Predict", 1, recorded("One.", "Two."), ('answer_a = "x"',))
    assert exercise.verdict("whatever").status == "recorded"
    assert "One." in exercise.verdict("whatever").message
    assert exercise.verdict("").status == "not yet"
    assert exercise.verdict(3).status == "not yet"


def test_a_judge_that_fails_is_our_fault():
    def careless(answer):
        return holds(answer["x"])

    def forgetful(answer):
        return None

    for judge in (careless, forgetful):
        verdict = Exercise("1.2.a", "Code", 1, judge, ("answer_a = 1",)).verdict(3)
        assert verdict.status == "not yet"
        assert JUDGE_FAILED[:20] in verdict.message


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"key": "1.2"}, "key looks like"),
        ({"kind": "Guess"}, "kind is one of"),
        ({"judge": None}, "judge is a function"),
        ({"right": "answer_a = 1"}, "right is a tuple"),
        ({"right": ()}, "right is a tuple"),
        ({"wrong": ("answer_a = 1",)}, "wrong is a tuple"),
    ],
)
def test_an_exercise_that_cannot_be_right(change, says):
    fields = {"key": "1.2.a", "kind": "Code", "minutes": 1, "judge": print, "right": ("a = 1",)}
    with pytest.raises(ValueError, match=says):
        Exercise(**(fields | {"wrong": (Wrong("a = 2", "x"),)} | change))


def test_names_follow_from_the_key():
    exercise = Exercise("1.2.a", "Code", 1, print, ("answer_a = 1",))
    assert (exercise.lesson, exercise.slug, exercise.name) == ("1.2", "1-2-a", "answer_a")


def test_finds_and_lists(tmp_path, monkeypatch, capsys):
    home = make_home(tmp_path)
    monkeypatch.setenv("LEAKLAB_HOME", str(home))
    assert find("9.9.b").name == "answer_b"
    assert list(load_exercises(home)) == [f"9.9.{letter}" for letter in "abcdefghij"]
    assert load_exercises(home, "9.8") == {}
    check("9.9.z", 1)
    assert capsys.readouterr().out == (
        "There is no exercise 9.9.z: lesson 9.9 has "
        + ", ".join(f"9.9.{letter}" for letter in "abcdefghij")
        + ".\n"
    )
    for key in ("8.1.a", "a", "", "1.2.A", 3, None, ["9.9.a"]):
        check(key, 1)
        printed = capsys.readouterr().out
        assert "There is no exercise" in printed
        assert "9.9" in printed


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("def (", "SyntaxError"),
        ("1 / 0", "ZeroDivisionError"),
        ("x = 1", "EXERCISES"),
        ("EXERCISES = ()", "at least one"),
        ("EXERCISES = (1,)", "tuple of Exercise"),
        ("import no_such_module", "no_such_module"),
    ],
)
def test_a_broken_lesson_gets_one_sentence(tmp_path, monkeypatch, capsys, source, says):
    home = make_home(tmp_path)
    path = home / "lessons" / "9_fixture" / "9_9_fixture" / "checks.py"
    path.write_text(source, encoding="utf-8")
    with pytest.raises(LessonError, match=says) as error:
        load_lesson(path)
    assert str(error.value).startswith("lessons/9_fixture/9_9_fixture/checks.py cannot be used: ")
    monkeypatch.setenv("LEAKLAB_HOME", str(home))
    check("9.9.a", 1)
    assert capsys.readouterr().out.count("\n") == 1
    assert not list(home.rglob("__pycache__"))


def test_a_key_of_another_lesson_is_refused(tmp_path):
    path = make_home(tmp_path) / "lessons" / "9_fixture" / "9_9_fixture" / "checks.py"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"9.9.b"', '"9.8.b"'), encoding="utf-8"
    )
    with pytest.raises(LessonError, match=r"9\.8\.b"):
        load_lesson(path)


class EqualsEverything:
    def __eq__(self, other):
        return True

    def __getattribute__(self, name):
        raise SystemExit


@pytest.mark.parametrize(
    ("answer", "printed"),
    [
        ("B", "9.9.a  holds. Paragraph 1 says so.\n"),
        ("A", "9.9.a  not yet. A is the day it was printed: reread paragraph 2.\n"),
        (EqualsEverything(), "9.9.a  not yet. The answer is of type EqualsEverything, "),
        (print, "9.9.a  not yet. The answer is a builtin_function_or_method, not a value"),
        (..., "9.9.a  not answered. Replace the ... in the cell above"),
        ([...], "9.9.a  not answered. "),
        (None, "9.9.a  not yet. You gave nothing (None). "),
    ],
    ids=range(7),
)
def test_check_prints_short_rows_and_returns_nothing(
    tmp_path, monkeypatch, capsys, answer, printed
):
    monkeypatch.setenv("LEAKLAB_HOME", str(make_home(tmp_path)))
    assert check("9.9.a", answer) is None
    first = capsys.readouterr().out
    assert first.replace("\n", " ").startswith(printed.replace("\n", " "))
    assert first.endswith(".\n") or first.endswith("…\n")
    assert max(len(row) for row in first.splitlines()) <= 88
    check("9.9.a", answer)
    assert capsys.readouterr().out == first


def test_no_home_gets_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LEAKLAB_HOME", str(tmp_path))
    check("9.9.a", 1)
    assert "holds no data/ folder" in capsys.readouterr().out


def test_doctests():
    assert doctest.testmod(judging).failed == 0
    assert doctest.testmod(checking).failed == 0
