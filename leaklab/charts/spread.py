"""The pictures of spreading: runs as dots, curves, a band that hides them, volume against reach.

Every picture of a run says that it is a toy, not calibrated to 2017, and every picture with a
correction in it that heeding is a rule we wrote.
"""

from collections.abc import Mapping
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from leaklab import theme
from leaklab.charts.common import in_words, scaled, twin
from leaklab.rendering import with_table
from leaklab.wording import say

WIDTH = 600
TOY = say("Toy, not calibrated to 2017")
RULE = say("In this toy, heeding is a rule we wrote: that sharing falls shows that we wrote it.")
GAP = 0.15  # of all accounts: a smaller gap between two ends parts no clumps


# --- the network ---------------------------------------------------------------------------------

GROUPS = (1, 4, 6, 11, 21, 51, 101)


def degree_rows(degrees: np.ndarray) -> pd.DataFrame:
    """Return how many accounts have few neighbours, and how many have many.

    Parameters
    ----------
    degrees
        Neighbours, by account.

    Returns
    -------
    pandas.DataFrame
        ``neighbours`` ("1 to 3", …, "101 or more") and ``accounts``, in that order.
    """
    last = len(GROUPS) - 1
    names = [
        say("{low} or more", low=low)
        if place == last
        else say("{low} to {high}", low=low, high=GROUPS[place + 1] - 1)
        for place, low in enumerate(GROUPS)
    ]
    counts = np.histogram(degrees, bins=[*GROUPS, np.inf])[0]
    return pd.DataFrame({"neighbours": names, "accounts": counts})


def spread_degrees(adjacency: Any) -> alt.TopLevelMixin:
    """Draw how many neighbours the accounts of a network have.

    Parameters
    ----------
    adjacency
        From `leaklab.spread.grow`.
    """
    degrees = np.asarray(adjacency.sum(axis=1)).ravel().astype(int)
    table = degree_rows(degrees)
    base = alt.Chart(table).encode(
        y=alt.Y("neighbours:N", sort=list(table["neighbours"]), title=say("Neighbours")),
        x=alt.X(
            "accounts:Q",
            title=say("Accounts"),
            scale=alt.Scale(domain=[0, int(table["accounts"].max() * 1.15)]),
        ),
    )
    chart = (
        base.mark_bar(color=theme.BLUE, height=18)
        + base.mark_text(align="left", dx=6, fontSize=theme.size("label")).encode(
            text=alt.Text("accounts:Q", format=",d")
        )
    ).properties(
        width=scaled(WIDTH - 60),
        height=scaled(32) * len(table),
        title=alt.Title(
            say(
                "Half of the accounts have {half} neighbours or fewer, one has {most}",
                half=in_words(int(np.median(degrees))),
                most=int(degrees.max()),
            ),
            subtitle=say(
                "{toy}: {nodes:,} accounts, {mean:.0f} neighbours on average.",
                toy=TOY,
                nodes=len(degrees),
                mean=degrees.mean(),
            ),
        ),
        description=say(
            "Bars, accounts by number of neighbours: {counts}. {toy}.",
            counts=", ".join(f"{row.neighbours}: {row.accounts:,}" for row in table.itertuples()),
            toy=TOY,
        ),
    )
    return with_table(
        chart, twin(table, {"neighbours": say("Neighbours"), "accounts": say("Accounts")})
    )


# --- the runs ------------------------------------------------------------------------------------


def clumps(ends: np.ndarray, nodes: int) -> tuple[np.ndarray, np.ndarray]:
    """Part final reaches at their widest gap, if it is wide.

    Parameters
    ----------
    ends
        Readers at the end, by run; at least one.
    nodes
        Accounts in the network.

    Returns
    -------
    low, high : ndarray
        Both sorted. ``high`` is empty where no gap is as wide as 15 % of the accounts: one clump.
    """
    ordered = np.sort(np.asarray(ends))
    gaps = np.diff(ordered)
    if not len(gaps) or gaps.max() < GAP * nodes:
        return ordered, ordered[:0]
    cut = int(gaps.argmax()) + 1
    return ordered[:cut], ordered[cut:]


def settings_words(nodes: int, settings: Mapping[str, Any]) -> list[str]:
    """Return what stands below the title of every picture of runs, one or two lines.

    Parameters
    ----------
    nodes
        Accounts in the network.
    settings
        Keywords of `leaklab.spread.simulate`.
    """
    lines = [
        say(
            "{toy}: {nodes:,} accounts, share {share:.0f} %, fatigue {fatigue:.0f} %, "
            "first posters: {first}.",
            toy=TOY,
            nodes=nodes,
            share=100 * settings["share"],
            fatigue=100 * settings["fatigue"],
            first=settings["first_posters"],
        )
    ]
    if settings.get("correction") is not None:
        lines.append(say("Correction from step {n}. {rule}", n=settings["correction"], rule=RULE))
    return lines


def _ends_title(ends: np.ndarray, nodes: int) -> str:
    low, high = clumps(ends, nodes)
    if len(high):
        return say(
            "Of {runs} runs, {low} stop by {stop:,} readers and {high} reach {reach:,} or more",
            runs=len(ends),
            low=len(low),
            stop=int(low.max()),
            high=len(high),
            reach=int(high.min()),
        )
    return say(
        "{runs} runs, no clear gap: from {least:,} to {most:,} readers",
        runs=len(ends),
        least=int(low.min()),
        most=int(low.max()),
    )


def _mean_words(ends: np.ndarray, nodes: int) -> str:
    mean = float(np.mean(ends))
    if np.abs(np.asarray(ends) - mean).min() > 0.05 * nodes:
        return say("mean: {mean:,.0f}, where no run ends", mean=mean)
    return say("mean: {mean:,.0f}", mean=mean)


def _next_title(ends: np.ndarray, last: int, nodes: int) -> str:
    low, high = clumps(ends, nodes)
    number = say("{n}st", n=len(ends) + 1) if len(ends) % 10 == 0 else f"{len(ends) + 1}th"
    if not len(high):
        return say("Run {n} ends at {last:,} readers", n=len(ends) + 1, last=last)
    if abs(last - np.median(low)) < abs(last - np.median(high)):
        return say("The {nth} run stops at {last:,} readers: it died early", nth=number, last=last)
    return say("The {nth} run ends at {last:,} readers: it took off", nth=number, last=last)


def _dots(
    readers: np.ndarray, nodes: int, settings: Mapping[str, Any], bet: bool
) -> dict[str, Any]:
    """Return what a picture of dots says and shows: titles, words, rows, the table twin."""
    all_ends = np.asarray(readers)[:, -1]
    ends = all_ends[:-1] if bet else all_ends
    title = _next_title(ends, int(all_ends[-1]), nodes) if bet else _ends_title(ends, nodes)
    subtitle = settings_words(nodes, settings)
    mean = _mean_words(ends, nodes)
    rows = [
        {
            "run": run,
            "readers": int(end),
            "which": say("the last") if bet and run == len(all_ends) else say("a run"),
        }
        for run, end in enumerate(all_ends, start=1)
    ]
    table = pd.DataFrame(rows)
    return {
        "title": title,
        "subtitle": subtitle,
        "rows": rows,
        "mean": [{"readers": float(np.mean(ends)), "label": mean, "run": 0.2}],
        "description": say(
            "Dots, a run each, by readers at the end, from 0 to {nodes:,}: {ends}. {title}; "
            "{mean}. {subtitle}",
            nodes=nodes,
            ends=", ".join(f"{end:,}" for end in all_ends),
            title=title,
            mean=mean,
            subtitle=" ".join(subtitle),
        ),
        "table": twin(table, {"run": say("Run"), "readers": say("Readers at the end")}),
    }


def spread_dots(
    readers: np.ndarray, nodes: int, settings: Mapping[str, Any], bet: bool = False
) -> alt.TopLevelMixin:
    """Draw each run as a dot, by how many readers it has at the end.

    Parameters
    ----------
    readers
        From `leaklab.spread.simulate`: runs by steps.
    nodes
        Accounts in the network.
    settings
        Keywords of `leaklab.spread.simulate`, told below the title.
    bet
        Whether the last run is the one the room has bet on: it is marked, and the mean is that
        of the others.
    """
    what = _dots(readers, nodes, settings, bet)
    runs = len(what["rows"])
    tick = 5 if runs <= 30 else 20
    x = alt.X(
        "readers:Q",
        title=say("Readers at the end"),
        scale=alt.Scale(domain=[0, nodes], nice=False),
        axis=alt.Axis(format=",d", tickCount=6),
    )
    y = alt.Y(
        "run:Q",
        title=say("Run"),
        scale=alt.Scale(domain=[-0.6, runs + 1], reverse=True, nice=False, zero=False),
        axis=alt.Axis(values=[1, *range(tick, runs + 1, tick)], format="d"),
    )
    which, small = [say("a run"), say("the last")], 110 if runs <= 30 else 40
    points = (
        alt.Chart(alt.InlineData(values=what["rows"], name="runs"))
        .mark_point(filled=True, opacity=1)
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "which:N",
                scale=alt.Scale(domain=which, range=[theme.BLUE, theme.ORANGE]),
                legend=None,
            ),
            shape=alt.Shape(
                "which:N", scale=alt.Scale(domain=which, range=["circle", "diamond"]), legend=None
            ),
            size=alt.Size(
                "which:N", scale=alt.Scale(domain=which, range=[small, 330]), legend=None
            ),
            tooltip=[
                alt.Tooltip("run:Q", title=say("run")),
                alt.Tooltip("readers:Q", title=say("readers"), format=",d"),
            ],
        )
    )
    mean = alt.Chart(alt.InlineData(values=what["mean"], name="mean")).encode(x=x)
    rule = mean.mark_rule(color=theme.BLACK, strokeDash=[6, 5], strokeWidth=2)
    label = mean.mark_text(align="left", dx=8, fontSize=theme.size("label")).encode(
        y=y, text="label:N"
    )
    chart = alt.layer(rule, label, points).properties(
        width=scaled(WIDTH),
        height=scaled(17 if runs <= 30 else 4) * (runs + 2),
        title=alt.Title(what["title"], subtitle=what["subtitle"]),
        description=what["description"],
    )
    return with_table(chart, what["table"])


def spread_dots_again(
    spec: dict[str, Any], readers: np.ndarray, nodes: int, settings: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the specification that `spread_dots` would make, from an earlier one.

    A control cannot wait for a whole chart to be made anew: only what changes is put in.

    Parameters
    ----------
    spec
        ``spread_dots(...).to_dict()`` of as many runs on as many accounts.
    readers, nodes, settings
        As in `spread_dots`.
    """
    what = _dots(readers, nodes, settings, bet=False)
    layers = [
        layer | {"data": layer["data"] | {"values": what[_DATA[layer["data"]["name"]]]}}
        for layer in spec["layer"]
    ]
    return spec | {
        "layer": layers,
        "title": spec["title"] | {"text": what["title"], "subtitle": what["subtitle"]},
        "description": what["description"],
        "usermeta": spec["usermeta"]
        | {"table": what["table"].astype("string").fillna("").to_dict("records")},
    }


_DATA = {"runs": "rows", "mean": "mean"}


def _over_time(nodes: int, steps: int) -> tuple[alt.X, alt.Scale]:
    x = alt.X(
        "step:Q",
        title=say("Step"),
        scale=alt.Scale(domain=[0, steps], nice=False),
        axis=alt.Axis(format="d"),
    )
    return x, alt.Scale(domain=[0, nodes], nice=False)


def spread_band(readers: np.ndarray, nodes: int, settings: Mapping[str, Any]) -> alt.TopLevelMixin:
    """Draw the mean of the runs and a band about it, and no run: what a report would print.

    Parameters
    ----------
    readers, nodes, settings
        As in `spread_dots`.
    """
    readers = np.asarray(readers)
    low, high = np.quantile(readers, [0.05, 0.95], axis=0)
    table = pd.DataFrame(
        {
            "step": np.arange(readers.shape[1]),
            "mean": readers.mean(axis=0).round().astype(int),
            "low": low.round().astype(int),
            "high": high.round().astype(int),
        }
    )
    end = table.iloc[-1]
    x, scale = _over_time(nodes, readers.shape[1] - 1)
    base = alt.Chart(table).encode(x=x)
    axis = alt.Axis(format=",d", tickCount=6)
    band = base.mark_area(color=theme.BLUE, opacity=0.22).encode(
        y=alt.Y("low:Q", title=say("Readers so far"), scale=scale, axis=axis), y2="high:Q"
    )
    line = base.mark_line(color=theme.BLUE, strokeWidth=3).encode(
        y=alt.Y("mean:Q", title=say("Readers so far"), scale=scale, axis=axis)
    )
    labels = alt.Chart(
        pd.DataFrame(
            {
                "step": [readers.shape[1] - 1] * 2,
                "mean": [end["mean"], end["high"]],
                "label": [say("mean of the runs"), say("5th to 95th percentile")],
            }
        )
    )
    words = labels.mark_text(align="right", dy=-12, dx=-6, fontSize=theme.size("label")).encode(
        x=x, y=alt.Y("mean:Q", scale=scale), text="label:N"
    )
    subtitle = settings_words(nodes, settings)
    chart = alt.layer(band, line, words).properties(
        width=scaled(WIDTH),
        height=scaled(300),
        title=alt.Title(
            say(
                "{runs} runs: {mean:,} readers on average, in a band from {low:,} to {high:,}",
                runs=len(readers),
                **{name: int(end[name]) for name in ("mean", "low", "high")},
            ),
            subtitle=subtitle,
        ),
        description=say(
            "A line, the mean of {runs} runs, and a band from the 5th to the 95th percentile, over "
            "{steps} steps; at the end the mean is {mean:,}, the band {low:,} to {high:,}. "
            "{subtitle}",
            runs=len(readers),
            steps=readers.shape[1] - 1,
            subtitle=" ".join(subtitle),
            **{name: int(end[name]) for name in ("mean", "low", "high")},
        ),
    )
    names = {
        "step": say("Step"),
        "mean": say("Mean"),
        "low": say("5th percentile"),
        "high": say("95th percentile"),
    }
    return with_table(chart, twin(table, names))


def parted(readers: np.ndarray, nodes: int) -> int | None:
    """Return the step after which no run that stops early gains a reader; None for one clump.

    Parameters
    ----------
    readers, nodes
        As in `spread_dots`.
    """
    readers = np.asarray(readers)
    low, high = clumps(readers[:, -1], nodes)
    if not len(high):
        return None
    stopped = readers[readers[:, -1] <= low.max()]
    return int((stopped < stopped[:, -1:]).sum(axis=1).max())


def spread_curves(
    readers: np.ndarray, nodes: int, settings: Mapping[str, Any], last: int = 25
) -> alt.TopLevelMixin:
    """Draw every run as a line, readers so far after each step.

    Parameters
    ----------
    readers, nodes, settings
        As in `spread_dots`.
    last
        The last step drawn: 20 runs and 25 steps are 520 points.
    """
    readers = np.asarray(readers)
    shown = readers[:, : last + 1]
    table = pd.DataFrame(shown).rename_axis("run").reset_index()
    table = table.melt("run", var_name="step", value_name="readers").astype(int)
    table["run"] += 1
    x, _ = _over_time(nodes, shown.shape[1] - 1)
    step = parted(readers, nodes)
    title = say("{runs} runs, step by step", runs=len(readers))
    if step is not None:
        title = say("The runs that stop have stopped by step {step}; the others go on", step=step)
    subtitle = settings_words(nodes, settings)
    chart = (
        alt.Chart(table)
        .mark_line(color=theme.BLUE, strokeWidth=1.6, opacity=0.75)
        .encode(
            x=x,
            y=alt.Y(
                "readers:Q",
                title=say("Readers so far (tenfold a line)"),
                # a handful against thousands: on an even axis the handful lies on the floor
                scale=alt.Scale(type="log", domain=[1, nodes], nice=False),
                axis=alt.Axis(format=",d", values=[1, 10, 100, 1000]),
            ),
            detail="run:N",
        )
        .properties(
            width=scaled(WIDTH),
            height=scaled(300),
            title=alt.Title(title, subtitle=subtitle),
            description=say(
                "{runs} lines, readers so far over {steps} steps. {title}. At the end: {ends}. "
                "{subtitle}",
                runs=len(readers),
                steps=shown.shape[1] - 1,
                title=title,
                ends=", ".join(f"{end:,}" for end in readers[:, -1]),
                subtitle=" ".join(subtitle),
            ),
        )
    )
    marks = [step for step in (0, 5, 8, 10, 15, 20, 25) if step < readers.shape[1]]
    spelled = pd.DataFrame(readers[:, marks], columns=[say("Step {n}", n=n) for n in marks])
    spelled.insert(0, say("Run"), range(1, len(readers) + 1))
    return with_table(chart, spelled)


# --- volume against reach ------------------------------------------------------------------------

ELECTORATE = 100_000  # voters, made up
SEEN_BY = 5  # accounts that see a post
POSTS = 20_000
AUDIENCES = {
    "both": ((100_000, 0.9), (6_000, 0.1)),
    "vote": ((100_000, 0.9), (100_000, 0.1)),
    "size": ((100_000, 0.9), (6_000, 0.9)),
}


def voters_reached(
    posts: np.ndarray | int, accounts: int, can_vote: float, seen_by: int = SEEN_BY
) -> np.ndarray:
    """Return how many voters have seen at least one of so many posts.

    Each post is seen by ``seen_by`` accounts of the audience, drawn at random; an account is one
    person, who can vote with the share ``can_vote``. Expected value, in whole persons.

    Parameters
    ----------
    posts
        How many, 0 or more.
    accounts
        Accounts in the audience, at least ``seen_by``.
    can_vote
        Share, 0 to 1.
    seen_by
        Accounts that see one post.
    """
    missed = (1 - seen_by / accounts) ** np.asarray(posts)
    return np.rint(accounts * (1 - missed) * can_vote).astype(int)


def volume_rows(differs: str) -> pd.DataFrame:
    """Return two made-up audiences: ``audience``, ``posts``, ``voters``, ``percent``.

    Parameters
    ----------
    differs
        What sets the second apart: ``vote`` (fewer can vote), ``size`` (a smaller circle), or
        ``both``.

    Raises
    ------
    ValueError
        If it is none of these.
    """
    if differs not in AUDIENCES:
        raise ValueError(f"differs is {differs!r}: choose one of {', '.join(AUDIENCES)}.")
    posts = np.arange(0, POSTS + 1, 500)
    tables = []
    for name, (accounts, can_vote) in zip(
        (say("first"), say("second")), AUDIENCES[differs], strict=True
    ):
        voters = voters_reached(posts, accounts, can_vote)
        tables.append(
            pd.DataFrame(
                {
                    "audience": name,
                    "posts": posts,
                    "voters": voters,
                    "percent": 100 * voters / ELECTORATE,
                }
            )
        )
    return pd.concat(tables, ignore_index=True)


def volume_and_reach(differs: str) -> alt.TopLevelMixin:
    """Draw the voters that two made-up audiences hold, by one volume of posts.

    Parameters
    ----------
    differs
        As in `volume_rows`.
    """
    table = volume_rows(differs)
    ends = table[table["posts"] == POSTS]
    first, second = ends["percent"]
    audiences = AUDIENCES[differs]
    told = [
        say(
            "{name}: {accounts:,} accounts, {vote:.0f} in 100 can vote",
            name=name,
            accounts=accounts,
            vote=100 * can_vote,
        )
        for name, (accounts, can_vote) in zip(ends["audience"], audiences, strict=True)
    ]
    names = list(ends["audience"])
    color = alt.Color(
        "audience:N",
        scale=alt.Scale(domain=names, range=[theme.BLUE, theme.ORANGE]),
        legend=None,
    )
    base = alt.Chart(table).encode(
        x=alt.X(
            "posts:Q",
            title=say("Posts so far, the same for both"),
            scale=alt.Scale(domain=[0, POSTS], nice=False),
            axis=alt.Axis(format=",d", tickCount=5),
        ),
        y=alt.Y(
            "percent:Q",
            title=say("Voters reached, percent"),
            scale=alt.Scale(domain=[0, 100], nice=False),
            axis=alt.Axis(tickCount=5),
        ),
        color=color,
    )
    lines = base.mark_line(strokeWidth=3).encode(
        strokeDash=alt.StrokeDash(
            "audience:N", scale=alt.Scale(domain=names, range=[[1, 0], [7, 5]]), legend=None
        )
    )
    marks = alt.Chart(ends.assign(label=told)).encode(x="posts:Q", y="percent:Q", color=color)
    dots = marks.mark_point(filled=True, size=130, opacity=1).encode(
        shape=alt.Shape(
            "audience:N", scale=alt.Scale(domain=names, range=["circle", "diamond"]), legend=None
        )
    )
    labels = marks.mark_text(align="right", dx=-8, dy=-16, fontSize=theme.size("label")).encode(
        text="label:N", color=alt.value(theme.BLACK)
    )
    title = say(
        "{posts:,} posts each: {first} or {second} of {electorate:,} voters",
        posts=POSTS,
        first=_percent(first),
        second=_percent(second),
        electorate=ELECTORATE,
    )
    subtitle = say(
        "{toy}: two made-up audiences; a post is seen by {seen} accounts of its audience.",
        toy=TOY,
        seen=in_words(SEEN_BY),
    )
    chart = alt.layer(lines, dots, labels).properties(
        width=scaled(WIDTH),
        height=scaled(300),
        title=alt.Title(title, subtitle=subtitle),
        description=say(
            "Two lines, voters reached in percent over posts from 0 to {posts:,}. {told}. {title}. "
            "{subtitle}",
            posts=POSTS,
            told="; ".join(told),
            title=title,
            subtitle=subtitle,
        ),
    )
    marked = table[table["posts"] % 5000 == 0].assign(
        percent=[_percent(share) for share in table.loc[table["posts"] % 5000 == 0, "percent"]]
    )
    spelled = twin(
        marked,
        {
            "audience": say("Audience"),
            "posts": say("Posts"),
            "voters": say("Voters reached"),
            "percent": say("Of the voters"),
        },
    )
    return with_table(chart, spelled)


def _percent(share: float) -> str:
    return say("{share:.0f} %", share=share) if share >= 1 else say("{share:.1f} %", share=share)


# What each published figure counts: our reading of the words of the record. No account is in it.
FIGURES = {
    "S-045": ("près de 7 000 internautes", say("users who shared"), say("one evening, 3 May")),
    "S-069": ("47,000 tweets", say("tweets with the hashtag"), say("three and a half hours")),
    "S-142": ("nearly 350 thousand times", say("tweets on the leak"), say("days")),
    "S-147": ("nearly 17 million posts", say("posts on the election"), say("27 April to 7 May")),
}


def spread_figures(statements: pd.DataFrame) -> pd.DataFrame:
    """Return the record's published totals: what was counted, over what time, by whom.

    Parameters
    ----------
    statements
        The record's table ``statements``.

    Returns
    -------
    pandas.DataFrame
        By record id: ``words``, ``counts`` (our reading), ``over``, ``who``.

    Raises
    ------
    ValueError
        If the words do not stand in their row.
    """
    rows = statements.set_index("record_id")
    for record_id, (words, _, _) in FIGURES.items():
        if words not in rows.loc[record_id, "words"]:
            raise ValueError(f"{words!r} does not stand in {record_id}.")
    return pd.DataFrame(
        [
            {
                "record_id": record_id,
                "words": f"«{words}»",
                "counts": counts,
                "over": over,
                "who": rows.loc[record_id, "who_en"],
            }
            for record_id, (words, counts, over) in FIGURES.items()
        ]
    ).set_index("record_id")
