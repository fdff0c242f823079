"""The pictures of who says so: the board of claims, heading and text, chains, origins, grades.

What the pictures count is counted in `leaklab.sources`.
"""

import itertools
from collections.abc import Collection, Mapping

import altair as alt
import pandas as pd

from leaklab import sources, theme
from leaklab.charts.articles import time_order
from leaklab.charts.common import in_words, scaled, twin
from leaklab.rendering import with_table
from leaklab.wording import say

TILE = 29  # pixels from tile to tile

VOICES = {
    "direct_quote": say("» quoted word for word"),
    "indirect": say("r reported in other words"),
    "outlet": say("o the article's own voice"),
}
GLYPHS = {"direct_quote": "»", "indirect": "r", "outlet": "o"}
VOICE_COLOURS = [theme.BLUE, theme.GREEN, theme.BLACK]

# What may be ticked at first: each leaves fewer tiles lit.
ONLY = ("quoted", "accuses", "russian", "entry")

PARTY_NAMES = sources.PARTY_NAMES

# The parts of a heading and of the words below that carry it: part, heading, words, whether only
# the heading has it. Words between guillemets are the articles'.
HEADINGS = {
    "002": (
        ("Who?", "«par des Russes»\n(by Russians)", "“the Russians”,\nin Rogers's words", False),
        ("Did what?", "«piratage»\n(hacking)", "«en train de pénétrer»\n(getting into)", True),
        (
            "To what?",
            "«l'équipe d'En marche !»\n(the team)",
            "«certaines de vos infrastructures»\n(some of your infrastructures)",
            True,
        ),
        ("How firmly?", "taken for granted", "one witness, quoted in translation", True),
        (
            "Who says so?",
            "«les Etats-Unis»\n(the United States)",
            "Rogers, NSA director, in a hearing",
            False,
        ),
        ("Reply?", "none", "none in 002; the Kremlin denies (000)", False),
    ),
    "001": (
        (
            "Who?",
            "«réseaux pro-Trump»\n(pro-Trump networks)",
            "«comptes Twitter américains\npro-Donald Trump» (accounts)",
            True,
        ),
        ("Did what?", "«à la manoeuvre» (at work)", "are at work: the same words", False),
        ("To what?", "not said", "not said; he is a specialist in spreading", False),
        ("How firmly?", "flatly", "«ce serait» (it is reportedly)", True),
        ("Who says so?", "nobody named", "«Selon Nicolas Vanderbiest»\n(according to him)", True),
        ("Reply?", "none", "none in the five articles", False),
    ),
}


# --- the board -----------------------------------------------------------------------------------


def tile_rows(claims: pd.DataFrame, actors: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return one row a tile, articles in the order of time, claims in the order of reading.

    Parameters
    ----------
    claims, actors, articles
        The case tables.

    Returns
    -------
    pandas.DataFrame
        ``number`` (from 1), ``article`` (id), ``row`` and ``at`` (place on the board), ``voice``,
        ``flat`` (indicative), ``hedged``, ``heading`` (headline, subhead or lead), ``accuses``,
        ``russian``, ``entry`` (truth values), ``claim_id``, ``head``, ``words``, ``english``,
        ``chain`` (names, from the origin), ``reply`` (beside an accusation; else empty).
    """
    names = short_names(actors)
    reply = sources.beside(claims, actors)["reply"]
    order = time_order(articles)
    table = claims.assign(
        row=claims["article_id"].map({article: n for n, article in enumerate(order)}),
        accuses=claims["stance"] == "accuses",
        russian=sources.names_russian(claims, actors),
        entry=sources.speaks_of_entry(claims),
        flat=claims["mood"] == "indicative",
        hedged=claims["hedge"] != "none",
        heading=claims["place"].isin(["headline", "subhead", "lead"]),
    ).sort_values(["row", "paragraph", "claim_id"], kind="stable")
    return pd.DataFrame(
        {
            "number": range(1, len(table) + 1),
            "article": table["article_id"].astype("object"),
            "row": table["row"].astype(int) + 0.5,
            "at": table.groupby("article_id").cumcount() + 0.5,
            "voice": table["voice"].astype("object"),
            **{
                name: table[name].astype(bool)
                for name in ("flat", "hedged", "heading", "accuses", "russian", "entry")
            },
            "claim_id": table["claim_id"],
            "head": [
                say(
                    "{claim}, article {article}, paragraph {n}: {place}, {voice}, {mood}, {stance}",
                    claim=row.claim_id,
                    article=row.article_id,
                    n=row.paragraph,
                    place=row.place,
                    voice=row.voice.replace("_", " "),
                    mood=row.mood,
                    stance=row.stance,
                )
                for row in table.itertuples()
            ],
            "words": "«" + table["quote_fr"].astype("object") + "»",
            "english": table["quote_en"].astype("object"),
            "chain": [
                say("From: {chain}", chain=" → ".join(names[one] for one in sources.steps(chain)))
                if sources.ARROW in chain
                else say("No source named: {article} says it itself", article=chain[-3:])
                for chain in table["chain"]
            ],
            "reply": [
                say("Reply: {reply}", reply=reply[claim]) if claim in reply else ""
                for claim in table["claim_id"]
            ],
        }
    ).reset_index(drop=True)


def lit_tiles(rows: pd.DataFrame, only: Collection[str] = ()) -> pd.DataFrame:
    """Return the tiles that stay lit when some boxes of `ONLY` are ticked, and no other moved.

    Parameters
    ----------
    rows
        From `tile_rows`.
    only
        Some of `ONLY`.
    """
    quoted = rows["voice"] == "direct_quote"
    tests = {name: quoted if name == "quoted" else rows[name] for name in ONLY}
    lit = pd.Series(True, index=rows.index)
    for name in only:
        lit &= tests[name]
    return rows[lit]


def tiles(
    claims: pd.DataFrame,
    actors: pd.DataFrame,
    articles: pd.DataFrame,
    only: Collection[str] = (),
) -> alt.TopLevelMixin:
    """Draw every claim as a tile; tick boxes let tiles fall out, a number box walks the rest.

    Boxes of one kind add up: quoted and reported ticked keeps both. None of a kind ticked asks
    nothing of it.

    Parameters
    ----------
    claims, actors, articles
        The case tables.
    only
        Some of `ONLY`: the board then stands still with these ticked, and has no boxes.

    Returns
    -------
    altair.TopLevelMixin
        Needs no Python once drawn.

    Raises
    ------
    ValueError
        If ``only`` has a word that is not in `ONLY`.
    """
    strange = sorted(set(only) - set(ONLY))
    if strange:
        raise ValueError(f"only has {strange[0]!r}: choose among {', '.join(ONLY)}.")
    rows = tile_rows(claims, actors, articles)
    lit = lit_tiles(rows, only)
    order = time_order(articles)
    colours = dict(zip(VOICES, VOICE_COLOURS, strict=True))
    table = rows.assign(
        label=rows["voice"].map(VOICES),
        glyph=rows["voice"].map(GLYPHS),
        fill=rows["voice"].map(colours).where(rows["flat"], "#FFFFFF"),
        ink=rows["voice"].map(colours).where(~rows["flat"], "#FFFFFF"),
    )

    def box(name: str, text: str, value: bool) -> alt.Parameter:
        return alt.param(name=name, value=value, bind=alt.binding_checkbox(name=text + " "))

    boxes = [
        box("only_quoted", say("Keep quoted word for word (»)"), "quoted" in only),
        box("only_reported", say("Keep reported in other words (r)"), False),
        box("only_own", say("Keep the article's own voice (o)"), False),
        box("only_flat", say("Keep indicative (solid)"), False),
        box("only_held", say("Keep conditional or if (hollow)"), False),
        box("only_unhedged", say("Keep those without hedging words"), False),
        box("only_hedged", say("Keep those with hedging words"), False),
        box("only_heading", say("Keep headline, subhead and lead"), False),
        box("only_body", say("Keep the body"), False),
        box("only_accuses", say("Only those that accuse"), "accuses" in only),
        box("only_russian", say("Only those about a Russian name"), "russian" in only),
        box("only_entry", say("Only on getting into systems in France"), "entry" in only),
    ]
    stays = " && ".join(
        [
            "(only_quoted || only_reported || only_own ? (datum.voice == 'direct_quote' ? "
            "only_quoted : datum.voice == 'indirect' ? only_reported : only_own) : true)",
            "(only_flat || only_held ? (datum.flat ? only_flat : only_held) : true)",
            "(only_hedged || only_unhedged ? (datum.hedged ? only_hedged : only_unhedged) : true)",
            "(only_heading || only_body ? (datum.heading ? only_heading : only_body) : true)",
            "(!only_accuses || datum.accuses)",
            "(!only_russian || datum.russian)",
            "(!only_entry || datum.entry)",
        ]
    )
    number = alt.param(
        name="tile_number",
        value=5,
        bind=alt.binding(input="number", name=say("Words behind lit tile number (arrow keys): ")),
    )
    if only:
        boxes, number = [alt.param(name=one.name, value=one.param.value) for one in boxes], None
    most = int(rows["at"].max() + 0.5)
    names = ", ".join(f"'{n + 0.5:g}': '{article}'" for n, article in enumerate(order))
    x = alt.X(
        "at:Q",
        scale=alt.Scale(domain=[0, most + 2], nice=False, zero=False),
        axis=alt.Axis(labels=False, ticks=False, domain=False, grid=False, titlePadding=4),
        title=say("Its claims, in the order of reading; at the right, how many stay lit"),
    )
    y = alt.Y(
        "row:Q",
        scale=alt.Scale(domain=[0, len(order)], reverse=True, nice=False, zero=False),
        axis=alt.Axis(
            values=[n + 0.5 for n in range(len(order))],
            labelExpr=f"{{{names}}}[datum.value]",
            ticks=False,
            domain=False,
            grid=False,
        ),
        title=say("Article"),
    )
    base = alt.Chart(table)
    opacity = alt.condition(stays, alt.value(1), alt.value(0.12))
    tooltip = [
        alt.Tooltip("head:N", title=say("claim")),
        alt.Tooltip("words:N", title=say("the words")),
        alt.Tooltip("english:N", title=say("in English")),
    ]
    squares = (
        base.mark_point(shape="square", size=scaled(TILE - 8) ** 2, strokeWidth=2)
        .encode(
            x=x,
            y=y,
            stroke=alt.Stroke(
                "label:N",
                scale=alt.Scale(domain=list(VOICES.values()), range=VOICE_COLOURS),
                legend=alt.Legend(
                    orient="top",
                    direction="horizontal",
                    title=None,
                    columnPadding=18,
                    symbolFillColor="#FFFFFF",
                ),
            ),
            fill=alt.Fill("fill:N", scale=None),
            opacity=opacity,
            tooltip=tooltip,
        )
        .add_params(*([number] if number else []), *boxes)
    )
    glyphs = base.mark_text(fontWeight="bold", fontSize=theme.size("label")).encode(
        x=x, y=y, text="glyph:N", color=alt.Color("ink:N", scale=None), opacity=opacity
    )
    counted = base.transform_calculate(one=f"({stays}) ? 1 : 0")
    by_article = (
        counted.transform_joinaggregate(many="sum(one)", groupby=["article"])
        .transform_filter("datum.at == 0.5")
        .transform_calculate(end=f"{most + 1}")
        .mark_text(fontWeight="bold", fontSize=theme.size("axis"))
        .encode(x=alt.X("end:Q"), y=y, text="many:Q")
    )
    board = alt.layer(squares, glyphs, by_article)
    walked = (
        base.transform_filter(stays)
        .transform_window(rank="row_number()", sort=[alt.SortField("number")])
        .transform_joinaggregate(many="count()")
        .transform_filter(
            "datum.rank == ((tile_number - 1) % datum.many + datum.many) % datum.many + 1"
            if number
            else "datum.rank == 1"
        )
        .transform_calculate(title="datum.rank + '. ' + datum.head")
    )
    ring = walked.mark_point(
        shape="square", size=scaled(TILE + 1) ** 2, strokeWidth=3, color=theme.ORANGE, filled=False
    ).encode(x=x, y=y)
    board = alt.layer(board, ring).properties(
        width=scaled(TILE) * (most + 2), height=scaled(TILE + 5) * len(order)
    )
    total = (
        counted.transform_joinaggregate(many="sum(one)")
        .transform_filter("datum.number == 1")
        .transform_calculate(text=f"datum.many + ' of {len(rows)} claims stay lit'")
        .mark_text(align="left", baseline="top", fontSize=theme.size("title"), fontWeight="bold")
        .encode(x=alt.value(0), y=alt.value(0), text="text:N")
    )
    lines = [
        walked.mark_text(
            align="left", baseline="top", fontSize=size, fontStyle=style, fontWeight=weight
        ).encode(x=alt.value(0), y=alt.value(scaled(at)), text=f"{field}:N")
        for field, at, size, style, weight in (
            ("title", 32, theme.size("label"), "normal", "bold"),
            ("words", 55, theme.size("axis"), "normal", "normal"),
            ("english", 80, theme.size("label"), "italic", "normal"),
            ("chain", 103, theme.size("label"), "normal", "normal"),
            ("reply", 124, theme.size("label"), "normal", "normal"),
        )
    ]
    panel = alt.layer(total, *lines).properties(width=scaled(TILE) * (most + 2), height=scaled(142))
    by_voice = rows["voice"].value_counts()
    title = say(
        "{all} claims, of which {quoted} are quoted word for word",
        all=len(rows),
        quoted=int(by_voice["direct_quote"]),
    )
    if only:
        title = say(
            "Of {all} claims, {many} left: {ids}",
            all=len(rows),
            many=in_words(len(lit)),
            ids=", ".join(lit["claim_id"]),
        )
    if len(lit) > 4:
        title = title.partition(": ")[0]
    chart = alt.vconcat(board, panel, spacing=10).properties(
        title=alt.Title(
            title,
            subtitle=say(
                "One tile is one claim. Hollow: conditional, or an if. What falls out fades."
            ),
        ),
        description=say(
            "A board of {all} tiles in five rows, articles in the order of time. Quoted word for "
            "word: {quoted}, reported: {reported}, in the article's own voice: {own}. Lit at "
            "first: {lit}, by article {split}.",
            all=len(rows),
            quoted=int(by_voice["direct_quote"]),
            reported=int(by_voice["indirect"]),
            own=int(by_voice["outlet"]),
            lit=len(lit),
            split=", ".join(f"{a}: {int((lit['article'] == a).sum())}" for a in order),
        ),
    )
    return with_table(
        chart,
        twin(
            rows.assign(
                lit=rows["number"].isin(lit["number"]).map({True: say("yes"), False: say("no")})
            ).sort_values("lit", ascending=False, kind="stable"),
            {
                "number": say("Number"),
                "lit": say("Lit at first"),
                "head": say("Claim"),
                "words": say("The words"),
                "english": say("In English"),
                "chain": say("Chain"),
                "reply": say("Reply"),
            },
        ),
    )


# --- heading and text ----------------------------------------------------------------------------


def heading_rows(article: str) -> pd.DataFrame:
    """Return what a heading and the words that carry it say, part by part.

    Parameters
    ----------
    article
        ``"001"`` or ``"002"``.

    Returns
    -------
    pandas.DataFrame
        ``part``, ``heading``, ``text``, ``only`` (only the heading has it: our reading).
    """
    return pd.DataFrame(HEADINGS[article], columns=["part", "heading", "text", "only"])


def heading_and_text(article: str) -> alt.TopLevelMixin:
    """Draw a heading beside the words below it, and mark what only the heading has.

    Parameters
    ----------
    article
        ``"001"`` or ``"002"``.
    """
    rows = heading_rows(article)
    table = pd.concat(
        [
            rows.assign(where=say("in the heading"), said=rows["heading"]),
            rows.assign(where=say("in the words that carry it"), said=rows["text"], only=False),
        ]
    )
    table["said_marked"] = [
        f"× {said}" if only else said
        for said, only in zip(table["said"], table["only"], strict=True)
    ]
    columns = [say("in the heading"), say("in the words that carry it")]
    chart = (
        alt.Chart(table[["part", "where", "said_marked", "only"]])
        .mark_text(align="left", lineBreak="\n", dx=scaled(-125), baseline="middle", lineHeight=18)
        .encode(
            x=alt.X(
                "where:N",
                sort=columns,
                title=say("Where it stands"),
                axis=alt.Axis(orient="top", labelAngle=0, grid=False, ticks=False, domain=False),
            ),
            y=alt.Y(
                "part:N",
                sort=list(rows["part"]),
                title=say("What is asked of it"),
                axis=alt.Axis(grid=False, ticks=False, domain=False),
            ),
            text="said_marked:N",
            color=alt.condition(alt.datum.only, alt.value(theme.ORANGE), alt.value(theme.BLACK)),
        )
        .properties(
            width=scaled(560),
            height=scaled(50) * len(rows),
            title=alt.Title(
                say(
                    "{article}: of six parts, {only} stand in the heading only",
                    article=article,
                    only=in_words(int(rows["only"].sum())),
                ),
                subtitle=say("×: the words below do not carry it, or not so firmly. Our reading."),
            ),
            description=say(
                "A table of six rows for article {article}, heading against text. Only the "
                "heading has: {only}.",
                article=article,
                only=", ".join(rows.loc[rows["only"], "part"]),
            ),
        )
    )
    return with_table(
        chart,
        twin(
            rows.assign(mark=rows["only"].map({True: say("yes"), False: ""})),
            {
                "part": say("Asked"),
                "heading": say("In the heading"),
                "text": say("In the words that carry it"),
                "mark": say("Only the heading has it"),
            },
        ),
    )


# --- chains --------------------------------------------------------------------------------------


def short_names(actors: pd.DataFrame) -> dict[str, str]:
    """Return a short name for each actor; an article's outlet goes by the article's number."""
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    numbers = {actor: actor.removeprefix("outlet_") for actor in names if "outlet_" in actor}
    return names | sources.SHORT_NAMES | numbers


def chain_nodes(claims: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the place of every actor in the graph of chains.

    Parameters
    ----------
    claims, articles
        The case tables.

    Returns
    -------
    pandas.DataFrame
        Indexed by actor: ``depth`` (steps before an article, at most), ``line`` (from the top).
    """
    depth = sources.depths(claims)
    edges = sources.edges(claims)
    order = [f"outlet_{article}" for article in time_order(articles)]
    lines: dict[str, float] = {}
    for outlet in order:
        for source in edges.loc[edges["target"] == outlet, "source"]:
            lines.setdefault(source, len(lines) + 0.5)
    for actor in sorted(depth, key=depth.get):
        # an article stands at the middle of its sources, who speaks at the line of who carries it
        if depth[actor] == 0:
            near = edges.loc[edges["target"] == actor, "source"]
        else:
            near = edges.loc[edges["source"] == actor, "target"]
        if actor not in lines:
            lines[actor] = sum(lines[one] for one in near) / len(near)
    table = pd.DataFrame({"depth": depth, "line": lines})
    # articles keep apart even where their sources lie close together
    step = (len([d for d in depth.values() if d == 1]) - 1) / (len(order) - 1)
    table.loc[order, "line"] = [0.5 + step * n for n in range(len(order))]
    return table


def chains(
    claims: pd.DataFrame,
    actors: pd.DataFrame,
    articles: pd.DataFrame,
    chosen: str = "all",
) -> alt.TopLevelMixin:
    """Draw the ways by which claims reach the five articles, from their origins.

    Parameters
    ----------
    claims, actors, articles
        The case tables.
    chosen
        Whose claims are drawn dark: ``"all"``, an article's id, or ``"february"`` for what rests
        on the campaign's accusations of February.

    Raises
    ------
    ValueError
        If ``chosen`` is none of these.
    """
    options = ["all", *time_order(articles), "february"]
    if chosen not in options:
        raise ValueError(f"chosen is {chosen!r}: choose among {', '.join(options)}.")
    if chosen == "february":
        part = sources.february(claims)
    else:
        part = claims if chosen == "all" else claims[claims["article_id"] == chosen]
    place = chain_nodes(claims, articles)
    names = short_names(actors)
    dark = sources.edges(part).set_index(["source", "target"])["claims"].to_dict()
    edges = sources.edges(claims)
    edges["dark"] = [pair in dark for pair in zip(edges["source"], edges["target"], strict=True)]
    edges["many"] = [
        dark.get(pair, many)
        for *pair, many in zip(edges["source"], edges["target"], edges["claims"], strict=True)
        for pair in [tuple(pair)]
    ]
    for end in ("source", "target"):
        edges[f"{end}_depth"] = edges[end].map(place["depth"])
        edges[f"{end}_line"] = edges[end].map(place["line"])
        edges[f"{end}_name"] = edges[end].map(names)
    origin = set(sources.origins(claims)["origin"])
    numbers = {party: str(n) for n, party in enumerate(sources.PARTIES, start=1)}
    touched = {actor for pair in dark for actor in pair} | set("outlet_" + part["article_id"])
    nodes = place.reset_index(names="actor")
    nodes["name"] = nodes["actor"].map(names)
    nodes["mark"] = [
        numbers.get(sources.PARTY_OF.get(actor, ""), "?") if actor in origin else ""
        for actor in nodes["actor"]
    ]
    nodes["kind"] = [
        say("article") if depth == 0 else say("origin") if actor in origin else say("passes on")
        for actor, depth in zip(nodes["actor"], nodes["depth"], strict=True)
    ]
    nodes["dark"] = nodes["actor"].isin(touched)
    deepest = int(nodes["depth"].max())
    lines = int(nodes["line"].max() + 0.5)
    x_scale = alt.Scale(domain=[deepest + 0.9, -0.4], nice=False, zero=False)
    y_scale = alt.Scale(domain=[0, lines], reverse=True, nice=False, zero=False)
    quiet = alt.Axis(labels=False, ticks=False, domain=False, grid=False)
    x_title = say("Steps before the article: {many} at the left, the article itself at the right")
    x_title = x_title.format(many=in_words(deepest))
    y_title = say("Who says it")

    def place_of(field: str, axis: str) -> alt.X | alt.Y:
        if axis == "x":
            return alt.X(f"{field}:Q", scale=x_scale, axis=quiet, title=x_title)
        return alt.Y(f"{field}:Q", scale=y_scale, axis=quiet, title=y_title)

    fade = alt.condition(alt.datum.dark, alt.value(1), alt.value(0.13))
    ways = (
        alt.Chart(edges)
        .mark_rule(color=theme.GREY)
        .encode(
            x=place_of("source_depth", "x"),
            x2="target_depth:Q",
            y=place_of("source_line", "y"),
            y2="target_line:Q",
            strokeWidth=alt.StrokeWidth(
                "many:Q", scale=alt.Scale(domain=[1, 13], range=[1.5, 9]), legend=None
            ),
            opacity=alt.condition(alt.datum.dark, alt.value(0.75), alt.value(0.1)),
            tooltip=[
                alt.Tooltip("source_name:N", title=say("from")),
                alt.Tooltip("target_name:N", title=say("to")),
                alt.Tooltip("many:Q", title=say("claims")),
            ],
        )
    )
    base = alt.Chart(nodes).encode(x=place_of("depth", "x"), y=place_of("line", "y"), opacity=fade)
    kinds = [say("origin"), say("passes on"), say("article")]
    points = base.mark_point(filled=True, size=340).encode(
        shape=alt.Shape(
            "kind:N",
            scale=alt.Scale(domain=kinds, range=["circle", "diamond", "square"]),
            legend=alt.Legend(orient="top", direction="horizontal", title=None),
        ),
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(domain=kinds, range=[theme.BLUE, theme.GREY, theme.BLACK]),
            legend=alt.Legend(orient="top", direction="horizontal", title=None),
        ),
    )
    marks = base.mark_text(color="#FFFFFF", fontWeight="bold", fontSize=13).encode(text="mark:N")
    # a white outline below the points: lines run behind the names
    halos, labels = (
        [
            base.transform_filter(test)
            .mark_text(align=align, dx=dx, fontSize=theme.size("label") - 1, **outline)
            .encode(text="name:N", **faded)
            for test, align, dx in (
                ("datum.depth == 0", "left", 14),
                ("datum.depth > 0", "right", -14),
            )
        ]
        for outline, faded in (
            # the outline does not fade: else a line would strike through a faded name
            (
                {"stroke": "#FFFFFF", "strokeWidth": 9, "strokeJoin": "round", "color": "#FFFFFF"},
                {"opacity": alt.value(1)},
            ),
            ({}, {}),
        )
    )
    many = sources.count(part)
    totals = {
        "claims": many.claims,
        "sourced": many.sourced,
        "mouths": in_words(many.mouths),
        "parties": in_words(many.parties),
    }
    if chosen == "all":
        title = say("{sourced} of {claims} claims name a source: {mouths} mouths", **totals)
    elif chosen == "february":
        title = say(
            "{claims} claims in {articles} articles rest on what the campaign said in February",
            claims=many.claims,
            articles=in_words(many.articles),
        )
    else:
        title = say(
            "Article {article}: {sourced} of its {claims} claims name a source: {mouths} mouths",
            article=chosen,
            **totals,
        )
    legend = ", ".join(f"{numbers[party]} {PARTY_NAMES[party]}" for party in sources.PARTIES)
    chart = alt.layer(ways, *halos, points, marks, *labels).properties(
        width=scaled(720),
        height=scaled(27) * lines,
        title=alt.Title(
            title,
            subtitle=[
                say("Party: {legend};", legend=legend),
                say("? hidden. The thicker the line, the more claims. Parties are our coding."),
            ],
        ),
        description=say(
            "A graph of sources: {origins} origins at the left, five articles at the right. "
            "Drawn dark: {claims} claims, {sourced} of them with a named source, from {mouths} "
            "mouths in {parties} parties and {hidden} hidden. Steps: {steps}.",
            origins=len(origin - {sources.NO_SOURCE}),
            hidden=many.hidden,
            steps="; ".join(
                f"{row.source_name} to {row.target_name} {row.many}"
                for row in edges[edges["dark"]].itertuples()
            ),
            **totals,
        ),
    )
    return with_table(
        chart,
        twin(
            edges[edges["dark"]],
            {
                "source_name": say("From"),
                "target_name": say("To"),
                "many": say("Claims"),
            },
        ),
    )


# --- origins -------------------------------------------------------------------------------------


def origin_rows(claims: pd.DataFrame, actors: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return one row a bar: an origin or a party, its claims and articles.

    Parameters
    ----------
    claims, actors
        The case tables.
    by
        ``"origin"`` or ``"party"``; a hidden origin has a bar of its own under either.

    Returns
    -------
    pandas.DataFrame
        ``name``, ``claims``, ``articles``, ``in_articles``, ``kind`` (named, hidden, none).
    """
    found = sources.origins(claims)
    names = short_names(actors)
    hidden = found["party"] == sources.HIDDEN
    if by == "party":
        found["party"] = found["party"].where(~hidden, found["origin"])
    table = sources.counted_by(found, by).reset_index(names="group")
    hidden_names = set(found.loc[hidden, "origin"])
    table["kind"] = [
        "none" if group == sources.NO_SOURCE else "hidden" if group in hidden_names else "named"
        for group in table["group"]
    ]
    wording = names if by == "origin" else names | PARTY_NAMES
    table["name"] = [
        say("no source named") if group == sources.NO_SOURCE else wording[group]
        for group in table["group"]
    ]
    rank = table["kind"].map({"named": 0, "hidden": 1, "none": 2})
    table = table.assign(rank=rank).sort_values(
        ["rank", "claims"], ascending=[True, False], kind="stable"
    )
    return table[["name", "claims", "articles", "in_articles", "kind"]].reset_index(drop=True)


def counted_origins(claims: pd.DataFrame, actors: pd.DataFrame, by: str) -> alt.TopLevelMixin:
    """Draw how many claims each origin, or each party, has put into the five articles.

    Parameters
    ----------
    claims, actors
        The case tables.
    by
        ``"origin"`` or ``"party"``.
    """
    rows = origin_rows(claims, actors, by)
    rows["told"] = [
        say(
            "{claims} in {articles}", claims=row.claims, articles=row.in_articles.replace(" ", ", ")
        )
        for row in rows.itertuples()
    ]
    many = sources.count(claims)
    kinds = {
        "named": say("named, and placed"),
        "hidden": say("hidden"),
        "none": say("no source named"),
    }
    rows["certainty"] = rows["kind"].map(kinds)
    base = alt.Chart(rows).encode(
        y=alt.Y("name:N", sort=list(rows["name"]), title=say("Origin"), axis=alt.Axis(grid=False)),
        x=alt.X("claims:Q", title=say("Claims"), scale=alt.Scale(domain=[0, 35])),
    )
    scale = alt.Scale(domain=list(kinds.values()), range=[theme.BLUE, theme.GREY, "#FFFFFF"])
    edge = alt.Scale(domain=list(kinds.values()), range=[theme.BLUE, theme.GREY, theme.BLACK])
    legend = alt.Legend(orient="top", direction="horizontal", title=None, symbolType="square")
    bars = base.mark_bar(strokeWidth=1.5).encode(
        fill=alt.Fill("certainty:N", scale=scale, legend=legend),
        stroke=alt.Stroke("certainty:N", scale=edge, legend=legend),
    )
    texts = base.mark_text(align="left", dx=6).encode(text="told:N")
    title = say("Counted by mouth: {mouths} origins in five articles", mouths=many.mouths)
    if by == "party":
        title = say(
            "Counted by party: at most {parties}, and {hidden} hidden",
            parties=in_words(many.parties),
            hidden=in_words(many.hidden),
        )
    largest = rows.iloc[0]
    chart = (bars + texts).properties(
        width=scaled(470),
        height=scaled(25) * len(rows),
        title=alt.Title(
            title,
            subtitle=say(
                "{sourced} of {claims} claims name a source; most come from {name}: {most}.",
                sourced=many.sourced,
                claims=many.claims,
                name=largest["name"],
                most=int(largest["claims"]),
            ),
        ),
        description=say(
            "Bars of claims by origin: {rows}.",
            rows="; ".join(f"{row.name} {row.told}" for row in rows.itertuples(index=False)),
        ),
    )
    return with_table(
        chart,
        twin(
            rows,
            {
                "name": say("Origin"),
                "claims": say("Claims"),
                "in_articles": say("In articles"),
                "certainty": say("Kind"),
            },
        ),
    )


# --- grades --------------------------------------------------------------------------------------


def grade_grid(grades: Mapping[str, str]) -> alt.TopLevelMixin:
    """Draw grades of the Admiralty scale: the source across, the claim down.

    Parameters
    ----------
    grades
        By name of the source, such as ``{"Rogers": "B3"}``.

    Raises
    ------
    ValueError
        If there is none, or one is no grade.
    """
    if not grades:
        raise ValueError("Give at least one grade.")
    same = sources.on_diagonal(list(grades.values()))
    letters, digits = list(sources.LETTERS), list(sources.DIGITS)
    cells = pd.DataFrame(
        [
            {
                "source": letter,
                "claim": digit,
                "kind": say("unknown")
                if letter == "F" or digit == "6"
                else say("the same of both")
                if letters.index(letter) == digits.index(digit)
                else say("graded apart"),
            }
            for letter, digit in itertools.product(letters, digits)
        ]
    )
    table = pd.DataFrame(
        [{"name": name, "source": grade[0], "claim": grade[1]} for name, grade in grades.items()]
    )
    table = table.assign(nth=table.groupby(["source", "claim"]).cumcount())
    together = table.groupby(["source", "claim"])["name"].agg("\n".join).reset_index()
    x = alt.X(
        "source:N",
        sort=letters,
        title=say("The source: A reliable to E unreliable; F cannot be judged"),
        axis=alt.Axis(orient="top", labelAngle=0, grid=False),
        scale=alt.Scale(domain=letters),
    )
    y = alt.Y(
        "claim:N",
        sort=digits,
        title=say("The claim: 1 confirmed to 5 improbable; 6 cannot be judged"),
        axis=alt.Axis(grid=False),
        scale=alt.Scale(domain=digits),
    )
    kinds = [say("the same of both"), say("graded apart"), say("unknown")]
    squares = (
        alt.Chart(cells)
        .mark_rect(stroke="#FFFFFF", strokeWidth=2)
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "kind:N",
                scale=alt.Scale(domain=kinds, range=["#BBD7EA", "#EFEFEF", theme.PALE]),
                legend=alt.Legend(orient="bottom", title=None, symbolType="square"),
            ),
        )
    )
    names = (
        alt.Chart(together)
        .mark_text(lineBreak="\n", fontSize=theme.size("label"))
        .encode(x=x, y=y, text="name:N")
    )
    chart = (squares + names).properties(
        width=scaled(540),
        height=scaled(400),
        title=alt.Title(
            say(
                "Letter and digit went together in {same} of {all}",
                same=in_words(same),
                all=in_words(len(grades)),
            ),
            subtitle=say(
                "Certitude judgments in an operational environment (1968): of 1,400 ratings, 87 %."
            ),
        ),
        description=say(
            "A grid of six letters for sources by six digits for claims. Yours: {grades}. On the "
            "diagonal: {same} of {all}.",
            grades=", ".join(f"{name} {grade}" for name, grade in grades.items()),
            same=same,
            all=len(grades),
        ),
    )
    return with_table(
        chart, twin(table, {"name": say("Who"), "source": say("Source"), "claim": say("Claim")})
    )
