"""The pictures of two clocks: when something happened, and when a reader could know of it."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from leaklab import knowledge, theme, timeline
from leaklab.charts.common import LANES, day_month, in_words, scaled, ticks, twin
from leaklab.rendering import with_table
from leaklab.wording import say

WIDTH = 500
ROW = 24  # pixels a line takes
FIRST, LAST = pd.Timestamp("2017-01-20"), pd.Timestamp("2017-08-06")
EARLIER = FIRST - pd.Timedelta(days=30)
DEEDS = [name for name in LANES if name not in ("reaction", "context")]


def two_clocks_rows(
    events: pd.DataFrame, articles: pd.DataFrame, edition: int, also: Sequence[str] = ()
) -> pd.DataFrame:
    """Return what the chart of two clocks draws, one row a line.

    Parameters
    ----------
    events, articles
        The case tables.
    edition
        How many articles the reader has read, 1 to 5.
    also
        Happenings to draw beside the deeds of the eight phenomena.

    Returns
    -------
    pandas.DataFrame
        ``line`` (the same in every edition), ``label``, ``certainty``, ``start`` and ``end`` (when
        it can have happened; naive Paris times, cut at the chart's edge), ``told`` and
        ``told_until``, ``new`` (first told in this edition), ``written`` (the date words),
        ``words``, ``english``, ``source``. What has no date begins at the
        first day that the words allow, or else at the chart's edge.
    """
    drawn = {}
    for number in (int(articles.shape[0]), edition):
        known = knowledge.known_after(events, articles, number)
        wanted = known["phenomenon"].isin(DEEDS) | known["happening_id"].isin(also)
        drawn[number] = known[wanted].sort_values(["edition", "not_after"], kind="stable")
    whole = drawn[max(drawn)]
    keys = whole["happening_id"] + whole["certainty"].eq("contradicted").astype(str)
    lines = dict(zip(keys, range(len(keys)), strict=True))
    rows = []
    for row in drawn[edition].itertuples():
        told = timeline.bare(row.told_from)
        until = told if pd.isna(row.told_until) else timeline.bare(row.told_until)
        dated = pd.notna(row.start)
        first = FIRST if pd.isna(row.not_before) else timeline.bare(row.not_before)
        latest = told if pd.isna(row.not_after) else min(timeline.bare(row.not_after), until)
        rows.append(
            {
                "line": lines[row.happening_id + str(row.certainty == "contradicted")],
                "label": row.label,
                "certainty": row.certainty,
                "start": timeline.bare(row.start) if dated else first,
                "end": timeline.bare(row.end) if dated else latest,
                "told": told,
                "told_until": max(until, told),
                "told_open": bool(pd.isna(row.told_until)),
                "new": row.edition == edition,
                "written": "" if pd.isna(row.date_as_written) else f"«{row.date_as_written}»",
                "words": f"«{row.quote_fr}»",
                "english": row.quote_en,
                "source": say(
                    "article {article}, paragraph {paragraph}",
                    article=row.article_id,
                    paragraph=row.paragraph,
                ),
            }
        )
    table = pd.DataFrame(rows)
    table.attrs["lines"] = len(lines)
    return table.sort_values("line").reset_index(drop=True)


def two_clocks(
    events: pd.DataFrame, articles: pd.DataFrame, edition: int, also: Sequence[str] = ()
) -> alt.TopLevelMixin:
    """Draw what a reader of the first articles knows, from the event to its disclosure.

    A filled mark is when it happened, by the words printed so far; an empty bar has no date, and
    runs out at the left where no first day follows either; a line leads to the diamond, the day by
    which a reader could know. Lines that nobody has told yet are blank.

    Parameters
    ----------
    events, articles
        The case tables.
    edition
        How many articles the reader has read, 1 to 5.
    also
        Happenings to draw beside the deeds of the eight phenomena.
    """
    table = two_clocks_rows(events, articles, edition, also)
    lines = table.attrs["lines"]
    table["row"] = table["line"] + 0.5
    table["middle"] = table["start"] + (table["end"] - table["start"]) / 2
    table["note"] = table["written"].where(table["written"] != "", say("no date given"))
    table["wait"] = table[["end", "told"]].min(axis="columns")
    this = knowledge.editions(articles).iloc[edition - 1]
    # an article that came out on some day of a span is read by the end of it
    now, end = this["published_start"], this["published_end"]
    if pd.notna(end) and end - now > pd.Timedelta(days=2):
        now = end
    now = timeline.bare(now)
    article = this["article_id"]

    y_scale = alt.Scale(domain=[0, lines], reverse=True, nice=False, zero=False)
    names = ", ".join(f"'{row.row:g}': {row.label!r}" for row in table.itertuples())
    fresh = " || ".join(f"datum.value == {row.row:g}" for row in table[table["new"]].itertuples())
    axis = alt.Axis(
        values=list(table["row"]),
        labelExpr=f"{{{names}}}[datum.value]",
        labelFontWeight={"condition": {"test": fresh or "false", "value": "bold"}, "value": 400},
        grid=True,
        ticks=False,
        domain=False,
        titlePadding=12,
    )
    y = alt.Y("row:Q", scale=y_scale, axis=axis, title=say("What (bold: new in this edition)"))
    scale = alt.Scale(domain=[FIRST.isoformat(), LAST.isoformat()], nice=False)
    x = alt.X(
        "start:T",
        scale=scale,
        title=say("2017, Paris time"),
        axis=alt.Axis(
            format="%B",
            values=ticks("2017-02-01", "2017-07-01", "MS"),
            labelAlign="left",
            titlePadding=8,
        ),
    )
    tooltip = [
        alt.Tooltip("label:N", title=say("what")),
        alt.Tooltip("note:N", title=say("date words")),
        alt.Tooltip("words:N", title=say("the words")),
        alt.Tooltip("english:N", title=say("in English")),
        alt.Tooltip("source:N", title=say("where")),
        alt.Tooltip("told:T", title=say("told from"), format="%d %B"),
    ]
    undated = table[~table["certainty"].isin(["dated", "contradicted"])]
    dated = table[table["certainty"].isin(["dated", "contradicted"])]
    long = dated["end"] - dated["start"] > pd.Timedelta(days=2)
    colour = alt.condition(
        alt.datum.certainty == "contradicted", alt.value(theme.ORANGE), alt.value(theme.BLUE)
    )
    unread = (
        alt.Chart(pd.DataFrame({"start": [now], "end": [LAST]}))
        .mark_rect(color="#EFEFEF")
        .encode(x=x, x2="end:T")
    )
    rule = (
        alt.Chart(pd.DataFrame({"start": [now]}))
        .mark_rule(color=theme.BLACK, strokeWidth=2, strokeDash=[6, 4])
        .encode(x=x)
    )
    waits = (
        alt.Chart(table)
        .mark_rule(color=theme.GREY, strokeWidth=2)
        .encode(x=alt.X("wait:T", scale=scale), x2="told:T", y=y)
    )
    # told on some day of a span: a band, and no diamond, which would choose a day
    vague = table["told_until"] - table["told"] > pd.Timedelta(days=2)
    windows = (
        alt.Chart(table[vague])
        .mark_rule(color=theme.GREY, strokeWidth=8, opacity=0.5)
        .encode(x=alt.X("told:T", scale=scale), x2="told_until:T", y=y, tooltip=tooltip)
    )
    empty = (
        # without a first day a bar runs out of the picture
        alt.Chart(undated.assign(start=undated["start"].mask(undated["start"] == FIRST, EARLIER)))
        .mark_bar(
            height=17,
            fill="#FFFFFF",
            stroke=theme.BLUE,
            strokeWidth=2,
            strokeDash=[4, 3],
            clip=True,
        )
        .encode(x=x, x2="end:T", y=y, tooltip=tooltip)
    )
    inside = (undated["end"] - undated["start"] > pd.Timedelta(days=90)) & ~vague[undated.index]
    notes = [
        alt.Chart(undated[inside if within else ~inside])
        .mark_text(align="left", dx=6 if within else 10, fontSize=theme.size("label") - 1)
        .encode(
            x=alt.X("start:T" if within else "told_until:T", scale=scale),
            y=y,
            text="note:N",
            tooltip=tooltip,
        )
        for within in (True, False)
    ]
    spans = (
        alt.Chart(dated[long])
        .mark_rule(strokeWidth=12, opacity=0.6)
        .encode(x=x, x2="end:T", y=y, color=colour, tooltip=tooltip)
    )
    points = (
        alt.Chart(dated[~long])
        .mark_point(size=110, filled=True, opacity=1)
        .encode(x=alt.X("middle:T", scale=scale), y=y, color=colour, tooltip=tooltip)
    )
    crosses = (
        alt.Chart(dated[dated["certainty"] == "contradicted"])
        .mark_text(text="✕", fontSize=18, fontWeight="bold", color=theme.BLACK)
        .encode(x=alt.X("middle:T", scale=scale), y=y)
    )
    disclosures = (
        alt.Chart(table[~vague])
        .mark_point(
            shape="diamond", size=200, filled=False, strokeWidth=2.5, color=theme.BLACK, opacity=1
        )
        .encode(x=alt.X("told:T", scale=scale), y=y, tooltip=tooltip)
    )
    without = int((~table["certainty"].isin(["dated", "contradicted"])).sum())
    when = edition_words(this)
    chart = alt.layer(
        unread, rule, empty, *notes, waits, windows, spans, points, crosses, disclosures
    ).properties(
        width=scaled(WIDTH),
        height=scaled(ROW) * lines,
        title=alt.Title(
            say(
                "After article {article} ({when}): {told} things told, {without} without a date",
                article=article,
                when=when,
                told=in_words(len(table)),
                without=in_words(without),
            ),
            subtitle=say(
                "Dot or bar: when it happened. Empty bar: no article says when. "
                "Diamond or grey band: told."
            ),
        ),
        description=say(
            "Two clocks after {edition} of five articles, {when}. {told} lines, {new} of them new: "
            "{labels}. Each leads from when it happened to when it was told; {without} have no "
            "date.",
            edition=in_words(edition),
            when=when,
            told=len(table),
            new=int(table["new"].sum()),
            labels=", ".join(table.loc[table["new"], "label"]),
            without=without,
        ),
    )
    return with_table(chart, _twin_of(table))


def edition_words(edition: pd.Series) -> str:
    """Return when an article can have appeared, in the fewest words: 14 to 19 February.

    Parameters
    ----------
    edition
        A row of `leaklab.knowledge.editions`.
    """
    first = timeline.bare(edition["published_start"])
    if pd.isna(edition["published_end"]):
        return say("{day} or later", day=day_month(first))
    last = timeline.bare(edition["published_end"]) - pd.Timedelta(minutes=1)
    if last.date() == first.date():
        return day_month(first)
    if (first.day, (last + pd.Timedelta(days=1)).day) == (1, 1):
        return say("{first:%B} or {last:%B}", first=first, last=last)
    return say("{first} to {last}", first=first.day, last=day_month(last))


def _twin_of(table: pd.DataFrame) -> pd.DataFrame:
    undated = ~table["certainty"].isin(["dated", "contradicted"])
    spelled = table.assign(
        happened=[
            say("no date; {words}", words=row.note) if blank else f"{day_month(row.start)}"
            for row, blank in zip(table.itertuples(), undated, strict=True)
        ],
        told_on=[
            say("{day} or later", day=day_month(row.told)) if row.told_open else day_month(row.told)
            for row in table.itertuples()
        ],
        fresh=table["new"].map({True: say("yes"), False: ""}),
    )
    return twin(
        spelled,
        {
            "label": say("What"),
            "happened": say("Happened (from)"),
            "told_on": say("Told (from)"),
            "fresh": say("New"),
            "words": say("The words"),
            "english": say("In English"),
            "source": say("Where"),
        },
    )
