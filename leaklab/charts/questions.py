"""One loose sentence cut into eight questions: who is named under each, and by which name.

Each takes tables of the case, and of the record where it says so, and returns a chart.
"""

import textwrap

import altair as alt
import pandas as pd

from leaklab import theme
from leaklab.charts.common import LANES, day_month, in_words, scaled, twin
from leaklab.rendering import with_table
from leaklab.wording import say

# The eight phenomena as questions. None of them takes for granted that there is an answer.
SLIPS = {
    "site_attacks": say("Who attacked the site?"),
    "facebook_accounts": say("Who ran the Facebook accounts?"),
    "mailbox_theft": say("Who took the mailboxes?"),
    "forged_items": say("Who added forged items, if any?"),
    "posting": say("Who posted it?"),
    "amplification": say("Who spread it?"),
    "rumour": say("Who began the offshore rumour?"),
    "state_media": say("What did State media spread?"),
}
# Which word of "Russia hacked and spread the leak" a question hides in, if any.
HIDES_IN = {
    "site_attacks": say("hacked"),
    "mailbox_theft": say("hacked"),
    "forged_items": say("the leak"),
    "posting": say("spread"),
    "amplification": say("spread"),
}
# A claim names somebody for the deed if it accuses; and so does this one, which states who relayed.
NAMES_TOO = ("C001-26",)

# Short English names, no stronger than the articles' own.
SHORT = {
    "russia": say("Russia"),
    "kremlin": say("the Kremlin"),
    "moscow": say("Moscow"),
    "russian_regime": say("the Russian regime"),
    "gru": say("GRU"),
    "russian_agencies": say("Russian agencies"),
    "russian_spies": say("Russian spies"),
    "fancy_bear": say("Fancy Bear"),
    "russians": say("Russians"),
    "rt": say("RT"),
    "sputnik": say("Sputnik"),
    "fascist_groups": say("fascist groups"),
    "hackers": say("hackers"),
    "structured_group": say("a structured group"),
    "pro_trump_accounts": say("pro-Trump accounts"),
    "leak_circulators": say("those who circulate it"),
    "wikileaks": say("WikiLeaks"),
    "en_marche": say("En Marche"),
    "afp": say("AFP"),
}

# What the accused answer to the claims under a slip: a claim of the case, or a row of the record.
REPLIES = {
    "site_attacks": ("S-014",),
    "facebook_accounts": ("C000-11", "S-138"),
    "mailbox_theft": ("C000-11", "S-102"),
    "forged_items": ("S-067",),
    "posting": ("S-053",),
    "amplification": ("S-053", "S-078"),
    "rumour": ("C001-16",),
    "state_media": ("C003-08", "S-015"),
}

VOICES = {
    "outlet": say("own"),
    "indirect": say("reported"),
    "direct_quote": say("quoted"),
}
NAMED, OTHER, REPLY = say("names somebody"), say("says something else"), say("a reply")
NOBODY = say("nobody")


# --- who is named under which question -----------------------------------------------------------


def slips() -> pd.DataFrame:
    """Return the eight questions, and the word of the loose sentence that each hides in.

    Returns
    -------
    pandas.DataFrame
        ``phenomenon``, ``question``, ``hides_in`` (a word, or "not in the sentence").
    """
    return pd.DataFrame(
        [
            {
                "phenomenon": LANES[name],
                "question": question,
                "hides_in": HIDES_IN.get(name, say("not in the sentence")),
            }
            for name, question in SLIPS.items()
        ]
    )


def short_name(actor: str, actors: pd.DataFrame) -> str:
    """Return the name by which an actor goes in a small picture.

    Parameters
    ----------
    actor
        An ``actor_id``.
    actors
        The case table ``actors``.
    """
    if actor.startswith("outlet_"):
        return say("article {article}", article=actor.removeprefix("outlet_"))
    if actor in SHORT:
        return SHORT[actor]
    name = actors.set_index("actor_id").loc[actor, "name"]
    return str(name).split(" / ")[0].split(" (")[0].split()[-1]


def slip_rows(claims: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Return the claims that lie under the eight questions.

    Parameters
    ----------
    claims, actors
        The case tables of those names.

    Returns
    -------
    pandas.DataFrame
        One row a claim: ``slip``, ``claim_id``, ``shelf`` (names somebody for the deed, or says
        something else: where, when, how much), ``named`` (empty on the second shelf), ``speaker``,
        ``voice``, ``mood``, ``article_id``, ``paragraph``, ``place``, ``words``, ``english``,
        ``says`` (the claim in our words). Slips in their order, named ones first.
    """
    lying = claims[claims["phenomenon"].isin(list(SLIPS))]
    names = (lying["stance"] == "accuses") | lying["claim_id"].isin(NAMES_TOO)
    rows = pd.DataFrame(
        {
            "slip": lying["phenomenon"].astype("object"),
            "claim_id": lying["claim_id"].astype("object"),
            "shelf": names.map({True: NAMED, False: OTHER}),
            "named": [
                ", ".join(short_name(actor, actors) for actor in about.split()) if naming else ""
                for about, naming in zip(lying["about"].fillna(""), names, strict=True)
            ],
            "speaker": [short_name(speaker, actors) for speaker in lying["speaker"]],
            "voice": lying["voice"].astype("object").map(VOICES),
            "mood": lying["mood"].astype("object"),
            "article_id": lying["article_id"].astype("object"),
            "paragraph": lying["paragraph"].astype(int),
            "place": lying["place"].astype("object"),
            "words": "«" + lying["quote_fr"].astype("object") + "»",
            "english": lying["quote_en"].astype("object"),
            "says": lying["proposition"].astype("object"),
        }
    )
    order = {slip: number for number, slip in enumerate(SLIPS)}
    rank = rows["slip"].map(order) * 2 + (rows["shelf"] == OTHER)
    rows = rows.assign(rank=rank).sort_values("rank", kind="stable")
    return rows.drop(columns="rank").reset_index(drop=True)


def unnamed(claims: pd.DataFrame) -> list[str]:
    """Return the phenomena under which no claim names anybody, in the order of the questions."""
    named = claims[(claims["stance"] == "accuses") | claims["claim_id"].isin(NAMES_TOO)]
    return [slip for slip in SLIPS if slip not in set(named["phenomenon"].astype("object"))]


def replies(slip: str, claims: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Return what the accused answer to the claims under one question, each from its own layer.

    Parameters
    ----------
    slip
        One of the eight phenomena.
    claims
        The case table ``claims``.
    statements
        The record's ``statements``.

    Returns
    -------
    pandas.DataFrame
        ``row``, ``speaker``, ``when``, ``layer``, ``words``, ``english``.
    """
    case_rows, record_rows = claims.set_index("claim_id"), statements.set_index("record_id")
    found = []
    for key in REPLIES[slip]:
        if key.startswith("C"):
            row = case_rows.loc[key]
            found.append(
                {
                    "row": key,
                    "speaker": say("in {article}", article=row["article_id"]),
                    "when": say("undated"),
                    "layer": say("the five articles"),
                    "words": f"«{row['quote_fr']}»",
                    "english": row["proposition"],
                }
            )
        else:
            row = record_rows.loc[key]
            found.append(
                {
                    "row": key,
                    "speaker": say("record, {day}", day=f"{row['start'].day} {row['start']:%b}"),
                    "when": f"{day_month(row['start'])} {row['start'].year}",
                    "layer": say("the record"),
                    "words": row["who_en"],
                    "english": row["statement_en"],
                }
            )
    if not found:
        found.append(
            {
                "row": say("no row"),
                "speaker": say("both layers"),
                "when": say("by 27 July"),
                "layer": say("the five articles and the record"),
                "words": say("no reply found"),
                "english": say("Nobody who is named here is known to us to have answered this."),
            }
        )
    return pd.DataFrame(found)


def _wrapped(text: str, width: int = 98) -> str:
    return "\n".join(textwrap.wrap(text, width, break_on_hyphens=False))


def _number_box(name: str, many: int, label: str) -> tuple[alt.Parameter, str]:
    """Return a number box without ends, and the test of the row it points at."""
    box = alt.param(name=name, value=1, bind=alt.binding(input="number", name=label))
    return box, f"datum.number == (({name} - 1) % {many} + {many}) % {many} + 1"


def _panel(rows: pd.DataFrame, picked: str, width: float, left: float = 0) -> alt.LayerChart:
    """Draw the row picked in four lines, head, words, English and what it says, from ``left``."""
    shown = alt.Chart(rows).transform_filter(picked)
    lines = [
        shown.mark_text(
            align="left",
            baseline="top",
            lineBreak="\n",
            fontSize=size,
            fontStyle=style,
            fontWeight=weight,
        ).encode(x=alt.value(left), y=alt.value(scaled(at)), text=f"{field}:N")
        for field, at, size, style, weight in (
            ("head", 0, theme.size("axis"), "normal", "bold"),
            ("quoted", 25, theme.size("axis"), "normal", "normal"),
            ("translated", 50, theme.size("label"), "italic", "normal"),
            ("told", 74, theme.size("label"), "normal", "normal"),
        )
    ]
    return alt.layer(*lines).properties(width=width, height=scaled(112))


def _finding(question: str, many: int, named: int) -> str:
    if not named:
        return say("{question} Of {many} claims, none names anybody", question=question, many=many)
    if many == 1:
        return say("{question} There is one claim, and it names somebody", question=question)
    if named == 1:
        return say("{question} Of {many} claims, one names somebody", question=question, many=many)
    return say(
        "{question} Of {many} claims, {named} name somebody",
        question=question,
        many=many,
        named=in_words(named),
    )


def slip_tiles(
    claims: pd.DataFrame, actors: pd.DataFrame, statements: pd.DataFrame, slip: str
) -> alt.TopLevelMixin:
    """Draw the claims under one question as tiles on two shelves, and the replies below them.

    Parameters
    ----------
    claims, actors
        The case tables of those names.
    statements
        The record's ``statements``, for the replies.
    slip
        One of the eight phenomena.

    Raises
    ------
    ValueError
        If ``slip`` is none of the eight.
    """
    if slip not in SLIPS:
        raise ValueError(f"slip is {slip!r}: choose one of {', '.join(SLIPS)}.")
    rows = slip_rows(claims, actors).query("slip == @slip")
    answers = replies(slip, claims, statements)
    tiles = pd.concat(
        [
            rows.assign(
                quoted=rows["words"],
                translated=rows["english"],
                by=rows["speaker"],
                how=rows["voice"] + ", " + rows["mood"],
                head=[
                    say(
                        "Names {named}: article {article}, paragraph {n}, {place}",
                        named=row.named,
                        article=row.article_id,
                        n=row.paragraph,
                        place=row.place,
                    )
                    if row.named
                    else say(
                        "Names nobody for the deed: article {article}, paragraph {n}, {place}",
                        article=row.article_id,
                        n=row.paragraph,
                        place=row.place,
                    )
                    for row in rows.itertuples()
                ],
                told=[_wrapped(text) for text in rows["says"]],
            ),
            answers.assign(
                shelf=REPLY,
                named="",
                quoted=answers["words"],
                translated="",
                by=answers["speaker"],
                how=say("reply"),
                head=[
                    say("{row}, {when}, from {layer}", row=row.row, when=row.when, layer=row.layer)
                    for row in answers.itertuples()
                ],
                told=[_wrapped(text) for text in answers["english"]],
            ),
        ],
        ignore_index=True,
    )
    tiles["number"] = range(1, len(tiles) + 1)
    # a shelf without a claim keeps its place, one line high
    empty = not (tiles["shelf"] == NAMED).any()
    gaps = tiles["shelf"].map({NAMED: 0, OTHER: 1, REPLY: 2}).astype(int) + empty
    tiles["at"] = tiles["number"] - 1 + 0.35 * gaps + (0.65 if empty else 0)
    tall = float(tiles["at"].max()) + 1
    step = scaled(30)
    width, at = scaled(770), [scaled(x) for x in (8, 40, 500, 625)]
    box, picked = _number_box("tile_number", len(tiles), say("Tile number (arrow keys): "))
    y = alt.Y(
        "at:Q",
        scale=alt.Scale(domain=[0, tall], reverse=True, nice=False, zero=False),
        axis=None,
    )
    base = alt.Chart(tiles[["number", "at", "shelf", "quoted", "by", "how"]]).transform_calculate(
        end="datum.at + 0.88"
    )
    shelves = [NAMED, OTHER, REPLY]
    boxes = base.mark_rect(cornerRadius=4, strokeWidth=2, x=0, x2=width).encode(
        y=y,
        y2="end:Q",
        fill=alt.Fill(
            "shelf:N",
            scale=alt.Scale(domain=shelves, range=["#DCEBF5", "#FFFFFF", "#EFEFEF"]),
            legend=alt.Legend(orient="top", title=None, columnPadding=24, symbolType="square"),
        ),
        stroke=alt.condition(picked, alt.value(theme.ORANGE), alt.value(theme.GREY)),
        tooltip=[alt.Tooltip("quoted:N", title=say("words")), alt.Tooltip("by:N", title=say("by"))],
    )
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, width], nice=False), axis=None)
    written = pd.concat(
        pd.DataFrame({"at": tiles["at"] + 0.45, "x": place, "text": tiles[name].astype(str)})
        for place, name in zip(at, ("number", "quoted", "by", "how"), strict=True)
    )
    texts = (
        alt.Chart(written)
        .mark_text(align="left", fontSize=theme.size("label"))
        .encode(x=x, y=y, text="text:N")
    )
    layers = [boxes, texts]
    if empty:
        gap = pd.DataFrame({"at": [0.05], "end": [0.9], "label": [say("Nobody is named here.")]})
        blank = alt.Chart(gap)
        layers += [
            blank.mark_rect(
                x=0, x2=width, fill=None, stroke=theme.ORANGE, strokeDash=[7, 5], strokeWidth=2.5
            ).encode(y=y, y2="end:Q"),
            blank.mark_text(
                align="left", x=at[1], fontSize=theme.size("axis"), fontWeight="bold"
            ).encode(y=alt.value(step * 0.45), text="label:N"),
        ]
    heads = (
        alt.Chart(
            pd.DataFrame({"x": at[1:], "label": [say("Words"), say("Speaker"), say("Voice, mood")]})
        )
        .mark_text(align="left", fontSize=theme.size("label"), fontWeight="bold", y=-12)
        .encode(x=x, text="label:N")
    )
    shelf = alt.layer(*layers, heads).add_params(box).properties(width=width, height=tall * step)
    panel = _panel(tiles[["number", "head", "quoted", "translated", "told"]], picked, width)
    named = int((rows["shelf"] == NAMED).sum())
    chart = alt.vconcat(shelf, panel, spacing=14).properties(
        title=alt.Title(
            _finding(SLIPS[slip], len(rows), named),
            subtitle=say("A tile is a claim. The grey ones are replies, each from its own layer."),
        ),
        description=say(
            "{all} claims under the question {question} Naming somebody: {named}. Something else: "
            "{other}. Replies below them: {replies}.",
            all=len(rows),
            question=SLIPS[slip],
            named=", ".join(rows.loc[rows["shelf"] == NAMED, "named"]) or NOBODY,
            other=int((rows["shelf"] == OTHER).sum()),
            replies=len(REPLIES[slip]) or say("none found"),
        ),
    )
    table = tiles.assign(english=tiles["english"].fillna(""))
    return with_table(
        chart,
        twin(
            table,
            {
                "number": say("Tile"),
                "shelf": say("Shelf"),
                "named": say("Who is named"),
                "quoted": say("Words, or who replies"),
                "english": say("In English"),
                "by": say("Speaker, or when"),
                "how": say("Voice and mood"),
            },
        ),
    )


def slip_board(claims: pd.DataFrame, actors: pd.DataFrame) -> alt.TopLevelMixin:
    """Draw all eight questions, and under each a tile for every claim that names somebody.

    A question under which nobody is named keeps an empty place. A number box walks the tiles.

    Parameters
    ----------
    claims, actors
        The case tables of those names.
    """
    rows = slip_rows(claims, actors).query("shelf == @NAMED").reset_index(drop=True)
    rows["nth"] = rows.groupby("slip").cumcount()
    rows["number"] = range(1, len(rows) + 1)
    most = max(int(rows["nth"].max()) + 1, 5)
    lines = {slip: "|".join(textwrap.wrap(text, 19)) for slip, text in SLIPS.items()}
    questions = list(lines.values())
    rows["question"] = rows["slip"].map(lines)
    rows["title"] = [textwrap.fill(named, 17) for named in rows["named"]]
    rows["line"] = rows["article_id"] + ", " + rows["mood"]
    rows = rows.assign(
        head=[
            say("{number}. {named}", number=row.number, named=row.named)
            for row in rows.itertuples()
        ],
        quoted=rows["words"],
        translated=[
            say(
                "{english} ({speaker}, {voice}, {mood}; {place}, article {article}, paragraph {n})",
                english=row.english,
                speaker=row.speaker,
                voice=row.voice,
                mood=row.mood,
                place=row.place,
                article=row.article_id,
                n=row.paragraph,
            )
            for row in rows.itertuples()
        ],
        told=[_wrapped(text, 104) for text in rows["says"]],
    )
    box, picked = _number_box("slip_tile", len(rows), say("Words behind tile number: "))
    step, tile, column = scaled(60), scaled(55), scaled(128)
    y = alt.Y(
        "question:N",
        sort=questions,
        scale=alt.Scale(domain=questions),
        title=say("Question"),
        axis=alt.Axis(
            grid=False,
            ticks=False,
            domain=False,
            labelPadding=8,
            labelExpr="split(datum.label, '|')",
        ),
    )
    x = alt.X("nth:Q", scale=alt.Scale(domain=[0, most], nice=False), axis=None)
    base = alt.Chart(rows)
    moods = ["indicative", "conditional"]
    tiles = (
        base.transform_calculate(left="datum.nth + 0.03", right="datum.nth + 0.97")
        .mark_bar(height=tile, cornerRadius=4, strokeWidth=2, fill="#DCEBF5")
        .encode(
            x=alt.X("left:Q", scale=alt.Scale(domain=[0, most], nice=False), axis=None),
            x2="right:Q",
            y=y,
            stroke=alt.condition(picked, alt.value(theme.ORANGE), alt.value(theme.BLUE)),
            strokeDash=alt.StrokeDash(
                "mood:N",
                scale=alt.Scale(domain=moods, range=[[1, 0], [6, 4]]),
                legend=None,
            ),
            tooltip=[
                alt.Tooltip("named:N", title=say("who is named")),
                alt.Tooltip("quoted:N", title=say("words")),
                alt.Tooltip("speaker:N", title=say("speaker")),
            ],
        )
    )
    texts = [
        base.transform_calculate(inside="datum.nth + 0.08")
        .mark_text(
            align="left",
            baseline="top",
            lineBreak="\n",
            dy=scaled(dy),
            fontSize=theme.size("label") - 1,
            fontStyle=style,
        )
        .encode(
            x=alt.X("inside:Q", scale=alt.Scale(domain=[0, most], nice=False), axis=None),
            y=y,
            text=f"{field}:N",
        )
        for field, dy, style in (("title", -24, "normal"), ("line", 9, "italic"))
    ]
    bare = unnamed(claims)
    gaps = pd.DataFrame(
        {
            "question": [lines[slip] for slip in bare],
            "nth": 0.03,
            "right": most - 0.03,
            "label": NOBODY,
        }
    )
    blank = alt.Chart(gaps).mark_bar(
        height=tile, fill="#FFFFFF", stroke=theme.ORANGE, strokeDash=[7, 5], strokeWidth=2.5
    )
    empties = [
        blank.encode(x=x, x2="right:Q", y=y),
        alt.Chart(gaps)
        .transform_calculate(inside="datum.nth + 0.08")
        .mark_text(align="left", fontSize=theme.size("axis"), fontWeight="bold")
        .encode(
            x=alt.X("inside:Q", scale=alt.Scale(domain=[0, most], nice=False), axis=None),
            y=y,
            text="label:N",
        ),
    ]
    board = (
        alt.layer(*empties, tiles, *texts)
        .add_params(box)
        .properties(width=column * most, height=step * len(SLIPS))
    )
    panel = _panel(
        rows[["number", "head", "quoted", "translated", "told"]],
        picked,
        column * most,
        -scaled(150),
    )
    counts = rows["slip"].value_counts()
    chart = alt.vconcat(board, panel, spacing=14).properties(
        title=alt.Title(
            say(
                "Under {bare} of the eight questions, no claim names anybody",
                bare=in_words(len(bare)),
            ),
            subtitle=say(
                "A tile is a claim that names somebody; dashed: the writer does not vouch."
            ),
        ),
        description=say(
            "Eight questions in lines, a tile for each claim that names somebody: {counts}. "
            "Nobody is named under: {bare}.",
            counts="; ".join(f"{SLIPS[slip]} {int(counts.get(slip, 0))}" for slip in SLIPS),
            bare=", ".join(LANES[slip].lower() for slip in bare),
        ),
    )
    told = ["question", "named", "words", "english", "speaker", "mood", "place"]
    table = pd.concat([rows[told], gaps.assign(named=NOBODY).reindex(columns=told, fill_value="")])
    table = table.sort_values("question", key=lambda c: c.map(questions.index), kind="stable")
    table["question"] = table["question"].str.replace("|", " ")
    return with_table(
        chart,
        twin(
            table,
            {
                "question": say("Question"),
                "named": say("Who is named"),
                "words": say("Words"),
                "english": say("In English"),
                "speaker": say("Speaker"),
                "mood": say("Mood"),
                "place": say("Place"),
            },
        ),
    )


# --- how many subjects is "Russia"? --------------------------------------------------------------

# Ours: one way to sort the names into subjects, and surely not the only one.
FOUR = {
    "russia": say("the State"),
    "kremlin": say("the State"),
    "moscow": say("the State"),
    "russian_regime": say("the State"),
    "gru": say("a service, or services"),
    "russian_agencies": say("a service, or services"),
    "russian_spies": say("a service, or services"),
    "fancy_bear": say("a group of hackers"),
    "russians": say("Russians, unspecified"),
}
READINGS = ("names", "four", "one")


def russian_names(actors: pd.DataFrame) -> pd.DataFrame:
    """Return the names that can stand for "Russia": Russian, and neither a person nor a medium.

    Parameters
    ----------
    actors
        The case table ``actors``.

    Returns
    -------
    pandas.DataFrame
        The rows of ``actors``, in the table's order.
    """
    russian = actors["country"].fillna("") == "RU"
    return actors[russian & ~actors["kind"].isin(["person", "media"])]


def subject_rows(claims: pd.DataFrame, actors: pd.DataFrame, reading: str) -> pd.DataFrame:
    """Return the accusing claims about "Russia", each under the subject a reading gives it.

    Parameters
    ----------
    claims, actors
        The case tables of those names.
    reading
        ``names`` (each name is a subject), ``four`` (`FOUR`), ``one`` (all are one).

    Returns
    -------
    pandas.DataFrame
        One row a claim and subject: ``subject``, ``claim_id``, ``question`` (the phenomenon's
        name, or that no deed of the eight is named), ``words``, ``english``, ``article_id``.

    Raises
    ------
    ValueError
        If ``reading`` is none of the three.
    """
    if reading not in READINGS:
        raise ValueError(f"reading is {reading!r}: choose one of {', '.join(READINGS)}.")
    names = list(russian_names(actors)["actor_id"])
    subjects = {
        "names": {name: short_name(name, actors) for name in names},
        "four": FOUR,
        "one": dict.fromkeys(names, say("Russia, all in one")),
    }[reading]
    accusing = claims[claims["stance"] == "accuses"]
    rows = accusing.assign(name=accusing["about"].fillna("").str.split()).explode("name")
    rows = rows[rows["name"].isin(names)]
    found = pd.DataFrame(
        {
            "subject": rows["name"].map(subjects).astype("object"),
            "claim_id": rows["claim_id"].astype("object"),
            "question": rows["phenomenon"].astype("object").map(LANES).fillna(NO_DEED),
            "words": "«" + rows["quote_fr"].astype("object") + "»",
            "english": rows["quote_en"].astype("object"),
            "article_id": rows["article_id"].astype("object"),
        }
    )
    return found.drop_duplicates(["subject", "claim_id"]).reset_index(drop=True)


NO_DEED = say("None of the eight")
# Column heads in two lines at most.
HEADS = {
    "site_attacks": say("Site|attacks"),
    "facebook_accounts": say("Facebook|accounts"),
    "mailbox_theft": say("Mailbox|theft"),
    "forged_items": say("Forged|items"),
    "posting": say("Posting"),
    "amplification": say("Spreading"),
    "rumour": say("Offshore|rumour"),
    "state_media": say("State|media"),
}
NO_HEAD = say("None of|these")


def subjects(claims: pd.DataFrame, actors: pd.DataFrame, reading: str) -> alt.TopLevelMixin:
    """Draw under which questions the subjects of a reading are accused, one mark a claim.

    Parameters
    ----------
    claims, actors
        The case tables of those names.
    reading
        ``names``, ``four`` or ``one``, as in `subject_rows`.
    """
    rows = subject_rows(claims, actors, reading)
    names = russian_names(actors)["actor_id"]
    order = {
        "names": [short_name(name, actors) for name in FOUR if name in set(names)],
        "four": list(dict.fromkeys(FOUR.values())),
        "one": [say("Russia, all in one")],
    }[reading]
    heads = {LANES[slip]: head for slip, head in HEADS.items()} | {NO_DEED: NO_HEAD}
    deeds = rows[rows["question"] != NO_DEED]
    reach = deeds.groupby("subject")["question"].nunique()
    most = int(reach.max())
    nth = rows.groupby(["subject", "question"]).cumcount()
    many = rows.groupby(["subject", "question"])["claim_id"].transform("size")
    # at most five marks a line, several lines a cell
    marks = rows.assign(
        head=rows["question"].map(heads),
        dx=(nth % 5) - ((many.clip(upper=5) - 1) / 2),
        dy=(nth // 5) - ((many - 1) // 5) / 2,
    )
    height = 46 if reading != "one" else 110
    base = alt.Chart(marks).encode(
        x=alt.X(
            "head:N",
            sort=list(heads.values()),
            scale=alt.Scale(domain=list(heads.values())),
            title=say("Accused of"),
            axis=alt.Axis(labelAngle=0, labelExpr="split(datum.label, '|')", grid=True),
        ),
        y=alt.Y(
            "subject:N",
            sort=order,
            scale=alt.Scale(domain=order),
            title=say("Subject"),
            axis=alt.Axis(grid=True),
        ),
        xOffset=alt.XOffset("dx:Q", scale=alt.Scale(domain=[-2.5, 2.5])),
        yOffset=alt.YOffset("dy:Q", scale=alt.Scale(domain=[-2, 2])),
    )
    points = base.mark_point(filled=True, size=80, opacity=1).encode(
        color=alt.condition(
            alt.datum.question == NO_DEED, alt.value(theme.BLACK), alt.value(theme.BLUE)
        ),
        shape=alt.condition(
            alt.datum.question == NO_DEED, alt.value("diamond"), alt.value("circle")
        ),
        tooltip=[
            alt.Tooltip("claim_id:N", title=say("claim")),
            alt.Tooltip("words:N", title=say("words")),
            alt.Tooltip("english:N", title=say("in English")),
        ],
    )
    chart = points.properties(
        width=scaled(610),
        height=scaled(height) * len(order),
        title=alt.Title(
            say(
                "Counted as one, “Russia” stands under {most} of the eight questions",
                most=in_words(most),
            )
            if reading == "one"
            else say(
                "Counted as {many}, no subject stands under more than {most} of the eight",
                many=in_words(len(order)),
                most=in_words(most),
            ),
            subtitle=say(
                "A mark is an accusing claim; diamonds name no deed of the eight. "
                "The Kremlin denies (000, undated)."
            ),
        ),
        description=say(
            "Accusing claims about Russian subjects, {many} subjects by nine columns. {reach}. "
            "Naming none of the eight: {bare}.",
            many=len(order),
            reach="; ".join(
                f"{subject}: {', '.join(dict.fromkeys(part))}"
                for subject, part in deeds.groupby("subject", sort=False)["question"]
            ),
            bare=int((rows["question"] == NO_DEED).sum()),
        ),
    )
    table = rows.sort_values("subject", key=lambda c: c.map(order.index), kind="stable")
    return with_table(
        chart,
        twin(
            table,
            {
                "subject": say("Subject"),
                "question": say("Question"),
                "claim_id": say("Claim"),
                "words": say("Words"),
                "english": say("In English"),
            },
        ),
    )


# --- true or false, meant to harm or not ---------------------------------------------------------

GENUINE, FALSE, UNTOLD = say("genuine"), say("false"), say("not told")
HARM, NO_HARM = say("harm meant"), say("no harm meant")
# What each version says is in the leak, where it puts it, and the row that says so.
VERSIONS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "campaign": (
        (say("authentic documents"), GENUINE, HARM, "C001-04 C001-10"),
        (say("false documents added"), FALSE, HARM, "C001-04 C001-10"),
    ),
    "times": (
        (say("authentic documents"), GENUINE, UNTOLD, "S-107"),
        (say("papers stolen from firms"), GENUINE, UNTOLD, "S-107"),
        (say("the hackers' own fakes"), FALSE, UNTOLD, "S-107"),
        (say("the campaign's decoys"), FALSE, NO_HARM, "S-105"),
    ),
    "wikileaks": ((say("the leak, no fakes found yet"), UNTOLD, UNTOLD, "S-067"),),
}
SAYS = {
    "campaign": say("The campaign, 5 to 6 May"),
    "times": say("The New York Times, 9 to 10 May"),
    "wikileaks": say("WikiLeaks, 6 May"),
}
BOXES = {
    (GENUINE, HARM): say("MALINFORMATION"),
    (FALSE, HARM): say("DISINFORMATION"),
    (FALSE, NO_HARM): say("MISINFORMATION"),
    (GENUINE, NO_HARM): say("none of the three"),
}


def mixture_rows(version: str) -> pd.DataFrame:
    """Return what one version says is in the leak, and the box each part falls into.

    Parameters
    ----------
    version
        ``campaign``, ``times`` or ``wikileaks``.

    Returns
    -------
    pandas.DataFrame
        ``part``, ``truth``, ``aim``, ``box`` ("cannot be told" where the version leaves out one
        of the two answers), ``row``.

    Raises
    ------
    ValueError
        If there is no such version.
    """
    if version not in VERSIONS:
        raise ValueError(f"version is {version!r}: choose one of {', '.join(VERSIONS)}.")
    rows = pd.DataFrame(VERSIONS[version], columns=["part", "truth", "aim", "row"])
    rows["box"] = [
        BOXES.get(pair, say("cannot be told"))
        for pair in zip(rows["truth"], rows["aim"], strict=True)
    ]
    return rows


def mixture(version: str) -> alt.TopLevelMixin:
    """Draw what one version says is in the leak on the two questions of the scheme.

    Parameters
    ----------
    version
        ``campaign``, ``times`` or ``wikileaks``, as in `mixture_rows`.
    """
    rows = mixture_rows(version)
    rows["nth"] = rows.groupby(["truth", "aim"]).cumcount()
    rows["label"] = "• " + rows["part"]
    truths, aims = [GENUINE, FALSE, UNTOLD], [NO_HARM, HARM, UNTOLD]
    x = alt.X(
        "truth:N",
        sort=truths,
        scale=alt.Scale(domain=truths),
        title=say("Is it genuine?"),
        axis=alt.Axis(orient="top", labelAngle=0, grid=False),
    )
    y = alt.Y(
        "aim:N",
        sort=aims,
        scale=alt.Scale(domain=aims),
        title=say("Is harm meant by who makes or shares it?"),
        axis=alt.Axis(grid=False),
    )
    cells = pd.DataFrame(
        [
            {"truth": truth, "aim": aim, "box": BOXES.get((truth, aim), ""), "kind": kind}
            for truth in truths
            for aim in aims
            for kind in ["box" if (truth, aim) in BOXES else "untold"]
        ]
    )
    ground = (
        alt.Chart(cells)
        .mark_rect(stroke="#FFFFFF", strokeWidth=4)
        .encode(
            x=x,
            y=y,
            fill=alt.condition(alt.datum.kind == "box", alt.value("#DCEBF5"), alt.value("#EFEFEF")),
        )
    )
    names = (
        alt.Chart(cells)
        .mark_text(dy=scaled(-34), fontSize=theme.size("label"), fontWeight="bold")
        .encode(x=x, y=y, text="box:N")
    )
    offset = alt.YOffset("nth:Q", scale=alt.Scale(domain=[-2.2, 2.2]))
    parts = (
        alt.Chart(rows)
        .mark_text(fontSize=theme.size("label"))
        .encode(
            x=x,
            y=y,
            yOffset=offset,
            text="label:N",
            tooltip=[
                alt.Tooltip("row:N", title=say("row")),
                alt.Tooltip("box:N", title=say("box")),
            ],
        )
    )
    boxed = rows[rows["box"].isin(list(BOXES.values()))]
    chart = alt.layer(ground, names, parts).properties(
        width=scaled(620),
        height=scaled(300),
        title=alt.Title(
            say(
                "{who}: {boxed} of {parts} parts can be put in a box",
                who=SAYS[version],
                boxed=in_words(len(boxed)),
                parts=in_words(len(rows)),
            )
            if len(boxed)
            else say("{who}: nothing can be put in a box", who=SAYS[version]),
            subtitle=say("Boxes as in the report of 2017; where a part lies is our reading."),
        ),
        description=say(
            "A grid of genuine, false or not told by harm meant, not meant or not told. {who}: "
            "{parts}.",
            who=SAYS[version],
            parts="; ".join(f"{row.part}: {row.box.lower()}" for row in rows.itertuples()),
        ),
    )
    return with_table(
        chart,
        twin(
            rows,
            {
                "part": say("Part of the leak"),
                "truth": say("Genuine?"),
                "aim": say("Harm meant?"),
                "box": say("Box"),
                "row": say("Row that says so"),
            },
        ),
    )
