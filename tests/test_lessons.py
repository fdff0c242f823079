"""The contract of a lesson and of its exercises, as rules that a planted defect turns red."""

import ast
import itertools
import json
import re
import statistics
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jupytext
import pytest
import yaml

from leaklab import answers, case, judging, record
from leaklab.proof import comparable

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = sorted(path.parent for path in ROOT.glob("lessons/*/*/lesson.md"))
KINDS = {"Predict", "Code", "Read", "Judge", "Explain"}


@dataclass(frozen=True)
class Lesson:
    """A lesson as its files say it: the texts, the teacher's table, the judged exercises."""

    folder: Path
    lesson: str
    exercises: str
    teach: str

    @classmethod
    def of(cls, folder: Path) -> "Lesson":
        paths = (folder / f"{name}.md" for name in ("lesson", "exercises", "teach"))
        # a start page has no exercises; that the other lessons have theirs is a rule below
        return cls(folder, *(path.read_text("utf-8") if path.is_file() else "" for path in paths))

    def known(self) -> dict[str, judging.Exercise]:
        return judging.load_lesson(self.folder / "checks.py") if self.exercises else {}

    def cells(self, part: str = "lesson") -> list[tuple[str, str]]:
        notebook = jupytext.reads(getattr(self, part), fmt="md:myst")
        return [(cell.cell_type, cell.source) for cell in notebook.cells]

    def prose(self, part: str = "lesson") -> str:
        return "\n\n".join(text for kind, text in self.cells(part) if kind == "markdown")

    def plan(self) -> dict[str, Any]:
        return yaml.safe_load(self.teach.split("---")[1])


def words(text: str) -> int:
    plain = re.sub(r"<[^>]+>|`[^`]*`", " ", text)
    return sum(bool(re.search(r"\w", token)) for token in plain.split())


def code_lines(source: str) -> int:
    return sum(
        bool(line.strip()) and not line.strip().startswith("#") for line in source.split("\n")
    )


def is_short_and_wide_enough(lesson: Lesson) -> list[str]:
    cells = lesson.cells()
    sizes = sorted(code_lines(text) for kind, text in cells if kind == "code")
    ninth = sizes[int(0.9 * (len(sizes) - 1))]
    count = words(lesson.prose())
    problems = []
    if not 25 <= len(cells) <= 45:
        problems.append(f"{len(cells)} cells; 25 to 45 are asked")
    if not 700 <= count <= 1200:
        problems.append(f"{count} words; 700 to 1,200 are asked")
    if statistics.median(sizes) > 4 or ninth > 12 or sizes[-1] > 20:
        problems.append(f"code cells of {sizes} lines; median 4, ninth decile 12, at most 20")
    return problems


def has_its_parts(lesson: Lesson) -> list[str]:
    prose = lesson.prose()
    headings = re.findall(r"^(#+) (.+)$", prose, re.MULTILINE)
    names = [name for _, name in headings]
    problems = []
    if [level for level, _ in headings].count("#") != 1 or headings[0][0] != "#":
        problems.append("a lesson has one first-level heading, and begins with it")
    for (before, _), (after, name) in itertools.pairwise(headings):
        if len(after) > len(before) + 1:
            problems.append(f"the heading {name!r} skips a level")
    for needed in ("Questions and objectives", "What holds up", "Key points"):
        if needed not in names:
            problems.append(f"there is no section {needed!r}")
    following = re.search(r"\*\*Next:\*\*.*\]\(([^)]+)\)", prose)
    if not following:
        problems.append("no next step is linked")
    return problems


def agrees_with_its_teacher_page(lesson: Lesson) -> list[str]:
    plan, prose = lesson.plan(), lesson.prose()
    problems = []
    for length, minutes in plan["minutes"].items():
        total = sum(segment[length] for segment in plan["segments"])
        if total != minutes:
            problems.append(f"the {length} plan adds up to {total} minutes and promises {minutes}")
        if str(minutes) not in prose.split("\n\n")[1]:
            problems.append(f"the lesson's first lines do not name its {minutes} minutes")
    verbs = re.findall(r"^\d\. \*\*(\w+)\*\*", prose, re.MULTILINE)
    planned = [objective["verb"] for objective in plan["objectives"]]
    if verbs != planned:
        problems.append(f"the objectives are {verbs} in the lesson and {planned} in teach.md")
    known = lesson.known()
    sections = re.findall(r"^## (.+)$", prose, re.MULTILINE)
    for objective in plan["objectives"]:
        shown = objective.get("exercise" if known else "section")
        if shown not in (known or sections):
            problems.append(f"{shown} shows an objective and does not exist")
    for segment in plan["segments"]:
        row = " | ".join(str(segment[length] or "–") for length in plan["minutes"])
        if f"| {segment['part']} | {row} |" not in lesson.teach:
            problems.append(f"the run sheet has no row for {segment['part']!r} with its minutes")
        if segment["part"] not in [*sections, "Opening", "Exercises"]:
            problems.append(f"the plan names {segment['part']!r}, which is no section")
    return problems


def predicts_before_it_reveals(lesson: Lesson) -> list[str]:
    cells = lesson.cells()
    asked = [number for number, (_, text) in enumerate(cells) if "widgets.hands_up(" in text]
    pictures = ("show(", "widgets.choose(")
    shown = [n for n, (_, text) in enumerate(cells) if any(made in text for made in pictures)]
    problems = []
    if not asked or not shown:
        problems.append("a lesson asks for a prediction and shows something")
    elif asked[0] > shown[0]:
        problems.append("the first picture comes before the first prediction")
    for number in asked:
        if "**Predict.**" not in cells[number - 1][1]:
            problems.append(f"the hands-up box of cell {number} has no question above it")
    if not any("widgets.choose(" in text for _, text in cells):
        problems.append("no control lets the learner try something out")
    return problems


def alternates_prose_and_code(lesson: Lesson) -> list[str]:
    kinds = "".join(kind[0] for kind, _ in lesson.cells())
    return ["three code cells follow each other without a word"] if "ccc" in kinds else []


def asks_short_questions(lesson: Lesson) -> list[str]:
    known = lesson.known()
    if lesson.folder.name.startswith("0_") and not known:
        return []
    sections = re.split(r"^## ", lesson.prose("exercises"), flags=re.MULTILINE)
    problems, minutes = [], 0
    if not 4 <= len(known) <= 7:
        problems.append(f"{len(known)} exercises; four to seven are asked")
    for key, exercise in known.items():
        found = [section for section in sections if section.startswith(key + " ")]
        if len(found) != 1:
            problems.append(f"{key} has no section of its own")
            continue
        text = found[0]
        head = re.search(r"\*\*(\w+)\*\* · (\d+) minutes · (.+)", text)
        if not head or head.group(1) != exercise.kind or int(head.group(2)) != exercise.minutes:
            problems.append(f"{key} does not open with its kind and minutes as in checks.py")
        elif words(head.group(3)) > 60:
            problems.append(f"{key} takes {words(head.group(3))} words to ask; 60 are enough")
        if "<summary>Hint</summary>" not in text:
            problems.append(f"{key} has no hint")
        if exercise.kind not in KINDS:
            problems.append(f"{key} is of no known kind")
        minutes += exercise.minutes
    if f"{minutes} minutes" not in lesson.prose("exercises").split("\n\n")[1]:
        problems.append(f"the exercises take {minutes} minutes and do not say so")
    return problems


def gives_no_answer_away(lesson: Lesson) -> list[str]:
    known = lesson.known()
    asked = lesson.exercises.split('+++ {"tags": ["solution"]}')
    # what follows a solution mark up to the next +++ is cut from the exercises
    asked = asked[0] + "".join(part.split("\n+++\n", 1)[-1] for part in asked[1:])
    problems = []
    for key, exercise in known.items():
        if exercise.kind in ("Predict", "Explain"):
            continue
        for snippet in re.findall(r"`([^`\n]+)`", asked):
            try:
                given = answers.encode(ast.literal_eval(snippet))
            except (ValueError, SyntaxError, answers.Unanswered, answers.CannotEncode):
                continue
            if exercise.verdict(given).status == "holds":
                problems.append(f"the example {snippet} answers {key}")
    return problems


def proved_words() -> str:
    rows = [case.load(name) for name in case.TABLES]
    columns = ("quote_fr", "quote_fr_a", "quote_fr_b", "title", "published_as_written")
    texts = [
        table[column].dropna() for table in rows for column in columns if column in table.columns
    ]
    texts += [record.load(name)["words"].dropna() for name in ("calendar", "statements")]
    return " | ".join(comparable(str(text)) for series in texts for text in series)


def quotes_only_proved_words(text: str, proved: str) -> list[str]:
    problems = []
    for quoted in re.findall(r"«([^«»]+)»", text):
        pattern = r"(?<!\w)" + re.escape(comparable(quoted)) + r"(?!\w)"
        if not re.search(pattern, proved, re.IGNORECASE):
            problems.append(f"«{quoted}» stands in no row")
    return problems


CONTRACT: list[Callable[[Lesson], list[str]]] = [
    is_short_and_wide_enough,
    has_its_parts,
    agrees_with_its_teacher_page,
    predicts_before_it_reveals,
    alternates_prose_and_code,
    asks_short_questions,
    gives_no_answer_away,
]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("rule", CONTRACT, ids=lambda rule: rule.__name__)
def test_lesson_keeps_its_contract(rule: Callable[[Lesson], list[str]], folder: Path) -> None:
    assert rule(Lesson.of(folder)) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_french_words_in_lessons_stand_in_the_case(folder: Path) -> None:
    proved = proved_words()
    for path in sorted([*folder.glob("*.md"), *folder.glob("*.py")]):
        text = path.read_text("utf-8")
        assert quotes_only_proved_words(text, proved) == [], path.name


def test_a_french_word_of_our_own_is_caught() -> None:
    proved = proved_words()
    assert quotes_only_proved_words("«vendredi 5 mai»", proved) == []
    assert quotes_only_proved_words("«vendredi 6 mai»", proved) == [
        "«vendredi 6 mai» stands in no row"
    ]


def test_next_step_is_there() -> None:
    for folder in FOLDERS:
        link = re.search(r"\*\*Next:\*\*.*\]\(([^)]+)\)", (folder / "lesson.md").read_text("utf-8"))
        assert link
        assert (ROOT / "notebooks" / "en" / link.group(1)).resolve().is_file()


def map_problems(page: str) -> list[str]:
    """A map of lessons links each of them, with the minutes of its teacher's page."""
    problems = []
    for_all = re.search(r"Each takes (\d+, \d+ or \d+) minutes", page)
    for folder in FOLDERS:
        row = re.search(rf"^\|.*\]\([^)]*{folder.name}\.ipynb\).*$", page, re.MULTILINE)
        minutes = Lesson.of(folder).plan()["minutes"]
        told = "{short}, {usual} or {long}".format(**minutes)
        if not row:
            problems.append(f"{folder.name} is not on the map")
        elif told not in (for_all or row).group():
            problems.append(f"the map does not give {folder.name} its {told} minutes")
    return problems


def test_the_maps_of_lessons_are_whole() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    start = next(folder for folder in FOLDERS if folder.name == "0_start_here")
    assert map_problems(readme) == []
    assert map_problems(Lesson.of(start).lesson) == ["0_start_here is not on the map"]
    spoilt = readme.replace("20, 55 or 90", "20, 50 or 90", 1).replace("1_3_what", "1_4_what")
    assert len(map_problems(spoilt)) == 2
    spoilt = Lesson.of(start).lesson.replace("20, 55 or 90 minutes; none", "20, 50 or 90 minutes")
    assert len(map_problems(spoilt)) == len(FOLDERS)


def test_check_cells_ask_the_exercise_above_them() -> None:
    for path in ROOT.glob("exercises/*/*.ipynb"):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        for answer, check in itertools.pairwise(cells):
            if answer["id"].startswith("answer-"):
                letter = answer["id"][-1]
                key = answer["id"].removeprefix("answer-").replace("-", ".")
                assert "".join(answer["source"]) == f"answer_{letter} = ..."
                assert "".join(check["source"]) == f'check("{key}", answer_{letter})'


PLANTED = [
    (is_short_and_wide_enough, lambda x: replace(x, lesson=x.lesson + "word " * 600), "words"),
    (
        is_short_and_wide_enough,
        lambda x: replace(
            x, lesson=x.lesson + "\n```{code-cell} ipython3\n" + "print(1)\n" * 21 + "```\n"
        ),
        "at most 20",
    ),
    (
        has_its_parts,
        lambda x: replace(x, lesson=x.lesson.replace("## What holds", "## Who")),
        "What holds up",
    ),
    (
        has_its_parts,
        lambda x: replace(x, lesson=x.lesson.replace("## 1.", "#### 1.")),
        "skips a level",
    ),
    (
        has_its_parts,
        lambda x: replace(x, lesson=x.lesson.replace("**Next:**", "Next")),
        "next step",
    ),
    (
        has_its_parts,
        lambda x: replace(x, lesson=x.lesson.replace("## 2.", "# 2.")),
        "one first-level",
    ),
    (
        agrees_with_its_teacher_page,
        lambda x: replace(x, teach=x.teach.replace("usual: 55", "usual: 56", 1)),
        "adds up",
    ),
    (
        agrees_with_its_teacher_page,
        lambda x: replace(x, teach=x.teach.replace("verb: find", "verb: know")),
        "objectives are",
    ),
    (
        agrees_with_its_teacher_page,
        lambda x: replace(x, teach=x.teach.replace("1.2.d}", "1.2.z}")),
        "does not exist",
    ),
    (
        agrees_with_its_teacher_page,
        lambda x: replace(x, teach=x.teach.replace("| 7 | 10 | 12 |", "| 7 | 10 | 13 |")),
        "run sheet",
    ),
    (
        predicts_before_it_reveals,
        lambda x: replace(x, lesson=x.lesson.replace("**Predict.**", "Guess.")),
        "no question above",
    ),
    (
        predicts_before_it_reveals,
        lambda x: replace(x, lesson=x.lesson.replace("widgets.choose(", "charts.choose(")),
        "no control",
    ),
    (
        alternates_prose_and_code,
        lambda x: replace(x, lesson=x.lesson + "\n```{code-cell} ipython3\n1\n```\n" * 3),
        "three code cells",
    ),
    (
        asks_short_questions,
        lambda x: replace(
            x,
            exercises=x.exercises.replace(
                "**Judge** · 5 minutes · ", "**Judge** · 5 minutes · " + "so " * 60
            ),
        ),
        "words to ask",
    ),
    (
        asks_short_questions,
        lambda x: replace(x, exercises=x.exercises.replace("<summary>Hint", "<summary>Help")),
        "has no hint",
    ),
    (
        asks_short_questions,
        lambda x: replace(x, exercises=x.exercises.replace("**Code** · 6", "**Code** · 7")),
        "kind and minutes",
    ),
    (
        gives_no_answer_away,
        lambda x: replace(x, exercises=x.exercises.replace('`"A, E"`', '`"B, D"`')),
        "answers 1.2.a",
    ),
]


@pytest.mark.parametrize(("rule", "plant", "says"), PLANTED)
def test_a_broken_contract_is_caught(rule, plant, says: str) -> None:
    folder = next(folder for folder in FOLDERS if folder.name.startswith("1_2"))
    whole = Lesson.of(folder)
    spoilt = plant(whole)
    assert spoilt != whole
    assert any(says in problem for problem in rule(spoilt))


def test_every_rule_of_the_contract_has_a_planted_defect() -> None:
    assert {rule for rule, _, _ in PLANTED} == set(CONTRACT)
