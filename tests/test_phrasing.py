"""The linter of attribution: what it must catch, and what it must let pass."""

import pytest

from leaklab import phrasing

REPLY = " The Kremlin denied it on 20 October 2020."
CAUGHT = [
    # a verb stronger than its source
    ("stronger", "On 1 June 2017 ANSSI denied any involvement of Russia.", "denied"),
    ("stronger", "The head of ANSSI cleared Russia.", "cleared"),
    ("stronger", "Rogers told the Senate that Russians stole the campaign's mails.", "stole"),
    ("stronger", "The NSA attributed the hack to Russia.", "attributed"),
    ("stronger", "US officials told Reuters that they had found no evidence.", "no evidence"),
    ("stronger", "The indictment established the role of Unit 74455.", "established"),
    ("stronger", "In 2025 the French ministry attributed the MacronLeaks to APT28.", "MacronLeaks"),
    ("stronger", "Le Monde proved that two units took part.", "proved"),
    ("stronger", "Trend Micro said that Russia took the mailboxes.", "Russia"),
    ("stronger", "A newspaper revealed that the GRU had ordered it.", "revealed that"),
    ("stronger", "Investigators confirmed that Russia was involved.", "confirmed that"),
    # nobody who says so
    ("attributor", "Russia hacked the campaign.", "Russia hacked"),
    ("attributor", "The mailboxes were hacked by Russians.", "hacked by Russians"),
    ("attributor", "Then came the Russian hack of the campaign.", "Russian hack"),
    ("attributor", "Behind the leak stood the Kremlin.", "Behind the leak stood"),
    ("attributor", "Russia reportedly hacked the campaign.", "reportedly"),
    ("attributor", "Russia is said to have hacked the campaign.", "is said to"),
    ("attributor", "Russians, who hacked the campaign, did not stop there.", "who hacked"),
    ("attributor", "Experts believe that Fancy Bear took part.", "Experts believe"),
    ("attributor", "The attacks on the site came from Ukraine.", "came from Ukraine"),
    ("attributor", "The hackers stole the mails.", "hackers stole"),
    ("attributor", "The GRU was behind the theft.", "was behind"),
    # a unit without who names it
    ("unit", "Unit 74455 is part of this story.", "Unit 74455"),
    ("unit", "The mails were taken by APT28.", "APT28"),
    ("unit", "Sandworm took over in April.", "Sandworm"),
    # likelihood and confidence in one breath
    (
        "one breath",
        "We judge with high confidence that a service very likely did it.",
        "very likely",
    ),
    ("one breath", "It is probable (moderate confidence).", "probable … moderate confidence"),
    ("one breath", "We are confident that it is almost certain.", "almost certain"),
    ("one breath", "The chance is 70 percent, with low confidence.", "70 percent"),
    # proved, guilty
    ("proved", "The charges prove it.", "prove"),
    ("proved", "Six officers are guilty of it.", "guilty"),
    ("proved", "Without any doubt it was a service.", "Without any doubt"),
    ("proved", "It is clear that a State was behind the leak.", "It is clear that"),
    ("proved", "The culprits were named in 2020.", "culprits"),
    # the day of the telling as the day of the deed
    ("day", "On 9 May 2017 the NSA warned France.", "On 9 May 2017 … warned"),
    ("day", "Rogers said that the NSA warned France on 9 May 2017.", "warned France on 9 May 2017"),
    ("day", "In 2020 Russian officers hacked the campaign.", "In 2020 … hacked"),
    ("day", "Agents spied on the campaign on 27 July 2017, Reuters reported.", "27 July 2017"),
    ("day", "Two units attacked the campaign in December 2019.", "in December 2019"),
    # no reply beside it
    ("reply", "On 29 April 2025 France attributed it to APT28.", "attributed it to APT28"),
    ("reply", "The Department of Justice charged officers of Unit 74455.", "charged officers"),
    ("reply", "Two officials told Reuters that Russia hacked the campaign.", "Russia hacked"),
    ("reply", "Russian officers were charged in 2020.", "were charged"),
    ("reply", "The department accused the GRU. Moscow denied it.", "denied"),
    # sentences that an earlier list of patterns let pass
    (
        "attributor",
        "Russia hacked the campaign; the Kremlin denied it on 9 May 2017.",
        "Russia hacked",
    ),
    ("attributor", "Russia hacked the campaign and denied it on 20 October 2020.", "Russia hacked"),
    ("attributor", "Nobody doubts that Russia hacked the campaign.", "Russia hacked"),
    ("attributor", "It is not disputed that the GRU stole the mails.", "the GRU stole"),
    ("attributor", "If you look at the timing, Russia hacked the campaign.", "Russia hacked"),
    ("stronger", "ANSSI did not hesitate: it blamed Russia.", "blamed"),
    (
        "stronger",
        "France has now confirmed, not for the first time, that APT28 did it.",
        "confirmed",
    ),
    ("stronger", "ANSSI concluded that Russia was not involved.", "concluded that Russia was not"),
    (
        "stronger",
        "The head of ANSSI said that an isolated individual did it.",
        "said that an isolated individual did",
    ),
    ("stronger", "American agencies found no proof of Russian involvement.", "no proof"),
    ("stronger", "The Americans cleared the Kremlin.", "cleared"),
    ("attributor", "Putin ordered the hack.", "Putin ordered"),
    ("attributor", "Moscow ordered the hack.", "Moscow ordered"),
    ("attributor", "Russian intelligence obtained the mails.", "Russian intelligence obtained"),
    ("attributor", "Russian hackers got into the mailboxes.", "Russian hackers got into"),
    ("attributor", "The Russian state was involved.", "Russian state was involved"),
    ("attributor", "It was the Russians who did this.", "Russians who did this"),
    ("attributor", "Russia's GRU conducted the operation.", "Russia's GRU conducted"),
    ("attributor", "An insider gave the mails to WikiLeaks.", "An insider gave"),
    ("proved", "The court found six officers responsible.", "found six officers responsible"),
    ("proved", "The charges leave no room for doubt.", "no room for doubt"),
    ("proved", "The report makes plain that a service was behind it.", "makes plain"),
    ("proved", "There is little doubt that a service was behind it.", "little doubt"),
    (
        "day",
        "In April 2017, APT28 phished the campaign, says the French ministry.",
        "In April 2017 … phished",
    ),
    ("one breath", "Almost sure, with high confidence.", "Almost sure … high confidence"),
    ("proved", "Nobody doubts that Russia hacked the campaign.", "Nobody doubts"),
    ("proved", "Clearly, Russia hacked the campaign.", "Clearly"),
    ("proved", "A court sentenced the officers.", "sentenced"),
    ("attributor", "Russia hacked the United States and the campaign.", "Russia hacked"),
]

INNOCENT = [
    "",
    "The mails were posted on 5 May 2017; nobody says by whom.",
    "On 19 October 2020 the US Department of Justice charged six officers and named Unit 74455; "
    "charged is not guilty, and the Kremlin denied it on 20 October 2020.",
    "On 29 April 2025 the French foreign ministry attributed attacks on French interests to APT28 "
    "and recalled «la tentative de déstabilisation du processus électoral français en 2017» (the "
    "attempt to destabilise the French electoral process in 2017). The Russian embassy rejected "
    "the accusations on 30 April 2025.",
    "The head of ANSSI told AP on 1 June 2017 that he could not say whether it was APT28.",
    "On 1 June 2017 the head of ANSSI neither cleared nor accused Russia.",
    "On 9 May 2017 Rogers said that the NSA had told France of Russians getting into “some of your "
    "infrastructure”; when, he did not say. Russia denied any involvement, Reuters wrote that day, "
    "9 May 2017.",
    "Reuters' sources had not found conclusive evidence that the Kremlin ordered the hacking.",
    "We judge it likely that one service took the mailboxes. Our confidence in this is low, since "
    "nearly every source is a copy.",
    "Who took the mailboxes? Was it Russia?",
    "No article proves that the Kremlin ordered it.",
    "The indictment alleges a hack-and-leak effort by officers of Unit 74455; it was never tried. "
    "No reply found.",
    "In December 2019 Le Monde wrote that elements it gathered support the involvement of two "
    "units of the GRU. Russia had denied any part, in general terms, AFP noted on 8 December 2019.",
    "Trend Micro said on 24 April 2017 that phishing sites had been set up.",
    "WikiLeaks wrote that it had not yet discovered fakes.",
    "A Kremlin spokesman rejected it on 14 February 2017.",
    "In its statement of 29 April 2025 the ministry linked APT28 to an attempt to destabilise the "
    "vote; the Russian embassy rejected this on 30 April 2025.",
    "Who posted the leak is not known. American far-right accounts helped to spread it, Reuters "
    "reported on 6 May 2017; one author denied using bots the same day.",
    "The campaign says that hackers broke into its mailboxes several weeks before 5 May 2017.",
    "A headline of the day reads “Russia hacked the campaign, without any doubt”.",
    "On 27 July 2017 Reuters reported that agents had created about two dozen accounts.",
    # sentences that an earlier list of patterns held against their writers
    "The US blamed Unit 74455 in 2020. On 20 October 2020 the Kremlin said that "
    "the charges were unfounded.",
    "The US blamed Unit 74455 in 2020. “nothing to do with reality”, Peskov said "
    "on 20 October 2020.",
    "WikiLeaks said on 5 May 2017 that it was not behind the leak.",
    "Russia had denied involvement, Reuters wrote on 9 May 2017.",
    "Le Monde published its inquiry in December 2019.",
    "On 27 July 2017 Reuters published an article.",
    "On 29 April 2025 the French ministry published a statement that attributes "
    "attacks to APT28; Russia's embassy rejected it on 30 April 2025.",
    "The charges were revealed on 19 October 2020.",
    "Sandworm is the name given to Unit 74455 by security firms.",
    "Unit 26165 and Unit 74455 are two units of one service.",
    "WikiLeaks published a searchable archive on 31 July 2017.",
    "It is certainly right that the law applied.",
    "The communiqué clearly named no State.",
    "The Kremlin denied on 20 October 2020 that Russia hacked the campaign.",
    "Peskov said on 20 October 2020 that Russia did not do it.",
    "ANSSI never said that Russia was not involved.",
    "No court has sentenced anybody.",
    "The Kremlin rejected the charges on 20 October 2020; nobody has been convicted.",
    "The Kremlin said that it had ordered nothing.",
    "Russian officers are accused, and the embassy rejected it on 30 April 2025.",
]


@pytest.mark.parametrize(("rule", "text", "words"), CAUGHT, ids=lambda value: value[:40])
def test_a_planted_sentence_is_caught(rule: str, text: str, words: str) -> None:
    found = [finding for finding in phrasing.findings(text) if finding.rule == rule]
    assert found, [finding.rule for finding in phrasing.findings(text)]
    assert words in found[0].words or found[0].words in words
    assert found[0].what
    assert found[0].do.endswith(".")


@pytest.mark.parametrize("text", INNOCENT, ids=lambda text: text[:50])
def test_an_innocent_paragraph_passes(text: str) -> None:
    assert phrasing.findings(text) == []


def test_every_rule_is_planted() -> None:
    assert {rule for rule, _, _ in CAUGHT} == set(phrasing.RULES)


def test_a_reply_without_a_day_is_told_apart_from_none() -> None:
    bare = "The department accused the GRU."
    assert "no answer" in phrasing.findings(bare)[-1].what
    assert "without a day" in phrasing.findings(bare + " The Kremlin denied it.")[-1].what
    assert phrasing.findings(bare + REPLY) == []
    assert phrasing.findings(bare + " No reply found.") == []


def test_a_paragraph_with_every_fault_is_told_of_each() -> None:
    text = (
        "On 9 May 2017 the NSA warned France. Unit 74455 hacked the campaign. It is very likely, "
        "and we say so with high confidence, that ANSSI cleared nobody. The charges prove it."
    )
    assert {finding.rule for finding in phrasing.findings(text)} == set(phrasing.RULES)


def test_the_loose_paragraph_of_the_lesson_has_eight() -> None:
    found = phrasing.findings(phrasing.LOOSE)
    assert len(found) == 8
    assert {finding.rule for finding in found} == set(phrasing.RULES) - {"unit", "attributor"}


def test_what_others_say_is_theirs() -> None:
    said = "“Russia hacked the campaign”"
    assert phrasing.findings(f"One headline reads {said}.") == []
    assert phrasing.findings("Russia hacked the campaign.") != []


def test_findings_make_a_table() -> None:
    table = phrasing.table("Russia hacked the campaign.")
    assert list(table.columns) == ["What is off", "The words", "What to do"]
    assert len(table) == 2
    assert phrasing.table("").empty


def test_text_may_be_anything() -> None:
    for text in ("…", "«»", "?" * 50, "a" * 5000, "On 9 May", "\n\n", "Russia " * 400):
        phrasing.findings(text)
