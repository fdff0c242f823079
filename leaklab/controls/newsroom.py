"""The controls of lesson 3.4: the desk with its cards, the draft, the quiz."""

import html
import re

import ipywidgets as ipw
import pandas as pd
from IPython.display import display

from leaklab import newsroom
from leaklab.charts.common import in_words
from leaklab.wording import say

# What was chosen, by desk: it outlives a second run of the cell, though not the kernel.
_kept: dict[str, list[str]] = {}
# The text each desk last began from: the same text again is a second run, and takes nothing away.
_began: dict[str, str] = {}

LINE = "margin: 0.3em 0; line-height: 1.45"
STYLE = "border: 1px solid #5A5A5A; border-radius: 6px; padding: 0.5em 1em; margin: 0 0 0.6em 0"


def card_html(number: int, card: pd.Series, inside: str = "") -> str:
    """Return the front of a card: when, what is known, who says it.

    Parameters
    ----------
    number
        The card's number.
    card
        A row of `leaklab.newsroom.cards`.
    inside
        HTML to stand below it, in its frame.
    """
    head = say("Card {n} · {when}", n=number, when=card["when"])
    return (
        f'<section style="{STYLE}; max-width: 50em"><strong>{html.escape(head)}</strong>'
        f"{_told(card['text'], card['text_sources'])}{inside}</section>"
    )


def after_html(card: pd.Series) -> str:
    """Return the back of a card: what others did and what was learned later.

    Parameters
    ----------
    card
        A row of `leaklab.newsroom.cards`.
    """
    return "".join(
        f'<div style="margin: 0 0 0.6em 1em; max-width: 49em"><strong>{html.escape(head)}</strong>'
        f"{_told(card[part], card[part + '_sources'])}</div>"
        for head, part in (
            (say("What others did"), "others"),
            (say("What was learned later"), "later"),
        )
    )


def _told(text: str, sources: str) -> str:
    return (
        f'<p style="{LINE}">{_text(text)}</p><p style="{LINE}">'
        f"<em>{say('Sources:')}</em> {html.escape(sources)}</p>"
    )


def _text(words: str) -> str:
    # lang lets a screen reader change its voice
    return re.sub(r"«[^»]*»", r'<span lang="fr">\g<0></span>', html.escape(words))


class Folded:
    """The cards, each with what came after closed: for a page without a kernel, and for paper.

    Parameters
    ----------
    cards
        From `leaklab.newsroom.cards`.
    """

    def __init__(self, cards: pd.DataFrame) -> None:
        self.cards = cards

    def _repr_html_(self) -> str:
        closed = say("Choose first, then open: what came after")
        cards = "".join(
            card_html(
                number,
                card,
                f"<details><summary>{closed}</summary>{after_html(card)}</details>",
            )
            for number, card in self.cards.iterrows()
        )
        head = say("No kernel? All {count} cards", count=in_words(len(self.cards)))
        return f"<details><summary>{head}</summary>{cards}</details>"

    def __repr__(self) -> str:
        return "\n".join(
            say("Card {n} · {when}: {text}", n=number, when=card["when"], text=card["text"])
            for number, card in self.cards.iterrows()
        )


class Desk:
    """A desk on which the cards arrive, one after the other.

    A choice is kept as it was first made: what came after is shown only then.

    Parameters
    ----------
    cards
        From `leaklab.newsroom.cards`.
    name
        Under which the choices are kept while the kernel runs.
    start
        Letters of `leaklab.newsroom.CHOICES`, as a saved notebook keeps them, to go on from.
    """

    def __init__(self, cards: pd.DataFrame, name: str = "desk", start: str = "") -> None:
        self.cards, self.name = cards, name
        if start.strip() and (name not in _kept or start != _began.get(name)):
            signs = newsroom.read_signs(start, newsroom.CHOICES, len(cards))
            # from the first card left open on, nothing was chosen
            cut = signs.index(newsroom.OPEN) if newsroom.OPEN in signs else len(signs)
            _kept[name], _began[name] = signs[:cut], start
        _kept.setdefault(name, [])
        self.number = min(len(self.chosen) + 1, len(cards))
        self.front, self.after = ipw.HTML(), ipw.HTML()
        self.buttons = ipw.ToggleButtons(
            options=[(word, letter) for letter, word in newsroom.CHOICES.items()],
            value=None,
            description=say("You"),
            style={"description_width": "3em", "button_width": "7em"},
        )
        self.next = ipw.Button(description=say("Next card"), button_style="primary")
        self.back = ipw.Button(description=say("Card before"))
        self.again = ipw.Button(description=say("Begin again"))
        # words and no box: what is typed into a box here would go nowhere
        self.letters = ipw.HTML(description=say("Your choices"), style={"description_width": "7em"})
        # so that the keyboard can be sent to the choices, see `_focus`
        self.buttons.tabbable = True
        self.buttons.observe(self._choose, names="value")
        self.next.on_click(lambda _: self.go(self.number + 1))
        self.back.on_click(lambda _: self.go(self.number - 1))
        self.again.on_click(lambda _: self.clear())
        self._fill()

    @property
    def chosen(self) -> list[str]:
        """The letters so far."""
        return _kept[self.name]

    def go(self, number: int) -> None:
        """Show a card, no further than the first that has no choice."""
        self.number = max(1, min(number, len(self.chosen) + 1, len(self.cards)))
        self._fill()
        self._focus()

    def clear(self) -> None:
        """Forget every choice; what was seen stays seen."""
        _kept[self.name] = []
        self.go(1)

    def _choose(self, change: dict) -> None:
        if change["new"] is not None and len(self.chosen) == self.number - 1:
            self.chosen.append(change["new"])
            self._fill()
            self._focus()

    def _focus(self) -> None:
        # a button that is switched off loses the keyboard: send it to what comes next
        if len(self.chosen) < self.number:
            self.buttons.focus()
        else:
            (self.back if self.next.disabled else self.next).focus()

    def _fill(self) -> None:
        card = self.cards.loc[self.number]
        done = len(self.chosen) >= self.number
        self.front.value = card_html(self.number, card)
        self.buttons.value = self.chosen[self.number - 1] if done else None
        self.buttons.disabled = done
        self.after.value = after_html(card) if done else ""
        self.next.disabled = not done or self.number == len(self.cards)
        self.back.disabled = self.number == 1
        self.again.disabled = not self.chosen
        rest = [newsroom.OPEN] * (len(self.cards) - len(self.chosen))
        letters = " ".join([*self.chosen, *rest])
        self.letters.value = f'<code style="user-select: all">{letters}</code>' + (
            ""
            if rest
            else say(
                " All {count} chosen: copy the letters between the quotation marks above.",
                count=in_words(len(self.cards)),
            )
        )

    def display(self) -> None:
        """Show the desk."""
        row = ipw.HBox([self.back, self.next, self.again])
        display(ipw.VBox([self.front, self.buttons, self.after, row, self.letters]))


def play(cards: pd.DataFrame, start: str = "", name: str = "desk") -> None:
    """Show the desk on which the cards arrive.

    Parameters
    ----------
    cards
        From `leaklab.newsroom.cards`.
    start
        Letters to go on from, one a card; empty to begin, or to take up what is kept. Another
        text than last time replaces what was chosen.
    name
        Under which the choices are kept while the kernel runs: *Run all* loses nothing.
    """
    Desk(cards, name, start).display()


class Draft:
    """The draft of half past midnight, as somebody edited it; our readings closed behind it.

    Parameters
    ----------
    sentences
        The record's table ``midnight``.
    text
        A sign for each sentence, as `leaklab.newsroom.edited` reads it.
    """

    def __init__(self, sentences: pd.DataFrame, text: str = "") -> None:
        self.rows = newsroom.edited(sentences, text)

    def _repr_html_(self) -> str:
        lines = []
        for number, row in self.rows.iterrows():
            mark = f"<em>{html.escape(row['yours'] or say('not edited yet'))}</em>"
            shown = html.escape(row["draft"])
            if row["yours"] == newsroom.EDITS["C"]:
                shown = f"<s>{shown}</s>"
            elif row["yours"] == newsroom.EDITS["R"]:
                shown = f"<s>{shown}</s> {html.escape(row['goes_out'])}"
            ours = say("{ours}. {why}", ours=row["ours"], why=row["why"])
            if row["yours"]:
                ours = say("You: {yours}. We: {ours}", yours=row["yours"], ours=ours)
            lines.append(
                f'<p style="margin: 0.4em 0 0 0; max-width: 50em"><strong>{number}</strong> '
                f"{shown} ({mark})</p><details><summary>{say('Our reading')}</summary>"
                f"<p style='margin: 0.2em 1em'>{_text(ours)}</p></details>"
            )
        return "".join(lines)

    def __repr__(self) -> str:
        return "\n".join(f"{number}. {row['draft']}" for number, row in self.rows.iterrows())


class Beside:
    """The sentences of the draft, and what article 001 did on each.

    Parameters
    ----------
    sentences
        The record's table ``midnight``.
    """

    def __init__(self, sentences: pd.DataFrame) -> None:
        names = {
            "words_en": say("our sentence"),
            "article_001_en": say("what 001 does"),
            "article_001_paragraphs": say("paragraph"),
        }
        self.table = sentences[list(names)].rename(columns=names).astype("string").fillna("")
        self.table.index = pd.RangeIndex(1, len(self.table) + 1)
        last = names["article_001_paragraphs"]
        self.table[last] = self.table[last].str.replace(" ", ", ")

    def _repr_html_(self) -> str:
        # JupyterLab sets every cell of a table to the right
        left = 'style="text-align: left; vertical-align: top"'
        heads = "".join(f'<th scope="col" {left}>{head}</th>' for head in self.table)
        rows = "".join(
            f'<tr><th scope="row" {left}>{number}</th>'
            + "".join(f"<td {left}>{_text(cell)}</td>" for cell in row)
            + "</tr>"
            for number, row in zip(self.table.index, self.table.to_numpy(), strict=True)
        )
        return f"<table><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>"

    def __repr__(self) -> str:
        return self.table.to_string()


class Quiz:
    """The statements of the quiz, each with its key closed behind it.

    Parameters
    ----------
    quiz, statements
        The record's tables of these names.
    """

    def __init__(self, quiz: pd.DataFrame, statements: pd.DataFrame) -> None:
        told = statements.set_index("record_id")
        self.rows = [
            (
                row["proposition"],
                newsroom.VERDICTS["T" if row["truth"] else "F"],
                row["why_en"],
                newsroom.sources(told, row["record_ids"], row["places"]),
            )
            for row in quiz.to_dict("records")
        ]

    def _repr_html_(self) -> str:
        return "".join(
            f'<p style="margin: 0.4em 0 0 0; max-width: 50em"><strong>{number}</strong> '
            f"{html.escape(text)}</p><details><summary>{say('Judge first, then open')}</summary>"
            f"<p style='margin: 0.2em 1em'><strong>{truth}.</strong> {_text(why)} "
            f"<em>{html.escape(sources)}</em></p></details>"
            for number, (text, truth, why, sources) in enumerate(self.rows, start=1)
        )

    def __repr__(self) -> str:
        return "\n".join(f"{n}. {text}" for n, (text, *_) in enumerate(self.rows, start=1))
