"""The pictures of made-up mailboxes: what a check says, who was right, what a part says of a whole.

Every message drawn here is the kit's own; none is from 2017.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from leaklab import theme
from leaklab.charts.common import in_words, legend_on_top, scaled, twin
from leaklab.detection import Rates
from leaklab.rendering import with_table
from leaklab.wording import say

# What a check can say of a message, in the order of the rows.
RESULTS = ("pass", "fail", "no key", "unsigned")
TRUTHS = ("authentic", "forged")
TILE = 24  # pixels a message takes
LEAST_TILES = 20  # in a row: a short row leaves the title its room
STRIP = -0.14  # where a mark stands that has no hit rate
KINDS = (say("forged ones decided on"), say("no forged one decided on: no hit rate"))


# --- what a check says of a box ------------------------------------------------------------------


def verdict_rows(verdicts: pd.DataFrame, truth: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the messages of a box with their place in the picture, one row a message.

    Parameters
    ----------
    verdicts
        From `leaklab.mailbox.verify_box`: ``message``, ``result``.
    truth
        From `leaklab.mailbox.truth`: ``message``, ``truth``; None while it is not yet shown.

    Returns
    -------
    pandas.DataFrame
        ``message``, ``result``, ``truth`` ("not shown" without it), ``row``, ``place`` (both
        from 0).
    """
    rows = verdicts[["message", "result"]].astype({"result": str}).sort_values("message")
    told = say("not shown")
    if truth is not None:
        told = rows["message"].map(truth.set_index("message")["truth"].astype(str))
    rows = rows.assign(truth=told, row=rows["result"].map(RESULTS.index))
    rows = rows.sort_values(["row", "truth", "message"], kind="stable").reset_index(drop=True)
    return rows.assign(place=rows.groupby("row").cumcount())


def box_verdicts(
    box: str, verdicts: pd.DataFrame, truth: pd.DataFrame | None = None
) -> alt.TopLevelMixin:
    """Draw what a check says of each message of a box; with its truth, if that is shown.

    Parameters
    ----------
    box
        The box's name, for the title.
    verdicts, truth
        As in `verdict_rows`.
    """
    table = verdict_rows(verdicts, truth)
    counts = table["result"].value_counts().reindex(RESULTS, fill_value=0)
    whole = len(table)
    title = say(
        "{box}: {passed} of {whole} messages pass ({share:.0f} %)",
        box=box,
        passed=counts["pass"],
        whole=whole,
        share=100 * counts["pass"] / whole,
    )
    subtitle = say("One tile is one message, with its number. All of them are made up.")
    if truth is not None:
        title = _truth_finding(box, table)
    names = TRUTHS if truth is not None else (say("not shown"),)
    colours = (theme.BLUE, theme.ORANGE)[: len(names)]
    labels = {n: say("{result} · {n}", result=r, n=counts[r]) for n, r in enumerate(RESULTS)}
    across = max(LEAST_TILES, int(table["place"].max()) + 1)
    base = alt.Chart(table).encode(
        x=alt.X(
            "place:Q",
            title=say("Messages"),
            scale=alt.Scale(domain=[-0.6, across - 0.4], nice=False, zero=False),
            axis=alt.Axis(labels=False, ticks=False, grid=False, domain=False),
        ),
        y=alt.Y(
            "row:Q",
            title=say("What the check says"),
            scale=alt.Scale(domain=[-0.5, 3.5], reverse=True, nice=False, zero=False),
            axis=alt.Axis(
                values=list(labels),
                labelExpr="{"
                + ", ".join(f"'{n}': {text!r}" for n, text in labels.items())
                + "}[datum.value]",
                grid=False,
                ticks=False,
                domain=False,
            ),
        ),
        tooltip=[
            alt.Tooltip("message:Q", title=say("message")),
            alt.Tooltip("result:N", title=say("the check says")),
            alt.Tooltip("truth:N", title=say("the truth")),
        ],
    )
    legend = None if truth is None else legend_on_top()
    tiles = base.mark_point(filled=True, size=scaled(TILE) ** 2 * 0.8, opacity=1).encode(
        color=alt.Color(
            "truth:N",
            scale=alt.Scale(domain=list(names), range=list(colours)),
            legend=legend,
            title=say("The truth"),
        ),
        shape=alt.Shape(
            "truth:N",
            scale=alt.Scale(domain=list(names), range=["square", "circle"][: len(names)]),
            legend=legend,
            title=say("The truth"),
        ),
    )
    numbers = base.mark_text(fontSize=theme.size("label") - 1, color="#FFFFFF").encode(
        text="message:Q"
    )
    chart = alt.layer(tiles, numbers).properties(
        width=scaled(TILE) * (across + 0.2),
        height=scaled(TILE + 10) * len(RESULTS),
        title=alt.Title(title, subtitle=subtitle),
        description=say(
            "{whole} messages of {box} by what a check of their signature says: {counts}.",
            whole=whole,
            box=box,
            counts="; ".join(_counted(table, result) for result in RESULTS),
        ),
    )
    spelled = table.sort_values("message")
    columns = {"message": say("Message"), "result": say("The check says")}
    if truth is not None:
        columns["truth"] = say("The truth")
    return with_table(chart, twin(spelled, columns))


def _truth_finding(box: str, table: pd.DataFrame) -> str:
    forged, whole = table[table["truth"] == "forged"], len(table)
    passed = int((forged["result"] == "pass").sum())
    if forged.empty:
        return say(
            "{box}: none is forged, and {others} of {whole} do not pass",
            box=box,
            others=int((table["result"] != "pass").sum()),
            whole=whole,
        )
    return say(
        "{box}: {forged} of {whole} forged, and the check passes {passed} of them",
        box=box,
        forged=len(forged),
        whole=whole,
        passed=in_words(passed) if passed else say("none"),
    )


def _counted(table: pd.DataFrame, result: str) -> str:
    rows = table[table["result"] == result]
    forged = int((rows["truth"] == "forged").sum())
    if (table["truth"] == say("not shown")).all():
        return say("{result} {n}", result=result, n=len(rows))
    return say("{result} {n}, of which {forged} forged", result=result, n=len(rows), forged=forged)


# --- what the seed planted -----------------------------------------------------------------------


def planted(table: pd.DataFrame) -> alt.TopLevelMixin:
    """Draw how many forgeries each box was given.

    Parameters
    ----------
    table
        One row a box: ``box``, ``seed``, ``messages``, ``forged``.
    """
    rows = table.assign(
        told=[say("none") if not n else say("{n} forged", n=n) for n in table["forged"]],
        name=[say("{box} · seed {seed}", box=row.box, seed=row.seed) for row in table.itertuples()],
    )
    none = int((rows["forged"] == 0).sum())
    most = int(rows["forged"].max())
    title = say(
        "Of {whole} boxes, {none} held no forgery; the others, at most {most} of {n}",
        whole=in_words(len(rows)),
        none=in_words(none),
        most=in_words(most),
        n=int(rows["messages"].max()),
    )
    base = alt.Chart(rows).encode(
        x=alt.X(
            "forged:Q",
            title=say("Forged messages"),
            scale=alt.Scale(domain=[0, max(most + 2, 10)], nice=False),
            axis=alt.Axis(tickMinStep=1, format="d"),
        ),
        y=alt.Y("name:N", title=say("Box"), sort=list(rows["name"]), axis=alt.Axis(grid=False)),
        tooltip=[
            alt.Tooltip("box:N", title=say("box")),
            alt.Tooltip("seed:Q", title=say("seed")),
            alt.Tooltip("forged:Q", title=say("forged")),
        ],
    )
    bars = base.mark_bar(color=theme.ORANGE, height=scaled(16))
    texts = base.mark_text(align="left", dx=8, fontSize=theme.size("label")).encode(text="told:N")
    chart = alt.layer(bars, texts).properties(
        width=scaled(480),
        height=scaled(28) * len(rows),
        title=alt.Title(title, subtitle=say("Planted by us, from a seed.")),
        description=say(
            "Forged messages in each of {whole} boxes: {counts}.",
            whole=len(rows),
            counts=", ".join(f"{row.box} {row.forged}" for row in rows.itertuples()),
        ),
    )
    columns = {
        "box": say("Box"),
        "seed": say("Seed"),
        "messages": say("Messages"),
        "forged": say("Forged"),
    }
    return with_table(chart, twin(rows, columns))


# --- hits and false alarms -----------------------------------------------------------------------


def hit_rows(sorted_by: dict[str, Rates]) -> pd.DataFrame:
    """Return sorters with their two rates, one row a sorter.

    Parameters
    ----------
    sorted_by
        Who or what sorted, to what `leaklab.detection.rates` counted. A sorter who decided on no
        authentic message has no false alarm rate and is left out.

    Returns
    -------
    pandas.DataFrame
        ``who``, ``hits``, ``misses``, ``false_alarms``, ``correct_rejections``, ``hit_rate``
        (empty where no forged one was decided on), ``false_alarm_rate``, both from 0 to 1.
    """
    rows = [
        {
            "who": who,
            "hits": found.hits,
            "misses": found.misses,
            "false_alarms": found.false_alarms,
            "correct_rejections": found.correct_rejections,
            "hit_rate": found.hit_rate,
            "false_alarm_rate": found.false_alarm_rate,
        }
        for who, found in sorted_by.items()
        if found.false_alarm_rate is not None
    ]
    names = ["who", "hits", "misses", "false_alarms", "correct_rejections"]
    table = pd.DataFrame(rows, columns=[*names, "hit_rate", "false_alarm_rate"])
    return table.astype({"hit_rate": "float64", "false_alarm_rate": "float64"})


def _hit_finding(table: pd.DataFrame, rule: Collection[str]) -> str:
    ruled = table["who"].isin(list(rule))
    counted = table[ruled] if ruled.any() else table
    hits, misses = int(counted["hits"].sum()), int(counted["misses"].sum())
    number = int(counted["false_alarms"].sum())
    alarms = say("one false alarm") if number == 1 else say("{n} false alarms", n=number)
    if not hits + misses:
        return say("{alarms}, and no hit rate: no forged one decided on", alarms=alarms)
    counts = {"hits": hits, "whole": hits + misses, "alarms": alarms}
    if not ruled.any():
        return say("{hits} of {whole} forged ones decided on are found, with {alarms}", **counts)
    if misses:
        return say("The rule finds {hits} of {whole} forgeries, with {alarms}", **counts)
    return say("The rule finds every forgery, with {alarms}", alarms=alarms)


@dataclass(frozen=True)
class _Hits:
    """What changes in the picture of two rates: the rows of its layers, its words, its table."""

    rows: dict[str, list[dict[str, Any]]]
    title: str
    description: str
    table: pd.DataFrame

    @classmethod
    def of(cls, sorted_by: dict[str, Rates], rule: Collection[str] = ()) -> "_Hits":
        table = hit_rows(sorted_by)
        found = table["hit_rate"].notna()
        table["drawn"] = table["hit_rate"].fillna(STRIP)
        table["kind"] = [KINDS[0] if there else KINDS[1] for there in found]
        names = _shared_names(table, rule)
        spelled = table.assign(
            hit=[_percent(rate) for rate in table["hit_rate"]],
            alarm=[_percent(rate) for rate in table["false_alarm_rate"]],
        )
        columns = {
            "who": say("Who"),
            "hits": say("Hits"),
            "misses": say("Misses"),
            "hit": say("Hit rate"),
            "false_alarms": say("False alarms"),
            "correct_rejections": say("Authentic, called true"),
            "alarm": say("False alarm rate"),
        }
        description = say(
            "Hit rate against false alarm rate, both from 0 to 100 percent: {points}.",
            points="; ".join(_told(row) for row in table.itertuples()),
        )
        rows = {
            "points": table.drop(columns="hit_rate").to_dict("records"),
            "left": names[names["left"]].to_dict("records"),
            "right": names[~names["left"]].to_dict("records"),
        }
        return cls(rows, _hit_finding(table, rule), description, twin(spelled, columns))


def hit_rates(sorted_by: dict[str, Rates], rule: Collection[str] = ()) -> alt.TopLevelMixin:
    """Draw hit rate against false alarm rate, with the line on which a guesser stands.

    Who decided on no forged message has no hit rate: that mark stands in a strip below.

    Parameters
    ----------
    sorted_by
        As in `hit_rows`; at least one sorter remains.
    rule
        Those of the names that are one rule, box by box: the title tells of it, and its marks
        share a label. Without one, the title counts over all.
    """
    what = _Hits.of(sorted_by, rule)

    def of(name: str) -> alt.Chart:
        return alt.Chart(alt.InlineData(name=name, values=what.rows[name]))

    x_title, y_title = say("False alarm rate (authentic, called forged)"), say("Hit rate")
    x_scale = alt.Scale(domain=[0, 1], nice=False)
    y_scale = alt.Scale(domain=[1.7 * STRIP, 1], nice=False, zero=False)
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format="%")

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", title=x_title, scale=x_scale, axis=axis)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", title=y_title, scale=y_scale, axis=axis)

    line = (
        alt.Chart(alt.InlineData(name="line", values=[{"at": 0}, {"at": 1}]))
        .mark_line(color=theme.GREY, strokeDash=[6, 4], strokeWidth=2)
        .encode(x=x("at"), y=y("at"))
    )
    label = {"x": 0.9, "y": 0.84, "text": say("guessing")}
    word = (
        alt.Chart(alt.InlineData(name="word", values=[label]))
        .mark_text(align="left", color=theme.GREY, fontSize=theme.size("label"), fontStyle="italic")
        .encode(x=x("x"), y=y("y"), text="text:N")
    )
    legend = legend_on_top()
    points = (
        of("points")
        .mark_point(size=150, filled=True, opacity=1)
        .encode(
            x=x("false_alarm_rate"),
            y=y("drawn"),
            color=alt.Color(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=list(KINDS), range=[theme.BLUE, theme.ORANGE]),
                legend=legend,
            ),
            shape=alt.Shape(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=list(KINDS), range=["circle", "triangle-up"]),
                legend=legend,
            ),
            tooltip=[
                alt.Tooltip("who:N", title=say("who")),
                alt.Tooltip("hits:Q", title=say("hits")),
                alt.Tooltip("misses:Q", title=say("misses")),
                alt.Tooltip("false_alarms:Q", title=say("false alarms")),
                alt.Tooltip("correct_rejections:Q", title=say("authentic, called true")),
            ],
        )
    )
    names = [
        of(side)
        .mark_text(align=align, dx=dx, fontSize=theme.size("label"))
        .encode(x=x("at"), y=y("drawn"), text="text:N")
        for side, align, dx in (("left", "right", -11), ("right", "left", 11))
    ]
    chart = alt.layer(line, word, points, *names).properties(
        width=scaled(560),
        height=scaled(400),
        title=alt.Title(
            what.title,
            subtitle=say("Made-up mail. Top left is best; on the line, one might as well guess."),
        ),
        description=what.description,
    )
    return with_table(chart, what.table)


def hit_rates_again(spec: dict[str, Any], sorted_by: dict[str, Rates]) -> dict[str, Any]:
    """Return the specification that `hit_rates` would make, from an earlier one.

    A control cannot wait for a whole chart to be made anew: only what changes is put in.

    Parameters
    ----------
    spec
        ``hit_rates(...).to_dict()``.
    sorted_by
        As in `hit_rates`.
    """
    what = _Hits.of(sorted_by)
    layers = []
    for part in spec["layer"]:
        name = part["data"].get("name")
        values = {"values": what.rows[name]} if name in what.rows else {}
        layers.append(part | {"data": part["data"] | values})
    return spec | {
        "title": spec["title"] | {"text": what.title},
        "description": what.description,
        "usermeta": spec["usermeta"]
        | {"table": what.table.astype("string").fillna("").to_dict("records")},
        "layer": layers,
    }


def _shared_names(table: pd.DataFrame, rule: Collection[str]) -> pd.DataFrame:
    """Return one name for marks that lie close together, and the side on which it has room.

    Marks of the rule are counted, the others named, from left to right.
    """
    groups: list[list[int]] = []
    order = table.sort_values(["drawn", "false_alarm_rate"]).index
    for at in order:
        row = table.loc[at]
        near = groups and (
            abs(row["drawn"] - table.loc[groups[-1][-1], "drawn"]) < 0.05
            and abs(row["false_alarm_rate"] - table.loc[groups[-1][-1], "false_alarm_rate"]) < 0.2
        )
        groups[-1].append(at) if near else groups.append([at])
    rows = []
    for group in groups:
        part = table.loc[group].sort_values("false_alarm_rate", kind="stable")
        left = part["false_alarm_rate"].max() > 0.55
        ends = part["false_alarm_rate"]
        rows.append(
            {
                "at": ends.min() if left else ends.max(),
                "drawn": part["drawn"].mean(),
                "left": bool(left),
                "text": _shared_name(list(part["who"]), rule),
            }
        )
    return pd.DataFrame(rows, columns=["at", "drawn", "left", "text"]).astype({"left": bool})


def _shared_name(names: list[str], rule: Collection[str]) -> str:
    others = [name for name in names if name not in rule]
    number = len(names) - len(others)
    told = ", ".join(others)
    if len(others) > 1:
        told = say("left to right: {names}", names=told)
    ruled = say("the rule, one box")
    if number > 1:
        ruled = say("the rule, {n} boxes", n=in_words(number))
    return "; ".join(part for part in (told, ruled if number else "") if part)


def _percent(rate: float) -> str:
    return say("none: no forged one decided on") if pd.isna(rate) else f"{rate:.0%}"


def _told(row: object) -> str:
    return say(
        "{who}: hit rate {hit}, false alarm rate {alarm}",
        who=row.who,
        hit=_percent(row.hit_rate),
        alarm=_percent(row.false_alarm_rate),
    )


# --- a part and the whole ------------------------------------------------------------------------


def part_rows(runs: pd.DataFrame, *, messages: int, verified: int, looked_at: int) -> pd.DataFrame:
    """Return shares forged, one row a run and way of looking.

    Parameters
    ----------
    runs
        From `leaklab.selection.simulate`, for one or more numbers of forgeries: ``run``,
        ``in_verified``, ``in_rest``, ``noticed``.
    messages, verified, looked_at
        As they were simulated, in messages.

    Returns
    -------
    pandas.DataFrame
        ``run``, ``way`` (who says it), ``rest`` and ``said`` (shares forged, in percent: in the
        rest, and as this way tells it).
    """
    rest = 100 * runs["in_rest"] / (messages - verified)
    ways = {
        say("the verified part"): 100 * runs["in_verified"] / verified,
        say("a sample of the rest, read"): 100 * runs["noticed"] / looked_at,
    }
    return pd.concat(
        [
            pd.DataFrame({"run": runs["run"], "way": way, "rest": rest, "said": said})
            for way, said in ways.items()
        ],
        ignore_index=True,
    )


def part_and_rest(
    runs: pd.DataFrame, *, messages: int, verified: int, looked_at: int, spotted: float
) -> alt.TopLevelMixin:
    """Draw what two ways of looking say of the unverified rest, against what is so.

    Parameters
    ----------
    runs, messages, verified, looked_at
        As in `part_rows`.
    spotted
        The share of forgeries that a reader recognises, for the subtitle.

    Raises
    ------
    ValueError
        If a forgery lies among the verified: the picture says that there is none, by rule.
    """
    if runs["in_verified"].any():
        raise ValueError(
            "The picture says that no verified message is forged; in these runs some are."
        )
    table = part_rows(runs, messages=messages, verified=verified, looked_at=looked_at)
    ways = list(dict.fromkeys(table["way"]))
    top = 10 * (int(max(table["rest"].max(), table["said"].max())) // 10 + 1)
    shares = table[table["way"] == ways[0]]
    missed = int((table[table["way"] == ways[1]]["said"] < shares["rest"].to_numpy()).sum())
    title = say(
        "A sample of the rest, read, tells too little in {missed} of {whole} boxes",
        missed=missed or say("none"),
        whole=len(shares),
    )
    x_title = say("Forged in the rest, in percent (what is so)")
    y_title = say("Forged, as each way tells it, in percent")
    scale = alt.Scale(domain=[0, top], nice=False)
    axis = alt.Axis(values=list(range(0, top + 1, 10)))

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", title=x_title, scale=scale, axis=axis)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", title=y_title, scale=scale, axis=axis)

    ends = pd.DataFrame({"at": [0, top]})
    line = (
        alt.Chart(ends)
        .mark_line(color=theme.GREY, strokeDash=[6, 4], strokeWidth=2)
        .encode(x=x("at"), y=y("at"))
    )
    note = pd.DataFrame(
        {"x": [0.66 * top], "y": [0.72 * top], "text": [say("what would be right")]}
    )
    word = (
        alt.Chart(note)
        .mark_text(
            align="right", color=theme.GREY, fontSize=theme.size("label"), fontStyle="italic"
        )
        .encode(x=x("x"), y=y("y"), text="text:N")
    )
    legend = legend_on_top()
    points = (
        alt.Chart(table)
        .mark_point(size=60, filled=True, opacity=0.8)
        .encode(
            x=x("rest"),
            y=y("said"),
            color=alt.Color(
                "way:N",
                title=None,
                scale=alt.Scale(domain=ways, range=[theme.BLUE, theme.ORANGE]),
                legend=legend,
            ),
            shape=alt.Shape(
                "way:N",
                title=None,
                scale=alt.Scale(domain=ways, range=["circle", "triangle-up"]),
                legend=legend,
            ),
            tooltip=[
                alt.Tooltip("way:N", title=say("says")),
                alt.Tooltip("rest:Q", title=say("in the rest, percent"), format=".1f"),
                alt.Tooltip("said:Q", title=say("told, percent"), format=".1f"),
            ],
        )
    )
    chart = alt.layer(line, word, points).properties(
        width=scaled(560),
        height=scaled(320),
        title=alt.Title(
            title,
            subtitle=say(
                "Made-up boxes: none of {verified:,} verified is forged, by rule; a reader of "
                "{looked_at} recognises {spotted:.0f} %.",
                verified=verified,
                looked_at=looked_at,
                spotted=100 * spotted,
            ),
        ),
        description=say(
            "{whole} made-up boxes of {messages:,} with 0 to {most:.0f} percent forged in the "
            "rest. None of the {verified:,} verified is forged, by rule; a sample of the rest, "
            "read by somebody who recognises {spotted:.0%}, told less than is so in {missed}.",
            whole=len(shares),
            messages=messages,
            most=table["rest"].max(),
            verified=verified,
            spotted=spotted,
            missed=missed,
        ),
    )
    spelled = table.assign(rest=table["rest"].map("{:.1f}".format)).assign(
        said=table["said"].map("{:.1f}".format)
    )
    columns = {
        "way": say("What says it"),
        "rest": say("Forged in the rest, percent"),
        "said": say("Forged as it says, percent"),
    }
    return with_table(chart, twin(spelled, columns))
