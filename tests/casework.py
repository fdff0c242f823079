"""What the tests of the tables share: a small made-up case, and ways to damage a case."""

import csv
import io
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from leaklab import tables

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT.parent / "shared" / "articles"

needs_articles = pytest.mark.skipif(
    not ARTICLES.is_dir(), reason="the articles are protected texts and not part of the kit"
)

# Two texts of our own making, in the form of the articles: blank lines between paragraphs, both
# kinds of apostrophe, a non-breaking space, several spaces in a row.
TEXTS = {
    "000_made_up.txt": (
        "publié le 01/06/2017 à 10 00\n\n"
        "La voisine a confirmé que le chat noir\u00a0dort encore sur le toit de l’école.\n"
    ),
    "001_made_up.txt": (
        "Un chat   sur le toit\n \n"
        "Selon la voisine, le chat noir serait venu de la rue haute, mardi 9 mai.\n\n\n"
        "Le directeur de l'école a démenti avoir nourri le chat noir.\n"
    ),
}

_PLACED = {
    "article_id": "001",
    "paragraph": "2",
    "quote_fr": "le chat noir serait venu de la rue haute, mardi 9 mai",
    "quote_en": "the black cat reportedly came from the high street, Tuesday 9 May",
}
ROWS: dict[str, list[dict[str, str]]] = {
    "articles": [
        {
            "article_id": "000",
            "label_en": "The cat confirmed",
            "published_start": "2017-06-01T10:00+02:00",
            "published_end": "2017-06-01T10:01+02:00",
            "published_precision": "minute",
            "published_status": "as_written",
            "published_as_written": "publié le 01/06/2017 à 10 00",
            "published_paragraph": "1",
            "published_note": "Stated.",
            "kind": "made up",
            "language": "fr",
            "words": "21",
        },
        {
            "article_id": "001",
            "title": "Un chat sur le toit",
            "label_en": "A cat on the roof",
            "published_start": "2017-05-09T00:00+02:00",
            "published_precision": "day",
            "published_status": "derived",
            "published_note": "Not before the day it names.",
            "kind": "made up",
            "language": "fr",
            "words": "31",
        },
    ],
    "paragraphs": [
        {"article_id": "000", "paragraph": "1", "role": "furniture", "words": "6"},
        {"article_id": "000", "paragraph": "2", "role": "body", "words": "15", "gist_en": "Cat."},
        {"article_id": "001", "paragraph": "1", "role": "headline", "words": "5"},
        {"article_id": "001", "paragraph": "2", "role": "body", "words": "15", "gist_en": "Cat."},
        {"article_id": "001", "paragraph": "3", "role": "body", "words": "11", "gist_en": "Cat."},
    ],
    "events": [
        {
            **_PLACED,
            "event_id": "E001-1",
            "happening_id": "cat",
            "label": "The cat",
            "title": "The cat comes",
            "phenomenon": "rumour",
            "start": "2017-05-09T00:00+02:00",
            "end": "2017-05-10T00:00+02:00",
            "precision": "day",
            "status": "as_written",
            "date_as_written": "mardi 9 mai",
            "date_note": "Stated.",
        },
        {
            **_PLACED,
            "event_id": "E000-1",
            "happening_id": "cat",
            "label": "The cat",
            "title": "The cat sleeps",
            "phenomenon": "rumour",
            "precision": "none",
            "status": "unresolved",
            "candidates": "2017-05-09 2017-05-10",
            "not_before": "2017-02-01T00:00+01:00",
            "relative_to": "E001-1",
            "date_note": "No date.",
            "disclosed_on": "2017-06-01",
            "article_id": "000",
            "quote_fr": "le chat noir dort encore sur le toit de l’école",
            "quote_en": "the black cat still sleeps on the roof of the school",
        },
    ],
    "actors": [
        {
            **_PLACED,
            "actor_id": "voisine",
            "name": "la voisine",
            "kind": "person",
            "articles": "000 001",
            "quote_fr": "Selon la voisine, le chat noir serait venu",
        },
        {**_PLACED, "actor_id": "chat", "name": "le chat", "kind": "name_only", "articles": "001"},
    ],
    "claims": [
        {
            **_PLACED,
            "claim_id": "C001-01",
            "speaker": "voisine",
            "chain": "voisine > chat",
            "about": "chat voisine",
            "phenomenon": "rumour",
            "proposition": "The cat reportedly came from the high street.",
            "voice": "indirect",
            "mood": "conditional",
            "hedge": "serait venu",
            "place": "body",
            "stance": "states",
        }
    ],
    "figures": [
        {
            **_PLACED,
            "figure_id": "N01",
            "as_written": "9 mai",
            "unit": "day",
            "low": "9",
            "counts": "A day.",
        }
    ],
    "tensions": [
        {
            "tension_id": "T01",
            "kind": "apparent",
            "title": "Asleep or coming",
            "teaches": "Two times.",
            "article_id_a": "001",
            "paragraph_a": "2",
            "quote_fr_a": "le chat noir serait venu",
            "quote_en_a": "the black cat reportedly came",
            "article_id_b": "000",
            "paragraph_b": "2",
            "quote_fr_b": "le chat noir dort encore",
            "quote_en_b": "the black cat still sleeps",
        },
        {
            "tension_id": "T02",
            "kind": "voice",
            "title": "Reportedly",
            "teaches": "One passage.",
            "article_id_a": "001",
            "paragraph_a": "3",
            "quote_fr_a": "Le directeur de l’école a démenti",
            "quote_en_a": "The head of the school denied",
        },
    ],
    "record-calendar": [
        {
            "record_id": "R-1",
            "title_en": "A day",
            "start": "2017-05-07T00:00+02:00",
            "end": "2017-05-08T00:00+02:00",
            "precision": "day",
            "source": "S",
            "publisher": "P",
            "consulted": "2026",
            "status": "primary",
        }
    ],
}

Rows = list[dict[str, str]]


def write(home: Path, name: str, rows: Iterable[Mapping[str, str]]) -> None:
    """Write a table with the columns of the description."""
    table = tables.describe(home)[name]
    text = io.StringIO()
    writer = csv.DictWriter(text, table.columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path = home / table.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.getvalue(), encoding="utf-8")


def rows_of(home: Path, name: str) -> Rows:
    """Return a table as text, free to change."""
    return [dict(row.cells) for row in tables.raw(home, name)]


def change(home: Path, name: str, damage: Callable[[Rows], object]) -> None:
    """Damage a table in place."""
    rows = rows_of(home, name)
    damage(rows)
    write(home, name, rows)


def small_home(folder: Path) -> Path:
    """Make a home whose case is made up, with the kit's own description of the tables."""
    (folder / "data").mkdir(parents=True)
    shutil.copy(ROOT / tables.DESCRIPTION, folder / tables.DESCRIPTION)
    for name in tables.describe(folder):
        write(folder, name, ROWS.get(name, []))
    return folder


def small_articles(folder: Path) -> Path:
    """Write the texts that the made-up case quotes."""
    folder.mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def one_sentence(text: str) -> bool:
    """Say whether a message is one sentence on one line."""
    return "\n" not in text and text.endswith(".") and not re.search(r"[.!?] [A-Z]", text)
