"""The proof of the quotations: which words are sealed, how, and whether a seal still holds.

A seal is a hash over a quotation, its place and the article it was found in, so that any later
edit of a quote, a paragraph or an id breaks it. Seals are made by ``leaklab verify --articles``,
which has the articles; whether they hold can be seen without them, on any machine.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from leaklab import tables

PROOF = "proof"

# The columns of a table that hold words of an article, and those that say where they stand. A
# headline has no column for its paragraph: it stands in the paragraph whose role is headline.
PLACES = {
    "quote_fr": ("article_id", "paragraph"),
    "quote_fr_a": ("article_id_a", "paragraph_a"),
    "quote_fr_b": ("article_id_b", "paragraph_b"),
    "published_as_written": ("article_id", "published_paragraph"),
    "title": ("article_id", ""),
}


@dataclass(frozen=True)
class Words:
    """One cell that claims to hold an article's words."""

    table: str
    row_id: str
    field: str
    article_id: str
    paragraph: str
    fr: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.table, self.row_id, self.field

    def problem(self, what: str) -> str:
        place = f"article {self.article_id or '(none)'}, paragraph {self.paragraph or '(none)'}"
        return f"{self.table} {self.row_id or '(no id)'}, {self.field}, {place}: {what}"


def comparable(text: str) -> str:
    """Return `text` as words are compared: NFKC, straight apostrophes, single spaces.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Without white space at its ends.
    """
    folded = unicodedata.normalize("NFKC", text)
    return " ".join(re.sub("[\u2018\u2019\u02bc]", "'", folded).split())


def seal(words: Words, article_sha256: str, position: int) -> str:
    """Return the seal of a proved quote.

    Parameters
    ----------
    words : Words
        The quote as it stands in its table.
    article_sha256 : str
        SHA-256 of the article's file, hexadecimal.
    position : int
        Where the words begin in their paragraph, both made `comparable`: characters from 0.

    Returns
    -------
    str
        SHA-256, hexadecimal, over the JSON list of all of these.
    """
    parts = [
        words.table,
        words.row_id,
        words.field,
        words.article_id,
        int(words.paragraph),
        article_sha256,
        position,
        words.fr,
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


# --- what claims to be an article's words --------------------------------------------------


def case_tables(home: Path) -> Iterator[tables.Table]:
    """Yield the tables of ``data/case`` but the proof itself."""
    for table in tables.describe(home).values():
        if table.path.startswith("data/case/") and table.name != PROOF:
            yield table


def quoting(table: tables.Table) -> Iterator[str]:
    """Yield the columns of a table that hold an article's words."""
    for name in table.columns:
        # Other tables have titles too, but those are ours.
        if name in PLACES and (name != "title" or table.name == "articles"):
            yield name


def quotes(home: Path) -> Iterator[Words]:
    """Yield every cell that holds words of an article, in the order of tables and rows.

    Parameters
    ----------
    home : Path
        The folder that holds ``data/``.

    Raises
    ------
    TableError
        If a table is missing or damaged.
    """
    headlines = {
        row.cells["article_id"]: row.cells["paragraph"]
        for row in tables.raw(home, "paragraphs")
        if row.cells["role"] == "headline"
    }
    for table in case_tables(home):
        for row in tables.raw(home, table.name):
            for field in quoting(table):
                if row.cells[field]:
                    article_field, paragraph_field = PLACES[field]
                    article_id = row.cells[article_field]
                    yield Words(
                        table=table.name,
                        row_id=row.cells[table.key[0]],
                        field=field,
                        article_id=article_id,
                        paragraph=(
                            row.cells[paragraph_field]
                            if paragraph_field
                            else headlines.get(article_id, "")
                        ),
                        fr=row.cells[field],
                    )


# --- against the seals ---------------------------------------------------------------------


def sealed(home: Path) -> dict[tuple[str, str, str], tables.Row]:
    """Return the rows of the proof, by the cell each of them seals.

    Raises
    ------
    TableError
        If the proof is missing or damaged.
    """
    rows = tables.raw(home, PROOF)
    return {(r.cells["table"], r.cells["row_id"], r.cells["field"]): r for r in rows}


def broken_seals(
    quotes: Sequence[Words], sealed: Mapping[tuple[str, str, str], tables.Row]
) -> Iterator[str]:
    """Yield one sentence for each quotation without a seal that holds, and each seal left over.

    Parameters
    ----------
    quotes : sequence of Words
        As yielded by `quotes`.
    sealed : mapping
        As returned by `sealed`.
    """
    for words in quotes:
        row = sealed.get(words.key)
        if row is None:
            yield words.problem("the row has no seal; prove it with leaklab verify --articles DIR.")
        elif told := _broken(words, row.cells):
            yield words.problem(told)
    known = {words.key for words in quotes}
    for key, row in sealed.items():
        if key not in known:
            cells = row.cells
            gone = Words(*key, cells["article_id"], cells["paragraph"], "")
            yield gone.problem("the proof has a seal for words that the table no longer has.")


def _broken(words: Words, row: Mapping[str, str]) -> str:
    """Return what differs between a quote and its seal, empty if nothing does."""
    if words.article_id != row["article_id"]:
        return f"the words were proved in article {row['article_id']}, not here."
    if words.paragraph != row["paragraph"]:
        return f"the words were proved in paragraph {row['paragraph']}, not here."
    try:
        whole = seal(words, row["article_sha256"], int(row["position"])) == row["seal"]
    except ValueError:
        return "the paragraph or the position in the proof is not a whole number."
    if whole:
        return ""
    return (
        "the quote or its row in the proof has changed since it was proved; "
        f"the table now has “{words.fr}”."
    )
