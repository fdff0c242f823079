"""`leaklab verify`: exit codes, messages, and that one changed letter is enough."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from casework import ARTICLES, ROOT, change, needs_articles, rows_of, small_articles, small_home
from click.testing import CliRunner, Result

from leaklab import tables
from leaklab.proof import comparable
from leaklab.tools.cli import main
from leaklab.tools.verifying import find, verify

PROOF = "data/case/proof.csv"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return small_articles(tmp_path / "articles")


@pytest.fixture
def home(tmp_path: Path, articles: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A made-up case, proved."""
    folder = small_home(tmp_path / "home")
    assert verify(folder, articles) == 0
    capsys.readouterr()
    return folder


def run(home: Path, *arguments: str | Path) -> Result:
    environment = {"LEAKLAB_HOME": str(home)}
    return CliRunner().invoke(main, ["verify", *map(str, arguments)], env=environment)


class TestProof:
    def test_with_the_articles(self, home: Path, articles: Path) -> None:
        (home / PROOF).unlink()
        result = run(home, "--articles", articles)
        assert result.exit_code == 0
        assert result.stdout == (
            "11 quotes in 6 tables proved word for word against 2 articles in "
            f"{articles}; seals written to {PROOF}.\n"
        )
        assert len(tables.read(home, "proof")) == 11

    def test_with_the_seals(self, home: Path) -> None:
        result = run(home)
        assert result.exit_code == 0
        assert result.stdout == f"11 quotes in 6 tables proved by their seals in {PROOF}.\n"

    def test_the_same_proof_twice(self, home: Path, articles: Path) -> None:
        before = (home / PROOF).read_bytes()
        assert verify(home, articles) == 0
        assert (home / PROOF).read_bytes() == before
        assert [path.name for path in (home / PROOF).parent.glob(".proof*")] == []

    def test_nothing_of_the_articles_is_kept(self, home: Path) -> None:
        assert set(tables.describe(home)["proof"].columns) == {
            "table",
            "row_id",
            "field",
            "article_id",
            "paragraph",
            "article_sha256",
            "position",
            "seal",
        }
        assert "toit" not in (home / PROOF).read_text(encoding="utf-8")

    def test_the_position_is_where_the_words_begin(self, home: Path) -> None:
        proof = tables.read(home, "proof").set_index(["row_id", "field"])
        assert proof.loc[("T01", "quote_fr_a"), "position"] == len("Selon la voisine, ")


def letter(row: dict[str, str], field: str) -> None:
    row[field] = row[field].replace("chat", "char")


# Each damage, and what both ways of looking must name.
DAMAGES: dict[str, tuple[str, Callable[[list[dict[str, str]]], object], str]] = {
    "a letter": ("events", lambda rows: letter(rows[0], "quote_fr"), "events E001-1, quote_fr"),
    "a letter of an actor": (
        "actors",
        lambda rows: letter(rows[0], "quote_fr"),
        "actors voisine, quote_fr",
    ),
    "a letter of the second passage": (
        "tensions",
        lambda rows: letter(rows[0], "quote_fr_b"),
        "tensions T01, quote_fr_b, article 000, paragraph 2:",
    ),
    "a letter of a headline": (
        "articles",
        lambda rows: letter(rows[1], "title"),
        "articles 001, title, article 001, paragraph 1:",
    ),
    "a letter of a date": (
        "articles",
        lambda rows: rows[0].update(published_as_written="publié le 01/06/2017 à 11 00"),
        "articles 000, published_as_written, article 000, paragraph 1:",
    ),
    "another paragraph": (
        "claims",
        lambda rows: rows[0].update(paragraph="3"),
        "claims C001-01, quote_fr, article 001, paragraph 3:",
    ),
    "another article": (
        "claims",
        lambda rows: rows[0].update(article_id="000"),
        "claims C001-01, quote_fr, article 000, paragraph 2:",
    ),
    "no words": (
        "claims",
        lambda rows: rows[0].update(quote_fr=""),
        "the row has no words",
    ),
    "a hedge from elsewhere": (
        "claims",
        lambda rows: rows[0].update(hedge="serait parti"),
        "hedge has “serait parti”, which the quote does not",
    ),
    "a date from elsewhere": (
        "events",
        lambda rows: rows[0].update(date_as_written="mardi 9 ma"),
        "date_as_written has “mardi 9 ma”, which the quote does not",
    ),
    "a figure from elsewhere": (
        "figures",
        lambda rows: rows[0].update(as_written="10 mai"),
        "as_written has “10 mai”, which the quote does not",
    ),
    "too few words": (
        "actors",
        lambda rows: rows[0].update(quote_fr="la voisine"),
        "the quote has 2 words, at least 4",
    ),
    "too many words": (
        "actors",
        lambda rows: rows[0].update(
            quote_fr="Selon la voisine, le chat noir serait venu de la rue haute, mardi"
        ),
        "the quote has 13 words, at most 12",
    ),
    "a doubled id": (
        "tensions",
        lambda rows: rows[1].update(tension_id="T01"),
        "tensions T01, quote_fr_a, article 001, paragraph 3: another row of the table has the same",
    ),
}


class TestDamage:
    @pytest.mark.parametrize("name", DAMAGES)
    def test_it_turns_both_red(self, home: Path, articles: Path, name: str) -> None:
        table, damage, words = DAMAGES[name]
        change(home, table, damage)
        before = (home / PROOF).read_bytes()
        for arguments in ((), ("--articles", articles)):
            result = run(home, *arguments)
            assert result.exit_code == 1, result.output
            assert words in result.stdout
            assert re.search(r"\d+ problems? among \d+ quotes in \d tables", result.stdout)
        assert result.stdout.endswith("; no seal was written.\n")
        assert (home / PROOF).read_bytes() == before, "nothing is written when the proof fails"

    def test_a_row_without_a_seal(self, home: Path, articles: Path) -> None:
        change(home, "claims", lambda rows: rows.append({**rows[0], "claim_id": "C001-02"}))
        result = run(home)
        assert result.exit_code == 1
        assert (
            "claims C001-02, quote_fr, article 001, paragraph 2: the row has no seal"
            in result.stdout
        )
        assert run(home, "--articles", articles).exit_code == 0
        assert run(home).exit_code == 0

    def test_a_seal_without_a_row(self, home: Path, articles: Path) -> None:
        change(home, "claims", list.clear)
        result = run(home)
        assert result.exit_code == 1
        assert (
            "claims C001-01, quote_fr, article 001, paragraph 2: the proof has a seal for words"
            in (result.stdout)
        )
        assert run(home, "--articles", articles).exit_code == 0
        assert run(home).exit_code == 0

    @pytest.mark.parametrize("field", ["article_sha256", "position", "seal"])
    def test_a_changed_seal(self, home: Path, field: str) -> None:
        other = {"article_sha256": "0" * 64, "position": "3", "seal": "0" * 64}
        change(home, "proof", lambda rows: rows[3].update({field: other[field]}))
        result = run(home)
        assert result.exit_code == 1
        assert "the quote or its row in the proof has changed since it was proved" in result.stdout

    def test_a_damaged_position(self, home: Path) -> None:
        change(home, "proof", lambda rows: rows[0].update(position="here"))
        result = run(home)
        assert result.exit_code == 1
        assert "the position in the proof is not a whole number" in result.stdout

    def test_a_headline_without_its_paragraph(self, home: Path, articles: Path) -> None:
        change(home, "paragraphs", lambda rows: rows[2].update(role="lead"))
        assert "no paragraph whose role is headline" in run(home, "--articles", articles).stdout
        assert run(home).exit_code == 1

    def test_every_problem_is_named(self, home: Path, articles: Path) -> None:
        change(home, "tensions", lambda rows: letter(rows[0], "quote_fr_a"))
        change(home, "claims", lambda rows: letter(rows[0], "quote_fr"))
        result = run(home, "--articles", articles)
        assert "claims C001-01" in result.stdout
        assert "tensions T01" in result.stdout
        assert "2 problems among 11 quotes" in result.stdout


class TestWhatDiffers:
    def said(self, home: Path, articles: Path, quote: str, **place: str) -> str:
        change(home, "actors", lambda rows: rows[0].update(quote_fr=quote, **place))
        result = run(home, "--articles", articles)
        assert result.exit_code == 1
        line = next(
            line for line in result.stdout.splitlines() if line.startswith("actors voisine")
        )
        return line.split(": ", 1)[1]

    def test_a_letter(self, home: Path, articles: Path) -> None:
        assert self.said(home, articles, "le chat noir serais venu de la rue") == (
            "after “chat noir” the quote has “serais” where the paragraph has “serait”."
        )

    def test_an_accent_at_the_beginning(self, home: Path, articles: Path) -> None:
        assert self.said(home, articles, "Sélon la voisine, le chat noir serait venu") == (
            "the quote has “Sélon” where the paragraph has “Selon”."
        )

    def test_a_word_left_out(self, home: Path, articles: Path) -> None:
        assert self.said(home, articles, "le chat serait venu de la rue haute") == (
            "after “le chat” the quote has nothing where the paragraph has “noir”."
        )

    def test_a_word_put_in(self, home: Path, articles: Path) -> None:
        assert self.said(home, articles, "le gros chat noir serait venu de la rue") == (
            "after “le” the quote has “gros” where the paragraph has nothing."
        )

    def test_a_mark_beside_the_words_is_no_difference(self, home: Path, articles: Path) -> None:
        assert self.said(
            home, articles, "la voisine, le chat noir serait venu de la rue haute mardi"
        ) == ("after “rue haute” the quote has nothing where the paragraph has “,”.")

    def test_half_a_word(self, home: Path, articles: Path) -> None:
        assert "the quote has “haut” where the paragraph has “haute”" in self.said(
            home, articles, "venu de la rue haut"
        )

    def test_only_spaces(self, home: Path, articles: Path) -> None:
        assert self.said(home, articles, "Selon la voisine , le chat noir") == (
            "the words are the paragraph's, the spaces between them are not."
        )

    def test_the_words_of_another_paragraph(self, home: Path, articles: Path) -> None:
        told = self.said(home, articles, "le chat noir serait venu de la rue", paragraph="3")
        assert told == "the words stand in paragraph 2 of the article instead."

    def test_words_from_nowhere(self, home: Path, articles: Path) -> None:
        assert self.said(home, articles, "une tout autre histoire que voilà") == (
            "no words like these stand in the paragraph."
        )

    def test_a_paragraph_that_the_article_has_not(self, home: Path, articles: Path) -> None:
        assert self.said(home, articles, "le chat noir serait venu", paragraph="9") == (
            "there is no such paragraph, the article has 1 to 3."
        )

    def test_an_article_that_is_not_in_the_table(self, home: Path, articles: Path) -> None:
        assert self.said(home, articles, "le chat noir serait venu", article_id="004") == (
            "the table of articles has no such article."
        )


class TestCouldNotLook:
    def told(self, home: Path, *arguments: str | Path) -> str:
        result = run(home, *arguments)
        assert result.exit_code == 2, result.output
        assert result.stdout == ""
        assert result.stderr.startswith("Could not look: ")
        assert result.stderr.count("\n") == 1
        return result.stderr

    def test_no_folder(self, home: Path, tmp_path: Path) -> None:
        assert "there is no folder" in self.told(home, "--articles", tmp_path / "none")

    def test_an_article_is_missing(self, home: Path, articles: Path) -> None:
        (articles / "000_made_up.txt").unlink()
        assert "article 000 has no file" in self.told(home, "--articles", articles)

    def test_an_article_twice(self, home: Path, articles: Path) -> None:
        shutil.copy(articles / "000_made_up.txt", articles / "000_copy.txt")
        assert "article 000 has 2 files" in self.told(home, "--articles", articles)

    def test_an_article_is_unreadable(self, home: Path, articles: Path) -> None:
        (articles / "000_made_up.txt").write_bytes("école".encode("latin-1"))
        assert "is not UTF-8 text: byte 1 is 0xe9" in self.told(home, "--articles", articles)
        (articles / "000_made_up.txt").unlink()
        (articles / "000_made_up.txt").mkdir()
        assert "could not be read" in self.told(home, "--articles", articles)

    def test_no_proof_yet(self, home: Path) -> None:
        (home / PROOF).unlink()
        assert f"{PROOF}: there is no such file" in self.told(home)

    def test_a_table_is_unreadable(self, home: Path, articles: Path) -> None:
        (home / "data/case/claims.csv").write_text('claim_id,"', encoding="utf-8")
        assert "data/case/claims.csv" in self.told(home)
        assert "data/case/claims.csv" in self.told(home, "--articles", articles)

    def test_nothing_to_prove_is_no_proof(self, home: Path, articles: Path) -> None:
        for name in tables.describe(home):
            change(home, name, list.clear)
        assert "hold no quote to prove" in self.told(home)
        assert "hold no quote to prove" in self.told(home, "--articles", articles)

    def test_the_proof_cannot_be_written(self, home: Path, articles: Path) -> None:
        (home / PROOF).unlink()
        (home / PROOF).mkdir()
        assert f"{PROOF} could not be written" in self.told(home, "--articles", articles)
        assert [path.name for path in (home / PROOF).parent.glob(".proof*")] == []


class TestComparing:
    def test_what_is_made_equal(self) -> None:
        assert (
            comparable(" l’école\u00a0:  «\u202fla\tʼbelle‘ ﬁn » ")
            == "l'école : « la 'belle' fin »"
        )

    @pytest.mark.parametrize(
        ("words", "place"),
        [
            ("le chat", 0),
            ("chat", 3),
            ("cha", None),
            ("hat", None),
            ("L'eau", None),
            ("l'eau", 12),
            ("eau »", 14),
            ("«", 10),
            ("", None),
        ],
    )
    def test_words_begin_and_end_at_a_boundary(self, words: str, place: int | None) -> None:
        assert find(words, "le chat a « l'eau »".replace("« ", "« ")) == place


class TestTheCase:
    def test_the_seals_hold(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert verify(ROOT, None) == 0, capsys.readouterr().out

    @needs_articles
    def test_the_articles_bear_every_quote(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        shutil.copytree(ROOT / "data", tmp_path / "data")
        assert verify(tmp_path, ARTICLES) == 0, capsys.readouterr().out
        shipped = (ROOT / PROOF).read_bytes()
        assert (tmp_path / PROOF).read_bytes() == shipped, "run leaklab verify --articles DIR"

    def test_a_letter_in_any_table_breaks_a_seal(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for table, field in _fields_with_words():
            self.plant(tmp_path / f"{table}-{field}", table, field)
            assert verify(tmp_path / f"{table}-{field}", None) == 1
            assert re.search(rf"^{table} .*, {field}, article 00", capsys.readouterr().out, re.M)

    @needs_articles
    def test_a_letter_in_any_table_is_missed_in_the_articles(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for table, field in _fields_with_words():
            self.plant(tmp_path / f"{table}-{field}", table, field)
            assert verify(tmp_path / f"{table}-{field}", ARTICLES) == 1
            assert re.search(rf"^{table} .*, {field}, article 00", capsys.readouterr().out, re.M)

    def plant(self, home: Path, table: str, field: str) -> None:
        shutil.copytree(ROOT / "data", home / "data")

        def damage(rows: list[dict[str, str]]) -> None:
            row = [row for row in rows if row[field]][-1]
            first = re.search(r"[a-zé]", row[field])
            assert first
            place = first.start()
            other = "x" if row[field][place] != "x" else "y"
            row[field] = row[field][:place] + other + row[field][place + 1 :]

        change(home, table, damage)


def _fields_with_words() -> list[tuple[str, str]]:
    proof = rows_of(ROOT, "proof")
    return sorted({(row["table"], row["field"]) for row in proof})
