"""`case.load`, `case.quote` and `record.load`, as a notebook uses them."""

import dataclasses
from pathlib import Path

import pytest
from casework import ROOT, change, one_sentence, small_home

from leaklab import case, record, tables
from leaklab.case import CaseError, Quote
from leaklab.record import RecordError


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = small_home(tmp_path / "home")
    monkeypatch.setenv("LEAKLAB_HOME", str(folder))
    return folder


class TestLoad:
    def test_every_table_loads(self, home: Path) -> None:
        for name in (*case.TABLES, "proof"):
            assert tuple(case.load(name).columns) == tables.describe(home)[name].columns

    def test_the_list_of_tables_is_that_of_the_description(self) -> None:
        described = [
            name
            for name, table in tables.describe(ROOT).items()
            if table.path.startswith("data/case/")
        ]
        assert described == [*case.TABLES, "proof"]

    def test_an_unknown_table(self, home: Path) -> None:
        with pytest.raises(CaseError) as raised:
            case.load("claim")
        assert one_sentence(str(raised.value))
        assert "no table 'claim'; the nearest is 'claims'" in str(raised.value)

    def test_the_record_is_not_the_case(self, home: Path) -> None:
        with pytest.raises(CaseError, match="The case has no table"):
            case.load("record-calendar")
        with pytest.raises(RecordError, match="The record has no table 'events'"):
            record.load("events")

    def test_the_record_loads(self, home: Path) -> None:
        calendar = record.load("calendar")
        assert calendar.loc[0, "start"].isoformat() == "2017-05-07T00:00:00+02:00"
        with pytest.raises(RecordError, match="the nearest is 'calendar'"):
            record.load("calender")


class TestQuote:
    def test_the_words_with_their_place(self, home: Path) -> None:
        quote = case.quote("E000-1")
        assert quote == Quote(
            row_id="E000-1",
            table="events",
            article_id="000",
            paragraph=2,
            fr="le chat noir dort encore sur le toit de l’école",
            en="the black cat still sleeps on the roof of the school",
            label="The cat confirmed",
        )
        assert str(quote) == "«le chat noir dort encore sur le toit de l’école» — 000, §2"
        assert f"{quote}" == str(quote)

    def test_it_cannot_be_changed(self, home: Path) -> None:
        with pytest.raises(dataclasses.FrozenInstanceError):
            case.quote("N01").fr = "other words"

    @pytest.mark.parametrize(
        ("row_id", "table"),
        [("C001-01", "claims"), ("voisine", "actors"), ("N01", "figures"), (" N01 ", "figures")],
    )
    def test_every_kind_of_row(self, home: Path, row_id: str, table: str) -> None:
        quote = case.quote(row_id)
        assert (quote.table, quote.row_id) == (table, row_id.strip())
        assert isinstance(quote.paragraph, int)
        assert quote.beside is None

    def test_a_tension_has_both_passages(self, home: Path) -> None:
        quote = case.quote("T01")
        assert quote.row_id == "T01"
        assert quote.beside == case.quote("T01b")
        assert case.quote("T01a") == dataclasses.replace(quote, row_id="T01a", beside=None)
        assert str(quote).splitlines() == [
            "«le chat noir serait venu» — 001, §2",
            "«le chat noir dort encore» — 000, §2",
        ]
        assert quote._repr_html_().count("<figure") == 2

    def test_a_tension_with_one_passage(self, home: Path) -> None:
        assert case.quote("T02").beside is None
        assert case.quote("T02a").fr == case.quote("T02").fr
        with pytest.raises(CaseError, match="T02 has one passage only, T02a"):
            case.quote("T02b")

    def test_the_card(self, home: Path) -> None:
        change(home, "figures", lambda rows: rows[0].update(quote_en="9 < 10 & more"))
        card = case.quote("N01")._repr_html_()
        assert (
            '<span lang="fr">«le chat noir serait venu de la rue haute, mardi 9 mai»</span>' in card
        )
        assert "9 &lt; 10 &amp; more" in card
        assert (
            "from article 001, paragraph 2 (our label for the article: A cat on the roof)" in card
        )

    @pytest.mark.parametrize(
        ("row_id", "hint"),
        [
            ("E001-2", "the nearest ids are E001-1"),
            ("e001-1", "the nearest ids are E001-1"),
            ("voisin", "the nearest ids are voisine"),
            ("T01c", "the nearest ids are T01"),
            ("§§§", "ids look like E002-2"),
            ("", "ids look like E002-2"),
        ],
    )
    def test_an_unknown_id(self, home: Path, row_id: str, hint: str) -> None:
        with pytest.raises(CaseError) as raised:
            case.quote(row_id)
        assert one_sentence(str(raised.value))
        assert hint in str(raised.value)

    def test_every_row_of_the_case_has_its_words(self) -> None:
        for name, table in tables.describe(ROOT).items():
            if name in case.TABLES and {"quote_fr", "quote_fr_a"} & set(table.columns):
                for row_id in case.load(name)[table.key[0]]:
                    quote = case.quote(row_id)
                    assert quote.table == name
                    assert quote.fr
                    assert quote.en
