"""The controls of lesson 2.4: lock words, open the next card, keep the path as text."""

import html
from types import SimpleNamespace

import ipywidgets as ipw
import pandas as pd
from IPython.display import display

from leaklab import charts, estimative, unsealing
from leaklab.charts.common import LANES
from leaklab.rendering import TableTwin, mime_bundle
from leaklab.wording import say

# What was locked, by box: it outlives a second run of the cell, though not the kernel.
_kept: dict[str, pd.DataFrame] = {}
# The text each box last began from: the same text again is a second run, and takes nothing away.
_began: dict[str, str] = {}

STYLE = "border: 1px solid #5A5A5A; border-radius: 6px; padding: 0.5em 1em; margin: 0 0 0.6em 0"


def card_html(number: int, card: pd.Series) -> str:
    """Return a card as HTML: who, when, the words, the caution, the reply.

    Parameters
    ----------
    number
        The card's number.
    card
        A row of `leaklab.unsealing.cards`.
    """
    about = ", ".join(LANES[name].lower() for name in card["about"]) or say("none of the four")
    reply = card["reply"] or say("the card accuses nobody, so no reply is owed")
    parts = [
        (say("Says"), card["statement"]),
        (say("In the words of the source"), " · ".join(card["words"])),
        (say("Reply"), reply),
        (say("Caution"), card["caution"]),
        (
            say("About (our coding)"),
            say("{about}; record {ids}", about=about, ids=card["record_ids"]),
        ),
    ]
    body = "".join(
        f"<p style='margin: 0.3em 0'><em>{html.escape(name)}:</em> {html.escape(text)}</p>"
        for name, text in parts
    )
    head = html.escape(
        say("Card {n} · {when} · {who}", n=number, when=card["when"], who=card["who"])
    )
    return f'<section style="{STYLE}; max-width: 50em"><strong>{head}</strong>{body}</section>'


class Folded:
    """The cards, each closed until you open it: for a page without a kernel, and for paper.

    Parameters
    ----------
    cards
        From `leaklab.unsealing.cards`.
    """

    def __init__(self, cards: pd.DataFrame) -> None:
        self.cards = cards

    def _repr_html_(self) -> str:
        return "".join(
            f"<details><summary>{html.escape(self._head(number, card))}</summary>"
            f"{card_html(number, card)}</details>"
            for number, card in self.cards.iterrows()
        )

    def __repr__(self) -> str:
        return "\n".join(self._head(number, card) for number, card in self.cards.iterrows())

    def _head(self, number: int, card: pd.Series) -> str:
        return say("Card {n} · {when} · lock first, then open", n=number, when=card["when"])


class Locking:
    """A box in which words are locked, one step after the other.

    Parameters
    ----------
    cards
        From `leaklab.unsealing.cards`.
    name
        Under which the locks are kept while the kernel runs.
    start
        Locks as text, to go on from; empty to begin, or to take up what is kept.
    """

    def __init__(self, cards: pd.DataFrame, name: str = "path", start: str = "") -> None:
        self.cards, self.name = cards, name
        if start.strip() and (name not in _kept or start != _began.get(name)):
            _kept[name] = unsealing.read_locks(start)
            _began[name] = start
        self.terms = ["", *estimative.terms()]
        self.words = {
            key: ipw.BoundedIntText(
                value=0,
                min=0,
                max=len(self.terms) - 1,
                description=say("… {deed}", deed=unsealing.ASKED[key]),
                style={"description_width": "17em"},
                layout=ipw.Layout(width="23em"),
            )
            for key in unsealing.PHENOMENA
        }
        self.echoes = {key: ipw.Label(layout=ipw.Layout(width="12em")) for key in self.words}
        self.bys = {
            key: ipw.Text(
                description=say("by"),
                placeholder=say("who says so"),
                tooltip=say("who says so: {deed}", deed=unsealing.ASKED[key]),
                continuous_update=False,
                style={"description_width": "1.5em"},
                layout=ipw.Layout(width="17em"),
            )
            for key in self.words
        }
        self.button = ipw.Button(button_style="primary", layout=ipw.Layout(width="20em"))
        self.back = ipw.Button(
            description=say("Take the last lock back"), layout=ipw.Layout(width="14em")
        )
        self.message = ipw.HTML()
        self.opened = ipw.HTML()
        self.text = ipw.Textarea(
            description=say("Your path as text"),
            rows=6,
            style={"description_width": "9em"},
            layout=ipw.Layout(width="52em"),
        )
        for key, box in self.words.items():
            box.observe(lambda _, key=key: self._echo(key), names="value")
        self.shown = self.twin = None
        self.button.on_click(lambda _: self.lock())
        self.back.on_click(lambda _: self.unlock())
        self._fill()

    @property
    def locks(self) -> pd.DataFrame | None:
        """What is locked so far; None before the first lock."""
        return _kept.get(self.name)

    @property
    def step(self) -> int:
        """The step to be locked next: 0 before the first card."""
        return 0 if self.locks is None else int(self.locks["step"].max()) + 1

    def lock(self) -> None:
        """Lock the words as they stand, and open the next card."""
        if self.step > len(self.cards):
            return
        try:
            rows = [
                (
                    self.step,
                    key,
                    *unsealing.checked(
                        self.step, LANES[key], self.terms[box.value], self.bys[key].value
                    ),
                )
                for key, box in self.words.items()
            ]
        except unsealing.LockError as error:
            self.message.value = f"<strong>{html.escape(str(error))}</strong>"
            return
        new = pd.DataFrame(rows, columns=["step", "phenomenon", "word", "by"])
        _kept[self.name] = (
            new if self.locks is None else pd.concat([self.locks, new], ignore_index=True)
        )
        self._fill()

    def unlock(self) -> None:
        """Take the last lock back; its card stays seen, and that cannot be undone."""
        if self.locks is None:
            return
        rest = self.locks[self.locks["step"] < self.step - 1]
        if rest.empty:
            del _kept[self.name]
        else:
            _kept[self.name] = rest
        self._fill()

    def _echo(self, key: str) -> None:
        self.echoes[key].value = self.terms[self.words[key].value] or say("nothing may be said")

    def _fill(self) -> None:
        """Show the state: the card that is open, the words as last locked, the path."""
        last = {} if self.locks is None else self._last()
        for key in self.words:
            word, by = last.get(key, ("", ""))
            self.words[key].value = self.terms.index(word)
            self.bys[key].value = by
            self._echo(key)
        step, whole = self.step, len(self.cards)
        self.opened.value = (
            card_html(step, self.cards.loc[step])
            if 1 <= step <= whole
            else say(
                "<p>No card is open yet. What do articles 003 and 004, of early 2017, allow?</p>"
            )
            if step == 0
            else say("<p>All cards are open: this is your path.</p>")
        )
        self.button.description = (
            say("Lock, and open card {n} of {whole}", n=step + 1, whole=whole)
            if step < whole
            else say("Lock the last step")
            if step == whole
            else say("Everything is locked")
        )
        self.button.disabled = step > whole
        self.back.disabled = self.locks is None
        early = [] if self.locks is None else unsealing.hindsight(self.locks)
        self.message.value = "<br>".join(html.escape(sentence) for sentence in early)
        self.text.value = "" if self.locks is None else unsealing.lock_text(self.locks)
        self._draw()

    def _last(self) -> dict[str, tuple[str, str]]:
        rows = self.locks[self.locks["step"] == self.step - 1]
        return {row.phenomenon: (row.word, row.by) for row in rows.itertuples()}

    def _draw(self) -> None:
        if self.shown is None:
            return
        locks = unsealing.no_locks() if self.locks is None else self.locks
        self.spec = charts.own_path_again(self.spec, locks, self.cards)
        self.shown.update(mime_bundle(self.spec), raw=True)
        # as much of a chart as its table needs
        drawn = SimpleNamespace(title=self.spec["title"]["text"], usermeta=self.spec["usermeta"])
        self.twin.update(TableTwin(drawn))

    def display(self) -> None:
        """Show the box and the chart below it."""
        rows = [ipw.HBox([self.words[key], self.echoes[key], self.bys[key]]) for key in self.words]
        question = say(
            "How likely is it that a service of the Russian State …? From 0 (blank) to 7:"
        )
        words = " · ".join(f"{number} {word}" for number, word in enumerate(self.terms) if word)
        display(
            self.opened,
            ipw.VBox([ipw.HTML(f"<strong>{question}</strong><br>{words}"), *rows]),
            ipw.HBox([self.button, self.back]),
            self.message,
        )
        chart = charts.own_path(
            unsealing.no_locks() if self.locks is None else self.locks, self.cards
        )
        self.spec = chart.to_dict()
        self.shown = display(mime_bundle(self.spec), raw=True, display_id=True)
        self.twin = display(TableTwin(chart), display_id=True)
        display(self.text)


def lock(cards: pd.DataFrame, name: str = "path", start: str = "") -> None:
    """Show the box in which words are locked, card by card.

    Parameters
    ----------
    cards
        From `leaklab.unsealing.cards`.
    name
        Under which the locks are kept while the kernel runs: *Run all* loses nothing.
    start
        Locks as text, as a saved notebook keeps them, to go on from. Another text than last time
        replaces what was locked.
    """
    Locking(cards, name, start).display()
