"""The case: what the five articles say, as tables, each row with its words.

Every table but ``articles``, ``paragraphs``, ``arrows`` and ``coding_sample`` carries the words
its rows rest on: ``quote_fr`` (the article's, typing errors kept) and ``quote_en`` (our
translation), with the ``article_id`` and ``paragraph`` where they stand. Nothing from outside the
five articles is in here; that is `leaklab.record`. The codebook, ``data/README.md``, says what each
column means and which columns are our coding.
"""

import html
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from leaklab import tables
from leaklab.places import home
from leaklab.tables import TableError

TABLES = (
    "articles",
    "paragraphs",
    "events",
    "claims",
    "actors",
    "links",
    "evidence",
    "figures",
    "techniques",
    "arrows",
    "tensions",
    "coding_sample",
)


class CaseError(TableError):
    """No such table or row; the message is one sentence that names the nearest."""


@dataclass(frozen=True)
class Quote:
    """The words a row rests on.

    Attributes
    ----------
    row_id : str
        The row, such as ``"E002-2"``; for one passage of a tension, such as ``"T01b"``.
    table : str
        The table the row stands in.
    article_id : str
        ``"000"`` to ``"004"``.
    paragraph : int
        The n-th non-empty line of the article's file, from 1.
    fr : str
        The article's words.
    en : str
        Our translation.
    label : str
        Our short English label of the article.
    beside : Quote or None
        The second passage of a tension.
    """

    row_id: str
    table: str
    article_id: str
    paragraph: int
    fr: str
    en: str
    label: str
    beside: "Quote | None" = None

    def __str__(self) -> str:
        words = f"«{self.fr}» — {self.article_id}, §{self.paragraph}"
        return words if self.beside is None else f"{words}\n{self.beside}"

    def _repr_html_(self) -> str:
        # lang lets a screen reader change its voice.
        card = (
            '<figure style="margin: 0 0 1em 0">'
            '<blockquote style="margin: 0; padding-left: 1em; border-left: 3px solid #0072B2">'
            f'<p style="margin: 0"><span lang="fr">«{html.escape(self.fr)}»</span></p>'
            f'<p style="margin: 0" lang="en">{html.escape(self.en)}</p>'
            "</blockquote>"
            f'<figcaption lang="en">from article {self.article_id}, paragraph {self.paragraph} '
            f"(our label for the article: {html.escape(self.label)})</figcaption>"
            "</figure>"
        )
        return card if self.beside is None else card + self.beside._repr_html_()


def load(name: str) -> pd.DataFrame:
    """Return a table of the case, typed.

    Parameters
    ----------
    name : str
        One of `TABLES`, or ``"proof"``:

        - ``articles``: an article; ``published_start`` and ``published_end`` bound its date.
        - ``paragraphs``: a paragraph, without its text; ``gist_en`` says what it says.
        - ``events``: an article's mention of something that happened, or is said to have;
          ``start`` is included and ``end`` is not; both are missing where ``status`` is
          ``unresolved``; mentions of one happening share ``happening_id``; ``label`` is its short
          name in charts.
        - ``claims``: who says what about whom; ``chain`` runs from the origin to the article,
          ``hedge`` holds the words that hold the claim back, or ``none``.
        - ``actors``: a person or body acting in public, or a name used for one.
        - ``links``: one step of a chain of sources, ``from`` one actor ``to`` another.
        - ``evidence``: a passage that offers evidence, what it ``bears_on`` and its ``limit``.
        - ``figures``: a number ``as_written``, and the range ``low`` to ``high`` we read in it.
        - ``techniques``: a technique described; ids of ATT&CK and DISARM, or ``none`` and why.
        - ``arrows``: a link between two techniques, ``from`` one ``to`` another, and the row whose
          words it ``rests_on``; missing where it is inferred.
        - ``tensions``: two passages (``_a``, ``_b``) that do not sit together, or one that
          misleads.
        - ``coding_sample``: a claim coded twice, blind; ``voice_1`` is the first coder's voice.
        - ``proof``: where each quote was found, and its seal.

    Returns
    -------
    DataFrame
        Text as text (``article_id`` stays ``"000"``), closed vocabularies as categories, instants
        as datetimes in the zone Europe/Paris, whole numbers as ``Int64``; empty cells are missing.
        Lists in one cell (``about``, ``candidates``) stay text, separated by spaces. It is a copy:
        change it freely.

    Raises
    ------
    CaseError
        If the case has no such table.
    TableError
        If a file is missing, a row is damaged or a key leads nowhere: one sentence with the file,
        the row, the column and what was expected.

    Examples
    --------
    >>> load("events").loc[:, ["event_id", "start", "status"]]  # doctest: +SKIP
    """
    return tables.read(home(), _resource(home(), name))


def quote(row_id: str) -> Quote:
    """Return the words a row rests on, with the article and paragraph where they stand.

    Parameters
    ----------
    row_id : str
        The id of a row: ``"E002-2"``, ``"C004-06"``, ``"N01"``, ``"ferrand"``. A tension such as
        ``"T01"`` gives its first passage, with the second in ``beside``; ``"T01a"`` and
        ``"T01b"`` give one of them.

    Returns
    -------
    Quote
        Print it for one line, or leave it last in a cell for a card.

    Raises
    ------
    CaseError
        If no row has that id; the sentence names the nearest.
    TableError
        If a table is missing or damaged.
    """
    here = home()
    wanted = str(row_id).strip()
    ids: list[str] = []
    for name, table in tables.describe(here).items():
        if name not in TABLES or not {"quote_fr", "quote_fr_a"} & set(table.columns):
            continue
        frame = tables.read(here, name)
        keys = frame[table.key[0]]
        ids += keys.tolist()
        if name == "tensions":
            passage = _tension(here, frame, table.key[0], wanted)
            if passage:
                return passage
        elif wanted in keys.array:
            return _passage(here, name, frame[keys == wanted].iloc[0], wanted)
    near = tables.nearest(wanted, ids)
    hint = f"the nearest ids are {', '.join(near)}" if near else "ids look like E002-2 or C004-06"
    raise CaseError(f"No row of the case has the id {wanted!r}; {hint}.")


def _resource(here: Path, name: str) -> str:
    names = [n for n, t in tables.describe(here).items() if t.path == f"data/case/{n}.csv"]
    if name in names:
        return name
    near = tables.nearest(str(name), names, 1)
    hint = f"; the nearest is {near[0]!r}" if near else ""
    raise CaseError(f"The case has no table {name!r}{hint} (it has {', '.join(names)}).")


def _tension(here: Path, frame: pd.DataFrame, key: str, wanted: str) -> Quote | None:
    base, side = (wanted[:-1], wanted[-1]) if wanted[-1:] in ("a", "b") else (wanted, "")
    found = frame[frame[key] == base]
    if not len(found):
        return None
    row = found.iloc[0]
    if pd.isna(row["article_id_b"]):
        if side == "b":
            raise CaseError(f"The tension {base} has one passage only, {base}a.")
        return _passage(here, "tensions", row, wanted, "_a")
    if side:
        return _passage(here, "tensions", row, wanted, f"_{side}")
    second = _passage(here, "tensions", row, f"{base}b", "_b")
    return _passage(here, "tensions", row, wanted, "_a", beside=second)


def _passage(
    here: Path,
    table: str,
    row: pd.Series,
    row_id: str,
    side: str = "",
    beside: Quote | None = None,
) -> Quote:
    article_id = row[f"article_id{side}"]
    articles = tables.read(here, "articles").set_index("article_id")
    return Quote(
        row_id=row_id,
        table=table,
        article_id=article_id,
        paragraph=int(row[f"paragraph{side}"]),
        fr=row[f"quote_fr{side}"],
        en=row[f"quote_en{side}"],
        label=articles.at[article_id, "label_en"],
        beside=beside,
    )
