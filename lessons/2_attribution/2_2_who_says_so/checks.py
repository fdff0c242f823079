"""Judges of lesson 2.2, with every answer they are known to take and to refuse.

A judge sees the answer as plain JSON and says what is off about it, never the answer itself.
"""

import re

from leaklab.judging import (
    Exercise,
    NotYet,
    Wrong,
    as_choices,
    as_list,
    as_signs,
    as_whole,
    holds,
    not_yet,
    recorded,
    shown,
)


def judge_a(answer):
    given = as_choices(answer, "ABCDEF")
    if "F" in given:
        return not_yet(
            "You gave F, none of these; but some of them do say who passes a thing on and nothing "
            "besides. Look for odds, for proof and for doubt, and strike those."
        )
    if "A" in given:
        return not_yet(
            "A is among the cards you gave: it turns a verb form into odds. "
            "Which word of the article is about odds?"
        )
    if "C" in given:
        return not_yet(
            "C is among the cards you gave: to confirm is to vouch. Does this verb form vouch?"
        )
    if "D" in given:
        return not_yet(
            "D is among the cards you gave: whoever does not vouch need not doubt; "
            "the writer keeps their own view to themselves."
        )
    if len(given) == 1:
        return not_yet(
            "You gave {letter}, which fits; another card says as little, in other words.",
            letter=given[0],
        )
    return holds("Both pass it on and leave it to its source, which is all the form does.")


MOODS = ["C", "I", "F", "F", "I"]


def judge_b(answer):
    given = as_signs(
        answer, "FCI", 5, words={"FLAT": "F", "INDICATIVE": "F", "CONDITIONAL": "C", "IF": "I"}
    )
    if given[3] == "C":
        return not_yet(
            "You gave C for phrase 4: «semble» holds back, but what form is it in? "
            "A hedge is not yet a conditional."
        )
    if given[2] != "F":
        return not_yet(
            "You gave {sign} for phrase 3, which has no verb at all: "
            "what in it could hold anything back?",
            sign=given[2],
        )
    if given[0] != "C":
        return not_yet(
            "You gave {sign} for phrase 1: look at the ending of the verb, "
            "and at how we put it in English.",
            sign=given[0],
        )
    if "I" not in (given[1], given[4]):
        return not_yet("For phrases 2 and 5, look for the little word that supposes something.")
    if given[1] != "I":
        return not_yet("Phrase 5 is right; phrase 2 opens with the same little word.")
    if given[4] != "I":
        return not_yet("Phrase 2 is right; phrase 5 has the same little word, as its second.")
    if given != MOODS:
        return not_yet(
            "You gave {sign} for phrase 4: nothing is supposed in it. Leave the hedge aside "
            "and look at the verb.",
            sign=given[3],
        )
    return holds("One conditional, two ifs, and two flat ones, of which one is hedged.")


SLIPS = {
    11: "You gave 11: those are all accusations at the top. Take out the conditional and the "
    "hedged ones.",
    9: "You gave 9: the conditional is out, and one that is hedged in another way is still in.",
    20: "You gave 20: all claims at the top of an article; you have not asked which accuse.",
    17: "You gave 17: flat, unhedged and at the top, but do all of them accuse?",
    24: "You gave 24: all flat accusations without a hedge, wherever they stand.",
    16: "You gave 16: those stand in the body; the question is about what lies above it.",
    29: "You gave 29: every accusation there is. Three more conditions follow.",
}


def judge_c(answer):
    number = as_whole(answer)
    if number in SLIPS:
        return not_yet(SLIPS[number])
    if number != 8:
        return not_yet(
            "You gave {n}. Set four boxes: accusing, top of the text, indicative, no hedge; "
            "leave every other box empty.",
            n=number,
        )
    return holds("Most accusations at the top of a text hold nothing back.")


SAME = ["S", "S", "D", "?", "?", "S"]


def judge_d(answer):
    given = as_signs(answer, "SD?", 6, words={"SAME": "S", "DIFFERENT": "D"})
    if given[0] != "S":
        return not_yet(
            "You gave {sign} for pair 1: the same man, the same paper, the same month. "
            "Whether one text or two, what does the rule say?",
            sign=given[0],
        )
    if given[1] != "S":
        return not_yet(
            "You gave {sign} for pair 2: two mouths. For whom does each of them speak?",
            sign=given[1],
        )
    if given[5] != "S":
        return not_yet(
            "You gave {sign} for pair 6: a government and its president. What does the rule say "
            "of one State?",
            sign=given[5],
        )
    if given[2] == "S":
        return not_yet(
            "You gave S for pair 3: an American service and a French campaign. That they might "
            "have talked does not make them one party."
        )
    if given[2] == "?":
        return not_yet(
            "You gave ? for pair 3: both are named, so the rule decides; "
            "that it cannot show independence is another matter."
        )
    if given[3] != "?":
        return not_yet(
            "You gave {sign} for pair 4: which country's services? Point to the word in 003.",
            sign=given[3],
        )
    if given[4] != "?":
        return not_yet(
            "You gave {sign} for pair 5: who told the agency? The article shows nobody.",
            sign=given[4],
        )
    return holds("Three pairs are one origin, one is two, and two the words leave open.")


def judge_e(answer):
    sourced, campaign = (as_whole(part) for part in as_list(answer, 2, example="[12, 4]"))
    if (sourced, campaign) == (9, 14):
        return not_yet("Both numbers are there, in the wrong order: all named sources come first.")
    if sourced == 18:
        return not_yet(
            "You gave 18 first: every claim of 003. In some of them the outlet speaks for itself."
        )
    if sourced != 14:
        return not_yet(
            "You gave {n} first; leave out only those whose origin is the article itself.",
            n=sourced,
        )
    if campaign == 5:
        return not_yet("You gave 5 second: one man alone. Who else speaks for the campaign in 003?")
    if campaign == 8:
        return not_yet(
            "You gave 8 second: two men; a headline in which the team itself accuses is missing."
        )
    if campaign == 6:
        return not_yet("You gave 6 second: the op-ed came by way of a newspaper, but from whom?")
    if campaign != 9:
        return not_yet(
            "The first is right. You gave {n} second; add up everyone with the party's number 1 "
            "whose line ends in 003.",
            n=campaign,
        )
    return holds("Three mouths, one party, and more than half of what 003 has from others.")


GRADE = re.compile(r"([A-F])\s*[-/]?\s*([1-6])", re.IGNORECASE)


def judge_f(answer):
    example = '["F6", "F6", "F6", "F6"]'
    grades = []
    for part in as_list(answer, 4, example=example):
        match = GRADE.fullmatch(part.strip()) if isinstance(part, str) else None
        if match is None:
            raise NotYet(
                "You gave {given}; a grade is a letter A to F and a digit 1 to 6, such as F6.",
                given=shown(part),
            )
        grades.append((match[1].upper(), match[2]))
    letters, digits = zip(*grades, strict=True)
    if all(letter == "F" for letter in letters) and all(digit == "6" for digit in digits):
        return not_yet(
            "F6 for all four is too timid: three of the sources are named, "
            "and one speaks of its own deeds."
        )
    if "A" in letters:
        return not_yet(
            "You gave an A, too sure: completely reliable asks for a long record, "
            "and the five articles show nobody's."
        )
    if "1" in digits:
        return not_yet(
            "You gave a 1, too sure: confirmed asks for an independent second source. "
            "Which one says the same?"
        )
    if "E" in letters:
        return not_yet(
            "You gave an E, too harsh: unreliable asks for a record of being wrong. "
            "To have an interest is not that; if you cannot judge, there is a letter for it."
        )
    if "5" in digits:
        return not_yet(
            "You gave a 5, too harsh: improbable asks for something that contradicts the claim. "
            "If you cannot judge, there is a digit for it."
        )
    if letters[0] != "F":
        return not_yet(
            "You gave {letter} to the first source: who is it? A record needs a name to belong to.",
            letter=letters[0],
        )
    if letters[1] == "F":
        return not_yet(
            "You gave F to the second source: it has a name, and it tells of what it did itself. "
            "Some basis there is."
        )
    return holds("Neither more nor less than five articles allow, and unknown said where it is.")


EXERCISES = (
    Exercise(
        key="2.2.a",
        kind="Read",
        minutes=4,
        judge=judge_a,
        right=('answer_a = "B, E"', 'answer_a = ["E", "B"]', 'answer_a = "be"'),
        wrong=(
            Wrong('answer_a = ""', "You gave"),
            Wrong("answer_a = 2", "You gave"),
            Wrong('answer_a = "A"', "into odds"),
            Wrong('answer_a = "A, B, E"', "into odds"),
            Wrong('answer_a = "B, C, E"', "to confirm is to vouch"),
            Wrong('answer_a = "B, D, E"', "need not doubt"),
            Wrong('answer_a = "F"', "none of these"),
            Wrong('answer_a = "E"', "another card says as little"),
            Wrong('answer_a = "C I F F I"', "You gave"),
        ),
    ),
    Exercise(
        key="2.2.b",
        kind="Read",
        minutes=4,
        judge=judge_b,
        right=(
            'answer_b = "C I F F I"',
            'answer_b = ["C", "I", "F", "F", "I"]',
            'answer_b = "ciffi"',
            'answer_b = ["conditional", "if", "flat", "flat", "if"]',
            'answer_b = "1 C, 2 I, 3 F, 4 F, 5 I"',
        ),
        wrong=(
            Wrong('answer_b = ""', "You gave"),
            Wrong("answer_b = 5", "You gave"),
            Wrong('answer_b = "C I F C I"', "not yet a conditional"),
            Wrong('answer_b = "C I C F I"', "no verb at all"),
            Wrong('answer_b = "F I F F I"', "ending of the verb"),
            Wrong('answer_b = "C C F F C"', "phrases 2 and 5"),
            Wrong('answer_b = "C C F F I"', "Phrase 5 is right"),
            Wrong('answer_b = "C I F F F"', "Phrase 2 is right"),
            Wrong('answer_b = "C I F I I"', "nothing is supposed"),
            Wrong('answer_b = "C I F F"', "4 signs"),
            Wrong('answer_b = "B, E"', "only the signs"),
        ),
    ),
    Exercise(
        key="2.2.c",
        kind="Code",
        minutes=5,
        judge=judge_c,
        right=(
            "answer_c = 8",
            'answer_c = "8"',
            "rows = charts.tile_rows(claims, actors, articles)\n"
            'answer_c = int((rows["accuses"] & rows["heading"] & rows["flat"]'
            ' & ~rows["hedged"]).sum())',
        ),
        wrong=(
            Wrong('answer_c = ""', "You gave"),
            Wrong('answer_c = "many"', "You gave"),
            Wrong("answer_c = 11", "all accusations at the top"),
            Wrong("answer_c = 9", "hedged in another way"),
            Wrong("answer_c = 20", "which accuse"),
            Wrong("answer_c = 17", "do all of them accuse"),
            Wrong("answer_c = 24", "wherever they stand"),
            Wrong("answer_c = 16", "stand in the body"),
            Wrong("answer_c = 29", "every accusation there is"),
            Wrong("answer_c = 7", "Set four boxes"),
            Wrong("answer_c = [14, 9]", "You gave"),
        ),
    ),
    Exercise(
        key="2.2.d",
        kind="Judge",
        minutes=5,
        judge=judge_d,
        right=(
            'answer_d = "S S D ? ? S"',
            'answer_d = ["S", "S", "D", "?", "?", "S"]',
            'answer_d = "ssd??s"',
            'answer_d = ["same", "same", "different", "?", "?", "same"]',
        ),
        wrong=(
            Wrong('answer_d = ""', "You gave"),
            Wrong("answer_d = 6", "You gave"),
            Wrong('answer_d = "D S D ? ? S"', "what does the rule say?"),
            Wrong('answer_d = "S D D ? ? S"', "two mouths"),
            Wrong('answer_d = "S S D ? ? D"', "a government and its president"),
            Wrong('answer_d = "S S S ? ? S"', "might have talked"),
            Wrong('answer_d = "S S ? ? ? S"', "both are named"),
            Wrong('answer_d = "S S D S ? S"', "which country's services"),
            Wrong('answer_d = "S S D D ? S"', "which country's services"),
            Wrong('answer_d = "S S D ? S S"', "who told the agency"),
            Wrong('answer_d = "S S D ? D S"', "who told the agency"),
            Wrong('answer_d = "D D D D D D"', "what does the rule say?"),
            Wrong('answer_d = "S S D"', "3 signs"),
            Wrong('answer_d = "C I F F I"', "only the signs"),
        ),
    ),
    Exercise(
        key="2.2.e",
        kind="Code",
        minutes=6,
        judge=judge_e,
        right=(
            "answer_e = [14, 9]",
            'answer_e = "14, 9"',
            "rows = found.query(\"article_id == '003'\")\n"
            'rows = rows[rows["origin"] != sources.NO_SOURCE]\n'
            'answer_e = [len(rows), int((rows["party"] == "campaign").sum())]',
        ),
        wrong=(
            Wrong("answer_e = []", "Your list has 0"),
            Wrong("answer_e = 14", "give a list of 2"),
            Wrong("answer_e = [9, 14]", "wrong order"),
            Wrong("answer_e = [18, 9]", "every claim of 003"),
            Wrong("answer_e = [13, 9]", "leave out only"),
            Wrong("answer_e = [9, 9]", "leave out only"),
            Wrong("answer_e = [13, 14]", "leave out only"),
            Wrong("answer_e = [14, 5]", "one man alone"),
            Wrong("answer_e = [14, 8]", "the team itself accuses"),
            Wrong("answer_e = [14, 6]", "by way of a newspaper"),
            Wrong("answer_e = [14, 14]", "party's number 1"),
            Wrong('answer_e = ["many", "few"]', "You gave"),
            Wrong('answer_e = "S S D ? ? S"', "give a list of 2"),
        ),
    ),
    Exercise(
        key="2.2.f",
        kind="Judge",
        minutes=6,
        judge=judge_f,
        right=(
            'answer_f = ["F6", "B2", "C3", "C3"]',
            'answer_f = ["f3", "c-2", "D/4", "F 6"]',
            'answer_f = "F2, D4, F3, B2"',
        ),
        wrong=(
            Wrong("answer_f = []", "Your list has 0"),
            Wrong('answer_f = "F6"', "give a list of 4"),
            Wrong("answer_f = 6", "give a list of 4"),
            Wrong("answer_f = [6, 2, 3, 3]", "a letter A to F"),
            Wrong('answer_f = ["F7", "B2", "C3", "C3"]', "a letter A to F"),
            Wrong('answer_f = ["F6", "F6", "F6", "F6"]', "too timid"),
            Wrong('answer_f = ["F6", "A2", "C3", "C3"]', "an A, too sure"),
            Wrong('answer_f = ["F6", "B1", "C3", "C3"]', "a 1, too sure"),
            Wrong('answer_f = ["F6", "B2", "E3", "C3"]', "an E, too harsh"),
            Wrong('answer_f = ["F6", "B2", "C5", "C3"]', "a 5, too harsh"),
            Wrong('answer_f = ["B6", "B2", "C3", "C3"]', "who is it"),
            Wrong('answer_f = ["F6", "F2", "C3", "C3"]', "Some basis there is"),
            Wrong('answer_f = ["F2", "F3", "F3", "F6"]', "Some basis there is"),
            Wrong('answer_f = ["F6", "F6", "F6", "F3"]', "Some basis there is"),
            Wrong("answer_f = [14, 9]", "Your list has 2"),
        ),
    ),
    Exercise(
        key="2.2.g",
        kind="Explain",
        minutes=6,
        judge=recorded(
            "American pro-Trump Twitter accounts are at work, according to one specialist.",
            "Spreading the leak: a specialist points to American pro-Donald Trump accounts; "
            "001 does not vouch for it.",
            least_words=4,
        ),
        right=(
            'answer_g = "American pro-Trump accounts are reportedly at work, Vanderbiest says"',
        ),
        wrong=(),
    ),
)
