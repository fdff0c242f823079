"""Controls: each wires a few inputs to a pure function and a chart, and holds no answer.

A chart is shown as an ordinary output and replaced in place, so that it is there too where no
control works: on GitHub, on paper, in an exported page.
"""

from collections.abc import Callable, Sequence

import altair as alt
import ipywidgets as ipw
import pandas as pd
from IPython.display import HTML, display

from leaklab import charts
from leaklab.rendering import TableTwin, mime_bundle
from leaklab.wording import say


def choose(
    label: str,
    options: Sequence[tuple[str, object]],
    draw: Callable[[object], alt.TopLevelMixin],
) -> None:
    """Show a row of options and a chart that follows the one chosen.

    Parameters
    ----------
    label
        What is chosen; also read out by a screen reader.
    options
        Pairs of a text and the value handed to ``draw``. The first is shown first.
    draw
        Makes the chart from the chosen value; called once an option.
    """
    buttons = ipw.ToggleButtons(
        options=list(options),
        description=label,
        style={"description_width": "initial", "button_width": "auto"},
    )
    # every option is drawn before the first move, so that a move costs no drawing
    drawn = {}
    for _, value in options:
        chart = draw(value)
        drawn[value] = mime_bundle(chart.to_dict()), TableTwin(chart)
    display(buttons)
    bundle, table = drawn[buttons.value]
    shown = display(bundle, raw=True, display_id=True)
    twin = display(table, display_id=True)

    def redraw(change: dict) -> None:
        bundle, table = drawn[change["new"]]
        shown.update(bundle, raw=True)
        twin.update(table)

    buttons.observe(redraw, names="value")


def hands_up(question: str, options: Sequence[str]) -> None:
    """Ask for a prediction and draw how the room, or you alone, predicted.

    A teacher types how many hands went up for each option; alone, type 1 beside yours.

    Parameters
    ----------
    question
        One question.
    options
        Its possible answers, two to six.
    """
    boxes = [
        ipw.BoundedIntText(
            value=0,
            min=0,
            max=999,
            description=option,
            style={"description_width": "18em"},
            layout=ipw.Layout(width="25em"),
        )
        for option in options
    ]
    display(ipw.HTML(f"<strong>{question}</strong>"), ipw.VBox(boxes))
    shown = display(
        HTML(say("<em>Type how many hands go up for each: the prediction is drawn here.</em>")),
        display_id=True,
    )

    def redraw(_: dict) -> None:
        counts = pd.Series([box.value for box in boxes], index=list(options))
        shown.update(charts.tally(counts, question))

    for box in boxes:
        box.observe(redraw, names="value")
