"""Read the kit's tables with their types, and say in one sentence what is wrong with one.

``data/datapackage.json`` is the single source: types, closed lists, patterns and keys are read
from it and stand nowhere else. pandas and the standard library are enough, so a learner's
machine needs no validator.
"""

import csv
import difflib
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from leaklab.wording import SentenceError

DESCRIPTION = "data/datapackage.json"
PARIS = "Europe/Paris"
REMEDY = "correct it, or put the file back as it was shipped"


class TableError(SentenceError):
    """A table cannot be used; the message is one sentence that says where and why."""


@dataclass(frozen=True)
class Field:
    """One column as the description has it."""

    name: str
    type: str
    format: str
    required: bool
    unique: bool
    enum: tuple[str, ...]
    pattern: str
    minimum: float | None
    maximum: float | None
    example: str
    lists: Mapping[str, str] | None  # where a space-separated list points: resource and field


@dataclass(frozen=True)
class ForeignKey:
    """Columns whose values must stand in another table."""

    fields: tuple[str, ...]
    resource: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table as the description has it; ``path`` is relative to the home folder."""

    name: str
    path: str
    title: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    foreign: tuple[ForeignKey, ...]
    comment: str

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)


@dataclass(frozen=True)
class Row:
    """One row as text: the line of the file it begins on, and its cells by column."""

    line: int
    cells: Mapping[str, str]


_Stamp = tuple[int, int]
_described: dict[Path, tuple[_Stamp, dict[str, Table]]] = {}
_texts: dict[Path, tuple[_Stamp, tuple[Row, ...]]] = {}
_frames: dict[Path, tuple[tuple[_Stamp, ...], pd.DataFrame]] = {}


def describe(home: Path) -> dict[str, Table]:
    """Return every table that the description names, by resource name.

    Parameters
    ----------
    home : Path
        The folder that holds ``data/``.

    Returns
    -------
    dict of str to Table
        In the order of the description.

    Raises
    ------
    TableError
        If ``data/datapackage.json`` is missing or damaged.
    """
    path = home / DESCRIPTION
    stamp = _stamp(path, DESCRIPTION)
    known = _described.get(path)
    if known and known[0] == stamp:
        return known[1]
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
        tables = {r["name"]: _table(r) for r in package["resources"]}
    except json.JSONDecodeError as error:
        raise TableError(
            f"{DESCRIPTION}, line {error.lineno}: this is not JSON ({error.msg}); {REMEDY}."
        ) from None
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError) as error:
        raise TableError(
            f"{DESCRIPTION}: the description of the tables lacks a part ({error}); {REMEDY}."
        ) from None
    _described[path] = (stamp, tables)
    return tables


def raw(home: Path, name: str) -> tuple[Row, ...]:
    """Return the rows of a table as text, the file's form checked and nothing else.

    Parameters
    ----------
    home : Path
        The folder that holds ``data/``.
    name : str
        A resource of the description, such as ``"events"``.

    Returns
    -------
    tuple of Row
        Every cell is a string, empty where the file has nothing.

    Raises
    ------
    TableError
        If the file is missing, is not UTF-8, is no CSV, or has other columns than described.
    """
    table = _find(home, name)
    path = home / table.path
    stamp = _stamp(path, table.path)
    known = _texts.get(path)
    if known and known[0] == stamp:
        return known[1]
    rows = tuple(_rows(table, path))
    _texts[path] = (stamp, rows)
    return rows


def read(home: Path, name: str) -> pd.DataFrame:
    """Return a table with its types, once everything the description asks of it holds.

    Parameters
    ----------
    home : Path
        The folder that holds ``data/``.
    name : str
        A resource of the description, such as ``"events"`` or ``"record-calendar"``.

    Returns
    -------
    DataFrame
        One row a record, columns in the file's order. Text is of pandas' string type (so
        ``article_id`` stays ``"000"``), a closed vocabulary is a category whose values are listed
        in the order of the description, integers are ``Int64``, a date is a naive midnight, an
        instant is a datetime in the zone Europe/Paris. The frame is yours to change.

    Raises
    ------
    TableError
        If a file is missing or damaged, a cell breaks its rule, or a key leads nowhere.
    """
    table = _find(home, name)
    path = home / table.path
    related = [table, *(_find(home, key.resource) for key in table.foreign)]
    stamps = (
        _stamp(home / DESCRIPTION, DESCRIPTION),
        *(_stamp(home / other.path, other.path) for other in related),
    )
    known = _frames.get(path)
    if not known or known[0] != stamps:
        known = (stamps, _typed(home, table))
        _frames[path] = known
    return known[1].copy()


def nearest(word: str, words: Iterable[str], count: int = 3) -> list[str]:
    """Return at most `count` of `words` that look like `word`, best first, whatever the case."""
    spelled = {w.casefold(): w for w in words}
    found = difflib.get_close_matches(word.casefold(), spelled, n=count, cutoff=0.5)
    return [spelled[f] for f in found]


# --- the description -----------------------------------------------------------------------


def _table(resource: Mapping[str, Any]) -> Table:
    schema = resource["schema"]
    key = schema.get("primaryKey", [])
    return Table(
        name=resource["name"],
        path=f"data/{resource['path']}",
        title=resource["title"],
        fields=tuple(_field(f) for f in schema["fields"]),
        key=(key,) if isinstance(key, str) else tuple(key),
        foreign=tuple(
            ForeignKey(
                fields=tuple(k["fields"]),
                # An empty name means the table itself.
                resource=k["reference"]["resource"] or resource["name"],
                targets=tuple(k["reference"]["fields"]),
            )
            for k in schema.get("foreignKeys", [])
        ),
        comment=resource.get("dialect", {}).get("commentChar", ""),
    )


def _field(field: Mapping[str, Any]) -> Field:
    rules = field.get("constraints", {})
    return Field(
        name=field["name"],
        type=field["type"],
        format=field.get("format", "default"),
        required=rules.get("required", False),
        unique=rules.get("unique", False),
        enum=tuple(rules.get("enum", ())),
        pattern=rules.get("pattern", ""),
        minimum=rules.get("minimum"),
        maximum=rules.get("maximum"),
        example=str(field.get("example", "")),
        lists=field.get("listOf"),
    )


def _find(home: Path, name: str) -> Table:
    tables = describe(home)
    if name not in tables:
        near = nearest(name, tables)
        hint = f"; the nearest is {near[0]}" if near else ""
        raise TableError(f"{DESCRIPTION} describes no table named {name!r}{hint}.")
    return tables[name]


# --- the file ------------------------------------------------------------------------------


def _stamp(path: Path, shown: str) -> _Stamp:
    try:
        found = path.stat()
    except OSError:
        raise TableError(
            f"{shown}: there is no such file in {path.parent}; put it back as it was shipped."
        ) from None
    return found.st_mtime_ns, found.st_size


def _decoded(table: Table, path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TableError(
            f"{table.path}: the file could not be read ({error.strerror}); "
            "see to its permissions, or put it back as it was shipped."
        ) from None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TableError(
            f"{table.path}, line {line}: found the byte 0x{content[error.start]:02x}, expected "
            "UTF-8 text; save it as UTF-8, or put the file back as it was shipped."
        ) from None
    if text.startswith("\ufeff"):
        raise TableError(
            f"{table.path}, line 1: found a byte order mark, which some spreadsheets write, "
            "expected plain UTF-8; save it without the mark, or put the file back as it was "
            "shipped."
        )
    return text


def _records(table: Table, text: str) -> Iterable[tuple[int, list[str]]]:
    """Yield each record with the line it begins on, comment lines left out."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            what = (
                "a quotation mark opens and is never closed"
                if "unexpected end" in str(error)
                else f"the quotation marks do not fit ({error})"
            )
            raise TableError(
                f"{table.path}, row that begins on line {line}: {what}; {REMEDY}."
            ) from None
        if table.comment and record and record[0].startswith(table.comment):
            continue
        yield line, record


def _rows(table: Table, path: Path) -> Iterable[Row]:
    records = iter(_records(table, _decoded(table, path)))
    first = next(records, None)
    if first is None:
        raise TableError(
            f"{table.path}: the file is empty, expected {len(table.columns)} columns beginning "
            f"with {table.columns[0]}; put it back as it was shipped."
        )
    _check_header(table, *first)
    for line, record in records:
        if len(record) != len(table.columns):
            found = f"found {_counted(len(record), 'cell')}" if record else "found an empty line"
            name = f" (row {record[0]})" if record and record[0] else ""
            raise TableError(
                f"{table.path}, line {line}{name}: {found}, expected {len(table.columns)}, "
                f"one for each column; {REMEDY}."
            )
        yield Row(line, dict(zip(table.columns, record, strict=True)))


def _check_header(table: Table, line: int, header: Sequence[str]) -> None:
    expected = list(table.columns)
    if list(header) == expected:
        return
    where = f"{table.path}, line {line}"
    whole = f"{_counted(len(expected), 'column')} from {expected[0]} to {expected[-1]}"
    if len(header) == 1 and ";" in header[0]:
        raise TableError(
            f"{where}: found columns separated by semicolons, expected commas; "
            "save it as comma-separated values, or put the file back as it was shipped."
        )
    for name in expected:
        if name not in header:
            raise TableError(
                f"{where}, column {name}: the column is missing from the header, expected {whole}; "
                f"{REMEDY}."
            )
    for name in header:
        if name not in expected or list(header).count(name) > 1:
            told = "stands twice in the header" if name in expected else "is not described"
            raise TableError(
                f"{where}, column {name or '(without a name)'}: the column {told}, expected "
                f"{whole}; {REMEDY}."
            )
    place = next(i for i, name in enumerate(expected) if header[i] != name)
    raise TableError(
        f"{where}, column {place + 1}: found {header[place]}, expected {expected[place]} "
        f"(the columns stand in another order); {REMEDY}."
    )


# --- the cells -----------------------------------------------------------------------------


def _typed(home: Path, table: Table) -> pd.DataFrame:
    rows = raw(home, table.name)
    values = {field.name: [_value(table, field, row) for row in rows] for field in table.fields}
    for field in table.fields:
        if field.unique:
            _check_unique(table, (field.name,), rows, values)
    if table.key:
        _check_unique(table, table.key, rows, values)
    for key in table.foreign:
        _check_foreign(home, table, key, rows, values)
    return pd.DataFrame({f.name: _column(f, values[f.name]) for f in table.fields})


def _value(table: Table, field: Field, row: Row) -> Any:
    text = row.cells[field.name]
    if text == "":
        if field.required:
            raise _wrong(table, row, field.name, "nothing", f"a value ({_expected(field)})")
        return None
    try:
        value = _PARSERS[field.type](text, field.format)
    except ValueError:
        raise _wrong(table, row, field.name, _shown(text), _expected(field)) from None
    fits = (
        (not field.enum or text in field.enum)
        and (not field.pattern or re.fullmatch(field.pattern, text) is not None)
        and (field.minimum is None or value >= field.minimum)
        and (field.maximum is None or value <= field.maximum)
    )
    if not fits:
        expected = _expected(field)
        near = nearest(text, field.enum, 1)
        if near:
            expected += f" (the nearest is {near[0]})"
        raise _wrong(table, row, field.name, _shown(text), expected)
    return value


def _check_unique(
    table: Table, names: tuple[str, ...], rows: Sequence[Row], values: Mapping[str, list[Any]]
) -> None:
    seen: dict[tuple[Any, ...], int] = {}
    for row, value in zip(rows, zip(*(values[n] for n in names), strict=True), strict=True):
        if all(v is None for v in value):
            continue
        if value in seen:
            raise _wrong(
                table,
                row,
                ", ".join(names),
                _shown(", ".join(row.cells[n] for n in names)),
                f"a value that no other row has (line {seen[value]} has it)",
            )
        seen[value] = row.line


def _check_foreign(
    home: Path,
    table: Table,
    key: ForeignKey,
    rows: Sequence[Row],
    values: Mapping[str, list[Any]],
) -> None:
    target = _find(home, key.resource)
    kinds = [next(f for f in target.fields if f.name == name) for name in key.targets]
    there = {
        tuple(_lenient(kind, other.cells[kind.name]) for kind in kinds)
        for other in raw(home, key.resource)
    }
    for row, value in zip(rows, zip(*(values[n] for n in key.fields), strict=True), strict=True):
        if all(v is None for v in value) or value in there:
            continue
        many = len(key.targets) > 1
        expected = f"{'a pair' if many else 'an id'} ({', '.join(key.targets)}) of {target.path}"
        if not many:
            near = nearest(str(value[0]), (str(t[0]) for t in there), 1)
            expected += f"; the nearest is {near[0]}" if near else ""
        raise _wrong(
            table,
            row,
            ", ".join(key.fields),
            _shown(", ".join(row.cells[n] for n in key.fields)),
            expected,
        )


def _lenient(field: Field, text: str) -> Any:
    # What is wrong in the other table is told when that table is read.
    try:
        return _PARSERS[field.type](text, field.format) if text else None
    except ValueError:
        return text


def _integer(text: str, _: str) -> int:
    if not re.fullmatch(r"[+-]?[0-9]+", text):
        raise ValueError(text)
    return int(text)


def _number(text: str, _: str) -> float:
    if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", text):
        raise ValueError(text)
    return float(text)


def _date(text: str, _: str) -> date:
    # date.fromisoformat alone would also take 20170505 and week dates.
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _instant(text: str, form: str) -> datetime:
    return datetime.strptime(text, form)


def _truth(text: str, _: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


_PARSERS: dict[str, Callable[[str, str], Any]] = {
    "string": lambda text, _: text,
    "integer": _integer,
    "number": _number,
    "date": _date,
    "datetime": _instant,
    "boolean": _truth,
}


def _column(field: Field, values: list[Any]) -> Any:
    if field.enum:
        return pd.Categorical(values, categories=list(field.enum))
    match field.type:
        case "integer":
            return pd.array(values, dtype="Int64")
        case "number":
            return np.array([np.nan if v is None else v for v in values], dtype="float64")
        case "boolean":
            return pd.array(values, dtype="boolean")
        case "date":
            return pd.Series(pd.to_datetime(values)).astype("datetime64[us]")
        case "datetime":
            moments = pd.Series(pd.to_datetime(values, utc=True))
            return moments.dt.tz_convert(PARIS).dt.as_unit("us")
        case _:
            return pd.array(values, dtype=pd.StringDtype(na_value=np.nan))


# --- the words of an error -----------------------------------------------------------------


def _wrong(table: Table, row: Row, column: str, found: str, expected: str) -> TableError:
    name = ", ".join(row.cells[k] for k in table.key if row.cells[k])
    return TableError(
        f"{table.path}, line {row.line}{f' (row {name})' if name else ''}, column {column}: "
        f"found {found}, expected {expected}; {REMEDY}."
    )


def _shown(text: str) -> str:
    short = text if len(text) <= 60 else f"{text[:57]}..."
    return f"“{short}”"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _expected(field: Field) -> str:
    if field.enum:
        return f"one of {', '.join(field.enum)}"
    if field.pattern:
        return f"text such as {field.example}" if field.example else f"text like {field.pattern}"
    words = {
        "integer": "a whole number",
        "number": "a number",
        "date": "a date such as 2017-05-05",
        "datetime": "an instant with its offset such as 2017-05-05T22:00+02:00",
        "boolean": "true or false",
    }.get(field.type, "text")
    if field.minimum is not None:
        words += f" of at least {field.minimum}"
    if field.maximum is not None:
        words += f" of at most {field.maximum}"
    return words
