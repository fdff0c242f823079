"""Judges of lesson 2.4, with every answer they are known to take and to refuse.

A judge sees the answer as plain JSON and says what is off about it, never the answer itself.
Nobody is graded by whom they name: the judges read cards, ranges and wording.
"""

import re

from leaklab import phrasing
from leaklab.judging import (
    Exercise,
    NotYet,
    Wrong,
    as_choices,
    as_list,
    as_percents,
    as_signs,
    as_text,
    as_whole,
    brier_of,
    holds,
    not_yet,
    recorded,
    refuse,
    shown,
)

CARDS = [1, 9, 5, 8, 7]


def judge_a(answer):
    wanted = 'Give five card numbers from 1 to 9 in one text, such as "1 1 1 1 1".'
    parts = answer if isinstance(answer, list) else [answer]
    if not parts or not all(isinstance(p, str | int) and not isinstance(p, bool) for p in parts):
        raise refuse(answer, wanted)
    given = [int(number) for number in re.findall(r"\d+", " ".join(map(str, parts)))]
    if not given or any(not 1 <= number <= 9 for number in given):
        raise refuse(answer, wanted)
    if len(given) != 5:
        raise NotYet("You gave {count} card numbers; there are five sentences.", count=len(given))
    if given[0] in (2, 3):
        return not_yet(
            "You gave {n} for sentence 1: that card came later. Which one has a firm speaking to "
            "Reuters?",
            n=given[0],
        )
    if given[1] == 8:
        return not_yet("You gave 8 for sentence 2: which State speaks on that card?")
    if given[3] == 9:
        return not_yet("You gave 9 for sentence 4: that State named a group and charged nobody.")
    if given[4] in (8, 9):
        return not_yet(
            "You gave {n} for sentence 5: a State speaks there. Where does a newspaper?", n=given[4]
        )
    if given[2] in (3, 4):
        return not_yet(
            "You gave {n} for sentence 3: on 9 May Americans spoke. Look for ANSSI.", n=given[2]
        )
    for number, card in enumerate(given, start=1):
        if card != CARDS[number - 1]:
            return not_yet(
                "You gave card {card} for sentence {number}; open that card and look who speaks.",
                card=card,
                number=number,
            )
    return holds("Each on its own day: what was said later could not be said before.")


def judge_b(answer):
    given = as_choices(answer, "ABCDEF")
    if "F" in given:
        return not_yet(
            "F is among your letters; but one sentence repeats the words, and another only keeps "
            "the room they leave."
        )
    if "A" in given:
        return not_yet(
            "A is among your letters: it has lost the word *ordered*. What is the negation about?"
        )
    if "C" in given:
        return not_yet(
            "C is among your letters: not to have found a thing does not say that it is not there."
        )
    if "E" in given:
        return not_yet("E is among your letters: do these words say who did the hacking?")
    if given == ["B"]:
        return not_yet("B fits. Now weigh the word *conclusive*: what room does it leave?")
    if given == ["D"]:
        return not_yet("D fits: that room is left. Is there a sentence nearer still to the words?")
    return holds("A negation has a scope: an order, and evidence that is conclusive.")


def judge_c(answer):
    low, high = (as_whole(part) for part in as_list(answer, 2, example="[10, 20]"))
    if low > high:
        return not_yet("You gave {a} and {b}: the lower one comes first.", a=low, b=high)
    if high <= 1:
        return not_yet("You gave numbers up to 1: this asks for percent, where certain is 100.")
    if (low, high) == (55, 80):
        return not_yet("You gave the range of ICD 203 alone; which part of it is in Kent's too?")
    if (low, high) == (63, 87):
        return not_yet("You gave Kent's range alone; which part of it is in the directive's too?")
    if (low, high) == (55, 87):
        return not_yet("You gave what fits either scale. What fits both is narrower.")
    if low != 63:
        return not_yet("You gave {a} as the lowest: take the higher of the two lower ends.", a=low)
    if high != 80:
        return not_yet(
            "The lowest is right. You gave {b} as the highest: take the lower of the upper ends.",
            b=high,
        )
    return holds("Narrower than either: a word needs its scale beside it.")


YES_NO = {"YES": "Y", "NO": "N", "OUI": "Y", "NON": "N", "TRUE": "Y", "FALSE": "N"}


def judge_d(answer):
    if isinstance(answer, list) and answer and all(isinstance(part, bool) for part in answer):
        answer = ["Y" if part else "N" for part in answer]
    given = as_signs(answer, "YN", 6, words=YES_NO)
    if given == ["Y", "Y", "N", "Y", "N", "Y"]:
        return not_yet("All six are turned round: Y means that the sentence keeps the rules.")
    if given[0] == "Y":
        return not_yet("You gave Y for 1: count the measures of sureness in that one sentence.")
    if given[1] == "Y":
        return not_yet("You gave Y for 2: what happened on that Tuesday, the warning or a hearing?")
    if given[3] == "Y":
        return not_yet("You gave Y for 4: what does an indictment do, before any trial?")
    if given[5] == "Y":
        return not_yet("You gave Y for 6: who says so?")
    if given[2] == "N":
        return not_yet(
            "You gave N for 3: it has who, the day, a verb that only tells, and something more."
        )
    if given[4] == "N":
        return not_yet("You gave N for 5: two measures, and how many sentences?")
    return holds("Who, when, which verb, which reply, and one measure a sentence.")


def judge_e(answer):
    given = as_percents(answer, 4)
    if all(value == 50 for value in given):
        return not_yet("Fifty for everything is too timid: the cards settle three of the four.")
    same, not_russia, poster, answered = given
    if same > 50:
        return not_yet(
            "You gave {n} for statement 1: lay cards 8 and 9 side by side.", n=shown(answer[0])
        )
    if not_russia > 50:
        return not_yet(
            "You gave {n} for statement 2: reread his words on card 5. Is that a no?",
            n=shown(answer[1]),
        )
    if answered < 50:
        return not_yet(
            "You gave {n} for statement 4: compare the day of card 9 with the day of its reply.",
            n=shown(answer[3]),
        )
    if not 15 <= poster <= 85:
        return not_yet(
            "You gave {n} for the third: too sure. No card says who pressed the button.",
            n=shown(answer[2]),
        )
    # the open statement is not settled, so it is not scored
    score = brier_of([same, not_russia, answered], [False, False, True])
    if score > 0.04:
        return not_yet(
            "The open one is well judged. On the three settled statements you hold back: "
            "80 or more for what is true and 20 or less for what is false is firm enough."
        )
    return holds("Firm where a card settles it, open where none does.")


GIVEN = "proved that unit 74455 hacked the campaign"
US = r"(?:U\.S\.|(?:United States|American|US|Department of Justice|Justice Department)\b)"
CHARGES = r"\b(?:charg|indict|alleg)\w*"
# the United States first, or after "by": who else charged is somebody else
US_CHARGES = rf"\b{US}[^.;]*{CHARGES}|{CHARGES}[^.;]*\b(?:by|indictment of) (?:the )?{US}"
NEXT_DAY = r"\b(?:20 October|October 20|(?:next|following) day|a day later|day after)\b"


def judge_f(answer):
    text = as_text(answer)
    if len(text.split()) < 8:
        return not_yet("You gave {given}: too short to say who, what and when.", given=shown(text))
    if GIVEN in text.casefold():
        return not_yet("That is the paragraph as it was given: mend its verb first.")
    found = phrasing.findings(text)
    if found:
        return not_yet(
            "The machine finds {count}, first this: {what} ({words}). {do}",
            count=len(found),
            what=found[0].what,
            words=shown(found[0].words),
            do=found[0].do,
        )
    if not re.search(r"\b74455\b", text):
        return not_yet("Nothing is off, and the unit's number is gone: keep it, with who names it.")
    if not re.search(rf"\b{US}", text):
        return not_yet("Nothing is off; but which State names the unit?")
    if not re.search(r"\b2020\b", text):
        return not_yet("Nothing is off; but in which year was it charged?")
    read = phrasing.sentences(text)
    if not any("74455" in part and re.search(US_CHARGES, part) for part in read):
        return not_yet(
            "Nothing is off; but the sentence with the unit does not say that the United States "
            "charges or alleges."
        )
    answers = [part for part in read if re.search(r"\b(?:Kremlin|Peskov|Moscow|Russia)\b", part)]
    if not answers:
        return not_yet("Nothing is off; but who answered?")
    if not any(re.search(NEXT_DAY, part) for part in answers):
        return not_yet(
            "Nothing is off; but on which day did the Kremlin answer? Look at card 8 and its reply."
        )
    if len(read) > 5:
        return not_yet("Nothing is off, and it is long: five sentences are enough.")
    return holds("The machine finds nothing. Whether it is so, you and your sources answer for.")


GOOD = (
    "On 19 October 2020 the US Department of Justice charged six officers of Unit 74455 with, "
    "among other things, an effort against the campaign of 2017. The Kremlin denied it on "
    "20 October 2020, and no court has tried it."
)

EXERCISES = (
    Exercise(
        key="2.4.a",
        kind="Read",
        minutes=6,
        judge=judge_a,
        right=(
            'answer_a = "1 9 5 8 7"',
            "answer_a = [1, 9, 5, 8, 7]",
            'answer_a = ["1", "9", "5", "8", "7"]',
            'answer_a = "1, 9, 5, 8 and 7"',
        ),
        wrong=(
            Wrong('answer_a = ""', "five card numbers"),
            Wrong("answer_a = True", "five card numbers"),
            Wrong('answer_a = "1 9 5 8 12"', "from 1 to 9"),
            Wrong('answer_a = "0 9 5 8 7"', "from 1 to 9"),
            Wrong('answer_a = "1 9 5"', "3 card numbers"),
            Wrong('answer_a = "3 9 5 8 7"', "a firm speaking"),
            Wrong('answer_a = "2 9 5 8 7"', "a firm speaking"),
            Wrong('answer_a = "1 8 5 8 7"', "which State speaks"),
            Wrong('answer_a = "1 9 5 9 7"', "charged nobody"),
            Wrong('answer_a = "1 9 5 8 8"', "Where does a newspaper"),
            Wrong('answer_a = "1 9 5 8 9"', "Where does a newspaper"),
            Wrong('answer_a = "1 9 3 8 7"', "Look for ANSSI"),
            Wrong('answer_a = "1 9 4 8 7"', "Look for ANSSI"),
            Wrong('answer_a = "1 9 6 8 7"', "card 6 for sentence 3"),
            Wrong('answer_a = "4 9 5 8 7"', "card 4 for sentence 1"),
            Wrong('answer_a = "1 9 5 7 7"', "card 7 for sentence 4"),
            Wrong('answer_a = "B, D"', "five card numbers"),
        ),
    ),
    Exercise(
        key="2.4.b",
        kind="Read",
        minutes=5,
        judge=judge_b,
        right=('answer_b = "B, D"', 'answer_b = ["D", "B"]', 'answer_b = "bd"'),
        wrong=(
            Wrong('answer_b = ""', "You gave"),
            Wrong("answer_b = 2", "You gave"),
            Wrong('answer_b = "A, B, D"', "has lost the word"),
            Wrong('answer_b = "B, C, D"', "not to have found"),
            Wrong('answer_b = "B, D, E"', "who did the hacking"),
            Wrong('answer_b = "F"', "the room they leave"),
            Wrong('answer_b = "B"', "what room does it leave"),
            Wrong('answer_b = "D"', "nearer still"),
            Wrong('answer_b = "1 9 5 8 7"', "You gave"),
        ),
    ),
    Exercise(
        key="2.4.c",
        kind="Code",
        minutes=6,
        judge=judge_c,
        right=(
            "answer_c = [63, 80]",
            'kent = estimative.band("probable", "kent")\n'
            'icd = estimative.band("probable", "icd203")\n'
            "answer_c = [max(kent[0], icd[0]), min(kent[1], icd[1])]",
            'answer_c = "63, 80"',
            "answer_c = (63, 80)",
        ),
        wrong=(
            Wrong("answer_c = []", "Your list has 0"),
            Wrong("answer_c = 63", "give a list of 2"),
            Wrong("answer_c = [80, 63]", "the lower one comes first"),
            Wrong("answer_c = [0.63, 0.8]", "whole ones"),
            Wrong("answer_c = [0, 1]", "certain is 100"),
            Wrong("answer_c = [55, 80]", "of ICD 203 alone"),
            Wrong("answer_c = [63, 87]", "Kent's range alone"),
            Wrong("answer_c = [55, 87]", "fits either scale"),
            Wrong("answer_c = [62, 80]", "as the lowest"),
            Wrong("answer_c = [64, 80]", "as the lowest"),
            Wrong("answer_c = [63, 81]", "as the highest"),
            Wrong("answer_c = [63, 79]", "as the highest"),
            Wrong('answer_c = "Y N Y"', "give a list of 2"),
        ),
    ),
    Exercise(
        key="2.4.d",
        kind="Judge",
        minutes=6,
        judge=judge_d,
        right=(
            'answer_d = "N N Y N Y N"',
            'answer_d = ["N", "N", "Y", "N", "Y", "N"]',
            'answer_d = "1 no, 2 no, 3 yes, 4 no, 5 yes, 6 no"',
            "answer_d = [False, False, True, False, True, False]",
        ),
        wrong=(
            Wrong('answer_d = ""', "You gave"),
            Wrong("answer_d = 6", "You gave"),
            Wrong('answer_d = "Y Y N Y N Y"', "turned round"),
            Wrong('answer_d = "Y N Y N Y N"', "count the measures"),
            Wrong('answer_d = "N Y Y N Y N"', "that Tuesday"),
            Wrong('answer_d = "N N Y Y Y N"', "before any trial"),
            Wrong('answer_d = "N N Y N Y Y"', "who says so"),
            Wrong('answer_d = "N N N N Y N"', "something more"),
            Wrong('answer_d = "N N Y N N N"', "how many sentences"),
            Wrong('answer_d = "N N Y"', "3 signs"),
            Wrong('answer_d = "B, D"', "only the signs"),
        ),
    ),
    Exercise(
        key="2.4.e",
        kind="Judge",
        minutes=5,
        judge=judge_e,
        right=(
            "answer_e = [3, 5, 50, 98]",
            "answer_e = [0, 0, 30, 100]",
            'answer_e = ["5 %", "2 %", "60 %", "99 %"]',
            "answer_e = [20, 20, 15, 80]",
            "answer_e = [0, 0, 85, 100]",
        ),
        wrong=(
            Wrong("answer_e = []", "Your list has 0"),
            Wrong("answer_e = 50", "give a list of 4"),
            Wrong("answer_e = [50, 50, 50, 50]", "too timid"),
            Wrong("answer_e = [0, 0, 0.5, 1]", "certain is 100"),
            Wrong("answer_e = [0, 0, 50, 120]", "between 0 and 100"),
            Wrong("answer_e = [-1, 0, 50, 100]", "between 0 and 100"),
            Wrong("answer_e = [90, 5, 50, 98]", "side by side"),
            Wrong("answer_e = [3, 90, 50, 98]", "Is that a no"),
            Wrong("answer_e = [3, 5, 50, 10]", "the day of its reply"),
            Wrong("answer_e = [3, 5, 97, 98]", "who pressed the button"),
            Wrong("answer_e = [3, 5, 2, 98]", "who pressed the button"),
            Wrong("answer_e = [3, 5, 86, 98]", "who pressed the button"),
            Wrong("answer_e = [3, 5, 14, 98]", "who pressed the button"),
            Wrong("answer_e = [30, 30, 50, 70]", "you hold back"),
            Wrong("answer_e = [50, 50, 40, 50]", "you hold back"),
            Wrong('answer_e = "N N Y N Y N"', "give a list of 4"),
        ),
    ),
    Exercise(
        key="2.4.f",
        kind="Judge",
        minutes=8,
        judge=judge_f,
        right=(
            f'answer_f = "{GOOD}"',
            'answer_f = """In October 2020 the United States charged officers of Unit 74455; these '
            "are allegations. We judge it likely that one service did the taking. Our confidence "
            'in this is low. The Kremlin denied the charges on 20 October 2020."""',
            'answer_f = "Officers of Unit 74455 were charged by the United States in 2020. '
            'The Kremlin rejected the charges the next day; nobody has been convicted."',
        ),
        wrong=(
            Wrong('answer_f = ""', "as text between quotes"),
            Wrong("answer_f = 74455", "as text between quotes"),
            Wrong('answer_f = "No idea."', "too short"),
            Wrong(
                'answer_f = "In 2020 the American indictment proved that Unit 74455 hacked the '
                'campaign. It is very likely, with high confidence, that it leaked the mails too."',
                "as it was given",
            ),
            Wrong(
                'answer_f = "In 2020 the United States charged officers of Unit 74455, who are '
                'guilty of it. The Kremlin denied it on 20 October 2020."',
                "charged is not guilty",
            ),
            Wrong(
                'answer_f = "In 2020 the US Department of Justice charged officers of Unit 74455."',
                "no answer of the accused",
            ),
            Wrong(
                'answer_f = "In 2020 the US Department of Justice charged officers of Unit 74455. '
                'The Kremlin denied it."',
                "a reply without a day",
            ),
            Wrong(
                'answer_f = "In 2020 officers of Unit 74455 hacked the campaign. The Kremlin '
                'denied it on 20 October 2020."',
                "nobody who says so",
            ),
            Wrong(
                'answer_f = "In 2020 the US charged officers of Unit 74455, and it is very likely '
                'with high confidence. The Kremlin denied it on 20 October 2020."',
                "in one sentence",
            ),
            Wrong(
                'answer_f = "The US Department of Justice said that Unit 74455 hacked the campaign '
                'on 19 October 2020. The Kremlin denied it on 20 October 2020."',
                "the day on which it was told",
            ),
            Wrong(
                'answer_f = "On 19 October 2020 the US Department of Justice charged six officers '
                'of the GRU. The Kremlin denied it on 20 October 2020."',
                "the unit's number is gone",
            ),
            Wrong(
                'answer_f = "A State charged officers of Unit 74455 in October 2020. The Kremlin '
                'denied it on 20 October 2020."',
                "which State names the unit",
            ),
            Wrong(
                'answer_f = "The US charged officers of Unit 74455. No reply was found to it by us '
                'in the record."',
                "in which year",
            ),
            Wrong(
                'answer_f = "In 2020 the US charged officers of Unit 74455. No reply found in '
                'the copies that we read."',
                "but who answered",
            ),
            Wrong(
                'answer_f = "In 2020 the US charged officers of Unit 74455 and a court sentenced '
                'them. The Kremlin denied it on 3 May 1999."',
                "charged is not guilty",
            ),
            Wrong(
                'answer_f = "In 2020 the US charged officers of Unit 74455. The Kremlin denied it '
                'on 3 May 1999."',
                "on which day did the Kremlin",
            ),
            Wrong(
                'answer_f = "France charged Unit 74455 in 2020, says the United States. Russia '
                'rejected it in 2016."',
                "charges or alleges",
            ),
            Wrong(
                'answer_f = "In 2020 the US Department of Justice charged six officers. A firm '
                "blames Unit 74455. "
                'The Kremlin denied it on 20 October 2020."',
                "charges or alleges",
            ),
            Wrong(
                f'answer_f = "{GOOD} It is long. It goes on. It goes on and on. It ends."',
                "five sentences are enough",
            ),
            Wrong('answer_f = "Y N Y N Y N"', "too short"),
        ),
    ),
    Exercise(
        key="2.4.g",
        kind="Explain",
        minutes=4,
        judge=recorded(
            "My lane for the mailboxes rose on card 8; what moved it was the word *charged*, which "
            "I had read as *found*. The card's caution says that nothing was tried.",
            "Nothing moved my lane of the site attacks. To move it, a card would have to speak of "
            "these attacks, name who says so, and show more than an address.",
        ),
        right=(
            'answer_g = """Mailbox theft, on card 8. I knew the end of the story and moved before '
            'the card gave me a reason."""',
            'answer_g = "None moved. A card on the site itself would be needed."',
        ),
        wrong=(),
    ),
)
