"""Answers as plain JSON: every right form, and everything that pretends to be one."""

import collections
import datetime as dt
import decimal
import fractions
import json
import subprocess
import sys
from pathlib import Path

import altair as alt
import numpy as np
import pandas as pd
import pytest

from leaklab import answers
from leaklab.answers import CannotEncode, Unanswered, encode

FRAME = pd.DataFrame(
    {
        "id": ["a", "b"],
        "at": pd.to_datetime(["2017-05-05 20:00", None]),
        "long": [pd.Timedelta("36h"), pd.NaT],
        "n": [1.5, np.nan],
    }
)


class HostileText(str):
    __hash__ = str.__hash__

    def __eq__(self, other):
        return True

    def __str__(self):
        raise SystemExit

    def __iter__(self):
        raise KeyError

    def __len__(self):
        return 0


class HostileList(list):
    def __eq__(self, other):
        return True

    def __iter__(self):
        raise SystemExit

    def __len__(self):
        return 10**9


class HostileDict(dict):
    def items(self):
        return [("right", "answer")]

    def keys(self):
        return ["right"]


class HostileInt(int):
    def __int__(self):
        return 7

    def __index__(self):
        return 7


class EqualsEverything:
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0


class SaysItIsText:
    @property
    def __class__(self):
        return str

    def __str__(self):
        return "B"


class DiesWhenLookedAt:
    @property
    def __class__(self):
        raise SystemExit

    def __getattribute__(self, name):
        raise SystemExit

    def __repr__(self):
        raise SystemExit


class LyingMeta(type):
    @property
    def __mro__(cls):
        return (str,)

    @property
    def __name__(cls):
        raise SystemExit


class Lying(metaclass=LyingMeta):
    pass


class BrokenZone(dt.tzinfo):
    def utcoffset(self, moment):
        raise SystemExit


def endless():
    yield 1


FORMS = [
    ("C", "C"),
    (36, 36),
    (36.5, 36.5),
    (True, True),
    (None, None),
    (float("nan"), None),
    (float("inf"), "Infinity"),
    (-np.inf, "-Infinity"),
    (decimal.Decimal("1.5"), 1.5),
    (fractions.Fraction(1, 4), 0.25),
    (["a", ("b", {"c": 1})], ["a", ["b", {"c": 1}]]),
    ({"b", "a"}, ["a", "b"]),
    (frozenset({3, 1, 2}), [1, 2, 3]),
    ({1, "a", None}, [None, 1, "a"]),
    (range(3), [0, 1, 2]),
    (collections.deque([1]), [1]),
    ({"a": 1}.keys(), ["a"]),
    ({"a": 1}.values(), [1]),
    (collections.Counter("aab"), {"a": 2, "b": 1}),
    ({1: "x", (2, 3): "y", None: "z"}, {"1": "x", "2, 3": "y", "None": "z"}),
    (dt.date(2017, 5, 5), "2017-05-05"),
    (dt.time(20, 5), "20:05:00"),
    (dt.datetime(2017, 5, 5, 20), "2017-05-05T20:00:00"),
    (pd.Timestamp("2017-05-05 20:00", tz="Europe/Paris"), "2017-05-05T20:00:00+02:00"),
    (pd.NaT, None),
    (pd.NA, None),
    (dt.timedelta(hours=36), "P1DT12H0M0S"),
    (pd.Timedelta("36h"), "P1DT12H0M0S"),
    (pd.Timedelta("90.5s"), "P0DT0H1M30.5S"),
    (np.timedelta64(36, "h"), "P1DT12H0M0S"),
    (pd.Period("2017-05"), "2017-05"),
    (np.int8(3), 3),
    (np.float64(0.5), 0.5),
    (np.bool_(True), True),
    (np.str_("a"), "a"),
    (np.datetime64("2017-05-05"), "2017-05-05"),
    (np.array([[1, 2], [3, 4]]), [[1, 2], [3, 4]]),
    (np.array(5), 5),
    (np.array(["2017-05-05", "NaT"], dtype="M8[D]"), ["2017-05-05", None]),
    (FRAME["id"], ["a", "b"]),
    (FRAME["at"], ["2017-05-05T20:00:00", None]),
    (FRAME.index, [0, 1]),
    (FRAME.columns, ["id", "at", "long", "n"]),
    (pd.Categorical(["a", None]), ["a", None]),
    (pd.array([1, None]), [1, None]),
    (pd.MultiIndex.from_tuples([(1, "a")]), [[1, "a"]]),
    (
        FRAME,
        [
            {"id": "a", "at": "2017-05-05T20:00:00", "long": "P1DT12H0M0S", "n": 1.5},
            {"id": "b", "at": None, "long": None, "n": None},
        ],
    ),
    (FRAME.iloc[:0], []),
    (HostileText("A"), "A"),
    (HostileList(["A"]), ["A"]),
    (HostileDict(wrong=1), {"wrong": 1}),
    (HostileInt(3), 3),
    ("a\ud800b", "a?b"),
]


@pytest.mark.parametrize(("given", "wanted"), FORMS, ids=range(len(FORMS)))
def test_encodes(given, wanted):
    encoded = encode(given)
    assert encoded == wanted
    assert json.loads(json.dumps(encoded, allow_nan=False)) == encoded
    assert exact(encoded)


def exact(value):
    if type(value) is list:
        return all(exact(item) for item in value)
    if type(value) is dict:
        return all(type(key) is str and exact(item) for key, item in value.items())
    return type(value) in (str, int, float, bool, type(None))


LOOP: list = []
LOOP.append(LOOP)
WIDE_LOOP: list = []
WIDE_LOOP += [WIDE_LOOP] * 3

REFUSED = [
    (EqualsEverything(), "EqualsEverything"),
    (SaysItIsText(), "SaysItIsText"),
    (DiesWhenLookedAt(), "DiesWhenLookedAt"),
    (Lying(), "Lying"),
    ([EqualsEverything()], "EqualsEverything"),
    (np.array([EqualsEverything()], dtype=object), "EqualsEverything"),
    (pd.Series([EqualsEverything()]), "EqualsEverything"),
    (dt.datetime(2017, 1, 1, tzinfo=BrokenZone()), "reading it fails"),
    (endless(), "list( )"),
    (map(int, "12"), "list( )"),
    (endless, "brackets"),
    (len, "brackets"),
    (int, "brackets"),
    (b"C", "bytes"),
    (1j, "complex"),
    (sys, "module"),
    (object(), "object"),
    (pd.Interval(0, 1), "Interval"),
    (np.longdouble(1), "longdouble"),
    (alt.X("a:Q"), "type X"),
    (alt.Chart(FRAME).mark_bar().encode(x="no_such"), "Altair cannot draw"),
    (pd.DataFrame([[1, 2]], columns=["a", "a"]), "two columns"),
    ({1: "a", "1": "b"}, "two keys"),
    (LOOP, "nested too deeply"),
    (WIDE_LOOP, "nested too deeply"),
    (range(10**9), "too large"),
    ([0] * 200_000, "too large"),
    ("x" * 2_000_000, "too large"),
    (["x" * 20_000] * 100, "too large"),
    (10**400, "too large"),
    (np.zeros((1000, 1000)), "too large"),
    (pd.DataFrame(np.zeros((1000, 1000))), "too large"),
    (pd.Series(range(200_000)), "too large"),
]


@pytest.mark.parametrize(("given", "says"), REFUSED, ids=range(len(REFUSED)))
def test_refuses_in_one_sentence(given, says):
    with pytest.raises(CannotEncode) as refusal:
        encode(given)
    sentence = str(refusal.value)
    assert says in sentence
    assert sentence.endswith(".")
    assert len(sentence) < 250
    assert sentence.isprintable()


@pytest.mark.parametrize(
    "given",
    [..., [1, ...], {"a": {"b": ...}}, (..., ...), pd.Series([...]), np.array([..., 1])],
    ids=range(6),
)
def test_the_stub_is_unanswered_however_deep(given):
    with pytest.raises(Unanswered):
        encode(given)


def test_chart_is_its_specification():
    chart = alt.Chart(FRAME[["id", "n"]], title="A title").mark_bar().encode(x="n:Q", y="id:N")
    encoded = encode(chart)
    assert exact(encoded)
    assert encoded["mark"] == {"type": "bar"}
    assert encoded["encoding"]["x"]["field"] == "n"
    assert encoded["title"] == "A title"


def test_keyboard_interrupt_goes_through():
    class Stopped(alt.Chart):
        def to_dict(self, *args, **kwargs):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        encode(Stopped(FRAME))


def test_type_names_are_safe_to_print():
    nasty = type("\x1b[31m\n" + "x" * 200, (), {})
    with pytest.raises(CannotEncode) as refusal:
        encode(nasty())
    assert str(refusal.value).isprintable()
    assert len(str(refusal.value)) < 250


def test_text_stands_alone():
    """The grader runs the text of answers.py in the learner's kernel, without the kit."""
    source = Path(answers.__file__).read_text(encoding="utf-8")
    program = (
        "import sys; before = set(sys.modules)\n"
        "space = {'__name__': 'alone'}\n"
        f"exec({source!r}, space)\n"
        "assert space['encode']({'a': (1, 2)}) == {'a': [1, 2]}\n"
        "loaded = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "assert loaded <= set(sys.stdlib_module_names), loaded\n"
    )
    subprocess.run([sys.executable, "-I", "-S", "-c", program], check=True)
