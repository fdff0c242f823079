"""Every chart of every built notebook: it draws, it says what it shows, and everywhere the same."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import vl_convert

from leaklab.rendering import SCHEMA, VEGALITE

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted([*ROOT.glob("notebooks/*/*.ipynb"), *ROOT.glob("solutions/*/*.ipynb")])
ZONES = ("UTC", "Europe/Paris", "America/Montreal")
# the smallest label read from the back row; see the house theme
LEAST_PIXELS = 13


def charts_of(path: Path) -> list[dict[str, Any]]:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    outputs = (output for cell in notebook["cells"] for output in cell.get("outputs", []))
    return [output["data"][VEGALITE] for output in outputs if VEGALITE in output.get("data", {})]


CHARTS = [
    pytest.param(chart, id=f"{path.parent.parent.name}-{path.stem}-{number}")
    for path in NOTEBOOKS
    for number, chart in enumerate(charts_of(path))
]


def encodings(node: Any) -> list[dict[str, Any]]:
    """Return every encoding of a specification, nested views included."""
    if isinstance(node, dict):
        own = [node["encoding"]] if "encoding" in node else []
        return own + [found for value in node.values() for found in encodings(value)]
    if isinstance(node, list):
        return [found for value in node for found in encodings(value)]
    return []


def silences(spec: dict[str, Any]) -> list[str]:
    """Return what a chart leaves unsaid: title, description, axis titles, table, zones."""
    title = spec.get("title")
    text = title.get("text") if isinstance(title, dict) else title
    problems = []
    if not text or len(text) < 15:
        problems.append("it has no title that states a finding")
    if len(spec.get("description", "")) < 40:
        problems.append("it has no description")
    if not spec.get("usermeta", {}).get("table"):
        problems.append("it has no table twin")
    for encoding in encodings(spec):
        for axis in ("x", "y"):
            channel = encoding.get(axis, {})
            if "field" in channel and channel.get("axis", {}) is not None:
                drawn = channel.get("title") or (channel.get("axis") or {}).get("title")
                inherited = any(other.get(axis, {}).get("title") for other in encodings(spec))
                if not drawn and not inherited:
                    problems.append(f"its {axis} axis has no title")
    for rows in spec.get("datasets", {}).values():
        for row in rows:
            for value in row.values():
                if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                    problems.append(f"{value} is a bare date: a browser may shift it")
                if isinstance(value, str) and re.match(
                    r"\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$", value
                ):
                    problems.append(f"{value} has a zone: a browser would shift it")
    return sorted(set(problems))


@pytest.mark.parametrize("chart", CHARTS)
def test_chart_draws_marks(chart: dict[str, Any]) -> None:
    picture = vl_convert.vegalite_to_svg(chart, vl_version="5.8")
    assert picture.count('role="graphics-symbol"') >= 3


@pytest.mark.parametrize("chart", CHARTS)
def test_chart_says_what_it_shows(chart: dict[str, Any]) -> None:
    assert silences(chart) == []


@pytest.mark.parametrize("chart", CHARTS)
def test_chart_is_vega_lite_five_and_large_enough(chart: dict[str, Any]) -> None:
    assert chart["$schema"] == SCHEMA
    sizes = [int(size) for size in re.findall(r'"[a-zA-Z]*[fF]ontSize": (\d+)', json.dumps(chart))]
    assert sizes
    assert min(sizes) >= LEAST_PIXELS


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda spec: spec.pop("title"), "title"),
        (lambda spec: spec.update(description="short"), "description"),
        (lambda spec: spec["usermeta"].pop("table"), "table twin"),
        (
            lambda spec: [
                encoding[axis].update(title=None)
                for encoding in encodings(spec)
                for axis in ("x", "y")
                if isinstance(encoding.get(axis), dict)
            ],
            "axis has no title",
        ),
        (lambda spec: spec["datasets"].update(planted=[{"day": "2017-05-05"}]), "bare date"),
        (
            lambda spec: spec["datasets"].update(planted=[{"at": "2017-05-05T20:00:00+02:00"}]),
            "has a zone",
        ),
    ],
)
def test_a_silent_chart_is_caught(spoil, complaint: str) -> None:
    chart = json.loads(json.dumps(CHARTS[0].values[0]))
    chart.setdefault("datasets", {})
    spoil(chart)
    assert any(complaint in problem for problem in silences(chart))


LABELS = """
import json, re, sys, vl_convert
specs = json.load(sys.stdin)
for spec in specs:
    picture = vl_convert.vegalite_to_svg(spec, vl_version="5.8")
    print(sorted(re.findall(r">([^<]+)</text>", picture)))
"""


def labels_by_zone(specs: list[dict[str, Any]]) -> list[str]:
    """Return the labels of charts as viewers in each zone see them."""
    return [
        subprocess.run(
            [sys.executable, "-c", LABELS],
            input=json.dumps(specs),
            env=os.environ | {"TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone in ZONES
    ]


# A chart without any of these has no time in it that a viewer's zone could shift.
OF_TIME = re.compile(r"temporal|timeUnit|timeFormat|datetime\(|utc|now\(|toDate|\"(?:year|month)\"")


def test_labels_do_not_depend_on_the_viewers_zone() -> None:
    timed = [chart.values[0] for chart in CHARTS if OF_TIME.search(json.dumps(chart.values[0]))]
    assert timed
    runs = labels_by_zone(timed)
    assert "Sat 06:00" in runs[0]
    assert runs[0] == runs[1] == runs[2]


def test_a_zone_aware_time_would_be_shifted() -> None:
    spec = {
        "data": {"values": [{"at": "2017-05-05T20:00:00+02:00"}]},
        "mark": "text",
        "encoding": {"text": {"field": "at", "type": "temporal", "format": "%H:%M"}},
        "$schema": SCHEMA,
    }
    assert len(set(labels_by_zone([spec]))) == len(ZONES)


def cut_words(path: Path) -> list[str]:
    """Return the cells of a notebook's tables whose text was cut short."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    outputs = (output for cell in notebook["cells"] for output in cell.get("outputs", []))
    pages = ("".join(output.get("data", {}).get("text/html", "")) for output in outputs)
    return [cell for page in pages for cell in re.findall(r"<td>([^<]*(?:\.\.\.|…))</td>", page)]


@pytest.mark.parametrize(
    "path", NOTEBOOKS, ids=lambda path: f"{path.parent.parent.name}-{path.stem}"
)
def test_tables_show_their_words_whole(path: Path) -> None:
    assert cut_words(path) == []
