"""The pictures of the newsroom: the night and its cards, a room's choices, a score."""

import altair as alt
import pandas as pd

from leaklab import detection, newsroom, theme
from leaklab.charts.common import in_words, scaled, ticks, twin
from leaklab.rendering import with_table
from leaklab.wording import say

WIDTH = 460
SQUARE = 400
ROW = 30  # pixels a card takes
SPANS = {
    "night": ("2017-05-05T20:00:00", "2017-05-06T08:00:00"),
    "saturday": ("2017-05-05T20:00:00", "2017-05-07T00:00:00"),
}
EXACT, SPAN = say("diamond: to the minute"), say("bar: within these hours (cut at the edge)")
MOMENTS = {
    pd.Timestamp("2017-05-06T00:00"): say("midnight"),
    pd.Timestamp("2017-05-06T00:30"): say("00:30"),
}


def night_cards(cards: pd.DataFrame, span: str = "night") -> alt.TopLevelMixin:
    """Draw the cards on the clock: a point where there is a minute, a bar where there is none.

    Parameters
    ----------
    cards
        From `leaklab.newsroom.cards`.
    span
        ``night`` (Friday 20:00 to Saturday 8:00) or ``saturday`` (to the end of Saturday).

    Raises
    ------
    ValueError
        If ``span`` is neither.
    """
    if span not in SPANS:
        raise ValueError(f"span is {span!r}: choose one of {', '.join(SPANS)}.")
    first, last = (pd.Timestamp(moment) for moment in SPANS[span])
    table = cards.reset_index()
    table["name"] = [f"{row.card} · {row.label}" for row in table.itertuples()]
    table["kind"] = [EXACT if name == "minute" else SPAN for name in table["precision"]]
    # a bar that goes on beyond the picture is cut at its edge
    table["end"] = table["end"].clip(upper=last)
    exact = int((table["kind"] == EXACT).sum())
    x = alt.X(
        "start:T",
        title=say("Paris time, 5 to 6 May 2017"),
        scale=alt.Scale(domain=[first.isoformat(), last.isoformat()], nice=False),
        axis=alt.Axis(
            format="%a %H:%M",
            values=ticks(str(first), str(last), "4h" if span == "night" else "8h"),
            titlePadding=8,
        ),
    )
    y = alt.Y("name:N", sort=list(table["name"]), title=say("Card"), axis=alt.Axis(grid=True))
    colours = alt.Scale(domain=[EXACT, SPAN], range=[theme.ORANGE, theme.BLUE])
    shapes = alt.Scale(domain=[EXACT, SPAN], range=["diamond", "square"])
    legend = alt.Legend(
        orient="top",
        title=None,
        direction="horizontal",
        offset=26,
        symbolSize=150,
        symbolOpacity=1,
        symbolStrokeWidth=0,
    )
    base = alt.Chart(table).encode(
        y=y,
        color=alt.Color("kind:N", scale=colours, legend=legend),
        tooltip=[
            alt.Tooltip("name:N", title=say("card")),
            alt.Tooltip("when:N", title=say("when")),
            alt.Tooltip("text:N", title=say("what is known")),
        ],
    )
    bars = base.transform_filter(alt.datum.kind == SPAN).mark_bar(height=12, opacity=0.55)
    points = (
        base.transform_filter(alt.datum.kind == EXACT)
        .mark_point(size=170, filled=True, opacity=1)
        .encode(shape=alt.Shape("kind:N", scale=shapes, legend=legend))
    )
    moments = pd.DataFrame({"start": list(MOMENTS), "word": list(MOMENTS.values())})
    rules = (
        alt.Chart(moments)
        .mark_rule(color=theme.BLACK, strokeDash=[5, 4], strokeWidth=1.5)
        .encode(x=x)
    )
    words = (
        alt.Chart(moments.assign(name=table["name"].iloc[-1]))
        .transform_calculate(right="datum.word != 'midnight'")
        .mark_text(
            align=alt.expr("datum.right ? 'left' : 'right'"),
            dx=alt.expr("datum.right ? 5 : -5"),
            dy=0,
            fontSize=theme.size("label"),
        )
        .encode(x=x, y=alt.value(-9), text="word:N")
    )
    layers = [bars.encode(x=x, x2="end:T"), points.encode(x=x), rules, words]
    chart = alt.layer(*layers).properties(
        width=scaled(WIDTH),
        height=scaled(ROW) * len(table),
        title=say(
            "Of {count} cards, {exact} are given to the minute",
            count=in_words(len(table)),
            exact=in_words(exact),
        ),
        description=say(
            "{count} cards on the clock from {first} to {last}: {cards}.",
            count=len(table),
            first=f"{first:%A %H:%M}",
            last=f"{last:%A %H:%M}",
            cards="; ".join(f"{row.name}: {row.when}" for row in table.itertuples(index=False)),
        ),
    )
    return with_table(
        chart,
        twin(
            table,
            {
                "name": say("Card"),
                "when": say("When"),
                "kind": say("Drawn as"),
                "text": say("What is known"),
            },
        ),
    )


def choices_title(counts: pd.DataFrame) -> str:
    """Return what a room's choices show: the card on which it was least of one mind.

    Parameters
    ----------
    counts
        From `leaklab.newsroom.read_counts`.
    """
    asked = counts[counts.sum(axis=1) > 0]
    if asked.empty:
        return say("No hands are counted yet: type them in")
    shares = asked.max(axis=1) / asked.sum(axis=1)
    low = shares.min()
    if low == 1:
        return say("On every card so far, all chose the same")
    least = [str(card) for card in shares.index[shares == low]]
    if len(least) > 3:
        return say("The room was as divided on card {card} as on others", card=least[0])
    return say("The room was least of one mind on card {cards}", cards=say(" and ").join(least))


def room_choices(counts: pd.DataFrame, cards: pd.DataFrame) -> alt.TopLevelMixin:
    """Draw how many chose what on each card: a circle and a number in each cell.

    Parameters
    ----------
    counts
        From `leaklab.newsroom.read_counts`.
    cards
        From `leaklab.newsroom.cards`.
    """
    names = {card: f"{card} · {row['label']}" for card, row in cards.iterrows()}
    words = list(counts.columns)
    table = counts.melt(ignore_index=False, var_name="choice", value_name="hands").reset_index()
    table["name"] = table["card"].map(names)
    most = table.groupby("card")["hands"].transform("max")
    table["most"] = (table["hands"] == most) & (most > 0)
    base = alt.Chart(table).encode(
        x=alt.X(
            "choice:N",
            sort=words,
            title=say("Choice"),
            axis=alt.Axis(orient="top", labelAngle=0, grid=False, domain=False, ticks=False),
        ),
        y=alt.Y("name:N", sort=list(names.values()), title=say("Card")),
    )
    circles = base.mark_point(filled=True, opacity=0.35, color=theme.BLUE).encode(
        size=alt.Size(
            "hands:Q",
            scale=alt.Scale(domain=[0, max(int(table["hands"].max()), 1)], range=[0, 900]),
            legend=None,
        )
    )
    texts = base.mark_text().encode(
        text="hands:Q",
        # the largest number of a card is heavier, so that no size has to be compared
        opacity=alt.condition("datum.hands > 0", alt.value(1), alt.value(0.45)),
    )
    heavy = base.transform_filter("datum.most").mark_text(fontWeight="bold").encode(text="hands:Q")
    chart = alt.layer(circles, texts, heavy).properties(
        width=scaled(400),
        height=scaled(34) * len(names),
        title=choices_title(counts),
        description=say(
            "Hands by card and choice: {rows}.",
            rows="; ".join(
                say(
                    "card {card}: {told}",
                    card=card,
                    told=", ".join(f"{word} {row[word]}" for word in words),
                )
                for card, row in counts.iterrows()
            ),
        ),
    )
    wide = counts.rename(index=names).rename_axis(say("Card")).reset_index()
    return with_table(chart, wide)


def hits_and_alarms(found: detection.Rates, who: str = "") -> alt.TopLevelMixin:
    """Draw a score as a point: true items called false across, false items called false up.

    On the slope from corner to corner lies guessing; above the falling line one says "false" more
    readily than "true", below it more seldom.

    Parameters
    ----------
    found
        From `leaklab.newsroom.score`.
    who
        Whose score it is, for the title; empty for the reader's own.
    """
    decided = found.hit_rate is not None and found.false_alarm_rate is not None
    point = pd.DataFrame(
        {
            "alarms": [found.false_alarm_rate if decided else None],
            "hits": [found.hit_rate if decided else None],
            "who": [who or say("you")],
        }
    ).astype({"alarms": "float64", "hits": "float64"})
    lines = pd.DataFrame(
        [
            ("guessing", 0.0, 0.0),
            ("guessing", 1.0, 1.0),
            ("no lean", 0.0, 1.0),
            ("no lean", 1.0, 0.0),
        ],
        columns=["line", "alarms", "hits"],
    )
    words = pd.DataFrame(
        [
            # between the eighths on which a mark of eight and eight lies, and beside the lines
            (0.10, 0.9375, "left", say("tells them apart")),
            (0.90, 0.0625, "right", say("takes each for the other")),
            (0.97, 0.5625, "right", say("leans to “false”")),
            (0.03, 0.4375, "left", say("leans to “true”")),
            (0.28, 0.1875, "left", say("guesses")),
        ],
        columns=["alarms", "hits", "align", "word"],
    )
    percent = alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1])
    scale = alt.Scale(domain=[-0.04, 1.04], nice=False)
    x = alt.X("alarms:Q", title=say("True statements called false"), scale=scale, axis=percent)
    y = alt.Y("hits:Q", title=say("False statements called false"), scale=scale, axis=percent)
    strokes = (
        alt.Chart(lines)
        .mark_line(color=theme.GREY, strokeWidth=1.5)
        .encode(
            x=x,
            y=y,
            strokeDash=alt.StrokeDash(
                "line:N",
                scale=alt.Scale(domain=["guessing", "no lean"], range=[[1, 0], [4, 4]]),
                legend=None,
            ),
        )
    )
    labels = [
        alt.Chart(words[words["align"] == align])
        .mark_text(align=align, color=theme.GREY, fontStyle="italic")
        .encode(x=x, y=y, text="word:N")
        for align in ("left", "right")
    ]
    dot = (
        alt.Chart(point)
        .mark_point(size=260, filled=True, opacity=1, color=theme.ORANGE, shape="diamond")
        .encode(x=x, y=y)
    )
    if decided:
        title = say(
            "{hits} of {false} false ones found, {alarms} of {true} true ones doubted",
            hits=found.hits,
            false=found.hits + found.misses,
            alarms=found.false_alarms,
            true=found.false_alarms + found.correct_rejections,
        )
    else:
        title = say("Nothing is judged yet: type sixteen signs")
    subtitle = newsroom.told(found).rsplit(". ", 1)[-1] if decided else ""
    who = who or say("you")
    chart = alt.layer(strokes, *labels, dot).properties(
        width=scaled(SQUARE),
        height=scaled(SQUARE),
        title=alt.Title(title, subtitle=[subtitle] if subtitle else []),
        description=say(
            "A square of two shares. {who}: {told} Above the falling diagonal one leans to false, "
            "below it to true; on the rising one one guesses.",
            who=who,
            told=newsroom.told(found),
        ),
    )
    table = pd.DataFrame(
        {
            say("Statements"): [say("false"), say("true")],
            say("Called false"): [found.hits, found.false_alarms],
            say("Called true"): [found.misses, found.correct_rejections],
        }
    )
    return with_table(chart, table)
