"""Judges of lesson 1.2, with every answer they are known to take and to refuse.

A judge sees the answer as plain JSON and says what is off about it, never the answer itself.
"""

from datetime import datetime

from leaklab.judging import (
    Exercise,
    Wrong,
    apart,
    as_choices,
    as_instant,
    as_list,
    as_percents,
    as_signs,
    as_texts,
    as_whole,
    brier_of,
    holds,
    not_yet,
    recorded,
    shown,
)


def judge_a(answer):
    given = as_choices(answer, "ABCDEF")
    if "F" in given:
        return not_yet(
            "You gave F, none of these; but two of the articles say which round they count from. "
            "Look for a word that names a round."
        )
    if "A" in given:
        return not_yet(
            "A is among the cards you gave: a campaign closes before each round, "
            "so «la clôture» alone does not say which."
        )
    if "C" in given:
        return not_yet(
            "C is among the cards you gave: 003 speaks of the whole election, in April, "
            "and does not speak of the leak."
        )
    if "E" in given:
        return not_yet(
            "E is among the cards you gave: that is when 000 was published. "
            "A late article can be right; look for words about the leak."
        )
    if len(given) == 1:
        return not_yet(
            "You gave {letter}, which fits; another card does too. "
            "Read each once more for the word that names a round.",
            letter=given[0],
        )
    return holds(
        "Both name the second round, in two articles and in two measures of time: "
        "days in one, hours in the other."
    )


OPENING = datetime(2017, 5, 5, 20)
CLOSES = (datetime(2017, 5, 6, 7), datetime(2017, 5, 6, 8))


def judge_b(answer):
    example = '["2017-05-06 12:00", "2017-05-06 13:00"]'
    pair = as_list(answer, 2, example=example)
    first, second = (as_instant(part, example="2017-05-06 12:00") for part in pair)
    if first in CLOSES and second == OPENING:
        return not_yet("Both instants are there, in the wrong order: the opening comes first.")
    if first.date() > datetime(2017, 5, 7).date() or second.date() > datetime(2017, 5, 7).date():
        return not_yet(
            "You gave {first} and {second}: you counted forward. "
            "«avant» means before, so go back from Sunday.",
            first=shown(pair[0]),
            second=shown(pair[1]),
        )
    if first == datetime(2017, 5, 5, 8):
        return not_yet(
            "You gave {first} for the opening: that is 48 hours back, two whole days. "
            "Thirty-six is a day and a half.",
            first=shown(pair[0]),
        )
    if first == datetime(2017, 5, 6, 8):
        return not_yet(
            "You gave {first} for the opening: that is 24 hours back. Twelve more to go.",
            first=shown(pair[0]),
        )
    if first == datetime(2017, 5, 7, 8):
        return not_yet(
            "You gave {first}: that is the opening itself. Go back thirty-six hours from it.",
            first=shown(pair[0]),
        )
    if first == datetime(2017, 5, 5, 22):
        return not_yet(
            "You gave {first}: that is the other measure, two hours before the close of the "
            "campaign. Here, count back from the polls.",
            first=shown(pair[0]),
        )
    if first in (datetime(2017, 5, 5, 12), datetime(2017, 5, 6)):
        return not_yet(
            "You gave {first} for the opening: it looks as if midnight or noon was the anchor. "
            "Count back from 8:00 on Sunday 7 May.",
            first=shown(pair[0]),
        )
    if first != OPENING:
        return not_yet(
            "You gave {first} for the opening; from 8:00 on Sunday, go back one whole day, "
            "then twelve hours.",
            first=shown(pair[0]),
        )
    if second == OPENING:
        return not_yet(
            "You gave the same instant twice: the close is eleven hours after the opening."
        )
    if second not in CLOSES:
        return not_yet(
            "The opening is right. You gave {second} for the close; from 19:00 on Sunday, "
            "go back one whole day, then twelve hours.",
            second=shown(pair[1]),
        )
    return holds(
        "One anchor leads to Friday evening, the other to Saturday morning, "
        "when the leak had been out for hours."
    )


POINTS = ["E001-8", "E002-4", "E004-1"]
CARDS = [*POINTS, "E000-3", "E000-5", "E003-1", "E004-3"]


def judge_c(answer):
    given = as_texts(answer, column="event_id", known=CARDS, example=("E000-5", "E003-1"))
    missing, extra = apart(given, POINTS)
    if "E004-3" in extra:
        return not_yet(
            "You gave E004-3: «mensuelles» is a rate. It says how often, and no day is in it."
        )
    if "E003-1" in extra:
        return not_yet(
            "You gave E003-1: «ce jeudi» is one day in truth, but the article does not say which; "
            "a point would choose for it."
        )
    if "E000-3" in extra:
        return not_yet(
            "You gave E000-3: «quelques jours avant» is no single day, "
            "and the other articles contradict it besides."
        )
    if "E000-5" in extra:
        return not_yet("You gave E000-5: «en mars» has thirty-one days in it. Draw it as a span.")
    if "E001-8" in missing and len(missing) == 1:
        return not_yet(
            "What you gave is right and one is missing: look for words more precise than a day; "
            "they can be drawn as a point too."
        )
    if missing:
        return not_yet(
            "What you gave is right, but {count} more can be drawn as a point: look for words "
            "that name one day.",
            count=len(missing),
        )
    return holds(
        "Two days and one midnight. The other four need a span, several circles, or no mark."
    )


SIGNS = ["R", "R", "L", "?"]


def judge_d(answer):
    given = as_signs(answer, "LR?", 4, words={"RUMOUR": "R", "RUMOR": "R", "LEAK": "L"})
    if given[0] == "L" or given[1] == "L":
        return not_yet(
            "You gave L for phrase 1 or 2: that inquiry was opened on a Thursday. "
            "On which day did the leak come?"
        )
    if given[3] != "?":
        return not_yet(
            "You gave {sign} for phrase 4: the same words stand in both articles. "
            "Does the name of an office tell you its case?",
            sign=given[3],
        )
    if given[2] == "R":
        return not_yet(
            "You gave R for phrase 3: 002 never mentions the rumour. "
            "Read the gist of its paragraph 9."
        )
    if given != SIGNS:
        return not_yet(
            "You gave ? where the article says more: a weekday, the offences named, or the "
            "sentence before tell you which inquiry it is."
        )
    return holds("Two inquiries: one opened before the leak, over a rumour, and one after it.")


def judge_e(answer):
    example = "[12, 11]"
    first, second = (as_whole(part) for part in as_list(answer, 2, example=example))
    if (first, second) == (8, 9):
        return not_yet("You gave 8 and 9: an outside fact can only remove candidates. Swap them.")
    if (first, second) in ((9, 9), (8, 8)):
        return not_yet(
            "You gave {n} twice: one Thursday lies between the first round and the end of April. "
            "In which of the two counts does it belong?",
            n=first,
        )
    if (first, second) == (9, 7):
        return not_yet(
            "You gave 9 and 7: the first is right. Only Thursdays after Sunday 23 April fall away; "
            "is 20 April one of them?"
        )
    if first in (4, 5):
        return not_yet(
            "You gave {n} first: that is one month. The window runs over two, March and April.",
            n=first,
        )
    if first > 9:
        return not_yet(
            "You gave {n} first, too many: February is over by the article's words, "
            "and the election is not after April.",
            n=first,
        )
    if first != 9:
        return not_yet(
            "You gave {n} first; list the Thursdays from 1 March, a Wednesday, to 30 April.",
            n=first,
        )
    if second != 8:
        return not_yet(
            "The first count is right. You gave {n} second; strike only what falls after 23 April.",
            n=second,
        )
    return holds("By the article alone one more than with the date of the first round.")


def judge_f(answer):
    given = as_percents(answer, 4)
    if all(value == 50 for value in given):
        return not_yet(
            "Fifty for everything is too timid: the articles settle three of the four. "
            "Doubting all alike throws away what you know."
        )
    leak, inquiry, interview, warning = given
    if leak < 50 or inquiry > 50 or warning > 50:
        if leak < 50:
            return not_yet(
                "You gave {n} for statement 1: 001 and 002 name a round. Which one? (section 2)",
                n=shown(answer[0]),
            )
        if inquiry > 50:
            return not_yet(
                "You gave {n} for statement 2: on which weekday did that inquiry open, "
                "and on which did the leak come? (section 4)",
                n=shown(answer[1]),
            )
        return not_yet(
            "You gave {n} for statement 4: what has a date in 002, the warning or the hearing "
            "in which it was told? (section 5)",
            n=shown(answer[3]),
        )
    if interview > 25:
        return not_yet(
            "You gave {n} for the Thursday: too sure. Count the days that fit as well as this one.",
            n=shown(answer[2]),
        )
    if interview < 3:
        return not_yet(
            "You gave {n} for the Thursday: too sure that it was not. "
            "No word of the article rules that day out.",
            n=shown(answer[2]),
        )
    # the Thursday is not settled, so it is not scored
    score = brier_of([leak, inquiry, warning], [True, False, False])
    if score > 0.04:
        return not_yet(
            "The Thursday is well judged. On the three settled statements you hold back: "
            "80 or more for what is true and 20 or less for what is false is firm enough.",
        )
    return holds("Firm where the words settle it, and about one in nine where they do not.")


EXERCISES = (
    Exercise(
        key="1.2.a",
        kind="Read",
        minutes=4,
        judge=judge_a,
        right=(
            'answer_a = "B, D"',
            'answer_a = ["D", "B"]',
            'answer_a = "bd"',
            'answer_a = {"B", "D"}',
            'answer_a = "B/D"',
        ),
        wrong=(
            Wrong('answer_a = ""', "You gave"),
            Wrong("answer_a = 2", "You gave"),
            Wrong('answer_a = "A, B, D"', "does not say which"),
            Wrong('answer_a = "C"', "whole election"),
            Wrong('answer_a = ["B", "D", "E"]', "when 000 was published"),
            Wrong('answer_a = "F"', "two of the articles say"),
            Wrong('answer_a = "D"', "another card does too"),
            Wrong('answer_a = ["2017-05-05 20:00", "2017-05-06 07:00"]', "You gave"),
        ),
    ),
    Exercise(
        key="1.2.b",
        kind="Code",
        minutes=6,
        judge=judge_b,
        right=(
            'answer_b = ["2017-05-05 20:00", "2017-05-06 07:00"]',
            'answer_b = ["2017-05-05T20:00+02:00", "2017-05-06 08:00"]',
            'answer_b = ["5 May 2017, 20:00", "Saturday 6 May 2017 7:00"]',
            'answer_b = ["2017-05-05 8pm", "2017-05-06 7:00 AM"]',
            'answer_b = [timeline.hours_before("2017-05-07 08:00", 36),\n'
            '            timeline.hours_before("2017-05-07 19:00", 36)]',
            "import pandas as pd\n"
            'answer_b = pd.to_datetime(pd.Series(["2017-05-07 08:00", "2017-05-07 19:00"]))'
            ' - pd.Timedelta("36h")',
        ),
        wrong=(
            Wrong("answer_b = []", "Your list has 0"),
            Wrong('answer_b = "2017-05-05 20:00"', "give a list of 2"),
            Wrong('answer_b = ["2017-05-06 07:00", "2017-05-05 20:00"]', "wrong order"),
            Wrong('answer_b = ["2017-05-08 20:00", "2017-05-09 07:00"]', "counted forward"),
            Wrong('answer_b = ["2017-05-05 08:00", "2017-05-05 19:00"]', "48 hours back"),
            Wrong('answer_b = ["2017-05-06 08:00", "2017-05-06 19:00"]', "24 hours back"),
            Wrong('answer_b = ["2017-05-05 12:00", "2017-05-06 07:00"]', "midnight or noon"),
            Wrong('answer_b = ["2017-05-07 08:00", "2017-05-07 19:00"]', "the opening itself"),
            Wrong('answer_b = ["2017-05-05 22:00", "2017-05-06 07:00"]', "the other measure"),
            Wrong('answer_b = ["2017-05-05 18:00", "2017-05-06 05:00"]', "for the opening"),
            Wrong('answer_b = ["2017-05-05 18:00", "2017-05-06 07:00"]', "for the opening"),
            Wrong('answer_b = ["2017-05-05 20:00", "2017-05-09 07:00"]', "counted forward"),
            Wrong('answer_b = ["2017-05-05 20:00", "2017-05-05 20:00"]', "same instant twice"),
            Wrong('answer_b = ["2017-05-05 20:00", "2017-05-05 07:00"]', "for the close"),
            Wrong('answer_b = ["2017-05-05", "2017-05-06"]', "You gave"),
        ),
    ),
    Exercise(
        key="1.2.c",
        kind="Judge",
        minutes=5,
        judge=judge_c,
        right=(
            'answer_c = ["E004-1", "E002-4", "E001-8"]',
            'answer_c = "E001-8, E002-4 and E004-1."',
            'answer_c = events[events["event_id"].isin(["E004-1", "E002-4", "E001-8"])]',
        ),
        wrong=(
            Wrong("answer_c = []", "empty"),
            Wrong("answer_c = 3", "You gave"),
            Wrong('answer_c = ["E004-1", "E002-4", "E001-8", "E004-3"]', "a rate"),
            Wrong('answer_c = ["E004-1", "E002-4", "E001-8", "E003-1"]', "would choose for it"),
            Wrong('answer_c = ["E004-1", "E002-4", "E001-8", "E000-3"]', "contradict it"),
            Wrong('answer_c = ["E004-1", "E002-4", "E001-8", "E000-5"]', "thirty-one days"),
            Wrong('answer_c = ["E004-1", "E002-4"]', "more precise than a day"),
            Wrong('answer_c = ["E004-1"]', "2 more"),
            Wrong('answer_c = ["E004-1", "E009-9"]', "E009-9"),
        ),
    ),
    Exercise(
        key="1.2.d",
        kind="Read",
        minutes=4,
        judge=judge_d,
        right=(
            'answer_d = "R R L ?"',
            'answer_d = ["R", "R", "L", "?"]',
            'answer_d = "rrl?"',
            'answer_d = "1 R, 2 R, 3 L, 4 ?"',
            'answer_d = ["rumour", "rumour", "leak", "?"]',
        ),
        wrong=(
            Wrong('answer_d = ""', "You gave"),
            Wrong("answer_d = 4", "You gave"),
            Wrong('answer_d = "L L L ?"', "On which day did the leak come"),
            Wrong('answer_d = "R L L ?"', "On which day did the leak come"),
            Wrong('answer_d = "R R L L"', "name of an office"),
            Wrong('answer_d = "R R R ?"', "never mentions the rumour"),
            Wrong('answer_d = "R ? L ?"', "says more"),
            Wrong('answer_d = "R R L"', "3 signs"),
            Wrong('answer_d = "A B C D"', "only the signs"),
        ),
    ),
    Exercise(
        key="1.2.e",
        kind="Code",
        minutes=6,
        judge=judge_e,
        right=(
            "answer_e = [9, 8]",
            'answer_e = "9, 8"',
            'answer_e = ("9", 8.0)',
            "from datetime import date\n"
            "march, end = date(2017, 3, 1), date(2017, 5, 1)\n"
            "answer_e = [len(timeline.weekdays_between(3, march, end)),\n"
            "            len(timeline.weekdays_between(3, march, date(2017, 4, 23)))]",
        ),
        wrong=(
            Wrong("answer_e = []", "Your list has 0"),
            Wrong("answer_e = 9", "give a list of 2"),
            Wrong("answer_e = [8, 9]", "Swap them"),
            Wrong("answer_e = [9, 9]", "9 twice"),
            Wrong("answer_e = [8, 8]", "8 twice"),
            Wrong("answer_e = [9, 7]", "is 20 April one of them"),
            Wrong("answer_e = [5, 4]", "one month"),
            Wrong("answer_e = [13, 12]", "February is over"),
            Wrong("answer_e = [7, 6]", "list the Thursdays"),
            Wrong("answer_e = [9, 6]", "strike only"),
            Wrong('answer_e = ["many", "fewer"]', "You gave"),
        ),
    ),
    Exercise(
        key="1.2.f",
        kind="Judge",
        minutes=5,
        judge=judge_f,
        right=(
            "answer_f = [97, 3, 11, 3]",
            "answer_f = [100, 0, 10, 0]",
            'answer_f = ["95", "5", "12", "5"]',
            "answer_f = [85, 15, 20, 10]",
            "answer_f = [80, 20, 11, 20]",
            "answer_f = [97, 3, 25, 3]",
            "answer_f = [97, 3, 3, 3]",
            'answer_f = "97, 3, 11, 3"',
            'answer_f = ["97 %", "3 %", "11 %", "3 %"]',
        ),
        wrong=(
            Wrong("answer_f = []", "Your list has 0"),
            Wrong('answer_f = "sure"', "give a list of 4"),
            Wrong("answer_f = 97", "give a list of 4"),
            Wrong("answer_f = [50, 50, 50, 50]", "too timid"),
            Wrong("answer_f = [0.97, 0.03, 0.11, 0.03]", "percent"),
            Wrong("answer_f = [5, 3, 11, 3]", "statement 1"),
            Wrong("answer_f = [97, 90, 11, 3]", "statement 2"),
            Wrong("answer_f = [97, 3, 11, 90]", "statement 4"),
            Wrong("answer_f = [97, 3, 90, 3]", "too sure"),
            Wrong("answer_f = [97, 3, 0, 3]", "rules that day out"),
            Wrong("answer_f = [60, 40, 11, 40]", "you hold back"),
            Wrong("answer_f = [50, 50, 11, 50]", "you hold back"),
            Wrong("answer_f = [1, 0, 1, 0]", "percent"),
            Wrong("answer_f = [120, 3, 11, 3]", "between 0 and 100"),
        ),
    ),
    Exercise(
        key="1.2.g",
        kind="Explain",
        minutes=6,
        judge=recorded(
            "NSA director says France was told that Russians were getting into 'some of your "
            "infrastructure', without saying which.",
            "Asked about the Macron leak, NSA director speaks of Russians in French "
            "infrastructure, and names no target.",
            least_words=4,
        ),
        right=(
            'answer_g = "NSA director: we told France that Russians were getting into some of '
            'its infrastructure; which, he did not say"',
        ),
        wrong=(),
    ),
)
