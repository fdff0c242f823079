"""Judges of lesson 3.4, with every answer they are known to take and to refuse.

A judge sees the answer as plain JSON and says what is off about it, never the answer itself.
Nobody is graded by whom they suspect: the judges read hours, words and counts.
"""

from leaklab.judging import (
    Exercise,
    Wrong,
    as_choice,
    as_list,
    as_signs,
    as_whole,
    holds,
    not_yet,
    recorded,
)


def judge_a(answer):
    given = as_choice(answer, "ABCDEF")
    if given == "A":
        return not_yet("A says what may happen to those who spread the data; does it ask anything?")
    if given == "B":
        return not_yet("B stands in a reproach: who speaks there, the commission or a union?")
    if given == "D":
        return not_yet("D says what the commission thinks of the data. What does it request?")
    if given == "E":
        return not_yet("E counts the hours of a law. Look for the commission's own words.")
    if given == "F":
        return not_yet("F: none? Article 001 quotes the request; section 3 has the words.")
    return holds("Not to report what is in it. That it exists is another matter.")


YES_NO = {"YES": "Y", "NO": "N", "OUI": "Y", "NON": "N"}


def judge_b(answer):
    given = as_signs(answer, "YN?", 6, words=YES_NO)
    if given[0] != "Y":
        return not_yet(
            "You gave {sign} for 1: that card has a minute, hours before.", sign=given[0]
        )
    if given[1] != "Y":
        return not_yet("You gave {sign} for 2: when was the statement published?", sign=given[1])
    if given[4] == "Y":
        return not_yet("You gave Y for 5: it was open by then. When did anybody learn of it?")
    if given[4] == "?":
        return not_yet("You gave ? for 5: the back of card 5 has the day on which it was learned.")
    if given[5] != "N":
        return not_yet(
            "You gave {sign} for 6: see the back of card 10. In which month was it?", sign=given[5]
        )
    if given[2] != "?":
        return not_yet(
            "You gave {sign} for 3: look at its bar on the clock. Where in the night does it end?",
            sign=given[2],
        )
    if given[3] != "?":
        return not_yet(
            "You gave {sign} for 4: a Saturday without an hour. How much of it is past at 00:30?",
            sign=given[3],
        )
    return holds("Two minutes, two bars, one thing learned later than done, one not said yet.")


def judge_c(answer):
    given = as_signs(answer, "YN?", 6, words=YES_NO)
    if all(sign == "?" for sign in given):
        return not_yet("Everything is left open: at least one of them prints a line of the leak.")
    if given[1] != "Y":
        return not_yet("You gave {sign} for 2: where would that figure come from?", sign=given[1])
    if given[5] != "Y":
        return not_yet(
            "You gave {sign} for 6: it prints nothing, and what does it hand on?", sign=given[5]
        )
    if given[0] != "N":
        return not_yet(
            "You gave {sign} for 1: does it say more than that the leak exists?", sign=given[0]
        )
    if given[2] != "N":
        return not_yet(
            "You gave {sign} for 3: are these words out of the mails, or about them?", sign=given[2]
        )
    if given[4] != "N":
        return not_yet(
            "You gave {sign} for 5: may a newspaper not tell what it was asked?", sign=given[4]
        )
    if given[3] != "?":
        return not_yet(
            "You gave {sign} for 4: it tells a kind, and somebody has looked. What could the other "
            "side of the table say?",
            sign=given[3],
        )
    return holds("That it exists, who says what, what is asked: none of that is content.")


def judge_d(answer):
    hits, alarms = (as_whole(part) for part in as_list(answer, 2, example="[1, 0]"))
    if (hits, alarms) == (2, 3):
        return not_yet("You gave 2 and 3: the right numbers, the other way round.")
    if (hits, alarms) == (2, 1):
        return not_yet("You gave 2 and 1: count those that were *called* false, not called true.")
    if hits == 5:
        return not_yet("You gave 5 as hits: that is how often they said false, of either kind.")
    if max(hits, alarms) > 4:
        return not_yet("You gave a number above 4: there are four false and four true statements.")
    if hits != 3:
        return not_yet("You gave {n} as hits: go through the four false ones.", n=hits)
    if alarms == 1:
        return not_yet(
            "The hits are right. You gave 1 as false alarms: count again among the four true "
            "statements, or did you give `truth` first?"
        )
    if alarms != 2:
        return not_yet(
            "The hits are right. You gave {n} as false alarms: go through the four true ones.",
            n=alarms,
        )
    return holds("Three of four found, and two of four true ones lost on the way.")


WAYS = {"FALSE": "F", "TRUE": "T", "NONE": "N", "NEITHER": "N", "NO": "N"}


def judge_e(answer):
    given = as_signs(answer, "FTN", 5, words=WAYS)
    if given[0] == "T" and given[2] == "F":
        return not_yet("The ends are turned round: to doubt nearly everything leans towards false.")
    if given[0] != "F":
        return not_yet(
            "You gave {sign} for 1: all eight found, and what of the true ones?", sign=given[0]
        )
    if given[2] != "T":
        return not_yet(
            "You gave {sign} for 3: it said false three times, where eight were.", sign=given[2]
        )
    if given[3] != "N":
        return not_yet(
            "You gave {sign} for 4: found as many as doubted. Is that a lean, or guessing?",
            sign=given[3],
        )
    if given[1] != "N":
        return not_yet(
            "You gave {sign} for 2: six and two make eight, and how many were false?",
            sign=given[1],
        )
    if given[4] != "N":
        return not_yet(
            "You gave {sign} for 5: good at it, surely. How often did it say false in all?",
            sign=given[4],
        )
    return holds("To be good and to lean are two things; a score needs both counts to see them.")


EXERCISES = (
    Exercise(
        key="3.4.a",
        kind="Read",
        minutes=4,
        judge=judge_a,
        right=('answer_a = "C"', 'answer_a = "c"', 'answer_a = ["C"]'),
        wrong=(
            Wrong('answer_a = ""', "You gave an empty text"),
            Wrong("answer_a = 3", "You gave the number"),
            Wrong('answer_a = "A"', "does it ask anything"),
            Wrong('answer_a = "B"', "a reproach"),
            Wrong('answer_a = "D"', "thinks of the data"),
            Wrong('answer_a = "E"', "the hours of a law"),
            Wrong('answer_a = "F"', "quotes the request"),
            Wrong('answer_a = "Y Y ? ? N N"', "You gave the text"),
        ),
    ),
    Exercise(
        key="3.4.b",
        kind="Judge",
        minutes=6,
        judge=judge_b,
        right=(
            'answer_b = "Y Y ? ? N N"',
            'answer_b = ["Y", "Y", "?", "?", "N", "N"]',
            'answer_b = "1 yes, 2 yes, 3 ?, 4 ?, 5 no, 6 no"',
            'answer_b = "yy??nn"',
        ),
        wrong=(
            Wrong('answer_b = ""', "You gave an empty text"),
            Wrong("answer_b = 6", "You gave the number"),
            Wrong('answer_b = "N Y ? ? N N"', "hours before"),
            Wrong('answer_b = "? Y ? ? N N"', "hours before"),
            Wrong('answer_b = "Y N ? ? N N"', "the statement published"),
            Wrong('answer_b = "Y ? ? ? N N"', "the statement published"),
            Wrong('answer_b = "Y Y ? ? Y N"', "anybody learn of it"),
            Wrong('answer_b = "Y Y ? ? ? N"', "it was learned"),
            Wrong('answer_b = "Y Y ? ? N Y"', "which month"),
            Wrong('answer_b = "Y Y ? ? N ?"', "which month"),
            Wrong('answer_b = "Y Y Y ? N N"', "Where in the night"),
            Wrong('answer_b = "Y Y N ? N N"', "Where in the night"),
            Wrong('answer_b = "Y Y ? N N N"', "is past at 00:30"),
            Wrong('answer_b = "Y Y ? Y N N"', "is past at 00:30"),
            Wrong('answer_b = "Y Y ?"', "3 signs"),
            Wrong('answer_b = "C"', "You gave the text"),
        ),
    ),
    Exercise(
        key="3.4.c",
        kind="Judge",
        minutes=6,
        judge=judge_c,
        right=(
            'answer_c = "N Y N ? N Y"',
            'answer_c = ["N", "Y", "N", "?", "N", "Y"]',
            'answer_c = "no yes no ? no yes"',
        ),
        wrong=(
            Wrong('answer_c = ""', "You gave an empty text"),
            Wrong("answer_c = None", "You gave nothing"),
            Wrong('answer_c = "? ? ? ? ? ?"', "left open"),
            Wrong('answer_c = "N N N ? N Y"', "that figure come from"),
            Wrong('answer_c = "N ? N ? N Y"', "that figure come from"),
            Wrong('answer_c = "N Y N ? N N"', "what does it hand on"),
            Wrong('answer_c = "N Y N ? N ?"', "what does it hand on"),
            Wrong('answer_c = "Y Y Y Y Y Y"', "more than that the leak exists"),
            Wrong('answer_c = "? Y N ? N Y"', "more than that the leak exists"),
            Wrong('answer_c = "N Y Y ? N Y"', "or about them"),
            Wrong('answer_c = "N Y ? ? N Y"', "or about them"),
            Wrong('answer_c = "N Y N ? Y Y"', "what it was asked"),
            Wrong('answer_c = "N Y N ? ? Y"', "what it was asked"),
            Wrong('answer_c = "N Y N N N Y"', "side of the table"),
            Wrong('answer_c = "N Y N Y N Y"', "side of the table"),
            Wrong('answer_c = "N Y N"', "3 signs"),
            Wrong('answer_c = "F N T N N"', "You gave the text"),
        ),
    ),
    Exercise(
        key="3.4.d",
        kind="Code",
        minutes=6,
        judge=judge_d,
        right=(
            'truth = "T F F T F T T F"\n'
            'said = "F F T T F F T F"\n'
            "found = detection.rates(\n"
            '    [sign == "F" for sign in said.split()], [sign == "F" for sign in truth.split()]\n'
            ")\n"
            "answer_d = [found.hits, found.false_alarms]",
            "answer_d = [3, 2]",
            "answer_d = (3, 2)",
            'answer_d = "3, 2"',
        ),
        wrong=(
            Wrong("answer_d = []", "Your list has 0"),
            Wrong("answer_d = 3", "give a list of 2"),
            Wrong("answer_d = [3]", "Your list has 1"),
            Wrong("answer_d = [2, 3]", "the other way round"),
            Wrong("answer_d = [2, 1]", "not called true"),
            Wrong("answer_d = [5, 2]", "of either kind"),
            Wrong("answer_d = [5, 0]", "of either kind"),
            Wrong("answer_d = [3, 6]", "above 4"),
            Wrong("answer_d = [8, 2]", "above 4"),
            Wrong("answer_d = [4, 2]", "the four false ones"),
            Wrong("answer_d = [2, 2]", "the four false ones"),
            Wrong("answer_d = [1, 1]", "the four false ones"),
            Wrong("answer_d = [2, 4]", "the four false ones"),
            Wrong("answer_d = [4, 3]", "the four false ones"),
            Wrong("answer_d = [3, 1]", "give `truth` first"),
            Wrong("answer_d = [3, 3]", "the four true ones"),
            Wrong("answer_d = [3, 4]", "the four true ones"),
            Wrong("answer_d = [0.75, 0.5]", "whole ones"),
            Wrong('answer_d = "N Y N ? N Y"', "give a list of 2"),
        ),
    ),
    Exercise(
        key="3.4.e",
        kind="Judge",
        minutes=5,
        judge=judge_e,
        right=(
            'answer_e = "F N T N N"',
            'answer_e = ["F", "N", "T", "N", "N"]',
            'answer_e = "1 false, 2 none, 3 true, 4 none, 5 none"',
        ),
        wrong=(
            Wrong('answer_e = ""', "You gave an empty text"),
            Wrong("answer_e = 5", "You gave the number"),
            Wrong('answer_e = "T N F N N"', "turned round"),
            Wrong('answer_e = "N N T N N"', "what of the true ones"),
            Wrong('answer_e = "T N T N N"', "what of the true ones"),
            Wrong('answer_e = "N N F N N"', "what of the true ones"),
            Wrong('answer_e = "F N N N N"', "where eight were"),
            Wrong('answer_e = "F N F N N"', "where eight were"),
            Wrong('answer_e = "F N T F N"', "or guessing"),
            Wrong('answer_e = "F N T T N"', "or guessing"),
            Wrong('answer_e = "F F T N N"', "six and two"),
            Wrong('answer_e = "F T T N N"', "six and two"),
            Wrong('answer_e = "F N T N F"', "good at it"),
            Wrong('answer_e = "F N T N T"', "good at it"),
            Wrong('answer_e = "F N T"', "3 signs"),
            Wrong('answer_e = "Y Y ? ? N"', "You gave the text"),
        ),
    ),
    Exercise(
        key="3.4.f",
        kind="Predict",
        minutes=4,
        judge=recorded(
            "Most of it is true: two false ones found, and three or four of the fourteen true ones "
            "doubted.",
            "It feels as if most were false, since both fakes were found; but the true ones are "
            "seven times as many, and a quarter of them is more than two.",
            least_words=4,
        ),
        right=(
            'answer_f = "Most of it is true, because there are so many true ones to doubt."',
            'answer_f = "I would guess most is false."',
        ),
        wrong=(),
    ),
    Exercise(
        key="3.4.g",
        kind="Explain",
        minutes=5,
        judge=recorded(
            "Card 6: I published the statement as it stood. I knew that the campaign says that it "
            "was hacked, and nothing else; with the speaker beside each sentence it could stay.",
            "Card 10: I held the name of the group and would again. One firm, one day, an if; a "
            "name printed on the eve of a vote can hardly be put right before it. And yours: did "
            "you use anything from the back of the card?",
            least_words=4,
        ),
        right=(
            'answer_g = """Card 2. I would now explain instead of publish: I knew that one account '
            'had shared it, from the account itself, and nothing on what is in it."""',
            'answer_g = "Card 8: I stand by it, because the words ask about content only."',
        ),
        wrong=(),
    ),
)
