"""The room's own picture: how it predicted."""

import altair as alt
import pandas as pd

from leaklab import theme
from leaklab.charts.common import twin
from leaklab.rendering import with_table
from leaklab.wording import say


def tally(counts: pd.Series, title: str) -> alt.TopLevelMixin:
    """Draw how many hands went up for each answer.

    Parameters
    ----------
    counts
        Hands by answer, in the order asked.
    title
        What the counts say.
    """
    table = counts.rename_axis("answer").reset_index(name="hands")
    base = alt.Chart(table).encode(
        y=alt.Y("answer:N", sort=list(counts.index), title=say("Answer")),
        x=alt.X(
            "hands:Q",
            title=say("Hands"),
            scale=alt.Scale(domain=[0, max(int(counts.max()), 10)]),
            axis=alt.Axis(tickMinStep=1),
        ),
    )
    chart = (
        base.mark_bar(color=theme.BLUE, height=18)
        + base.mark_text(align="left", dx=6, fontSize=theme.size("label")).encode(text="hands:Q")
    ).properties(
        width=400,
        height=34 * len(table),
        title=title,
        description=say(
            "Hands by answer: {counts}.",
            counts=", ".join(f"{answer} {hands}" for answer, hands in counts.items()),
        ),
    )
    return with_table(chart, twin(table, {"answer": say("Answer"), "hands": say("Hands")}))
