"""The typed reader: types as described, and one sentence for each kind of damage."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from casework import ROOT, change, one_sentence, small_home

from leaklab import tables
from leaklab.tables import TableError

EVENTS = "data/case/events.csv"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return small_home(tmp_path / "home")


def told(home: Path, name: str = "events") -> str:
    with pytest.raises(TableError) as raised:
        tables.read(home, name)
    message = str(raised.value)
    assert one_sentence(message), message
    return message


def edit(home: Path, old: str, new: str, path: str = EVENTS) -> None:
    file = home / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


class TestTypes:
    def test_text_stays_text_and_empty_is_missing(self, home: Path) -> None:
        articles = tables.read(home, "articles")
        assert isinstance(articles["article_id"].dtype, pd.StringDtype)
        assert articles["article_id"].tolist() == ["000", "001"]
        assert articles["title"].isna().tolist() == [True, False]

    def test_whole_numbers_and_numbers(self, home: Path) -> None:
        assert tables.read(home, "events")["paragraph"].dtype == "Int64"
        figures = tables.read(home, "figures")
        assert figures["low"].dtype == np.float64
        assert figures["high"].isna().all()

    def test_closed_vocabularies_are_categories_as_listed(self, home: Path) -> None:
        status = tables.read(home, "events")["status"]
        assert list(status.cat.categories) == [
            "as_written",
            "derived",
            "contradicted",
            "unresolved",
        ]
        assert not status.cat.ordered

    def test_instants_are_in_paris(self, home: Path) -> None:
        events = tables.read(home, "events")
        for column in ("start", "end", "not_before", "not_after"):
            assert str(events[column].dtype) == "datetime64[us, Europe/Paris]", column
        assert events.loc[0, "start"] == pd.Timestamp("2017-05-08T22:00Z")
        assert events.loc[0, "start"].hour == 0
        assert events.loc[1, "not_before"].utcoffset() == pd.Timedelta(hours=1)
        assert pd.isna(events.loc[1, "start"])

    def test_an_instant_written_with_another_offset_is_shown_in_paris(self, home: Path) -> None:
        edit(home, "2017-05-09T00:00+02:00", "2017-05-08T22:00+00:00")
        assert (
            tables.read(home, "events").loc[0, "start"].isoformat() == "2017-05-09T00:00:00+02:00"
        )

    def test_a_date_is_a_naive_midnight(self, home: Path) -> None:
        disclosed = tables.read(home, "events")["disclosed_on"]
        assert disclosed.dtype == "datetime64[us]"
        assert disclosed[1] == pd.Timestamp("2017-06-01")

    def test_a_table_without_rows_keeps_its_types(self, home: Path) -> None:
        change(home, "claims", list.clear)
        change(home, "events", list.clear)
        events = tables.read(home, "events")
        assert len(events) == 0
        assert str(events["start"].dtype) == "datetime64[us, Europe/Paris]"
        assert events["disclosed_on"].dtype == "datetime64[us]"

    def test_every_column_of_every_table_has_the_type_described(self) -> None:
        kinds = {
            "string": "string",
            "integer": "Int64",
            "number": "float64",
            "boolean": "boolean",
            "date": "datetime64[us]",
            "datetime": "datetime64[us, Europe/Paris]",
        }
        for name, table in tables.describe(ROOT).items():
            frame = tables.read(ROOT, name)
            assert tuple(frame.columns) == table.columns
            for field in table.fields:
                wanted = "category" if field.enum else kinds[field.type]
                found = frame[field.name].dtype
                assert found == wanted or (wanted == "string" and found == "str"), field.name


class TestCache:
    def test_a_frame_is_yours_to_change(self, home: Path) -> None:
        first = tables.read(home, "events")
        first.loc[0, "title"] = "changed"
        first["start"] = None
        assert tables.read(home, "events").loc[0, "title"] == "The cat comes"

    def test_a_changed_file_is_read_again(self, home: Path) -> None:
        tables.read(home, "events")
        edit(home, "The cat comes", "The cat came")
        assert tables.read(home, "events").loc[0, "title"] == "The cat came"

    def test_a_change_in_the_table_a_key_leads_to_is_seen(self, home: Path) -> None:
        tables.read(home, "claims")
        change(home, "actors", list.clear)
        assert "voisine" in told(home, "claims")


class TestFiles:
    def test_a_missing_file(self, home: Path) -> None:
        (home / EVENTS).unlink()
        assert told(home).startswith(f"{EVENTS}: there is no such file")

    def test_an_unreadable_file(self, home: Path) -> None:
        (home / EVENTS).unlink()
        (home / EVENTS).mkdir()
        assert told(home).startswith(f"{EVENTS}: the file could not be read")

    def test_an_empty_file(self, home: Path) -> None:
        (home / EVENTS).write_bytes(b"")
        assert told(home).startswith(f"{EVENTS}: the file is empty, expected 21 columns")

    def test_bytes_that_are_not_utf8(self, home: Path) -> None:
        file = home / EVENTS
        file.write_bytes(file.read_bytes().replace("école".encode(), "école".encode("latin-1")))
        assert told(home).startswith(f"{EVENTS}, line 3: found the byte 0xe9, expected UTF-8")

    def test_a_byte_order_mark(self, home: Path) -> None:
        file = home / EVENTS
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
        assert "byte order mark" in told(home)

    def test_a_quotation_mark_never_closed(self, home: Path) -> None:
        edit(home, "E000-1,cat", 'E000-1,"cat')
        message = told(home)
        assert message.startswith(f"{EVENTS}, row that begins on line 3: a quotation mark opens")

    def test_semicolons(self, home: Path) -> None:
        file = home / EVENTS
        file.write_text(file.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
        assert "separated by semicolons, expected commas" in told(home)

    def test_a_ragged_row(self, home: Path) -> None:
        edit(home, "E000-1,cat", "E000-1,cat,cat")
        message = told(home)
        assert message.startswith(f"{EVENTS}, line 3 (row E000-1): found 22 cells, expected 21")

    def test_an_empty_line(self, home: Path) -> None:
        edit(home, "E000-1,cat", "\nE000-1,cat")
        assert told(home).startswith(f"{EVENTS}, line 3: found an empty line")

    def test_a_missing_column(self, home: Path) -> None:
        edit(home, "happening_id,", "")
        assert told(home).startswith(
            f"{EVENTS}, line 1, column happening_id: the column is missing"
        )

    def test_an_extra_column(self, home: Path) -> None:
        edit(home, "happening_id,", "happening_id,mood,")
        assert told(home).startswith(f"{EVENTS}, line 1, column mood: the column is not described")

    def test_a_column_twice(self, home: Path) -> None:
        edit(home, "happening_id,", "happening_id,happening_id,")
        assert "column happening_id: the column stands twice" in told(home)

    def test_columns_in_another_order(self, home: Path) -> None:
        edit(home, "happening_id,label,", "label,happening_id,")
        assert "column 2: found label, expected happening_id" in told(home)

    def test_the_line_is_the_files_own(self, home: Path) -> None:
        edit(home, "The cat comes", '"The cat\ncomes"')
        edit(home, "2017-06-01", "1 June")
        assert ", line 4 (row E000-1), column disclosed_on: found “1 June”" in told(home)

    def test_lines_of_a_banner_are_left_out(self, home: Path) -> None:
        description = home / tables.DESCRIPTION
        text = description.read_text(encoding="utf-8")
        text = text.replace(
            '"path": "case/events.csv",',
            '"path": "case/events.csv", "dialect": {"commentChar": "#"},',
        )
        description.write_text(text, encoding="utf-8")
        edit(home, "event_id,", "# made up, for a test\nevent_id,")
        assert len(tables.read(home, "events")) == 2


class TestCells:
    @pytest.mark.parametrize(
        ("old", "new", "expected"),
        [
            ("2017-05-09T00:00+02:00", "9 May", "column start: found “9 May”, expected an instant"),
            (
                "2017-05-09T00:00+02:00",
                "2017-05-09T00:00",
                "column start: found “2017-05-09T00:00”",
            ),
            ("2017-06-01", "20170601", "column disclosed_on: found “20170601”, expected a date"),
            (
                "2017-06-01",
                "2017-06-31",
                "column disclosed_on: found “2017-06-31”, expected a date",
            ),
            (",day,", ",days,", "column precision: found “days”, expected one of minute, hour"),
            (",day,", ",days,", "the nearest is day"),
            ("E001-1,cat", "E001-1,", "column happening_id: found nothing, expected a value"),
            ("E001-1,cat", "E1,cat", "column event_id: found “E1”, expected text such as E002-4"),
            (",001,2,", ",001,two,", "column paragraph: found “two”, expected a whole number"),
            (",001,2,", ",001,0,", "column paragraph: found “0”, expected a whole number of at"),
            (",001,2,", ",009,2,", "column article_id: found “009”, expected text such as 002"),
        ],
    )
    def test_a_cell_that_breaks_its_rule(
        self, home: Path, old: str, new: str, expected: str
    ) -> None:
        edit(home, old, new)
        message = told(home)
        assert re.match(rf"{EVENTS}, line [23] \(row E", message), message
        assert expected in message
        assert message.endswith("correct it, or put the file back as it was shipped.")

    def test_a_doubled_id(self, home: Path) -> None:
        edit(home, "E000-1,cat", "E001-1,cat")
        message = told(home)
        assert "line 3 (row E001-1), column event_id: found “E001-1”" in message
        assert "line 2 has it" in message

    def test_a_doubled_pair(self, home: Path) -> None:
        edit(home, "000,2,", "000,1,", "data/case/paragraphs.csv")
        message = told(home, "paragraphs")
        assert "column article_id, paragraph: found “000, 1”, expected a value that no" in message

    def test_a_key_that_leads_nowhere(self, home: Path) -> None:
        edit(home, "C001-01,voisine", "C001-01,voisin", "data/case/claims.csv")
        message = told(home, "claims")
        assert "line 2 (row C001-01), column speaker: found “voisin”" in message
        assert "an id (actor_id) of data/case/actors.csv; the nearest is voisine" in message

    def test_a_paragraph_that_the_article_has_not(self, home: Path) -> None:
        edit(home, ",001,2,", ",001,7,")
        message = told(home)
        assert "column article_id, paragraph: found “001, 7”, expected a pair" in message

    def test_a_key_into_the_table_itself(self, home: Path) -> None:
        edit(home, "E001-1,,No date", "E001-2,,No date")
        assert "column relative_to: found “E001-2”" in told(home)

    def test_half_a_key(self, home: Path) -> None:
        change(home, "tensions", lambda rows: rows[1].update(article_id_b="001"))
        assert "column article_id_b, paragraph_b: found “001, ”" in told(home, "tensions")

    def test_a_number_that_is_none(self, home: Path) -> None:
        change(home, "figures", lambda rows: rows[0].update(low="many"))
        assert "column low: found “many”, expected a number" in told(home, "figures")

    def test_a_long_cell_is_cut(self, home: Path) -> None:
        edit(home, ",day,", f",{'day' * 40},")
        assert len(told(home)) < 400


class TestDescription:
    def test_no_such_table(self, home: Path) -> None:
        assert told(home, "event").endswith("named 'event'; the nearest is events.")

    def test_a_damaged_description(self, home: Path) -> None:
        (home / tables.DESCRIPTION).write_text("{", encoding="utf-8")
        assert told(home).startswith(f"{tables.DESCRIPTION}, line 1: this is not JSON")

    def test_a_description_without_a_part(self, home: Path) -> None:
        (home / tables.DESCRIPTION).write_text('{"resources": [{}]}', encoding="utf-8")
        assert "lacks a part" in told(home)

    def test_no_description(self, home: Path) -> None:
        (home / tables.DESCRIPTION).unlink()
        assert told(home).startswith(f"{tables.DESCRIPTION}: there is no such file")


def test_a_notebook_shows_the_sentence_alone(home: Path) -> None:
    (home / EVENTS).unlink()
    with pytest.raises(TableError) as raised:
        tables.read(home, "events")
    assert raised.value._render_traceback_() == [f"TableError: {raised.value}"]
