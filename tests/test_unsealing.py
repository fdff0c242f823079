"""The cards of the sealed record are the rows the lesson says; locks are read, kept and drawn."""

import re

import pandas as pd
import pytest

from leaklab import case, charts, record, unsealing
from leaklab.controls import path

STATEMENTS = record.load("statements")
ROWS = STATEMENTS.set_index("record_id")
OPENED = unsealing.cards(STATEMENTS)
# card: day, who, a word of the row, the last reply's day and speaker
SAID = {
    1: ("2017-04-24", "Hacquebord", "phishing sites", "2017-04-25", "Peskov"),
    2: ("2017-05-06", "Reuters", "automated bots", "2017-05-06", "Posobiec"),
    3: ("2017-05-09", "Rogers", "some of your infrastructure", "2017-05-09", "Russian government"),
    4: ("2017-05-09", "Reuters", "that the Kremlin ordered", "2017-05-09", "Russian government"),
    5: ("2017-06-01", "Poupard", "practically anyone", "", ""),
    6: ("2017-07-27", "Reuters", "two dozen Facebook accounts", "2017-07-27", "Peskov"),
    7: ("2019-12-06", "Le Monde", "deux unités", "2019-12-08", "Russia"),
    8: ("2020-10-19", "Department of Justice", "hack-and-leak effort", "2020-10-20", "Peskov"),
    9: ("2025-04-29", "Barrot", "tentative de déstabilisation", "2025-04-30", "Russian embassy"),
}
PATH = """
0 | site_attacks: roughly even chance, by Ferrand
3 | mailbox_theft: Probably, by Rogers | amplification: unlikely, by Reuters
5 | mailbox_theft: -
8 | mailbox theft: very likely, by the US charges of 19 October 2020
9 |
"""


def test_there_are_nine_cards_in_the_order_of_days() -> None:
    assert list(OPENED.index) == list(SAID)
    assert OPENED["day"].is_monotonic_increasing
    assert OPENED["day"].min() == pd.Timestamp("2017-04-24")
    assert OPENED["day"].max() == pd.Timestamp("2025-04-29")


@pytest.mark.parametrize("number", SAID)
def test_a_card_is_the_row_the_lesson_says(number: int) -> None:
    day, who, words, answered, by = SAID[number]
    card, pinned = OPENED.loc[number], unsealing.CARDS[number - 1]
    assert str(card["day"].date()) == day
    assert who in card["who"]
    assert words in " ".join(card["words"])
    assert card["caution"]
    if answered:
        reply = ROWS.loc[card["reply_ids"].split()[-1]]
        assert str(reply["start"].date()) == answered
        assert by in reply["who_en"]
        assert reply["stance"] == "denies"
        assert unsealing.spelled(reply["start"]) in card["reply"]
        assert reply["statement_en"] in card["reply"]
    for row in pinned.rows:
        accuses = ROWS.loc[row, "stance"] in ("accuses", "attributes")
        assert not accuses or any(name in ROWS.loc[row, "reply"] for name in pinned.replies)


def test_no_card_knows_what_comes_later() -> None:
    out = case.load("articles").set_index("article_id")["published_end"].dt.tz_localize(None)
    for card, pinned in zip(OPENED.itertuples(), unsealing.CARDS, strict=True):
        last = ROWS.loc[list(pinned.rows), "start"].max()
        shown = " ".join([card.statement, *card.words, card.caution])
        assert all(int(year) <= last.year for year in re.findall(r"20\d\d", shown))
        named = re.findall(r"S-\d{3}", shown)
        assert all(ROWS.loc[name, "start"] <= last for name in named)
        articles = re.findall(r"\b00\d\b", shown)
        assert all(out[name] <= last + pd.Timedelta(days=1) for name in articles)
    # 002 has no known end, 000 is of July: neither is out for certain on 9 May
    assert OPENED.loc[3, "caution"].endswith("who took the mailboxes.")
    assert OPENED.loc[4, "caution"].endswith("not on who did it.")


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("Said on 8 May.", True),
        ("Said on 9 May 2017.", True),
        ("Said on 10 May.", False),
        ("Said on 1 June 2017.", False),
        ("Said on 28 December 2016.", True),
        ("Known since 2019.", False),
        ("As in S-070.", True),
        ("As in S-121.", False),
        ("As in article 001.", True),
        ("As in article 002.", False),
        ("As in article 000.", False),
    ],
)
def test_a_caution_is_sealed_by_the_day(sentence: str, kept: bool) -> None:
    changed = STATEMENTS.copy()
    changed.loc[changed["record_id"] == "S-096", "caution"] = f"First. {sentence} Last."
    caution = unsealing.cards(changed).loc[3, "caution"]
    assert caution == (f"First. {sentence} Last." if kept else "First. Last.")


def test_a_general_denial_is_called_general() -> None:
    general = OPENED.index[OPENED["reply"].str.contains("In general terms, reported on")]
    assert list(general) == [3, 4, 7]
    for number in general:
        assert "summary of earlier denials" in ROWS.loc[OPENED.loc[number, "reply_ids"], "caution"]


def test_a_reply_is_told_whole_and_nobody_named_is_without_one() -> None:
    assert "rejects once more that Russia was involved" in OPENED.loc[1, "reply"]
    assert "5 May 2017, WikiLeaks" in OPENED.loc[2, "reply"]
    assert "not behind this operation" in OPENED.loc[2, "reply"]
    assert "6 May 2017, Jack Posobiec" in OPENED.loc[2, "reply"]


def test_a_card_of_two_days_says_which_words_are_of_which() -> None:
    card = OPENED.loc[7]
    assert card["when"] == "6 and 7 December 2019"
    assert card["who"] == "Le Monde; AFP in La Presse, on Le Monde"
    assert card["statement"].startswith("6 December 2019: Le Monde reports")
    assert card["statement"].count("7 December 2019: La Presse reports") == 2
    assert card["caution"] == ROWS.loc["S-163", "caution"]
    assert all(" and " not in when for when in OPENED["when"].drop(7))


def test_the_rows_of_one_card_are_of_one_story() -> None:
    for card in unsealing.CARDS:
        starts = ROWS.loc[list(card.rows), "start"]
        assert (starts.max() - starts.min()).days <= 1
        assert (ROWS.loc[list(card.rows), "status"] != "unverified").all()


def test_what_the_lesson_says_of_the_cards() -> None:
    counts = unsealing.about(OPENED)
    assert counts.to_dict() == {
        "mailbox_theft": 7,
        "posting": 4,
        "amplification": 1,
        "site_attacks": 0,
    }
    about_sites = ROWS[ROWS["phenomena"].str.contains("site_attacks")]
    assert about_sites["start"].max() < OPENED["day"].min()
    assert "74455" in ROWS.loc["S-170", "about_en"]
    assert "APT28" in ROWS.loc["S-177", "about_en"]
    assert "S-177" in ROWS.loc["S-170", "disputed_with"]
    assert "No technical evidence on 2017" in ROWS.loc["S-177", "caution"]


def test_speakers_speak_on_their_cards() -> None:
    for number, card in enumerate(unsealing.CARDS, start=1):
        told = f"{OPENED.loc[number, 'who']} {OPENED.loc[number, 'statement']} " + " ".join(
            ROWS.loc[list(card.rows), "caution"]
        )
        assert all(
            any(part in told for part in name.split() if part[0].isupper()) or name in told
            for name in card.speakers
        ), (number, card.speakers)


# --- locks ---------------------------------------------------------------------------------


def test_locks_are_read_and_carried_on() -> None:
    locks = unsealing.read_locks(PATH)
    assert len(locks) == 10 * len(unsealing.PHENOMENA)
    theft = locks[locks["phenomenon"] == "mailbox_theft"].set_index("step")
    assert list(theft["word"]) == ["", "", "", "likely", "likely", "", "", "", *["very likely"] * 2]
    assert theft.loc[4, "by"] == "Rogers"
    assert (locks.loc[locks["phenomenon"] == "posting", "word"] == "").all()


def test_what_is_printed_is_read_again() -> None:
    locks = unsealing.read_locks(PATH)
    again = unsealing.read_locks(unsealing.lock_text(locks))
    pd.testing.assert_frame_equal(locks, again)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no lock"),
        (None, "text between quotation marks"),
        ("mailbox_theft: likely, by Rogers", "does not begin with a step"),
        ("12 | posting: -", "from 0 to 9"),
        ("1 | posting: -\n1 | posting: -", "there twice"),
        ("1 | mail: likely, by Rogers", "names none of"),
        ("1 | posting likely, by Rogers", "names none of"),
        ("1 | posting: likly, by Rogers", "nearest is 'likely'"),
        ("1 | posting: likely", "by whom"),
        ("1 | posting: likely, by ", "by whom"),
        ("1 | posting: likely, …", "by whom"),
    ],
)
def test_a_lock_that_cannot_be_read_is_told_in_one_sentence(text, told: str) -> None:
    with pytest.raises(unsealing.LockError, match=told) as caught:
        unsealing.read_locks(text)
    assert "\n" not in str(caught.value)


def test_hindsight_is_told() -> None:
    early = unsealing.read_locks("3 | posting: likely, by the Department of Justice")
    assert unsealing.hindsight(early) == [
        "Step 3, posting: the Department of Justice speaks on card 8, still closed then."
    ]
    assert len(unsealing.hindsight(unsealing.read_locks("8 | posting: likely, by France"))) == 1
    rogers = unsealing.hindsight(unsealing.read_locks("0 | mailbox_theft: likely, by Rogers"))
    assert len(rogers) == 1
    assert "article 002 and card 3 are still to come" in rogers[0]
    assert unsealing.hindsight(unsealing.read_locks("3 | posting: -")) == []
    for fine in ("9 | posting: likely, by France", "1 | posting: likely, by France 24"):
        assert unsealing.hindsight(unsealing.read_locks(fine)) == []


def test_moves_are_counted() -> None:
    moved = unsealing.moves(unsealing.read_locks(PATH))
    assert moved["changes"].to_dict() == {
        "mailbox_theft": 3,
        "posting": 0,
        "amplification": 1,
        "site_attacks": 0,
    }
    assert moved.loc["site_attacks", "said"] == 10


# --- the picture and the box -----------------------------------------------------------------


def test_the_path_is_drawn_with_gaps() -> None:
    locks = unsealing.read_locks(PATH)
    rows = charts.path_rows(locks, OPENED)
    assert len(rows) == len(locks)
    assert rows["middle"].isna().sum() == (locks["word"] == "").sum()
    chart = charts.own_path(locks, OPENED).to_dict()
    assert "mailbox theft moved most (three times)" in chart["title"]["text"]
    assert "posting blank" in chart["title"]["text"]
    assert len(chart["usermeta"]["table"]) == len(rows)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("0 | posting: -", "all four lanes are blank"),
        ("0 | posting: likely, by Reuters", "nothing moved yet, three lanes blank"),
        (
            "0 | " + " | ".join(f"{name}: likely, by X" for name in unsealing.PHENOMENA),
            "no lane is blank",
        ),
    ],
)
def test_the_title_tells_the_path(text: str, told: str) -> None:
    chart = charts.own_path(unsealing.read_locks(text), OPENED).to_dict()
    assert told in chart["title"]["text"]


def test_a_path_filled_anew_is_the_path_made_anew() -> None:
    first = charts.own_path(unsealing.no_locks(), OPENED).to_dict()
    locks = unsealing.read_locks(PATH)
    again = charts.own_path_again(first, locks, OPENED)
    assert again == charts.own_path(locks, OPENED).to_dict()
    assert first == charts.own_path(unsealing.no_locks(), OPENED).to_dict()


@pytest.fixture
def box():
    path._kept.clear()
    path._began.clear()
    yield path.Locking(OPENED)
    path._kept.clear()
    path._began.clear()


def test_the_box_locks_and_opens(box) -> None:
    assert "Card" not in box.opened.value
    assert "articles 003 and 004, of early 2017" in box.opened.value
    box.lock()
    assert "Card 1 · 24 April 2017" in box.opened.value
    box.words["mailbox_theft"].value = 5
    assert box.echoes["mailbox_theft"].value == "likely"
    box.lock()
    assert "by whom" in box.message.value
    assert box.step == 1
    box.bys["mailbox_theft"].value = "Trend Micro"
    box.lock()
    assert "Card 2" in box.opened.value
    assert "1 | mailbox_theft: likely, by Trend Micro" in box.text.value


def test_the_box_outlives_a_second_run_and_takes_text(box) -> None:
    box.lock()
    box.words["posting"].value, box.bys["posting"].value = 2, "nobody"
    box.lock()
    again = path.Locking(OPENED)
    assert again.step == 2
    assert again.words["posting"].value == 2
    assert again.text.value == box.text.value
    text = box.text.value
    other = path.Locking(OPENED, "other", text)
    assert other.step == 2
    other.lock()
    # the same cell once more: nothing is lost; another text: it counts
    assert path.Locking(OPENED, "other", text).step == 3
    assert path.Locking(OPENED, "other", "0 | posting: -").step == 1
    box.unlock()
    assert box.step == 1
    box.unlock()
    box.unlock()
    assert box.locks is None


def test_the_box_ends(box) -> None:
    for _ in range(12):
        box.lock()
    assert box.step == 10
    assert box.button.disabled
    assert "All cards are open" in box.opened.value
    assert len(unsealing.read_locks(box.text.value)) == 40


def test_the_box_warns_of_hindsight(box) -> None:
    box.words["posting"].value, box.bys["posting"].value = 6, "France"
    box.lock()
    assert "still closed then" in box.message.value


def test_cards_are_closed_on_a_page_without_a_kernel() -> None:
    page = path.Folded(OPENED)._repr_html_()
    assert page.count("<details>") == len(OPENED)
    assert page.count("lock first, then open") == len(OPENED)
    assert "no reply is owed" in page
    assert "30 April 2025, Russian embassy" in page
    assert "Card 9" in repr(path.Folded(OPENED))
    assert "Barrot" not in repr(path.Folded(OPENED))
