"""What the pictures share: the lanes of the phenomena, lengths, axis marks, table twins."""

from datetime import date

import altair as alt
import pandas as pd

from leaklab import theme
from leaklab.wording import say

# Lanes in the order of the act: what comes before the leak, the leak, what follows.
LANES = {
    "site_attacks": say("Site attacks"),
    "facebook_accounts": say("Facebook accounts"),
    "mailbox_theft": say("Mailbox theft"),
    "forged_items": say("Forged items"),
    "posting": say("Posting of the leak"),
    "amplification": say("Amplification"),
    "rumour": say("Offshore rumour"),
    "state_media": say("State media"),
    "reaction": say("Statements and acts"),
    "context": say("Vote and context"),
}


def scaled(pixels: float) -> float:
    """Return a length in the active theme: what holds text grows with its type."""
    return pixels * theme.size("label") / 14


def ticks(first: str, last: str, step: str) -> list[alt.DateTime]:
    """Return the places of axis marks, from ``first`` to ``last``, a pandas frequency apart."""
    # spelled out: a layered chart mixes up tick intervals, and these never depend on the width
    return [
        alt.DateTime(year=at.year, month=at.month, date=at.day, hours=at.hour)
        for at in pd.date_range(first, last, freq=step)
    ]


def legend_on_top() -> alt.Legend:
    """Return the legend that lies in one line above a chart."""
    return alt.Legend(orient="top", direction="horizontal", columnPadding=24, symbolSize=130)


def twin(table: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """Return the named columns under the names a reader understands, times spelled out."""
    spelled = table[list(columns)].copy()
    for name in spelled.select_dtypes("datetime"):
        spelled[name] = [f"{at:%A} {day_month(at)}, {at:%H:%M}" for at in spelled[name]]
    return spelled.rename(columns=columns)


def day_month(day: date) -> str:
    """Return a date as a reader says it: 5 May."""
    return f"{day.day} {day:%B}"


def in_words(number: int) -> str:
    """Return a small number as a word, for titles."""
    words = say("no one two three four five six seven eight nine ten").split()
    return words[number] if number < len(words) else str(number)
