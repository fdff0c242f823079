"""The description of the tables is a valid Data Package, and the tables are what it says."""

import json
import shutil
from pathlib import Path

import pytest
from casework import ROOT, change, small_home
from frictionless import Package, Report, system

from leaklab import tables

PACKAGE = json.loads((ROOT / tables.DESCRIPTION).read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}

PLACED = [name for name, resource in RESOURCES.items() if resource["path"].startswith("case/")]


def validate(home: Path) -> Report:
    return Package(str(home / tables.DESCRIPTION)).validate()


def errors(report: Report) -> list[str]:
    return [
        *(error.message for error in report.errors),
        *(f"{task.name}: {error.message}" for task in report.tasks for error in task.errors),
    ]


def test_the_tables_are_valid() -> None:
    report = validate(ROOT)
    assert errors(report) == []
    assert report.valid
    assert len(report.tasks) == len(RESOURCES)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return small_home(tmp_path / "home")


def test_the_made_up_case_is_valid(home: Path) -> None:
    assert errors(validate(home)) == []


@pytest.mark.parametrize(
    ("table", "cells", "told"),
    [
        ("claims", {"speaker": "nobody"}, "foreign key"),
        ("claims", {"article_id": "003"}, "foreign key"),
        ("claims", {"paragraph": "9"}, "foreign key"),
        ("events", {"relative_to": "E004-9"}, "foreign key"),
        ("tensions", {"paragraph_b": "9"}, "foreign key"),
        ("actors", {"actor_id": "chat"}, "primary key"),
        ("claims", {"quote_fr": ""}, "required"),
        ("claims", {"voice": "whisper"}, "enum"),
        ("claims", {"about": "chat  voisine"}, "pattern"),
        ("events", {"start": "2017-05-09T00:00"}, "type"),
        ("events", {"disclosed_on": "9 May"}, "type"),
        ("figures", {"low": "many"}, "type"),
    ],
)
def test_a_planted_defect_is_caught_by_both_readers(
    home: Path, table: str, cells: dict[str, str], told: str
) -> None:
    change(home, table, lambda rows: rows[0].update(cells))
    report = validate(home)
    assert not report.valid
    assert any(told in message.lower() for message in errors(report)), errors(report)
    with pytest.raises(tables.TableError, match=", column "):
        tables.read(home, table)


@pytest.mark.parametrize("name", RESOURCES)
def test_a_table_is_described_in_full(name: str) -> None:
    resource = RESOURCES[name]
    for part in ("title", "description", "licenses"):
        assert resource[part], part
    assert resource["schema"]["primaryKey"]
    for field in resource["schema"]["fields"]:
        assert field["title"], field["name"]
        assert field["description"].endswith("."), field["name"]
        if "pattern" in field.get("constraints", {}):
            assert field["constraints"]["pattern"].startswith("^")
            assert field["constraints"]["pattern"].endswith("$")


@pytest.mark.parametrize("name", [name for name in PLACED if name != "articles"])
def test_every_place_in_an_article_is_a_key(name: str) -> None:
    keys = [key["fields"] for key in RESOURCES[name]["schema"]["foreignKeys"]]
    columns = [field["name"] for field in RESOURCES[name]["schema"]["fields"]]
    for side in ("", "_a", "_b"):
        if f"article_id{side}" in columns:
            assert [f"article_id{side}"] in keys
            if name != "paragraphs":
                assert [f"article_id{side}", f"paragraph{side}"] in keys


def test_sources_are_named() -> None:
    assert len(PACKAGE["sources"]) == 5
    assert PACKAGE["licenses"]
    assert RESOURCES["articles"]["sources"] == PACKAGE["sources"]


def test_every_table_is_described() -> None:
    described = {resource["path"] for resource in PACKAGE["resources"]}
    data = ROOT / "data"
    there = {path.relative_to(data).as_posix() for path in data.rglob("*.csv")}
    assert there == described


def test_our_coding_is_named() -> None:
    ours = {
        (name, field["name"])
        for name, resource in RESOURCES.items()
        for field in resource["schema"]["fields"]
        if field["description"].startswith("Our coding:")
    }
    assert ours >= {
        ("claims", "voice"),
        ("claims", "mood"),
        ("claims", "place"),
        ("claims", "stance"),
        ("evidence", "kind"),
        ("evidence", "bears_on"),
        ("techniques", "standing"),
    }


def test_it_validates_without_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("validation asked for the network")

    monkeypatch.setattr("socket.socket.connect", refused)
    shutil.copytree(ROOT / "data", tmp_path / "data")
    with system.use_context(trusted=False):
        assert validate(tmp_path).valid
