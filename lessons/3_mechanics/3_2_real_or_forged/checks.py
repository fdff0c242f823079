"""Judges of lesson 3.2, with every answer they are known to take and to refuse.

A judge sees the answer as plain JSON and says what is off about it, never the answer itself.
"""

from leaklab.judging import (
    Exercise,
    NotYet,
    Wrong,
    as_choices,
    as_list,
    as_number,
    as_signs,
    holds,
    not_yet,
    recorded,
    refuse,
)


def in_words(model_1, model_2):
    """Return the judge of an answer in words: of a list it asks for one text."""
    judge = recorded(model_1, model_2, least_words=4)

    def judge_text(answer):
        try:
            return judge(answer)
        except NotYet:
            if isinstance(answer, list):
                raise refuse(
                    answer, "Write one text between quotes, without brackets, of 4 words or more."
                ) from None
            raise

    return judge_text


def judge_b(answer):
    given = as_signs(answer, "SCNTF", 6)
    if "T" in given:
        return not_yet(
            "You gave T for message {n}: a check compares a message with its seal, and nothing in "
            "it with the world. Pass is not true.",
            n=given.index("T") + 1,
        )
    if given[1] == "F":
        return not_yet(
            "You gave F for message 2: who changed it, and why? Fail is not forged; "
            "reread what the list does."
        )
    if given[2] == "F":
        return not_yet(
            "You gave F for message 3: what would an authentic message from this domain look "
            "like? Unsigned is not forged."
        )
    if "F" in given:
        return not_yet(
            "You gave F for message {n}: what in its verdict speaks of a forger?",
            n=given.index("F") + 1,
        )
    if given[4] == "S":
        return not_yet(
            "You gave S for message 5: the seal holds. But who, by now, could have set it?"
        )
    if given[3] != "N":
        return not_yet(
            "You gave {sign} for message 4: with what could the check have compared it, "
            "once the key was gone?",
            sign=given[3],
        )
    if given[2] != "N":
        return not_yet(
            "You gave {sign} for message 3: it has no seal. What can be read from a seal that is "
            "not there?",
            sign=given[2],
        )
    if given[1] != "C":
        return not_yet(
            "You gave {sign} for message 2: the check did compare something. What came out of it?",
            sign=given[1],
        )
    if given[4] != "N":
        return not_yet(
            "You gave C for message 5: it passes, so nothing sealed was altered. "
            "Ask rather whose seal it is."
        )
    if given[0] != "S":
        return not_yet(
            "You gave {sign} for message 1: one server alone can set this seal, and the check "
            "finds it whole. That is something.",
            sign=given[0],
        )
    if given[5] != "S":
        return not_yet(
            "You gave {sign} for message 6: leave the prize aside. How does its verdict differ "
            "from that of message 1?",
            sign=given[5],
        )
    return holds(
        "Two seals that tell whose server, one broken in good faith, three messages that tell "
        "nothing."
    )


SHARES = {
    32.5: "You gave 32.5: that is everything with a signature. Did each of these pass?",
    67.5: "You gave 67.5: those carry no signature at all.",
    10: "You gave 10: those are signed, and the key that could check them is gone.",
    82.5: "You gave 82.5: everything that does not pass. The question is about the others.",
}


def judge_c(answer):
    share = as_number(answer, unit="percent")
    if share in SHARES:
        return not_yet(SHARES[share])
    if 27 <= share <= 28:
        return not_yet(
            "You gave {share:g}: that is box-01, as the lesson shows it; the question is about "
            "box-09.",
            share=share,
        )
    if share == 7:
        return not_yet("You gave 7, a count of messages: how many is that of a hundred?")
    if 0 < share <= 1:
        return not_yet(
            "You gave {share:g}, a share of 1; the question asks for percent, where all is 100.",
            share=share,
        )
    if 53 <= share <= 54:
        return not_yet(
            "You gave {share:g}: that is of the signed ones. The question asks of all forty.",
            share=share,
        )
    if not 17 <= share <= 18:
        return not_yet(
            "You gave {share:g}: divide the messages that pass by all that there are.", share=share
        )
    return holds("A small part, and the domains decide which.")


def judge_d(answer):
    hit, alarm, other = as_list(answer, 3, example="[40, 10, 50]")
    hit, alarm = as_number(hit, unit="percent"), as_number(alarm, unit="percent")
    none = other is None or (isinstance(other, str) and other.strip().lower() == "none")
    if (hit, alarm) == (6, 7):
        return not_yet("You gave 6 and 7, which are counts: of how many, each?")
    if (hit, alarm) == (0.75, 0.25):
        return not_yet("Those are shares of 1; the question asks for percent, where all is 100.")
    if (hit, alarm) == (25, 75):
        return not_yet("Both numbers are there, in the wrong order: the hit rate comes first.")
    if 46 <= hit <= 46.5:
        return not_yet(
            "You gave {hit:g} first: that is how many of those called F are forged. A hit rate "
            "asks how many of the forged were called F.",
            hit=hit,
        )
    if hit != 75:
        return not_yet("You gave {hit:g} first: stay in the row of the forged ones.", hit=hit)
    if 21.8 <= alarm <= 22:
        return not_yet(
            "You gave {alarm:g} second: four of the authentic ones were left open, and an open "
            "one is no judgement.",
            alarm=alarm,
        )
    if alarm != 25:
        return not_yet(
            "The first is right. You gave {alarm:g} second: stay in the row of the authentic ones.",
            alarm=alarm,
        )
    if none:
        return holds("Two shares, and one that does not exist because there was nothing to find.")
    third = as_number(other, unit="percent")
    if third == 0:
        return not_yet(
            "The first two are right. You gave 0 third: that would say that there were forgeries "
            "and that each was missed."
        )
    raise NotYet(
        "The first two are right. You gave {third:g} third: of how many forged messages is it a "
        "share?",
        third=third,
    )


def judge_e(answer):
    try:
        given = as_choices(answer, "ABCDEF")
    except NotYet:
        raise refuse(answer, 'Give letters from A to F as one text, for example "A, C".') from None
    if "F" in given:
        return not_yet(
            "You gave F, none of these; but one of them speaks of what is left over, and says how "
            "much of it is so."
        )
    if "A" in given:
        return not_yet("A is among the letters you gave: which mails is its number about?")
    if "C" in given:
        return not_yet(
            "C is among the letters you gave: it tells of fakes. On the ground of which part, "
            "looked at by whom?"
        )
    if "D" in given:
        return not_yet(
            "D is among the letters you gave: a man speaks there of what his own side made. "
            "Is that a sample?"
        )
    if "E" in given:
        return not_yet(
            "E is among the letters you gave: it says what was found so far. Read its third and "
            "fourth word again: do they conclude anything?"
        )
    return holds("It goes from a part to the rest; how the part was chosen, it does not say.")


def judge_f(answer):
    given = as_signs(answer, "YN", 6, words={"YES": "Y", "NO": "N"})
    if given[0] == "Y":
        return not_yet(
            "You gave Y for sentence 1: it makes of everything unchecked something false. "
            "Is an unsigned mail a forged one?"
        )
    if given[2] == "Y":
        return not_yet(
            "You gave Y for sentence 3: was it by lot that a mail came among the verified? "
            "And could one added by somebody who could seal nothing have come there?"
        )
    if given[4] == "Y":
        return not_yet("You gave Y for sentence 5: whose key is it, a person's or a domain's?")
    if given[5] == "Y":
        return not_yet("You gave Y for sentence 6: what is sealed, and what lies outside it?")
    if given[1] == "N":
        return not_yet("You gave N for sentence 2: subtract, and read it again. It claims no more.")
    if given[3] == "N":
        return not_yet(
            "You gave N for sentence 4: to be among the verified, a message needs a seal that "
            "holds. Who can set one?"
        )
    return holds("A subtraction and what the method does: nothing else follows.")


EXERCISES = (
    Exercise(
        key="3.2.a",
        kind="Predict",
        minutes=3,
        judge=in_words(
            "Twelve pass, as before: what no server sealed does not pass. All ten lie in the rest, "
            "which now holds 38.",
            "Still twelve. The verified part looks as clean as it did, and it would look so "
            "whether ten were added or none.",
        ),
        right=(
            'answer_a = "Twelve pass, as before. The verified part looks the same; the ten are all '
            'in the rest."',
            'answer_a = """Still twelve, and nothing about them\ntells me that ten were added."""',
        ),
        wrong=(
            Wrong("answer_a = 12", "Write your answer as text"),
            Wrong('answer_a = "twelve"', "at least 4 words"),
            Wrong('answer_a = ["twelve"]', "without brackets"),
            Wrong('answer_a = ["twelve", "the same"]', "without brackets"),
        ),
    ),
    Exercise(
        key="3.2.b",
        kind="Judge",
        minutes=6,
        judge=judge_b,
        right=(
            'answer_b = "S C N N N S"',
            'answer_b = ["S", "C", "N", "N", "N", "S"]',
            'answer_b = "scnnns"',
            'answer_b = "1 S, 2 C, 3 N, 4 N, 5 N, 6 S"',
        ),
        wrong=(
            Wrong('answer_b = ""', "Use only the signs"),
            Wrong("answer_b = 6", "Use only the signs"),
            Wrong('answer_b = "T C N N N S"', "for message 1: a check compares"),
            Wrong('answer_b = "S C N N N T"', "for message 6: a check compares"),
            Wrong('answer_b = "S F N N N S"', "Fail is not forged"),
            Wrong('answer_b = "S F F F F S"', "Fail is not forged"),
            Wrong('answer_b = "S C F N N S"', "Unsigned is not forged"),
            Wrong('answer_b = "S C N F N S"', "speaks of a forger"),
            Wrong('answer_b = "S C N N F S"', "for message 5: what in its verdict"),
            Wrong('answer_b = "S C N N S S"', "could have set it"),
            Wrong('answer_b = "S C N C N S"', "once the key was gone"),
            Wrong('answer_b = "S C C N N S"', "it has no seal"),
            Wrong('answer_b = "S N N N N S"', "did compare something"),
            Wrong('answer_b = "S S N N N S"', "did compare something"),
            Wrong('answer_b = "S C N N C S"', "whose seal it is"),
            Wrong('answer_b = "N C N N N S"', "That is something"),
            Wrong('answer_b = "S C N N N N"', "leave the prize aside"),
            Wrong('answer_b = "N N N N N N"', "did compare something"),
            Wrong('answer_b = "S C N N"', "4 signs"),
            Wrong('answer_b = "Y N N Y N N"', "Use only the signs"),
        ),
    ),
    Exercise(
        key="3.2.c",
        kind="Code",
        minutes=5,
        judge=judge_c,
        right=(
            "answer_c = 17.5",
            'answer_c = "17,5 %"',
            "answer_c = 18",
            "answer_c = 17",
            'answer_c = 100 * (verdicts["result"] == "pass").mean()',
        ),
        wrong=(
            Wrong('answer_c = ""', "You gave an empty text"),
            Wrong('answer_c = "a sixth"', 'the text "a sixth"'),
            Wrong("answer_c = 32.5", "everything with a signature"),
            Wrong("answer_c = 67.5", "no signature at all"),
            Wrong("answer_c = 10", "the key that could check them is gone"),
            Wrong("answer_c = 82.5", "everything that does not pass"),
            Wrong("answer_c = 28", "the question is about"),
            Wrong("answer_c = 27.5", "the question is about"),
            Wrong("answer_c = 27", "the question is about"),
            Wrong("answer_c = 26", "divide the messages"),
            Wrong("answer_c = 29", "divide the messages"),
            Wrong("answer_c = 7", "a count of messages"),
            Wrong("answer_c = 0.175", "a share of 1"),
            Wrong("answer_c = 1", "a share of 1"),
            Wrong("answer_c = 100 * 7 / 13", "of the signed ones"),
            Wrong("answer_c = 53", "of the signed ones"),
            Wrong("answer_c = 54", "of the signed ones"),
            Wrong("answer_c = 0", "divide the messages"),
            Wrong("answer_c = 16", "divide the messages"),
            Wrong("answer_c = 19", "divide the messages"),
            Wrong("answer_c = 60", "divide the messages"),
            Wrong('answer_c = [75, 25, "none"]', "a list of 3"),
        ),
    ),
    Exercise(
        key="3.2.d",
        kind="Judge",
        minutes=6,
        judge=judge_d,
        right=(
            'answer_d = [75, 25, "none"]',
            "answer_d = [75.0, 25.0, None]",
            'answer_d = "75 %, 25 %, None"',
            'answer_d = [100 * 6 / 8, 100 * 7 / 28, "None"]',
        ),
        wrong=(
            Wrong("answer_d = []", "Your list has 0"),
            Wrong("answer_d = 75", "give a list of 3"),
            Wrong('answer_d = ["many", "few", "none"]', "You gave"),
            Wrong('answer_d = [6, 7, "none"]', "which are counts"),
            Wrong('answer_d = [0.75, 0.25, "none"]', "shares of 1"),
            Wrong('answer_d = [25, 75, "none"]', "wrong order"),
            Wrong('answer_d = [46, 25, "none"]', "those called F are forged"),
            Wrong('answer_d = [100 * 6 / 13, 25, "none"]', "those called F are forged"),
            Wrong('answer_d = [46.5, 25, "none"]', "those called F are forged"),
            Wrong('answer_d = [25, 25, "none"]', "row of the forged ones"),
            Wrong('answer_d = [60, 25, "none"]', "row of the forged ones"),
            Wrong('answer_d = [75, 21.9, "none"]', "an open one is no judgement"),
            Wrong('answer_d = [75, 21.8, "none"]', "an open one is no judgement"),
            Wrong('answer_d = [75, 22, "none"]', "an open one is no judgement"),
            Wrong('answer_d = [75, 54, "none"]', "row of the authentic ones"),
            Wrong('answer_d = [75, 75, "none"]', "row of the authentic ones"),
            Wrong('answer_d = [75, 7, "none"]', "row of the authentic ones"),
            Wrong('answer_d = [6, 25, "none"]', "row of the forged ones"),
            Wrong('answer_d = [0.75, 25, "none"]', "row of the forged ones"),
            Wrong('answer_d = [75, 10, "none"]', "row of the authentic ones"),
            Wrong("answer_d = [75, 25, 0]", "each was missed"),
            Wrong("answer_d = [75, 25, 12.5]", "is it a share"),
            Wrong("answer_d = [75, 25, 100]", "is it a share"),
            Wrong('answer_d = [75, 25, "low"]', "You gave"),
            Wrong('answer_d = "S C N N N S"', "give a list of 3"),
        ),
    ),
    Exercise(
        key="3.2.e",
        kind="Read",
        minutes=4,
        judge=judge_e,
        right=('answer_e = "B"', 'answer_e = ["B"]', 'answer_e = "b"'),
        wrong=(
            Wrong('answer_e = ""', "an empty text"),
            Wrong("answer_e = 2", "the number 2"),
            Wrong("answer_e = []", "an empty list"),
            Wrong('answer_e = "F"', "what is left over"),
            Wrong('answer_e = "A, B"', "its number about"),
            Wrong('answer_e = "B, C"', "On the ground of which part"),
            Wrong('answer_e = "B, D"', "Is that a sample"),
            Wrong('answer_e = "B, E"', "third and fourth word"),
            Wrong('answer_e = "E"', "third and fourth word"),
            Wrong('answer_e = "Y N N"', 'for example "A, C"'),
            Wrong('answer_e = "A, G"', 'for example "A, C"'),
        ),
    ),
    Exercise(
        key="3.2.f",
        kind="Judge",
        minutes=5,
        judge=judge_f,
        right=(
            'answer_f = "N Y N Y N N"',
            'answer_f = ["N", "Y", "N", "Y", "N", "N"]',
            'answer_f = "nynynn"',
            'answer_f = ["no", "yes", "no", "yes", "no", "no"]',
        ),
        wrong=(
            Wrong('answer_f = ""', "Use only the signs"),
            Wrong("answer_f = 29", "Use only the signs"),
            Wrong('answer_f = "Y Y N Y N N"', "everything unchecked something false"),
            Wrong('answer_f = "N Y Y Y N N"', "was it by lot"),
            Wrong('answer_f = "N Y N Y Y N"', "a person's or a domain's"),
            Wrong('answer_f = "N Y N Y N Y"', "what lies outside it"),
            Wrong('answer_f = "N N N Y N N"', "subtract, and read it again"),
            Wrong('answer_f = "N Y N N N N"', "Who can set one"),
            Wrong('answer_f = "N N N N N N"', "subtract, and read it again"),
            Wrong('answer_f = "N Y N Y"', "4 signs"),
            Wrong('answer_f = "S C N N N S"', "Use only the signs"),
        ),
    ),
    Exercise(
        key="3.2.g",
        kind="Explain",
        minutes=6,
        judge=in_words(
            "WikiLeaks said on 31 July 2017 that 21,075 of 71,848 e-mails carry a signature that "
            "checks: some domain sealed each so. For the rest it named a sample, not described, "
            "and files beside the mails have no such seal. Not verified is not forged, either.",
            "Part of the mails, says WikiLeaks. The campaign said on 5 May that others had added "
            "many false documents; in the New York Times (9 to 10 May) it told of decoys of its "
            "own; WikiLeaks had not yet discovered fakes on 6 May. A signature cannot choose among "
            "the three.",
        ),
        right=(
            'answer_g = "WikiLeaks says that it verified 21,075 of 71,848 mails (31 July 2017). '
            "Some domain sealed each of those; of the rest, and of files beside the mails, that "
            'shows nothing."',
            'answer_g = """A part was verified, says WikiLeaks.\nThe rest may be authentic, too; '
            'the signatures do not tell."""',
        ),
        wrong=(Wrong('answer_g = "It is complicated"', "at least 4 words"),),
    ),
)
