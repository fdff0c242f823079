"""Judges of lesson 2.1, with every answer they are known to take and to refuse.

A judge sees the answer as plain JSON and says what is off about it, never the answer itself.
"""

import re

from leaklab.judging import (
    Exercise,
    Wrong,
    as_choice,
    as_list,
    as_percents,
    as_signs,
    as_whole,
    brier_of,
    holds,
    not_yet,
    recorded,
    shown,
)

SLIPS = {
    "SITE": "S",
    "FACEBOOK": "F",
    "MAILBOXES": "M",
    "FORGED": "G",
    "POSTING": "P",
    "AMPLIFICATION": "A",
    "SPREADING": "A",
    "NONE": "N",
}
UNDER = ["S", "M", "P", "A", "N", "G", "N"]


def judge_a(answer):
    given = as_signs(answer, "SFMGPAN", 7, words=SLIPS)
    if given[4] == "M" or given[4] == "P":
        return not_yet(
            "You gave {sign} for 5: that sentence points at a country. Does it say for which deed?",
            sign=given[4],
        )
    if given[6] in ("M", "S"):
        return not_yet(
            "You gave {sign} for 7: his words have «infrastructures», and the article adds that he "
            "did not say which. Do not choose for him.",
            sign=given[6],
        )
    if given[2] == "A":
        return not_yet(
            "You gave A for 3: relaying comes later. What was done first, on that forum?"
        )
    if given[3] == "P":
        return not_yet(
            "You gave P for 4: these words tell how far the documents went, not who put them "
            "online."
        )
    if given[1] == "P":
        return not_yet(
            "You gave P for 2: the files were posted on 5 May; what had happened weeks before?"
        )
    if given[0] == "M":
        return not_yet(
            "You gave M for 1: these attacks hit a website; mailboxes are called their aim, and "
            "none is said to have been reached."
        )
    for number, sign in enumerate(given, start=1):
        if sign != UNDER[number - 1]:
            return not_yet(
                "You gave {sign} for number {number}: which deed do its words speak of, if any?",
                sign=sign,
                number=number,
            )
    return holds("Five lie under a question of their own; two name no deed of the eight.")


def judge_b(answer):
    letter = as_choice(answer, "ABCDEF")
    if letter == "A":
        return not_yet("You gave A: a forum is a place. Does the quotation say whose hand it was?")
    if letter == "B":
        return not_yet("You gave B: to relay is to pass on what somebody else had put online.")
    if letter == "C":
        return not_yet(
            "You gave C: the specialist speaks of how it travels on Twitter, after the posting."
        )
    if letter == "D":
        return not_yet(
            "You gave D: that headline speaks of hacking. Whoever takes need not be who posts."
        )
    if letter == "E":
        return not_yet("You gave E: that says what the operation is for, and names nobody at all.")
    return holds("Place, relay, spreading, taking, purpose: five other questions.")


def judge_c(answer):
    example = "[20, 12]"
    tiles, russian = (as_whole(part) for part in as_list(answer, 2, example=example))
    if (tiles, russian) == (4, 10):
        return not_yet("Both numbers are there, in the wrong order: all tiles come first.")
    if tiles < russian:
        return not_yet(
            "You gave {a} and then {b}: the second are some of the first, so it cannot be larger.",
            a=tiles,
            b=russian,
        )
    if tiles == 9:
        return not_yet(
            "You gave 9 tiles: those are the accusations. One blue tile under spreading accuses "
            "nobody, and states who relayed."
        )
    if tiles == 16:
        return not_yet(
            "You gave 16 tiles: that is all eight questions. Only five hide in the sentence."
        )
    if tiles == 32:
        return not_yet(
            "You gave 32 tiles: white ones are among them, which name nobody for the deed."
        )
    if tiles != 10:
        return not_yet(
            "You gave {a} tiles; count the blue ones, question by question, the five of the "
            "sentence only.",
            a=tiles,
        )
    if russian == 5:
        return not_yet(
            "The first number is right. You gave 5 for the second: one tile carries two of the "
            "names. Count tiles, not names."
        )
    if russian == 7:
        return not_yet(
            "The first number is right. You gave 7 for the second: the Facebook accounts are among "
            "them, which are not in the sentence."
        )
    if russian != 4:
        return not_yet(
            "The first number is right. You gave {b} for the second; read who is named on each of "
            "these tiles.",
            b=russian,
        )
    return holds("And not one of the Russian names lies under posting or spreading.")


NAMES = (
    "Russia",
    "the Kremlin",
    "Moscow",
    "the Russian regime",
    "GRU",
    "Russian agencies",
    "Russian spies",
    "Fancy Bear",
    "Russians",
)


def judge_d(answer):
    if isinstance(answer, str):
        answer = re.findall(r"-?\d+", answer)
    listed = as_list(answer, 9, example="[1, 1, 1, 1, 1, 1, 1, 1, 1]")
    given = dict(zip(NAMES, (as_whole(part) for part in listed), strict=True))
    if len(set(given.values())) == 1:
        return not_yet(
            "You gave one subject for all nine: then a single culprit stands under three "
            "questions, and no word put it there. The hint has three passages that keep names "
            "apart."
        )
    if given["Russia"] == given["Russian agencies"]:
        return not_yet(
            "You gave Russia and Russian agencies one number: 001 has «ou», or, between them."
        )
    if given["the Kremlin"] == given["Fancy Bear"]:
        return not_yet(
            "You gave the Kremlin and Fancy Bear one number: in 000 the one is said to deny for "
            "itself what it acknowledges of the other."
        )
    if given["Russia"] == given["Fancy Bear"]:
        return not_yet(
            "You gave Russia and Fancy Bear one number: in 000 responsibility of the State is "
            "denied, and the part of these hackers is not."
        )
    if given["GRU"] == given["Fancy Bear"]:
        return not_yet(
            "You gave GRU and Fancy Bear one number: perhaps you know it from elsewhere, but no "
            "word of the five joins them."
        )
    return holds("The words allow this grouping; what you merged is your reading, so name it.")


BOXES = {
    "MISINFORMATION": "M",
    "DISINFORMATION": "D",
    "MALINFORMATION": "L",
    "BOTH": "B",
    "NONE": "N",
}


def judge_e(answer):
    given = as_signs(answer, "MDLBN?", 6, words=BOXES)
    if given[0] == "D":
        return not_yet(
            "You gave D for 1: nothing in that mail is false. What is it then that harms?"
        )
    if given[0] == "M":
        return not_yet(
            "You gave M for 1: the beginning misleads; M is false and meant well. Ask both "
            "questions again."
        )
    if given[2] == "D":
        return not_yet(
            "You gave D for 3: the mail is the same as in 2, but this reader neither knows nor "
            "means harm."
        )
    if given[3] == "L":
        return not_yet(
            "You gave L for 4: genuine, yes; but read once more what the newspaper means by it."
        )
    if given[4] != "?":
        return not_yet(
            "You gave {sign} for 5: neither of the two questions has an answer there.",
            sign=given[4],
        )
    if given[5] == "D" or given[5] == "L":
        return not_yet(
            "You gave {sign} for 6: that fits one part of the parcel. And the other part?",
            sign=given[5],
        )
    for number, sign in enumerate(given, start=1):
        if sign != ["L", "D", "M", "N", "?", "B"][number - 1]:
            return not_yet(
                "You gave {sign} for number {number}: false or genuine, and is harm meant?",
                sign=sign,
                number=number,
            )
    return holds("The box belongs to the act: one forged mail lies in two of them.")


def judge_f(answer):
    given = as_percents(answer, 4)
    if all(value == 50 for value in given):
        return not_yet(
            "Fifty for everything is too timid: words you have read settle three of the four."
        )
    posted, conditional, forged, denied = given
    if posted > 50:
        return not_yet(
            "You gave {n} for statement 1: which tile would that be? Look under posting.",
            n=shown(answer[0]),
        )
    if conditional < 50:
        return not_yet(
            "You gave {n} for statement 2: look at the verb in «ce serait des comptes Twitter».",
            n=shown(answer[1]),
        )
    if denied > 50:
        return not_yet(
            "You gave {n} for statement 4: WikiLeaks had a small word in its sentence, about time.",
            n=shown(answer[3]),
        )
    if forged > 95:
        return not_yet(
            "You gave {n} for the third: too sure. Who tells of fakes, and has anybody shown one?",
            n=shown(answer[2]),
        )
    if forged < 10:
        return not_yet(
            "You gave {n} for the third: too sure of the opposite. That none was shown does not "
            "mean that none was there.",
            n=shown(answer[2]),
        )
    # the open statement is not settled, so it is not scored
    score = brier_of([posted, conditional, denied], [False, True, False])
    if score > 0.04:
        return not_yet(
            "The open one is well judged. On the three settled statements you hold back: "
            "80 or more for what is true and 20 or less for what is false is firm enough."
        )
    return holds("Firm where words settle it, open where three versions stand side by side.")


EXERCISES = (
    Exercise(
        key="2.1.a",
        kind="Read",
        minutes=5,
        judge=judge_a,
        right=(
            'answer_a = "S M P A N G N"',
            'answer_a = ["S", "M", "P", "A", "N", "G", "N"]',
            'answer_a = "smpangn"',
            'answer_a = "1 site, 2 mailboxes, 3 posting, 4 spreading, 5 none, 6 forged, 7 none"',
        ),
        wrong=(
            Wrong('answer_a = ""', "only the signs"),
            Wrong("answer_a = 7", "only the signs"),
            Wrong('answer_a = "S M P A M G N"', "points at a country"),
            Wrong('answer_a = "S M P A P G N"', "points at a country"),
            Wrong('answer_a = "S M P A N G M"', "choose for him"),
            Wrong('answer_a = "S M P A N G S"', "choose for him"),
            Wrong('answer_a = "S M A A N G N"', "relaying comes later"),
            Wrong('answer_a = "S M P P N G N"', "how far the documents went"),
            Wrong('answer_a = "S P P A N G N"', "weeks before"),
            Wrong('answer_a = "M M P A N G N"', "hit a website"),
            Wrong('answer_a = "F M P A N G N"', "for number 1"),
            Wrong('answer_a = "S M P A N A N"', "for number 6"),
            Wrong('answer_a = "S M P A N"', "5 signs"),
            Wrong('answer_a = "F?"', "only the signs"),
        ),
    ),
    Exercise(
        key="2.1.b",
        kind="Read",
        minutes=4,
        judge=judge_b,
        right=('answer_b = "F"', 'answer_b = "f"', 'answer_b = ["F"]'),
        wrong=(
            Wrong('answer_b = ""', "one letter"),
            Wrong("answer_b = 6", "one letter"),
            Wrong('answer_b = "A"', "whose hand"),
            Wrong('answer_b = "B"', "somebody else"),
            Wrong('answer_b = "C"', "after the posting"),
            Wrong('answer_b = "D"', "speaks of hacking"),
            Wrong('answer_b = "E"', "what the operation is for"),
            Wrong('answer_b = "S M P A N G N"', "one letter"),
        ),
    ),
    Exercise(
        key="2.1.c",
        kind="Code",
        minutes=6,
        judge=judge_c,
        right=(
            "answer_c = [10, 4]",
            'answer_c = "10, 4"',
            "rows = charts.slip_rows(claims, actors)\n"
            'five = ["site_attacks", "mailbox_theft", "forged_items", "posting", "amplification"]\n'
            'blue = rows[(rows["shelf"] == "names somebody") & rows["slip"].isin(five)]\n'
            'answer_c = [len(blue), int(blue["named"].str.contains("Russia").sum())]',
        ),
        wrong=(
            Wrong("answer_c = []", "Your list has 0"),
            Wrong("answer_c = 10", "give a list of 2"),
            Wrong("answer_c = [4, 10]", "wrong order"),
            Wrong("answer_c = [3, 4]", "cannot be larger"),
            Wrong("answer_c = [9, 4]", "those are the accusations"),
            Wrong("answer_c = [16, 7]", "all eight questions"),
            Wrong("answer_c = [32, 4]", "white ones"),
            Wrong("answer_c = [7, 4]", "count the blue ones"),
            Wrong("answer_c = [4, 4]", "count the blue ones"),
            Wrong("answer_c = [10, 5]", "carries two of the names"),
            Wrong("answer_c = [10, 7]", "the Facebook accounts"),
            Wrong("answer_c = [10, 3]", "read who is named"),
            Wrong("answer_c = [10, 10]", "read who is named"),
            Wrong('answer_c = "F"', "give a list of 2"),
        ),
    ),
    Exercise(
        key="2.1.d",
        kind="Judge",
        minutes=6,
        judge=judge_d,
        right=(
            "answer_d = [1, 1, 1, 1, 2, 2, 2, 3, 4]",
            "answer_d = [1, 1, 1, 1, 2, 2, 2, 3, 1]",
            "answer_d = [1, 2, 3, 4, 5, 6, 7, 8, 9]",
            'answer_d = "1 1 1 1 2 3 2 4 5"',
            "answer_d = (1, 1, 1, 1, 2, 3, 3, 4, 3)",
            "answer_d = [1, 2, 2, 1, 1, 3, 1, 3, 3]",
        ),
        wrong=(
            Wrong("answer_d = []", "Your list has 0"),
            Wrong("answer_d = 9", "give a list of 9"),
            Wrong('answer_d = ""', "Your list has 0"),
            Wrong("answer_d = [1, 1, 1, 1, 1, 1, 1, 1, 1]", "one subject for all nine"),
            Wrong("answer_d = [1, 1, 1, 1, 2, 1, 2, 3, 4]", "between them"),
            Wrong("answer_d = [1, 2, 1, 1, 3, 3, 3, 2, 4]", "deny for itself"),
            Wrong("answer_d = [1, 2, 1, 1, 3, 3, 3, 1, 4]", "these hackers is not"),
            Wrong("answer_d = [1, 1, 1, 1, 2, 2, 2, 2, 3]", "from elsewhere"),
            Wrong("answer_d = [1, 1, 1, 1, 2, 2, 2, 3]", "Your list has 8"),
            Wrong("answer_d = [10, 4]", "Your list has 2"),
            Wrong(
                "answer_d = [1.5, 1, 1, 1, 2, 2, 2, 3, 4]",
                "whole ones",
            ),
        ),
    ),
    Exercise(
        key="2.1.e",
        kind="Judge",
        minutes=5,
        judge=judge_e,
        right=(
            'answer_e = "L D M N ? B"',
            'answer_e = ["L", "D", "M", "N", "?", "B"]',
            'answer_e = "ldmn?b"',
            'answer_e = "malinformation, disinformation, misinformation, none, ?, both"',
        ),
        wrong=(
            Wrong('answer_e = ""', "only the signs"),
            Wrong("answer_e = 6", "only the signs"),
            Wrong('answer_e = "D D M N ? B"', "nothing in that mail is false"),
            Wrong('answer_e = "M D M N ? B"', "meant well"),
            Wrong('answer_e = "L D D N ? B"', "neither knows nor"),
            Wrong('answer_e = "L D M L ? B"', "what the newspaper means"),
            Wrong('answer_e = "L D M N D B"', "neither of the two questions"),
            Wrong('answer_e = "L D M N ? D"', "the other part"),
            Wrong('answer_e = "L D M N ? L"', "the other part"),
            Wrong('answer_e = "L M M N ? B"', "for number 2"),
            Wrong('answer_e = "L D N N ? B"', "for number 3"),
            Wrong('answer_e = "L D M"', "3 signs"),
            Wrong("answer_e = [10, 4]", "only the signs"),
        ),
    ),
    Exercise(
        key="2.1.f",
        kind="Judge",
        minutes=5,
        judge=judge_f,
        right=(
            "answer_f = [2, 97, 60, 5]",
            "answer_f = [0, 100, 95, 0]",
            "answer_f = [0, 100, 10, 0]",
            'answer_f = ["5 %", "95 %", "75 %", "3 %"]',
            "answer_f = [20, 80, 50, 20]",
        ),
        wrong=(
            Wrong("answer_f = []", "Your list has 0"),
            Wrong("answer_f = 50", "give a list of 4"),
            Wrong("answer_f = [50, 50, 50, 50]", "too timid"),
            Wrong("answer_f = [0, 1, 0.6, 0]", "where certain is 100"),
            Wrong("answer_f = [120, 95, 50, 5]", "between 0 and 100"),
            Wrong("answer_f = [-5, 95, 50, 5]", "between 0 and 100"),
            Wrong("answer_f = [90, 97, 60, 5]", "which tile"),
            Wrong("answer_f = [51, 97, 60, 5]", "which tile"),
            Wrong("answer_f = [2, 30, 60, 5]", "look at the verb"),
            Wrong("answer_f = [2, 97, 60, 80]", "a small word"),
            Wrong("answer_f = [2, 97, 96, 5]", "shown one"),
            Wrong("answer_f = [2, 97, 100, 5]", "shown one"),
            Wrong("answer_f = [2, 97, 9, 5]", "the opposite"),
            Wrong("answer_f = [0, 100, 0, 0]", "the opposite"),
            Wrong("answer_f = [30, 70, 60, 30]", "you hold back"),
            Wrong("answer_f = [50, 50, 60, 50]", "you hold back"),
            Wrong('answer_f = "L D M N ? B"', "give a list of 4"),
        ),
    ),
    Exercise(
        key="2.1.g",
        kind="Explain",
        minutes=6,
        judge=recorded(
            "In a headline, without a quotation to carry it, article 002 has Russians hacking the "
            "campaign's team; the Kremlin denied any responsibility of the State (000, undated). "
            "Who posted the mails, none of the five articles says. That American pro-Trump "
            "accounts are at work is the view of a specialist, reported by 001 in the conditional.",
            "The campaign said in the night of 5 May that its mailboxes had been hacked, and named "
            "nobody; only the headline of 002 says Russians, and 000 reports denials by the "
            "Kremlin. The hand that put the mails on 4Chan stays unnamed. 001 names WikiLeaks as a "
            "relay and, by one specialist and in the conditional, pro-Trump accounts.",
            least_words=4,
        ),
        right=(
            'answer_g = """A headline of 002 says Russians hacked the team; the Kremlin denies '
            "(000). Who posted the mails, no article says. A specialist in 001 says, in the "
            'conditional, that pro-Trump accounts spread them."""',
            'answer_g = "Hacked: one headline. Posted: nobody named. Spread: a conditional."',
        ),
        wrong=(),
    ),
)
