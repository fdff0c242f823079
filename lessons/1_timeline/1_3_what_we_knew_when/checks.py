"""Judges of lesson 1.3, with every answer they are known to take and to refuse.

A judge sees the answer as plain JSON and says what is off about it, never the answer itself.
"""

import re

from leaklab.judging import (
    Exercise,
    NotYet,
    Wrong,
    as_choice,
    as_choices,
    as_list,
    as_percents,
    as_signs,
    as_whole,
    brier_of,
    holds,
    not_yet,
    recorded,
    refuse,
    shown,
)

ARTICLES = ("000", "001", "002", "003", "004")
FIRST_TOLD = ["001", "001", "004", "002"]


def judge_a(answer):
    listed = isinstance(answer, list) and all(isinstance(part, str) for part in answer)
    wanted = 'Give four article numbers in one text, such as "003 000 000 003".'
    if not listed and not isinstance(answer, str):
        raise refuse(answer, wanted)
    given = re.findall(r"\d+", " ".join(answer) if listed else answer)
    strange = [number for number in given if number not in ARTICLES]
    if strange or not given:
        raise refuse(answer, wanted)
    if len(given) != 4:
        raise NotYet(
            "You gave {count} article numbers; there are four things to place.", count=len(given)
        )
    if given[1] == "000":
        return not_yet(
            "You gave 000 for the rumour: its number is the lowest, but look in the order of time "
            "above where 000 stands."
        )
    if given[2] == "003":
        return not_yet(
            "You gave 003 for the op-ed: it speaks of it as of last February's news. "
            "Another article came out earlier and names the very day."
        )
    for number, told in enumerate(given, start=1):
        if told != FIRST_TOLD[number - 1]:
            return not_yet(
                "You gave {told} for number {number}; of the articles named there, "
                "take the one that came out first.",
                told=told,
                number=number,
            )
    return holds("By the order of time, not by file numbers; for readers of these five.")


def judge_b(answer):
    given = as_choices(answer, "ABCDEF")
    if "F" in given:
        return not_yet(
            "You gave F, none of these; but who tells of a warning must already have given it. "
            "Try each letter once more."
        )
    if "A" in given:
        return not_yet(
            "A is among your letters: 9 May is the day of the hearing in which it was told. "
            "Which clock shows the warning?"
        )
    if "C" in given:
        return not_yet(
            "C is among your letters: it may be true, but «avaient informé» only puts the warning "
            "before its telling. Which word of 002 mentions the leak's day in the same breath?"
        )
    if "D" in given:
        return not_yet(
            "D is among your letters: nothing in 002 puts the warning after the leak. "
            "The hearing came after it, the warning need not have."
        )
    if given == ["B"]:
        return not_yet(
            "B fits: a last possible day. Now look at the other end: do the words give one?"
        )
    if given == ["E"]:
        return not_yet(
            "E fits: one end is open. Now look at the other end: could the warning be later than "
            "the hearing?"
        )
    return holds("Bounded on one side only: that is knowledge, and no date.")


def judge_c(answer):
    example = "[30, 12]"
    accounts, inquiry = (as_whole(part) for part in as_list(answer, 2, example=example))
    if (accounts, inquiry) == (2, 81):
        return not_yet("Both numbers are there, in the wrong order: the accounts come first.")
    if accounts < 0 or inquiry < 0:
        return not_yet(
            "You gave {a} and {b}: a telling does not come before its event. "
            "Take the later day minus the earlier one.",
            a=accounts,
            b=inquiry,
        )
    if accounts in (80, 82):
        return not_yet(
            "You gave {a} for the accounts: one off. Sunday 7 May is day 0, Monday is day 1.",
            a=accounts,
        )
    if accounts == 83:
        return not_yet(
            "You gave {a} for the accounts: that counts from the leak, 5 May. "
            "He was still a candidate then; take his last day as one.",
            a=accounts,
        )
    if accounts == 0:
        return not_yet(
            "You gave 0 for the accounts: 27 July is when it was told. "
            "On which last day can it have happened?"
        )
    if accounts != 81:
        return not_yet(
            "You gave {a} for the accounts; count the days left in May after the 7th, all of June, "
            "and July up to the 27th.",
            a=accounts,
        )
    if inquiry == 0:
        return not_yet(
            "The accounts are right. You gave 0 for the inquiry: 002 cannot have come out on that "
            "Sunday, since it reports a hearing of Tuesday."
        )
    if inquiry != 2:
        return not_yet(
            "The accounts are right. You gave {b} for the inquiry; count from the Sunday to the "
            "first day on which 002 can have come out.",
            b=inquiry,
        )
    return holds("Both are least values; the most is open, as one end of each is.")


def judge_d(answer):
    letter = as_choice(answer, "ABCDE")
    if letter == "A":
        return not_yet(
            "You gave A: for that the break-in must lie before the interview. "
            "Which words put it there? «il y a plusieurs semaines» has no first day."
        )
    if letter == "B":
        return not_yet(
            "You gave B: kind, and for that the break-in must lie after the interview. "
            "Which words put it there? The interview is one of nine Thursdays."
        )
    if letter == "C":
        return not_yet(
            "You gave C: each article reports what somebody said on its own day. "
            "Can both reports be right, whatever the speakers knew?"
        )
    if letter == "E":
        return not_yet(
            "You gave E: what he knew stands in none of the five articles. "
            "Keep to what was said, and when."
        )
    return holds("The windows overlap, so the words leave the order open.")


YES_NO = {"YES": "Y", "NO": "N", "OUI": "Y", "NON": "N", "TRUE": "Y", "FALSE": "N"}


def judge_e(answer):
    if isinstance(answer, list) and answer and all(isinstance(part, bool) for part in answer):
        answer = ["Y" if part else "N" for part in answer]
    given = as_signs(answer, "YN", 6, words=YES_NO)
    if given == ["N", "Y", "N", "Y", "Y", "N"]:
        return not_yet(
            "All six are turned round: Y means that a reader of 004, 003 and 001 could know it."
        )
    if given[1] == "Y":
        return not_yet(
            "You gave Y for 2: that was told on 9 May. On 6 May it lay three days ahead."
        )
    if given[3] == "Y":
        return not_yet(
            "You gave Y for 4: 001 has an inquiry, opened on Thursday. "
            "Can it concern a leak of Friday?"
        )
    if given[4] == "Y":
        return not_yet("You gave Y for 5: which article tells of the accounts, and when?")
    if given[0] == "N":
        return not_yet(
            "You gave N for 1: 004 has Ferrand's words «principalement d’Ukraine», "
            "and it came out first of all."
        )
    if given[2] == "N":
        return not_yet(
            "You gave N for 3: the campaign said it in the night of 5 to 6 May. "
            "Which of your three articles reports that night?"
        )
    if given[5] == "N":
        return not_yet(
            "You gave N for 6: the hint names the article that cites the specialist. "
            "Had you read it by that evening?"
        )
    return holds("Three you could know; three were still to be told.")


def judge_f(answer):
    given = as_percents(answer, 4)
    if all(value == 50 for value in given):
        return not_yet(
            "Fifty for everything is too timid: three of the four are settled. "
            "Doubting all alike throws away what you know."
        )
    warning, accounts, order, silence = given
    if warning < 50:
        return not_yet(
            "You gave {n} for statement 1: the warning was told of on 9 May. "
            "Could it still lie ahead?",
            n=shown(answer[0]),
        )
    if accounts > 50:
        return not_yet(
            "You gave {n} for statement 2: July is when it was told. "
            "What was Macron when it happened, by 000's own words?",
            n=shown(answer[1]),
        )
    if silence > 50:
        return not_yet(
            "You gave {n} for statement 4: what 000 leaves out is a fact about 000. "
            "Look at the row of the record in section 5.",
            n=shown(answer[3]),
        )
    if not 15 <= order <= 85:
        return not_yet(
            "You gave {n} for the third: too sure. Both windows are weeks wide, and they overlap; "
            "no word puts one before the other.",
            n=shown(answer[2]),
        )
    # the third is not settled, so it is not scored
    score = brier_of([warning, accounts, silence], [True, False, False])
    if score > 0.04:
        return not_yet(
            "The open one is well judged. On the three settled statements you hold back: "
            "80 or more for what is true and 20 or less for what is false is firm enough."
        )
    return holds("Firm where words and dates settle it, open where the windows overlap.")


EXERCISES = (
    Exercise(
        key="1.3.a",
        kind="Read",
        minutes=4,
        judge=judge_a,
        right=(
            'answer_a = "001 001 004 002"',
            'answer_a = ["001", "001", "004", "002"]',
            'answer_a = "001, 001, 004 and 002"',
            'answer_a = ("001", "001", "004", "002")',
        ),
        wrong=(
            Wrong('answer_a = ""', "You gave"),
            Wrong("answer_a = 1142", "four article numbers"),
            Wrong("answer_a = [1, 1, 4, 2]", "four article numbers"),
            Wrong('answer_a = "001 000 004 002"', "its number is the lowest"),
            Wrong('answer_a = "001 001 003 002"', "names the very day"),
            Wrong('answer_a = "000 001 004 002"', "for number 1"),
            Wrong('answer_a = "001 001 004 000"', "for number 4"),
            Wrong('answer_a = "001 002 004 002"', "for number 2"),
            Wrong('answer_a = "001 004 002"', "3 article numbers"),
            Wrong('answer_a = "001 001 004 005"', "four article numbers"),
            Wrong('answer_a = "1142"', "four article numbers"),
            Wrong('answer_a = "B, E"', "You gave"),
        ),
    ),
    Exercise(
        key="1.3.b",
        kind="Judge",
        minutes=5,
        judge=judge_b,
        right=('answer_b = "B, E"', 'answer_b = ["E", "B"]', 'answer_b = "be"'),
        wrong=(
            Wrong('answer_b = ""', "You gave"),
            Wrong("answer_b = 9", "You gave"),
            Wrong('answer_b = "A, E"', "the day of the hearing"),
            Wrong('answer_b = "B, C, E"', "before its telling"),
            Wrong('answer_b = "B, D, E"', "after the leak"),
            Wrong('answer_b = "F"', "none of these"),
            Wrong('answer_b = "B"', "the other end"),
            Wrong('answer_b = "E"', "later than the hearing"),
            Wrong('answer_b = "001 001 004 002"', "You gave"),
        ),
    ),
    Exercise(
        key="1.3.c",
        kind="Code",
        minutes=6,
        judge=judge_c,
        right=(
            "answer_c = [81, 2]",
            "answer_c = [(date(2017, 7, 27) - date(2017, 5, 7)).days,\n"
            "            (date(2017, 5, 9) - date(2017, 5, 7)).days]",
            'answer_c = "81, 2"',
            "accounts = knowledge.days_between((None, date(2017, 5, 7)), "
            "(date(2017, 7, 27), date(2017, 7, 27)))\n"
            "inquiry = knowledge.days_between((date(2017, 5, 7), date(2017, 5, 7)), "
            "(date(2017, 5, 9), None))\n"
            "answer_c = [accounts[0], inquiry[0]]",
        ),
        wrong=(
            Wrong("answer_c = []", "Your list has 0"),
            Wrong("answer_c = 81", "give a list of 2"),
            Wrong("answer_c = [2, 81]", "wrong order"),
            Wrong("answer_c = [-81, 2]", "does not come before"),
            Wrong("answer_c = [81, -2]", "does not come before"),
            Wrong("answer_c = [80, 2]", "one off"),
            Wrong("answer_c = [82, 2]", "one off"),
            Wrong("answer_c = [83, 2]", "counts from the leak"),
            Wrong("answer_c = [0, 2]", "when it was told"),
            Wrong("answer_c = [30, 2]", "all of June"),
            Wrong("answer_c = [81, 0]", "a hearing of Tuesday"),
            Wrong("answer_c = [81, 3]", "count from the Sunday"),
            Wrong('answer_c = "D"', "give a list of 2"),
        ),
    ),
    Exercise(
        key="1.3.d",
        kind="Judge",
        minutes=5,
        judge=judge_d,
        right=('answer_d = "D"', 'answer_d = "d"', 'answer_d = ["D"]'),
        wrong=(
            Wrong('answer_d = ""', "You gave"),
            Wrong("answer_d = 4", "You gave"),
            Wrong('answer_d = "A"', "has no first day"),
            Wrong('answer_d = "B"', "one of nine Thursdays"),
            Wrong('answer_d = "C"', "both reports be right"),
            Wrong('answer_d = "E"', "none of the five articles"),
            Wrong("answer_d = [81, 2]", "You gave"),
        ),
    ),
    Exercise(
        key="1.3.e",
        kind="Read",
        minutes=5,
        judge=judge_e,
        right=(
            'answer_e = "Y N Y N N Y"',
            'answer_e = ["Y", "N", "Y", "N", "N", "Y"]',
            'answer_e = "1 yes, 2 no, 3 yes, 4 no, 5 no, 6 yes"',
            "answer_e = [True, False, True, False, False, True]",
            'answer_e = "ynynny"',
        ),
        wrong=(
            Wrong('answer_e = ""', "You gave"),
            Wrong("answer_e = 6", "You gave"),
            Wrong('answer_e = "Y Y Y Y Y Y"', "three days ahead"),
            Wrong('answer_e = "Y N Y Y N Y"', "opened on Thursday"),
            Wrong('answer_e = "Y N Y N Y Y"', "tells of the accounts"),
            Wrong('answer_e = "N N Y N N Y"', "came out first of all"),
            Wrong('answer_e = "Y N N N N Y"', "reports that night"),
            Wrong('answer_e = "Y N Y N N N"', "cites the specialist"),
            Wrong('answer_e = "N Y N Y Y N"', "turned round"),
            Wrong('answer_e = "Y N Y"', "3 signs"),
            Wrong('answer_e = "D"', "only the signs"),
        ),
    ),
    Exercise(
        key="1.3.f",
        kind="Judge",
        minutes=5,
        judge=judge_f,
        right=(
            "answer_f = [98, 3, 50, 2]",
            "answer_f = [100, 0, 40, 0]",
            'answer_f = ["95 %", "5 %", "60 %", "1 %"]',
            "answer_f = [80, 20, 15, 20]",
            "answer_f = [100, 0, 85, 0]",
        ),
        wrong=(
            Wrong("answer_f = []", "Your list has 0"),
            Wrong("answer_f = 50", "give a list of 4"),
            Wrong("answer_f = [50, 50, 50, 50]", "too timid"),
            Wrong("answer_f = [1, 0, 0.5, 0]", "percent"),
            Wrong("answer_f = [120, 0, 50, 0]", "between 0 and 100"),
            Wrong("answer_f = [10, 5, 50, 2]", "still lie ahead"),
            Wrong("answer_f = [98, 95, 50, 2]", "July is when it was told"),
            Wrong("answer_f = [98, 3, 50, 90]", "a fact about 000"),
            Wrong("answer_f = [98, 3, 97, 2]", "too sure"),
            Wrong("answer_f = [98, 3, 0, 2]", "too sure"),
            Wrong("answer_f = [98, 3, 86, 2]", "too sure"),
            Wrong("answer_f = [98, 3, 14, 2]", "too sure"),
            Wrong("answer_f = [70, 30, 50, 30]", "you hold back"),
            Wrong("answer_f = [50, 50, 40, 50]", "you hold back"),
            Wrong('answer_f = "Y N Y N N Y"', "give a list of 4"),
        ),
    ),
    Exercise(
        key="1.3.g",
        kind="Explain",
        minutes=6,
        judge=recorded(
            "On 9 May 2017 the NSA's director said in a Senate hearing, asked about the leak, that "
            "his agency had told its French counterparts of Russians getting into some of their "
            "infrastructure; when it did so, he is not reported to have said.",
            "At some time before 10 May 2017, no article says when, the NSA told France of Russian "
            "activity in «certaines de vos infrastructures»: so its director testified on 9 May. "
            "That these included the campaign's is 002's reading.",
            least_words=4,
        ),
        right=(
            'answer_g = """On 9 May 2017 the director of the NSA told the US Senate that his '
            "agency had warned France of Russians getting into some of its infrastructure. When it "
            'warned, the article does not say."""',
            'answer_g = "Told on 9 May, given on a day that nobody names."',
        ),
        wrong=(),
    ),
)
