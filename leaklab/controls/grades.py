"""Grading a source before its claim is shown: buttons wired to a pure function and a chart."""

import html
from collections.abc import Sequence

import ipywidgets as ipw
import pandas as pd
from IPython.display import HTML, display

from leaklab import charts, sources
from leaklab.rendering import TableTwin, mime_bundle
from leaklab.wording import say

# What was graded, by claim: "Run all" then loses nothing.
_given: dict[str, tuple[str | None, str | None]] = {}


def source_card(claim: pd.Series, actors: pd.DataFrame) -> str:
    """Return who speaks, with what at stake and through whose hands, and not what is said.

    Parameters
    ----------
    claim
        A row of the case table ``claims``.
    actors
        The case table ``actors``.
    """
    found = sources.origins(claim.to_frame().T).iloc[0]
    speaker = actors.set_index("actor_id").loc[found["origin"]]
    # what stands behind a semicolon may tell the claim
    role = speaker["role_en"].split(";")[0]
    names = charts.short_names(actors)
    hands = [names[actor] for actor in found["hands"].split()]
    # nobody knows what those have at stake who are not named
    named = speaker["kind"] not in ("name_only", "collective")
    stake = sources.STAKES.get(found["party"] if named else "", say("cannot be told"))
    lines = [
        f"<strong>{html.escape(str(speaker['name']))}</strong>: {html.escape(role)}",
        say("At stake (our coding): {stake}", stake=html.escape(stake)),
        say("Reaches us through: {hands}", hands=html.escape(", ".join(hands)))
        if hands
        else say("Reaches us through the article alone"),
    ]
    return (
        '<div style="margin: 0.5em 0 0 0; padding-left: 1em; border-left: 3px solid #0072B2; '
        f'max-width: 50em">{"<br>".join(lines)}</div>'
    )


def claim_card(claim: pd.Series) -> str:
    """Return the words of a claim, to be read once its source is graded."""
    where = say(
        "article {article}, paragraph {n}", article=claim["article_id"], n=claim["paragraph"]
    )
    return (
        f'<div style="padding-left: 1em; max-width: 50em"><span lang="fr">'
        f"«{html.escape(claim['quote_fr'])}»</span> ({html.escape(claim['quote_en'])}) — {where}"
        "</div>"
    )


def grade(claims: pd.DataFrame, actors: pd.DataFrame, ids: Sequence[str]) -> None:
    """Let the learner grade a few sources A to F, and then, and only then, their claims 1 to 6.

    Parameters
    ----------
    claims, actors
        The case tables.
    ids
        Claims that name a source.
    """
    found = claims.set_index("claim_id", drop=False)
    names = charts.short_names(actors)
    buttons = {}
    for claim in ids:
        row = found.loc[claim]
        letter, digit = _given.get(claim, (None, None))
        style = {"description_width": "5em", "button_width": "3em"}
        letters = ipw.ToggleButtons(
            options=list(sources.LETTERS), value=letter, description=say("Source"), style=style
        )
        digits = ipw.ToggleButtons(
            options=list(sources.DIGITS), value=digit, description=say("Claim"), style=style
        )
        words = ipw.HTML(claim_card(row))
        said = ipw.VBox([words, digits])
        said.layout.display = None if letter else "none"
        display(HTML(source_card(row, actors)), letters, said)
        buttons[claim] = letters, digits, said
    empty = HTML(say("<em>Grade a source, read its claim, grade that: it is drawn here.</em>"))
    shown = display(empty, display_id=True)
    table = display(HTML(""), display_id=True)

    def redraw(_: object = None) -> None:
        grades = {}
        for claim, (letters, digits, said) in buttons.items():
            _given[claim] = letters.value, digits.value
            said.layout.display = None if letters.value else "none"
            if letters.value and digits.value:
                name = names[sources.origins(found.loc[[claim]])["origin"].iloc[0]]
                grades[name] = letters.value + digits.value
        if grades:
            chart = charts.grade_grid(grades)
            shown.update(mime_bundle(chart.to_dict()), raw=True)
            table.update(TableTwin(chart))

    for letters, digits, _ in buttons.values():
        letters.observe(redraw, names="value")
        digits.observe(redraw, names="value")
    redraw()
