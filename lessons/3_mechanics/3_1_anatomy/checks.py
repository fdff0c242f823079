"""Judges of lesson 3.1, with every answer they are known to take and to refuse.

A judge sees the answer as plain JSON and says what is off about it, never the answer itself.
"""

from leaklab.judging import (
    Exercise,
    Wrong,
    as_choices,
    as_hours,
    as_signs,
    as_whole,
    holds,
    not_yet,
    recorded,
)


def judge_a(answer):
    first, second = as_signs(answer, "ABCDE", 2)
    if (first, second) == ("D", "E"):
        return not_yet("Both letters are there, in the wrong order: the fakes come first.")
    if first == "A":
        return not_yet(
            "You gave A for arrow 1: it says what is added to what. Does it say that any of it "
            "was there when the files were put online?"
        )
    if first != "E":
        return not_yet(
            "You gave {letter} for arrow 1: look for the fakes in those words.", letter=first
        )
    if second == "C":
        return not_yet(
            "You gave C for arrow 2: that names the hashtag, the end of the arrow. "
            "Where does it begin?"
        )
    if second == "B":
        return not_yet(
            "You gave B for arrow 2: that names the forum, its beginning. Where does it lead?"
        )
    if second == "E":
        return not_yet(
            "You gave E for arrow 2: one of the quotations points back to what was put online. "
            "Look for a small word that points."
        )
    if second != "D":
        return not_yet(
            "You gave A for arrow 2: that is about the fakes; this arrow is about spreading."
        )
    return holds(
        "Words that reach from one end towards the other carry an arrow; one end alone does not."
    )


def judge_b(answer):
    given = as_signs(
        answer,
        "OCIN",
        6,
        words={"OBSERVED": "O", "CLAIMED": "C", "INFERRED": "I", "NEITHER": "N", "NO PART": "N"},
    )
    if given[4] != "N":
        return not_yet(
            "You gave {sign} for 5: whoever is accused wrongly would say the same. "
            "Is that a step of a machine?",
            sign=given[4],
        )
    if "N" in given[:4] + given[5:]:
        return not_yet(
            "You gave N more than once: only one of the six is a reply; the others are steps, "
            "well founded or not."
        )
    if given[1] == "C":
        return not_yet(
            "You gave C for 2: somebody claims an aim. Does anybody claim that it was reached?"
        )
    if given[1] != "I":
        return not_yet("You gave O for 2: who reports that a mailbox was opened by these attacks?")
    if given[3] != "I":
        return not_yet(
            "You gave {sign} for 4: 001 gives an hour. In which word does anybody choose it?",
            sign=given[3],
        )
    if given[0] != "O":
        return not_yet(
            "You gave {sign} for 1: whose voice tells of the relay? Nobody else is named.",
            sign=given[0],
        )
    if given[2] == "O":
        return not_yet(
            "You gave O for 3: the quotation has a speaker, who is a party to the matter."
        )
    if given[2] != "C":
        return not_yet("You gave I for 3: somebody does say it; read who.")
    if given[5] == "O":
        return not_yet("You gave O for 6: what does the conditional say about the writer?")
    if given[5] != "C":
        return not_yet("You gave I for 6: 000 passes it on after an agency, so it is said.")
    return holds("Told, said, supplied, or no step at all: four different things.")


COUNTS = {
    5: "You gave 5: all arrows at that card. Which of them stay when the box is ticked?",
    2: "You gave 2: either only those that go out, or only the dotted ones. Count both directions "
    "and leave the dotted out.",
    1: "You gave 1: arrows that come in. Some start at the card.",
    6: "You gave 6: all arrows that are not dotted, wherever they lie.",
    17: "You gave 17: every arrow on the table.",
    11: "You gave 11: the dotted ones, wherever they lie.",
}


def judge_c(answer):
    number = as_whole(answer)
    if number in COUNTS:
        return not_yet(COUNTS[number])
    if number != 3:
        return not_yet(
            "You gave {n}: tick the box, find the card in the middle stage, and count what "
            "touches it.",
            n=number,
        )
    return holds(
        "Only here are two observed: what happened in public is what articles can report "
        "themselves."
    )


SLIPS = (
    (32 + 5 / 60, "that leads to the opening of the polls; the question asks for a closing."),
    (44 + 5 / 60, "that leads to the last closing; most places closed earlier."),
    (43.0, "that counts from midnight; the communiqué came a little before."),
    (42 + 55 / 60, "the five minutes come on top; they are not taken off."),
    (19 + 5 / 60, "a whole day between is missing."),
    (67 + 5 / 60, "there is one day too many."),
)


def judge_d(answer):
    given = as_hours(answer)
    for slip, told in SLIPS:
        if abs(given - slip) < 0.02:
            return not_yet("You gave {n:g}: {told}", n=round(given, 2), told=told)
    if abs(given - 43.05) < 0.001:
        return not_yet("You gave 43.05: five minutes are no five hundredths of an hour.")
    if abs(given - (43 + 5 / 60)) > 0.02:
        return not_yet(
            "You gave {n:g}: add up the rest of Friday, a whole Saturday, and Sunday until 19:00.",
            n=round(given, 2),
        )
    return holds("Forty-three hours and five minutes; another end gives another length.")


def judge_e(answer):
    given = as_choices(answer, "ABCDEF")
    if "F" in given:
        return not_yet(
            "You gave F; but for some of them neither catalogue can be used honestly. "
            "Ask of each: do the words choose an entry?"
        )
    if "A" in given:
        return not_yet(
            "A is among the letters you gave: taking mails is a deed of intruders. "
            "Which catalogue is that?"
        )
    if "C" in given:
        return not_yet(
            "C is among the letters you gave: posting is done with content. "
            "Which catalogue is that?"
        )
    if "E" in given:
        return not_yet(
            "E is among the letters you gave: section 6 says what DISARM lists; are accounts not "
            "in it?"
        )
    if given == ["B"]:
        return not_yet("B fits: too many entries. Is there a card with no entry at all?")
    if given == ["D"]:
        return not_yet("D fits: no entry. Is there a card that has too many?")
    return holds("One has too many entries and one has none: both times the gap is the answer.")


def judge_f(answer):
    given = as_signs(answer, "PQRS", 3)
    if "S" in given:
        return not_yet(
            "S is among the letters you gave: a sample without a fake is what all three versions "
            "could show."
        )
    if given == ["P", "Q", "R"]:
        return not_yet("You gave P Q R: the first two are exchanged. Whose list would that be?")
    if given[2] != "R":
        return not_yet(
            "You gave {letter} for version 3: “none” is a word about every item.", letter=given[2]
        )
    if given[0] != "Q":
        return not_yet(
            "You gave {letter} for version 1: it says who added them, so the proof must, too.",
            letter=given[0],
        )
    if given[1] != "P":
        return not_yet(
            "You gave {letter} for version 2: what would only the maker of decoys have?",
            letter=given[1],
        )
    return holds("Three versions, three proofs, and none of them has been shown.")


EXERCISES = (
    Exercise(
        key="3.1.a",
        kind="Read",
        minutes=5,
        judge=judge_a,
        right=('answer_a = "E D"', 'answer_a = ["E", "D"]', 'answer_a = "1 e, 2 d"'),
        wrong=(
            Wrong('answer_a = ""', "You gave"),
            Wrong("answer_a = 4", "You gave"),
            Wrong('answer_a = "D E"', "wrong order"),
            Wrong('answer_a = "A D"', "what is added to what"),
            Wrong('answer_a = "A C"', "what is added to what"),
            Wrong('answer_a = "B D"', "look for the fakes"),
            Wrong('answer_a = "D D"', "look for the fakes"),
            Wrong('answer_a = "C E"', "look for the fakes"),
            Wrong('answer_a = "E C"', "the end of the arrow"),
            Wrong('answer_a = "E B"', "its beginning"),
            Wrong('answer_a = "E E"', "a small word that points"),
            Wrong('answer_a = "E A"', "this arrow is about spreading"),
            Wrong('answer_a = "E"', "1 signs"),
            Wrong('answer_a = "O I C I N C"', "Use only the signs"),
        ),
    ),
    Exercise(
        key="3.1.b",
        kind="Judge",
        minutes=6,
        judge=judge_b,
        right=(
            'answer_b = "O I C I N C"',
            'answer_b = ["O", "I", "C", "I", "N", "C"]',
            'answer_b = "oicinc"',
            'answer_b = ["observed", "inferred", "claimed", "inferred", "no part", "claimed"]',
        ),
        wrong=(
            Wrong('answer_b = ""', "You gave"),
            Wrong("answer_b = 6", "You gave"),
            Wrong('answer_b = "O I C I O C"', "accused wrongly"),
            Wrong('answer_b = "O I C I C C"', "accused wrongly"),
            Wrong('answer_b = "O N C I N C"', "more than once"),
            Wrong('answer_b = "O I C I N N"', "more than once"),
            Wrong('answer_b = "O C C I N C"', "claims an aim"),
            Wrong('answer_b = "O O C I N C"', "a mailbox was opened"),
            Wrong('answer_b = "O I C O N C"', "anybody choose it"),
            Wrong('answer_b = "O I C C N C"', "anybody choose it"),
            Wrong('answer_b = "C I C I N C"', "tells of the relay"),
            Wrong('answer_b = "I I C I N C"', "tells of the relay"),
            Wrong('answer_b = "O I O I N C"', "has a speaker"),
            Wrong('answer_b = "O I I I N C"', "read who"),
            Wrong('answer_b = "O I C I N O"', "the conditional"),
            Wrong('answer_b = "O I C I N I"', "after an agency"),
            Wrong('answer_b = "O I C I"', "4 signs"),
            Wrong('answer_b = "E D"', "Use only the signs"),
        ),
    ),
    Exercise(
        key="3.1.c",
        kind="Code",
        minutes=4,
        judge=judge_c,
        right=(
            "answer_c = 3",
            'answer_c = "3"',
            "touching = arrows.query(\"`from` == 'K08' or to == 'K08'\")\n"
            'answer_c = int((touching["standing"] != "inferred").sum())',
        ),
        wrong=(
            Wrong('answer_c = ""', "You gave"),
            Wrong('answer_c = "many"', "You gave"),
            Wrong("answer_c = 5", "all arrows at that card"),
            Wrong("answer_c = 2", "only those that go out"),
            Wrong("answer_c = 1", "arrows that come in"),
            Wrong("answer_c = 6", "not dotted, wherever"),
            Wrong("answer_c = 17", "every arrow on the table"),
            Wrong("answer_c = 11", "the dotted ones"),
            Wrong("answer_c = 4", "count what touches it"),
            Wrong("answer_c = 43.08", "whole ones"),
        ),
    ),
    Exercise(
        key="3.1.d",
        kind="Code",
        minutes=5,
        judge=judge_d,
        right=(
            "answer_d = 43.08",
            "answer_d = 43 + 5 / 60",
            'answer_d = "43,08 hours"',
            'answer_d = anatomy.hours(instants.loc["communique", "start"],'
            ' instants.loc["closing", "start"])',
            'answer_d = instants.loc["closing", "start"] - instants.loc["communique", "start"]',
        ),
        wrong=(
            Wrong('answer_d = ""', "You gave"),
            Wrong('answer_d = "two days"', "You gave"),
            Wrong("answer_d = 32.08", "the opening of the polls"),
            Wrong("answer_d = 44.08", "the last closing"),
            Wrong("answer_d = 43", "counts from midnight"),
            Wrong("answer_d = 42.92", "come on top"),
            Wrong("answer_d = 19.08", "a whole day between"),
            Wrong("answer_d = 67.08", "one day too many"),
            Wrong("answer_d = 43.05", "five hundredths"),
            Wrong("answer_d = 40", "the rest of Friday"),
            Wrong("answer_d = 46.4", "the rest of Friday"),
            Wrong('answer_d = "B, D"', "You gave"),
        ),
    ),
    Exercise(
        key="3.1.e",
        kind="Judge",
        minutes=5,
        judge=judge_e,
        right=('answer_e = "B, D"', 'answer_e = ["D", "B"]', 'answer_e = "b and d"'),
        wrong=(
            Wrong('answer_e = ""', "You gave"),
            Wrong("answer_e = 2", "You gave"),
            Wrong('answer_e = "F"', "neither catalogue"),
            Wrong('answer_e = "A, B, D"', "taking mails"),
            Wrong('answer_e = "B, C, D"', "posting is done"),
            Wrong('answer_e = "B, D, E"', "are accounts not in it"),
            Wrong('answer_e = "B"', "too many entries. Is"),
            Wrong('answer_e = "D"', "no entry. Is"),
            Wrong('answer_e = "Q P R"', "You gave"),
        ),
    ),
    Exercise(
        key="3.1.f",
        kind="Judge",
        minutes=6,
        judge=judge_f,
        right=('answer_f = "Q P R"', 'answer_f = ["Q", "P", "R"]', 'answer_f = "1 q, 2 p, 3 r"'),
        wrong=(
            Wrong('answer_f = ""', "You gave"),
            Wrong("answer_f = 3", "You gave"),
            Wrong('answer_f = "Q P S"', "a sample without a fake"),
            Wrong('answer_f = "S P R"', "a sample without a fake"),
            Wrong('answer_f = "P Q R"', "are exchanged"),
            Wrong('answer_f = "Q P Q"', "a word about every item"),
            Wrong('answer_f = "R R R"', "so the proof must, too"),
            Wrong('answer_f = "P P R"', "so the proof must, too"),
            Wrong('answer_f = "Q Q R"', "the maker of decoys"),
            Wrong('answer_f = "Q R R"', "the maker of decoys"),
            Wrong('answer_f = "Q P"', "2 signs"),
            Wrong('answer_f = "B, D"', "Use only the signs"),
        ),
    ),
    Exercise(
        key="3.1.g",
        kind="Explain",
        minutes=7,
        judge=recorded(
            "“On 5 May 2017 mails of the campaign were put online on a forum, relayed by "
            "WikiLeaks and spread under a hashtag (001). The campaign says that mailboxes of "
            "several of its officials had been hacked weeks before and that fakes were added; of "
            "the fakes there are two other versions.”",
            "“Fake Facebook accounts reportedly tried, and failed, to obtain passwords (000, "
            "after Reuters); no article says that they led to the leak. 001 puts the leak barely "
            "two hours before the campaign closed, and does not say that anybody chose the hour.”",
            least_words=4,
        ),
        right=(
            'answer_g = "Mails were put online on a forum, 001 reports; the campaign says they '
            'were hacked weeks before and fakes added, one of three versions."',
        ),
    ),
)
