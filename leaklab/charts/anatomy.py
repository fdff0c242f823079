"""The pictures of the machine, card by card, and of the hours from the leak to the last vote."""

from collections.abc import Mapping, Sequence
from math import atan2, degrees
from textwrap import wrap

import altair as alt
import pandas as pd

from leaklab import anatomy, theme
from leaklab.charts.common import in_words, scaled, ticks, twin
from leaklab.rendering import with_table
from leaklab.wording import say

CELL = (163, 86)  # pixels a place on the table takes
CARD = (120, 62)  # pixels a card takes

# Where each card lies: a short name, a column (stage) and a row, in the order of laying them.
CARDS = {
    "K12": (say("State media rumours, says Ferrand"), 0, 4.25),
    "K14": (say("Announcing material"), 0, 0),
    "K05": (say("Monthly attacks, says Ferrand"), 1, 3.6),
    "K06": (say("Servers blocked, ten minutes"), 0, 2.7),
    "K01": (say("Fake Facebook accounts"), 0, 1.35),
    "K02": (say("Spyware (said to have failed)"), 1, 0.85),
    "K03": (say("Passwords (said to have failed)"), 1, 1.75),
    "K16": (say("Some infra- structures, says Rogers"), 1, 2.65),
    "K04": (say("Mailboxes hacked, says campaign"), 2, 2),
    "K11": (say("Rumour of an offshore account"), 2, 4.6),
    "K08": (say("Put online on a forum"), 3, 2),
    "K07": (say("Fakes added, says the campaign"), 3, 3.3),
    "K09": (say("Relay by a known site"), 4, 0),
    "K10": (say("Spread under one hashtag"), 4, 3.6),
    "K13": (say("Just before the close"), 3, 0.8),
}
STAGES = {1: say("Before the leak"), 3: say("The leak"), 4: say("Spreading")}
LETTERS = {"observed": "o", "claimed": "c", "inferred": "i"}
DASHES = {"observed": [1, 0], "claimed": [8, 4], "inferred": [2, 5]}
COLOURS = {"observed": theme.BLACK, "claimed": theme.BLUE, "inferred": theme.ORANGE}
ROWS = 5.45


def ways(found: Sequence[Sequence[str]]) -> str:
    """Return ways from `leaklab.anatomy` in the names of their cards, one way a line.

    Parameters
    ----------
    found
        Each way as its technique ids.
    """
    if not found:
        return say("none")
    names = {card: name.replace("- ", "") for card, (name, _, _) in CARDS.items()}
    return "".join("\n  " + " > ".join(names[card] for card in way) for way in found)


def card_rows(techniques: pd.DataFrame) -> pd.DataFrame:
    """Return what the chart of the machine draws of its cards, one row a card.

    Parameters
    ----------
    techniques
        The case table ``techniques``.

    Returns
    -------
    pandas.DataFrame
        ``technique_id``, ``number`` (the order of laying), ``short`` (its name on two or three
        lines), ``x`` and ``y`` (its middle, in pixels), ``head``, ``words``, ``english``,
        ``author``.

    Raises
    ------
    ValueError
        If the table has other cards than the chart has places for.
    """
    if set(techniques["technique_id"]) != set(CARDS):
        strange = set(techniques["technique_id"]) ^ set(CARDS)
        raise ValueError(
            f"The machine has a place for each technique; {min(strange)} does not fit."
        )
    rows = []
    table = techniques.set_index("technique_id")
    for number, (key, (short, column, row)) in enumerate(CARDS.items(), start=1):
        card = table.loc[key]
        rows.append(
            {
                "technique_id": key,
                "number": number,
                "short": "\n".join(wrap(short, 17)),
                "x": (column + 0.5) * scaled(CELL[0]),
                "y": (row + 0.5) * scaled(CELL[1]),
                "head": say("Card {n}: {name}", n=number, name=card["name"]),
                "words": say(
                    "«{words}» ({article}, paragraph {n})",
                    words=card["quote_fr"],
                    article=card["article_id"],
                    n=card["paragraph"],
                ),
                "english": card["quote_en"],
                "author": say("Author as given: {who}", who=card["author_as_given"]),
            }
        )
    return pd.DataFrame(rows)


def arrow_rows(arrows: pd.DataFrame, cards: pd.DataFrame) -> pd.DataFrame:
    """Return what the chart of the machine draws of its arrows, one row an arrow.

    Parameters
    ----------
    arrows
        The case table ``arrows``, with its words from `leaklab.anatomy.resting` or without.
    cards
        From `card_rows`.

    Returns
    -------
    pandas.DataFrame
        ``arrow_id``, ``standing``, ``number`` (the card that completes it), ``label``, ``x``,
        ``y``, ``x2``, ``y2`` (from edge to edge, in pixels), ``at_x``, ``at_y`` (its label),
        ``turn`` (degrees of its head), ``step`` and ``why``.
    """
    places = cards.set_index("technique_id")
    rows = []
    for arrow in arrows.to_dict("records"):
        start, end = places.loc[arrow["from"]], places.loc[arrow["to"]]
        x, y = _edge(start, end)
        x2, y2 = _edge(end, start)
        rows.append(
            {
                "arrow_id": arrow["arrow_id"],
                "standing": str(arrow["standing"]),
                "number": int(max(start["number"], end["number"])),
                "label": f"{int(arrow['arrow_id'][1:])}{LETTERS[arrow['standing']]}",
                "x": x,
                "y": y,
                "x2": x2,
                "y2": y2,
                "at_x": (x + x2) / 2,
                "at_y": (y + y2) / 2,
                "turn": _turn(x2 - x, y2 - y),
                "step": say(
                    "{first} to {last}",
                    first=_flat(start["short"]),
                    last=_flat(end["short"]),
                ),
                "why": arrow["why_en"],
            }
        )
    return pd.DataFrame(rows)


def _flat(short: str) -> str:
    return short.replace("\n", " ").replace("infra- ", "infra")


def _edge(card: pd.Series, other: pd.Series) -> tuple[float, float]:
    """Return where the line from a card's middle to another's leaves the card, and a gap more."""
    dx, dy = other["x"] - card["x"], other["y"] - card["y"]
    wide, high = (scaled(side) / 2 + 4 for side in CARD)
    share = min(wide / abs(dx) if dx else 9e9, high / abs(dy) if dy else 9e9)
    return round(card["x"] + dx * share, 1), round(card["y"] + dy * share, 1)


def _turn(dx: float, dy: float) -> float:
    """Return the degrees, clockwise, by which a triangle that points up follows a line."""
    return round(degrees(atan2(dy, dx)) + 90, 1)


def machine(
    techniques: pd.DataFrame,
    arrows: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame] | None = None,
    laid: int | None = None,
) -> alt.TopLevelMixin:
    """Draw the machine, to be laid card by card or whole.

    Parameters
    ----------
    techniques, arrows
        The case tables.
    tables
        Case tables by name; with them the table twin has the words that each arrow rests on.
    laid
        Cards that lie there at first; a number box lays the others. By default all of them, and a
        tick box hides what is only inferred.

    Returns
    -------
    altair.TopLevelMixin
        Needs no Python once drawn.
    """
    cards = card_rows(techniques)
    links = arrow_rows(arrows, cards)
    counts = anatomy.by_standing(arrows)
    so_far = anatomy.assembled(arrows, list(CARDS))
    number_box = alt.binding(
        input="number", name=say("Cards so far, 1 to {n} (arrow keys): ", n=len(cards))
    )
    tick_box = alt.binding_checkbox(name=say("Hide what is only inferred "))
    number = alt.param(
        name="cards_laid",
        value=len(cards) if laid is None else laid,
        bind=alt.Undefined if laid is None else number_box,
    )
    hide = alt.param(
        name="hide_inferred", value=False, bind=tick_box if laid is None else alt.Undefined
    )
    shown = "datum.number <= cards_laid"
    drawn = f"{shown} && !(hide_inferred && datum.standing == 'inferred')"
    shape = _Shape(cards, links)
    # any number typed shows some card: below 1 the first, above the last the last
    now = f"datum.number == max(1, min({len(cards)}, cards_laid))"
    tally = pd.DataFrame(
        {
            "number": so_far["cards"],
            "text": [
                say(
                    "Cards: {cards}. Arrows: {observed} observed, {claimed} claimed, "
                    "{inferred} inferred.",
                    cards=row.cards,
                    observed=row.observed,
                    claimed=row.claimed,
                    inferred=row.inferred,
                )
                for row in so_far.itertuples()
            ],
        }
    )
    board = shape.board(shown, drawn, "false" if laid is None else now).add_params(number, hide)
    lines = [
        alt.Chart(source)
        .transform_filter(now)
        .mark_text(
            align="left",
            baseline="top",
            fontSize=size,
            fontStyle=style,
            fontWeight=weight,
            limit=820,
        )
        .encode(x=alt.value(0), y=alt.value(scaled(at)), text=f"{field}:N")
        for source, field, at, size, style, weight in (
            (tally, "text", 0, theme.size("axis"), "normal", "bold"),
            (cards, "head", 28, theme.size("label"), "normal", "bold"),
            (cards, "words", 49, theme.size("label"), "normal", "normal"),
            (cards, "english", 70, theme.size("label"), "italic", "normal"),
        )[: 1 if laid is None else 4]
    ]
    panel = alt.layer(*lines).properties(
        width=scaled(CELL[0]) * 5, height=scaled(20 if laid is None else 90)
    )
    title = say(
        "Of {all} arrows, {observed} are observed, {claimed} claimed, {inferred} inferred",
        all=len(arrows),
        observed=in_words(int(counts["observed"])),
        claimed=in_words(int(counts["claimed"])),
        inferred=in_words(int(counts["inferred"])),
    )
    if laid is not None:  # the counts come with the cards
        title = say(
            "{cards} cards and {all} arrows, laid one by one", cards=len(cards), all=len(arrows)
        )
    chart = alt.vconcat(board, panel, spacing=8).properties(
        title=alt.Title(
            title,
            subtitle=say(
                "Solid black, o: observed. Dashed blue, c: claimed. Dotted orange, i: inferred."
            ),
        ),
        description=say(
            "A machine of {cards} cards in three stages, with {all} numbered arrows: {arrows}.",
            cards=len(cards),
            all=len(arrows),
            arrows="; ".join(
                f"{row.label[:-1]} {row.step}, {row.standing}" for row in links.itertuples()
            ),
        ),
    )
    return with_table(chart, _arrows_twin(arrows, links, tables))


def cards_alone(techniques: pd.DataFrame) -> alt.TopLevelMixin:
    """Draw the cards of the machine, none of them joined to another.

    Parameters
    ----------
    techniques
        The case table.
    """
    cards = card_rows(techniques)
    standings = techniques["standing"].astype(str).value_counts()
    named = ", ".join(
        f"{in_words(int(standings.get(name, 0)))} {name}" for name in anatomy.STANDINGS
    )
    chart = (
        _Shape(cards, None)
        .board("true", "true", "false")
        .properties(
            title=alt.Title(
                say(
                    "{n} cards and no arrow yet: {named}",
                    n=in_words(len(cards)).capitalize(),
                    named=named,
                ),
                subtitle=say("Where a card lies is our order, told by nobody."),
            ),
            description=say(
                "{n} cards in three stages, none joined to another: {cards}.",
                n=len(cards),
                cards=", ".join(_flat(short) for short in cards["short"]),
            ),
        )
    )
    table = twin(
        cards.assign(
            standing=cards["technique_id"].map(
                techniques.set_index("technique_id")["standing"].astype(str)
            )
        ),
        {
            "head": say("Card"),
            "standing": say("The deed is"),
            "words": say("The words"),
            "english": say("In English"),
            "author": say("Author"),
        },
    )
    return with_table(chart, table)


class _Shape:
    """The layers that the two pictures of the machine share."""

    def __init__(self, cards: pd.DataFrame, links: pd.DataFrame | None) -> None:
        self.cards, self.links = cards, links
        self.width, self.height = scaled(CELL[0]) * 5, scaled(CELL[1]) * ROWS
        places = {(column + 0.5) * scaled(CELL[0]): name for column, name in STAGES.items()}
        # compared, not looked up: a place need not be a round number
        names = " : ".join(f"abs(datum.value - {at}) < 1 ? {name!r}" for at, name in places.items())
        self.x_scale = alt.Scale(domain=[0, self.width], nice=False, zero=False)
        self.y_scale = alt.Scale(domain=[0, self.height], reverse=True, nice=False)
        self.x_axis = alt.Axis(
            orient="top",
            values=list(places),
            labelExpr=f"{names} : ''",
            labelFontWeight="bold",
            grid=False,
            ticks=False,
            domain=False,
            titlePadding=6,
        )

    def x(self, field: str) -> alt.X:
        return alt.X(
            f"{field}:Q",
            scale=self.x_scale,
            axis=self.x_axis,
            title=say("Stage of the tale, in our order"),
        )

    def y(self, field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=self.y_scale, axis=None)

    def board(self, shown: str, drawn: str, now: str) -> alt.LayerChart:
        layers = [] if self.links is None else self._arrows(drawn)
        base = alt.Chart(self.cards).transform_filter(shown)
        wide, high = (scaled(side) for side in CARD)
        boxes = (
            base.transform_calculate(
                left=f"datum.x - {wide / 2}",
                right=f"datum.x + {wide / 2}",
                top=f"datum.y - {high / 2}",
                foot=f"datum.y + {high / 2}",
            )
            .mark_rect(fill="#FFFFFF", stroke=theme.GREY, cornerRadius=5)
            .encode(
                x=self.x("left"),
                x2="right:Q",
                y=self.y("top"),
                y2="foot:Q",
                strokeWidth=alt.condition(now, alt.value(3), alt.value(1.2)),
                tooltip=[
                    alt.Tooltip("head:N", title=say("card")),
                    alt.Tooltip("words:N", title=say("the words")),
                    alt.Tooltip("english:N", title=say("in English")),
                    alt.Tooltip("author:N", title=say("who")),
                ],
            )
        )
        names = base.mark_text(lineBreak="\n", fontSize=theme.size("label") - 1).encode(
            x=self.x("x"), y=self.y("y_text"), text="short:N"
        )
        half = (theme.size("label") + 1) / 2
        names = names.transform_calculate(
            y_text=f"datum.y - (length(split(datum.short, '\\n')) - 1) * {half}"
        )
        marks = self._labels(drawn) if self.links is not None else []
        return alt.layer(*layers, boxes, names, *marks).properties(
            width=self.width, height=self.height
        )

    def _arrows(self, drawn: str) -> list[alt.Chart]:
        names = list(anatomy.STANDINGS)
        base = alt.Chart(self.links).transform_filter(drawn)
        colour = alt.Color(
            "standing:N",
            scale=alt.Scale(domain=names, range=[COLOURS[name] for name in names]),
            legend=None,
        )
        tooltip = [
            alt.Tooltip("label:N", title=say("arrow")),
            alt.Tooltip("step:N", title=say("from and to")),
            alt.Tooltip("standing:N", title=say("standing")),
            alt.Tooltip("why:N", title=say("why")),
        ]
        lines = base.mark_rule(strokeWidth=2.2).encode(
            x=self.x("x"),
            x2="x2:Q",
            y=self.y("y"),
            y2="y2:Q",
            color=colour,
            strokeDash=alt.StrokeDash(
                "standing:N",
                scale=alt.Scale(domain=names, range=[DASHES[name] for name in names]),
                legend=None,
            ),
            tooltip=tooltip,
        )
        heads = base.mark_point(shape="triangle", filled=True, size=110, opacity=1).encode(
            x=self.x("x2"),
            y=self.y("y2"),
            angle=alt.Angle("turn:Q", scale=None),
            color=colour,
            tooltip=tooltip,
        )
        return [lines, heads]

    def _labels(self, drawn: str) -> list[alt.Chart]:
        base = alt.Chart(self.links).transform_filter(drawn)
        place = {"x": self.x("at_x"), "y": self.y("at_y")}
        size = theme.size("label") - 1
        plates = base.mark_point(shape="square", filled=True, color="#FFFFFF", opacity=0.9)
        wide = alt.condition("length(datum.label) > 2", alt.value(620), alt.value(380))
        texts = base.mark_text(fontSize=size, fontWeight="bold")
        return [
            plates.encode(**place, size=wide),
            texts.encode(
                **place,
                text="label:N",
                color=alt.Color("standing:N", legend=None),
            ),
        ]


def _arrows_twin(
    arrows: pd.DataFrame, links: pd.DataFrame, tables: Mapping[str, pd.DataFrame] | None
) -> pd.DataFrame:
    resting = anatomy.resting(arrows, tables) if tables else arrows.assign(words="", english="")
    table = resting.assign(
        number=[int(key[1:]) for key in resting["arrow_id"]],
        step=links["step"].to_list(),
        rests=resting["rests_on"].fillna(say("nothing")),
    )
    return twin(
        table,
        {
            "number": say("Arrow"),
            "step": say("From and to"),
            "standing": say("Standing"),
            "rests": say("Rests on"),
            "words": say("The words"),
            "english": say("In English"),
            "why_en": say("What the articles say, and what not"),
        },
    )


# --- the clock -----------------------------------------------------------------------------------

LAYERS = {"case": say("the five articles"), "record": say("the record")}


def clock(table: pd.DataFrame, start: str = "midnight") -> alt.TopLevelMixin:
    """Draw the hours from Friday noon to Sunday evening, and two lengths from one of them.

    Parameters
    ----------
    table
        From `leaklab.anatomy.clock`.
    start
        From which row the two lengths are measured: ``posted``, ``leak`` or ``midnight``.

    Raises
    ------
    ValueError
        If ``start`` is no row before the vote.
    """
    if start not in ("posted", "leak", "midnight"):
        raise ValueError(f"start is {start!r}: choose posted, leak or midnight.")
    rows = table.reset_index().assign(line=range(len(table)))
    rows["layer"] = rows["layer"].map(LAYERS)
    rows["when"] = [_when(row.start, row.end) for row in rows.itertuples()]
    rows["late"] = rows["start"] > pd.Timestamp("2017-05-06T12:00")
    rows["wide"] = rows["end"] - rows["start"] > pd.Timedelta(hours=6)
    rows["text"] = (rows["when"] + "  ").where(~rows["wide"], "") + rows["what"]
    rows["at"] = rows["line"] + 0.5
    begin = table.loc[start, "start"]
    spans = pd.DataFrame(
        [
            {
                "start": begin,
                "end": table.loc[end, "start"],
                "at": len(rows) + 0.65 + n * 0.9,
                "text": say(
                    "{hours} to {what}",
                    hours=length(begin, table.loc[end, "start"]),
                    what=what,
                ),
            }
            for n, (end, what) in enumerate(
                (("opening", say("the opening")), ("last", say("the last closing")))
            )
        ]
    )
    spans["middle"] = spans["start"] + (spans["end"] - spans["start"]) / 2
    high = len(rows) + 2.1
    x_scale = alt.Scale(domain=["2017-05-05T12:00:00", "2017-05-07T22:00:00"], nice=False)
    x_axis = alt.Axis(
        format="%a %H:%M",
        values=ticks("2017-05-05T12:00", "2017-05-07T12:00", "12h"),
        titlePadding=8,
    )
    y_scale = alt.Scale(domain=[0, high], reverse=True, nice=False, zero=False)
    y_axis = alt.Axis(labels=False, ticks=False, domain=False, grid=False)

    def x(field: str) -> alt.X:
        title = say("5 to 7 May 2017, Paris time")
        return alt.X(f"{field}:T", scale=x_scale, axis=x_axis, title=title)

    def y(field: str = "at") -> alt.Y:
        title = say("In the order of time; below, two lengths")
        return alt.Y(f"{field}:Q", scale=y_scale, axis=y_axis, title=title)

    names = list(LAYERS.values())
    colour = alt.Scale(domain=names, range=[theme.BLUE, theme.BLACK])
    shape = alt.Scale(domain=names, range=["circle", "diamond"])
    legend = alt.Legend(orient="bottom", direction="horizontal", title=None, symbolSize=150)
    silence = pd.DataFrame(
        {"start": [table.loc["midnight", "start"]], "end": [table.loc["last", "start"]]}
    )
    band = (
        alt.Chart(silence)
        .mark_rect(color=theme.PALE, opacity=0.5)
        .encode(x=x("start"), x2="end:T", y=alt.value(0), y2=alt.value(scaled(30) * high))
    )
    tooltip = [
        alt.Tooltip("text:N", title=say("what")),
        alt.Tooltip("row:N", title=say("row")),
    ]
    bars = (
        alt.Chart(rows)
        .mark_rule(strokeWidth=18, opacity=0.3, color=theme.BLUE)
        .encode(x=x("start"), x2="end:T", y=y())
    )
    points = (
        alt.Chart(rows)
        .transform_filter("!datum.wide")
        .mark_point(size=170, filled=True, opacity=1)
        .encode(
            x=x("start"),
            y=y(),
            shape=alt.Shape("layer:N", scale=shape, legend=legend),
            color=alt.Color("layer:N", scale=colour, legend=legend),
            tooltip=tooltip,
        )
    )
    texts = [
        alt.Chart(rows)
        .transform_filter(test)
        .mark_text(align=align, dx=dx, fontSize=theme.size("label"))
        .encode(x=x(field), y=y(), text="text:N")
        for test, align, dx, field in (
            ("!datum.late && !datum.wide", "left", 14, "end"),
            ("datum.late", "right", -14, "start"),
            ("datum.wide", "left", 6, "start"),
        )
    ]
    measured = alt.Chart(spans)
    lengths = [
        measured.mark_rule(strokeWidth=3, color=theme.GREEN).encode(
            x=x("start"), x2="end:T", y=y()
        ),
        *(
            measured.mark_tick(orient="vertical", thickness=3, size=14, color=theme.GREEN).encode(
                x=x(field), y=y()
            )
            for field in ("start", "end")
        ),
        measured.mark_text(dy=-11, fontWeight="bold", fontSize=theme.size("label")).encode(
            x=x("middle"), y=y(), text="text:N"
        ),
    ]
    words = {
        "midnight": say("From midnight"),
        "posted": say("From the post at 20:35"),
        "leak": say("From 001's leak, from 22:00"),
    }
    found = [length(begin, table.loc[end, "start"]) for end in ("opening", "last")]
    chart = alt.layer(band, bars, points, *texts, *lengths).properties(
        width=scaled(640),
        height=scaled(30) * high,
        title=alt.Title(
            say(
                "{start}: {first} to the opening, {last} to the last closing",
                start=words[start],
                first=found[0],
                last=found[1],
            ),
            subtitle=say(
                "Grey: the silence, to the last closing. Whether the hour was chosen, no row says."
            ),
        ),
        description=say(
            "A line of hours from Friday noon to Sunday evening: {rows}. {start} {first} to the "
            "opening of the polls, {last} to the last closing.",
            rows="; ".join(f"{row.text} ({row.layer})" for row in rows.itertuples()),
            start=words[start],
            first=found[0],
            last=found[1],
        ),
    )
    return with_table(
        chart,
        twin(
            rows,
            {
                "when": say("When"),
                "what": say("What"),
                "layer": say("Layer"),
                "row": say("Row"),
            },
        ),
    )


def length(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """Return a length of time in words: 32 h, or 35 h 25.

    Parameters
    ----------
    start, end
        Two instants of one kind, ``end`` not before ``start``.
    """
    minutes = round(anatomy.hours(start, end) * 60)
    whole, rest = divmod(minutes, 60)
    return say("{h} h {m:02d}", h=whole, m=rest) if rest else say("{h} h", h=whole)


def _when(start: pd.Timestamp, end: pd.Timestamp) -> str:
    if start == end:
        return f"{start:%a %H:%M}"
    if start.date() == end.date():
        return f"{start:%a %H:%M}–{end:%H:%M}"
    return f"{start:%a %H:%M}–{end:%a %H:%M}"
