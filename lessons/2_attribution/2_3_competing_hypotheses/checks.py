"""Judges of lesson 2.3, with every answer they are known to take and to refuse.

A judge sees the answer as plain JSON and says what is off about it, never the answer itself. None
of them grades who took the mailboxes.
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
)

YES_NO = {"YES": "Y", "NO": "N", "TRUE": "Y", "FALSE": "N"}


def _signs_of(answer):
    """Take yes and no as Python writes them, too."""
    if isinstance(answer, list) and all(isinstance(part, bool) for part in answer):
        return ["Y" if part else "N" for part in answer]
    return answer


def judge_a(answer):
    given = as_signs(_signs_of(answer), "YN", 6, words=YES_NO)
    if "".join(given) == "YNYNYY":
        return not_yet("All six are turned round: Y is for items that concern the taking.")
    told = {
        1: "Ferrand calls mailboxes their aim and speaks of an if. "
        "Does a number of attacks tell who emptied one?",
        2: "the campaign speaks here of the files themselves and of how they were got.",
        3: "those who spread a thing need not have taken it. Which deed do the accounts do?",
        4: "which infrastructures he means is left open, and he was asked about the leak. "
        "Can you set it aside?",
        5: "to add a fake to a pile is a deed of its own, and another hand may do it.",
        6: "a closed Facebook account shows no opened mailbox. Which phenomenon is it filed under?",
    }
    for number, (sign, right) in enumerate(zip(given, "NYNYNN", strict=True), start=1):
        if sign != right:
            return not_yet(
                "You gave {sign} for number {number}: " + told[number], sign=sign, number=number
            )
    return holds("Two of six. Evidence on one deed is not evidence on another.")


def judge_b(answer):
    given = as_signs(answer, "SIE", 5)
    told = {
        1: "would an innocent State stay silent? Ask how expected a denial is in either case.",
        2: "who can open a drive that only staff can open?",
        3: "either might choose a late hour. And the hour is the posting's.",
        4: "a parallel is drawn by a speaker, today. Can it be drawn whoever took the mails?",
        5: "would somebody who has access already need passwords caught on false pages, and in "
        "several countries?",
    }
    for number, (sign, right) in enumerate(zip(given, "EIEES", strict=True), start=1):
        if sign != right:
            return not_yet(
                "You gave {sign} for number {number}: " + told[number], sign=sign, number=number
            )
    return holds("Three of the five fit both. Only the two made-up ones separate.")


def _near(given, wanted, tolerance):
    return all(abs(one - other) <= tolerance for one, other in zip(given, wanted, strict=True))


def _figures(answer, length, example):
    parts = as_list(answer, length, example=example)
    percents = [isinstance(part, str) and part.strip().endswith("%") for part in parts]
    return [
        as_number(part, "percent") if sign else as_number(part)
        for part, sign in zip(parts, percents, strict=True)
    ]


def judge_c(answer):
    given = _figures(answer, 3, "[50, 30, 20]")
    if min(given) < 0 or max(given) > 100:
        raise NotYet("Shares lie between 0 and 100 percent; look at your smallest and largest.")
    # shares of one are percents in other clothes
    percent = [100 * share for share in given] if sum(given) <= 1.5 else given
    if _near(percent, (50, 30, 20), 0.5):
        return not_yet("You gave the priors back: the item is not in them yet.")
    if _near(percent, (40, 6, 4), 0.5):
        return not_yet("Your three products are right. They are not shares yet: what is their sum?")
    if _near(percent, (80, 20, 20), 0.5):
        return not_yet(
            "You gave how expected the item is under each hypothesis. The question is the other "
            "way round: how the hypotheses stand once the item is there."
        )
    if _near(percent, (66.7, 16.7, 16.7), 1):
        return not_yet("Your shares leave out where the three began: multiply by the priors, too.")
    if _near(percent, (94.1, 3.5, 2.4), 1):
        return not_yet("You counted the copy as a second witness. One origin, one factor.")
    if abs(sum(percent) - 100) > 1:
        return not_yet(
            "Your three add up to {total:g} percent; shares of one whole add up to 100.",
            total=round(sum(percent), 1),
        )
    if not _near(percent, (80, 12, 8), 0.5):
        return not_yet(
            "They add up to 100 percent, and they are others. Take the hypotheses one by one: "
            "prior times how expected, then divide by the sum of the three."
        )
    return holds("The copy adds nothing: one origin, one witness.")


def judge_d(answer):
    given = as_choices(answer, "ABCDE")
    if "D" in given:
        return not_yet("D is among your letters: under one hypothesis it is far more expected.")
    if "B" in given:
        return not_yet("B is among your letters: it separates weakly, which is not nothing.")
    if "C" not in given:
        return not_yet(
            "An item is missing that speaks against all three alike. Does that tell one from "
            "another?"
        )
    if "A" not in given:
        return not_yet(
            "An item is missing that all three make almost certain. Whom does such an item favour?"
        )
    if "E" not in given:
        return not_yet("Two are there. One more row has the same digit all along.")
    return holds("Equal along the row, whether high, low or in the middle.")


def judge_e(answer):
    given = as_choices(answer, "ABCDEF")
    if "F" in given:
        return not_yet(
            "F is among your letters: 80 % restates ratings that somebody gave. "
            "Would other ratings give another figure?"
        )
    if "B" in given:
        return not_yet(
            "B is among your letters: that much hangs on an item says how important it is, "
            "not whether it is true."
        )
    if "D" in given:
        return not_yet("D is among your letters: two of the four items have one mouth.")
    if "A" not in given:
        return not_yet("Look for the item whose loss moves the share most; one letter names it.")
    if "C" not in given:
        return not_yet("One item can go and nothing moves at all. Which letter says why?")
    if "E" not in given:
        return not_yet("With two answers, what is the other's share where the first has half?")
    return holds("It shows what the result rests on, not whether that is sound.")


def judge_f(answer):
    average, pooled = given = _figures(answer, 2, "[0.5, 0.5]")
    if min(given) < 0 or max(given) > 1:
        raise NotYet("A Brier score of one statement lies between 0 and 1: give such numbers.")
    if _near(given, (0.36, 0.42), 0.006):
        return not_yet("Both numbers are there, in the other order: the groups' average is first.")
    if _near([average], [0.6], 0.006):
        return not_yet("Your first number averages the forecasts: square each distance first.")
    if _near([average], [0.22], 0.006):
        return not_yet(
            "Your first number takes the statement to be so. It is not: what is so is 0."
        )
    if not _near([average], [0.42], 0.006):
        return not_yet(
            "Your first number is {average:g}. Square 0.9, 0.6 and 0.3, then average the three.",
            average=average,
        )
    if _near([pooled], [0.6], 0.006):
        return not_yet("The first is right. Your second is the averaged forecast, not its score.")
    if _near([pooled], [0.16], 0.006):
        return not_yet("The first is right. Your second takes the statement to be so; it is not.")
    if _near([pooled], [0.42], 0.006):
        return not_yet(
            "The first is right. The second time, average the three forecasts before you score."
        )
    if not _near([pooled], [0.36], 0.006):
        return not_yet(
            "The first is right. Your second is {pooled:g}: average the forecasts, then square.",
            pooled=pooled,
        )
    return holds("Pooled beats the average group; it need not beat the best one.")


EXERCISES = (
    Exercise(
        key="2.3.a",
        kind="Read",
        minutes=4,
        judge=judge_a,
        right=(
            'answer_a = "N Y N Y N N"',
            'answer_a = ["N", "Y", "N", "Y", "N", "N"]',
            'answer_a = "1 no, 2 yes, 3 no, 4 yes, 5 no, 6 no"',
            "answer_a = [False, True, False, True, False, False]",
        ),
        wrong=(
            Wrong('answer_a = ""', "You gave an empty text"),
            Wrong("answer_a = 2", "You gave the number 2"),
            Wrong('answer_a = "Y Y Y Y Y Y"', "who emptied one"),
            Wrong('answer_a = "N N N Y N N"', "of how they were got"),
            Wrong('answer_a = "N Y Y Y N N"', "Which deed do the accounts do"),
            Wrong('answer_a = "N Y N N N N"', "Can you set it aside"),
            Wrong('answer_a = "N Y N Y Y N"', "to add a fake"),
            Wrong('answer_a = "N Y N Y N Y"', "closed Facebook account"),
            Wrong('answer_a = "Y N Y N Y Y"', "turned round"),
            Wrong('answer_a = "N Y N Y"', "4 signs"),
            Wrong("answer_a = [True, 0]", "only the signs"),
            Wrong("answer_a = [True, True, True]", "3 signs"),
            Wrong('answer_a = "E I E E S"', "only the signs"),
        ),
    ),
    Exercise(
        key="2.3.b",
        kind="Judge",
        minutes=5,
        judge=judge_b,
        right=(
            'answer_b = "E I E E S"',
            'answer_b = ["E", "I", "E", "E", "S"]',
            'answer_b = "eiees"',
        ),
        wrong=(
            Wrong('answer_b = ""', "You gave an empty text"),
            Wrong("answer_b = 5", "You gave the number 5"),
            Wrong('answer_b = "S S S S S"', "stay silent"),
            Wrong('answer_b = "I I E E S"', "stay silent"),
            Wrong('answer_b = "E E E E S"', "that only staff can open"),
            Wrong('answer_b = "E I S E S"', "late hour"),
            Wrong('answer_b = "E I E S S"', "a parallel is drawn"),
            Wrong('answer_b = "E I E E E"', "who has access already"),
            Wrong('answer_b = "E I E"', "3 signs"),
            Wrong('answer_b = "N Y N Y N N"', "only the signs"),
        ),
    ),
    Exercise(
        key="2.3.c",
        kind="Code",
        minutes=6,
        judge=judge_c,
        right=(
            "answer_c = [80, 12, 8]",
            "answer_c = [0.8, 0.12, 0.08]",
            'answer_c = ["80 %", "12 %", "8 %"]',
            'answer_c = "80, 12, 8"',
            "prior = pd.Series([0.5, 0.3, 0.2], index=list('xyz'))\n"
            "likelihood = pd.DataFrame([[0.8, 0.2, 0.2]] * 2, ['paper', 'copy'], list('xyz'))\n"
            "origin = pd.Series({'paper': 'witness', 'copy': 'witness'})\n"
            "answer_c = attribution.posterior(prior, likelihood, origin)",
        ),
        wrong=(
            Wrong("answer_c = []", "Your list has 0"),
            Wrong("answer_c = 80", "give a list of 3"),
            Wrong("answer_c = [50, 30, 20]", "the priors back"),
            Wrong("answer_c = [0.4, 0.06, 0.04]", "not shares yet"),
            Wrong("answer_c = [40, 6, 4]", "not shares yet"),
            Wrong("answer_c = [0.8, 0.2, 0.2]", "the other way round"),
            Wrong("answer_c = [66.7, 16.7, 16.7]", "where the three began"),
            Wrong("answer_c = [94, 4, 2]", "a second witness"),
            Wrong("answer_c = [80, 12, 9.5]", "add up to 101.5 percent"),
            Wrong("answer_c = [78, 12, 8]", "add up to 98 percent"),
            Wrong("answer_c = [79, 12, 9]", "they are others"),
            Wrong("answer_c = [80, 13, 7]", "they are others"),
            Wrong("answer_c = [-10, 60, 50]", "between 0 and 100"),
            Wrong("answer_c = [110, 0, 0]", "between 0 and 100"),
            Wrong("answer_c = [100, 0, 0]", "they are others"),
            Wrong("answer_c = [0, 50, 50]", "they are others"),
            Wrong('answer_c = ["a lot", "some", "little"]', "one number"),
            Wrong('answer_c = "A, C, E"', "one number"),
        ),
    ),
    Exercise(
        key="2.3.d",
        kind="Judge",
        minutes=5,
        judge=judge_d,
        right=('answer_d = "A, C, E"', 'answer_d = ["E", "C", "A"]', 'answer_d = "ace"'),
        wrong=(
            Wrong('answer_d = ""', "You gave an empty text"),
            Wrong("answer_d = 3", "You gave the number 3"),
            Wrong('answer_d = "A, C, D, E"', "far more expected"),
            Wrong('answer_d = "A, B, C, E"', "separates weakly"),
            Wrong('answer_d = "A, E"', "against all three alike"),
            Wrong('answer_d = "C, E"', "almost certain"),
            Wrong('answer_d = "A, C"', "One more row"),
            Wrong('answer_d = "B"', "separates weakly"),
            Wrong("answer_d = [80, 12, 8]", "You gave a list"),
        ),
    ),
    Exercise(
        key="2.3.e",
        kind="Judge",
        minutes=5,
        judge=judge_e,
        right=('answer_e = "A, C, E"', 'answer_e = ["A", "C", "E"]', 'answer_e = "eca"'),
        wrong=(
            Wrong('answer_e = ""', "You gave an empty text"),
            Wrong("answer_e = 80", "You gave the number 80"),
            Wrong('answer_e = "A, C, E, F"', "restates ratings"),
            Wrong('answer_e = "A, B, C, E"', "how important it is"),
            Wrong('answer_e = "A, C, D, E"', "one mouth"),
            Wrong('answer_e = "C, E"', "whose loss moves"),
            Wrong('answer_e = "A, E"', "nothing moves at all"),
            Wrong('answer_e = "A, C"', "the other's share"),
            Wrong("answer_e = [0.42, 0.36]", "You gave a list"),
        ),
    ),
    Exercise(
        key="2.3.f",
        kind="Code",
        minutes=5,
        judge=judge_f,
        right=(
            "answer_f = [0.42, 0.36]",
            'answer_f = "0.42, 0.36"',
            "said = [0.9, 0.6, 0.3]\n"
            "answer_f = [sum(s**2 for s in said) / 3, (sum(said) / 3) ** 2]",
            "no = pd.Series({'s': 0})\n"
            "said = [0.9, 0.6, 0.3]\n"
            "scores = [attribution.brier(pd.Series({'s': s}), no) for s in said]\n"
            "answer_f = [sum(scores) / 3, attribution.brier(pd.Series({'s': sum(said) / 3}), no)]",
        ),
        wrong=(
            Wrong("answer_f = []", "Your list has 0"),
            Wrong("answer_f = 0.42", "give a list of 2"),
            Wrong("answer_f = [0.36, 0.42]", "in the other order"),
            Wrong("answer_f = [0.6, 0.36]", "square each distance first"),
            Wrong("answer_f = [0.22, 0.36]", "Your first number takes the statement to be so"),
            Wrong("answer_f = [0.5, 0.36]", "Your first number is 0.5"),
            Wrong("answer_f = [0.42, 0.6]", "not its score"),
            Wrong("answer_f = [0.42, 0.16]", "Your second takes the statement to be so"),
            Wrong("answer_f = [0.42, 0.42]", "before you score"),
            Wrong("answer_f = [0.42, 0.3]", "Your second is 0.3"),
            Wrong("answer_f = [42, 36]", "between 0 and 1"),
            Wrong("answer_f = [-0.42, 0.36]", "between 0 and 1"),
            Wrong("answer_f = [1, 0]", "Your first number is 1"),
            Wrong("answer_f = [0, 1]", "Your first number is 0"),
            Wrong('answer_f = "A, C"', "one number"),
        ),
    ),
    Exercise(
        key="2.3.g",
        kind="Explain",
        minutes=6,
        judge=recorded(
            "By the ratings of one invented rater, and with even priors, a State service has a "
            "share of 52 %, which rests chiefly on one sentence of the NSA's director and falls to "
            "35 % once his three items count as one. Let the ratings be a little off and it runs "
            "from 6 % to 90 %; the Kremlin denied several times, undated, says article 000.",
            "Rater A's matrix shows how A judges six items and no more: a rater who takes the "
            "director's «les Russes» for neither State nor group gets no favourite at all. "
            "The articles settle nothing, and the denial they report neither helps nor harms.",
            least_words=4,
        ),
        right=(
            'answer_g = """The 52 % restate one rater\'s judgement, resting mostly on V08; count '
            "the director's three items once and it is 35 %. With ratings a little off it could be "
            'anything from 6 to 90 %, and the Kremlin denies."""',
            'answer_g = "It restates A; another rater gets another share; the Kremlin denied."',
        ),
    ),
)
