"""Counting origins: from each claim back to the mouth it came from, and how few mouths there are.

The case's ``chain`` leads from the origin of a claim to the article. Two articles that repeat one
op-ed are one witness, so what counts is where chains begin:

- a **mouth** is a named origin: somebody other than the article itself;
- a **party** is one campaign, one State or one house: the campaign's movement, its candidate and
  the two who speak for it are one origin, and so are bodies of one State, a site and its founder;
- an origin is **hidden** where the words do not let us say whose it is: an agency that shows no
  source of its own, services whose country is not named.

Shared origin can be shown; independence cannot. A count of parties holds by its rule only: another
rule merges or parts them otherwise, and the hidden may add to it.

`PARTIES`, `STAKES`, `FEBRUARY`, `INTO_SYSTEMS`, `AMERICAN_CASE` and `REPLIES` are our coding. Each
says its rule, so that a reader can apply it and disagree.
"""

import itertools
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from leaklab.wording import say

ARROW = " > "
NO_SOURCE = "no source named"
HIDDEN = "hidden"

# One campaign, one State, one house: whoever speaks for it. (Sputnik: 003 and 004 call it a medium
# of the Russian State; that it speaks for the Kremlin is not said.)
PARTIES: Mapping[str, tuple[str, ...]] = {
    "campaign": ("en_marche", "ferrand", "mahjoubi", "macron"),
    "american_state": ("rogers", "washington", "us_congress_sources"),
    "russian_state": ("kremlin", "putin", "sputnik"),
    "french_state": ("ayrault", "cnccep"),
    "wikileaks": ("wikileaks", "assange"),
    "facebook": ("facebook",),
    "vanderbiest": ("vanderbiest",),
}
PARTY_OF = {speaker: party for party, speakers in PARTIES.items() for speaker in speakers}

# What a party has at stake in being believed, as far as the five articles show. A stake makes no
# claim false.
STAKES: Mapping[str, str] = {
    "campaign": "says it is the victim; its candidate stands for election",
    "american_state": "one of its services says it warned France; named Moscow for 2016",
    "russian_state": "accused, or its media are",
    "french_state": "must protect the vote",
    "wikileaks": "relayed the mails",
    "facebook": "its own service was used",
    "vanderbiest": "none that the articles show; an expert's opinion",
}

# How parties and actors are called in pictures.
PARTY_NAMES = {
    "campaign": say("the campaign"),
    "american_state": say("American State"),
    "russian_state": say("Russian State"),
    "french_state": say("French State"),
    "wikileaks": say("WikiLeaks"),
    "facebook": say("Facebook"),
    "vanderbiest": say("Vanderbiest"),
    HIDDEN: say("hidden"),
}
# short enough for a node or a bar; the rest bear their names in the table of actors
SHORT_NAMES = {
    "us_congress_sources": say("sources in Congress"),
    "intelligence_services": say("“the services”"),
    "us_senate": say("Senate hearing"),
    "cnccep": say("CNCCEP"),
    "rogers": say("Rogers"),
    "ferrand": say("Ferrand"),
    "mahjoubi": say("Mahjoubi"),
    "macron": say("Macron"),
    "vanderbiest": say("Vanderbiest"),
    "ayrault": say("Ayrault"),
    "assange": say("Assange"),
    "putin": say("Putin"),
    "kremlin": say("the Kremlin"),
    "sputnik": say("Sputnik"),
    "le_monde": say("Le Monde"),
    "en_marche": say("En Marche"),
}

# The op-ed is all that Le Monde publishes in the five articles. Two more claims tell of the
# campaign's accusation of February without naming the op-ed; we count them with it and say so.
OP_ED = "le_monde"
FEBRUARY = ("C001-18", "C004-01")

# Attacks on or entry into somebody's systems in France: two phenomena, and one claim that is filed
# under none because its speaker did not say which infrastructures he meant.
INTO_SYSTEMS = ("site_attacks", "mailbox_theft")
UNSAID_TARGET = ("C002-04",)

# About the American election of 2016, not the French one.
AMERICAN_CASE = ("C000-13", "C001-14", "C002-08", "C002-09", "C003-14", "C003-22", "C004-15")

# The denial that stands beside an accusation in France, by who is accused. The Kremlin's and
# Putin's are general; Sputnik's answers the charge of false information.
GENERAL_DENIALS = ("C000-11", "C000-15")
MEDIA_DENIAL = ("C003-08",)
MEDIA = ("rt", "sputnik")

# --- origins -------------------------------------------------------------------------------------


def steps(chain: str) -> list[str]:
    """Return the actors of a chain, the origin first, the article's outlet last."""
    return [part.strip() for part in chain.split(ARROW.strip())]


def origins(claims: pd.DataFrame) -> pd.DataFrame:
    """Return where each claim begins.

    Parameters
    ----------
    claims
        The case table ``claims``, or rows of it.

    Returns
    -------
    pandas.DataFrame
        One row a claim: ``claim_id``, ``article_id``, ``origin`` (an actor, or `NO_SOURCE` where
        the article is its own origin), ``party`` (one of `PARTIES`, `HIDDEN`, or `NO_SOURCE`),
        ``hands`` (actors between origin and article, separated by spaces).
    """
    rows = []
    for row in claims.itertuples():
        *before, _ = steps(row.chain)
        origin = before[0] if before else NO_SOURCE
        rows.append(
            {
                "claim_id": row.claim_id,
                "article_id": row.article_id,
                "origin": origin,
                "party": PARTY_OF.get(origin, HIDDEN) if before else NO_SOURCE,
                "hands": " ".join(before[1:]),
            }
        )
    return pd.DataFrame(rows, columns=["claim_id", "article_id", "origin", "party", "hands"])


def counted_by(found: pd.DataFrame, column: str) -> pd.DataFrame:
    """Count claims and articles for each origin or party.

    Parameters
    ----------
    found
        From `origins`.
    column
        ``"origin"`` or ``"party"``.

    Returns
    -------
    pandas.DataFrame
        Indexed by the column's values, most claims first: ``claims``, ``articles`` (how many),
        ``in_articles`` (which, separated by spaces).
    """
    groups = found.groupby(column, sort=True)
    table = pd.DataFrame(
        {
            "claims": groups.size(),
            "articles": groups["article_id"].nunique(),
            "in_articles": groups["article_id"].agg(lambda ids: " ".join(sorted(set(ids)))),
        }
    )
    return table.sort_values("claims", ascending=False, kind="stable")


@dataclass(frozen=True)
class Count:
    """How many voices stand behind some claims, each number smaller than the one before."""

    articles: int
    claims: int
    sourced: int
    mouths: int
    parties: int
    hidden: int


def count(claims: pd.DataFrame) -> Count:
    """Count articles, claims, claims with a named origin, mouths, parties and hidden origins.

    Parameters
    ----------
    claims
        The case table ``claims``, or rows of it.
    """
    found = origins(claims)
    named = found[found["origin"] != NO_SOURCE]
    placed = named[named["party"] != HIDDEN]
    return Count(
        articles=found["article_id"].nunique(),
        claims=len(found),
        sourced=len(named),
        mouths=named["origin"].nunique(),
        parties=placed["party"].nunique(),
        hidden=named.loc[named["party"] == HIDDEN, "origin"].nunique(),
    )


def through(claims: pd.DataFrame, actor: str) -> pd.DataFrame:
    """Return the claims whose chain passes through an actor, its origin included."""
    return claims[[actor in steps(chain) for chain in claims["chain"]]]


def february(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the claims that rest on what the campaign said in February 2017.

    Returns
    -------
    pandas.DataFrame
        Rows of ``claims`` with ``why``: ``"op-ed"`` where the chain says so, ``"op-ed not named"``
        where the words tell of the accusation and not where it was made (`FEBRUARY`).
    """
    op_ed = through(claims, OP_ED)
    likely = claims[claims["claim_id"].isin(FEBRUARY)]
    return pd.concat([op_ed.assign(why="op-ed"), likely.assign(why="op-ed not named")]).sort_index()


def edges(claims: pd.DataFrame) -> pd.DataFrame:
    """Return each step by which words travel, with how many claims take it.

    Returns
    -------
    pandas.DataFrame
        ``source``, ``target`` (actors), ``claims`` (how many), ``articles`` (which, separated by
        spaces).
    """
    taken: Counter = Counter()
    where: dict[tuple, set] = {}
    for row in claims.itertuples():
        chain = steps(row.chain)
        for pair in itertools.pairwise(chain):
            taken[pair] += 1
            where.setdefault(pair, set()).add(row.article_id)
    return pd.DataFrame(
        [(*pair, taken[pair], " ".join(sorted(where[pair]))) for pair in taken],
        columns=["source", "target", "claims", "articles"],
    )


def depths(claims: pd.DataFrame) -> dict[str, int]:
    """Return for each actor in a chain how many steps before an article it stands, at most."""
    found: dict[str, int] = {}
    for chain in claims["chain"]:
        for place, actor in enumerate(reversed(steps(chain))):
            found[actor] = max(found.get(actor, 0), place)
    return found


# --- what a claim is about -----------------------------------------------------------------------


def names_russian(claims: pd.DataFrame, actors: pd.DataFrame) -> pd.Series:
    """Say of each claim whether it is about a Russian name: an actor whose country is RU."""
    russian = set(actors.loc[actors["country"] == "RU", "actor_id"])
    return claims["about"].fillna("").map(lambda about: bool(russian & set(about.split())))


def speaks_of_entry(claims: pd.DataFrame) -> pd.Series:
    """Say of each claim whether it is about attacks on, or entry into, systems in France."""
    return claims["phenomenon"].isin(INTO_SYSTEMS) | claims["claim_id"].isin(UNSAID_TARGET)


def replies(claims: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Return every accusation with the denial that the five articles report, if any.

    Rule: a charge about France that names a Russian medium stands beside Sputnik's denial; one
    that bears another Russian name beside the Kremlin's and Putin's, which are general; every
    other has none. Where the reply stands in another article it may answer another charge.

    Returns
    -------
    pandas.DataFrame
        ``claim_id``, ``article_id``, ``about``, ``reply`` (claim ids separated by spaces, or
        empty), ``same_article`` (whether one of them stands in the article of the accusation).
    """
    where = dict(zip(claims["claim_id"], claims["article_id"], strict=True))
    russian = names_russian(claims, actors)
    rows = []
    for index, row in claims[claims["stance"] == "accuses"].iterrows():
        about = set(row["about"].split())
        reply: Sequence[str] = ()
        if russian[index] and row["claim_id"] not in AMERICAN_CASE:
            reply = MEDIA_DENIAL if about & set(MEDIA) else GENERAL_DENIALS
        reply = [claim for claim in reply if claim in where]
        rows.append(
            {
                "claim_id": row["claim_id"],
                "article_id": row["article_id"],
                "about": row["about"],
                "reply": " ".join(reply),
                "same_article": any(where[claim] == row["article_id"] for claim in reply),
            }
        )
    return pd.DataFrame(rows, columns=["claim_id", "article_id", "about", "reply", "same_article"])


def stakes(claims: pd.DataFrame) -> pd.DataFrame:
    """Return what each party has at stake in being believed, beside how much it says.

    Returns
    -------
    pandas.DataFrame
        Indexed by party, most claims first: ``claims``, ``at_stake`` (our coding).
    """
    counted = counted_by(origins(claims), "party")["claims"]
    table = pd.DataFrame({"claims": counted, "at_stake": pd.Series(STAKES)}).dropna()
    table["claims"] = table["claims"].astype(int)
    return table.sort_values("claims", ascending=False, kind="stable").rename_axis("party")


def beside(claims: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Return the words of every accusation, and beside them the denial as the articles report it.

    Returns
    -------
    pandas.DataFrame
        Indexed by claim id: ``about``, ``accusation`` (our English), ``reply`` (who denies, in
        which article; or that there is none in the five).
    """
    found = claims.set_index("claim_id")
    rows = replies(claims, actors).set_index("claim_id")
    told = {
        " ".join(GENERAL_DENIALS): say("in general: Kremlin, Putin (000)"),
        " ".join(MEDIA_DENIAL): say("Sputnik (003)"),
        "": say("no reply in the five articles"),
    }
    return pd.DataFrame(
        {
            "about": rows["about"],
            "accusation": found.loc[rows.index, "quote_en"].astype("object"),
            "reply": [told.get(reply, reply) for reply in rows["reply"]],
        }
    )


# --- grades --------------------------------------------------------------------------------------

LETTERS, DIGITS = "ABCDEF", "123456"


def on_diagonal(grades: Collection[str]) -> int:
    """Return how many grades say the same of source and claim: A1, B2, C3, D4, E5, F6.

    Baker, McKendry and Mace, "Certitude judgments in an operational environment" (U.S. Army
    Behavioral Science Research Laboratory, Technical Research Note 200, 1968): of 1,400 grades
    given, 87 % lay there, so that two letters said little more than one.

    Parameters
    ----------
    grades
        Such as ``"B2"``.

    Raises
    ------
    ValueError
        If one is no grade of the Admiralty scale.
    """
    for grade in grades:
        if len(grade) != 2 or grade[0] not in LETTERS or grade[1] not in DIGITS:
            raise ValueError(f"{grade!r} is no grade: give a letter A to F and a digit 1 to 6.")
    return sum(LETTERS.index(grade[0]) == DIGITS.index(grade[1]) for grade in grades)
