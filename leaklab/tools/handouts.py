"""Sheets for a class without a computer, made from the tables of the kit.

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
ol { margin: 0; padding-left: 9mm; }
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
table { border-collapse: collapse; width: 100%; }
td, th { border: 0.3mm solid #000; padding: 1.5mm 2mm; vertical-align: top; text-align: left; }
tr { break-inside: avoid; }
"""
BOX = "\u2610"


def newsroom_cards(home: Path) -> str:
    """Return the sheets of lesson 3.4 as HTML: cards, their backs, draft, readings, quiz, key.

    Parameters
    ----------
    home
        The folder that holds ``data/``.

    Raises
    ------
    TableError
        If a table is missing or damaged.
    """
    statements, desk, sentences, quiz = (
        tables.read(home, f"record-{name}")
        for name in ("statements", "newsroom", "midnight", "quiz")
    )
    cards = newsroom.cards(desk, statements)
    parts = [
        _opening(len(cards), len(sentences), len(quiz)),
        _fronts(cards),
        _backs(cards),
        _draft(sentences),
        _readings(sentences),
        _quiz(quiz),
        _key(quiz, statements),
    ]
    return _page(say("The newsroom at midnight: cards to print (lesson 3.4)"), parts)


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


def _opening(cards: int, sentences: int, statements: int) -> str:
    steps = [
        say(
            "Cut along the dashed lines. Hand out the fronts of the {n} cards one by one, in "
            "their order; keep the backs.",
            n=cards,
        ),
        say(
            "On each card a group chooses: publish, verify, hold or explain. Count the hands, "
            "write them down, and only then read the back."
        ),
        say(
            "Then hand out the draft. Each of its {n} sentences is kept, reworded or cut; our "
            "readings come afterwards.",
            n=sentences,
        ),
        say(
            "Last the quiz: {n} statements, as many true as false. Count two things: false ones "
            "called false, and true ones called false.",
            n=statements,
        ),
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
            "<ol>",
            *(f"<li>{_text(step)}</li>" for step in steps),
            "</ol>",
            f"<h2>{_text(say('The four choices'))}</h2>",
            "<ul>",
            *(f"<li>{_text(line)}</li>" for line in _CHOICES),
            "</ul>",
        ]
    )


_CHOICES = (
    say("Publish: it goes out now, as it is."),
    say("Verify: nobody writes before somebody has checked. What, and with whom?"),
    say("Hold: not tonight."),
    say("Explain: you tell that it exists, who says what, and what nobody knows."),
)


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


def _backs(cards: pd.DataFrame) -> str:
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
    return _sheet(say("Backs of the cards: only after the choice"), *blocks)


def _draft(sentences: pd.DataFrame) -> str:
    boxes = " &nbsp; ".join(f"{BOX} {_text(word)}" for word in newsroom.EDITS.values())
    lines = [
        f'<li>“{_text(words)}”<br><span class="boxes">{boxes}</span></li>'
        for words in sentences["words_en"]
    ]
    return _sheet(
        say("The draft, half past midnight"),
        _p(
            say(
                "Our own text, with nothing of the leak in it. We suppose that the commission's "
                "first text and WikiLeaks' words, whose hours our record lacks, are on your desk. "
                "The commission that oversees the campaign asks the media, as article 001 quotes "
                "it on Saturday, «ne pas rendre compte du contenu» (not to report the content). "
                "From 0:00 on the eve of the vote the "
                "electoral code (L. 49, as in force in 2017) forbids messages of electoral "
                "propaganda by electronic means. What may go out?"
            )
        ),
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
        _p(say("Who did it is not asked. Leave open what you do not know.")),
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
