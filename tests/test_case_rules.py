"""The rules of the house, on the case as it is and on a copy of it with a defect planted.

A rule is a pure function of the tables as text; it yields one sentence for each row that breaks
it. Every rule has a test in which it goes red.
"""

import copy
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from casework import ARTICLES, ROOT, needs_articles, rows_of

from leaklab import tables
from leaklab.case import TABLES
from leaklab.proof import comparable

Case = dict[str, list[dict[str, str]]]
Rule = Callable[[Case], Iterator[str]]

DESCRIBED = tables.describe(ROOT)
PARIS = ZoneInfo("Europe/Paris")
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

# Words that none of the five articles has: a row with one of them comes from outside the case.
ABSENT = re.compile(
    r"\b(d\.?dos|(spear[ -]?)?phish\w*|hamecon\w*|malware\w*|bots?|botnets?|apt ?28|sandworm|anssi"
    r"|pastebin|posobiec|trend ?micro|meta-?donnees?|metadata)\b"
)

# DISARM counts these among techniques; innocent parties deny too.
DENYING = ("T0075", "T0129.006")  # Dismiss, Deny Involvement


def every_row(case: Case) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield table, id and row of everything but the proof."""
    for name in TABLES:
        for row in case[name]:
            yield name, ", ".join(row[k] for k in DESCRIBED[name].key), row


def every_quote(case: Case) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield table, id, article, paragraph and words of every quote."""
    for name, row_id, row in every_row(case):
        for side in ("", "_a", "_b"):
            if row.get(f"quote_fr{side}"):
                place = row[f"article_id{side}"], row[f"paragraph{side}"]
                yield name, row_id, *place, row[f"quote_fr{side}"]


def bare(text: str) -> str:
    """Return `text` without accents, in lower case."""
    marks = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in marks if not unicodedata.combining(mark))


def instants(name: str) -> list[str]:
    return [field.name for field in DESCRIBED[name].fields if field.type == "datetime"]


# --- words ---------------------------------------------------------------------------------


def quotes_are_short(case: Case) -> Iterator[str]:
    for name, row_id, _, _, words in every_quote(case):
        if len(re.findall(r"\w+", words)) < 4:
            yield f"{name} {row_id} quotes fewer than 4 words: {words}"
        if len(words.split()) > 12:
            yield f"{name} {row_id} quotes more than 12 words: {words}"


def no_row_without_its_words(case: Case) -> Iterator[str]:
    for name, row_id, row in every_row(case):
        for side in ("", "_a", "_b"):
            parts = [f"{p}{side}" for p in ("article_id", "paragraph", "quote_fr", "quote_en")]
            if set(parts) <= set(row):
                filled = [bool(row[part]) for part in parts]
                if not all(filled) and (side != "_b" or any(filled)):
                    yield f"{name} {row_id} has no {parts[filled.index(False)]}"


def quoted_share(case: Case) -> dict[str, tuple[int, int]]:
    """Count the quoted words of each article, between white space and as runs of letters.

    The places come from the proof, so the article itself is not needed. A word that is quoted in
    part counts as one.
    """
    rows = {(name, row[DESCRIBED[name].key[0]]): row for name, _, row in every_row(case)}
    marks: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for proved in case["proof"]:
        text = comparable(rows[proved["table"], proved["row_id"]][proved["field"]])
        for place, mark in enumerate(text, start=int(proved["position"])):
            marks[proved["article_id"], proved["paragraph"]][place] = mark
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for (article_id, _), there in marks.items():
        # Between two stretches that do not touch stand words that nobody quotes.
        text = "".join(
            there[place] if place - 1 in there else f"\n{there[place]}" for place in sorted(there)
        )
        counts[article_id][0] += len(text.split())
        counts[article_id][1] += len(re.findall(r"\w+", text))
    return {article_id: (a, b) for article_id, (a, b) in counts.items()}


def quotes_cover_two_fifths_at_most(case: Case) -> Iterator[str]:
    quoted = quoted_share(case)
    for row in case["articles"]:
        count, _ = quoted.get(row["article_id"], (0, 0))
        if count > int(row["words"]) * 2 / 5:
            yield f"{row['article_id']} is quoted with {count} of its {row['words']} words"


def no_word_from_outside(case: Case) -> Iterator[str]:
    for name, row_id, row in every_row(case):
        for column, text in row.items():
            if found := ABSENT.search(bare(text)):
                yield f"{name} {row_id}, {column}: “{found.group()}” is in none of the five"


def cells_are_tidy(case: Case) -> Iterator[str]:
    for name, row_id, row in every_row(case):
        for column, text in row.items():
            if text != " ".join(text.split()):
                yield f"{name} {row_id}, {column}: stray white space in “{text}”"


def gists_have_15_to_30_words(case: Case) -> Iterator[str]:
    for row in case["paragraphs"]:
        count = len(row["gist_en"].split())
        place = f"{row['article_id']}, paragraph {row['paragraph']}"
        if row["role"] == "furniture" and count:
            yield f"{place} is furniture and has a gist"
        if row["role"] != "furniture" and not 15 <= count <= 30:
            yield f"{place}: the gist has {count} words"


def labels_have_8_words_at_most(case: Case) -> Iterator[str]:
    for row in case["articles"]:
        if not 1 <= len(row["label_en"].split()) <= 8:
            yield f"{row['article_id']}: {row['label_en']}"


# --- ids and keys --------------------------------------------------------------------------


def ids_are_unique_over_all_tables(case: Case) -> Iterator[str]:
    # a claim of the sample is the claim itself, coded again
    counts = Counter(
        row_id for name, row_id, _ in every_row(case) if name not in ("paragraphs", "coding_sample")
    )
    yield from (f"{row_id} stands {n} times" for row_id, n in counts.items() if n > 1)


def ids_name_their_article(case: Case) -> Iterator[str]:
    for name in ("events", "claims"):
        for row in case[name]:
            row_id = row[DESCRIBED[name].key[0]]
            if row_id[1:4] != row["article_id"]:
                yield f"{name} {row_id} stands in article {row['article_id']}"


def lists_lead_to_rows(case: Case) -> Iterator[str]:
    for name, row_id, row in every_row(case):
        for field in DESCRIBED[name].fields:
            if not field.lists:
                continue
            target = field.lists["resource"]
            there = {other[field.lists["field"]] for other in case[target]}
            listed = [p for p in row[field.name].split(field.lists.get("separator", " ")) if p]
            for part in listed:
                if part not in there:
                    yield f"{name} {row_id}, {field.name}: {part} is not in {target}"
            if len(set(listed)) < len(listed) and field.name != "chain":
                yield f"{name} {row_id}, {field.name}: something stands twice"


def paragraphs_are_counted_without_a_gap(case: Case) -> Iterator[str]:
    numbers = defaultdict(list)
    for row in case["paragraphs"]:
        numbers[row["article_id"]].append(int(row["paragraph"]))
    for row in case["articles"]:
        found = numbers[row["article_id"]]
        if found != list(range(1, len(found) + 1)) or not found:
            yield f"{row['article_id']} has the paragraphs {found}"


def words_add_up(case: Case) -> Iterator[str]:
    for row in case["articles"]:
        parts = [p for p in case["paragraphs"] if p["article_id"] == row["article_id"]]
        total = sum(int(p["words"]) for p in parts)
        if total != int(row["words"]):
            yield f"{row['article_id']} has {row['words']} words, its paragraphs {total}"


def headlines_stand_where_they_should(case: Case) -> Iterator[str]:
    for row in case["articles"]:
        roles = [p["role"] for p in case["paragraphs"] if p["article_id"] == row["article_id"]]
        if roles.count("headline") != (1 if row["title"] else 0):
            yield f"{row['article_id']} has {roles.count('headline')} headline paragraphs"


def claims_stand_where_their_paragraph_does(case: Case) -> Iterator[str]:
    roles = {(p["article_id"], p["paragraph"]): p["role"] for p in case["paragraphs"]}
    for row in case["claims"]:
        role = roles[row["article_id"], row["paragraph"]]
        if role != row["place"]:
            yield f"{row['claim_id']} is placed in {row['place']}, its paragraph is {role}"


def chains_end_at_their_article(case: Case) -> Iterator[str]:
    for row in case["claims"]:
        last = row["chain"].split(" > ")[-1]
        if last != f"outlet_{row['article_id']}":
            yield f"{row['claim_id']}: the chain ends at {last}"


def links_are_steps_of_the_chains_they_carry(case: Case) -> Iterator[str]:
    chains = {row["claim_id"]: row["chain"].split(" > ") for row in case["claims"]}
    for row in case["links"]:
        for claim_id in row["claim_ids"].split():
            chain = chains.get(claim_id, [])
            step = (row["from"], row["to"]) in pairwise(chain)
            # A chain is one line; a second origin joins it where its words are taken up.
            joins = row["from"] not in chain and row["to"] in chain[1:]
            if not step and not joins:
                yield f"{row['link_id']}: {claim_id} has no step {row['from']} > {row['to']}"


def actors_are_where_they_are_quoted(case: Case) -> Iterator[str]:
    for row in case["actors"]:
        if row["article_id"] not in row["articles"].split():
            yield f"{row['actor_id']} is quoted in {row['article_id']}, not listed"


# --- dates ---------------------------------------------------------------------------------


def phenomenon_or_context(case: Case) -> Iterator[str]:
    for row in case["events"]:
        if bool(row["phenomenon"]) == bool(row["context"]):
            yield f"{row['event_id']} has {'both' if row['context'] else 'neither'}"


def status_fits_the_dates(case: Case) -> Iterator[str]:
    for row in case["events"]:
        dated = [bool(row["start"]), bool(row["end"])]
        if row["status"] == "unresolved" and any(dated):
            yield f"{row['event_id']} is unresolved and has a date"
        if row["status"] != "unresolved" and not all(dated):
            yield f"{row['event_id']} is {row['status']} and lacks a date"
        if row["status"] != "unresolved":
            for column in ("candidates", "not_before", "not_after"):
                if row[column]:
                    yield f"{row['event_id']} is {row['status']} and has {column}"
        if row["status"] in ("as_written", "contradicted") and not row["date_as_written"]:
            yield f"{row['event_id']} is {row['status']} and no words date it"
        if row["precision"] == "none" and any(dated):
            yield f"{row['event_id']} has no precision and a date"


def a_contradiction_has_two_sides(case: Case) -> Iterator[str]:
    for row in case["events"]:
        others = [
            other
            for other in case["events"]
            if other["happening_id"] == row["happening_id"]
            and other["article_id"] != row["article_id"]
            and other["start"]
        ]
        if row["status"] == "contradicted" and not others:
            yield f"{row['event_id']} is contradicted by nobody"


def intervals_are_half_open(case: Case) -> Iterator[str]:
    pairs = (
        ("events", "start", "end"),
        ("events", "not_before", "not_after"),
        ("articles", "published_start", "published_end"),
    )
    for name, first, last in pairs:
        for row in case[name]:
            if row[first] and row[last]:
                start, end = map(datetime.fromisoformat, (row[first], row[last]))
                if not start < end:
                    yield f"{name} {row[DESCRIBED[name].key[0]]}: {row[first]} to {row[last]}"


def offsets_are_those_of_paris(case: Case) -> Iterator[str]:
    for name in (*TABLES, "record-calendar"):
        columns = [*instants(name), *(["candidates"] if name == "events" else [])]
        for row in case[name]:
            for column in columns:
                for text in row[column].split():
                    if "T" in text:
                        moment = datetime.fromisoformat(text)
                        shown = moment.astimezone(PARIS)
                        if shown.utcoffset() != moment.utcoffset():
                            yield f"{name} {row[DESCRIBED[name].key[0]]}, {column}: {text}"


def weekdays_are_those_of_the_calendar(case: Case) -> Iterator[str]:
    for row in case["events"]:
        named = [day for day in WEEKDAYS if re.search(rf"\b{day}\b", row["date_as_written"], re.I)]
        # Friday at midnight is where Saturday begins, and a night belongs to two days.
        if len(named) != 1 or not row["start"] or "minuit" in row["date_as_written"]:
            continue
        if row["precision"] not in ("minute", "hour", "half_day", "day"):
            continue
        day = WEEKDAYS[datetime.fromisoformat(row["start"]).weekday()]
        if day != named[0]:
            yield f"{row['event_id']}: “{row['date_as_written']}” starts on a {day}"


def this_thursday_is_every_thursday(case: Case) -> Iterator[str]:
    """“Ce jeudi” stays open: every Thursday that its article allows, nine of them."""
    found = [
        row
        for row in case["events"]
        if row["status"] == "unresolved" and row["date_as_written"].casefold() == "ce jeudi"
    ]
    if not found:
        yield "no unresolved event is dated “Ce jeudi”"
    for row in found:
        if not (row["not_before"] and row["not_after"]):
            yield f"{row['event_id']} has no window"
            continue
        day = datetime.fromisoformat(row["not_before"]).date()
        end = datetime.fromisoformat(row["not_after"]).date()
        wanted = []
        while day < end:
            if day.weekday() == 3:
                wanted.append(day.isoformat())
            day += timedelta(days=1)
        if row["candidates"].split() != wanted:
            yield f"{row['event_id']} lists {row['candidates']}, its window has {wanted}"
        if len(wanted) != 9:
            yield f"{row['event_id']} has a window of {len(wanted)} Thursdays"


def candidates_stand_in_their_window(case: Case) -> Iterator[str]:
    for row in case["events"]:
        listed = row["candidates"].split()
        if listed != sorted(set(listed)):
            yield f"{row['event_id']}: the candidates are not in time order"
        for text in listed:
            day = date.fromisoformat(text[:10])
            if row["not_before"] and day < datetime.fromisoformat(row["not_before"]).date():
                yield f"{row['event_id']}: {text} is before its window"
            # The end is excluded: a window that ends at midnight does not hold that day.
            if row["not_after"]:
                last = datetime.fromisoformat(row["not_after"]) - timedelta(minutes=1)
                if day > last.date():
                    yield f"{row['event_id']}: {text} is after its window"


def a_disclosure_is_not_before_its_event(case: Case) -> Iterator[str]:
    for row in case["events"]:
        if row["disclosed_on"] and row["start"]:
            start = datetime.fromisoformat(row["start"]).date()
            if date.fromisoformat(row["disclosed_on"]) < start:
                yield f"{row['event_id']} is disclosed on {row['disclosed_on']}, before it starts"


def nothing_counts_from_itself(case: Case) -> Iterator[str]:
    for row in case["events"]:
        if row["relative_to"] == row["event_id"]:
            yield f"{row['event_id']} counts from itself"


# --- the other tables ----------------------------------------------------------------------


def a_denial_is_no_technique(case: Case) -> Iterator[str]:
    denials = [row for row in case["claims"] if row["stance"] == "denies"]
    denials += [row for row in case["evidence"] if row["kind"] == "denial"]
    for row in case["techniques"]:
        named = set(row["disarm_ids"].split()) & set(DENYING)
        if named:
            yield f"{row['technique_id']} has the identifier {', '.join(named)}"
        if re.search(r"\b(deny|denie[sd]|denial|denying)\b", row["name"], re.I):
            yield f"{row['technique_id']} is named {row['name']}"
        mine = comparable(row["quote_fr"])
        for other in denials:
            place = (other["article_id"], other["paragraph"])
            theirs = comparable(other["quote_fr"])
            if place == (row["article_id"], row["paragraph"]) and (
                mine in theirs or theirs in mine
            ):
                yield f"{row['technique_id']} rests on the words of a denial"


def an_empty_mapping_has_its_reason(case: Case) -> Iterator[str]:
    for row in case["techniques"]:
        for name in ("attack", "disarm"):
            if (row[f"{name}_ids"] == "none") != bool(row[f"{name}_reason"]):
                yield f"{row['technique_id']}: {name}_ids and {name}_reason do not fit"


def ranges_are_ranges(case: Case) -> Iterator[str]:
    for row in case["figures"]:
        if row["low"] and row["high"] and float(row["low"]) > float(row["high"]):
            yield f"{row['figure_id']}: {row['low']} to {row['high']}"


def the_sample_is_coded_twice_and_says_why_it_differs(case: Case) -> Iterator[str]:
    """Thirty claims, hedges out of the claim's own words, and a note wherever two codings part."""
    claims = {row["claim_id"]: row for row in case["claims"]}
    if len(case["coding_sample"]) != 30:
        yield f"{len(case['coding_sample'])} claims are coded twice; thirty are told"
    for row in case["coding_sample"]:
        claim = claims[row["claim_id"]]
        parted = False
        for column in ("voice", "mood", "hedge", "stance", "phenomenon"):
            told = {row[f"{column}_1"], row[f"{column}_2"]}
            parted |= told != {claim[column] or "none"}
        if parted != bool(row["note"]):
            yield f"{row['claim_id']}: the note and the difference of codings do not fit"
        for number in (1, 2):
            hedge = row[f"hedge_{number}"]
            if hedge != "none" and hedge not in claim["quote_fr"]:
                yield f"{row['claim_id']}: the hedge {hedge} is not in its words"


# --- the case as it is, and with a defect --------------------------------------------------


def change(
    case: Case, table: str, where: Callable[[dict[str, str]], bool], /, **cells: str
) -> None:
    row = next(row for row in case[table] if where(row))
    row.update(cells)


def always(_: dict[str, str]) -> bool:
    return True


def unresolved(row: dict[str, str]) -> bool:
    return row["status"] == "unresolved"


def dated(row: dict[str, str]) -> bool:
    return bool(row["start"])


def thursday(row: dict[str, str]) -> bool:
    return unresolved(row) and row["date_as_written"].casefold() == "ce jeudi"


def deny(case: Case) -> None:
    denial = next(row for row in case["claims"] if row["stance"] == "denies")
    place = {key: denial[key] for key in ("article_id", "paragraph", "quote_fr")}
    case["techniques"][0].update(place)


def invent_a_day(case: Case) -> None:
    row = next(row for row in case["events"] if thursday(row))
    row["candidates"] = row["candidates"].rsplit(" ", 1)[0]


def quote_more(case: Case) -> None:
    """Have the proof say that one article is quoted from end to end."""
    row = case["claims"][0]
    proved = next(p for p in case["proof"] if p["row_id"] == row["claim_id"])
    for number in range(200):
        copied = f"C{row['article_id']}-{number + 100}"
        case["claims"].append({**row, "claim_id": copied})
        case["proof"].append({**proved, "row_id": copied, "position": str(number * 1000)})


# For each rule, the defects that must turn it red.
PLANTED: dict[Rule, list[Callable[[Case], object]]] = {
    quotes_are_short: [
        lambda case: change(case, "claims", always, quote_fr="trois mots seulement"),
        lambda case: change(case, "tensions", always, quote_fr_b="un " * 13),
    ],
    no_row_without_its_words: [
        lambda case: change(case, "figures", always, quote_fr=""),
        lambda case: change(case, "figures", always, quote_en=""),
        lambda case: change(case, "tensions", lambda r: r["quote_fr_b"] != "", quote_fr_b=""),
    ],
    quotes_cover_two_fifths_at_most: [quote_more],
    no_word_from_outside: [
        lambda case: change(case, "events", always, title="A DDoS of the site"),
        lambda case: change(case, "claims", always, proposition="It was Phishing."),
        lambda case: change(case, "paragraphs", always, gist_en="l'hameçonnage"),
        lambda case: change(case, "techniques", always, attack_reason="spear-phishing of a kind"),
        lambda case: change(case, "actors", always, role_en="Bots"),
        lambda case: change(case, "actors", always, name="APT28"),
        lambda case: change(case, "evidence", always, limit="The métadonnées are not shown."),
        lambda case: change(case, "figures", always, note="Trend Micro counted four."),
    ],
    cells_are_tidy: [
        lambda case: change(case, "events", always, title=" The leak"),
        lambda case: change(case, "events", always, quote_fr="trop\u00a0d'espaces ici"),
    ],
    gists_have_15_to_30_words: [
        lambda case: change(case, "paragraphs", lambda r: r["role"] == "body", gist_en="Short."),
        lambda case: change(case, "paragraphs", lambda r: r["role"] == "body", gist_en="a " * 31),
        lambda case: change(case, "paragraphs", lambda r: r["role"] == "furniture", gist_en="Menu"),
    ],
    labels_have_8_words_at_most: [
        lambda case: change(case, "articles", always, label_en="one two three four five six 7 8 9")
    ],
    ids_are_unique_over_all_tables: [
        lambda case: change(case, "actors", always, actor_id="T01"),
    ],
    ids_name_their_article: [
        lambda case: change(case, "claims", lambda r: r["article_id"] == "000", article_id="004")
    ],
    lists_lead_to_rows: [
        lambda case: change(case, "claims", always, about="nobody_at_all"),
        lambda case: change(case, "claims", always, chain="nobody > outlet_000"),
        lambda case: change(case, "actors", always, articles="000 000"),
        lambda case: change(case, "links", always, claim_ids="C004-99"),
    ],
    paragraphs_are_counted_without_a_gap: [lambda case: case["paragraphs"].pop(1)],
    words_add_up: [lambda case: change(case, "paragraphs", always, words="1000")],
    headlines_stand_where_they_should: [
        lambda case: change(case, "paragraphs", lambda r: r["role"] == "headline", role="lead"),
        lambda case: change(case, "articles", lambda r: r["title"] == "", title="Un titre"),
    ],
    claims_stand_where_their_paragraph_does: [
        lambda case: change(case, "claims", lambda r: r["place"] == "body", place="headline")
    ],
    chains_end_at_their_article: [lambda case: change(case, "claims", always, chain="ferrand")],
    links_are_steps_of_the_chains_they_carry: [
        lambda case: change(case, "links", lambda r: r["claim_ids"] != "", to="wikileaks_2")
    ],
    actors_are_where_they_are_quoted: [lambda case: change(case, "actors", always, articles="")],
    phenomenon_or_context: [
        lambda case: change(case, "events", always, phenomenon="", context=""),
        lambda case: change(case, "events", always, phenomenon="rumour", context="calendar"),
    ],
    status_fits_the_dates: [
        lambda case: change(case, "events", unresolved, start="2017-05-05T00:00+02:00"),
        lambda case: change(case, "events", dated, end=""),
        lambda case: change(case, "events", dated, candidates="2017-05-05"),
        lambda case: change(case, "events", dated, precision="none"),
        lambda case: change(
            case, "events", lambda r: r["status"] == "as_written", date_as_written=""
        ),
    ],
    a_contradiction_has_two_sides: [
        lambda case: change(case, "events", dated, status="contradicted", happening_id="alone")
    ],
    intervals_are_half_open: [
        lambda case: [row.update(end=row["start"]) for row in case["events"]],
        lambda case: change(case, "articles", always, published_end="2016-01-01T00:00+01:00"),
    ],
    offsets_are_those_of_paris: [
        lambda case: change(case, "events", dated, start="2017-02-14T00:00+02:00"),
        lambda case: change(case, "events", unresolved, not_before="2017-05-05T00:00+01:00"),
        lambda case: change(case, "articles", always, published_start="2017-05-05T00:00+00:00"),
        lambda case: change(case, "record-calendar", always, start="2017-05-07T08:00+01:00"),
        lambda case: change(case, "events", unresolved, candidates="2017-03-27T00:00+01:00"),
    ],
    weekdays_are_those_of_the_calendar: [
        lambda case: change(
            case,
            "events",
            dated,
            date_as_written="mardi 15 février",
            start="2017-02-15T00:00+01:00",
            precision="day",
        )
    ],
    this_thursday_is_every_thursday: [
        invent_a_day,
        lambda case: change(case, "events", thursday, status="derived"),
        lambda case: change(case, "events", thursday, not_after="2017-04-23T00:00+02:00"),
        lambda case: change(case, "events", thursday, not_after=""),
    ],
    candidates_stand_in_their_window: [
        lambda case: change(case, "events", thursday, candidates="2017-02-23 2017-03-02"),
        lambda case: change(case, "events", thursday, candidates="2017-05-04"),
        lambda case: change(case, "events", thursday, candidates="2017-03-09 2017-03-02"),
    ],
    a_disclosure_is_not_before_its_event: [
        lambda case: change(case, "events", dated, disclosed_on="2015-01-01")
    ],
    nothing_counts_from_itself: [
        lambda case: [row.update(relative_to=row["event_id"]) for row in case["events"]]
    ],
    a_denial_is_no_technique: [
        deny,
        lambda case: change(case, "techniques", always, disarm_ids="T0085 T0129.006"),
        lambda case: change(case, "techniques", always, name="Denial of the interview"),
    ],
    an_empty_mapping_has_its_reason: [
        lambda case: change(case, "techniques", always, attack_ids="none", attack_reason=""),
        lambda case: change(case, "techniques", always, disarm_ids="T0085", disarm_reason="Why"),
    ],
    ranges_are_ranges: [lambda case: change(case, "figures", always, low="5", high="4")],
    the_sample_is_coded_twice_and_says_why_it_differs: [
        lambda case: case["coding_sample"].pop(),
        lambda case: change(case, "coding_sample", lambda r: r["note"] != "", note=""),
        lambda case: change(case, "coding_sample", lambda r: not r["note"], stance_2="denies"),
        lambda case: change(case, "coding_sample", always, hedge_1="peut-être"),
    ],
}


@pytest.fixture(scope="module")
def whole() -> Case:
    return {name: rows_of(ROOT, name) for name in DESCRIBED}


@pytest.fixture
def case(whole: Case) -> Case:
    return copy.deepcopy(whole)


@pytest.mark.parametrize("rule", PLANTED, ids=lambda rule: rule.__name__)
def test_the_case_keeps_the_rule(case: Case, rule: Rule) -> None:
    assert list(rule(case)) == []


@pytest.mark.parametrize(
    ("rule", "number"),
    [(rule, number) for rule, defects in PLANTED.items() for number in range(len(defects))],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_a_planted_defect_breaks_the_rule(case: Case, rule: Rule, number: int) -> None:
    before = set(rule(case))
    PLANTED[rule][number](case)
    assert set(rule(case)) - before


def test_every_rule_is_tested() -> None:
    rules = {
        value
        for value in globals().values()
        if callable(value) and getattr(value, "__annotations__", {}).get("return") == Iterator[str]
    }
    assert rules == set(PLANTED)


def test_enough_tensions(case: Case) -> None:
    assert len(case["tensions"]) >= 24


# --- with the articles ---------------------------------------------------------------------


def lines_of(article_id: str) -> list[str]:
    [path] = ARTICLES.glob(f"{article_id}_*.txt")
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


@needs_articles
def test_words_are_counted_right(case: Case) -> None:
    for row in case["articles"]:
        counted = [len(line.split()) for line in lines_of(row["article_id"])]
        told = [int(p["words"]) for p in case["paragraphs"] if p["article_id"] == row["article_id"]]
        assert told == counted, row["article_id"]


@needs_articles
def test_quotes_cover_two_fifths_at_most_by_either_count(case: Case) -> None:
    for article_id, (between_spaces, runs) in quoted_share(case).items():
        # Counted first: a failing assertion prints what it compares, and that must not be a text.
        lines = lines_of(article_id)
        words = sum(len(line.split()) for line in lines)
        of_letters = sum(len(re.findall(r"\w+", line)) for line in lines)
        assert between_spaces <= words * 2 / 5, article_id
        assert runs <= of_letters * 2 / 5, article_id


@needs_articles
def test_the_absent_words_are_absent_from_the_articles(case: Case) -> None:
    for row in case["articles"]:
        found = sum(bool(ABSENT.search(bare(line))) for line in lines_of(row["article_id"]))
        assert found == 0, row["article_id"]
