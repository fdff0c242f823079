"""Prove that every quote of the case stands word for word in its article.

With the articles, each quote is looked for in its paragraph and sealed in ``data/case/proof.csv``.
Without them, the seals are checked, so that any later edit of a quote, a paragraph or an id is red
until it is proved again. Proof says that the words are there; what follows from them is for the
reader to judge. Nothing is kept of words that are not quoted.
"""

import csv
import difflib
import hashlib
import io
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from leaklab import proof, tables
from leaklab.proof import PLACES, PROOF, Words, comparable, seal
from leaklab.tables import TableError

PROVED, DIFFERS, COULD_NOT_LOOK = 0, 1, 2

FEWEST_WORDS = 4  # runs of letters and digits
MOST_WORDS = 12  # between white space
SHOWN_PIECES = 6  # words and marks of the article, at the first difference
ALIKE = 0.6  # below this, telling one stretch of a paragraph as the nearest would mislead
SLACK = 2  # words and marks left out or put in that the search for the nearest stretch allows

# Words of the article that must stand inside the quote of their row.
_INSIDE = ("hedge", "date_as_written", "as_written")


class CannotLookError(Exception):
    """The proof could not be attempted; the message is one sentence."""


@dataclass(frozen=True)
class Article:
    """An article as found in the folder: its paragraphs made comparable, from paragraph 1."""

    sha256: str
    paragraphs: tuple[str, ...]


def find(words: str, paragraph: str) -> int | None:
    """Return where `words` begin in `paragraph`, at word boundaries, or None.

    Parameters
    ----------
    words, paragraph : str
        Both made `comparable`.

    Returns
    -------
    int or None
        Characters from 0, the first place if there are several.
    """
    if not words:
        return None
    before = r"(?<!\w)" if re.match(r"\w", words) else ""
    after = r"(?!\w)" if re.search(r"\w$", words) else ""
    found = re.search(before + re.escape(words) + after, paragraph)
    return found.start() if found else None


def verify(home: Path, articles: Path | None) -> int:
    """Prove the quotes of ``data/case``, print the outcome and return an exit code.

    Parameters
    ----------
    home : Path
        The folder that holds ``data/``.
    articles : Path or None
        The folder with the articles: prove each quote against them and write the seals. None:
        check the seals of the last proof.

    Returns
    -------
    int
        0 if all is proved; 1 if something differs (nothing is written then); 2 if it could not
        look: a folder, a file or a table is missing or unreadable.
    """
    out = Console(file=sys.stdout, soft_wrap=True, highlight=False)
    try:
        quotes = list(proof.quotes(home))
        if not quotes:
            raise CannotLookError("the tables of data/case hold no quote to prove.")
        problems = [*_form(home), *_lengths(quotes), *_doubled(quotes)]
        if articles is None:
            problems += proof.broken_seals(quotes, proof.sealed(home))
        else:
            rows, missed = _prove(quotes, _articles(home, articles))
            problems += missed
            if not problems:
                _write(home, rows)
    except (CannotLookError, TableError) as error:
        told = Text(f"Could not look: {error}", style="yellow")
        Console(file=sys.stderr, soft_wrap=True, highlight=False).print(told)
        return COULD_NOT_LOOK
    return _report(out, home, quotes, problems, articles)


def _report(
    out: Console, home: Path, quotes: list[Words], problems: list[str], articles: Path | None
) -> int:
    path = tables.describe(home)[PROOF].path
    of_tables = len({words.table for words in quotes})
    total = f"{_counted(len(quotes), 'quote')} in {_counted(of_tables, 'table')}"
    for problem in problems:
        out.print(Text(problem, style="red"))
    if problems:
        kept = "; no seal was written" if articles else ""
        out.print(Text(f"{_counted(len(problems), 'problem')} among {total}{kept}."))
        return DIFFERS
    if articles is None:
        done = f"{total} proved by their seals in {path}."
    else:
        count = len({words.article_id for words in quotes})
        done = (
            f"{total} proved word for word against {_counted(count, 'article')} in {articles}; "
            f"seals written to {path}."
        )
    out.print(Text(done, style="green"))
    return PROVED


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


# --- the form of the rows ------------------------------------------------------------------


def _form(home: Path) -> Iterator[str]:
    """Yield what is wrong with rows before any article is opened."""
    for table in proof.case_tables(home):
        fields = [f for f in proof.quoting(table) if f.startswith("quote_fr")]
        for row in tables.raw(home, table.name):
            name = row.cells[table.key[0]]
            for field in fields:
                places = [row.cells[p] for p in PLACES[field]]
                words = Words(table.name, name, field, *places, row.cells[field])
                if not words.fr and (field != "quote_fr_b" or any(places)):
                    yield words.problem("the row has no words; no row stands without its words.")
                for inner in _INSIDE:
                    part = row.cells.get(inner, "")
                    named = part and (inner, part) != ("hedge", "none")
                    if named and find(comparable(part), comparable(words.fr)) is None:
                        yield words.problem(f"{inner} has “{part}”, which the quote does not.")


def _lengths(quotes: Iterable[Words]) -> Iterator[str]:
    for words in quotes:
        # A headline names its article: it is cited whole.
        if words.field == "title":
            continue
        long = len(words.fr.split())
        short = len(re.findall(r"\w+", words.fr))
        if long > MOST_WORDS:
            yield words.problem(f"the quote has {long} words, at most {MOST_WORDS} are quoted.")
        if short < FEWEST_WORDS and words.field.startswith("quote_fr"):
            yield words.problem(f"the quote has {short} words, at least {FEWEST_WORDS} are needed.")


def _doubled(quotes: Iterable[Words]) -> Iterator[str]:
    seen = set()
    for words in quotes:
        if words.key in seen:
            yield words.problem("another row of the table has the same id.")
        seen.add(words.key)


# --- against the articles ------------------------------------------------------------------


def _articles(home: Path, folder: Path) -> dict[str, Article]:
    if not folder.is_dir():
        raise CannotLookError(f"there is no folder {folder}; name the one with the five articles.")
    return {
        row.cells["article_id"]: _article(folder, row.cells["article_id"])
        for row in tables.raw(home, "articles")
    }


def _article(folder: Path, article_id: str) -> Article:
    found = sorted(folder.glob(f"{article_id}*.txt"))
    if not article_id or not found:
        raise CannotLookError(
            f"article {article_id or '(no id)'} has no file in {folder}, expected one named "
            f"{article_id}….txt."
        )
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise CannotLookError(
            f"article {article_id} has {len(found)} files in {folder} ({names}), expected one."
        )
    try:
        content = found[0].read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise CannotLookError(f"{found[0]} could not be read ({error.strerror}).") from None
    except UnicodeDecodeError as error:
        raise CannotLookError(
            f"{found[0]} is not UTF-8 text: byte {error.start + 1} is 0x{content[error.start]:02x}."
        ) from None
    # Only line feeds end a line here: str.splitlines would also break at rarer characters.
    lines = re.split(r"\r\n|\r|\n", text)
    return Article(
        sha256=hashlib.sha256(content).hexdigest(),
        paragraphs=tuple(comparable(line) for line in lines if line.strip()),
    )


def _prove(
    quotes: Iterable[Words], articles: Mapping[str, Article]
) -> tuple[list[dict[str, str | int]], list[str]]:
    """Return the rows of the proof and what could not be proved."""
    rows: list[dict[str, str | int]] = []
    problems = []
    for words in quotes:
        article = articles.get(words.article_id)
        if article is None:
            problems.append(words.problem("the table of articles has no such article."))
            continue
        if not _names_paragraph(words.paragraph, article):
            last = len(article.paragraphs)
            problems.append(
                words.problem(f"there is no such paragraph, the article has 1 to {last}.")
                if words.paragraph or words.field != "title"
                else words.problem("the article has no paragraph whose role is headline.")
            )
            continue
        position = find(comparable(words.fr), article.paragraphs[int(words.paragraph) - 1])
        if position is None:
            problems.append(words.problem(_difference(words, article)))
            continue
        rows.append(
            {
                "table": words.table,
                "row_id": words.row_id,
                "field": words.field,
                "article_id": words.article_id,
                "paragraph": int(words.paragraph),
                "article_sha256": article.sha256,
                "position": position,
                "seal": seal(words, article.sha256, position),
            }
        )
    return rows, problems


def _names_paragraph(text: str, article: Article) -> bool:
    # int() alone would take other spellings of a number, and the seal is over the spelling's value.
    return bool(re.fullmatch(r"[1-9][0-9]*", text)) and int(text) <= len(article.paragraphs)


def _difference(words: Words, article: Article) -> str:
    """Say what differs, showing no more than a few words of the article."""
    wanted = comparable(words.fr)
    elsewhere = [
        str(number)
        for number, paragraph in enumerate(article.paragraphs, start=1)
        if find(wanted, paragraph) is not None
    ]
    if elsewhere:
        return f"the words stand in paragraph {', '.join(elsewhere)} of the article instead."
    paragraph = article.paragraphs[int(words.paragraph) - 1]
    ours, theirs = _pieces(wanted), _pieces(paragraph)
    stretch = _nearest(ours, theirs)
    if not stretch:
        return "no words like these stand in the paragraph."
    matcher = difflib.SequenceMatcher(None, _texts(ours), _texts(stretch), autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            after = f"after {_said(wanted, ours[max(0, i - 2) : i])} " if i else ""
            return (
                f"{after}the quote has {_said(wanted, ours[i:j])} "
                f"where the paragraph has {_said(paragraph, stretch[k:m])}."
            )
    return "the words are the paragraph's, the spaces between them are not."


def _pieces(text: str) -> list[re.Match[str]]:
    """Cut a text into words and single marks, so that a mark beside a word is no difference."""
    return list(re.finditer(r"\w+|[^\w\s]", text))


def _texts(pieces: Iterable[re.Match[str]]) -> list[str]:
    return [piece.group() for piece in pieces]


def _said(text: str, pieces: list[re.Match[str]]) -> str:
    shown = pieces[:SHOWN_PIECES]
    return f"“{text[shown[0].start() : shown[-1].end()]}”" if shown else "nothing"


def _nearest(ours: list[re.Match[str]], theirs: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the stretch of `theirs` that is most like `ours`, empty if none is like it."""
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(" ".join(_texts(ours)))
    best: tuple[float, list[re.Match[str]]] = (ALIKE, [])
    for start in range(len(theirs)):
        for length in range(max(1, len(ours) - SLACK), len(ours) + SLACK + 1):
            stretch = theirs[start : start + length]
            matcher.set_seq1(" ".join(_texts(stretch)))
            if matcher.quick_ratio() > best[0] and matcher.ratio() > best[0]:
                best = (matcher.ratio(), stretch)
    return best[1]


def _write(home: Path, rows: list[dict[str, str | int]]) -> None:
    """Write the proof in one step, so that a failure leaves the last one as it was."""
    table = tables.describe(home)[PROOF]
    path = home / table.path
    text = io.StringIO()
    writer = csv.DictWriter(text, table.columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".proof-", suffix=".csv")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text.getvalue())
            os.chmod(name, 0o644)  # mkstemp makes a file that only its owner may read
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise CannotLookError(f"{table.path} could not be written ({error.strerror}).") from None
