"""The pictures of words of likelihood: a learner's own path, card by card, and the two scales."""

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from leaklab import estimative, theme, unsealing
from leaklab.charts.common import LANES, in_words, scaled, twin
from leaklab.rendering import with_table
from leaklab.wording import say

WIDTH = 600
LANE = 92  # pixels a phenomenon takes
ROOM = 0.74  # the part of a lane that 0 to 100 percent take
LABELS = {lane + 0.5: LANES[name].split(" of ")[0] for lane, name in enumerate(unsealing.PHENOMENA)}


def path_rows(locks: pd.DataFrame, cards: pd.DataFrame) -> pd.DataFrame:
    """Return what the chart of a path draws: one row a phenomenon and step, blanks included.

    Parameters
    ----------
    locks
        From `leaklab.unsealing.read_locks`.
    cards
        From `leaklab.unsealing.cards`.

    Returns
    -------
    pandas.DataFrame
        ``phenomenon``, ``label``, ``lane``, ``step``, ``when``, ``word``, ``by``, ``low``,
        ``high`` and ``middle`` (percent, empty for a blank), ``moved`` (another word than before).
    """
    bands = {word: estimative.band(word) for word in set(locks["word"]) - {""}}
    whens = {0: say("before card 1")} | {n: row["when"] for n, row in cards.iterrows()}
    rows = []
    for lane, name in enumerate(unsealing.PHENOMENA):
        before = None
        for lock in locks[locks["phenomenon"] == name].sort_values("step").itertuples():
            low, high = bands.get(lock.word, (None, None))
            rows.append(
                {
                    "phenomenon": name,
                    "label": LANES[name],
                    "lane": lane,
                    "step": lock.step,
                    "when": whens[lock.step],
                    "word": lock.word,
                    "by": lock.by,
                    "low": low,
                    "high": high,
                    "middle": None if low is None else (low + high) / 2,
                    "moved": before is not None and lock.word != before,
                }
            )
            before = lock.word
    return pd.DataFrame(rows).astype({"low": "float64", "high": "float64", "middle": "float64"})


def finding(locks: pd.DataFrame) -> str:
    """Return what a path shows, for its title."""
    moved = unsealing.moves(locks)
    most = moved["changes"].max()
    blank = [LANES[name] for name in moved.index[(moved["said"] == 0)]]
    told = say("nothing moved yet")
    if most:
        names = [
            LANES[name].split(" of ")[0].lower() for name in moved.index[moved["changes"] == most]
        ]
        told = say(
            "{names} moved most ({count})", names=say(" and ").join(names), count=_times(int(most))
        )
    if not blank:
        return say("Your path: {told}, no lane is blank", told=told)
    if len(blank) == len(moved):
        return say("Your path: all four lanes are blank so far")
    return say(
        "Your path: {told}, {lanes} blank",
        told=told,
        lanes=blank[0].split(" of ")[0].lower()
        if len(blank) == 1
        else say("{n} lanes", n=in_words(len(blank))),
    )


def _times(count: int) -> str:
    return say("once") if count == 1 else say("{n} times", n=in_words(count))


def own_path(locks: pd.DataFrame, cards: pd.DataFrame) -> alt.TopLevelMixin:
    """Draw locked words as paths: for each phenomenon a lane, a dot a card, a gap for a blank.

    The bar is the range of ICD 203 that the word stands for, the dot its middle. A filled dot is
    a word that changed.

    Parameters
    ----------
    locks
        From `leaklab.unsealing.read_locks`.
    cards
        From `leaklab.unsealing.cards`.
    """
    what = _Path.of(locks, cards)

    def of(name: str) -> alt.Chart:
        return alt.Chart(alt.InlineData(name=name, values=what.rows[name]))

    # one title in every layer: a layer without one would take it from the others
    y_scale = alt.Scale(domain=[0, len(LABELS)], reverse=True, nice=False, zero=False)
    y_axis = alt.Axis(
        values=list(LABELS),
        labelExpr=_lookup(LABELS),
        grid=False,
        ticks=False,
        domain=False,
    )
    y_title = say("How likely, in your words")
    x_scale = alt.Scale(domain=[-1.2, len(cards) + 0.5], nice=False, zero=False)
    days = {0: [say("before"), ""]} | {
        number: [f"{row['day'].day} {row['day']:%b}", f"{row['day']:%Y}"]
        for number, row in cards.iterrows()
    }
    x_axis = alt.Axis(
        values=list(days),
        labelExpr=_lookup(days),
        grid=False,
        labelOverlap=False,
    )
    x_title = say("Card by card, in the order of days (not to scale)")

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=x_scale, title=x_title, axis=x_axis)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=y_scale, title=y_title, axis=y_axis)

    tooltip = [
        alt.Tooltip("label:N", title=say("about")),
        alt.Tooltip("when:N", title=say("after the card of")),
        alt.Tooltip("word:N", title=say("your word")),
        alt.Tooltip("by:N", title=say("resting on")),
    ]
    lines = of("edges").mark_rule(color=theme.PALE, strokeWidth=1).encode(y=y("at"))
    notes = (
        of("edges")
        .mark_text(align="left", dy=-7, color=theme.GREY, fontSize=theme.size("label") - 1)
        .encode(x=x("step"), y=y("at"), text="text:N")
    )
    bars = (
        of("said")
        .mark_rule(color=theme.BLUE, strokeWidth=18, opacity=0.4)
        .encode(x=x("step"), y=y("low_at"), y2="high_at:Q", tooltip=tooltip)
    )
    strokes = (
        of("said")
        .mark_line(color=theme.BLUE, strokeWidth=2)
        .encode(x=x("step"), y=y("middle_at"), detail="run:N")
    )
    dots = (
        of("said")
        .mark_point(size=50, filled=True, opacity=1, stroke=theme.BLUE)
        .encode(
            x=x("step"),
            y=y("middle_at"),
            fill=alt.condition("datum.moved", alt.value(theme.BLUE), alt.value("#FFFFFF")),
            tooltip=tooltip,
        )
    )
    # below a dot high in its lane, above a low one: the words stay in their lane
    words = [
        of(name)
        .mark_text(
            lineBreak="\n",
            baseline="top" if name == "high" else "bottom",
            dy=9 if name == "high" else -9 - theme.size("label"),
            fontSize=theme.size("label") - 1,
        )
        .encode(x=x("step"), y=y("middle_at"), text="text:N", tooltip=tooltip)
        for name in ("high", "low")
    ]
    blanks = (
        of("silent")
        .mark_text(color=theme.GREY, fontStyle="italic")
        .encode(x=x("step"), y=y("at"), text="text:N")
    )
    chart = alt.layer(lines, bars, strokes, dots, *words, notes, blanks).properties(
        width=scaled(WIDTH),
        height=scaled(LANE) * len(LABELS),
        title=alt.Title(
            what.title,
            subtitle=say("Bar: the range of your word (ICD 203). Filled dot: the word changed."),
        ),
        description=what.description,
    )
    return with_table(chart, what.table)


def own_path_again(
    spec: dict[str, Any], locks: pd.DataFrame, cards: pd.DataFrame
) -> dict[str, Any]:
    """Return the specification that `own_path` would make, from an earlier one.

    A control cannot wait for a whole chart to be made anew: only what changes is put in.

    Parameters
    ----------
    spec
        ``own_path(...).to_dict()`` of the same cards.
    locks, cards
        As in `own_path`.
    """
    what = _Path.of(locks, cards)
    return spec | {
        "title": spec["title"] | {"text": what.title},
        "description": what.description,
        "usermeta": spec["usermeta"] | {"table": what.table.to_dict("records")},
        "layer": [
            part | {"data": part["data"] | {"values": what.rows[part["data"]["name"]]}}
            for part in spec["layer"]
        ],
    }


def _lookup(labels: dict) -> str:
    """Return an expression that puts each label at its place on an axis."""
    pairs = ", ".join(f"'{at:g}': {label!r}" for at, label in labels.items())
    return f"{{{pairs}}}[datum.value]"


@dataclass(frozen=True)
class _Path:
    """What changes in the picture of a path: the rows of its layers, its words, its table."""

    rows: dict[str, list[dict[str, Any]]]
    title: str
    description: str
    table: pd.DataFrame

    @classmethod
    def of(cls, locks: pd.DataFrame, cards: pd.DataFrame) -> "_Path":
        table = path_rows(locks, cards)
        moved = unsealing.moves(locks)
        lanes = range(len(LABELS))
        said, high, low = [], [], []
        run, before = 0, None
        for row in table[table["word"] != ""].to_dict("records"):
            # 100 percent on top of each lane, 0 at its foot
            foot = row["lane"] + (1 + ROOM) / 2
            at = {f"{name}_at": foot - ROOM * row[name] / 100 for name in ("low", "high", "middle")}
            # one line from lock to lock, cut where a lock is blank
            whole = before == (row["lane"], row["step"] - 1)
            run, before = run + (not whole), (row["lane"], row["step"])
            drawn = row | at | {"run": run}
            said.append(drawn)
            if row["moved"] or not whole:
                text = "\n".join(row["word"].rsplit(" ", 1))
                (high if row["middle"] > 15 else low).append(drawn | {"text": text})
        edges = [
            {"at": lane + (1 + sign * ROOM) / 2, "text": text, "step": -1.15}
            for lane in lanes
            for sign, text in ((-1, "100 %"), (1, "0 %"))
        ]
        silent = [
            {"at": lane + 0.5, "step": len(cards) / 2, "text": say("blank: nothing may be said")}
            for lane, count in zip(lanes, moved["said"], strict=True)
            if count == 0
        ]
        description = say(
            "Words of likelihood for four phenomena, locked up to card {step} of {last}: {lanes}.",
            step=int(locks["step"].max()),
            last=len(cards),
            lanes="; ".join(
                say(
                    "{name}: said at {said} steps, changed {changes} times, last {word}",
                    name=LANES[row.Index],
                    said=row.said,
                    changes=row.changes,
                    word=row.last or say("blank"),
                )
                for row in moved.itertuples()
            ),
        )
        rows = {"edges": edges, "said": said, "high": high, "low": low, "silent": silent}
        return cls(rows, finding(locks), description, _twin_of(table))


def _twin_of(table: pd.DataFrame) -> pd.DataFrame:
    spelled = table.assign(
        word=table["word"].replace("", say("blank")),
        range=[
            "" if pd.isna(row.low) else say("{low:g} to {high:g} %", low=row.low, high=row.high)
            for row in table.itertuples()
        ],
    )
    return twin(
        spelled,
        {
            "label": say("About"),
            "when": say("After the card of"),
            "word": say("Your word"),
            "range": say("Its range"),
            "by": say("Resting on"),
        },
    )


def scale_rows(scale: str) -> pd.DataFrame:
    """Return a scale's words with their ranges, the most likely first.

    Parameters
    ----------
    scale
        ``"icd203"`` or ``"kent"``.

    Returns
    -------
    pandas.DataFrame
        ``word``, ``low`` and ``high`` (percent), ``range`` in words.
    """
    rows = [(word, *estimative.band(word, scale)) for word in reversed(estimative.terms(scale))]
    table = pd.DataFrame(rows, columns=["word", "low", "high"])
    return table.assign(
        range=[
            say("{low} %", low=row.low)
            if row.low == row.high
            else say("{low} to {high} %", low=row.low, high=row.high)
            for row in table.itertuples()
        ]
    )


def word_bands(scale: str, word: str = "probable") -> alt.TopLevelMixin:
    """Draw the ranges that the words of a scale stand for.

    Parameters
    ----------
    scale
        ``"icd203"`` or ``"kent"``.
    word
        The word whose range the title gives and whose bar is dark.
    """
    table = scale_rows(scale)
    low, high = estimative.band(word, scale)
    marked = estimative.term(word, scale)
    x = alt.X(
        "low:Q",
        title=say("Percent"),
        scale=alt.Scale(domain=[0, 100], nice=False),
        axis=alt.Axis(values=list(range(0, 101, 10))),
    )
    y = alt.Y(
        "word:N",
        title=say("Word, most likely on top"),
        sort=list(table["word"]),
        axis=alt.Axis(grid=False),
    )
    base = alt.Chart(table).encode(
        y=y,
        tooltip=[
            alt.Tooltip("word:N", title=say("word")),
            alt.Tooltip("range:N", title=say("range")),
        ],
    )
    bars = base.mark_rule(strokeWidth=14).encode(
        x=x,
        x2="high:Q",
        color=alt.condition(
            alt.datum.word == marked, alt.value(theme.ORANGE), alt.value(theme.BLUE)
        ),
    )
    # a word for one percentage only has no length
    points = base.mark_point(shape="diamond", size=120, filled=True, color=theme.BLUE).encode(x=x)
    points = points.transform_filter("datum.low == datum.high")
    texts = base.mark_text(align="left", dx=10).encode(
        x=alt.X("high:Q", title=say("Percent")), text="range:N"
    )
    chart = alt.layer(bars, points, texts).properties(
        width=scaled(470),
        height=scaled(30) * len(table),
        title=alt.Title(
            say(
                "{scale}: “{word}” is {low} to {high} percent",
                scale=estimative.SCALES[scale],
                word=word,
                low=low,
                high=high,
            ),
            subtitle=say("Each bar is a word; the orange one is the word in the title."),
        ),
        description=say(
            "Ranges of {count} words of likelihood, {scale}: {words}.",
            count=len(table),
            scale=estimative.SCALES[scale],
            words=", ".join(f"{row.word} {row.range}" for row in table.itertuples()),
        ),
    )
    spelled = twin(table, {"word": say("Word"), "range": say("Range")})
    return with_table(chart, spelled)
