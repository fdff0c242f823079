"""The newsroom: its tables say no more than their sources, and what is typed is read or refused."""

import re
import time
from datetime import date, timedelta
from itertools import groupby, product

import pandas as pd
import pytest
import vl_convert
from casework import one_sentence
from test_charts import silences

from leaklab import case, charts, detection, newsroom, places, record
from leaklab.controls import newsroom as desk
from leaklab.proof import comparable
from leaklab.rendering import SCHEMA
from leaklab.tools import handouts

STATEMENTS = record.load("statements")
TOLD = STATEMENTS.set_index("record_id")
TABLE = record.load("newsroom")
SENTENCES = record.load("midnight")
QUIZ = record.load("quiz")
CARDS = newsroom.cards(TABLE, STATEMENTS)
PARAGRAPHS = {f"{row.article_id}:{row.paragraph}" for row in case.load("paragraphs").itertuples()}
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
# part of a row: its text, the rows of the record it rests on, the paragraphs
PARTS = [
    (f"{row['card_id']} {text}", row[text], row[ids], row.get(places))
    for row in TABLE.to_dict("records")
    for text, ids, places in (
        ("text_en", "record_ids", "places"),
        ("others_en", "others_ids", "others_places"),
        ("later_en", "later_ids", "-"),
    )
]
PARTS += [
    (row["item_id"], row["why_en"], row["record_ids"], row["places"])
    for row in QUIZ.to_dict("records")
]
PARTS += [
    (
        row["sentence_id"],
        f"{row['words_en']} {row['why_en']} {row['instead_en']}",
        row["record_ids"],
        " ".join(f"001:{n}" for n in newsroom._split(row["article_001_paragraphs"])),
    )
    for row in SENTENCES.to_dict("records")
]


def split(cell: object) -> list[str]:
    return str(cell).split() if pd.notna(cell) else []


def case_quotes() -> dict[str, str]:
    """Return the proved French words of each paragraph of the articles."""
    found: dict[str, list[str]] = {}
    for name in ("events", "claims", "figures", "techniques", "evidence", "tensions"):
        table = case.load(name)
        for side in ("", "_a", "_b"):
            if f"quote_fr{side}" in table:
                for _, row in table.iterrows():
                    place = f"{row[f'article_id{side}']}:{row[f'paragraph{side}']}"
                    found.setdefault(place, []).append(str(row[f"quote_fr{side}"]))
    return {place: comparable(" | ".join(quotes)) for place, quotes in found.items()}


PROVED = case_quotes()


def unproved(text: str, ids: list[str], places: list[str]) -> list[str]:
    """Return the French quotations of a text that stand in none of its named sources."""
    there = " | ".join(
        [comparable(str(TOLD.loc[name, "words"])) for name in ids]
        + [PROVED.get(place, "") for place in places]
    )
    return [q for q in re.findall(r"«([^»]*)»", text) if comparable(q) not in there]


def strange_days(text: str, ids: list[str]) -> list[str]:
    """Return the dates of a text that lie in the days of none of its rows."""
    spans = [(TOLD.loc[name, "start"], TOLD.loc[name, "end"]) for name in ids]
    found = []
    for day, month, year in re.findall(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (20\d\d)\b", text):
        told = pd.Timestamp(date(int(year), MONTHS.index(month) + 1, int(day)))
        # "9 to 10 May 2017" gives the last day of a stretch
        if not any(start <= told < end for start, end in spans):
            found.append(f"{day} {month} {year}")
    return found


class TestTables:
    """What stands on a card stands in its sources."""

    @pytest.mark.parametrize(("name", "text", "ids", "places"), PARTS, ids=[p[0] for p in PARTS])
    def test_a_part_rests_on_its_sources(self, name, text, ids, places) -> None:
        ids, places = split(ids), split(places)
        assert set(ids) <= set(TOLD.index)
        assert set(places) <= PARAGRAPHS
        assert unproved(text, ids, places) == []
        beyond = ids if name.startswith("Q-") else [*ids, *mentioned_elsewhere(text)]
        assert strange_days(text, beyond) == []
        assert "unverified" not in set(TOLD.loc[ids, "status"])

    def test_a_planted_quotation_or_day_is_caught(self) -> None:
        text, ids = TABLE.loc[7, "text_en"], ["S-060"]
        assert unproved(text.replace("contenu", "chat"), ids, ["001:16"])
        assert unproved("«a saisi, samedi soir»", [], ["001:16"])
        assert strange_days("On 2 June 2017 he said so.", ["S-122"]) == ["2 June 2017"]

    def test_every_part_names_a_source(self) -> None:
        for card in CARDS.itertuples():
            for part in (card.text_sources, card.others_sources, card.later_sources):
                assert part.strip(), card.label
        outside = TABLE[TABLE["outside_en"].notna()]
        # what is no row of the record says so, and how it was seen
        assert len(outside) == 1
        assert outside["outside_en"].str.contains("stored copy, November 2026").all()
        assert (QUIZ["record_ids"].notna() | QUIZ["places"].notna()).all()

    def test_a_minute_is_one_that_a_source_gives(self) -> None:
        for row in TABLE[TABLE["precision"] == "minute"].to_dict("records"):
            rows = TOLD.loc[split(row["record_ids"])]
            given = " ".join(
                str(cell) for cell in rows[["statement_en", "words", "time"]].to_numpy().flat
            )
            hour = f"{row['start']:%H:%M}"
            midnight = hour == "00:00" and "vendredi soir à minuit" in row["text_en"]
            assert hour in given or midnight, row["card_id"]
            assert row["end"] - row["start"] == timedelta(minutes=1)
        for row in TABLE[~TABLE["precision"].isin(["minute", "interval"])].to_dict("records"):
            assert re.search("hour not (?:given|in our record)", row["when_en"]), row["card_id"]
            assert not re.search(r"\d\d:\d\d", row["when_en"])

    def test_cards_come_in_the_order_of_time_where_there_is_one(self) -> None:
        exact = TABLE[TABLE["precision"] == "minute"]["start"]
        assert exact.is_monotonic_increasing
        assert f"{TABLE['start'].iloc[0]:%Y-%m-%d %H:%M}" == "2017-05-05 20:35"
        assert TABLE["start"].min() == TABLE["start"].iloc[0]
        latest = [row.end for row in TABLE.itertuples()]
        assert latest[-2:] == [max(latest)] * 2

    def test_the_three_versions_of_the_fakes_stand_together(self) -> None:
        card = TABLE.set_index("card_id").loc["N-04"]
        assert {"S-058", "S-067", "S-107"} <= set(split(card["later_ids"]))
        for words in (
            "others added",
            "decoys, false mails of its own",
            "not yet discovered",
            "not none",
        ):
            assert words in card["later_en"]

    def test_no_consequence_of_a_choice_is_made_up(self) -> None:
        for _, text, _, _ in PARTS:
            assert not re.search(r"\b(?:would have|had you|your choice|you should have)\b", text)

    def test_the_draft_prints_nothing_of_the_leak(self) -> None:
        assert SENTENCES["words_en"].str.contains("we print none").sum() == 2
        for row in SENTENCES.to_dict("records"):
            assert pd.notna(row["instead_en"]) == ("reword" in row["reading"]), row["sentence_id"]
        assert {"keep", "reword", "cut"} <= set(" ".join(SENTENCES["reading"]).split())
        assert (SENTENCES["reading"].str.split().str.len() == 2).sum() == 4


def mentioned_elsewhere(text: str) -> list[str]:
    """Return rows whose day a text may name beside its own: published denials, quoted dates."""
    return [name for name in ("S-014", "S-058", "S-067") if "2017" in text]


class TestQuiz:
    def test_as_many_true_as_false(self) -> None:
        truth = list(QUIZ["truth"])
        assert len(truth) == 16
        assert sum(truth) == 8
        assert sum(truth[:8]) == 4
        assert max(len(list(run)) for _, run in groupby(truth)) <= 2

    def test_length_gives_nothing_away(self) -> None:
        lengths = QUIZ["proposition"].str.len().groupby(QUIZ["truth"].astype(bool)).mean()
        assert abs(lengths[True] - lengths[False]) < 8

    def test_who_did_it_is_not_asked(self) -> None:
        for text in QUIZ["proposition"]:
            assert not re.search(r"\b(?:is|was|were) behind\b|\bdid it\b|\bhacked by\b", text)
            # somebody says it, or it is a plain fact of dates and words
            assert re.search(
                r"\b(?:said|wrote|names?|name|testified|reported|complained|accused|forbade"
                r"|published|opened|began|left|were put online|were verified)\b",
                text,
            ), text

    def test_a_score_counts_both_kinds(self) -> None:
        found = newsroom.score(QUIZ, "".join("T" if truth else "F" for truth in QUIZ["truth"]))
        assert (found.hits, found.false_alarms, found.undecided) == (8, 0, 0)
        turned = newsroom.score(QUIZ, "".join("F" if truth else "T" for truth in QUIZ["truth"]))
        assert (turned.hits, turned.false_alarms) == (0, 8)
        left = newsroom.score(QUIZ, "")
        assert left == detection.Rates(0, 0, 0, 0, undecided=16)
        assert newsroom.told(left) == "Judge at least one true and one false statement."

    def test_it_says_which_to_look_at_again(self) -> None:
        right = ["T" if truth else "F" for truth in QUIZ["truth"]]
        assert newsroom.missed(QUIZ, "".join(right)) == []
        assert newsroom.missed(QUIZ, "") == []
        turned = {"T": "F", "F": "T"}
        signs = [turned[s] if n in (3, 11) else s for n, s in enumerate(right, start=1)]
        signs[4] = "?"
        text = "".join(signs)
        assert newsroom.missed(QUIZ, text) == [3, 11]
        found = newsroom.score(QUIZ, text)
        told = newsroom.told(found, newsroom.missed(QUIZ, text))
        assert told == newsroom.told(found) + " Look again at: 3, 11."
        assert newsroom.told(found, []) == newsroom.told(found)

    def test_the_made_up_readers(self) -> None:
        seen = {
            name: (found.hits, found.false_alarms)
            for name, signs in newsroom.habits(QUIZ).items()
            for found in [newsroom.score(QUIZ, signs)]
        }
        assert list(seen.values()) == [(8, 8), (0, 0), (8, 4), (6, 2)]
        told = [newsroom.told(newsroom.score(QUIZ, s)) for s in newsroom.habits(QUIZ).values()]
        leans = [text.rsplit(". ", 1)[-1] for text in told]
        false, true = "A lean towards “false”.", "A lean towards “true”."
        assert leans == [false, true, false, "No clear lean either way."]

    @pytest.mark.parametrize(
        ("found", "lean"),
        [
            (detection.Rates(7, 1, 1, 7), "No clear"),
            (detection.Rates(4, 4, 4, 4), "No clear"),
            (detection.Rates(8, 0, 2, 6), "“false”"),
            (detection.Rates(6, 2, 0, 8), "“true”"),
        ],
    )
    def test_the_lean_in_words(self, found: detection.Rates, lean: str) -> None:
        assert lean in newsroom.told(found)

    def test_the_lean_is_that_of_the_printed_sheet(self) -> None:
        for hits, alarms in product(range(9), repeat=2):
            told = newsroom.told(detection.Rates(hits, 8 - hits, alarms, 8 - alarms))
            assert ("“false”." in told) == (hits + alarms >= 10), (hits, alarms)
            assert ("“true”." in told) == (hits + alarms <= 6), (hits, alarms)
        assert "Ten or more of the sixteen" in handouts.newsroom_cards(places.home())


class TestTyped:
    @pytest.mark.parametrize("text", ["PVHE", "p v h e", "1 publish, 2 verify, 3 hold, 4 explain"])
    def test_signs_in_any_form(self, text: str) -> None:
        assert newsroom.read_signs(text, newsroom.CHOICES, 4) == ["P", "V", "H", "E"]

    def test_signs_left_open(self) -> None:
        assert newsroom.read_signs("", newsroom.EDITS, 3) == ["?"] * 3
        assert newsroom.read_signs("K ? C", newsroom.EDITS, 3) == ["K", "?", "C"]

    @pytest.mark.parametrize(
        ("text", "told"),
        [("P V H", "There are 3 signs"), ("P V X E", "'X' is none"), (None, "no text"), (7, "no")],
    )
    def test_other_signs_are_refused_in_a_sentence(self, text: object, told: str) -> None:
        with pytest.raises(newsroom.NewsroomError, match=told) as raised:
            newsroom.read_signs(text, newsroom.CHOICES, 4)
        assert "publish" in str(raised.value)
        assert "\n" not in str(raised.value)

    def test_counts(self) -> None:
        counts = newsroom.read_counts("3: 2 10 4 1\n\n10 | 0 0 0 5\n", 10)
        assert counts.loc[3].tolist() == [2, 10, 4, 1]
        assert counts.loc[10].sum() == 5
        assert counts.to_numpy().sum() == 22
        assert newsroom.read_counts(" ", 10).to_numpy().sum() == 0

    @pytest.mark.parametrize(
        "line", ["11: 1 2 3 4", "0: 1 2 3 4", "3: 1 2 3", "3: 1 2 3 4 5", "3: 1 2 -3 4", "three"]
    )
    def test_other_counts_are_refused(self, line: str) -> None:
        with pytest.raises(newsroom.NewsroomError, match="four counts") as raised:
            newsroom.read_counts(line, 10)
        assert one_sentence(str(raised.value))

    def test_a_card_counted_twice_is_refused(self) -> None:
        with pytest.raises(newsroom.NewsroomError, match="Card 3 is there twice"):
            newsroom.read_counts("3: 1 2 3 4\n3: 1 2 3 4", 10)

    def test_one_persons_choices_as_counts(self) -> None:
        counts = newsroom.hands(["P", "?", "E"])
        assert counts.to_numpy().tolist() == [[1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1]]

    def test_the_draft_as_edited(self) -> None:
        rows = newsroom.edited(SENTENCES, "K R R C K C C R R ?")
        assert rows.loc[1, "goes_out"] == SENTENCES.loc[0, "words_en"]
        assert rows.loc[2, "goes_out"] == "[in your own words]"
        assert rows.loc[3, "goes_out"] == SENTENCES.loc[2, "instead_en"]
        assert rows.loc[4, "goes_out"] == ""
        assert rows.loc[10, "goes_out"] == SENTENCES.loc[9, "words_en"]
        assert rows["yours"].tolist()[-2:] == ["reword", ""]
        assert rows.loc[4, "ours"] == "keep or cut"
        assert newsroom.readings(SENTENCES)[:4] == [{"K"}, {"K"}, {"R"}, {"K", "C"}]

    @pytest.mark.parametrize(
        ("start", "end", "told"),
        [
            ("2017-05-06", "2017-05-07", "6 May 2017"),
            ("2017-05-06", "2017-05-09", "between 6 and 8 May 2017"),
            ("2017-05-31", "2017-06-02", "between 31 May and 1 June 2017"),
            ("2018-06-01", "2020-01-01", "between 1 June 2018 and 31 December 2019"),
            ("2022-04-01", "2022-05-01", "April 2022"),
        ],
    )
    def test_days_in_words(self, start: str, end: str, told: str) -> None:
        assert newsroom.days(pd.Timestamp(start), pd.Timestamp(end)) == told

    def test_rows_of_one_publisher_and_day_stand_together(self) -> None:
        told = newsroom.sources(TOLD, "S-056 S-057 S-064", "001:6")
        assert "5 May 2017 (S-056, S-057); " in told
        assert told.endswith("; article 001, paragraph 6")


SCORE = newsroom.score(QUIZ, "F" * 16)
DRAWN = {
    "night": charts.night_cards(CARDS),
    "saturday": charts.night_cards(CARDS, "saturday"),
    "room": charts.room_choices(newsroom.read_counts("1: 3 12 8 2\n2: 5 5 6 4", 10), CARDS),
    "nobody": charts.room_choices(newsroom.read_counts("", 10), CARDS),
    "score": charts.hits_and_alarms(SCORE),
    "no score": charts.hits_and_alarms(newsroom.score(QUIZ, "")),
}


class TestCharts:
    @pytest.mark.parametrize("name", DRAWN)
    def test_it_draws_and_says_what_it_shows(self, name: str) -> None:
        spec = {**DRAWN[name].to_dict(), "$schema": SCHEMA}
        picture = vl_convert.vegalite_to_svg(spec, vl_version="5.8")
        assert silences(spec) == []
        assert picture.count('role="graphics-symbol"') >= 3
        assert float(re.search(r'width="([\d.]+)"', picture)[1]) <= 835

    def test_the_night_has_as_many_diamonds_as_minutes(self) -> None:
        spec = DRAWN["night"].to_dict()
        assert spec["title"] == "Of ten cards, three are given to the minute"
        table = pd.DataFrame(spec["usermeta"]["table"])
        assert table["Drawn as"].str.startswith("diamond").sum() == 3
        assert len(table) == len(CARDS)
        exact = charts.night_cards(CARDS.assign(precision="day")).to_dict()["title"]
        assert exact == "Of ten cards, no are given to the minute"
        with pytest.raises(ValueError, match="span is 'week'"):
            charts.night_cards(CARDS, "week")

    @pytest.mark.parametrize(
        ("typed", "title"),
        [
            ("", "No hands are counted yet: type them in"),
            ("1: 0 9 0 0", "On every card so far, all chose the same"),
            ("1: 0 9 0 0\n2: 5 4 0 0", "The room was least of one mind on card 2"),
            ("1: 5 5 0 0\n2: 5 5 0 0", "The room was least of one mind on card 1 and 2"),
            (
                "1: 5 5 0 0\n2: 5 5 0 0\n3: 5 5 0 0\n4: 5 5 0 0",
                "The room was as divided on card 1 as on others",
            ),
        ],
    )
    def test_what_the_rooms_choices_show(self, typed: str, title: str) -> None:
        assert charts.choices_title(newsroom.read_counts(typed, 10)) == title

    def test_a_score_is_where_its_shares_are(self) -> None:
        spec = charts.hits_and_alarms(detection.Rates(6, 2, 2, 6)).to_dict()
        rows = [row for data in spec["datasets"].values() for row in data if "who" in row]
        assert rows == [{"alarms": 0.25, "hits": 0.75, "who": "you"}]
        assert spec["title"]["text"] == "6 of 8 false ones found, 2 of 8 true ones doubted"
        assert DRAWN["no score"].to_dict()["title"]["text"].startswith("Nothing is judged yet")

    def test_no_word_lies_under_a_mark_of_eight_and_eight(self) -> None:
        spec = charts.hits_and_alarms(SCORE).to_dict()
        rows = [row for data in spec["datasets"].values() for row in data if "word" in row]
        assert len(rows) == 5
        for row in rows:
            assert min(abs(row["hits"] - n / 8) for n in range(9)) >= 0.06, row["word"]


class TestDesk:
    @pytest.fixture
    def box(self, monkeypatch: pytest.MonkeyPatch) -> desk.Desk:
        monkeypatch.setattr(desk, "_kept", {})
        monkeypatch.setattr(desk, "_began", {})
        return desk.Desk(CARDS)

    def test_what_came_after_is_shown_only_after_a_choice(self, box: desk.Desk) -> None:
        assert "Card 1" in box.front.value
        assert box.after.value == ""
        assert box.next.disabled
        box.buttons.value = "V"
        assert "What others did" in box.after.value
        assert "What was learned later" in box.after.value
        assert not box.next.disabled
        assert ">V ? ? ? ? ? ? ? ? ?<" in box.letters.value
        assert "All ten chosen" not in box.letters.value

    def test_a_choice_stays_as_it_was_first_made(self, box: desk.Desk) -> None:
        box.buttons.value = "V"
        assert box.buttons.disabled
        box.buttons.value = "P"
        assert box.chosen == ["V"]
        box.go(2)
        box.go(1)
        assert box.buttons.value == "V"

    def test_no_card_is_seen_before_its_turn(self, box: desk.Desk) -> None:
        box.go(7)
        assert box.number == 1
        for _ in range(len(CARDS)):
            box.buttons.value = "E"
            box.go(box.number + 1)
        assert box.number == len(CARDS)
        assert box.next.disabled
        assert f">{' '.join('E' * 10)}<" in box.letters.value
        assert "All ten chosen: copy the letters" in box.letters.value
        assert box.letters.value.endswith("quotation marks above.")
        box.clear()
        assert (box.number, box.chosen, box.after.value) == (1, [], "")

    def test_the_keyboard_goes_to_what_comes_next(
        self, box: desk.Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sent = []
        for name in ("buttons", "next", "back"):
            monkeypatch.setattr(getattr(box, name), "focus", lambda name=name: sent.append(name))
        for _ in range(len(CARDS)):
            box.buttons.value = "E"
            box.next.click()
        # the last card has no next one
        assert sent == ["next", "buttons"] * 9 + ["back", "back"]

    def test_a_move_takes_less_than_a_tenth_of_a_second(self, box: desk.Desk) -> None:
        # the charts of this lesson are drawn before any move
        taken = []
        for _ in range(len(CARDS)):
            start = time.perf_counter()
            box.buttons.value = "E"
            box.go(box.number + 1)
            taken.append(time.perf_counter() - start)
        assert sorted(taken)[len(taken) // 2] < 0.1

    def test_choices_outlive_a_second_run_of_the_cell(self, box: desk.Desk) -> None:
        box.buttons.value = "H"
        again = desk.Desk(CARDS)
        assert again.chosen == ["H"]
        assert again.number == 2

    def test_choices_are_taken_up_from_text(self, box: desk.Desk) -> None:
        typed = desk.Desk(CARDS, start="P V H ? ? ? ? ? ? ?")
        assert typed.chosen == ["P", "V", "H"]
        assert typed.number == 4
        typed.buttons.value = "E"
        # the same cell again takes nothing away; another text does
        assert desk.Desk(CARDS, start="P V H ? ? ? ? ? ? ?").chosen == ["P", "V", "H", "E"]
        assert desk.Desk(CARDS, start="P ? ? ? ? ? ? ? ? ?").chosen == ["P"]
        with pytest.raises(newsroom.NewsroomError):
            desk.Desk(CARDS, start="Q")

    def test_without_a_kernel_everything_is_there(self) -> None:
        page = desk.Folded(CARDS)._repr_html_()
        assert page.startswith("<details><summary>No kernel? All ten cards</summary><section")
        assert page.count("<details>") == 1 + len(CARDS)
        # each card's own fold lies in its frame
        assert page.count("</details></section>") == len(CARDS)
        for card in CARDS.itertuples():
            for text in (card.text, card.others, card.later):
                assert re.sub(r"\W+", "", text) in re.sub(
                    r"\W+", "", re.sub(r"<[^>]+>", "", page).replace("&#x27;", "'")
                )
        assert repr(desk.Folded(CARDS)).count("\n") == len(CARDS) - 1

    def test_the_draft_and_the_quiz_keep_their_answers_closed(self) -> None:
        draft = desk.Draft(SENTENCES, "K R R C K C C R R ?")
        page = draft._repr_html_()
        assert page.count("Our reading") == 10
        assert page.count("<s>") == 7
        assert "You: reword. We: keep. " in page
        assert "You: cut. We: keep or cut. " in page
        assert page.count("You: ") == 9
        assert "You: " not in desk.Draft(SENTENCES)._repr_html_()
        assert page.count("not edited yet") == 1
        assert repr(draft).count("\n") == 9
        beside = desk.Beside(SENTENCES)._repr_html_()
        assert beside.count("<tr>") == 11
        assert beside.count("<td text") == 0
        assert beside.count('<td style="text-align: left') == 30
        assert "our sentence</th>" in beside
        assert ">5, 6</td>" in beside
        assert "M-01" not in beside
        assert repr(desk.Beside(SENTENCES)).count("\n") == 10
        asked = desk.Quiz(QUIZ, STATEMENTS)
        page = asked._repr_html_()
        assert page.count("<details>") == 16
        assert page.count("<strong>true.</strong>") == 8
        assert "true." not in re.sub(r"<details>.*?</details>", "", page)
        assert repr(asked).count("\n") == 15
