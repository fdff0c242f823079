"""A few dated things, one a line, as steps down in the order of time."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from leaklab import theme, timeline
from leaklab.charts.common import day_month, in_words, scaled, ticks, twin
from leaklab.rendering import with_table
from leaklab.wording import say

WIDTH = 640
CASE, RECORD = say("the five articles"), say("the record")

HALF_YEAR = ("E004-2", "R-first-round", "E002-2", "R-second-round", "E002-4", "E000-1")
# no night-long interval among them: its place in the order of time would be a guess
WEEK = ("E001-3", "E002-7", "E001-8", "R-second-round", "E002-3", "E002-4")


def step_rows(events: pd.DataFrame, ids: Sequence[str]) -> pd.DataFrame:
    """Return dated events as lines of a chart of steps.

    Parameters
    ----------
    events
        The case table ``events``.
    ids
        Event ids; each must be dated.

    Returns
    -------
    pandas.DataFrame
        ``what``, ``start``, ``middle`` (naive Paris times), ``layer``, ``words``.
    """
    rows = events.set_index("event_id").loc[list(ids)]
    start, end = timeline.wall_clock(rows["start"]), timeline.wall_clock(rows["end"])
    return pd.DataFrame(
        {
            "what": rows["article_id"].astype(str) + ": " + rows["label"].astype(str),
            "start": start,
            "middle": start + (end - start) / 2,
            "layer": CASE,
            "words": "«" + rows["quote_fr"].astype(str) + "»",
        }
    )


def _record_rows(calendar: pd.DataFrame, ids: Sequence[str]) -> pd.DataFrame:
    rows = calendar.set_index("record_id").loc[list(ids)]
    start, end = timeline.wall_clock(rows["start"]), timeline.wall_clock(rows["end"])
    return pd.DataFrame(
        {
            "what": say("Record: ") + rows["title_en"].astype(str).str.split(" of ").str[0],
            "start": start,
            "middle": start + (end - start) / 2,
            "layer": RECORD,
            "words": "«" + rows["words"].astype(str) + "»",
        }
    )


def _steps(
    table: pd.DataFrame, x: alt.X, turn: pd.Timestamp, visible: str = "true"
) -> tuple[alt.Chart, list[alt.Chart]]:
    """Return points and their labels; after ``turn`` a label stands at its mark's left."""
    layers = alt.Scale(domain=[CASE, RECORD], range=[theme.BLUE, theme.BLACK])
    shapes = alt.Scale(domain=[CASE, RECORD], range=["circle", "diamond"])
    legend = alt.Legend(orient="bottom", direction="horizontal", title=None, symbolSize=150)
    base = alt.Chart(table.assign(row=table.index + 0.5, left=table["middle"] > turn)).encode(
        x=x,
        y=alt.Y(
            "row:Q",
            scale=alt.Scale(domain=[0, len(table)], reverse=True, nice=False, zero=False),
            axis=alt.Axis(labels=False, ticks=False, domain=False, grid=False),
            title=say("In the order of time"),
        ),
        opacity=alt.condition(visible, alt.value(1), alt.value(0)),
        tooltip=[
            alt.Tooltip("what:N", title=say("what")),
            alt.Tooltip("start:T", title=say("from"), format="%d %B"),
            alt.Tooltip("words:N", title=say("the words")),
        ],
    )
    points = base.mark_point(size=190, filled=True).encode(
        shape=alt.Shape("layer:N", scale=shapes, legend=legend),
        color=alt.Color("layer:N", scale=layers, legend=legend),
    )
    texts = [
        base.transform_filter(test)
        .mark_text(align=align, dx=dx, fontSize=theme.size("label"))
        .encode(text="what:N")
        for test, align, dx in (("!datum.left", "left", 14), ("datum.left", "right", -14))
    ]
    return points, texts


def _in_order(*tables: pd.DataFrame) -> pd.DataFrame:
    table = pd.concat([rows for rows in tables if len(rows)])
    return table.sort_values(["middle", "what"], kind="stable").reset_index(drop=True)


def _twin_of(table: pd.DataFrame) -> pd.DataFrame:
    return twin(
        table.assign(day=[day_month(day) for day in table["start"]]),
        {
            "day": say("From"),
            "what": say("What"),
            "layer": say("Layer"),
            "words": say("The words"),
        },
    )


def affair(events: pd.DataFrame, calendar: pd.DataFrame, span: str) -> alt.TopLevelMixin:
    """Draw the affair in a few dated steps, with nobody in it who is accused of anything.

    Parameters
    ----------
    events, calendar
        The case table ``events`` and the record's ``calendar``.
    span
        ``half_year`` (February to July 2017) or ``week`` (4 to 9 May).

    Raises
    ------
    ValueError
        If ``span`` is neither.
    """
    if span not in ("half_year", "week"):
        raise ValueError(f"span is {span!r}: choose half_year or week.")
    long = span == "half_year"
    ids = HALF_YEAR if long else WEEK
    table = _in_order(
        step_rows(events, [key for key in ids if key.startswith("E")]),
        _record_rows(calendar, [key for key in ids if key.startswith("R")]),
    )
    domain = ["2017-02-01T00:00:00", "2017-08-06T00:00:00"]
    if not long:
        domain = ["2017-05-03T12:00:00", "2017-05-10T12:00:00"]
    x = alt.X(
        "middle:T",
        title=say("2017, Paris time"),
        scale=alt.Scale(domain=domain, nice=False),
        axis=alt.Axis(
            format="%B" if long else "%a %d",
            values=ticks("2017-02-01", "2017-07-01", "MS")
            if long
            else ticks("2017-05-04", "2017-05-10", "D"),
            labelAlign="left",
            titlePadding=8,
        ),
    )
    turn = pd.Timestamp("2017-05-20" if long else "2017-05-06T12:00")
    points, texts = _steps(table, x, turn)
    leak = table.loc[table["what"].str.contains(say("leak")), "start"].iloc[0]
    vote = table.loc[table["layer"] == RECORD, "start"].max()
    title = say(
        "The leak came {days} days before the second round",
        days=in_words((vote.normalize() - leak.normalize()).days),
    )
    if not long:
        title = say("An inquiry, a leak, a silence, a vote and a hearing in six days")
    chart = alt.layer(points, *texts).properties(
        width=scaled(WIDTH),
        height=scaled(34) * len(table),
        title=alt.Title(
            title, subtitle=say("Each mark rests on words of one article, or of the record.")
        ),
        description=say(
            "{count} dated steps from {first} to {last} 2017: {steps}.",
            count=len(table),
            first=day_month(table["start"].min()),
            last=day_month(table["start"].max()),
            steps=", ".join(f"{row.what} ({day_month(row.start)})" for row in table.itertuples()),
        ),
    )
    return with_table(chart, _twin_of(table))


def left_out(events: pd.DataFrame, ids: Sequence[str], statement: pd.Series) -> alt.TopLevelMixin:
    """Draw what the articles date in one stretch of time, and one statement that they leave out.

    Parameters
    ----------
    events
        The case table ``events``.
    ids
        Event ids to draw, each dated to a day.
    statement
        A row of the record's ``statements``; a tick box shows it.
    """
    known = step_rows(events, ids)
    day = pd.Timestamp(statement["start"])
    outside = pd.DataFrame(
        {
            "what": [say("Record: {who}", who=statement["who_en"])],
            "start": [day],
            "middle": [day + pd.Timedelta(hours=12)],
            "layer": [RECORD],
            "words": [f"“{statement['words']}”"],
        }
    )
    table = _in_order(known, outside)
    shown = alt.param(
        name="outside",
        value=False,
        bind=alt.binding_checkbox(name=say("Show one row of the record ")),
    )
    x = alt.X(
        "middle:T",
        title=say("2017, Paris time"),
        scale=alt.Scale(domain=["2017-05-01T00:00:00", "2017-08-06T00:00:00"], nice=False),
        axis=alt.Axis(
            format="%d %b", values=ticks("2017-05-01", "2017-08-01", "15D"), titlePadding=8
        ),
    )
    points, texts = _steps(
        table, x, pd.Timestamp("2017-06-15"), f"outside || datum.layer != '{RECORD}'"
    )
    chart = alt.layer(points.add_params(shown), *texts).properties(
        width=scaled(WIDTH),
        height=scaled(34) * len(table),
        title=alt.Title(
            say(
                "What article 000 could look back on, from the leak to {last}",
                last=day_month(known["start"].max()),
            ),
            subtitle=say("Article 000 mentions neither it nor its author. Tick the box to see it."),
        ),
        description=say(
            "May to July 2017 on one axis: {known}; and, once the box is ticked, one row of the "
            "record, {outside} on {day}.",
            known=", ".join(f"{row.what} {day_month(row.start)}" for row in known.itertuples()),
            outside=statement["who_en"],
            day=day_month(day),
        ),
    )
    return with_table(chart, _twin_of(table))
