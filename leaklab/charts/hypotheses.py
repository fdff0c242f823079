"""The pictures of competing answers: what fades, what is rated, what a rating restates.

No picture names a winner. A share restates the ratings it is made of, and each picture of shares
says so.
"""

import textwrap
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from leaklab import attribution, theme
from leaklab.charts.common import in_words, scaled, twin
from leaklab.rendering import with_table
from leaklab.wording import say

RESTATES = say("This restates the ratings that went in; it finds nothing out.")
CARDS = 4  # a row
CARD = (205, 82)  # pixels across and down
PALE = "#767676"  # the palest grey that can still be read on white
STEPS = ("all", "question", "left")


# --- what fades ----------------------------------------------------------------------------------


def fading_rows(
    evidence: pd.DataFrame, phenomenon: str, likelihood: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the items of evidence and what becomes of each, one row an item.

    Parameters
    ----------
    evidence
        The case table ``evidence``.
    phenomenon
        The question asked: one of the eight phenomena.
    likelihood
        Ratings of the items that bear on it, as for `leaklab.attribution.posterior`; items that it
        does not hold are not rated.

    Returns
    -------
    pandas.DataFrame
        ``item``, ``kind``, ``words``, ``english``, ``limit``, ``source``, ``concerns`` (bears on
        the question), ``separates`` (the largest ratio between two hypotheses; 1 is none; NA is
        not rated).
    """
    rows = evidence.set_index("evidence_id")
    separates = pd.Series(pd.NA, index=rows.index, dtype="Float64")
    if likelihood is not None and not likelihood.empty:
        ratios = np.exp(attribution.diagnosticity(likelihood))
        separates.update(ratios[ratios.index.isin(rows.index)].astype("Float64"))
    return pd.DataFrame(
        {
            "item": rows.index,
            "kind": rows["kind"].str.replace("_", " "),
            "words": "«" + rows["quote_fr"] + "»",
            "english": rows["quote_en"],
            "limit": rows["limit"],
            "source": [
                say("article {article}, paragraph {n}", article=row.article_id, n=row.paragraph)
                for row in rows.itertuples()
            ],
            "concerns": [phenomenon in str(named).split() for named in rows["bears_on"]],
            "separates": separates.round(1),
        }
    ).reset_index(drop=True)


def fading(
    evidence: pd.DataFrame,
    phenomenon: str,
    step: str,
    likelihood: pd.DataFrame | None = None,
) -> alt.TopLevelMixin:
    """Draw the evidence as cards and let fade what does not help with one question.

    Parameters
    ----------
    evidence, phenomenon, likelihood
        As in `fading_rows`.
    step
        ``"all"``: nothing fades; ``"question"``: what concerns something else; ``"left"``: also
        what is as expected under one hypothesis as under any other.
    """
    table = fading_rows(evidence, phenomenon, likelihood)
    other = ~table["concerns"] & (step != "all")
    fits = table["concerns"] & table["separates"].le(1).fillna(False) & (step == "left")
    table["sign"] = ""
    table.loc[other, "sign"] = say("other question")
    table.loc[fits, "sign"] = say("fits every answer")
    table["left"] = ~other & ~fits
    left = int(table["left"].sum())
    titles = {
        "all": say("{n} items of evidence, all questions together", n=len(table)),
        "question": say("{left} of {n} items concern this question", left=left, n=len(table)),
        "left": say("Of {n} items, these ratings leave {left}", n=len(table), left=in_words(left)),
    }
    title = titles[step]
    width, height = CARD
    table["x"] = [at % CARDS for at in range(len(table))]
    table["y"] = [at // CARDS for at in range(len(table))]
    table["x2"], table["y2"] = table["x"] + 0.96, table["y"] + 0.92
    table["head"] = table["item"] + " · " + table["kind"]
    table["text"] = [
        "\n".join(textwrap.wrap(text, 28, max_lines=2, placeholder=" …"))
        for text in table["english"]
    ]
    lines = table["y"].max() + 1
    across = alt.Scale(domain=[0, CARDS], nice=False)
    down = alt.Scale(domain=[0, int(lines)], reverse=True, nice=False)
    colour = alt.condition("datum.left", alt.value(theme.BLACK), alt.value(PALE))
    tooltip = [
        alt.Tooltip("item:N", title=say("item")),
        alt.Tooltip("words:N", title=say("the words")),
        alt.Tooltip("english:N", title=say("in English")),
        alt.Tooltip("limit:N", title=say("what it cannot show")),
        alt.Tooltip("source:N", title=say("where")),
        alt.Tooltip("sign:N", title=say("fades because")),
    ]
    base = alt.Chart(table).encode(
        x=alt.X("x:Q", scale=across, axis=None), y=alt.Y("y:Q", scale=down, axis=None)
    )
    # two layers: a dashed border cannot hang on a condition
    boxes = [
        base.transform_filter(test)
        .mark_rect(fill=fill, stroke=stroke, strokeWidth=wide, strokeDash=dash, cornerRadius=4)
        .encode(x2="x2:Q", y2="y2:Q", tooltip=tooltip)
        for test, fill, stroke, wide, dash in [
            ("datum.left", "#E8F1F8", theme.BLUE, 2, [1, 0]),
            ("!datum.left", "#FFFFFF", theme.PALE, 1, [3, 3]),
        ]
    ]
    size = theme.size("label") - 1
    texts = [
        base.mark_text(
            align="left", baseline="top", dx=8, dy=scaled(dy), fontSize=size, fontWeight=weight,
            fontStyle=style, lineBreak="\n", lineHeight=scaled(17),
        ).encode(text=f"{field}:N", color=colour)
        for field, dy, weight, style in [
            ("head", 7, "bold", "normal"),
            ("text", 24, "normal", "normal"),
            ("sign", 58, "normal", "italic"),
        ]
    ]  # fmt: skip
    chart = alt.layer(*boxes, *texts).properties(
        width=scaled(width) * CARDS,
        height=scaled(height) * lines,
        title=title,
        description=say(
            "Cards, one an item of evidence, {n} in all. Not faded: {left}.",
            n=len(table),
            left=", ".join(table.loc[table["left"], "head"]) or say("none"),
        ),
    )
    columns = {
        "item": say("Item"),
        "kind": say("Kind"),
        "english": say("The words, in English"),
        "source": say("Where"),
        "sign": say("Fades because"),
    }
    return with_table(chart, twin(table, columns))


# --- what is rated -------------------------------------------------------------------------------


def _percent(share: float) -> str:
    return say("{n} %", n=round(100 * float(share)))


@dataclass(frozen=True)
class _Shares:
    """What the picture of shares says and draws, without the picture."""

    title: str
    warning: str
    description: str
    cells: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    table: pd.DataFrame

    @classmethod
    def of(
        cls, ratings: pd.DataFrame, prior: pd.Series, origin: pd.Series | None, whose: str
    ) -> "_Shares":
        likelihood = attribution.likelihoods(ratings)
        counted = not likelihood.empty
        after = attribution.posterior(prior, likelihood, origin) if counted else prior
        spread = dict.fromkeys(ratings.columns, 0.0)
        if counted:
            spread |= attribution.diagnosticity(likelihood).to_dict()
            title = say(
                "Shares from {low} to {high}; items that separate the answers: {apart} of {n}",
                low=_percent(after.min()),
                high=_percent(after.max()),
                apart=sum(value > 0 for value in spread.values()),
                n=ratings.shape[1],
            )
        else:
            title = say("No item is rated under every answer yet: the shares are the prior")
        pale = [item for item in likelihood.index if not spread[item] > 0]
        warning = say(
            "This restates {whose} ratings; it finds nothing out.", whose=whose or say("your")
        )
        told = {name: _percent(share) for name, share in after.items()}
        cells = [
            {
                "hypothesis": name,
                "item": item,
                "digit": int(digit),
                "word": attribution.DIGITS.get(int(digit), say("not rated")),
                "shown": str(int(digit)) if digit else "·",
                "fits": item in pale,
            }
            for item, column in ratings.items()
            for name, digit in column.items()
        ]
        rows = [
            {
                "hypothesis": name,
                "after": float(after[name]),
                "before": float(prior[name]),
                "label": told[name],
                "end": float(max(after[name], prior[name])),
            }
            for name in prior.index
        ]
        description = say(
            "A matrix of {n} items and {k} hypotheses, hypotheses in rows, and bars: {shares}. "
            "Pale columns separate nothing: {pale}. {warning}",
            n=ratings.shape[1],
            k=len(prior),
            shares=", ".join(f"{name} {share}" for name, share in told.items()),
            pale=", ".join(pale) or say("none"),
            warning=warning,
        )
        table = ratings.astype(int).astype(str).rename_axis(say("Hypothesis")).reset_index()
        table[say("Share before")] = [_percent(prior[name]) for name in ratings.index]
        table[say("Share, restating the ratings")] = [told[name] for name in ratings.index]
        return cls(title, warning, description, cells, rows, table)


def shares(
    ratings: pd.DataFrame,
    prior: pd.Series,
    origin: pd.Series | None = None,
    whose: str = "",
) -> alt.TopLevelMixin:
    """Draw the matrix, hypotheses in rows, and beside it the shares that restate it.

    Parameters
    ----------
    ratings
        From `leaklab.attribution.read_ratings`: digits by hypothesis and item.
    prior
        By hypothesis; sums to 1.
    origin
        By item: items of one origin weigh together as one. None takes each for its own.
    whose
        Whose ratings these are, as in "rater A's"; empty for the learner's.
    """
    what = _Shares.of(ratings, prior, origin, whose)
    order = list(prior.index)
    height = scaled(38) * len(order)
    base = alt.Chart(alt.InlineData(values=what.cells, name="cells")).encode(
        x=alt.X(
            "item:N",
            sort=list(ratings.columns),
            title=say("… how expected is this item? (5 almost certain, 1 almost impossible)"),
            axis=alt.Axis(orient="top", labelAngle=0, grid=False, domain=False),
        ),
        y=alt.Y(
            "hypothesis:N",
            sort=order,
            title=say("If this is true …"),
            axis=alt.Axis(grid=False, domain=False, ticks=False),
        ),
        tooltip=[
            alt.Tooltip("hypothesis:N", title=say("if true")),
            alt.Tooltip("item:N", title=say("item")),
            alt.Tooltip("word:N", title=say("how expected")),
        ],
    )
    grid = base.mark_rect(stroke="#FFFFFF", strokeWidth=2).encode(
        color=alt.Color(
            "digit:Q",
            scale=alt.Scale(domain=[0, 5], range=["#F4F8FB", "#8FBFE0"]),
            legend=None,
        ),
        opacity=alt.condition("datum.fits", alt.value(0.35), alt.value(1)),
    )
    digits = base.mark_text(fontSize=theme.size("axis")).encode(
        text="shown:N",
        color=alt.condition("datum.fits", alt.value(PALE), alt.value(theme.BLACK)),
    )
    right = alt.Chart(alt.InlineData(values=what.rows, name="rows")).encode(
        y=alt.Y("hypothesis:N", sort=order, axis=None),
        x=alt.X(
            "after:Q",
            title=say("Share (dash: before)"),
            scale=alt.Scale(domain=[0, 1.2]),
            axis=alt.Axis(format="%", values=[0, 0.5, 1], orient="top"),
        ),
    )
    bars = (
        right.mark_bar(color=theme.BLUE, height=18)
        + right.mark_tick(color=theme.BLACK, thickness=3, size=30).encode(x="before:Q")
        + right.mark_text(align="left", dx=9, fontSize=theme.size("label")).encode(
            x="end:Q", text="label:N"
        )
    )
    chart = alt.hconcat(
        (grid + digits).properties(width=scaled(66) * ratings.shape[1], height=height),
        bars.properties(width=scaled(190), height=height),
        spacing=14,
        title=alt.TitleParams(what.title, subtitle=what.warning),
        description=what.description,
    )
    return with_table(chart, what.table)


def shares_again(
    spec: dict[str, Any],
    ratings: pd.DataFrame,
    prior: pd.Series,
    origin: pd.Series | None = None,
    whose: str = "",
) -> dict[str, Any]:
    """Return the specification that `shares` would make, from an earlier one of the same shape.

    A control cannot wait for a whole chart to be made anew: only what changes is put in.

    Parameters
    ----------
    spec
        ``shares(...).to_dict()`` of the same hypotheses and items.
    ratings, prior, origin, whose
        As in `shares`.
    """
    what = _Shares.of(ratings, prior, origin, whose)
    filled = _filled(spec, {"cells": what.cells, "rows": what.rows})
    return filled | {
        "title": spec["title"] | {"text": what.title, "subtitle": what.warning},
        "description": what.description,
        "usermeta": spec["usermeta"]
        | {"table": what.table.astype("string").fillna("").to_dict("records")},
    }


def _filled(node: Any, data: dict[str, list[dict[str, Any]]]) -> Any:
    """Return a specification with other rows in its named tables; nothing is changed in place."""
    if isinstance(node, list):
        return [_filled(part, data) for part in node]
    if not isinstance(node, dict):
        return node
    if node.get("name") in data and "values" in node:
        return node | {"values": data[node["name"]]}
    return {key: _filled(value, data) for key, value in node.items()}


def _points(share: float) -> str:
    n = round(100 * share)
    return say("1 point") if n == 1 else say("{n} points", n=n)


# --- how firm is it ------------------------------------------------------------------------------


def carriers_rows(
    prior: pd.Series, likelihood: pd.DataFrame, origin: pd.Series | None = None
) -> pd.DataFrame:
    """Return how far the shares move when an item is left out: ``item``, ``moves``, ``which``.

    ``moves`` is the largest change of any hypothesis's share, 0 to 1; ``which`` is that hypothesis,
    or empty where nothing moves.
    """
    whole = attribution.posterior(prior, likelihood, origin)
    moved = attribution.leave_one_out(prior, likelihood, origin).sub(whole).abs()
    return pd.DataFrame(
        {
            "item": moved.index,
            "moves": moved.max(axis="columns").round(6).to_numpy(),
            "which": moved.idxmax(axis="columns").where(moved.max(axis="columns") >= 0.005, ""),
        }
    ).reset_index(drop=True)


def carriers(
    prior: pd.Series, likelihood: pd.DataFrame, origin: pd.Series | None = None
) -> alt.TopLevelMixin:
    """Draw which items carry the shares: leave each out, and see how far they move.

    Parameters
    ----------
    prior, likelihood, origin
        As in `leaklab.attribution.posterior`.
    """
    table = carriers_rows(prior, likelihood, origin)
    moving = table[table["moves"] >= 0.01]
    table["label"] = [
        _points(value) if value >= 0.005 else say("nothing moves") for value in table["moves"]
    ]
    title = (
        say(
            "Leave one out: {items} carry these shares, the other {rest} nothing",
            items=", ".join(moving["item"]),
            rest=in_words(len(table) - len(moving)),
        )
        if 0 < len(moving) < len(table)
        else say("Leave one out: {n} of {all} items move a share", n=len(moving), all=len(table))
    )
    base = alt.Chart(table).encode(
        y=alt.Y("item:N", sort=list(table["item"]), title=say("Item left out")),
        x=alt.X(
            "moves:Q",
            title=say("Largest move of a share, in percentage points"),
            scale=alt.Scale(domain=[0, max(0.4, float(table["moves"].max()) * 1.2)]),
            axis=alt.Axis(format="%", tickCount=5),
        ),
        tooltip=[
            alt.Tooltip("item:N", title=say("left out")),
            alt.Tooltip("label:N", title=say("largest move")),
            alt.Tooltip("which:N", title=say("of the share of")),
        ],
    )
    chart = (
        base.mark_bar(color=theme.BLUE, height=16)
        + base.mark_point(filled=True, color=theme.BLACK, size=50, opacity=1)
        + base.mark_text(align="left", dx=10, fontSize=theme.size("label")).encode(text="label:N")
    ).properties(
        width=480,
        height=scaled(32) * len(table),
        title=alt.TitleParams(title, subtitle=RESTATES),
        description=say(
            "Bars: how far the shares move without an item. {rows}.",
            rows=", ".join(f"{row.item} {row.label}" for row in table.itertuples()),
        ),
    )
    columns = {
        "item": say("Item left out"),
        "label": say("Largest move of a share"),
        "which": say("Whose share"),
    }
    return with_table(chart, twin(table, columns))


def band_rows(
    prior: pd.Series,
    likelihood: pd.DataFrame,
    origin: pd.Series | None = None,
    draws: int = 10_000,
) -> pd.DataFrame:
    """Return for each hypothesis its share, and the 5th and 95th percentile under jitter."""
    drawn = attribution.jitter(prior, likelihood, origin, draws=draws).to_numpy()
    low, high = np.percentile(drawn, [5, 95], axis=0)
    after = attribution.posterior(prior, likelihood, origin)
    return pd.DataFrame(
        {"hypothesis": after.index, "share": after.to_numpy(), "low": low, "high": high}
    )


def band(
    prior: pd.Series,
    likelihood: pd.DataFrame,
    origin: pd.Series | None = None,
    draws: int = 10_000,
) -> alt.TopLevelMixin:
    """Draw how wide each share is when every rating may be a little off.

    Parameters
    ----------
    prior, likelihood, origin, draws
        As in `leaklab.attribution.jitter`.
    """
    table = band_rows(prior, likelihood, origin, draws)
    for name in ("share", "low", "high"):
        table[f"{name}_label"] = table[name].map(_percent)
    table["label"] = [
        say("{low} to {high}", low=row.low_label, high=row.high_label) for row in table.itertuples()
    ]
    widest = table.loc[(table["high"] - table["low"]).idxmax()]
    base = alt.Chart(table).encode(
        y=alt.Y("hypothesis:N", sort=list(table["hypothesis"]), title=say("Hypothesis")),
        tooltip=[
            alt.Tooltip("hypothesis:N", title=say("hypothesis")),
            alt.Tooltip("share_label:N", title=say("share as rated")),
            alt.Tooltip("label:N", title=say("nine in ten draws")),
        ],
    )
    x = alt.X(
        "low:Q",
        title=say("Share of each hypothesis, nine in ten of {n:,} draws", n=draws),
        scale=alt.Scale(domain=[0, 1.25]),
        axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1]),
    )
    chart = (
        base.mark_bar(color=theme.BLUE, opacity=0.35, height=14).encode(x=x, x2="high:Q")
        + base.mark_point(
            filled=True, color=theme.BLACK, size=110, shape="diamond", opacity=1
        ).encode(x="share:Q")
        + base.mark_text(align="left", dx=8, fontSize=theme.size("label")).encode(
            x="high:Q", text="label:N"
        )
    ).properties(
        width=520,
        height=scaled(36) * len(table),
        title=alt.TitleParams(
            say(
                "Ratings a little off, and one share runs from {low} to {high}",
                low=widest.low_label,
                high=widest.high_label,
            ),
            subtitle=RESTATES,
        ),
        description=say(
            "Bands from the 5th to the 95th percentile of {n} draws, a diamond for the share as "
            "rated. {rows}.",
            n=draws,
            rows="; ".join(
                f"{row.hypothesis} {row.share_label}, {row.label}" for row in table.itertuples()
            ),
        ),
    )
    columns = {
        "hypothesis": say("Hypothesis"),
        "share_label": say("Share as rated"),
        "label": say("Nine in ten draws"),
    }
    return with_table(chart, twin(table, columns))


# --- pooling -------------------------------------------------------------------------------------


def pooled_rows(said: pd.Series, true: bool) -> pd.DataFrame:
    """Return the Brier score of each group, of the average group, and of all pooled.

    Parameters
    ----------
    said
        By group: how sure it is that a statement is so, 0 to 1.
    true
        Whether it is so.
    """
    outcome = pd.Series({"statement": int(true)})
    scores = {
        group: attribution.brier(pd.Series({"statement": share}), outcome)
        for group, share in said.items()
    }
    pool = attribution.pool(said.to_frame("statement"))
    rows = [(group, said[group], score, say("a group")) for group, score in scores.items()]
    average = sum(scores.values()) / len(scores)
    rows.append((say("Average of the scores"), np.nan, average, say("average")))
    rows.append(
        (say("All pooled"), pool["statement"], attribution.brier(pool, outcome), say("pool"))
    )
    return pd.DataFrame(rows, columns=["who", "said", "brier", "part"])


def pooled(said: pd.Series, true: bool) -> alt.TopLevelMixin:
    """Draw the groups' Brier scores, their average, and the score of the pooled forecast.

    Parameters
    ----------
    said, true
        As in `pooled_rows`.
    """
    table = pooled_rows(said, true)
    average, pool = table["brier"].iloc[-2:]
    table["said_label"] = ["" if np.isnan(share) else _percent(share) for share in table["said"]]
    table["label"] = [f"{score:.3f}" for score in table["brier"]]
    title = say("Pooled: {pool:.3f}. The average group: {average:.3f}", pool=pool, average=average)
    base = alt.Chart(table).encode(
        y=alt.Y("who:N", sort=list(table["who"]), title=say("Who")),
        x=alt.X(
            "brier:Q",
            title=say("Brier score (0 is best, 0.25 is knowing nothing)"),
            scale=alt.Scale(domain=[0, 1.1]),
        ),
        tooltip=[
            alt.Tooltip("who:N", title=say("who")),
            alt.Tooltip("said_label:N", title=say("said")),
            alt.Tooltip("label:N", title=say("Brier score")),
        ],
    )
    chart = (
        base.mark_bar(height=3, color=theme.GREY)
        + base.mark_point(filled=True, size=130, opacity=1).encode(
            shape=alt.Shape(
                "part:N",
                scale=alt.Scale(range=["circle", "square", "diamond"]),
                sort=list(table["part"].unique()),
                legend=None,
            ),
            color=alt.condition(
                alt.datum.part == say("pool"), alt.value(theme.ORANGE), alt.value(theme.BLUE)
            ),
        )
        + base.mark_text(align="left", dx=12, fontSize=theme.size("label")).encode(text="label:N")
    ).properties(
        width=460,
        height=scaled(30) * len(table),
        title=alt.TitleParams(
            title,
            subtitle=say("It is so.") if true else say("It is not so."),
        ),
        description=say(
            "Brier scores, lower is better: {rows}.",
            rows=", ".join(f"{row.who} {row.label}" for row in table.itertuples()),
        ),
    )
    columns = {"who": say("Who"), "said_label": say("Said"), "label": say("Brier score")}
    return with_table(chart, twin(table, columns))
