"""Judges of lesson 3.3, with every answer they are known to take and to refuse.

A judge sees the answer as plain JSON and says what is off about it, never the answer itself.
"""

from leaklab.judging import (
    Exercise,
    Wrong,
    as_choices,
    as_list,
    as_number,
    as_probability,
    as_signs,
    holds,
    not_yet,
    recorded,
)

COUNTED = ["T", "U", "T", "U", "N", "N"]


def judge_a(answer):
    given = as_signs(
        answer,
        "TUVN",
        6,
        words={
            "TWEETS": "T",
            "POSTS": "T",
            "USERS": "U",
            "ACCOUNTS": "U",
            "VOTERS": "V",
            "NONE": "N",
        },
    )
    if "V" in given:
        return not_yet(
            "You gave V for phrase {n}: which of its words says that somebody may vote?",
            n=given.index("V") + 1,
        )
    if given[4] != "N":
        return not_yet(
            "You gave {sign} for phrase 5: it sounds like a lot. Where is the number?",
            sign=given[4],
        )
    if given[5] != "N":
        return not_yet(
            "You gave {sign} for phrase 6: it is about users, but how many?", sign=given[5]
        )
    if given[3] != "U":
        return not_yet(
            "You gave {sign} for phrase 4: what does the model put its label on?", sign=given[3]
        )
    if given[1] != "U":
        return not_yet(
            "You gave {sign} for phrase 2: look at the word behind the number, and at our English.",
            sign=given[1],
        )
    if given != COUNTED:
        return not_yet(
            "For phrases 1 and 3 the noun behind the number says it; you gave {one} and {three}.",
            one=given[0],
            three=given[2],
        )
    return holds("Two count messages, two accounts, two nothing, and none of them voters.")


def judge_c(answer):
    given = as_choices(answer, "ABCDEFG")
    if "G" in given:
        return not_yet(
            "G is among your letters: the toy was never fitted to that year. "
            "What does every subtitle say?"
        )
    if "F" in given:
        return not_yet("F is among your letters: what differed between the runs, and what did not?")
    if "C" in given:
        return not_yet("C is among your letters: how many of the nineteen ended near that mean?")
    if "B" in given:
        return not_yet(
            "B is among your letters, and it is too sure: what happened to eight of them?"
        )
    if "E" in given:
        return not_yet(
            "E is among your letters: would nineteen others have to give the same fraction? "
            "Compare with the two hundred of the lesson."
        )
    if given != ["A", "D"]:
        return not_yet(
            "You gave {letter}, which fits, and that is too timid: another letter says no more "
            "than the nineteen show.",
            letter=given[0],
        )
    return holds("What can happen, and where those that take off end: so much nineteen runs show.")


SHARES = {
    37: "You gave {share}: that is the other clump, those that die early.",
    55: "You gave {share}: the lesson's two hundred runs had that; here are a hundred others.",
    100: "You gave {share}: every run has some readers; how many have more than 1,000?",
    24: "You gave {share}: that is the mean number of readers by accounts; the runs are asked for.",
    52: "You gave {share}: your cut runs through a clump. Cut at 1,000.",
}


def judge_d(answer):
    if isinstance(answer, list) and answer and all(isinstance(one, bool) for one in answer):
        return not_yet("That is a yes or a no for each run; which share of them is yes?")
    share = as_probability(answer)
    percent = round(100 * share)
    if percent in SHARES:
        return not_yet(SHARES[percent], share=f"{share:g}")
    if percent != 63:
        return not_yet(
            "You gave {share}. Count the runs above 1,000 and divide by how many runs there are.",
            share=f"{share:g}",
        )
    return holds("Of these runs; another hundred would give a somewhat different share.")


ALL, HIGH = 1.844, 1.163
NEAR = 0.05  # one decimal is enough


def near(value, target, within=NEAR):
    return round(abs(value - target), 3) <= within


def judge_e(answer):
    first, second = (as_number(part) for part in as_list(answer, 2, example="[3.2, 2.5]"))
    if near(first, HIGH) and near(second, ALL):
        return not_yet("Both ratios are there, the other way round: all runs come first.")
    if first > 100 or second > 100:
        return not_yet(
            "A number above 100 is a count of readers; how many times the one is the other "
            "comes from dividing."
        )
    if first < 1 or second < 1:
        return not_yet(
            "A ratio below 1 says that the shortcut expects less; it expects more. "
            "What do you divide by what?"
        )
    if near(first, 1.219, within=0.02):
        return not_yet("Your first is the ratio to the median; the mean is asked for.")
    if not near(first, ALL):
        return not_yet(
            "You gave {n} first: divide the shortcut by the mean of all hundred.", n=f"{first:g}"
        )
    if near(second, ALL):
        return not_yet("Your second is the first again: leave out the runs that die.")
    if near(second, 1.029, within=0.02):
        return not_yet("Your second is the ratio to the largest run; take the mean of its clump.")
    if not near(second, HIGH):
        return not_yet(
            "The first is right. You gave {n} second: divide by the mean of those above 1,000.",
            n=f"{second:g}",
        )
    return holds("Too high against both, and for two reasons: exercise 3.3.g asks which.")


SURVIVES = ["F", "S", "W", "F", "W", "S"]


def judge_f(answer):
    given = as_signs(answer, "SFW", 6, words={"SURVIVES": "S", "FALLS": "F", "WRITTEN": "W"})
    if given[2] != "W":
        return not_yet(
            "You gave {sign} for 3: who decided what a correction does in the toy?", sign=given[2]
        )
    if given[4] != "W":
        return not_yet(
            "You gave {sign} for 5: is it something that came out, or something put in?",
            sign=given[4],
        )
    if "W" in (given[0], given[3]):
        return not_yet("1 and 4 are numbers that came out; no line of the toy holds them.")
    if given[0] != "F":
        return not_yet("You gave S for 1: set the share rate to 15 percent and look at the dots.")
    if given[3] != "F":
        return not_yet("You gave S for 4: try five first posters and count.")
    if given[1] != "S":
        return not_yet(
            "You gave {sign} for 2: it says “may”. How many cases does that take?", sign=given[1]
        )
    if given != SURVIVES:
        return not_yet(
            "You gave {sign} for 6: the audiences are ours, but “need not” asks for one case only.",
            sign=given[5],
        )
    return holds("Numbers fall, what can be survives, and rules of ours prove only themselves.")


EXERCISES = (
    Exercise(
        key="3.3.a",
        kind="Read",
        minutes=4,
        judge=judge_a,
        right=(
            'answer_a = "T U T U N N"',
            'answer_a = ["T", "U", "T", "U", "N", "N"]',
            'answer_a = "tutunn"',
            'answer_a = ["tweets", "users", "posts", "accounts", "none", "none"]',
        ),
        wrong=(
            Wrong('answer_a = ""', "an empty text"),
            Wrong("answer_a = 47000", "the number 47000"),
            Wrong('answer_a = "T U T U N V"', "V for phrase 6"),
            Wrong('answer_a = "V U T U N N"', "V for phrase 1"),
            Wrong('answer_a = ["T", "U", "T", "U", "N", "voters"]', "V for phrase 6"),
            Wrong('answer_a = "T U T U T N"', "Where is the number"),
            Wrong('answer_a = "T U T U N U"', "but how many"),
            Wrong('answer_a = "T U T T N N"', "put its label on"),
            Wrong('answer_a = "T T T U N N"', "our English"),
            Wrong('answer_a = "U U T U N N"', "phrases 1 and 3"),
            Wrong('answer_a = "T U N U N N"', "phrases 1 and 3"),
            Wrong('answer_a = "T U T U N"', "5 signs"),
            Wrong('answer_a = "F S W F W S"', "the text"),
        ),
    ),
    Exercise(
        key="3.3.b",
        kind="Predict",
        minutes=4,
        judge=recorded(
            "It takes off, about 55 percent sure: so did 109 of 200 runs at these settings.",
            "I cannot say better than a coin; that the last one died tells nothing of the next.",
            least_words=4,
        ),
        right=('answer_b = "It takes off, 55 percent, as in 109 of 200 runs"',),
    ),
    Exercise(
        key="3.3.c",
        kind="Judge",
        minutes=5,
        judge=judge_c,
        right=('answer_c = "A, D"', 'answer_c = ["D", "A"]', 'answer_c = "ad"'),
        wrong=(
            Wrong('answer_c = ""', "an empty text"),
            Wrong("answer_c = 11", "the number 11"),
            Wrong('answer_c = "A, D, G"', "never fitted"),
            Wrong('answer_c = "A, D, F"', "what did not"),
            Wrong('answer_c = "A, C, D"', "near that mean"),
            Wrong('answer_c = "A, B, D"', "too sure"),
            Wrong('answer_c = "A, D, E"', "the same fraction"),
            Wrong('answer_c = "A"', "too timid"),
            Wrong('answer_c = "D"', "too timid"),
            Wrong('answer_c = "T U T U N N"', "the text"),
        ),
    ),
    Exercise(
        key="3.3.d",
        kind="Code",
        minutes=5,
        judge=judge_d,
        right=(
            "answer_d = float((ends > 1000).mean())",
            "answer_d = 0.63",
            'answer_d = "63 %"',
            "answer_d = sum(ends > 1000) / len(ends)",
            "low, high = charts.clumps(ends, 5000)\nanswer_d = len(high) / len(ends)",
        ),
        wrong=(
            Wrong('answer_d = ""', "an empty text"),
            Wrong("answer_d = int((ends > 1000).sum())", "the number 63"),
            Wrong("answer_d = float((ends < 1000).mean())", "the other clump"),
            Wrong("answer_d = 109 / 200", "a hundred others"),
            Wrong("answer_d = ends > 1000", "which share of them"),
            Wrong("answer_d = [True, 0.63]", "a list of 2"),
            Wrong("answer_d = []", "an empty list"),
            Wrong("answer_d = float((ends > 0).mean())", "some readers"),
            Wrong("answer_d = float(ends.mean() / 5000)", "by accounts"),
            Wrong("answer_d = float((ends > 1800).mean())", "through a clump"),
            Wrong("answer_d = 0.6", "Count the runs"),
            Wrong("answer_d = 0.64", "Count the runs"),
            Wrong("answer_d = 0.636", "Count the runs"),
            Wrong("answer_d = [1.84, 1.16]", "a list of 2"),
        ),
    ),
    Exercise(
        key="3.3.e",
        kind="Code",
        minutes=6,
        judge=judge_e,
        right=(
            "answer_e = [expected / ends.mean(), expected / took_off.mean()]",
            "answer_e = [1.84, 1.16]",
            'answer_e = "1.84, 1.16"',
            "answer_e = [1.864, 1.143]",
        ),
        wrong=(
            Wrong("answer_e = []", "Your list has 0"),
            Wrong("answer_e = 1.84", "You gave 1.84; give a list"),
            Wrong('answer_e = ["twice", "once"]', '"twice"'),
            Wrong("answer_e = [1.16, 1.84]", "the other way round"),
            Wrong(
                "answer_e = [ends.mean() / expected, took_off.mean() / expected]", "expects less"
            ),
            Wrong("answer_e = [1.84, took_off.mean() / expected]", "expects less"),
            Wrong("answer_e = [expected - ends.mean(), 308]", "comes from dividing"),
            Wrong("answer_e = [1.84, expected - took_off.mean()]", "comes from dividing"),
            Wrong("answer_e = [expected, 1.16]", "comes from dividing"),
            Wrong("answer_e = [1.22, 1.16]", "to the median"),
            Wrong("answer_e = [2.1, 1.16]", "mean of all hundred"),
            Wrong("answer_e = [1.16, 1.16]", "mean of all hundred"),
            Wrong("answer_e = [1.84, 1.84]", "the first again"),
            Wrong("answer_e = [1.84, expected / ends.max()]", "to the largest run"),
            Wrong("answer_e = [1.84, 1.5]", "those above 1,000"),
            Wrong("answer_e = [2, 1.84]", "mean of all hundred"),
            Wrong("answer_e = [1, 1.16]", "mean of all hundred"),
            Wrong("answer_e = [100, 1.16]", "mean of all hundred"),
            Wrong("answer_e = [1.84, 1]", "those above 1,000"),
            Wrong("answer_e = [1.84, 100]", "those above 1,000"),
            Wrong("answer_e = 0.63", "You gave 0.63; give a list"),
        ),
    ),
    Exercise(
        key="3.3.f",
        kind="Judge",
        minutes=5,
        judge=judge_f,
        right=(
            'answer_f = "F S W F W S"',
            'answer_f = ["F", "S", "W", "F", "W", "S"]',
            'answer_f = ["falls", "survives", "written", "falls", "written", "survives"]',
        ),
        wrong=(
            Wrong('answer_f = ""', "an empty text"),
            Wrong("answer_f = 6", "the number 6"),
            Wrong('answer_f = "F S S F W S"', "who decided"),
            Wrong('answer_f = "F S W F S S"', "something put in"),
            Wrong('answer_f = "W S W F W S"', "no line of the toy"),
            Wrong('answer_f = "F S W W W S"', "no line of the toy"),
            Wrong('answer_f = "S S W F W S"', "15 percent"),
            Wrong('answer_f = "F S W S W S"', "five first posters"),
            Wrong('answer_f = "F F W F W S"', "How many cases"),
            Wrong('answer_f = "F S W F W F"', "one case only"),
            Wrong('answer_f = "F S W"', "3 signs"),
            Wrong('answer_f = "A, D"', 'the text "A, D"'),
        ),
    ),
    Exercise(
        key="3.3.g",
        kind="Explain",
        minutes=6,
        judge=recorded(
            "Its story cannot die, because a fraction of a reader always goes on sharing; "
            "in nearly half of the runs the story dies.",
            "It forgets who neighbours whom: much of what is passed on reaches accounts that have "
            "already read it, the one who told you among them.",
            least_words=4,
        ),
        right=('answer_g = "Runs die, and neighbours have often read it already"',),
    ),
)
