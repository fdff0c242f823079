"""``leaklab teach``: the sheets of the kit itself, and every way a page or a plan can be wrong."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from casework import one_sentence
from click.testing import CliRunner
from test_house import AUTHORS, needs

from leaklab.tools import cli, teaching
from leaklab.tools.teaching import LENGTHS, TeachingError

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(ROOT.glob("lessons/*/*/teach.md"))
each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)

TEACH = """\
---
lesson: "9.1"
title: How many cats?
minutes: {short: 10, usual: 20, long: 30}
segments:
  - {part: Opening, short: 4, usual: 4, long: 4}
  - {part: 1. One cat, short: 6, usual: 9, long: 12}
  - {part: 2. Two cats, short: 0, usual: 7, long: 14}
---

# Teaching 9.1, How many cats?

For *everybody*. Nothing is needed.

A second paragraph.

## Before the class

Feed the cats. Then `print` the [notebook](x.ipynb):

```python
## If something fails
```

Not this.

## Run sheet

| part | 10 | 20 | 30 | ask, and what to expect |
| --- | --- | --- | --- | --- |
| Opening | 4 | 4 | 4 | Who has a cat? Most. |
| 1. One cat | 6 | 9 | 12 | Is it "black"? Yes \\| no. |
| 2. Two cats | – | 7 | 14 | A *second* one. |

In 10 minutes, leave the second cat out. If you run late, drop the milk.
Checkpoint after section 1 (minute 13 of 20): everybody has seen a cat.

## If something fails

- **No cat:** draw one. It may be grey.
"""

PLANS = """\
plans:
  - name: "20"
    for: A class with one cat.
    sittings:
      - minutes: 20
        items:
          - {lesson: "9_1", length: usual}
  - name: "2x30"
    for: A class with time.
    sittings:
      - minutes: 30
        items:
          - {lesson: "9_1", length: long}
      - minutes: 30
        items:
          - {slack: Settle in, minutes: 4}
          - {lesson: "9_1", length: usual, without: [2. Two cats]}
          - {break: Milk, minutes: 3}
          - {lesson: "9_2", length: short}
"""

SHEET = """\
Leak Lab, plan 20, 20 minutes: 9.1 How many cats?
=================================================
For whom    A class with one cat. For everybody. Nothing is needed.
Have ready  Feed the cats. Then print the notebook:

minute   part         ask, and what to expect
-------  -----------  ------------------------------------------------------------------------------
  0-4    Opening      Who has a cat? Most.
  4-13   1. One cat   Is it "black"? Yes | no.
 13      CHECKPOINT: Everybody has seen a cat.
 13-20   2. Two cats  A second one.

If late     Drop the milk.
Plan B      No cat: draw one.
Full page   lessons/9_fixture/9_1_cats/teach.md
"""

TWO_LESSONS = """\
Leak Lab, plan 2x30, sitting 2 of 2, 30 minutes: lessons 9.1, 9.2
=================================================================
For whom    A class with time.
Have ready  Feed the cats. Then print the notebook:

minute   part        ask, and what to expect
-------  ----------  -------------------------------------------------------------------------------
  0-4    Settle in
9.1 How many cats? (usual) -------------------------------------------------------------------------
  4-8    Opening     Who has a cat? Most.
  8-17   1. One cat  Is it "black"? Yes | no.
 17      CHECKPOINT: Everybody has seen a cat.
 17-20   Milk
9.2 How many cats? (short) -------------------------------------------------------------------------
 20-24   Opening     Who has a cat? Most.
 24-30   1. One cat  Is it "black"? Yes | no.
 30      CHECKPOINT: Everybody has seen a cat.

If late     9.1: Drop the milk.
Note        9.2: In 10 minutes, leave the second cat out.
Plan B      No cat: draw one.
Full page   lessons/9_fixture/9_1_cats/teach.md
Full page   lessons/9_fixture/9_2_more_cats/teach.md
"""


def new_home(folder: Path, teach: str = TEACH, plans: str = PLANS) -> Path:
    """Make a home with two lessons of ours, which differ in their number."""
    (folder / "data").mkdir(parents=True)
    module = folder / "lessons" / "9_fixture"
    for name, text in {"9_1_cats": teach, "9_2_more_cats": TEACH.replace("9.1", "9.2")}.items():
        (module / name).mkdir(parents=True)
        (module / name / "teach.md").write_text(text, encoding="utf-8")
    (module / teaching.PLANS).write_text(plans, encoding="utf-8")
    return folder


def fits(sheet: str) -> bool:
    lines = sheet.split("\n")
    return len(lines) <= 60 and max(map(len, lines)) <= 100


# --- the kit's own lessons and plans -------------------------------------------------------------


@each_page
def test_a_teachers_page_is_as_the_reader_needs_it(path: Path) -> None:
    page = teaching.read_page(path, ROOT)
    assert page.intro
    assert page.before
    assert page.late
    assert page.fails
    assert all(part.ask for part in page.parts)


@each_page
@pytest.mark.parametrize("length", LENGTHS)
def test_each_lesson_has_a_sheet_in_each_length(path: Path, length: str) -> None:
    page = teaching.read_page(path, ROOT)
    sheet = teaching.sheet_of_lesson(ROOT, path.parent.name, length)
    assert fits(sheet)
    taught = [part for part in page.parts if part.minutes[length]]
    for part in taught:
        assert {*part.name.split(), *part.ask.split()} <= {*sheet.split()}
    # the clock runs from 0 to the end, each part beginning where the one before ended
    clock = [(int(a), int(b)) for a, b in re.findall(r"^ *(\d+)-(\d+) ", sheet, re.MULTILINE)]
    assert [b - a for a, b in clock] == [part.minutes[length] for part in taught]
    assert [a for a, _ in clock] == [0, *(b for _, b in clock[:-1])]
    assert clock[-1][1] == page.minutes[length]


def test_there_is_a_plan_for_each_kind_of_class() -> None:
    assert {"55", "120", "3x60"} <= set(teaching.read_plans(ROOT))


@pytest.mark.parametrize("name", teaching.read_plans(ROOT))
def test_a_plan_adds_up_and_each_sitting_prints_on_one_page(name: str) -> None:
    plan = teaching.read_plans(ROOT)[name]
    sheets = teaching.sheets_of_plan(ROOT, name)
    assert len(sheets) == len(plan.sittings)
    for sheet, sitting in zip(sheets, plan.sittings, strict=True):
        assert fits(sheet)
        assert f"-{sitting.minutes} " in sheet
        for item in sitting.items:
            if isinstance(item, teaching.Given):
                page = teaching.find_page(ROOT, item.lesson)
                assert page.checkpoint
                assert page.path in sheet


# --- the sheets of a small home ------------------------------------------------------------------


def test_the_sheet_of_one_lesson(tmp_path: Path) -> None:
    (sheet,) = teaching.sheets_of_plan(new_home(tmp_path), "20")
    assert sheet + "\n" == SHEET


def test_several_lessons_run_on_one_clock(tmp_path: Path) -> None:
    first, second = teaching.sheets_of_plan(new_home(tmp_path), "2x30")
    assert first.startswith("Leak Lab, plan 2x30, sitting 1 of 2, 30 minutes: 9.1 How many cats?\n")
    assert second + "\n" == TWO_LESSONS


def test_a_short_lesson_says_what_its_minutes_ask_and_drops_nothing_more(tmp_path: Path) -> None:
    sheet = teaching.sheet_of_lesson(new_home(tmp_path), "9.1", "short")
    assert "Note        In 10 minutes, leave the second cat out." in sheet
    assert "2. Two cats" not in sheet
    assert "If late" not in sheet


@pytest.mark.parametrize(("drop", "shown"), [("section 1", 1), ("section 2", 0)])
def test_what_a_plan_leaves_out_is_not_to_be_dropped(tmp_path: Path, drop: str, shown: int) -> None:
    home = new_home(tmp_path, TEACH.replace("drop the milk", f"drop {drop}"))
    second = teaching.sheets_of_plan(home, "2x30")[1]
    assert second.count(f"If late     9.1: Drop {drop}.") == second.count("If late") == shown


@pytest.mark.parametrize(
    ("written", "after", "shown"),
    [
        ("Checkpoint after Opening: they sit.", "Opening", "  4      CHECKPOINT: They sit."),
        ("Checkpoint after section 2: they sit.", "2. Two cats", " 20      CHECKPOINT: They sit."),
        ("Checkpoint: they sit.", "", "Checkpoint  They sit."),
        ("", None, None),
    ],
)
def test_a_checkpoint_stands_where_it_belongs(
    tmp_path: Path, written: str, after: str | None, shown: str | None
) -> None:
    home = new_home(tmp_path, re.sub(r"Checkpoint after.+", written, TEACH))
    checkpoint = teaching.find_page(home, "9_1").checkpoint
    lines = teaching.sheet_of_lesson(home, "9_1", "usual").split("\n")
    assert (checkpoint and checkpoint.after) == after
    assert [line for line in lines if "checkpoint" in line.casefold()] == ([shown] if shown else [])
    assert len(lines) == (16 if shown else 15) - 1


def test_sentences_are_told_apart_and_lose_their_marks() -> None:
    text = 'Say **"stop."** Then *go*: 1.2.a\nand 1.2.b (`x`, e.g. so).\n- [Who](y)? «Nobody.» End'
    assert teaching.sentences(text) == (
        'Say "stop."',
        "Then go: 1.2.a and 1.2.b (x, e.g. so).",
        "Who?",
        "«Nobody.»",
        "End",
    )


def rich(count: int, ask: str = "Ask. ") -> str:
    """Return a page whose usual form has so many parts of a minute each."""
    names = [f"{n}. Part" for n in range(1, count + 1)]
    segments = "".join(f"  - {{part: {name}, short: 1, usual: 1, long: 1}}\n" for name in names)
    rows = "".join(f"| {name} | 1 | 1 | 1 | {ask} |\n" for name in names)
    text = TEACH.replace(
        "short: 10, usual: 20, long: 30", ", ".join(f"{x}: {count}" for x in LENGTHS)
    )
    text = re.sub(r"(segments:\n).*?(---)", rf"\1{segments}\2", text, flags=re.DOTALL)
    text = re.sub(r"\(minute.+?\)", "", text)
    return re.sub(
        r"\| part.+\|\n",
        f"| part | {count} | {count} | {count} | ask |\n{rows}",
        text,
        flags=re.DOTALL,
    )


@pytest.mark.parametrize(("parts", "kept"), [(8, 4), (20, 2), (46, 1)])
def test_what_does_not_fit_on_a_page_is_shortened_by_whole_sentences(
    tmp_path: Path, parts: int, kept: int
) -> None:
    long = "This sentence takes nearly all of one line of the printed sheet. " * 4
    sheet = teaching.sheet_of_lesson(new_home(tmp_path, rich(parts, long)), "9_1", "usual")
    assert fits(sheet)
    sheet = " ".join(sheet.split())
    assert sheet.count("printed sheet.") == sheet.count("This sentence") == parts * kept
    assert ("Then print the notebook" in sheet) == (kept > 1)
    assert ("More on the full page, under 'Before the class'." in sheet) == (kept == 1)


def test_a_sheet_over_sixty_lines_is_refused(tmp_path: Path) -> None:
    fine = teaching.sheet_of_lesson(new_home(tmp_path / "a", rich(48)), "9_1", "usual")
    assert fits(fine)
    assert fine.count("\n") == 59
    home = new_home(tmp_path / "b", rich(49))
    told = failure(lambda: teaching.sheet_of_lesson(home, "9_1", "usual"))
    assert "takes 61 lines and a page has 60" in told


def test_a_word_wider_than_the_page_is_refused(tmp_path: Path) -> None:
    home = new_home(tmp_path, TEACH.replace("A *second*", "A " + "c" * 90))
    told = failure(lambda: teaching.sheet_of_lesson(home, "9_1", "usual"))
    assert "a page is 100 wide: shorten the word 'cccc" in told


# --- what can be wrong ---------------------------------------------------------------------------


def failure(make: Callable[[], object]) -> str:
    with pytest.raises(TeachingError) as raised:
        make()
    told = str(raised.value)
    assert one_sentence(re.sub(r"'.*?'", "…", told)), told
    return told


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("---\nlesson", "lesson", "has no front matter: begin the file with lines between ---"),
        ("{short: 10,", "{short: [10,", "line 4: this is not YAML"),
        ("title: How many cats?\n", "", "front matter lacks the key title"),
        ('"9.1"', '"9.3"', "says it is lesson '9.3' and lies in 9_1_cats"),
        ('"9.1"', "9.1", "says it is lesson 9.1 and lies"),
        ("minutes: {short: 10, usual: 20, long: 30}", "minutes: 20", "minutes is 20: give it"),
        ("long: 30}", "long: thirty}", "long of minutes is 'thirty': give whole minutes"),
        ("usual: 7,", "usual: 8,", "usual minutes are 4 + 9 + 8 = 21, and minutes promises 20"),
        ("usual: 7,", "usual: -7,", "usual is -7: give whole minutes, 0 or more"),
        ("usual: 7,", "", "segment 3 lacks the key usual"),
        ("long: 14}", "long: 14, lang: 3}", "segment 3 has the key 'lang'"),
        ("part: 2. Two cats", "part: Opening", "plans the part 'Opening' twice"),
        ("segments:\n", "segments: []\nother:\n", "segments is []"),
        (
            "| 2. Two cats | – | 7 | 14 | A *second* one. |\n",
            "",
            "no row for the part '2. Two cats'",
        ),
        ("| 2. Two cats", "| 3. No cats", "the part '3. No cats', which is no segment"),
        ("| – | 7 | 14 |", "| 0 | 7 | 14 |", "'2. Two cats' 0 | 7 | 14 minutes, and the front"),
        ("| part | 10", "| part | 15", "headed part | 15 | 20 | 30: write part | 10 | 20 | 30"),
        ("| A *second* one. |", "|", "row '2. Two cats' of 4 cells: give it five"),
        ("| Opening | 4 | 4 | 4 | Who has a cat? Most. |\n", "", "no row for the part 'Opening'"),
        ("| 2. Two", "| Opening | 4 | 4 | 4 | Again. |\n| 2. Two", "in another order, or one of"),
        ("## Run sheet\n", "", "has no section 'Run sheet'"),
        ("## Before the class\n", "", "has no section 'Before the class'"),
        ("\n## If something fails\n\n-", "\n-", "has no section 'If something fails'"),
        ("If you run late,", "When late,", "has 0 sentences that begin 'If you run late'"),
        ("In 10 minutes,", "If you run late, go. In", "has 2 sentences that begin"),
        ("Checkpoint after section 1 (", "Checkpoint (later) (", "checkpoint is not understood"),
        ("Checkpoint", "Checkpoint: sit. Checkpoint", "checkpoint is not understood"),
        ("after section 1", "after section 7", "comes after '7.', which is no part"),
        ("after section 1", "after lunch", "comes after 'lunch', which is no part"),
        ("minute 13 of 20", "minute 14 of 20", "minute 14 of 20, and the front matter makes it 13"),
        ("minute 13 of 20", "minute 13 of 21", "the front matter makes it no such length"),
    ],
)
def test_a_page_that_is_not_as_it_must_be_is_told(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert old in TEACH
    home = new_home(tmp_path, TEACH.replace(old, new, 1))
    told = failure(lambda: teaching.find_page(home, "9_1"))
    assert "lessons/9_fixture/9_1_cats/teach.md" in told
    assert says in told


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda path: path.write_bytes(b"\xff\xfe"), "is not UTF-8 text"),
        (lambda path: (path.unlink(), path.mkdir()), "could not be read"),
        (lambda path: path.write_bytes(b""), "has no front matter"),
    ],
)
def test_a_page_that_cannot_be_read_is_told(tmp_path: Path, damage: Callable, says: str) -> None:
    home = new_home(tmp_path)
    damage(home / "lessons/9_fixture/9_1_cats/teach.md")
    assert says in failure(lambda: teaching.find_page(home, "9_1"))


def test_a_page_from_windows_is_read_as_any_other(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    path = home / "lessons/9_fixture/9_1_cats/teach.md"
    path.write_bytes(b"\xef\xbb\xbf" + TEACH.replace("\n", "\r\n").encode())
    (sheet,) = teaching.sheets_of_plan(home, "20")
    assert sheet + "\n" == SHEET


@pytest.mark.parametrize("lesson", ["9_3", "9", "cats", ""])
def test_an_unknown_lesson_is_told(tmp_path: Path, lesson: str) -> None:
    home = new_home(tmp_path)
    told = failure(lambda: teaching.sheet_of_lesson(home, lesson, "usual"))
    assert f"names lesson {lesson!r}, of which lessons/ has no teach.md" in told
    assert "9_1, 9_2" in told


def test_two_lessons_of_one_number_are_told(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    (home / "lessons/9_fixture/9_1_cats").rename(home / "lessons/9_fixture/9_2_cats")
    told = failure(lambda: teaching.find_page(home, "9_2"))
    assert "rename 9_2_cats and 9_2_more_cats" in told


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "minutes: 4}",
            "minutes: 5}",
            "promises 30 minutes, and its items are 5 (Settle in) + 20 ",
        ),
        (
            ", without: [2. Two cats]",
            ", without: [Opening]",
            "4 (Settle in) + 20 - 4 for 'Opening' (9.1 usual) + 3 (Milk) + 10 (9.2 short) = 33:",
        ),
        ("[2. Two cats]", "[3. No cats]", "without '3. No cats', which is no part of lessons/9_f"),
        ("[2. Two cats]", "2. Two cats", "without is '2. Two cats': give it a list"),
        ("[2. Two cats]", "[]", "without is []: give it a list"),
        ("usual, without: [2.", "short, without: [2.", "has no minutes in its short form anyway"),
        ("usual, without:", "usual, wihtout:", "lesson '9_1' has the key 'wihtout'"),
        ("usual, without:", "normal, without:", "has the length 'normal': give short, usual or"),
        ('"9_2", length: short', '"9_3", length: short', "sitting 2 names lesson '9_3', of which"),
        ('"9_2", length: short', "9_2, length: short", "lesson 92 is read as 92: write some text"),
        ("{break: Milk, ", "{brake: Milk, ", "has the item {'brake': 'Milk', 'minutes': 3}: make"),
        ("minutes: 3}", "minutes: 0}", "break 'Milk', minutes is 0: give whole minutes, 1 or more"),
        ("minutes: 3}", "minutes: true}", "break 'Milk', minutes is True"),
        (", minutes: 3}", "}", "break 'Milk' lacks the key minutes"),
        ('name: "2x30"', "name: 30", "plan 2, name is read as 30: write some text, in quotes"),
        ('name: "2x30"', 'name: "20"', "has a second plan named '20'"),
        ("    for: A class with time.\n", "", "plan 2 lacks the key for"),
        ('{lesson: "9_1", length: long}', "{slack: A nap, minutes: 30}", "has no lesson among its"),
        ("plans:", "plan:", "lacks the key plans"),
        ("{break: Milk, ", "{break: Milk: ", "line 18: this is not YAML"),
    ],
)
def test_a_plan_that_is_not_as_it_must_be_is_told(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert old in PLANS
    home = new_home(tmp_path, plans=PLANS.replace(old, new, 1))
    told = failure(lambda: teaching.sheets_of_plan(home, "2x30"))
    assert "lessons/9_fixture/plans.yml" in told
    assert says in told


def test_missing_plans_are_told(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    told = failure(lambda: teaching.sheets_of_plan(home, "21"))
    assert told == "No plan is called '21': the plans are 20, 2x30."
    (home / "lessons/9_fixture/plans.yml").unlink()
    assert "There is no plans.yml" in failure(lambda: teaching.read_plans(home))


# --- the command ---------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable:
    monkeypatch.setenv("LEAKLAB_HOME", str(new_home(tmp_path / "home")))
    return lambda *words: CliRunner().invoke(cli.main, ["teach", *words])


class TestCommand:
    """``leaklab teach`` as a teacher types it."""

    def test_alone_it_lists_the_plans_one_a_line(self, run: Callable) -> None:
        done = run()
        assert done.exit_code == 0
        assert done.output == "20    A class with one cat.\n2x30  A class with time.\n"

    def test_a_plan_prints_one_page_a_sitting(self, run: Callable) -> None:
        assert run("20").output == SHEET
        first, second = run("2x30").output.split("\n\f")
        assert "sitting 1 of 2" in first
        assert second == TWO_LESSONS

    def test_a_lesson_prints_in_the_length_asked_for(self, run: Callable) -> None:
        usual = run("--lesson", "9_1").output
        assert usual == run("--lesson", "9_1", "--minutes", "usual").output
        assert usual.startswith("Leak Lab, 20 minutes: 9.1 How many cats?\n")
        assert "10 minutes: 9.1" in run("--lesson", "9.1", "--minutes", "short").output

    @pytest.mark.parametrize(
        ("words", "code", "says"),
        [
            (["21"], 1, "Error: No plan is called '21': the plans are 20, 2x30."),
            (["--lesson", "9_9"], 1, "Error: The command names lesson '9_9'"),
            (["20", "--lesson", "9_1"], 2, "Give a plan or --lesson, not both."),
            (["--minutes", "short"], 2, "--minutes goes with --lesson"),
            (["--lesson", "9_1", "--minutes", "20"], 2, "'20' is not one of"),
        ],
    )
    def test_what_cannot_be_is_told_in_a_sentence(
        self, run: Callable, words: list[str], code: int, says: str
    ) -> None:
        done = run(*words)
        assert done.exit_code == code
        assert done.stdout == ""
        assert says in done.stderr

    def test_a_learners_packages_are_enough(self) -> None:
        assert needs(["leaklab.tools.cli", "leaklab.tools.teaching"], AUTHORS) == []
