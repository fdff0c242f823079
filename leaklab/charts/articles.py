"""The pictures of the five articles: their order, their paragraphs, what each tells, how we code.

Each takes tables of the case as a dictionary by name, or single tables, and returns a chart.
"""

import itertools
import textwrap
from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from leaklab import theme, timeline
from leaklab.charts.common import LANES, in_words, scaled, twin
from leaklab.rendering import with_table
from leaklab.wording import say

Tables = Mapping[str, pd.DataFrame]

# What a clue is said of, where its few words do not tell.
ABOUT = {
    "E000-3": say("said of the leak"),
    "E000-12": say("namely, after the leak"),
    "N13": say("the first line, on the article's age"),
}

# Letter: article, the paragraph summed up on the card, the rows whose words are its clues.
# Neither the letters nor the file numbers are in the order of time, and no card stands at its
# own place in it.
CARDS = {
    "A": ("001", 8, ("E001-1", "E001-9", "E001-12")),
    "B": ("000", 4, ("E000-3", "E000-11", "E000-12")),
    "C": ("002", 10, ("N13", "E002-3", "E002-4")),
    "D": ("004", 3, ("E004-1", "E004-2", "E004-5")),
    "E": ("003", 3, ("E003-1", "E003-4", "E003-7")),
}

ROLES = {
    "headline": say("heading"),
    "subhead": say("heading"),
    "lead": say("running text"),
    "body": say("running text"),
    "caption": say("picture line"),
    "furniture": say("furniture of the page"),
}

VOICES = {
    "outlet": say("claims,\nown voice"),
    "indirect": say("claims,\nreported"),
    "direct_quote": say("claims,\nquoted"),
}
KINDS = {
    "events": say("\nevents"),
    "evidence": say("\nevidence"),
    "figures": say("\nfigures"),
    "techniques": say("\ntechniques"),
}
KEYS = {
    "claims": "claim_id",
    "events": "event_id",
    "evidence": "evidence_id",
    "figures": "figure_id",
    "techniques": "technique_id",
}
# pixels a column of marks takes: its heading, or the most marks one paragraph has
COLUMNS = dict(zip([*VOICES.values(), *KINDS.values()], (76, 70, 84, 68, 70, 62, 84), strict=True))
SLOT = 15  # pixels from mark to mark
ROW = 24  # pixels a paragraph takes

NONE_OF_THESE = say("None of these")

STANCES = {
    "accuses": "triangle-up",
    "denies": "cross",
    "cautions": "diamond",
    "states": "circle",
}
YOU, FIRST, SECOND = say("you"), say("first coder"), say("second coder")


# --- the order of time ---------------------------------------------------------------------------


def time_order(articles: pd.DataFrame) -> list[str]:
    """Return the ids of the articles by the first moment at which each can have been published."""
    return list(articles.sort_values("published_start")["article_id"])


def publication(article: pd.Series) -> str:
    """Return in words when an article was published, as far as the case knows.

    Parameters
    ----------
    article
        A row of ``articles``.

    Returns
    -------
    str
        An instant, a day, a span, or only the day before which it was not.
    """
    start = timeline.bare(article["published_start"])
    if pd.isna(article["published_end"]):
        return say("not before {day}", day=_day(start))
    if article["published_precision"] == "minute":
        return say("{day}, {hour}", day=_day(start), hour=f"{start:%H:%M}")
    last = timeline.bare(article["published_end"]) - pd.Timedelta(minutes=1)
    if start.date() == last.date():
        return _day(start)
    first = str(start.day) if start.month == last.month else f"{start.day} {start:%B}"
    return say("{first} to {last}", first=first, last=_day(last))


def _day(moment: pd.Timestamp) -> str:
    return f"{moment.day} {moment:%B %Y}"


def five_cards(tables: Tables) -> pd.DataFrame:
    """Return the five cards to be put in order, without file number or date of publication.

    Parameters
    ----------
    tables
        The case: ``articles``, ``paragraphs``, ``events`` and ``figures`` are used.

    Returns
    -------
    pandas.DataFrame
        ``letter``, ``article_id`` (not to be shown), ``title`` and ``gist`` (ours), ``clues``
        (a list of triples: the article's words, our translation, what it is said of or nothing),
        ``place`` (in the order of time, 1 is the first).
    """
    titles = tables["articles"].set_index("article_id")["label_en"]
    gists = tables["paragraphs"].set_index(["article_id", "paragraph"])["gist_en"]
    words = pd.concat(
        tables[name].set_index(KEYS[name])[["quote_fr", "quote_en"]]
        for name in ("events", "figures")
    )
    order = time_order(tables["articles"])
    return pd.DataFrame(
        [
            {
                "letter": letter,
                "article_id": article,
                "title": titles[article],
                "gist": gists[article, paragraph],
                "clues": [(*words.loc[row], ABOUT.get(row, "")) for row in rows],
                "place": order.index(article) + 1,
            }
            for letter, (article, paragraph, rows) in CARDS.items()
        ]
    )


def order_problem(places: Sequence[int]) -> str:
    """Say why some places are not an order yet, or nothing.

    Parameters
    ----------
    places
        The place given to each card; 0 where none is given.
    """
    many = len(places)
    if not any(places):
        return say("Give each card a place, 1 for the first written: the picture is drawn here.")
    twice = sorted({place for place in places if place and list(places).count(place) > 1})
    if twice:
        return say("Place {place} is given to more than one card.", place=twice[0])
    free = [place for place in range(1, many + 1) if place not in places]
    if free:
        return say("Still to give: {free}.", free=", ".join(map(str, free)))
    return ""


def reversed_pairs(places: Sequence[int], truth: Sequence[int]) -> int:
    """Return how many pairs stand in one order in ``places`` and the other way in ``truth``."""
    return sum(
        (a - b) * (x - y) < 0
        for (a, x), (b, y) in itertools.combinations(zip(places, truth, strict=True), 2)
    )


def cards_in_order(
    cards: pd.DataFrame, articles: pd.DataFrame, places: Sequence[int]
) -> alt.TopLevelMixin:
    """Draw an order of the five cards beside the order that the words support.

    Parameters
    ----------
    cards
        From `five_cards`.
    articles
        The case table ``articles``.
    places
        The place given to each card, in the order of ``cards``: each of 1 to 5 once.
    """
    when = {row["article_id"]: publication(row) for _, row in articles.iterrows()}
    table = cards.assign(
        yours=list(places),
        when=cards["article_id"].map(when),
        same=[yours == place for yours, place in zip(places, cards["place"], strict=True)],
    )
    table["left"] = table["letter"]
    table["right"] = [
        say(
            "{letter}  is {article}: {when}",
            letter=row.letter,
            article=row.article_id,
            when=row.when,
        )
        for row in table.itertuples()
    ]
    columns = [say("your order"), say("the order the words support")]
    ends = pd.concat(
        [
            table.assign(column=columns[0], at=table["yours"], text=table["left"]),
            table.assign(column=columns[1], at=table["place"], text=table["right"]),
        ]
    )[["letter", "column", "at", "text", "same", "title"]]
    base = alt.Chart(ends).encode(
        x=alt.X(
            "column:N",
            sort=columns,
            title=say("Whose order"),
            axis=alt.Axis(orient="top", labelAngle=0, grid=False, domain=False, ticks=False),
            scale=alt.Scale(type="point", padding=0.25),
        ),
        y=alt.Y(
            "at:Q",
            title=say("Place, first written on top"),
            scale=alt.Scale(domain=[0.6, 5.4], reverse=True, nice=False, zero=False),
            axis=alt.Axis(values=[1, 2, 3, 4, 5], format="d", grid=False),
        ),
        tooltip=[
            alt.Tooltip("letter:N", title=say("card")),
            alt.Tooltip("title:N", title=say("about")),
        ],
    )
    colour = alt.condition(alt.datum.same, alt.value(theme.BLUE), alt.value(theme.ORANGE))
    lines = [
        base.transform_filter(f"datum.same == {same}")
        .mark_line(strokeWidth=3, strokeDash=dash, color=shade)
        .encode(detail="letter:N")
        for same, dash, shade in (("true", [1, 0], theme.BLUE), ("false", [7, 5], theme.ORANGE))
    ]
    points = base.mark_point(filled=True, size=150, opacity=1).encode(
        color=colour,
        shape=alt.condition(alt.datum.same, alt.value("circle"), alt.value("diamond")),
    )
    texts = [
        base.transform_filter(alt.datum.column == column)
        .mark_text(align=align, dx=dx, fontSize=theme.size("axis"))
        .encode(text="text:N")
        for column, align, dx in ((columns[0], "right", -14), (columns[1], "left", 14))
    ]
    crossed = reversed_pairs(places, list(cards["place"]))
    chart = alt.layer(*lines, points, *texts).properties(
        width=scaled(400),
        height=scaled(250),
        title=alt.Title(
            say("No two lines cross: this is the order the words support")
            if not crossed
            else say(
                "Of ten pairs of cards, you have {crossed} the other way round",
                crossed=in_words(crossed),
            ),
            subtitle=say(
                "Where two lines cross, the words put these two cards the other way round. "
                "Solid: same place."
            ),
        ),
        description=say(
            "Two columns of five cards joined by lines. Yours, first to last: {yours}. By the "
            "words: {words}. Pairs the other way round: {crossed} of 10.",
            yours=", ".join(table.sort_values("yours")["letter"]),
            words=", ".join(table.sort_values("place")["letter"]),
            crossed=crossed,
        ),
    )
    return with_table(
        chart,
        twin(
            table.sort_values("place"),
            {
                "letter": say("Card"),
                "article_id": say("Article"),
                "when": say("Published"),
                "yours": say("Your place"),
                "place": say("Place by the words"),
            },
        ),
    )


# --- one article ---------------------------------------------------------------------------------


def article_rows(tables: Tables, article: str) -> pd.DataFrame:
    """Return every row of the case that rests on one article, in reading order.

    Parameters
    ----------
    tables
        The case by table name.
    article
        ``"000"`` to ``"004"``.

    Returns
    -------
    pandas.DataFrame
        ``number`` (from 1), ``row`` (id), ``table``, ``column`` (the kind; claims by voice),
        ``paragraph``, ``words``, ``english``, ``gist`` (of the paragraph).
    """
    parts = []
    for name, key in KEYS.items():
        part = tables[name]
        part = part[part["article_id"] == article]
        column = part["voice"].map(VOICES).astype("object") if name == "claims" else KINDS[name]
        parts.append(
            pd.DataFrame(
                {
                    "row": part[key],
                    "table": name,
                    "column": column,
                    "paragraph": part["paragraph"].astype(int),
                    "words": "«" + part["quote_fr"].astype("object") + "»",
                    "english": part["quote_en"].astype("object"),
                }
            )
        )
    rows = pd.concat(parts, ignore_index=True)
    rank = rows["column"].map({column: number for number, column in enumerate(COLUMNS)})
    rows = rows.assign(rank=rank).sort_values(["paragraph", "rank"], kind="stable")
    gists = tables["paragraphs"].query("article_id == @article").set_index("paragraph")["gist_en"]
    rows["gist"] = rows["paragraph"].map(gists.astype("object")).fillna("")
    rows["number"] = range(1, len(rows) + 1)
    return rows.drop(columns="rank").reset_index(drop=True)


def _wrapped(gist: str) -> str:
    """Return a paragraph's summary in lines that fit below the picture."""
    if not gist:
        return ""
    return "\n".join(
        textwrap.wrap(say("Our summary: {gist}", gist=gist), 96, break_on_hyphens=False)
    )


def article_map(tables: Tables, article: str) -> alt.TopLevelMixin:
    """Draw an article's paragraphs by length and role, and the rows that rest on each.

    A number box walks through the rows; below stand the row's words, our translation and what the
    paragraph says.

    Parameters
    ----------
    tables
        The case by table name.
    article
        ``"000"`` to ``"004"``.
    """
    paragraphs = tables["paragraphs"]
    paragraphs = paragraphs[paragraphs["article_id"] == article]
    blocks = pd.DataFrame(
        {
            "label": [
                say("§{number} {role}", number=row.paragraph, role=row.role)
                for row in paragraphs.itertuples()
            ],
            "role": paragraphs["role"].map(ROLES).astype("object"),
            "words": paragraphs["words"].astype(int),
            "gist": paragraphs["gist_en"].astype("object").fillna(""),
        }
    )
    order = list(blocks["label"])
    rows = article_rows(tables, article)
    labels = dict(zip(paragraphs["paragraph"].astype(int), order, strict=True))
    starts = dict(zip(COLUMNS, itertools.accumulate(COLUMNS.values(), initial=0), strict=False))
    nth = rows.groupby(["paragraph", "column"]).cumcount()
    marks = rows.assign(
        label=rows["paragraph"].map(labels),
        at=rows["column"].map(starts) + 12 + SLOT * nth,
        head=[
            say("{number}. {row}, paragraph {n}", number=row.number, row=row.row, n=row.paragraph)
            for row in rows.itertuples()
        ],
        told=[_wrapped(gist) for gist in rows["gist"]],
    )
    total = sum(COLUMNS.values())
    height = scaled(ROW) * len(order)

    number = alt.param(
        name="row_number",
        value=1,
        bind=alt.binding(input="number", name=say("Words behind row number (arrow keys): ")),
    )
    many = len(rows)
    picked = f"datum.number == ((row_number - 1) % {many} + {many}) % {many} + 1"
    groups = list(dict.fromkeys(ROLES.values()))
    y = alt.Y(
        "label:N",
        sort=order,
        title=say("Paragraph and its role"),
        axis=alt.Axis(grid=True, ticks=False, domain=False, labelPadding=6),
        scale=alt.Scale(domain=order),
    )
    bars = (
        alt.Chart(blocks)
        .mark_bar(height={"band": 0.66}, strokeWidth=1.5)
        .encode(
            x=alt.X(
                "words:Q",
                title=say("Words"),
                scale=alt.Scale(domain=[0, 100]),
                axis=alt.Axis(values=[0, 50, 100]),
            ),
            y=y,
            fill=alt.Fill(
                "role:N",
                scale=alt.Scale(
                    domain=groups, range=[theme.BLACK, theme.BLUE, theme.GREEN, "#FFFFFF"]
                ),
                legend=alt.Legend(orient="top", title=None, columnPadding=20, symbolType="square"),
            ),
            stroke=alt.Stroke(
                "role:N",
                scale=alt.Scale(
                    domain=groups, range=[theme.BLACK, theme.BLUE, theme.GREEN, theme.GREY]
                ),
                legend=alt.Legend(orient="top", title=None, columnPadding=20, symbolType="square"),
            ),
            tooltip=[
                alt.Tooltip("label:N", title=say("paragraph")),
                alt.Tooltip("words:Q", title=say("words")),
                alt.Tooltip("gist:N", title=say("our summary")),
            ],
        )
        .add_params(number)
        .properties(width=scaled(130), height=height)
    )
    x = alt.X("at:Q", scale=alt.Scale(domain=[0, total], nice=False), axis=None)
    bare_y = alt.Y(
        "label:N",
        sort=order,
        scale=alt.Scale(domain=order),
        axis=alt.Axis(labels=False, ticks=False, domain=False, title=None, grid=True),
    )
    kinds = list(COLUMNS)
    base = alt.Chart(marks)
    symbols = base.mark_point(filled=True, size=90, opacity=1).encode(
        x=x,
        y=bare_y,
        shape=alt.Shape(
            "column:N",
            scale=alt.Scale(
                domain=kinds,
                range=["circle", "circle", "circle", "diamond", "square", "triangle-up", "cross"],
            ),
            legend=None,
        ),
        color=alt.Color(
            "column:N",
            scale=alt.Scale(domain=kinds, range=[theme.BLUE] * 3 + [theme.BLACK] * 4),
            legend=None,
        ),
        tooltip=[
            alt.Tooltip("head:N", title=say("row")),
            alt.Tooltip("words:N", title=say("the words")),
            alt.Tooltip("english:N", title=say("in English")),
        ],
    )
    rings = base.mark_point(size=330, strokeWidth=2.5, color=theme.ORANGE, filled=False).encode(
        x=x, y=bare_y, opacity=alt.condition(picked, alt.value(1), alt.value(0))
    )
    heads = pd.DataFrame(
        {
            "at": [starts[name] + 5 for name in kinds],
            "name": kinds,
        }
    )
    names = (
        alt.Chart(heads)
        .mark_text(align="left", baseline="top", lineBreak="\n", fontSize=theme.size("label"))
        .encode(x=x, y=alt.value(scaled(-35)), text="name:N")
    )
    cuts = (
        alt.Chart(pd.DataFrame({"at": list(starts.values())}))
        .mark_rule(color=theme.PALE)
        .encode(x=x)
    )
    side = alt.layer(cuts, symbols, rings, names).properties(width=scaled(total), height=height)

    shown = base.transform_filter(picked)
    lines = [
        shown.mark_text(
            align="left",
            baseline="top",
            lineBreak="\n",
            fontSize=size,
            fontStyle=style,
            fontWeight=weight,
        ).encode(x=alt.value(0), y=alt.value(scaled(at)), text=f"{field}:N")
        for field, at, size, style, weight in (
            ("head", 0, theme.size("axis"), "normal", "bold"),
            ("words", 25, theme.size("axis"), "normal", "normal"),
            ("english", 50, theme.size("label"), "italic", "normal"),
            ("told", 74, theme.size("label"), "normal", "normal"),
        )
    ]
    panel = alt.layer(*lines).properties(width=scaled(total + 130), height=scaled(112))
    claims = rows[rows["table"] == "claims"]
    quoted = int((claims["column"] == VOICES["direct_quote"]).sum())
    carrying = rows["paragraph"].nunique()
    chart = (
        alt.vconcat(alt.hconcat(bars, side, spacing=14), panel, spacing=14)
        .resolve_scale(color="independent", shape="independent")
        .properties(
            title=alt.Title(
                say(
                    "Article {article}: {quoted} of its {all} claims are direct quotations",
                    article=article,
                    quoted=quoted,
                    all=len(claims),
                ),
                subtitle=say(
                    "{rows} rows rest on {carrying} of its {paragraphs} paragraphs.",
                    rows=len(rows),
                    carrying=carrying,
                    paragraphs=len(order),
                ),
            ),
            description=say(
                "The {paragraphs} paragraphs of article {article} as bars of {least} to {most} "
                "words, by role; beside each, the rows that rest on it: {counts}.",
                paragraphs=len(order),
                article=article,
                least=int(blocks["words"].min()),
                most=int(blocks["words"].max()),
                counts=", ".join(f"{n} {name}" for name, n in rows["table"].value_counts().items()),
            ),
        )
    )
    return with_table(
        chart,
        twin(
            rows,
            {
                "number": say("Number"),
                "row": say("Row"),
                "table": say("Table"),
                "paragraph": say("Paragraph"),
                "words": say("Words"),
                "english": say("In English"),
            },
        ),
    )


# --- all five ------------------------------------------------------------------------------------


def coverage_counts(claims: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return how many claims each article makes or reports on each phenomenon.

    Parameters
    ----------
    claims, articles
        The case tables of those names.

    Returns
    -------
    pandas.DataFrame
        One row a phenomenon, then reactions, then claims filed under none; one column an article,
        in the order of time.
    """
    names = {key: name for key, name in LANES.items() if key != "context"}
    lane = claims["phenomenon"].astype("object").map(names).fillna(NONE_OF_THESE)
    counts = pd.crosstab(lane, claims["article_id"].astype("object"))
    return counts.reindex(
        index=[*names.values(), NONE_OF_THESE], columns=time_order(articles), fill_value=0
    )


def coverage(claims: pd.DataFrame, articles: pd.DataFrame) -> alt.TopLevelMixin:
    """Draw which article tells of what, by the number of claims.

    Parameters
    ----------
    claims, articles
        The case tables of those names.
    """
    counts = coverage_counts(claims, articles)
    acts = counts.iloc[:-2]
    tellers = (acts > 0).sum(axis="columns")
    single, every = int((tellers == 1).sum()), int((tellers == len(counts.columns)).sum())
    when = {row["article_id"]: publication(row) for _, row in articles.iterrows()}
    # two or three short lines under each column
    heads = {a: "|".join([a, *textwrap.wrap(when[a].replace(" 2017", ""), 12)]) for a in counts}
    long = counts.rename_axis("phenomenon").reset_index()
    long = long.melt("phenomenon", var_name="article", value_name="claims")
    long["head"] = long["article"].map(heads)
    base = alt.Chart(long[long["claims"] > 0]).encode(
        x=alt.X(
            "head:N",
            sort=list(heads.values()),
            title=say("Article, and when in 2017 it was published"),
            axis=alt.Axis(labelExpr="split(datum.label, '|')", labelAngle=0),
            scale=alt.Scale(domain=list(heads.values())),
        ),
        y=alt.Y(
            "phenomenon:N",
            sort=list(counts.index),
            title=say("Phenomenon"),
            scale=alt.Scale(domain=list(counts.index)),
        ),
        tooltip=[
            alt.Tooltip("article:N", title=say("article")),
            alt.Tooltip("phenomenon:N", title=say("phenomenon")),
            alt.Tooltip("claims:Q", title=say("claims")),
        ],
    )
    acts_only = alt.FieldOneOfPredicate(field="phenomenon", oneOf=list(acts.index))
    circles = base.mark_circle(opacity=1).encode(
        size=alt.Size(
            "claims:Q",
            scale=alt.Scale(domain=[1, int(counts.max().max())], range=[scaled(380), scaled(1300)]),
            legend=None,
        ),
        color=alt.condition(acts_only, alt.value(theme.BLUE), alt.value(theme.GREY)),
    )
    numbers = base.mark_text(
        color="#FFFFFF", fontWeight="bold", fontSize=theme.size("axis")
    ).encode(text="claims:Q")
    chart = (circles + numbers).properties(
        width=scaled(105) * len(heads),
        height=scaled(42) * len(counts),
        title=alt.Title(
            say(
                "No phenomenon is told of in all five articles; {single} are in one only",
                single=in_words(single),
            )
            if not every
            else say(
                "Told of in all five articles: {every} of the phenomena; in one only: {single}",
                every=every,
                single=single,
            ),
            subtitle=say(
                "Numbers: claims. Grey: claims about reactions, and those filed under none."
            ),
        ),
        description=say(
            "Table of circles, ten rows by five articles in the order of time. Claims on each "
            "phenomenon: {rows}. Told of in one article only: {single}; in all five: {every}.",
            rows="; ".join(
                f"{name} " + ", ".join(f"{article} {n}" for article, n in row.items() if n)
                for name, row in counts.iterrows()
            ),
            single=single,
            every=every,
        ),
    )
    table = counts.rename_axis("phenomenon").reset_index()
    return with_table(
        chart,
        twin(table, {"phenomenon": say("Phenomenon")} | {article: article for article in counts}),
    )


# --- how we code ---------------------------------------------------------------------------------


def coding_rows(
    claims: pd.DataFrame, sample: pd.DataFrame, yours: Mapping[str, str | None]
) -> pd.DataFrame:
    """Return your stance for each claim, and the two coders' where you have given one.

    Parameters
    ----------
    claims, sample
        The case tables ``claims`` and ``coding_sample``.
    yours
        Your code by claim id, in the order to show; ``None`` where you have not decided.

    Returns
    -------
    pandas.DataFrame
        ``claim_id``, ``number``, ``label``, `YOU`, `FIRST`, `SECOND` (empty where you have not
        decided), ``verdict``.
    """
    words = claims.set_index("claim_id")["quote_en"]
    coded = sample.set_index("claim_id")
    rows = []
    for number, (claim, code) in enumerate(yours.items(), start=1):
        first, second = (str(coded.loc[claim, f"stance_{n}"]) for n in (1, 2))
        if code is None:
            verdict = say("not coded yet")
        elif first != second:
            verdict = say("the two coders differ")
        else:
            verdict = say("all agree") if code == first else say("you differ from both")
        rows.append(
            {
                "claim_id": claim,
                "number": number,
                "label": f"{number}. {textwrap.shorten(words[claim], 38, placeholder=' …')}",
                YOU: code or "",
                FIRST: first if code else "",
                SECOND: second if code else "",
                "verdict": verdict,
            }
        )
    return pd.DataFrame(rows)


def codes_compared(
    claims: pd.DataFrame, sample: pd.DataFrame, yours: Mapping[str, str | None]
) -> alt.TopLevelMixin:
    """Draw your codes of a few claims beside those of the two coders.

    Parameters
    ----------
    claims, sample, yours
        As in `coding_rows`.
    """
    rows = coding_rows(claims, sample, yours)
    done = rows[rows[YOU] != ""]
    long = done.melt(
        ["number", "label", "verdict"], [YOU, FIRST, SECOND], var_name="coder", value_name="code"
    )
    y = alt.Y(
        "label:N",
        sort=list(rows["label"]),
        title=say("Claim, in our English"),
        scale=alt.Scale(domain=list(rows["label"])),
        axis=alt.Axis(grid=True),
    )
    base = alt.Chart(long).encode(
        x=alt.X(
            "coder:N",
            sort=[YOU, FIRST, SECOND],
            title=say("Coded by"),
            scale=alt.Scale(domain=[YOU, FIRST, SECOND]),
            axis=alt.Axis(orient="top", labelAngle=0, grid=False),
        ),
        y=y,
    )
    symbols = base.mark_point(size=150, filled=True, opacity=1, xOffset=-32).encode(
        shape=alt.Shape(
            "code:N",
            scale=alt.Scale(domain=list(STANCES), range=list(STANCES.values())),
            legend=None,
        ),
        color=alt.Color(
            "code:N",
            scale=alt.Scale(
                domain=list(STANCES), range=[theme.ORANGE, theme.GREEN, theme.BLACK, theme.BLUE]
            ),
            legend=None,
        ),
    )
    names = base.mark_text(align="left", dx=-20).encode(text="code:N")
    verdicts = (
        alt.Chart(rows)
        .mark_text(align="left", dx=8)
        .encode(y=y, x=alt.value(scaled(345)), text="verdict:N")
    )
    differ = int((done[FIRST] != done[SECOND]).sum())
    with_first, with_second = (int((done[YOU] == done[name]).sum()) for name in (FIRST, SECOND))
    chart = alt.layer(symbols, names, verdicts).properties(
        width=scaled(345),
        height=scaled(34) * len(rows),
        title=alt.Title(
            say(
                "Claims you coded: {done}. Same as the first coder: {first}; "
                "as the second: {second}",
                done=len(done),
                first=with_first,
                second=with_second,
            ),
            subtitle=say("The two coders differ on {differ} of these.", differ=differ),
        ),
        description=say(
            "Stance of {done} of {all} claims as coded by you, a first and a second coder: {rows}.",
            done=len(done),
            all=len(rows),
            rows="; ".join(
                f"{row['number']} {row[YOU]}, {row[FIRST]}, {row[SECOND]}"
                for _, row in done.iterrows()
            ),
        ),
    )
    return with_table(
        chart,
        twin(
            rows,
            {
                "label": say("Claim"),
                YOU: say("You"),
                FIRST: say("First coder"),
                SECOND: say("Second coder"),
                "verdict": say("Together"),
            },
        ),
    )
