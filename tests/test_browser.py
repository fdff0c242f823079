"""The lessons in a real JupyterLab: every chart drawn, every control moved, no network.

Run with ``pytest -m browser``. Skipped where there is no Chromium, but never in CI.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import browsing
import pytest

ROOT = Path(__file__).resolve().parents[1]
LESSONS = sorted(path.relative_to(ROOT) for path in ROOT.glob("notebooks/*/*.ipynb"))
EXERCISES = sorted(path.relative_to(ROOT) for path in ROOT.glob("exercises/*/*.ipynb"))

if not os.environ.get("CI"):
    pytest.importorskip("playwright", reason="playwright is not installed")
    if not Path(browsing.CHROMIUM).exists():
        pytest.skip("Chromium is not installed", allow_module_level=True)

pytestmark = pytest.mark.browser

CHART = ".jp-OutputArea-output .vega-embed"
VEGALITE = "application/vnd.vegalite.v5+json"


@pytest.fixture(scope="module")
def browser() -> Iterator:
    with browsing.chromium() as started:
        yield started


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("lab")
    folder = root / "work"
    folder.mkdir()
    browsing.copy_notebooks(ROOT, folder)
    with browsing.jupyterlab(folder, root) as address:
        yield address


@dataclass(frozen=True)
class Expected:
    """What a built notebook holds, so that the page can be held against it."""

    charts: int
    controls: int
    hands_up: int
    toggles: int
    following: str


def expected_of(path: Path) -> Expected:
    cells = json.loads((ROOT / path).read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    outputs = [output.get("data", {}) for cell in code for output in cell["outputs"]]
    charts = [data[VEGALITE] for data in outputs if VEGALITE in data]
    bound = [param for chart in charts for param in chart.get("params", []) if "bind" in param]
    sources = ["".join(cell["source"]) for cell in code]
    prose = "\n".join("".join(cell["source"]) for cell in cells)
    following = re.search(r"\*\*Next:\*\*[^\n]*?\]\(([^)]+)\)", prose)
    return Expected(
        charts=len(charts),
        controls=len(bound),
        hands_up=sum("widgets.hands_up(" in source for source in sources),
        toggles=sum("widgets.choose(" in source for source in sources),
        following=Path(following.group(1)).name,
    )


@pytest.fixture(scope="module", params=LESSONS, ids=str)
def lesson(request, browser, lab: str) -> Iterator[tuple]:
    with browsing.page(browser, lab.format(path=request.param)) as (tab, refused):
        browsing.run_all(tab)
        yield tab, refused, expected_of(request.param)


def marks(chart) -> int:
    return chart.locator("svg.marks [role='graphics-symbol']").count()


def picture(tab, number: int) -> str:
    return tab.locator(CHART).nth(number).locator("svg.marks").evaluate("svg => svg.outerHTML")


def changes(tab, number: int, before: str) -> bool:
    for _ in range(50):
        tab.wait_for_timeout(100)
        if tab.locator(CHART).nth(number).locator("svg.marks").count() == 0:
            continue
        if picture(tab, number) != before:
            return True
    return False


def test_every_chart_is_drawn_with_marks(lesson) -> None:
    tab, _, expected = lesson
    charts = tab.locator(CHART)
    assert charts.count() == expected.charts >= 1
    for number in range(charts.count()):
        assert marks(charts.nth(number)) >= 3, f"chart {number} is empty"


def test_no_cell_shows_an_error(lesson) -> None:
    tab, _, _ = lesson
    shown = tab.locator(".jp-OutputArea-output").all_inner_texts()
    assert not [text for text in shown if "Error" in text or "Traceback" in text]
    assert tab.locator(".vega-embed .error, .jp-RenderedVegaCommon5 .error").count() == 0


def test_nothing_asks_for_the_network(lesson) -> None:
    _, refused, _ = lesson
    assert refused == []


def test_every_control_below_a_chart_changes_it(lesson) -> None:
    tab, _, expected = lesson
    moved = 0
    for number in range(tab.locator(CHART).count()):
        chart = tab.locator(CHART).nth(number)
        controls = chart.locator(".vega-bind input, .vega-bind select")
        for control in controls.all():
            before = picture(tab, number)
            control.focus()
            # by keyboard only: JupyterLab keeps some keys from what stands in an output
            kind = control.get_attribute("type")
            assert kind in ("checkbox", "number"), "arrow keys do not reach lists and radio buttons"
            tab.keyboard.press("Space" if kind == "checkbox" else "ArrowUp")
            assert changes(tab, number, before), f"control {moved} of chart {number} is dead"
            moved += 1
    assert moved == expected.controls


def test_the_words_are_one_keystroke_away(lesson) -> None:
    tab, _, _ = lesson
    walked = tab.locator(CHART).filter(has=tab.locator(".vega-bind input[type=number]"))
    if walked.count() == 0:
        return  # no chart of this lesson walks through rows
    chart = walked.first
    box = chart.locator("input[type=number]")
    shown = set()
    for _ in range(3):
        box.focus()
        tab.keyboard.press("ArrowUp")
        tab.wait_for_timeout(300)
        panel = chart.locator("svg.marks").text_content()
        assert "«" in panel
        assert "paragraph" in panel
        shown.add(panel)
    assert len(shown) == 3, "the arrow keys show the same words"


def test_every_table_twin_opens_by_keyboard(lesson) -> None:
    tab, _, expected = lesson
    twins = tab.locator(".jp-OutputArea-output details").filter(has_text="The same as a table")
    assert twins.count() == expected.charts
    for twin in twins.all():
        twin.locator("summary").focus()
        tab.keyboard.press("Enter")
        assert twin.locator("table tr").count() >= 3
        assert twin.evaluate("twin => twin.open")


def test_every_toggle_redraws_its_chart(lesson) -> None:
    tab, _, expected = lesson
    cells = tab.locator(".jp-CodeCell").filter(has_text="widgets.choose(")
    assert cells.count() == expected.toggles >= 1
    for cell in cells.all():
        group = cell.locator(".jp-OutputArea-output .widget-toggle-buttons").first
        for button in group.locator("button:not(.mod-active)").all():
            before = cell.locator("svg.marks").first.evaluate("svg => svg.outerHTML")
            button.click()
            for _ in range(50):
                tab.wait_for_timeout(100)
                drawn = cell.locator("svg.marks")
                if drawn.count() and drawn.first.evaluate("svg => svg.outerHTML") != before:
                    break
            else:
                pytest.fail(f"{button.inner_text()} changes nothing")


def test_hands_typed_in_are_drawn(lesson) -> None:
    tab, _, expected = lesson
    cells = tab.locator(".jp-CodeCell").filter(has_text="widgets.hands_up(")
    assert cells.count() == expected.hands_up >= 1
    for cell in cells.all():
        boxes = cell.locator(".widget-text input[type=number]")
        for number in range(boxes.count()):
            boxes.nth(number).fill(str(number + 3))
            boxes.nth(number).press("Tab")
            bar = cell.locator(f"svg.marks [aria-label*='Hands: {number + 3};']")
            bar.first.wait_for(state="attached", timeout=10_000)


@pytest.mark.parametrize("path", EXERCISES, ids=str)
def test_run_all_on_untouched_exercises_never_stops(browser, lab: str, path: Path) -> None:
    with browsing.page(browser, lab.format(path=path)) as (tab, refused):
        browsing.run_all(tab)
        said = tab.locator(".jp-OutputArea-output").all_inner_texts()
        assert sum("not answered" in text for text in said) >= 4
        assert not [text for text in said if "Traceback" in text]
        assert refused == []


def test_the_next_step_opens_from_the_lesson(lesson) -> None:
    # last of the lesson's tests: it leaves another notebook in front
    tab, _, expected = lesson
    tab.locator(f".jp-MarkdownOutput a[href*='{expected.following}']").last.click()
    tab.wait_for_function(
        "name => window.jupyterapp.shell.currentWidget?.context?.path.endsWith(name)",
        arg=expected.following,
        timeout=20_000,
    )
