"""Judges of lesson 1.1, with every answer they are known to take and to refuse.

A judge sees the answer as plain JSON and says what is off about it, never the answer itself.
"""

import re

from leaklab.judging import (
    Exercise,
    NotYet,
    Wrong,
    as_chart,
    as_choices,
    as_whole,
    fields_of,
    holds,
    layers_of,
    marks_of,
    not_yet,
    recorded,
    refuse,
    shown,
)


def parts_of(answer):
    """Return the words or signs of a text or of a list of texts, in order."""
    pieces = answer if isinstance(answer, list) else [answer]
    if not pieces or not all(isinstance(piece, str) for piece in pieces):
        return None
    return re.findall(r"[^\W\d_]+", " ".join(pieces))


def signs_of(answer, names, many, wanted):
    """Return ``many`` initials of ``names``, however they were written, or say what was given."""
    words = parts_of(answer)
    if not words:
        raise refuse(answer, wanted)
    initials = {name[0] for name in names}
    # "PUCEN" and "P U C E N" are the same
    if len(words) == 1 and words[0].lower() not in names and set(words[0].lower()) <= initials:
        words = list(words[0])
    strange = [word for word in words if word.lower() not in {*names, *initials}]
    if strange:
        raise NotYet(
            "You gave {strange}; use only {names}. {wanted}",
            strange=shown(strange[0]),
            names=", ".join(names),
            wanted=wanted,
        )
    if len(words) != many:
        raise NotYet(
            "You gave {count} of {many}. {wanted}", count=len(words), many=many, wanted=wanted
        )
    return [word[0].lower() for word in words]


KINDS_OF_DATE = ("publication", "update", "capture", "event", "none")


def judge_a(answer):
    given = signs_of(answer, KINDS_OF_DATE, 5, 'Give five signs in order, such as "E E E E E".')
    one, two, three, four, five = given
    if one == "u" and two == "p":
        return not_yet("You gave U for 1 and P for 2: read the verb in each once more.")
    if one != "p":
        return not_yet(
            "You gave {sign} for 1: which verb stands before the date?", sign=one.upper()
        )
    if two == "p":
        return not_yet(
            "You gave P for 2: an update is no publication. "
            "Read what the line says happened to the page on that day."
        )
    if two != "u":
        return not_yet(
            "You gave {sign} for 2: the website speaks here, about its own page. Read what it "
            "says it did.",
            sign=two.upper(),
        )
    if three == "e":
        return not_yet(
            "You gave E for 3: those years are not counted by the author, and nothing in the "
            "affair lasted that long. On which day are they true?"
        )
    if three == "n":
        return not_yet(
            "You gave N for 3: the years do count something. From the page's birth to which day?"
        )
    if three != "c":
        return not_yet(
            "You gave {sign} for 3: the line names no day. Who wrote it, and when is it true?",
            sign=three.upper(),
        )
    if four == "p":
        return not_yet(
            "You gave P for 4: something was revealed on that day, and an article tells of it. "
            "That is not yet the article's own day."
        )
    if four != "e":
        return not_yet(
            "You gave {sign} for 4: the author speaks here. Of the page, or of the affair?",
            sign=four.upper(),
        )
    if five != "n":
        return not_yet(
            "You gave {sign} for 5: the words are there; look for the day behind them.",
            sign=five.upper(),
        )
    return holds("Five kinds of words, and only one of them dates the text itself.")


def judge_b(answer):
    given = as_choices(answer, "ABCDEF")
    if "F" in given:
        return not_yet(
            "You gave F, none of these; but some of these words tell of a day as already come. "
            "Compare each with 9 May."
        )
    if "A" in given:
        return not_yet(
            "A is among the cards you gave: the website counts those years, on the day of the "
            "capture. They say nothing about May 2017."
        )
    if "B" in given:
        return not_yet(
            "B is among the cards you gave: an article of 6 May could have written that."
        )
    if "D" in given:
        return not_yet(
            "D is among the cards you gave: a bare Sunday names no date. Which Sunday it is, "
            "you know from another card."
        )
    if given == ["C"]:
        return not_yet("You gave C, which fits; another does too. Look beyond the running text.")
    if given == ["E"]:
        return not_yet(
            "You gave E, which fits; another card does too. Look for the same day in the text."
        )
    return holds("Both tell of a day that had come; and neither says how long after it.")


ORDER = [4, 3, 1, 2, 0]


def judge_c(answer):
    example = '["000, 001, 002, 003, 004", "000, 001"]'
    wanted = f"Give the five numbers in order, then two of them: {example}."
    text = re.sub(r"[^\d\s,;\[\]'\"]", " ", str(answer)) if isinstance(answer, list) else answer
    if not isinstance(text, str):
        raise refuse(answer, wanted)
    given = [int(number[:9]) for number in re.findall(r"\d+", text)]
    if not given and re.search(r"[A-E]", str(answer)):
        raise NotYet(
            "You gave {given}; use the file numbers. {wanted}", given=shown(answer), wanted=wanted
        )
    if not given:
        raise refuse(answer, wanted)
    strange = [number for number in given if number > 4]
    if strange:
        raise NotYet(
            "You gave {number}; the files are 000 to 004. {wanted}",
            number=strange[0],
            wanted=wanted,
        )
    order, pair = given[:5], given[5:]
    if len(given) != 7 or sorted(order) != [0, 1, 2, 3, 4] or len(set(pair)) != 2:
        raise NotYet(
            "You gave {count} numbers, {given}; each file once, then two files that stand side "
            "by side. {wanted}",
            count=len(given),
            given=", ".join(f"{number:03d}" for number in given[:9]),
            wanted=wanted,
        )
    place = {number: order.index(number) for number in order}
    if order == sorted(order):
        return not_yet(
            "You gave the order of the file numbers; they say how someone counted, not when "
            "someone wrote. Go by the words."
        )
    if order == ORDER[::-1]:
        return not_yet("You gave the order back to front: the first written comes first.")
    if place[2] == 0:
        return not_yet(
            "You put 002 first: its «plus de sept ans» counts from the day of the capture. "
            "Which day does its paragraph 9 name?"
        )
    if place[0] < place[1]:
        return not_yet(
            "You put 000 before 001: «quelques jours avant le premier tour» is when 000 says the "
            "leak was, not when 000 was written."
        )
    if place[3] < place[4]:
        return not_yet(
            "You put 003 before 004: 003 speaks of an op-ed of «février dernier», the one that "
            "004 reports as news."
        )
    if place[2] < place[1]:
        return not_yet("You put 002 before 001: for one of them the vote still lies ahead. Which?")
    if order != ORDER:
        return not_yet(
            "You gave {given}; compare the earliest day each can have been written on, two "
            "neighbours at a time.",
            given=", ".join(f"{number:03d}" for number in order),
        )
    if abs(place[pair[0]] - place[pair[1]]) != 1:
        return not_yet(
            "The order is right. {one:03d} and {two:03d} are no neighbours in it: name two that "
            "stand side by side.",
            one=pair[0],
            two=pair[1],
        )
    if set(pair) == {3, 4}:
        return not_yet(
            "The order is right. 004 and 003 have vague dates, but their spans do not overlap: "
            "February is over in 003. Whose end is furthest off?"
        )
    if set(pair) == {1, 3}:
        return not_yet(
            "The order is right. 003 gives no day, yet «A quelques semaines» before a vote and "
            "«dans moins de vingt-quatre heures» before one are far apart. Look further."
        )
    if set(pair) != {0, 2}:
        return not_yet(
            "The order is right. 001 is of the day before the vote, and 002 tells of a day after "
            "it. Look for the date whose end is furthest off."
        )
    return holds("The order holds; and where no end is near, weekdays without a date carry it.")


def judge_d(answer):
    given = as_whole(answer, unit="paragraphs")
    if given == 5:
        return not_yet("You gave 5: the furniture is all there; a picture line is asked as well.")
    if given == 1:
        return not_yet("You gave 1: that is the picture line alone; add the furniture.")
    if given == 8:
        return not_yet(
            "You gave 8: that is article 002, or 001 with its subheadings. A subheading is the "
            "article's own; count furniture and captions of 001."
        )
    if given == 13:
        return not_yet("You gave 13: those are the paragraphs of the text. Count the others.")
    if given == 19:
        return not_yet("You gave 19: those are all its paragraphs. Look at the column role.")
    if given == 32:
        return not_yet("You gave 32: those are words. Count paragraphs.")
    if given in (14, 3, 17):
        return not_yet(
            "You gave {n}: that is a count over all five articles. Keep 001 only.", n=given
        )
    if given != 6:
        return not_yet(
            "You gave {n}; count the lines of 001 whose role is furniture or caption.", n=given
        )
    return holds("They frame the text, and a search through the whole page finds them too.")


STANCES = ("accuses", "denies", "cautions", "states")


def judge_e(answer):
    given = signs_of(
        answer, STANCES, 4, 'Give four words in order, such as "denies, denies, denies, denies".'
    )
    leak, lie, attempt, closed = given
    if leak == "a":
        return not_yet(
            "You gave accuses for 1: at whose door would WikiLeaks lay a harmful act here? "
            "It speaks of a delay."
        )
    if leak == "d":
        return not_yet(
            "You gave denies for 1: to deny is to reject a charge, and no charge against "
            "WikiLeaks stands in this sentence."
        )
    # a lie laid at a door accuses as well; both coders wrote denies
    if lie not in "ad":
        return not_yet(
            "You gave {word} for 2: Sputnik stands accused, and these words answer the charge.",
            word=dict(c="cautions", s="states")[lie],
        )
    if attempt == "d":
        return not_yet(
            "You gave denies for 3: the charge was turned back already. To manipulate is an act; "
            "at whose door do the words lay it?"
        )
    if attempt != "a":
        return not_yet(
            "You gave {word} for 3: to manipulate opinion is a harmful intention, and somebody "
            "is said to have it.",
            word=dict(c="cautions", s="states")[attempt],
        )
    if closed == "a":
        return not_yet(
            "You gave accuses for 4: you may suspect whoever ran these accounts; the words tell "
            "only what Facebook did. Code the words, not the hint."
        )
    if closed != "s":
        return not_yet(
            "You gave {word} for 4: no charge is rejected, and no claim is limited. What is left?",
            word=dict(c="cautions", d="denies")[closed],
        )
    return holds("Each as one of our coders has it; where they differ, either may stand.")


IDS = ["004", "003", "001", "002", "000"]


def rows_of(chart):
    """Return the rows a chart draws, as far as its specification holds them."""
    for part in (*layers_of(chart), chart):
        data = part.get("data") or chart.get("data") or {}
        sets = chart.get("datasets")
        named = sets.get(str(data.get("name"))) if isinstance(sets, dict) else None
        rows = data.get("values", named) if isinstance(data, dict) else None
        if isinstance(rows, list):
            return [row for row in rows if isinstance(row, dict)]
    return []


def order_drawn(chart, channel):
    """Return the order in which the categories of a channel are drawn."""
    values = list(dict.fromkeys(str(row.get("article_id")) for row in rows_of(chart)))
    for layer in layers_of(chart):
        axis = (layer.get("encoding") or {}).get(channel)
        if isinstance(axis, dict) and axis.get("field") == "article_id":
            if isinstance(axis.get("sort"), list):
                return [str(value) for value in axis["sort"]]
            # null: as in the data; nothing: by the alphabet
            return values if "sort" in axis and axis["sort"] is None else sorted(values)
    return []


def text_of(chart, name):
    """Return a chart's title or description as plain text, wherever its layers have it."""
    found = chart.get(name) or next((x[name] for x in layers_of(chart) if x.get(name)), "")
    found = found.get("text", "") if isinstance(found, dict) else found
    return " ".join(map(str, found)) if isinstance(found, list) else str(found)


def judge_f(answer):
    chart = as_chart(answer)
    if "bar" not in marks_of(chart):
        return not_yet(
            "Your chart draws {marks}; the question asks for bars: .mark_bar().",
            marks=", ".join(marks_of(chart)) or "nothing",
        )
    fields = {channel: fields_of(chart, channel) for channel in ("x", "y")}
    along = next((c for c, found in fields.items() if "article_id" in found), None)
    if along is None:
        return not_yet(
            "No axis shows article_id: your axes show {x} and {y}.",
            x=shown(next(iter(fields["x"]), "")),
            y=shown(next(iter(fields["y"]), "")),
        )
    across = "y" if along == "x" else "x"
    if "claims" not in fields[across]:
        return not_yet(
            "One axis shows the articles; the other shows {field}, and the length of a bar is "
            "the number of claims.",
            field=shown(next(iter(fields[across]), "")),
        )
    order = order_drawn(chart, along)
    if order == sorted(IDS):
        return not_yet(
            "Your bars stand in the order of the file numbers: give the axis of the articles a "
            "sort, as in the hint."
        )
    if order == IDS[::-1]:
        return not_yet("Your bars run backwards in time: the first written comes first.")
    if order != IDS:
        return not_yet(
            "Your bars stand in the order {order}; compare it with your order of 1.1.c.",
            order=shown(", ".join(order)),
        )
    if len(text_of(chart, "title").split()) < 3:
        return not_yet("Your chart has no title of three words or more that says what is seen.")
    if len(text_of(chart, "description").split()) < 5:
        return not_yet(
            "Your chart has no description of five words or more: "
            '.properties(description="…") is read out to those who cannot see it.'
        )
    return holds("Bars in the order of time, with a title, and words for those who cannot see.")


CHART = """\
answer_f = (
    alt.Chart(counts)
    .mark_bar()
    .encode(
        x=alt.X("article_id:N", sort=charts.time_order(articles), title="Article, in time order"),
        y=alt.Y("claims:Q", title="Claims"),
    )
    .properties(
        title="The article of the leak has most claims",
        description="Bars: 004 16 claims, 003 18, 001 21, 002 14, 000 14.",
    )
)"""


def spoilt(old, new):
    """Return the model answer with one thing changed."""
    assert old in CHART
    return CHART.replace(old, new)


EXERCISES = (
    Exercise(
        key="1.1.a",
        kind="Read",
        minutes=4,
        judge=judge_a,
        right=(
            'answer_a = "P U C E N"',
            'answer_a = ["P", "U", "C", "E", "N"]',
            'answer_a = "pucen"',
            'answer_a = "1 P, 2 U, 3 C, 4 E, 5 N"',
            'answer_a = ["publication", "update", "capture", "event", "none"]',
        ),
        wrong=(
            Wrong('answer_a = ""', "You gave"),
            Wrong("answer_a = 5", "You gave"),
            Wrong('answer_a = "P P C E N"', "an update is no publication"),
            Wrong('answer_a = "P U E E N"', "not counted by the author"),
            Wrong('answer_a = "P U N E N"', "to which day"),
            Wrong('answer_a = "P U P E N"', "names no day"),
            Wrong('answer_a = "P U C P N"', "not yet the article's own day"),
            Wrong('answer_a = "P U C U N"', "Of the page, or of the affair"),
            Wrong('answer_a = "P U C E P"', "the day behind them"),
            Wrong('answer_a = "U P C E N"', "read the verb"),
            Wrong('answer_a = "E U C E N"', "which verb"),
            Wrong('answer_a = "P E C E N"', "about its own page"),
            Wrong('answer_a = "P U C E"', "You gave 4 of 5"),
            Wrong('answer_a = "C, E"', "You gave 2 of 5"),
            Wrong('answer_a = "R R L ?"', "use only"),
        ),
    ),
    Exercise(
        key="1.1.b",
        kind="Read",
        minutes=4,
        judge=judge_b,
        right=(
            'answer_b = "C, E"',
            'answer_b = ["E", "C"]',
            'answer_b = "ce"',
            'answer_b = {"C", "E"}',
            'answer_b = "C and E"',
        ),
        wrong=(
            Wrong('answer_b = ""', "You gave"),
            Wrong("answer_b = 9", "You gave"),
            Wrong('answer_b = "A, C, E"', "the website counts"),
            Wrong('answer_b = "B, C, E"', "an article of 6 May"),
            Wrong('answer_b = ["C", "D", "E"]', "bare Sunday"),
            Wrong('answer_b = "F"', "already come"),
            Wrong('answer_b = "C"', "beyond the running text"),
            Wrong('answer_b = "E"', "another card does too"),
            Wrong('answer_b = "P U C E N"', "You gave"),
        ),
    ),
    Exercise(
        key="1.1.c",
        kind="Judge",
        minutes=6,
        judge=judge_c,
        right=(
            'answer_c = ["004, 003, 001, 002, 000", "002, 000"]',
            'answer_c = ["004 003 001 002 000", "000 and 002"]',
            'answer_c = [["004", "003", "001", "002", "000"], ["002", "000"]]',
            'answer_c = "004, 003, 001, 002, 000; 002/000"',
            "answer_c = [4, 3, 1, 2, 0, 2, 0]",
            "answer_c = [charts.time_order(articles), ('002', '000')]",
        ),
        wrong=(
            Wrong("answer_c = []", "You gave"),
            Wrong("answer_c = None", "You gave"),
            Wrong('answer_c = ["000, 001, 002, 003, 004", "002, 000"]', "file numbers"),
            Wrong('answer_c = ["000, 002, 001, 003, 004", "002, 000"]', "back to front"),
            Wrong('answer_c = ["002, 004, 003, 001, 000", "002, 004"]', "day of the capture"),
            Wrong('answer_c = ["004, 003, 000, 001, 002", "000, 001"]', "says the leak was"),
            Wrong('answer_c = ["003, 004, 001, 002, 000", "002, 000"]', "reports as news"),
            Wrong('answer_c = ["004, 003, 002, 001, 000", "002, 001"]', "still lies ahead"),
            Wrong('answer_c = ["004, 001, 003, 002, 000", "002, 000"]', "two neighbours"),
            Wrong('answer_c = ["004, 003, 001, 002, 000", "004, 000"]', "no neighbours"),
            Wrong('answer_c = ["004, 003, 001, 002, 000", "004, 003"]', "do not overlap"),
            Wrong('answer_c = ["004, 003, 001, 002, 000", "003, 001"]', "far apart"),
            Wrong('answer_c = ["004, 003, 001, 002, 000", "001, 002"]', "a day after"),
            Wrong('answer_c = ["004, 003, 001, 002, 000"]', "You gave 5 numbers"),
            Wrong('answer_c = ["D, E, A, C, B", "C, B"]', "use the file numbers"),
            Wrong('answer_c = ["005, 003, 001, 002, 000", "002, 000"]', "000 to 004"),
        ),
    ),
    Exercise(
        key="1.1.d",
        kind="Code",
        minutes=4,
        judge=judge_d,
        right=(
            "answer_d = 6",
            'answer_d = "6"',
            "answer_d = 6.0",
            'answer_d = "6 paragraphs"',
            "answer_d = paragraphs.query(\"article_id == '001'\")['role']"
            ".isin(['furniture', 'caption']).sum()",
        ),
        wrong=(
            Wrong('answer_d = ""', "You gave"),
            Wrong("answer_d = {'furniture': 5}", "You gave"),
            Wrong("answer_d = 5", "a picture line is asked"),
            Wrong("answer_d = 1", "picture line alone"),
            Wrong("answer_d = 8", "that is article 002"),
            Wrong("answer_d = 13", "Count the others"),
            Wrong("answer_d = 19", "all its paragraphs"),
            Wrong("answer_d = 32", "those are words"),
            Wrong(
                "answer_d = paragraphs['role'].isin(['furniture', 'caption']).sum()",
                "over all five",
            ),
            Wrong("answer_d = 7", "count the lines"),
        ),
    ),
    Exercise(
        key="1.1.e",
        kind="Judge",
        minutes=6,
        judge=judge_e,
        right=(
            'answer_e = "cautions, denies, accuses, states"',
            'answer_e = "states, denies, accuses, states"',
            'answer_e = ["cautions", "denies", "accuses", "states"]',
            'answer_e = "C D A S"',
            'answer_e = "sdas"',
            'answer_e = "states, accuses, accuses, states"',
            'answer_e = "1 states, 2 denies, 3 accuses, 4 states"',
        ),
        wrong=(
            Wrong('answer_e = ""', "You gave"),
            Wrong("answer_e = 4", "You gave"),
            Wrong('answer_e = "accuses, denies, accuses, states"', "It speaks of a delay"),
            Wrong('answer_e = "denies, denies, accuses, states"', "no charge against"),
            Wrong('answer_e = "states, states, accuses, states"', "answer the charge"),
            Wrong('answer_e = "states, denies, denies, states"', "turned back already"),
            Wrong('answer_e = "states, denies, states, states"', "harmful intention"),
            Wrong('answer_e = "states, denies, accuses, accuses"', "not the hint"),
            Wrong('answer_e = "states, denies, accuses, cautions"', "What is left"),
            Wrong('answer_e = "states, denies, accuses"', "You gave 3 of 4"),
            Wrong('answer_e = "yes, no, yes, no"', "use only"),
        ),
    ),
    Exercise(
        key="1.1.f",
        kind="Code",
        minutes=8,
        judge=judge_f,
        right=(
            CHART,
            spoilt("charts.time_order(articles)", '["004", "003", "001", "002", "000"]'),
            CHART.replace("x=alt.X", "z=alt.X").replace("y=alt.Y", "x=alt.X").replace("z=", "y="),
            "in_time = counts.set_index('article_id').loc[charts.time_order(articles)]\n"
            + spoilt("charts.time_order(articles)", "None").replace(
                "alt.Chart(counts)", "alt.Chart(in_time.reset_index())"
            ),
            spoilt('"claims:Q"', '"claims"').replace("mark_bar()", "mark_bar(color='#0072B2')"),
        ),
        wrong=(
            Wrong("answer_f = []", "Give the chart itself"),
            Wrong("answer_f = counts", "Give the chart itself"),
            Wrong(spoilt("mark_bar", "mark_line"), "asks for bars"),
            Wrong(spoilt("sort=charts.time_order(articles), ", ""), "order of the file numbers"),
            Wrong(
                spoilt("charts.time_order(articles)", "charts.time_order(articles)[::-1]"),
                "backwards",
            ),
            Wrong(spoilt("sort=charts.time_order(articles)", 'sort="y"'), "order of the file"),
            Wrong(
                spoilt("charts.time_order(articles)", '["004", "001", "003", "002", "000"]'),
                "your order of 1.1.c",
            ),
            Wrong(spoilt('"claims:Q"', '"article_id:N"'), "length of a bar"),
            Wrong(spoilt('"article_id:N"', '"claims:Q"'), "No axis shows article_id"),
            Wrong(spoilt('title="The article of the leak has most claims",', ""), "no title"),
            Wrong(
                spoilt('description="Bars: 004 16 claims, 003 18, 001 21, 002 14, 000 14.",', ""),
                "no description",
            ),
            Wrong("answer_f = charts.coverage(claims, articles)", "asks for bars"),
        ),
    ),
    Exercise(
        key="1.1.g",
        kind="Explain",
        minutes=4,
        judge=recorded(
            "The number is a file name; the page itself prints 27 July 2017, and its "
            "«quelques mois après» looks back on the leak.",
            "000 looks back on a meeting of «mai 2017», when the other articles' vote was over. "
            "What stands first in a folder was not written first.",
            least_words=4,
        ),
        right=(
            'answer_g = "The number says how somebody counted. 000 looks back on the leak, '
            'a few months after, and its page prints 27 July."',
        ),
        wrong=(),
    ),
)
