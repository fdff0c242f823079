"""Sheets for a class without a computer, made from the tables and lessons of the kit.

A handout is one HTML page that stands alone: no script, nothing fetched, black on white, A4.
``leaklab build`` makes it with the notebooks of its lesson, and ``--check`` compares it.
"""

import html
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from leaklab import newsroom, tables
from leaklab.wording import say

FOLDER = "exercises"
LANGUAGE = "en"

STYLE = """
@page { size: A4; margin: 14mm; }
* { box-sizing: border-box; }
body { font: 12pt/1.35 Georgia, "Liberation Serif", "Times New Roman", serif; color: #000;
  background: #fff; margin: 0 auto; max-width: 182mm; }
h1 { font-size: 20pt; margin: 0 0 4mm; }
h2 { font-size: 16pt; margin: 0 0 3mm; }
h3 { font-size: 13pt; margin: 0 0 1mm; }
p { margin: 0 0 2mm; }
ol, ul { margin: 0 0 2mm; padding-left: 9mm; }
li { margin: 0 0 2.5mm; break-inside: avoid; }
.sheet { break-before: page; }
.card { border: 0.5mm dashed #000; padding: 6mm; margin: 0 0 6mm; break-inside: avoid; }
.front { min-height: 118mm; }
.front .text { font-size: 15pt; line-height: 1.4; margin: 4mm 0; }
.choice { font-size: 13pt; margin: 5mm 0 3mm; }
.key li { margin: 0 0 1.2mm; line-height: 1.22; }
.line { border-bottom: 0.2mm solid #000; height: 8mm; margin: 0 0 2mm; }
.sources { font-style: italic; }
.boxes { white-space: nowrap; font-weight: bold; }
.hands td { height: 11mm; }
.hands td:nth-child(n+3), .hands th:nth-child(n+3) { width: 20mm; }
table { border-collapse: collapse; width: 100%; }
td, th { border: 0.3mm solid #000; padding: 1.5mm 2mm; vertical-align: top; text-align: left; }
tr { break-inside: avoid; }
"""
BOX = "\u2610"


def newsroom_cards(home: Path) -> str:
    """Return the sheets of lesson 3.4 as HTML.

    Cards, what came after them, draft, readings, quiz, key; and from the lesson, word for word,
    what it says of its cards, the four choices, the three texts and what holds up.

    Parameters
    ----------
    home
        The folder that holds ``data/`` and ``lessons/``.

    Raises
    ------
    TableError
        If a table is missing or damaged, or the lesson lacks a passage.
    """
    statements, desk, sentences, quiz = (
        tables.read(home, f"record-{name}")
        for name in ("statements", "newsroom", "midnight", "quiz")
    )
    cards = newsroom.cards(desk, statements)
    lesson = _Lesson(home, "3_4_newsroom_at_midnight")
    parts = [
        _opening(lesson, len(cards), len(sentences), len(quiz)),
        _clock(cards),
        _fronts(cards),
        _answers(cards),
        _draft(lesson, sentences),
        _readings(sentences),
        _quiz(quiz),
        _key(quiz, statements),
        _sheet(say("What holds up"), *map(_block, lesson.section("What holds up"))),
    ]
    return _page(say("The newsroom at midnight: cards to print (lesson 3.4)"), parts)


class _Lesson:
    """The prose of a lesson, by section: what stands on paper too is read from there.

    Parameters
    ----------
    home
        The folder that holds ``lessons/``.
    name
        The name of the lesson's folder.

    Raises
    ------
    TableError
        If there is no such lesson, or it is no text.
    """

    def __init__(self, home: Path, name: str) -> None:
        self.shown = f"lessons/*/{name}/lesson.md"
        try:
            [path] = home.glob(self.shown)
            self.text = path.read_text("utf-8")
        except (ValueError, OSError) as problem:
            raise tables.TableError(
                say("{file} is missing or cannot be read as text.", file=self.shown)
            ) from problem

    def section(self, title: str) -> list[str]:
        """Return a section's paragraphs and list entries, without its cells."""
        bare = re.sub(r"^```.*?^```$", "", self.text, flags=re.MULTILINE | re.DOTALL)
        found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", bare, re.M | re.S)
        if found is None:
            raise tables.TableError(
                say("{file} has no section {title!r}.", file=self.shown, title=title)
            )
        blocks = re.split(r"\n\s*\n|\n(?=- )", found[1])
        return [block.strip() for block in blocks if block.strip() not in ("", "+++")]

    def passages(self, title: str, *begin: str) -> list[str]:
        """Return those blocks of a section that begin so, in the order of the section."""
        found = [block for block in self.section(title) if block.startswith(begin)]
        for words in begin:
            if not any(block.startswith(words) for block in found):
                raise tables.TableError(
                    say(
                        "{file} has no passage that begins with {words!r}, which the sheets to "
                        "print repeat.",
                        file=self.shown,
                        words=words,
                    )
                )
        return found


def _block(text: str) -> str:
    marked = _text(text.removeprefix("- "))
    marked = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", marked)
    marked = re.sub(r"\*([^*]+)\*", r"<em>\1</em>", marked)
    return f"<li>{marked}</li>" if text.startswith("- ") else f"<p>{marked}</p>"


# The handouts there are, by the name of their lesson's folder: the file's ending, and its maker.
HANDOUTS: dict[str, tuple[str, Callable[[Path], str]]] = {
    "3_4_newsroom_at_midnight": ("_cards.html", newsroom_cards),
}


def targets(home: Path, lesson: str) -> list[Path]:
    """Return the files that belong to a lesson.

    Parameters
    ----------
    home
        The checkout.
    lesson
        The name of its folder.
    """
    found = HANDOUTS.get(lesson)
    return [home / FOLDER / LANGUAGE / f"{lesson}{found[0]}"] if found else []


def make(home: Path, lesson: str) -> list[tuple[Path, str]]:
    """Return each handout of a lesson as its path and its text.

    Parameters
    ----------
    home
        The checkout.
    lesson
        The name of its folder.

    Raises
    ------
    TableError
        If a table it is made from is missing or damaged.
    """
    return [(target, HANDOUTS[lesson][1](home)) for target in targets(home, lesson)]


def _page(title: str, parts: list[str]) -> str:
    body, style = "\n".join(parts), " ".join(STYLE.split())
    return (
        f'<!DOCTYPE html>\n<html lang="{LANGUAGE}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}\n"
        "</body>\n</html>\n"
    )


def _text(words: str) -> str:
    escaped = html.escape(words, quote=False)
    # lang lets a screen reader change its voice
    return re.sub(r"«[^»]*»", r'<span lang="fr">\g<0></span>', escaped)


def _p(words: str, kind: str = "", head: str = "") -> str:
    begin = f"<strong>{_text(head)}</strong> " if head else ""
    opened = f'<p class="{kind}">' if kind else "<p>"
    return f"{opened}{begin}{_text(words)}</p>"


def _sheet(title: str, *parts: str) -> str:
    return "\n".join(['<section class="sheet">', f"<h2>{_text(title)}</h2>", *parts, "</section>"])


def _opening(lesson: _Lesson, cards: int, sentences: int, statements: int) -> str:
    steps = [
        say(
            "Cut along the dashed lines. Look at the clock together. Hand out the {n} cards one by "
            "one, in their order; keep the answers.",
            n=cards,
        ),
        say(
            "On each card a group chooses: publish, verify, hold or explain; a choice stays. Count "
            "the hands, write them into the table, and only then read the answer."
        ),
        say(
            "Then hand out the draft. Each of its {n} sentences is kept, reworded (the line below "
            "it is for that) or cut; our readings come afterwards.",
            n=sentences,
        ),
        say(
            "Then the quiz: {n} statements, as many true as false. Count two things: false ones "
            "called false, and true ones called false.",
            n=statements,
        ),
        say("Last, read aloud what holds up."),
    ]
    return "\n".join(
        [
            f"<h1>{_text(say('The newsroom at midnight'))}</h1>",
            _p(say("Leak Lab, lesson 3.4, without a computer. Text CC BY 4.0.")),
            _p(
                say(
                    "On 5 May 2017, two days before France elected a president, mails of the "
                    "campaign of Emmanuel Macron, En Marche, were put on the internet. At "
                    "midnight, by law, campaigning ended. You sit in the "
                    "newsroom of a news site that evening."
                )
            ),
            _p(
                say(
                    "What your choice would have led to, nobody knows. You will see what others "
                    "did and what was learned later. Information, not legal advice."
                )
            ),
            *map(_block, lesson.passages("1. Ten cards, and a clock", "Each card says")),
            "<ol>",
            *(f"<li>{_text(step)}</li>" for step in steps),
            "</ol>",
            f"<h2>{_text(say('The four choices'))}</h2>",
            "<ul>",
            *map(_block, lesson.passages("2. Publish, verify, hold, explain", "- ")),
            "</ul>",
        ]
    )


def _clock(cards: pd.DataFrame) -> str:
    head = (say("Card"), say("When"), *newsroom.CHOICES.values())
    rows = []
    for number, card in cards.iterrows():
        name = say("{n} · {label}", n=number, label=card["label"])
        cells = (name, _hours(card), *("" for _ in newsroom.CHOICES))
        rows.append("<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in cells) + "</tr>")
    return _sheet(
        say("The clock, and the hands"),
        _p(
            say(
                "Paris time, 5 to 6 May 2017. Where our record has no hour, the card lies "
                "somewhere within the hours given, and the order among such cards is ours. The "
                "empty columns are for the hands."
            )
        ),
        '<table class="hands">',
        "<tr>" + "".join(f"<th>{_text(name)}</th>" for name in head) + "</tr>",
        *rows,
        "</table>",
    )


def _hours(card: pd.Series) -> str:
    start, end = card["start"], card["end"]
    if card["precision"] == "minute":
        return _moment(start)
    if card["precision"] == "day":
        return say("somewhere on {day}", day=f"{start:%A}")
    return say("somewhere between {start} and {end}", start=_moment(start), end=_moment(end))


def _moment(when: pd.Timestamp) -> str:
    # midnight belongs to two days: say which
    if (when.hour, when.minute) == (0, 0):
        before = when - pd.Timedelta(days=1)
        return say("midnight, {day} to {next}", day=f"{before:%A}", next=f"{when:%A}")
    return f"{when:%A} {when.hour}:{when:%M}"


def _pairs(blocks: list[str]) -> list[list[str]]:
    return [blocks[at : at + 2] for at in range(0, len(blocks), 2)]


def _fronts(cards: pd.DataFrame) -> str:
    choices = " &nbsp; ".join(f"{BOX} {_text(word)}" for word in newsroom.CHOICES.values())
    blocks = [
        "\n".join(
            [
                '<article class="card front">',
                f"<h2>{_text(say('Card {n} · {when}', n=number, when=card['when']))}</h2>",
                _p(card["text"], "text"),
                f'<p class="choice">{choices}</p>',
                _p(say("What we know, and from whom:")),
                '<div class="line"></div>' * 3,
                _p(say("Sources: {names}", names=card["text_sources"]), "sources"),
                "</article>",
            ]
        )
        for number, card in cards.iterrows()
    ]
    return "\n".join(
        "\n".join(['<section class="sheet">', *pair, "</section>"]) for pair in _pairs(blocks)
    )


def _answers(cards: pd.DataFrame) -> str:
    blocks = [
        "\n".join(
            [
                '<article class="card">',
                f"<h3>{_text(say('What came after card {n}', n=number))}</h3>",
                _p(card["others"], head=say("What others did.")),
                _p(say("Sources: {names}", names=card["others_sources"]), "sources"),
                _p(card["later"], head=say("What was learned later.")),
                _p(say("Sources: {names}", names=card["later_sources"]), "sources"),
                "</article>",
            ]
        )
        for number, card in cards.iterrows()
    ]
    return _sheet(say("Answers to the cards: only after the choice"), *blocks)


def _draft(lesson: _Lesson, sentences: pd.DataFrame) -> str:
    boxes = " &nbsp; ".join(f"{BOX} {_text(word)}" for word in newsroom.EDITS.values())
    lines = [
        f'<li>“{_text(words)}”<br><span class="boxes">{boxes}</span><div class="line"></div></li>'
        for words in sentences["words_en"]
    ]
    section = "3. Half past midnight"
    texts = lesson.passages(section, "- **")
    before = lesson.passages(section, "Here are ten sentences", "Hold the draft against")
    return _sheet(
        say("The draft, half past midnight"),
        *map(_block, before),
        "<ul>",
        *map(_block, texts),
        "</ul>",
        *map(_block, lesson.passages(section, "This is information")),
        "<ol>",
        *lines,
        "</ol>",
    )


def _readings(sentences: pd.DataFrame) -> str:
    head = (say("Sentence"), say("Our reading"), say("Why"), say("Article 001, of 6 May 2017"))
    rows = []
    for number, row in enumerate(sentences.to_dict("records"), start=1):
        reading = say(" or ").join(row["reading"].split())
        why = row["why_en"]
        if pd.notna(row["instead_en"]):
            why = say("{why} Instead: “{instead}”", why=why, instead=row["instead_en"])
        did = row["article_001_en"]
        if pd.notna(row["article_001_paragraphs"]):
            places = row["article_001_paragraphs"].split()
            if len(places) > 1:
                did = say("{did} (paragraphs {n})", did=did, n=say(" and ").join(places))
            else:
                did = say("{did} (paragraph {n})", did=did, n=places[0])
        cells = (str(number), reading, why, did)
        rows.append("<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in cells) + "</tr>")
    return _sheet(
        say("Our readings: only after the editing"),
        "<table>",
        "<tr>" + "".join(f"<th>{_text(name)}</th>" for name in head) + "</tr>",
        *rows,
        "</table>",
        _p(
            say(
                "What article 001 did is told without a verdict: you judge. Where two answers "
                "stand, both can be defended."
            )
        ),
    )


def _quiz(quiz: pd.DataFrame) -> str:
    boxes = " &nbsp; ".join(f"{BOX} {_text(word)}" for word in newsroom.VERDICTS.values())
    lines = [
        f'<li>{_text(words)} <span class="boxes">{boxes}</span></li>'
        for words in quiz["proposition"]
    ]
    return _sheet(
        say("Sixteen statements, half of them true")
        if len(quiz) == 16
        else say("True and false statements, as many of each"),
        _p(say("Leave open what you have not met.")),
        "<ol>",
        *lines,
        "</ol>",
        _p(
            say(
                "False ones called false: ____   True ones called false: ____   Ten or more of the "
                "sixteen called false: a lean towards “false”. Six or fewer, with none left open: "
                "a lean towards “true”."
            )
        ),
    )


def _key(quiz: pd.DataFrame, statements: pd.DataFrame) -> str:
    told = statements.set_index("record_id")
    lines = []
    for row in quiz.to_dict("records"):
        truth = newsroom.VERDICTS["T" if row["truth"] else "F"]
        sources = newsroom.sources(told, row["record_ids"], row["places"])
        lines.append(
            f"<li><strong>{_text(truth)}.</strong> {_text(row['why_en'])} "
            f'<span class="sources">{_text(sources)}</span></li>'
        )
    return _sheet(say("Key to the statements"), '<ol class="key">', *lines, "</ol>")
