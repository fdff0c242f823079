"""Controls: each wires a few inputs to a pure function and a chart, and holds no answer.

A chart is shown as an ordinary output and replaced in place, so that it is there too where no
control works: on GitHub, on paper, in an exported page.
"""

import html
from collections.abc import Callable, Sequence

import altair as alt
import ipywidgets as ipw
import pandas as pd
from IPython.display import HTML, display

from leaklab import charts
from leaklab.rendering import TableTwin, mime_bundle
from leaklab.wording import say


def choose(
    label: str,
    options: Sequence[tuple[str, object]],
    draw: Callable[[object], alt.TopLevelMixin],
) -> None:
    """Show a row of options and a chart that follows the one chosen.

    Parameters
    ----------
    label
        What is chosen; also read out by a screen reader.
    options
        Pairs of a text and the value handed to ``draw``. The first is shown first.
    draw
        Makes the chart from the chosen value; called once an option.
    """
    buttons = ipw.ToggleButtons(
        options=list(options),
        description=label,
        style={"description_width": "initial", "button_width": "auto"},
    )
    # every option is drawn before the first move, so that a move costs no drawing
    drawn = {}
    for _, value in options:
        chart = draw(value)
        drawn[value] = mime_bundle(chart.to_dict()), TableTwin(chart)
    display(buttons)
    bundle, table = drawn[buttons.value]
    shown = display(bundle, raw=True, display_id=True)
    twin = display(table, display_id=True)

    def redraw(change: dict) -> None:
        bundle, table = drawn[change["new"]]
        shown.update(bundle, raw=True)
        twin.update(table)

    buttons.observe(redraw, names="value")


def hands_up(question: str, options: Sequence[str]) -> None:
    """Ask for a prediction and draw how the room, or you alone, predicted.

    A teacher types how many hands went up for each option; alone, type 1 beside yours.

    Parameters
    ----------
    question
        One question.
    options
        Its possible answers, two to six.
    """
    boxes = [
        ipw.BoundedIntText(
            value=0,
            min=0,
            max=999,
            description=option,
            style={"description_width": "18em"},
            layout=ipw.Layout(width="25em"),
        )
        for option in options
    ]
    display(ipw.HTML(f"<strong>{question}</strong>"), ipw.VBox(boxes))
    shown = display(
        HTML(
            say(
                "<em>Type how many hands go up for each; alone, type 1. The prediction is drawn "
                "here.</em>"
            )
        ),
        display_id=True,
    )

    def redraw(_: dict) -> None:
        counts = pd.Series([box.value for box in boxes], index=list(options))
        shown.update(charts.tally(counts, question))

    for box in boxes:
        box.observe(redraw, names="value")


def order_cards(cards: pd.DataFrame, articles: pd.DataFrame) -> None:
    """Show a number box for each card; draw your order once it is complete.

    Parameters
    ----------
    cards
        From `leaklab.charts.five_cards`.
    articles
        The case table ``articles``.
    """
    boxes = [
        ipw.BoundedIntText(
            value=0,
            min=0,
            max=len(cards),
            description=f"{card.letter} · {card.title}",
            style={"description_width": "36em"},
            layout=ipw.Layout(width="42em"),
        )
        for card in cards.itertuples()
    ]
    display(ipw.VBox(boxes))
    problem = charts.order_problem([0] * len(cards))
    shown = display(HTML(f"<em>{problem}</em>"), display_id=True)
    table = display(HTML(""), display_id=True)

    def redraw(_: dict) -> None:
        places = [box.value for box in boxes]
        problem = charts.order_problem(places)
        if problem:
            shown.update(HTML(f"<em>{problem}</em>"))
            table.update(HTML(""))
            return
        chart = charts.cards_in_order(cards, articles, places)
        shown.update(chart)
        table.update(TableTwin(chart))

    for box in boxes:
        box.observe(redraw, names="value")


class Cards:
    """The five cards, to be read on a screen, on paper and aloud.

    Parameters
    ----------
    cards
        From `leaklab.charts.five_cards`.
    """

    def __init__(self, cards: pd.DataFrame) -> None:
        self.cards = cards

    def _repr_html_(self) -> str:
        return "".join(self._card(card) for card in self.cards.itertuples())

    def _card(self, card: object) -> str:
        clues = "".join(
            f'<li><span lang="fr">«{html.escape(fr)}»</span> ({html.escape(_told(en, about))})</li>'
            for fr, en, about in card.clues
        )
        return (
            '<section style="border: 1px solid #5A5A5A; border-radius: 6px; '
            'padding: 0.5em 1em; margin: 0 0 0.6em 0; max-width: 50em">'
            f"<strong>{card.letter} · {html.escape(card.title)}</strong>"
            f'<p style="margin: 0.3em 0">{html.escape(card.gist)}</p>'
            f'<ul style="margin: 0.3em 0">{clues}</ul></section>'
        )

    def __repr__(self) -> str:
        return "\n\n".join(
            "\n".join(
                [f"{card.letter}. {card.title}", card.gist]
                + [f"   «{fr}» ({_told(en, about)})" for fr, en, about in card.clues]
            )
            for card in self.cards.itertuples()
        )


def _told(english: str, about: str) -> str:
    return say("{english}; {about}", english=english, about=about) if about else english


def code_claims(claims: pd.DataFrame, sample: pd.DataFrame, ids: Sequence[str]) -> None:
    """Let the learner code the stance of a few claims, then compare with the two coders.

    The coders' codes of a claim appear once the learner has coded it.

    Parameters
    ----------
    claims, sample
        The case tables ``claims`` and ``coding_sample``.
    ids
        The claims to code, all of them in ``sample``.
    """
    found = claims.set_index("claim_id")
    buttons = {}
    for number, claim in enumerate(ids, start=1):
        row = found.loc[claim]
        buttons[claim] = ipw.ToggleButtons(
            options=list(charts.STANCES),
            value=None,
            description=say("Claim {number}", number=number),
            style={"description_width": "5em", "button_width": "auto"},
        )
        display(HTML(_claim(number, row)), buttons[claim])
    shown = display(
        HTML(say("<em>Code a claim: the two coders' codes then appear beside yours.</em>")),
        display_id=True,
    )
    table = display(HTML(""), display_id=True)

    def redraw(_: dict) -> None:
        yours = {claim: button.value for claim, button in buttons.items()}
        chart = charts.codes_compared(claims, sample, yours)
        shown.update(chart)
        table.update(TableTwin(chart))

    for button in buttons.values():
        button.observe(redraw, names="value")


def _claim(number: int, row: pd.Series) -> str:
    where = say("article {article}, paragraph {n}", article=row["article_id"], n=row["paragraph"])
    return (
        '<div style="margin: 0.5em 0 0 0; padding-left: 1em; border-left: 3px solid #0072B2; '
        f'max-width: 50em"><strong>{number}.</strong> '
        f'<span lang="fr">«{html.escape(row["quote_fr"])}»</span> '
        f"({html.escape(row['quote_en'])}) — {where}<br>"
        f"{html.escape(row['proposition'])}</div>"
    )
