"""The rules of the record, on the statements as they are and on a copy with a defect planted.

A rule is a pure function of the record's tables as text; it yields one sentence for each row that
breaks it. Every rule has a test in which it goes red. What concerns people and the words used of
them is tested for all public text at once, in `test_people_and_words`.
"""

import copy
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from casework import ROOT, rows_of

from leaklab import record, tables

Row = dict[str, str]
Record = dict[str, list[Row]]
Rule = Callable[[Record], Iterator[str]]

TABLES = ("record-calendar", "record-statements")
AN_ID = re.compile(r"\bS-[0-9]{3}\b")
LEVELLED = ("accuses", "attributes")
ONE_DAY = timedelta(days=1)

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
MOIS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
A_DATE = re.compile(rf"\b([0-9]{{1,2}}) ({'|'.join(MONTHS)}) (20[0-9]{{2}})\b")
A_WEEKDAY = re.compile(
    rf"\b({'|'.join(WEEKDAYS + JOURS)}),? ([0-9]{{1,2}}) ({'|'.join(MONTHS + MOIS)})\b"
    r"(?: (20[0-9]{2}))?",
    re.IGNORECASE,
)


def statements(record: Record) -> list[Row]:
    return record["record-statements"]


def by_id(record: Record) -> dict[str, Row]:
    return {row["record_id"]: row for row in statements(record)}


def days(row: Row) -> tuple[date, date]:
    return date.fromisoformat(row["start"]), date.fromisoformat(row["end"])


# --- days and ids --------------------------------------------------------------------------


def days_fit_the_precision(record: Record) -> Iterator[str]:
    for row in statements(record):
        start, end = days(row)
        length = (end - start).days
        first_of_month = start.day == end.day == 1
        fits = {
            "minute": length == 1,
            "hour": length == 1,
            "day": length == 1,
            "night": length == 2,
            "interval": length > 1,
            "month": first_of_month and 28 <= length <= 31,
            "year": first_of_month and start.month == 1 and 365 <= length <= 366,
        }[row["precision"]]
        if not fits:
            yield f"{row['record_id']}: {length} days are no {row['precision']}"
        if bool(row["time"]) != (row["precision"] in ("minute", "hour")):
            yield f"{row['record_id']} is of a {row['precision']} and has the time {row['time']!r}"


def ids_run_in_the_order_of_days(record: Record) -> Iterator[str]:
    for before, after in pairwise(statements(record)):
        if before["record_id"] >= after["record_id"]:
            yield f"{after['record_id']} stands behind {before['record_id']}"
        if before["start"] > after["start"]:
            yield f"{after['record_id']} is older than {before['record_id']}"


def ids_are_unique_in_the_record(record: Record) -> Iterator[str]:
    seen: set[str] = set()
    for name in TABLES:
        for row in record[name]:
            if row["record_id"] in seen:
                yield f"{name}: {row['record_id']} is taken"
            seen.add(row["record_id"])


def weekdays_are_those_of_the_calendar(record: Record) -> Iterator[str]:
    for row in statements(record):
        for column, text in row.items():
            for name, day, month, year in A_WEEKDAY.findall(text):
                names, months = (WEEKDAYS, MONTHS) if name.casefold() in WEEKDAYS else (JOURS, MOIS)
                spelled = [m.casefold() for m in months].index(month.casefold()) + 1
                told = date(int(year or row["start"][:4]), spelled, int(day))
                if names[told.weekday()] != name.casefold():
                    yield f"{row['record_id']}, {column}: {told} is no {name}"


# --- accusations and replies ---------------------------------------------------------------


def accusations_have_a_caution_and_a_reply(record: Record) -> Iterator[str]:
    for row in statements(record):
        for column in ("caution", "reply"):
            if row["stance"] in LEVELLED and not row[column]:
                yield f"{row['record_id']} {row['stance']} and has no {column}"
        if row["stance"] not in LEVELLED and row["reply"]:
            yield f"{row['record_id']} {row['stance']} and has a reply"


def a_reply_is_dated_or_was_not_found(record: Record) -> Iterator[str]:
    for row in statements(record):
        said = A_DATE.search(row["reply"]) or re.search(r"\bno reply\b.*\bfound\b", row["reply"])
        if row["reply"] and not said:
            yield f"{row['record_id']}: the reply has no date: {row['reply']}"


def a_reply_leads_to_a_denial(record: Record) -> Iterator[str]:
    there = by_id(record)
    for row in statements(record):
        for found in AN_ID.findall(row["reply"]):
            if found not in there:
                yield f"{row['record_id']}: the reply names {found}, which is no row"
            elif there[found]["stance"] not in ("denies", "cautions"):
                yield f"{row['record_id']}: the reply {found} {there[found]['stance']}"


def a_reply_has_the_day_of_its_row(record: Record) -> Iterator[str]:
    there = by_id(record)
    for row in statements(record):
        told = None
        for part in re.split(r"[;(]", row["reply"]):
            if match := A_DATE.search(part):
                day, month, year = match.groups()
                told = date(int(year), MONTHS.index(month) + 1, int(day))
            for found in AN_ID.findall(part):
                if told and found in there:
                    start, end = days(there[found])
                    if not start <= told < end:
                        yield f"{row['record_id']}: {found} is not of {told}"


# --- disputes ------------------------------------------------------------------------------


def rows_that_are_named_are_there(record: Record) -> Iterator[str]:
    there = by_id(record)
    for row in statements(record):
        for column, text in row.items():
            for found in AN_ID.findall(text):
                if found not in there:
                    yield f"{row['record_id']}, {column}: {found} is no row"


def disputes_are_symmetric(record: Record) -> Iterator[str]:
    there = by_id(record)
    for row in statements(record):
        mine, named = row["record_id"], row["disputed_with"].split()
        if named != sorted(set(named)):
            yield f"{mine}: {row['disputed_with']} is out of order or doubled"
        for other in named:
            if other == mine:
                yield f"{mine} disputes itself"
            elif other in there and mine not in there[other]["disputed_with"].split():
                yield f"{mine} disputes {other}, and {other} does not dispute {mine}"


def disputes_stay_within_their_question(record: Record) -> Iterator[str]:
    there = by_id(record)
    for row in statements(record):
        mine = set(row["dispute"].split())
        for other in row["disputed_with"].split():
            if other in there and not mine & set(there[other]["dispute"].split()):
                yield f"{row['record_id']} and {other} share no question"


def a_dispute_has_two_sides(record: Record) -> Iterator[str]:
    members = defaultdict(list)
    for row in statements(record):
        for name in row["dispute"].split():
            members[name].append(row)
    for name, rows in members.items():
        ids = {row["record_id"] for row in rows}
        if not any(ids & set(row["disputed_with"].split()) for row in rows):
            yield f"{name}: no two of {', '.join(sorted(ids))} say otherwise"


def the_inquiry_has_three_days(record: Record) -> Iterator[str]:
    told = " ".join(
        row["statement_en"]
        for row in statements(record)
        if row["dispute"] == "inquiry_day" and row["status"] != "unverified"
    )
    for day in ("Friday", "Saturday", "Sunday"):
        if day not in told:
            yield f"no row on the day of the inquiry says {day}"


# --- words ---------------------------------------------------------------------------------

ATTRIBUTOR = re.compile(
    r"\b(says?|said|speaks|states?|tells|told|reports?|reported|writes|announces|adds|asks|answers"
    r"|calls|recalls|compares|confirms|counts|criticises|declines|denies|deny|describes|dismisses"
    r"|explains|finds|gives|lists|names|notes|puts|rejects|suggests|sums|testifies|upholds|warns"
    r"|accuses?|attributes|charges|creates|opens|unseals|argues|disagree)\b"
)


def statements_are_short_and_somebody_makes_them(record: Record) -> Iterator[str]:
    for row in statements(record):
        count = len(row["statement_en"].split())
        if not 15 <= count <= 45:
            yield f"{row['record_id']}: the statement has {count} words"
        if not ATTRIBUTOR.search(row["statement_en"]):
            yield f"{row['record_id']}: nobody says that {row['statement_en']}"


def words_are_short_and_have_a_language(record: Record) -> Iterator[str]:
    for row in statements(record):
        count = len(row["words"].split())
        if count and not 5 <= count <= 30:
            yield f"{row['record_id']} quotes {count} words"
        if bool(count) != bool(row["words_lang"]):
            yield f"{row['record_id']} has {count} words of the language {row['words_lang']!r}"
        if bool(row["words_en"]) != (row["words_lang"] not in ("", "en")):
            yield f"{row['record_id']}: a translation is missing, or one too many"


def cells_are_tidy(record: Record) -> Iterator[str]:
    for row in statements(record):
        for column, text in row.items():
            if text != " ".join(text.split()) or re.search("[–—]", text):
                yield f"{row['record_id']}, {column}: stray white space or a dash in “{text}”"


# --- sources -------------------------------------------------------------------------------


def what_was_not_seen_says_so(record: Record) -> Iterator[str]:
    unverified = [row for row in statements(record) if row["status"] == "unverified"]
    if len(unverified) > 6:
        yield f"{len(unverified)} rows are unverified"
    for row in unverified:
        if not re.search(r"\bNot (seen|found)\b", row["caution"]):
            yield f"{row['record_id']} is unverified, and its caution does not say so"
    for row in statements(record):
        for column in ("consulted", "consulted_at"):
            if (row[column] == "not seen") != (row["status"] == "unverified"):
                yield f"{row['record_id']} is {row['status']}; {column}: {row[column]}"


def the_fakes_have_three_versions(record: Record) -> Iterator[str]:
    versions = {
        "accuses": r"En Marche\b.*\badd many false",
        "reports": r"\bcreated by the campaign\b",
        "denies": r"WikiLeaks\b.*\bnot yet discovered\b",
    }
    for stance, pattern in versions.items():
        if not any(
            row["stance"] == stance
            and row["dispute"] == "fakes"
            and re.search(pattern, f"{row['who_en']}: {row['statement_en']}")
            for row in statements(record)
        ):
            yield f"of the fakes, the version that {stance} is missing"


# leak sites, paste sites, image boards, copies that nobody takes down
LEAKED = re.compile(
    r"\bwikileaks\.\w{2,}|\bddosecrets\.|\bcryptome\.|\b\w*(?:paste|ghost)bin\.\w+|\bjustpaste\."
    r"|\b4chan\.org|\b4plebs\.|\b8ch(?:an)?\.\w+|\barchived?\.(?:is|ph|today|li|vn|fo|md|moe)\b"
    r"|magnet:|\.torrent\b|\.(?:eml|mbox|rar|7z|zip)\b|\b[0-9a-f]{32,64}\b",
    re.IGNORECASE,
)
# State media that are banned in the European Union, and pages that are named and not pointed at
HOST_ALONE = re.compile(
    r"\b(?:rt\.com|sputnik\w*\.\w+|noticiabrasil\.net\.br|malware\.news|cybersecurity\.att\.com"
    r"|slate\.fr|franceculture\.fr|radiofrance\.fr|ilfoglio\.it|euobserver\.com|splashforum\.com"
    r"|armorthemes\.com|parismatch\.be|mediapart\.fr/journal/international)/",
    re.IGNORECASE,
)


def nothing_leads_to_leaked_material(record: Record) -> Iterator[str]:
    for row in statements(record):
        for column, text in row.items():
            if found := LEAKED.search(text) or HOST_ALONE.search(text):
                yield f"{row['record_id']}, {column}: {found.group()}"
            if "://" in text:
                yield f"{row['record_id']}, {column}: a host and a path are enough"


# what belongs on an editor's desk
INTERNAL = re.compile(
    r"(?i:\b(?:facts\.md|research notes?|in this check|to be dropped|todo|fixme)\b|/(?:work|tmp)\b)"
    r"|\bR[0-9]{2}\b|\bS-(?![0-9]{3}\b)\S+"
)


def notes_are_for_readers(record: Record) -> Iterator[str]:
    for row in statements(record):
        for column, text in row.items():
            if found := INTERNAL.search(text):
                yield f"{row['record_id']}, {column}: {found.group()}"


# --- the record as it is, and with a defect ------------------------------------------------


def change(record: Record, which: Callable[[Row], bool], **cells: str) -> None:
    """Change cells of the first statement that fits."""
    next(row for row in statements(record) if which(row)).update(cells)


def always(_: Row) -> bool:
    return True


def levelled(row: Row) -> bool:
    return row["stance"] in LEVELLED


def answered(row: Row) -> bool:
    return bool(AN_ID.search(row["reply"])) and bool(A_DATE.search(row["reply"]))


def disputed(row: Row) -> bool:
    return row["disputed_with"] != ""


def precise(precision: str) -> Callable[[Row], bool]:
    return lambda row: row["precision"] == precision


def unlink(record: Record) -> None:
    """Take one side out of a dispute between two rows."""
    change(record, disputed, disputed_with="")


def move(record: Record) -> None:
    """Make the last statement older than every other."""
    statements(record)[-1].update(start="2016-01-01", end="2016-01-02")


def silence(record: Record, dispute: str) -> None:
    """Let the rows of a dispute contradict nobody."""
    for row in statements(record):
        if dispute in row["dispute"].split():
            row["disputed_with"] = ""


def forget(record: Record, which: Callable[[Row], bool]) -> None:
    record["record-statements"] = [row for row in statements(record) if not which(row)]


# For each rule, the defects that must turn it red.
PLANTED: dict[Rule, list[Callable[[Record], object]]] = {
    days_fit_the_precision: [
        lambda record: change(record, precise("day"), end="2018-01-01"),
        lambda record: change(record, precise("day"), time="20:35"),
        lambda record: change(record, precise("minute"), time=""),
        lambda record: change(record, precise("day"), precision="interval"),
        lambda record: change(record, precise("day"), precision="month"),
        lambda record: [row.update(end=row["start"]) for row in statements(record)],
    ],
    ids_run_in_the_order_of_days: [
        move,
        lambda record: statements(record).reverse(),
        lambda record: change(record, always, record_id="S-002"),
    ],
    ids_are_unique_in_the_record: [
        lambda record: record["record-calendar"][0].update(record_id="S-001"),
        lambda record: change(record, lambda r: r["record_id"] == "S-002", record_id="S-001"),
    ],
    weekdays_are_those_of_the_calendar: [
        lambda record: change(record, always, caution="Said on Friday, 6 May 2017."),
        lambda record: change(record, always, words="le samedi 5 mai au soir, à vingt heures"),
    ],
    accusations_have_a_caution_and_a_reply: [
        lambda record: change(record, levelled, caution=""),
        lambda record: change(record, levelled, reply=""),
        lambda record: change(record, lambda r: not levelled(r), reply="no reply found"),
    ],
    a_reply_is_dated_or_was_not_found: [
        lambda record: change(record, levelled, reply="Kremlin: denies it (S-014)"),
        lambda record: change(record, levelled, reply="none"),
    ],
    a_reply_leads_to_a_denial: [
        lambda record: change(record, levelled, reply="Kremlin, 9 January 2017: no (S-999)"),
        lambda record: change(record, levelled, reply="Kremlin, 6 January 2017: no (S-001)"),
    ],
    a_reply_has_the_day_of_its_row: [
        lambda record: change(record, answered, reply="Kremlin, 1 January 2017: no (S-004)"),
    ],
    rows_that_are_named_are_there: [
        lambda record: change(record, always, caution="Compare S-999."),
        lambda record: change(record, always, disputed_with="S-999"),
    ],
    disputes_are_symmetric: [
        unlink,
        lambda record: change(record, disputed, disputed_with="S-001"),
        lambda record: change(record, disputed, disputed_with="S-188 S-188"),
    ],
    disputes_stay_within_their_question: [
        lambda record: change(record, disputed, dispute="something_else"),
        lambda record: change(record, disputed, dispute=""),
    ],
    a_dispute_has_two_sides: [
        lambda record: silence(record, "silence"),
        lambda record: change(record, always, dispute="lonely"),
    ],
    the_inquiry_has_three_days: [
        lambda record: forget(record, lambda r: "franceinfo" in r["who_en"]),
        lambda record: forget(record, lambda r: r["who_en"] == "The Washington Post"),
    ],
    statements_are_short_and_somebody_makes_them: [
        lambda record: change(record, always, statement_en="Peskov says that it is absurd."),
        lambda record: change(record, always, statement_en="Peskov says " + "no " * 44),
        lambda record: change(record, always, statement_en="Hackers of a State " + "took it " * 9),
    ],
    words_are_short_and_have_a_language: [
        lambda record: change(record, always, words="four words are few"),
        lambda record: change(record, always, words="one " * 31),
        lambda record: change(record, always, words_lang=""),
        lambda record: change(record, always, words="", words_lang="en"),
        lambda record: change(record, lambda r: r["words_lang"] == "fr", words_en=""),
        lambda record: change(record, lambda r: r["words_lang"] == "en", words_en="Again."),
    ],
    cells_are_tidy: [
        lambda record: change(record, always, caution="Two  spaces."),
        lambda record: change(record, always, caution="A dash — here."),
        lambda record: change(record, always, words="trop\u00a0d'espaces"),
    ],
    what_was_not_seen_says_so: [
        lambda record: change(record, lambda r: r["status"] == "unverified", caution="Weak."),
        lambda record: change(record, always, status="unverified"),
        lambda record: change(record, always, consulted="not seen"),
        lambda record: [
            row.update(status="unverified", caution="Not seen.") for row in statements(record)
        ],
    ],
    the_fakes_have_three_versions: [
        lambda record: forget(record, lambda r: "add many false" in r["statement_en"]),
        lambda record: forget(record, lambda r: "created by the campaign" in r["statement_en"]),
        lambda record: change(
            record, lambda r: "not yet discovered" in r["statement_en"], stance="reports"
        ),
    ],
    nothing_leads_to_leaked_material: [
        lambda record: change(record, always, consulted_at="wikileaks.org/some-mails"),
        lambda record: change(record, always, source="posted at pastebin.com"),
        lambda record: change(record, always, caution="The file is called some_mails.rar."),
        lambda record: change(record, always, consulted_at="sputniknews.com/europe/2017"),
        lambda record: change(record, always, consulted_at="https://time.com/4801295"),
    ],
    notes_are_for_readers: [
        lambda record: change(record, always, caution="Found in this check."),
        lambda record: change(record, always, caution="See R24."),
        lambda record: change(record, always, reply="Embassy, 30 April 2025: denies (S-1xx)"),
        lambda record: change(record, always, source="the research note"),
    ],
}


@pytest.fixture(scope="module")
def whole() -> Record:
    return {name: rows_of(ROOT, name) for name in TABLES}


@pytest.fixture
def copied(whole: Record) -> Record:
    return copy.deepcopy(whole)


@pytest.mark.parametrize("rule", PLANTED, ids=lambda rule: rule.__name__)
def test_the_record_keeps_the_rule(copied: Record, rule: Rule) -> None:
    assert list(rule(copied)) == []


@pytest.mark.parametrize(
    ("rule", "number"),
    [(rule, number) for rule, defects in PLANTED.items() for number in range(len(defects))],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_a_planted_defect_breaks_the_rule(copied: Record, rule: Rule, number: int) -> None:
    before = set(rule(copied))
    PLANTED[rule][number](copied)
    assert set(rule(copied)) - before


def test_every_rule_is_tested() -> None:
    rules = {
        value
        for value in globals().values()
        if callable(value) and getattr(value, "__annotations__", {}).get("return") == Iterator[str]
    }
    assert rules == set(PLANTED)


def test_the_statements_load() -> None:
    loaded = record.load("statements")
    assert loaded["record_id"].is_unique
    assert (loaded["start"] < loaded["end"]).all()
    assert set(loaded["stance"].cat.categories) >= {"accuses", "attributes", "denies", "cautions"}


def test_lists_of_rows_are_described_as_such() -> None:
    [field] = [
        field
        for field in tables.describe(ROOT)["record-statements"].fields
        if field.name == "disputed_with"
    ]
    assert field.lists == {"resource": "record-statements", "field": "record_id"}
