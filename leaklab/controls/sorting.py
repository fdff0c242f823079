"""The controls of lesson 3.2: sort made-up messages by reading, and type in how the room did."""

import html
import re
from collections.abc import Sequence
from types import SimpleNamespace

import ipywidgets as ipw
import pandas as pd
from IPython.display import HTML, display

from leaklab import charts, mailbox
from leaklab.detection import Rates
from leaklab.rendering import TableTwin, mime_bundle
from leaklab.wording import SentenceError, say

SIGNS = {"T": False, "F": True, "?": None}  # a sign, and whether it calls a message forged
PAGE = 4  # messages on the screen at a time

# The signs given so far, by box: a second run of the cell loses nothing.
_kept: dict[str, dict[int, str]] = {}


class SortingError(SentenceError):
    """Signs or a box's name cannot be used; the message is one sentence that says why."""


def signs_of(given: dict[int, str]) -> str:
    """Return signs as one text, up to the last message sorted; ``?`` for one left out.

    Parameters
    ----------
    given
        Message number (from 1) to ``T``, ``F`` or ``?``.
    """
    last = max((number for number, sign in given.items() if sign), default=0)
    return " ".join(given.get(number) or "?" for number in range(1, last + 1))


def read_signs(mine: str, my_box: str) -> tuple[str, list[bool | None]]:
    """Return the box and the judgements that a learner typed.

    Parameters
    ----------
    mine
        One sign a message, from message 1 on: ``T``, ``F`` or ``?``. Blanks, line breaks, commas
        and semicolons between them, and small letters, are taken.
    my_box
        The name of a box to sort; blanks, hyphens and capitals do not matter.

    Returns
    -------
    tuple
        The box as `leaklab.mailbox.boxes` spells it, and a list of True (called forged), False
        (called true) and None (left open), one item a sign: at least one, at most one a message.

    Raises
    ------
    SortingError
        If there is no sign, too many, another sign, or no such box.
    """
    names = mailbox.boxes()
    name = re.sub(r"[\s_-]", "", my_box).lower() if isinstance(my_box, str) else ""
    name = {name.replace("-", ""): name for name in names}.get(name)
    if name is None:
        raise SortingError(
            say(
                "my_box is {given!r}; it is to be the name of a box, from “{first}” to “{last}”.",
                given=my_box,
                first=names[0],
                last=names[-1],
            )
        )
    if not isinstance(mine, str):
        raise SortingError(
            say("mine is {given!r}; it is to be text between quotation marks.", given=mine)
        )
    signs = re.sub(r"[\s,;]", "", mine).upper()
    if not signs:
        raise SortingError(
            say(
                "mine is empty: copy your signs between its quotation marks, one for each message "
                "that you sorted, such as “T ? F”, and run that cell again."
            )
        )
    other = next((sign for sign in signs if sign not in SIGNS), None)
    if other:
        raise SortingError(
            say(
                "mine holds “{other}”; each sign is to be T (true), F (forged) or ? (cannot tell).",
                other=other,
            )
        )
    whole = len(mailbox.load(name))
    if len(signs) > whole:
        raise SortingError(
            say(
                "mine holds {n} signs, and {box} has {whole} messages.",
                n=len(signs),
                box=name,
                whole=whole,
            )
        )
    return name, [SIGNS[sign] for sign in signs]


def rates_in_words(found: Rates) -> str:
    """Return two rates in two lines, each with its counts.

    Parameters
    ----------
    found
        From `leaklab.detection.rates`.
    """
    hit, alarm = found.hit_rate, found.false_alarm_rate
    lines = (
        say("hit rate none: no forged one decided on")
        if hit is None
        else say(
            "hit rate {rate:.0f} % (hits {hits}, misses {misses})",
            rate=100 * hit,
            hits=found.hits,
            misses=found.misses,
        ),
        say("false alarm rate none: no authentic one decided on")
        if alarm is None
        else say(
            "false alarm rate {rate:.0f} % (false alarms {alarms}, rightly T {right})",
            rate=100 * alarm,
            alarms=found.false_alarms,
            right=found.correct_rejections,
        ),
    )
    return "\n".join(lines)


class Forgeries:
    """The forged messages of a box, each with your sign, its clue and what was done to it.

    Parameters
    ----------
    box
        The name of a box, as `read_signs` gives it.
    said
        Judgements from message 1 on, as `read_signs` gives them.
    """

    def __init__(self, box: str, said: Sequence[bool | None]) -> None:
        self.box = box
        signs = {judged: sign for sign, judged in SIGNS.items()}
        truth = mailbox.truth(box)
        rows = [
            {
                say("Message"): row.message,
                say("Your sign"): (
                    signs[said[row.message - 1]] if row.message <= len(said) else say("not sorted")
                ),
                say("Clue"): row.clue or say("none: it reads like the rest"),
                say("What was done"): f"{row.case.capitalize()}. {row.note}",
            }
            for row in truth[truth["truth"] == "forged"].itertuples()
        ]
        self.table = pd.DataFrame(rows)

    def _repr_html_(self) -> str:
        if self.table.empty:
            return f"<p>{html.escape(self._head())}</p>"
        body = self.table.to_html(index=False, border=0, escape=True)
        # a clue is a sentence: it is read from the left
        body = re.sub(r"<(th|td)>", r'<\1 style="text-align: left">', body)
        return f"<p>{html.escape(self._head())}</p>{body}"

    def __repr__(self) -> str:
        if self.table.empty:
            return self._head()
        return f"{self._head()}\n{self.table.to_string(index=False)}"

    def _head(self) -> str:
        if self.table.empty:
            return say("{box} holds no forgery.", box=self.box)
        return say("Forged in {box}: {n}", box=self.box, n=len(self.table))


def message_html(message: pd.Series, seal: bool = False) -> str:
    """Return a message as HTML: number, day and hour, from, to, subject, text.

    Parameters
    ----------
    message
        A row of `leaklab.mailbox.load`.
    seal
        Whether it is said which domain's seal it carries, as it claims, or that it has none.
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
    if seal:
        domain = html.escape(message["signed_by"])
        head += "<br>" + (say("seal: {domain}", domain=domain) if domain else say("no seal"))
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
    seals
        Whether each message says whose seal it carries: not in a box to be sorted by reading.
    explained
        Whether each message has below it what the check says, and what is true.
    """

    def __init__(
        self, boxes: Sequence[str], *, seals: bool = False, explained: bool = False
    ) -> None:
        self.messages = {box: mailbox.load(box) for box in boxes}
        self.seals = seals
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
        return message_html(message, self.seals) + (
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
        self.text = ipw.HTML()  # to be copied, not to be typed in
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
        # one click takes all of them
        self.text.value = say(
            "Your signs: {signs}",
            signs=f'<code style="user-select: all">{self.signs}</code>'
            if self.signs
            else say("none yet"),
        )

    def display(self) -> None:
        """Show the box, its messages a few at a time, and the signs."""
        rows = [part for pair in zip(self.cards, self.buttons, strict=True) for part in pair]
        # the buttons stand above the messages: after a click the first of the new ones is in sight
        turn = ipw.HBox([self.back, self.on, self.told])
        display(self.box, turn, ipw.VBox(rows), self.text)


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


def room_problems(typed: dict[str, Sequence[int]], planted: pd.DataFrame) -> dict[str, str]:
    """Return what cannot be in the counts typed: box to a sentence, only where something is off.

    Parameters
    ----------
    typed
        As in `room_rates`.
    planted
        From `leaklab.mailbox.planted`: ``box``, ``messages``, ``forged``.
    """
    held = planted.set_index("box")
    found = {}
    for box, (hits, misses, alarms, right) in typed.items():
        forged = int(held.loc[box, "forged"])
        authentic = int(held.loc[box, "messages"]) - forged
        for kind, there, given, words in (
            (say("forged"), forged, hits + misses, say("hits and misses")),
            (say("authentic"), authentic, alarms + right, say("false alarms and rightly T")),
        ):
            if given > there and box not in found:
                found[box] = say(
                    "{box}: {words} make {given}, and it holds {there} {kind} messages; this row "
                    "is not drawn.",
                    box=box,
                    there=there or say("no"),
                    kind=kind,
                    words=words,
                    given=given,
                )
    return found


def room(boxes: Sequence[str]) -> None:
    """Show four number boxes for each mailbox, and draw how the room did.

    A row that cannot be, as the box holds fewer, is said to be so and not drawn.

    Parameters
    ----------
    boxes
        Names of boxes, from `leaklab.mailbox.boxes`.
    """
    heads = {
        say("hits"): say("forged, called F"),
        say("misses"): say("forged, called T"),
        say("false alarms"): say("authentic, called F"),
        say("rightly T"): say("authentic, called T"),
    }
    planted = mailbox.planted()
    fields = {
        box: [
            ipw.BoundedIntText(
                value=0,
                min=0,
                max=999,
                description=head,
                tooltip=f"{box}: {head}, {meaning}",
                style={"description_width": "7em"},
                layout=ipw.Layout(width="12em"),
            )
            for head, meaning in heads.items()
        ]
        for box in boxes
    }
    rows = [
        ipw.HBox([ipw.Label(box, layout=ipw.Layout(width="4em")), *row])
        for box, row in fields.items()
    ]
    meant = "; ".join(f"<strong>{head}</strong>: {meaning}" for head, meaning in heads.items())
    problem = ipw.HTML()
    display(ipw.VBox([ipw.HTML(meant), *rows, problem]))
    empty = HTML(say("<em>Type the counts of a group: hits and false alarms are drawn here.</em>"))
    shown = display(empty, display_id=True)
    table = display(HTML(""), display_id=True)

    # a whole chart would keep a teacher who types waiting: this one is only filled
    spec = charts.hit_rates({"": Rates(0, 0, 0, 1)}).to_dict()

    def redraw(_: object) -> None:
        typed = {box: [field.value for field in row] for box, row in fields.items()}
        off = room_problems(typed, planted)
        problem.value = f"<em>{' '.join(off.values())}</em>" if off else ""
        found = room_rates({box: counts for box, counts in typed.items() if box not in off})
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
