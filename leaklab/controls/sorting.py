"""The controls of lesson 3.2: sort made-up messages by reading, and type in how the room did."""

import html
from collections.abc import Sequence
from types import SimpleNamespace

import ipywidgets as ipw
import pandas as pd
from IPython.display import HTML, display

from leaklab import charts, mailbox
from leaklab.detection import Rates
from leaklab.rendering import TableTwin, mime_bundle
from leaklab.wording import say

SIGNS = ("T", "F", "?")
PAGE = 4  # messages on the screen at a time

# The signs given so far, by box: a second run of the cell loses nothing.
_kept: dict[str, dict[int, str]] = {}


def signs_of(given: dict[int, str]) -> str:
    """Return signs as one text, up to the last message sorted; ``?`` for one left out.

    Parameters
    ----------
    given
        Message number (from 1) to ``T``, ``F`` or ``?``.
    """
    last = max((number for number, sign in given.items() if sign), default=0)
    return " ".join(given.get(number) or "?" for number in range(1, last + 1))


def message_html(message: pd.Series) -> str:
    """Return a message as HTML: number, day and hour, from, to, subject, text.

    Parameters
    ----------
    message
        A row of `leaklab.mailbox.load`. Whether it is signed is not shown.
    """
    lines = html.escape(message["text"].strip()).replace("\n", "<br>")
    head = say(
        "<strong>{n} · {subject}</strong><br>{when} · from {sender} · to {to}",
        n=message["message"],
        subject=html.escape(message["subject"]),
        when=f"{message['date']:%a} {message['date'].day} {message['date']:%b %Y, %H:%M}",
        sender=html.escape(message["sender"]),
        to=html.escape(message["to"]),
    )
    return (
        '<div style="margin: 0.6em 0 0 0; padding-left: 1em; border-left: 3px solid #0072B2; '
        f'max-width: 50em; line-height: 1.4">{head}'
        f'<p style="margin: 0.2em 0; line-height: 1.4">{lines}</p></div>'
    )


class Printed:
    """The messages of boxes as lists that open: for a page without a kernel, and for paper.

    Parameters
    ----------
    boxes
        Names of boxes, such as `leaklab.mailbox.boxes` gives.
    explained
        Whether each message has below it what the check says, and what is true.
    """

    def __init__(self, boxes: Sequence[str], explained: bool = False) -> None:
        self.messages = {box: mailbox.load(box) for box in boxes}
        self.told = {}
        if explained:
            self.told = {
                (box, row.message): say(
                    "{truth}. {note}", truth=row.truth.capitalize(), note=row.note
                )
                for box in boxes
                for row in mailbox.truth(box).itertuples()
            }

    def _repr_html_(self) -> str:
        return "".join(
            f"<details><summary>{html.escape(self._head(box))}</summary>"
            f"{''.join(self._card(box, row) for _, row in messages.iterrows())}</details>"
            for box, messages in self.messages.items()
        )

    def __repr__(self) -> str:
        return "\n".join(self._head(box) for box in self.messages)

    def _card(self, box: str, message: pd.Series) -> str:
        told = self.told.get((box, message["message"]), "")
        return message_html(message) + (
            f'<p style="margin: 0.2em 0 0 1.2em; max-width: 50em"><em>{html.escape(told)}</em></p>'
            if told
            else ""
        )

    def _head(self, box: str) -> str:
        return say("{box}: {n} messages, made up by us", box=box, n=len(self.messages[box]))


class Sorting:
    """A few messages at a time, each with three buttons, and the signs so far as one text.

    Parameters
    ----------
    boxes
        Names of boxes, from `leaklab.mailbox.boxes`; the first is shown first.
    """

    def __init__(self, boxes: Sequence[str]) -> None:
        self.box = ipw.ToggleButtons(
            options=list(boxes),
            description=say("Box:"),
            style={"description_width": "initial", "button_width": "auto"},
        )
        self.loaded = {self.box.value: mailbox.load(self.box.value)}
        self.first = 0
        self.cards = [ipw.HTML() for _ in range(PAGE)]
        self.buttons = [
            ipw.ToggleButtons(
                options=list(SIGNS),
                value=None,
                tooltips=[say("true"), say("forged"), say("cannot tell")],
                style={"description_width": "7em", "button_width": "4em"},
            )
            for _ in range(PAGE)
        ]
        self.back = ipw.Button(description=say("Earlier messages"))
        self.on = ipw.Button(description=say("Next messages"), button_style="primary")
        self.told = ipw.HTML()
        self.text = ipw.Textarea(
            description=say("Your signs"),
            rows=2,
            style={"description_width": "7em"},
            layout=ipw.Layout(width="46em"),
        )
        self._filling = False
        self.box.observe(lambda _: self._turn(0), names="value")
        self.back.on_click(lambda _: self._turn(self.first - PAGE))
        self.on.on_click(lambda _: self._turn(self.first + PAGE))
        for place, button in enumerate(self.buttons):
            button.observe(lambda change, place=place: self._sort(place, change), names="value")
        self._turn(0)

    @property
    def messages(self) -> pd.DataFrame:
        """The messages of the box chosen."""
        name = self.box.value
        if name not in self.loaded:
            self.loaded[name] = mailbox.load(name)
        return self.loaded[name]

    @property
    def signs(self) -> str:
        """The signs given so far in this box, as one text."""
        return signs_of(_kept.get(self.box.value, {}))

    def _sort(self, place: int, change: dict) -> None:
        if self._filling or change["new"] is None:
            return
        number = int(self.messages.iloc[self.first + place]["message"])
        _kept.setdefault(self.box.value, {})[number] = change["new"]
        self._tell()

    def _turn(self, first: int) -> None:
        messages = self.messages
        self.first = min(max(first, 0), (len(messages) - 1) // PAGE * PAGE)
        given = _kept.get(self.box.value, {})
        self._filling = True
        for place, (card, button) in enumerate(zip(self.cards, self.buttons, strict=True)):
            there = self.first + place < len(messages)
            card.layout.display = button.layout.display = None if there else "none"
            if there:
                message = messages.iloc[self.first + place]
                card.value = message_html(message)
                button.description = say("Message {n}", n=message["message"])
                button.value = given.get(int(message["message"]))
        self._filling = False
        self.back.disabled = self.first == 0
        self.on.disabled = self.first + PAGE >= len(messages)
        self._tell()

    def _tell(self) -> None:
        given = _kept.get(self.box.value, {})
        self.told.value = say(
            "{box}: {n} of {whole} sorted. T true, F forged, ? cannot tell.",
            box=self.box.value,
            n=sum(bool(sign) for sign in given.values()),
            whole=len(self.messages),
        )
        self.text.value = self.signs

    def display(self) -> None:
        """Show the box, its messages a few at a time, and the signs."""
        rows = [part for pair in zip(self.cards, self.buttons, strict=True) for part in pair]
        display(self.box, ipw.VBox(rows), ipw.HBox([self.back, self.on]), self.told, self.text)


def sort(boxes: Sequence[str]) -> None:
    """Let the learner sort messages by reading, a few at a time, in a box of their choice.

    Parameters
    ----------
    boxes
        Names of boxes, from `leaklab.mailbox.boxes`.
    """
    Sorting(boxes).display()


COUNTS = ("hits", "misses", "false_alarms", "correct_rejections")


def room_rates(typed: dict[str, Sequence[int]]) -> dict[str, Rates]:
    """Return the rates of each box for which something was typed.

    Parameters
    ----------
    typed
        Box to hits, misses, false alarms and correct rejections.
    """
    return {box: Rates(*counts) for box, counts in typed.items() if any(counts)}


def room(boxes: Sequence[str]) -> None:
    """Show four number boxes for each mailbox, and draw how the room did.

    Two groups with one mailbox add up their counts.

    Parameters
    ----------
    boxes
        Names of boxes, from `leaklab.mailbox.boxes`.
    """
    heads = {
        say("forged, F"): say("forged, called forged: hits"),
        say("forged, T"): say("forged, called true: misses"),
        say("real, F"): say("authentic, called forged: false alarms"),
        say("real, T"): say("authentic, called true"),
    }
    fields = {
        box: [
            ipw.BoundedIntText(
                value=0,
                min=0,
                max=999,
                description=head,
                tooltip=f"{box}: {meaning}",
                style={"description_width": "5em"},
                layout=ipw.Layout(width="11em"),
            )
            for head, meaning in heads.items()
        ]
        for box in boxes
    }
    rows = [
        ipw.HBox([ipw.Label(box, layout=ipw.Layout(width="5em")), *row])
        for box, row in fields.items()
    ]
    display(ipw.VBox(rows))
    empty = HTML(say("<em>Type the counts of a group: hits and false alarms are drawn here.</em>"))
    shown = display(empty, display_id=True)
    table = display(HTML(""), display_id=True)

    # a whole chart would keep a teacher who types waiting: this one is only filled
    spec = charts.hit_rates({"": Rates(0, 0, 0, 1)}).to_dict()

    def redraw(_: object) -> None:
        found = room_rates({box: [field.value for field in row] for box, row in fields.items()})
        if charts.hit_rows(found).empty:
            shown.update(empty)
            table.update(HTML(""))
            return
        filled = charts.hit_rates_again(spec, found)
        shown.update(mime_bundle(filled), raw=True)
        # as much of a chart as its table needs
        table.update(
            TableTwin(SimpleNamespace(title=filled["title"]["text"], usermeta=filled["usermeta"]))
        )

    for row in fields.values():
        for field in row:
            field.observe(redraw, names="value")
