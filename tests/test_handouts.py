"""The sheets to print: made from the tables, in step, whole, and with nothing to fetch."""

import html
import itertools
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from casework import one_sentence
from test_building import LESSON, NAME, SOURCES
from test_people_and_words import RULES, Passage

from leaklab import newsroom, places, record
from leaklab.tools import building, handouts

HOME = places.home()
TEXT = handouts.newsroom_cards(HOME)
TARGET = HOME / "exercises/en/3_4_newsroom_at_midnight_cards.html"
VOID = {"meta", "br"}


def plain(page: str) -> str:
    """Return what is read on a page."""
    bare = re.sub(r"<style>.*?</style>|<[^>]+>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(bare).split())


class Tags(HTMLParser):
    """Sees to it that every tag that opens closes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: dict[str, dict[str, str | None]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.setdefault(tag, dict(attrs))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag


class TestSheets:
    def test_the_committed_sheets_are_in_step(self) -> None:
        assert TARGET.read_text("utf-8") == TEXT, "run `leaklab build 3_4`"

    def test_they_are_made_the_same_again(self) -> None:
        assert handouts.newsroom_cards(HOME) == TEXT
        assert handouts.make(HOME, "3_4_newsroom_at_midnight") == [(TARGET, TEXT)]
        assert handouts.make(HOME, "1_2_what_happened_when") == []

    def test_everything_is_there(self) -> None:
        cards = newsroom.cards(record.load("newsroom"), record.load("statements"))
        read = plain(TEXT)
        for number, card in cards.iterrows():
            assert f"Card {number} · {card['when']}" in read
            for part in ("text", "others", "later"):
                assert " ".join(card[part].split()) in read, (number, part)
                assert card[f"{part}_sources"] in read
        for table, columns in (("midnight", ("words_en", "why_en")), ("quiz", ("proposition",))):
            for column in columns:
                for text in record.load(table)[column]:
                    assert text in read, text
        assert read.count("☐ publish") == len(cards)
        assert read.count("☐ keep ☐ reword ☐ cut") == 10
        assert read.count("☐ true ☐ false") == 16
        assert len(re.findall(r"\b(?:true|false)\.", read.split("Key to the statements")[1])) == 16

    def test_answers_come_on_sheets_of_their_own_and_last(self) -> None:
        sheets = [plain(part) for part in TEXT.split('<section class="sheet">')[1:]]
        kinds = ["Answers to", "The draft", "Our readings", "Sixteen", "Key", "What holds up"]
        assert [next(k for k in kinds if sheet.startswith(k)) for sheet in sheets[6:]] == kinds
        assert sheets[0].startswith("The clock")
        assert all(sheet.count("Card ") == 2 for sheet in sheets[1:6])
        assert all("What was learned later" not in sheet for sheet in sheets[:6])

    def test_the_clock_has_a_row_a_card_and_room_for_hands(self) -> None:
        table = re.search(r'<table class="hands">.*?</table>', TEXT, re.DOTALL)[0]
        assert table.count("<td></td>") == 10 * 4
        read = plain(table)
        for words in (
            "Friday 20:35",
            "somewhere between Friday 20:35 and Friday 20:50",
            "Friday 23:55",
            "midnight, Friday to Saturday",
            "somewhere between Friday 20:35 and Saturday 8:00",
            "somewhere on Saturday",
        ):
            assert words in read, words

    def test_each_sentence_of_the_draft_has_a_line_for_rewording(self) -> None:
        draft = next(part for part in TEXT.split("<section") if "The draft, half" in part)
        assert draft.count('class="line"') == draft.count("☐ reword") == 10

    def test_what_the_lesson_says_stands_there_word_for_word(self) -> None:
        [path] = HOME.glob("lessons/*/3_4_newsroom_at_midnight/lesson.md")
        lesson = path.read_text("utf-8").replace("*", "")
        whole = lesson.split("## What holds up")[1].split("## ")[0]
        bullets = re.findall(r"^- (.*)$", lesson, re.MULTILINE)
        read = plain(TEXT)
        assert " ".join(whole.split()) in read
        # four choices, three texts; the rest are the key points
        assert [text in read for text in bullets] == [True] * 7 + [False] * 5
        assert "one of our five French articles" in read
        assert "This is information, not legal advice." in read

    @pytest.mark.parametrize(
        ("damage", "says"),
        [
            (None, "is missing"),
            (("## What holds up", "## What else"), "no section 'What holds up'"),
            (("Each card says", "A card says"), "begins with 'Each card says'"),
        ],
    )
    def test_a_damaged_lesson_gives_one_sentence(self, tmp_path: Path, damage, says: str) -> None:
        shutil.copytree(HOME / "data", tmp_path / "data")
        [path] = HOME.glob("lessons/*/3_4_newsroom_at_midnight/lesson.md")
        if damage:
            copy = tmp_path / path.relative_to(HOME)
            copy.parent.mkdir(parents=True)
            copy.write_text(path.read_text("utf-8").replace(*damage), "utf-8")
        with pytest.raises(building.tables.TableError, match=says) as raised:
            handouts.newsroom_cards(tmp_path)
        assert one_sentence(str(raised.value))

    def test_it_stands_alone(self) -> None:
        for forbidden in ("http", "www.", "src=", "href=", "<script", "<link", "@import", "url("):
            assert forbidden not in TEXT.lower(), forbidden

    def test_it_is_a_page_that_can_be_read(self) -> None:
        tags = Tags()
        tags.feed(TEXT)
        assert tags.open == []
        assert tags.seen["html"] == {"lang": "en"}
        assert tags.seen["meta"] == {"charset": "utf-8"}
        assert len(re.search(r"<title>(.*?)</title>", TEXT)[1]) > 20
        headings = [int(level) for level in re.findall(r"<h([1-6])", TEXT)]
        assert headings[0] == 1
        assert headings.count(1) == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(headings))
        assert len(re.findall("«", TEXT)) == len(re.findall('<span lang="fr">«', TEXT))

    def test_it_prints_on_a4_in_black_and_white_at_twelve_points(self) -> None:
        style = re.search(r"<style>(.*?)</style>", TEXT, re.DOTALL)[1]
        assert "size: A4" in style
        assert min(float(size) for size in re.findall(r"([\d.]+)pt", style)) >= 12
        assert set(re.findall(r"#\w{3,6}\b", style)) == {"#000", "#fff"}
        assert "dashed" in style
        assert "break-inside: avoid" in style

    def test_it_keeps_the_rules_about_people_and_words(self) -> None:
        where = TARGET.relative_to(HOME).as_posix()
        text = html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", "\n", TEXT, flags=re.DOTALL))
        for rule in RULES:
            assert rule([Passage(where, text)]) == []
            broken = Passage(where, text + "\n\nSee https://wikileaks.org/x by Camille Bernard.\n")
            if rule.__name__ in ("no_leaked_material", "people_are_allowed"):
                assert rule([broken])

    def test_a_damaged_table_gives_one_sentence(self, tmp_path: Path) -> None:
        shutil.copytree(HOME / "data", tmp_path / "data")
        path = tmp_path / "data/record/quiz.csv"
        path.write_text(path.read_text("utf-8").replace("Q-03", "Q-02"), "utf-8")
        with pytest.raises(building.tables.TableError) as raised:
            handouts.newsroom_cards(tmp_path)
        assert one_sentence(str(raised.value))
        assert "quiz.csv" in str(raised.value)


class TestBuilding:
    """``leaklab build`` makes a lesson's sheets, and ``--check`` compares them."""

    @pytest.fixture
    def kit(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        folder = tmp_path / "kit"
        (folder / "data").mkdir(parents=True)
        (folder / LESSON).parent.mkdir(parents=True)
        (folder / LESSON).write_text(SOURCES[LESSON].partition("```{code-cell}")[0], "utf-8")
        monkeypatch.setitem(handouts.HANDOUTS, NAME, ("_sheet.html", lambda home: "<p>One</p>\n"))
        # making the notebook again costs a kernel; the sheets are what is tried here
        notebooks: dict[Path, str] = {}
        real = building.execute

        def execute(notebook, into, source, home):
            if source not in notebooks:
                notebooks[source] = real(notebook, into, source, home)
            return notebooks[source]

        monkeypatch.setattr(building, "execute", execute)
        assert building.build(folder, (), check=False) == 0
        return folder

    def sheet(self, kit: Path) -> Path:
        return kit / f"exercises/en/{NAME}_sheet.html"

    def test_made_and_in_step(self, kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.sheet(kit).read_text("utf-8") == "<p>One</p>\n"
        assert building.build(kit, ("9_1",), check=False) == 0
        assert "1 notebooks and 1 handout built, 0 changed." in capsys.readouterr().out
        assert building.build(kit, (), check=True) == 0
        assert "1 notebooks and 1 handout are in step" in capsys.readouterr().out

    @pytest.mark.parametrize("damage", [b"<p>Two</p>\n", b"", b"\xff", b"<p>One</p>\r\n"])
    @pytest.mark.parametrize("elsewhere", [False, True])
    def test_edited_by_hand(
        self, kit: Path, capsys: pytest.CaptureFixture[str], damage: bytes, elsewhere: bool
    ) -> None:
        self.sheet(kit).write_bytes(damage)
        if elsewhere:
            (kit / building.RECORD).write_text("{}")
        capsys.readouterr()
        assert building.build(kit, (), check=True) == 1
        assert capsys.readouterr().out.splitlines() == [
            f"Out of step: exercises/en/{NAME}_sheet.html differs from what its tables make.",
            "Run `leaklab build` and commit what it changes.",
        ]
        assert building.build(kit, (), check=False) == 0
        assert building.build(kit, (), check=True) == 0

    def test_missing(self, kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.sheet(kit).unlink()
        assert building.build(kit, (), check=True) == 1
        assert f"{NAME}_sheet.html is missing" in capsys.readouterr().out

    def test_a_sheet_without_a_lesson_is_named_and_kept(
        self, kit: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        own = kit / "exercises/en/my_own.html"
        own.write_text("mine")
        assert building.build(kit, (), check=True) == 1
        assert "my_own.html belongs to no lesson" in capsys.readouterr().out
        assert own.read_text() == "mine"

    def test_a_table_that_fails_is_one_sentence(
        self, kit: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def damaged(home: Path) -> str:
            raise building.tables.TableError("data/x.csv: the file is empty.")

        monkeypatch.setitem(handouts.HANDOUTS, NAME, ("_sheet.html", damaged))
        capsys.readouterr()
        assert building.build(kit, (), check=False) == 1
        assert capsys.readouterr().err == "data/x.csv: the file is empty.\n"
        assert self.sheet(kit).read_text("utf-8") == "<p>One</p>\n"
