"""The pictures of dates: the leak as written, the night, the Thursdays, the half-year."""

from collections.abc import Sequence
from datetime import date

import altair as alt
import pandas as pd

from leaklab import theme, timeline
from leaklab.charts.common import LANES, day_month, in_words, legend_on_top, scaled, ticks, twin
from leaklab.rendering import with_table
from leaklab.wording import say

WIDTH = 520
# with its margin of undated marks it fits beside JupyterLab's open side bar on a 1280 px wall
OVERVIEW_WIDTH = 430
ROW = 21  # pixels a line of marks takes
FIRST, LAST = pd.Timestamp("2017-01-29"), pd.Timestamp("2017-08-08")
DAY = pd.Timedelta(days=1)

CERTAINTY = {
    "dated": say("dated"),
    "unresolved": say("one of several days"),
    "contradicted": say("other articles contradict it"),
    "undated": say("no date to draw"),
}
DATED, UNRESOLVED, CONTRADICTED, UNDATED = CERTAINTY.values()

_SHAPES = alt.Scale(domain=list(CERTAINTY.values()), range=["circle", "circle", "cross", "square"])
_FILLS = alt.Scale(
    domain=list(CERTAINTY.values()), range=[theme.BLUE, "#FFFFFF", theme.ORANGE, "#FFFFFF"]
)
_STROKES = alt.Scale(
    domain=list(CERTAINTY.values()),
    range=[theme.BLUE, theme.BLUE, theme.ORANGE, theme.BLACK],
)


def lane_of(row: pd.Series) -> str:
    """Return the lane an event is drawn in: its phenomenon, or the lane of all context."""
    return LANES["context" if pd.isna(row["phenomenon"]) else row["phenomenon"]]


def timeline_marks(events: pd.DataFrame) -> pd.DataFrame:
    """Return one row a mark of the timeline, with the words behind it.

    Parameters
    ----------
    events
        The case table ``events``.

    Returns
    -------
    pandas.DataFrame
        ``title``, ``label``, ``lane``, ``start`` and ``end`` (naive Paris times; a candidate's
        are its day), ``middle``, ``span`` (longer than two days), ``certainty``, ``written``
        (the date words), ``words``, ``english``, ``source``, ``articles`` (ids that mention it).
        One happening with nine candidate days is nine rows.
    """
    rows = []
    for _, row in timeline.happenings(events).iterrows():
        base = {
            "title": row["title"],
            "label": row["label"],
            "lane": lane_of(row),
            "certainty": CERTAINTY[row["certainty"]],
            "written": "" if pd.isna(row["date_as_written"]) else f"«{row['date_as_written']}»",
            "words": f"«{row['quote_fr']}»",
            "english": row["quote_en"],
            "source": say(
                "article {article}, paragraph {paragraph}",
                article=row["article_id"],
                paragraph=row["paragraph"],
            ),
            "articles": " ".join(sorted({mention[1:4] for mention in row["mentions"].split()})),
        }
        for start, end in _spans(row):
            rows.append(
                {
                    **base,
                    "start": start,
                    "end": end,
                    "middle": start + (end - start) / 2,
                    "span": end - start > pd.Timedelta(days=2),
                }
            )
    return pd.DataFrame(rows)


def _spans(row: pd.Series) -> list[tuple]:
    if row["certainty"] == "unresolved":
        days = [pd.Timestamp(day) for day in row["candidates"].split()]
        return [(day, day + pd.Timedelta(days=1)) for day in days]
    if row["certainty"] == "undated":
        return [(pd.NaT, pd.NaT)]
    return [(timeline.bare(row["start"]), timeline.bare(row["end"]))]


def _label_days(label: str) -> pd.Timedelta:
    """Return the room a label takes beside its mark, in days of the axis."""
    return (LAST - FIRST) * ((14 + 6.7 * len(label)) / OVERVIEW_WIDTH)


def _leans_left(start: pd.Timestamp, end: pd.Timestamp, label: str) -> bool:
    """Say whether a label stands left of its mark: only where the right has no room for it."""
    width = _label_days(label)
    return end + width > LAST and start - width > FIRST


def _lines(marks: pd.DataFrame) -> list[int]:
    """Give each mark a line of its lane on which neither it nor its label meets another."""
    lines = pd.Series(0, index=marks.index)
    first = 0
    for lane in LANES.values():
        free: list[list[tuple]] = []
        group = marks[marks["lane"] == lane]
        placed: dict[str, int] = {}
        for index, row in group.sort_values(["start", "title"]).iterrows():
            if row["title"] in placed and row["certainty"] == UNRESOLVED:
                lines[index] = placed[row["title"]]
                continue
            if pd.isna(row["start"]):
                room = ("undated", 0, 1)
            else:
                last = group.loc[group["title"] == row["title"], "end"].max()
                width = _label_days(row["label"])
                left = _leans_left(row["start"], last, row["label"])
                room = (
                    "dated",
                    row["start"] - (width if left else 3 * DAY),
                    last + (3 * DAY if left else width),
                )
            number = next((i for i, taken in enumerate(free) if _fits(room, taken)), len(free))
            if number == len(free):
                free.append([])
            free[number].append(room)
            placed[row["title"]] = lines[index] = first + number
        first += max(len(free), 1)
    return list(lines)


def _fits(room: tuple, taken: list[tuple]) -> bool:
    # a dated mark and an undated one stand in different panels and never meet
    panel, start, end = room
    return all(other != panel or to <= start or since >= end for other, since, to in taken)


def _numbers(marks: pd.DataFrame) -> pd.Series:
    """Number the happenings in the order of time, the undated last."""
    order = marks.sort_values(["start", "line"], kind="stable")["title"].drop_duplicates()
    return marks["title"].map({title: n for n, title in enumerate(order, start=1)})


def _lane_table(marks: pd.DataFrame) -> pd.DataFrame:
    """Return each lane's first and last line and whether it is shaded."""
    rows, top = [], 0
    for number, lane in enumerate(LANES.values()):
        taken = marks.loc[marks["lane"] == lane, "line"]
        bottom = int(taken.max()) + 1 if len(taken) else top + 1
        rows.append({"lane": lane, "top": top, "bottom": bottom, "shaded": number % 2 == 0})
        top = bottom
    return pd.DataFrame(rows)


def overview(events: pd.DataFrame, chosen: str) -> alt.TopLevelMixin:
    """Draw everything from February to July, with its uncertainty, and the words on demand.

    Points are dated to within two days, spans are vaguer, hollow circles are one of several
    days, a cross is contradicted by other articles, squares at the right have no date. Hover for
    the words, or walk through the events by number; a tick box an article fades what
    only that article tells.

    Parameters
    ----------
    events
        The case table ``events``.
    chosen
        Title of the event whose words stand below the chart at first.

    Returns
    -------
    altair.TopLevelMixin
        Needs no Python once drawn.
    """
    every = timeline_marks(events)
    # what lies before the half-year drawn, 2016 for comparison, is left to the table twin
    marks = every[every["start"].isna() | (every["start"] >= FIRST)]
    marks = marks.assign(line=_lines(marks))
    lanes = _lane_table(marks)
    height = scaled(ROW) * int(lanes["bottom"].max())
    articles = sorted(events["article_id"].astype(str).unique())
    marks = marks.assign(number=_numbers(marks))

    # JupyterLab takes arrow keys and letters away from lists and radio buttons in an output;
    # number boxes and tick boxes keep theirs
    many = marks["title"].nunique()
    number = alt.param(
        name="event_number",
        value=int(marks.set_index("title").loc[[chosen], "number"].iloc[0]),
        bind=alt.binding(input="number", name=say("Words behind event number (arrow keys): ")),
    )
    # past the last event the numbers begin again
    picked = f"datum.number == ((event_number - 1) % {many} + {many}) % {many} + 1"
    shown = [
        alt.param(
            name=f"article_{article}",
            value=True,
            bind=alt.binding_checkbox(name=say("Show article {n} ", n=article)),
        )
        for article in articles
    ]
    told = " || ".join(
        f"(article_{article} && indexof(datum.articles, '{article}') >= 0)" for article in articles
    )
    faded = alt.condition(told, alt.value(1), alt.value(0.15))
    y_scale = alt.Scale(
        domain=[0, int(lanes["bottom"].max())], reverse=True, nice=False, zero=False
    )
    centres = {(row.top + row.bottom) / 2: row.lane for row in lanes.itertuples()}
    lookup = "{" + ", ".join(f"'{at:g}': '{lane}'" for at, lane in centres.items()) + "}"
    axis = alt.Axis(
        values=list(centres),
        labelExpr=f"{lookup}[datum.value]",
        grid=False,
        ticks=False,
        domain=False,
        titlePadding=12,
    )
    tooltip = [
        alt.Tooltip("title:N", title=say("what")),
        alt.Tooltip("number:Q", title=say("number")),
        alt.Tooltip("written:N", title=say("date words")),
        alt.Tooltip("words:N", title=say("the words")),
        alt.Tooltip("english:N", title=say("in English")),
        alt.Tooltip("source:N", title=say("where")),
        alt.Tooltip("certainty:N", title=say("certainty")),
    ]

    dated = marks[marks["start"].notna()].assign(row=lambda table: table["line"] + 0.5)
    undated = marks[marks["start"].isna()].assign(row=lambda table: table["line"] + 0.5)
    ends = dated.groupby("title", sort=False)["end"].transform("max")
    named = dated.assign(end=ends).drop_duplicates("title")
    # a label too near the right edge stands at its mark's left
    named["left"] = [_leans_left(row.start, row.end, row.label) for row in named.itertuples()]

    y = alt.Y("row:Q", scale=y_scale, axis=axis, title=say("Phenomenon"))
    x = alt.X(
        "middle:T",
        scale=alt.Scale(domain=[FIRST.isoformat(), LAST.isoformat()], nice=False),
        axis=alt.Axis(
            format="%B",
            values=ticks("2017-02-01", "2017-07-01", "MS"),
            labelAlign="left",
            titlePadding=8,
        ),
        title=say("2017, Paris time"),
    )
    symbol = {
        "shape": alt.Shape("certainty:N", scale=_SHAPES, title=None, legend=legend_on_top()),
        "fill": alt.Fill("certainty:N", scale=_FILLS, title=None, legend=legend_on_top()),
        "stroke": alt.Stroke("certainty:N", scale=_STROKES, title=None, legend=legend_on_top()),
    }
    bands = (
        alt.Chart(lanes)
        .mark_rect(color="#F4F4F4")
        .transform_filter("datum.shaded")
        .encode(y=alt.Y("top:Q", scale=y_scale, axis=axis, title=say("Phenomenon")), y2="bottom:Q")
    )
    spans = (
        alt.Chart(dated[dated["span"]])
        .mark_rule(strokeWidth=10, strokeCap="round")
        .encode(
            x="start:T",
            x2="end:T",
            y=y,
            color=alt.condition(
                alt.datum.certainty == CONTRADICTED,
                alt.value(theme.ORANGE),
                alt.value(theme.BLUE),
            ),
            opacity=alt.condition(told, alt.value(0.45), alt.value(0.08)),
            tooltip=tooltip,
        )
    )
    # a span without a cross has no point of its own: its middle is no date
    points = (
        alt.Chart(dated[~dated["span"] | (dated["certainty"] == CONTRADICTED)])
        .mark_point(size=110, strokeWidth=2, opacity=1)
        .encode(x=x, y=y, tooltip=tooltip, opacity=faded, **symbol)
        .add_params(number, *shown)
    )
    rings = (
        alt.Chart(dated)
        .mark_point(size=420, strokeWidth=2.5, color=theme.BLACK, filled=False)
        .encode(x=x, y=y, opacity=alt.condition(picked, alt.value(1), alt.value(0)))
    )
    texts = [
        alt.Chart(named[named["left"] == left])
        .mark_text(align=align, dx=dx, fontSize=theme.size("label") - 1)
        .encode(
            x=alt.X("start:T" if left else "end:T", title=say("2017, Paris time")),
            y=y,
            text="label:N",
            opacity=faded,
            tooltip=tooltip,
        )
        for left, align, dx in ((False, "left", 8), (True, "right", -8))
    ]
    main = alt.layer(bands, spans, points, rings, *texts).properties(
        width=scaled(OVERVIEW_WIDTH), height=height
    )

    bare_y = alt.Y("row:Q", scale=y_scale, axis=None)
    gutter_x = alt.X("zero:Q", scale=alt.Scale(domain=[0, 10]), axis=None)
    gutter = alt.Chart(
        undated.assign(zero=0.5), title=alt.Title(UNDATED, fontSize=theme.size("label"))
    )
    undated_points = gutter.mark_point(size=110, strokeWidth=2, opacity=1).encode(
        x=gutter_x, y=bare_y, tooltip=tooltip, opacity=faded, **symbol
    )
    undated_rings = gutter.mark_point(
        size=420, strokeWidth=2.5, color=theme.BLACK, filled=False
    ).encode(
        x=gutter_x,
        y=bare_y,
        opacity=alt.condition(picked, alt.value(1), alt.value(0)),
    )
    undated_texts = gutter.mark_text(align="left", dx=12, fontSize=theme.size("label") - 1).encode(
        x=gutter_x, y=bare_y, text="label:N", opacity=faded, tooltip=tooltip
    )
    gutter_bands = bands.encode(y=alt.Y("top:Q", scale=y_scale, axis=None), y2="bottom:Q")
    side = alt.layer(gutter_bands, undated_points, undated_rings, undated_texts).properties(
        width=scaled(215), height=height
    )

    told_of = marks.drop_duplicates("title")
    numbered = told_of["number"].astype(str) + ". " + told_of["title"]
    words = alt.Chart(told_of.assign(numbered=numbered)).transform_filter(picked)
    lines = [
        words.mark_text(align="left", fontSize=size, fontStyle=style, fontWeight=weight).encode(
            x=alt.value(0), y=alt.value(scaled(at)), text=f"{field}:N"
        )
        for field, at, size, style, weight in (
            ("numbered", 8, theme.size("axis"), "normal", "bold"),
            ("words", 34, theme.size("axis"), "normal", "normal"),
            ("english", 58, theme.size("label"), "italic", "normal"),
            ("source", 80, theme.size("label"), "normal", "normal"),
        )
    ]
    panel = alt.layer(*lines).properties(width=scaled(OVERVIEW_WIDTH), height=scaled(92))

    full = named[named["certainty"] == DATED]
    acts = [lane for name, lane in LANES.items() if name not in ("reaction", "context")]
    with_date = full["lane"][full["lane"].isin(acts)].nunique()
    chart = (
        alt.vconcat(alt.hconcat(main, side, spacing=16), panel, spacing=18)
        .resolve_scale(shape="shared", fill="shared", stroke="shared")
        .properties(
            title=alt.Title(
                say(
                    "Only {dated} of {acts} phenomena have a dated mark",
                    acts=in_words(len(acts)),
                    dated=in_words(with_date),
                ),
                subtitle=say(
                    "The other dates are statements, acts and context. One mark is one happening; "
                    "a bar means: somewhere in this span."
                ),
            ),
            description=say(
                "Timeline of 2017, February to July, in ten lanes by phenomenon. {dated} marks "
                "are dated, from {first} to {last}; {contradicted} is contradicted by other "
                "articles; {unresolved} has several candidate days; {undated} have no date and "
                "stand at the right. Each carries the words it rests on.",
                dated=len(full),
                first=day_month(full["start"].min()),
                last=day_month(full["start"].max()),
                contradicted=int((named["certainty"] == CONTRADICTED).sum()),
                unresolved=int((named["certainty"] == UNRESOLVED).sum()),
                undated=len(undated),
            ),
        )
    )
    return with_table(chart, _timeline_table(every))


def leak_as_written(events: pd.DataFrame, rounds: pd.DataFrame) -> alt.TopLevelMixin:
    """Draw every dated mention of the leak as its article has it, each on its own line.

    Parameters
    ----------
    events
        The case table ``events``.
    rounds
        Rows of the record's ``calendar`` for the two rounds; a tick box shows them.
    """
    mentions = events[(events["happening_id"] == "leak") & events["start"].notna()]
    table = pd.DataFrame(
        {
            "mention": [
                # two lines: the words as printed, and our translation of their first part
                say(
                    "{article}: «{words}»|{english}",
                    article=row.article_id,
                    words=row.date_as_written,
                    english=row.quote_en.split(",")[0],
                )
                for row in mentions.itertuples()
            ],
            "start": timeline.wall_clock(mentions["start"]),
            "end": timeline.wall_clock(mentions["end"]),
            "words": "«" + mentions["quote_fr"].astype(str) + "»",
            "english": mentions["quote_en"].astype(str),
        }
    )
    table["middle"] = table["start"] + (table["end"] - table["start"]) / 2
    table["span"] = table["end"] - table["start"] > pd.Timedelta(days=2)
    order = list(table.sort_values("start")["mention"])
    first = timeline.bare(rounds["start"].min())
    # a few days before the first round cannot be after it, once its day is known
    table["cut"] = table["end"].where(~table["span"], table["end"].clip(upper=first))
    tooltip = [
        alt.Tooltip("words:N", title=say("the words")),
        alt.Tooltip("english:N", title=say("in English")),
    ]
    base = alt.Chart(table)
    y = alt.Y(
        "mention:N",
        sort=order,
        title=say("Article and its words"),
        axis=alt.Axis(labelExpr="split(datum.label, '|')"),
    )
    scale = alt.Scale(domain=["2017-03-25T00:00:00", "2017-05-14T00:00:00"], nice=False)
    x_title = say("2017, Paris time")
    x_axis = alt.Axis(format="%d %b", values=ticks("2017-03-27", "2017-05-14", "7D"))
    bars = (
        base.transform_filter("datum.span")
        .transform_calculate(until="toDate(rounds ? datum.cut : datum.end)")
        .mark_bar(height=16, cornerRadius=8, color=theme.ORANGE, opacity=0.6)
        .encode(
            x=alt.X("start:T", scale=scale, title=x_title, axis=x_axis),
            x2="until:T",
            y=y,
            tooltip=tooltip,
        )
    )
    points = (
        base.transform_filter("!datum.span")
        .mark_point(size=160, filled=True, color=theme.BLUE, opacity=1)
        .encode(x=alt.X("middle:T", scale=scale, title=x_title, axis=x_axis), y=y, tooltip=tooltip)
    )
    shown = alt.param(
        name="rounds",
        value=False,
        bind=alt.binding_checkbox(
            name=say("Show the two rounds of the election (from the record) ")
        ),
    )
    days = pd.DataFrame(
        {
            "day": timeline.wall_clock(rounds["start"]),
            "name": [say("first round"), say("second round")],
        }
    )
    ruled = alt.Chart(days).encode(
        x=alt.X("day:T", scale=scale),
        opacity=alt.condition("rounds", alt.value(1), alt.value(0)),
    )
    rules = ruled.mark_rule(strokeDash=[6, 4], strokeWidth=2, color=theme.BLACK)
    names = ruled.mark_text(
        align="left", dx=6, dy=-6, baseline="bottom", fontSize=theme.size("label")
    ).encode(text="name:N", y=alt.value(0))
    chart = alt.layer(bars, points, rules.add_params(shown), names).properties(
        width=400,
        height=52 * len(table),
        title=alt.Title(
            say("One leak, placed in two different months"),
            subtitle=say(
                "000 names no month; 003 puts the election in April. Bar: somewhere in this span."
            ),
        ),
        description=say(
            "Dated mentions of the leak, one line each, from late March to mid-May 2017. "
            "{spans} mention spans April; the other {points} lie on 5 May.",
            spans=int(table["span"].sum()),
            points=int((~table["span"]).sum()),
        ),
    )
    return with_table(
        chart,
        twin(
            table.assign(mention=mentions["article_id"].astype(str)).sort_values("start"),
            {
                "mention": say("Article"),
                "start": say("From"),
                "end": say("Until"),
                "words": say("The words"),
                "english": say("In English"),
            },
        ),
    )


def night_rows(events: pd.DataFrame, calendar: pd.DataFrame, anchor: str) -> pd.DataFrame:
    """Return what the chart of the night draws, one row a line.

    Parameters
    ----------
    events, calendar
        The case table ``events`` and the record's ``calendar``.
    anchor
        ``record_id`` of the hour from which "thirty-six hours before the second round" counts.

    Returns
    -------
    pandas.DataFrame
        ``what``, ``start``, ``end`` (naive Paris times), ``rests_on``, ``source``.
    """
    case_rows = {
        "E002-7": say("002: the leak, Friday evening"),
        "E001-5": say("001: the leak, two hours before the close"),
        "E001-7": say("En Marche turns to the vote's commission"),
        "E001-8": say("Electoral silence begins"),
        "E001-9": say("En Marche's statement"),
        "E001-10": say("The commission's recommendation"),
    }
    found = events.set_index("event_id")
    rows = [
        {
            "what": what,
            "start": timeline.bare(found.loc[key, "start"]),
            "end": timeline.bare(found.loc[key, "end"]),
            "rests_on": say("words of the article"),
            "source": f"«{found.loc[key, 'quote_fr']}»",
        }
        for key, what in case_rows.items()
    ]
    hours = calendar.set_index("record_id")
    computed = timeline.bare(timeline.hours_before(hours.loc[anchor, "start"], 36))
    rows.insert(
        2,
        {
            "what": say("001: WikiLeaks' thirty-six hours"),
            "start": computed,
            "end": computed,
            "rests_on": say("computed from the chosen anchor"),
            "source": f"«{found.loc['E001-11', 'quote_fr']}»",
        },
    )
    rows.append(
        {
            "what": say("Polls are open (record)"),
            "start": timeline.bare(hours.loc["R-polls-open", "start"]),
            "end": timeline.bare(hours.loc["R-last-polls-close", "start"]),
            "rests_on": say("the record"),
            "source": hours.loc["R-polls-open", "source"],
        }
    )
    return pd.DataFrame(rows)


def night(events: pd.DataFrame, calendar: pd.DataFrame, anchor: str) -> alt.TopLevelMixin:
    """Draw 5 to 7 May hour by hour, with "thirty-six hours before" counted from one anchor.

    Parameters
    ----------
    events, calendar
        The case table ``events`` and the record's ``calendar``.
    anchor
        ``record_id`` of the chosen hour: the opening or a closing of the polls.
    """
    table = night_rows(events, calendar, anchor)
    table["instant"] = table["end"] - table["start"] <= pd.Timedelta(minutes=1)
    computed = table.loc[table["rests_on"] == say("computed from the chosen anchor"), "start"].iloc[
        0
    ]
    counted_from = timeline.bare(calendar.set_index("record_id").loc[anchor, "start"])
    evening = table.iloc[0]
    dies = computed >= evening["end"]
    hour, when = f"{counted_from:%H:%M}", f"{computed:%A} {computed:%H:%M}"
    title = (
        say("36 hours before Sunday {hour} is {when}: after the leak", hour=hour, when=when)
        if dies
        else say(
            "36 hours before Sunday {hour} is {when}: the leak's evening", hour=hour, when=when
        )
    )
    colours = alt.Scale(
        domain=[
            say("words of the article"),
            say("computed from the chosen anchor"),
            say("the record"),
        ],
        range=[theme.BLUE, theme.GREEN, theme.BLACK],
    )
    legend = alt.Legend(orient="bottom", direction="horizontal", title=None, columnPadding=20)
    scale = alt.Scale(domain=["2017-05-05T16:00:00", "2017-05-07T22:00:00"], nice=False)
    x = alt.X(
        "start:T",
        scale=scale,
        title=say("Friday 5 to Sunday 7 May 2017, Paris time"),
        axis=alt.Axis(format="%a %H:%M", values=ticks("2017-05-05T18", "2017-05-07T20", "6h")),
    )
    y = alt.Y(
        "what:N",
        sort=list(table["what"]),
        title=say("What, and who says so"),
    )
    tooltip = [
        alt.Tooltip("what:N", title=say("what")),
        alt.Tooltip("start:T", title=say("from"), format="%a %d %B %H:%M"),
        alt.Tooltip("source:N", title=say("the words")),
    ]
    base = alt.Chart(table)
    colour = alt.Color("rests_on:N", scale=colours, legend=legend)
    bars = (
        base.transform_filter("!datum.instant")
        .mark_bar(height=14, cornerRadius=7, opacity=0.75)
        .encode(x=x, x2="end:T", y=y, color=colour, tooltip=tooltip)
    )
    instants = (
        base.transform_filter("datum.instant")
        .mark_point(size=220, filled=True, opacity=1, shape="diamond")
        .encode(x=x, y=y, color=colour, tooltip=tooltip)
    )
    crossed = (
        alt.Chart(table[table["start"] == computed] if dies else table.iloc[:0])
        .mark_text(text="✕", fontSize=30, fontWeight="bold", color=theme.BLACK)
        .encode(x=x, y=y)
    )
    reach = (
        alt.Chart(
            pd.DataFrame(
                {
                    "start": [computed],
                    "end": [counted_from],
                    "what": [say("001: WikiLeaks' thirty-six hours")],
                }
            )
        )
        .mark_rule(color=theme.GREEN, strokeWidth=2, strokeDash=[5, 4])
        .encode(x=x, x2="end:T", y=y)
    )
    midnight = (
        alt.Chart(pd.DataFrame({"start": [pd.Timestamp("2017-05-06")]}))
        .mark_rule(color=theme.GREY, strokeWidth=1.5)
        .encode(x=x)
    )
    named = midnight.mark_text(
        text=say("midnight"), align="left", dx=5, dy=-4, baseline="bottom", color=theme.GREY
    ).encode(y=alt.value(0))
    chart = alt.layer(midnight, named, bars, reach, instants, crossed).properties(
        width=WIDTH,
        height=38 * len(table),
        title=alt.Title(
            title,
            subtitle=say(
                "Bars: the widest reading of the words. The green mark moves with your choice."
            ),
        ),
        description=say(
            "Friday 5 May 16:00 to Sunday 7 May 22:00, {lines} lines. 002 puts the leak on Friday "
            "evening, 001 at about 22:00; 36 hours before {hour} on Sunday is {when}.",
            lines=len(table),
            hour=hour,
            when=when,
        ),
    )
    return with_table(
        chart,
        twin(
            table,
            {
                "what": say("What"),
                "start": say("From"),
                "end": say("Until"),
                "rests_on": say("Rests on"),
                "source": say("The words"),
            },
        ),
    )


def thursdays(interview: pd.Series, first_round: date) -> alt.TopLevelMixin:
    """Draw the days that "ce jeudi" can mean, by the article alone and with one outside date.

    Parameters
    ----------
    interview
        The unresolved row of ``events``.
    first_round
        The date of the first round, from the record.
    """
    alone = timeline.candidate_days(interview)
    narrowed = timeline.candidate_days(interview, before=first_round)
    table = pd.DataFrame({"day": pd.to_datetime(alone)})
    table["kept"] = table["day"].isin(pd.to_datetime(narrowed))
    table["name"] = [f"{day.day} {day:%b}" for day in table["day"]]
    use = alt.param(
        name="record",
        value=False,
        bind=alt.binding_checkbox(name=say("Use the date of the first round (from the record) ")),
    )
    alive = "!record || datum.kept"
    base = alt.Chart(table).encode(
        x=alt.X(
            "day:T",
            title=say("2017"),
            scale=alt.Scale(domain=["2017-02-26T00:00:00", "2017-05-03T00:00:00"], nice=False),
            axis=alt.Axis(format="%d %b", values=ticks("2017-02-27", "2017-05-02", "7D")),
        ),
    )
    points = base.mark_point(size=260, strokeWidth=2.5, filled=False, opacity=1).encode(
        y=alt.value(40),
        color=alt.condition(alive, alt.value(theme.BLUE), alt.value(theme.PALE)),
        shape=alt.condition(alive, alt.value("circle"), alt.value("cross")),
        tooltip=alt.Tooltip("day:T", format="%A %d %B", title=say("candidate")),
    )
    names = base.mark_text(dy=-24, fontSize=theme.size("label")).encode(
        y=alt.value(40), text="name:N"
    )
    cut = alt.Chart(
        pd.DataFrame({"day": [pd.Timestamp(first_round)], "name": [say("first round")]})
    ).encode(x="day:T", opacity=alt.condition("record", alt.value(1), alt.value(0)))
    rule = cut.mark_rule(strokeWidth=2, strokeDash=[6, 4], color=theme.BLACK)
    label = cut.mark_text(align="right", dx=-6, fontSize=theme.size("label")).encode(
        text="name:N", y=alt.value(76)
    )
    chart = alt.layer(points.add_params(use), names, rule, label).properties(
        width=700,
        height=90,
        title=say(
            "“This Thursday” in 003 fits {alone} Thursdays; one outside date leaves {kept}",
            alone=in_words(len(alone)),
            kept=in_words(len(narrowed)),
        ),
        description=say(
            "The {alone} Thursdays from {first} to {last} that article 003 allows, as hollow "
            "circles; with the first round on {cut}, {kept} are left.",
            alone=len(alone),
            first=day_month(alone[0]),
            last=day_month(alone[-1]),
            cut=day_month(first_round),
            kept=len(narrowed),
        ),
    )
    fits = table.assign(kept=table["kept"].map({True: say("yes"), False: say("no")}))
    return with_table(
        chart,
        twin(fits, {"name": say("Thursday"), "kept": say("Before the first round (record)?")}),
    )


def inquiries(events: pd.DataFrame, ids: Sequence[str]) -> alt.TopLevelMixin:
    """Draw a few dated events of one week on one line each, in the order of time.

    Parameters
    ----------
    events
        The case table ``events``.
    ids
        Event ids to draw.
    """
    rows = events.set_index("event_id").loc[list(ids)].sort_values("start")
    table = pd.DataFrame(
        {
            "what": [
                say("{article}: the leak", article=row.article_id)
                if row.happening_id == "leak"
                else say(
                    "{article}: an inquiry is opened, «{day}»",
                    article=row.article_id,
                    day=row.date_as_written,
                )
                for row in rows.itertuples()
            ],
            "start": timeline.wall_clock(rows["start"]),
            "end": timeline.wall_clock(rows["end"]),
            "words": "«" + rows["quote_fr"].astype(str) + "»",
        }
    )
    chart = (
        alt.Chart(table)
        .mark_bar(height=16, cornerRadius=8, color=theme.BLUE)
        .encode(
            x=alt.X(
                "start:T",
                title=say("May 2017, Paris time"),
                scale=alt.Scale(domain=["2017-05-03T00:00:00", "2017-05-09T00:00:00"], nice=False),
                axis=alt.Axis(format="%a %d", values=ticks("2017-05-03", "2017-05-09", "D")),
            ),
            x2="end:T",
            y=alt.Y(
                "what:N",
                sort=list(table["what"]),
                title=say("Article and event"),
            ),
            tooltip=[alt.Tooltip("words:N", title=say("the words"))],
        )
        .properties(
            width=WIDTH,
            height=44 * len(table),
            title=alt.Title(
                say("One inquiry opens before the leak, another after it"),
                subtitle=say("A bar is the day on which it happened."),
            ),
            description=say(
                "One week of May 2017. {first}: {day}; then the leak on Friday 5 May; then another "
                "inquiry on Sunday 7 May.",
                first=table["what"].iloc[0],
                day=day_month(table["start"].iloc[0]),
            ),
        )
    )
    return with_table(
        chart,
        twin(
            table,
            {"what": say("What"), "start": say("From"), "end": say("Until"), "words": say("Words")},
        ),
    )


def _timeline_table(marks: pd.DataFrame) -> pd.DataFrame:
    """Return the timeline's table twin: one row a happening, in the order of lanes."""
    when = marks.groupby("title", sort=False)["start"].agg(
        lambda days: ", ".join(f"{day.day} {day:%b}" for day in days.dropna())
    )
    order = {lane: number for number, lane in enumerate(LANES.values())}
    twin = marks.drop_duplicates("title").assign(when=lambda t: t["title"].map(when))
    twin = twin.sort_values("lane", key=lambda lanes: lanes.map(order), kind="stable")
    columns = {
        "lane": say("Lane"),
        "title": say("What"),
        "when": say("Begins on"),
        "certainty": say("Certainty"),
        "words": say("Words"),
        "english": say("In English"),
        "source": say("Where"),
    }
    return twin[list(columns)].rename(columns=columns)
