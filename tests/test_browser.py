"""The lesson in a real JupyterLab: every chart drawn, every control moved, no network.

Run with ``pytest -m browser``. Skipped where there is no Chromium, but never in CI.
"""

import os
from collections.abc import Iterator
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


@pytest.fixture(scope="module", params=LESSONS, ids=str)
def lesson(request, browser, lab: str) -> Iterator[tuple]:
    with browsing.page(browser, lab.format(path=request.param)) as (tab, refused):
        browsing.run_all(tab)
        yield tab, refused


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
    tab, _ = lesson
    charts = tab.locator(CHART)
    assert charts.count() >= 5
    for number in range(charts.count()):
        assert marks(charts.nth(number)) >= 3, f"chart {number} is empty"


def test_no_cell_shows_an_error(lesson) -> None:
    tab, _ = lesson
    shown = tab.locator(".jp-OutputArea-output").all_inner_texts()
    assert not [text for text in shown if "Error" in text or "Traceback" in text]
    assert tab.locator(".vega-embed .error, .jp-RenderedVegaCommon5 .error").count() == 0


def test_nothing_asks_for_the_network(lesson) -> None:
    _, refused = lesson
    assert refused == []


def test_every_control_below_a_chart_changes_it(lesson) -> None:
    tab, _ = lesson
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
    assert moved >= 8


def test_the_words_are_one_keystroke_away(lesson) -> None:
    tab, _ = lesson
    chart = tab.locator(CHART).filter(has=tab.locator("input[type=number]")).first
    box = chart.locator("input[type=number]")
    for _ in range(3):
        box.focus()
        tab.keyboard.press("ArrowDown")
        tab.wait_for_timeout(300)
        panel = chart.locator("svg.marks").text_content()
        words = panel.split(f"{box.input_value()}. ", 1)[1]
        assert "«" in words
        assert "article 00" in words


def test_every_table_twin_opens_by_keyboard(lesson) -> None:
    tab, _ = lesson
    twins = tab.locator(".jp-OutputArea-output details")
    assert twins.count() >= 4
    for twin in twins.all():
        twin.locator("summary").focus()
        tab.keyboard.press("Enter")
        assert twin.locator("table tr").count() >= 3
        assert twin.evaluate("twin => twin.open")


def test_every_toggle_redraws_its_chart(lesson) -> None:
    tab, _ = lesson
    groups = tab.locator(".jp-OutputArea-output .widget-toggle-buttons")
    assert groups.count() >= 1
    for group in groups.all():
        cell = tab.locator(".jp-CodeCell").filter(has=group)
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
    tab, _ = lesson
    cells = tab.locator(".jp-CodeCell").filter(has=tab.locator(".widget-text"))
    assert cells.count() >= 3
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
    tab, _ = lesson
    tab.locator(".jp-MarkdownOutput a", has_text="exercises to this lesson").last.click()
    front = tab.locator(".jp-NotebookPanel:not(.lm-mod-hidden) h1", has_text="Exercises:")
    front.first.wait_for(timeout=20_000)
