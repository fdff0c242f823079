"""The rating matrix and the pooling box: number boxes wired to pure functions and a chart."""

import html
from collections.abc import Sequence
from types import SimpleNamespace

import ipywidgets as ipw
import pandas as pd
from IPython.display import HTML, display

from leaklab import attribution, charts
from leaklab.rendering import TableTwin, mime_bundle
from leaklab.wording import say

# What was rated since, by the typed matrix it began from: "Run all" then loses nothing.
_rated: dict[str, pd.DataFrame] = {}


def cards(evidence: pd.DataFrame, items: Sequence[str]) -> "Items":
    """Show a few items of evidence: the words, what they mean, what they cannot show."""
    return Items(evidence.set_index("evidence_id").loc[list(items)])


class Items:
    """Items of evidence, to be read on a screen, on paper and aloud."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self.rows = rows

    def _repr_html_(self) -> str:
        return "".join(
            '<div style="margin: 0.4em 0; padding-left: 1em; border-left: 3px solid #0072B2; '
            f'max-width: 52em"><strong>{row.Index}</strong> · '
            f'<span lang="fr">«{html.escape(row.quote_fr)}»</span> '
            f"({html.escape(row.quote_en)}) — {_where(row)}<br>"
            f"<em>{html.escape(row.limit)}</em></div>"
            for row in self.rows.itertuples()
        )

    def __repr__(self) -> str:
        return "\n".join(
            f"{row.Index}. «{row.quote_fr}» ({row.quote_en}), {_where(row)}. {row.limit}"
            for row in self.rows.itertuples()
        )


def _where(row: object) -> str:
    return say("article {article}, paragraph {n}", article=row.article_id, n=row.paragraph)


def rate(
    typed: str,
    hypotheses: Sequence[str],
    items: Sequence[str],
    prior: pd.Series,
    origin: pd.Series | None = None,
) -> None:
    """Show a number box for each hypothesis and item, and the shares that follow from them.

    Hypotheses are the rows, items the columns. Type a digit, press Tab: 5 for "almost certain"
    down to 1 for "almost impossible", 0 for not rated. The text below the boxes goes back into the
    cell above, to be kept.

    Parameters
    ----------
    typed
        The matrix to begin with, as `leaklab.attribution.read_ratings` reads it. If it cannot be
        read, one sentence says why, and no box is shown.
    hypotheses, items
        In order.
    prior, origin
        As in `leaklab.attribution.posterior`.
    """
    try:
        ratings = attribution.read_ratings(typed, hypotheses, items)
    except attribution.RatingError as error:
        display(HTML(f"<strong>{html.escape(str(error))}</strong>"))
        return
    kept = _rated.get(typed)
    if kept is not None and kept.axes[0].equals(ratings.index):
        ratings = kept.copy()
    boxes = {
        (name, item): ipw.BoundedIntText(
            value=int(ratings.loc[name, item]),
            min=0,
            max=5,
            description=_label(item, name),
            description_allow_html=True,
            tooltip=say("{item} if this is true: {name}", item=item, name=name),
            style={"description_width": "2.6em"},
            layout=ipw.Layout(width="6.6em"),
        )
        for name in hypotheses
        for item in items
    }
    display(
        ipw.VBox(
            [
                ipw.HBox(
                    [
                        ipw.HTML(f"<strong>{html.escape(name)}</strong>", layout={"width": "11em"}),
                        *(boxes[name, item] for item in items),
                    ]
                )
                for name in hypotheses
            ]
        )
    )
    chart = charts.shares(ratings, prior, origin)
    first = chart.to_dict()
    shown = display(mime_bundle(first), raw=True, display_id=True)
    twin = display(TableTwin(chart), display_id=True)
    text = display(_kept_text(ratings), display_id=True)

    def redraw(change: dict) -> None:
        name, item = place[change["owner"]]
        ratings.loc[name, item] = change["new"]
        _rated[typed] = ratings.copy()
        spec = charts.shares_again(first, ratings, prior, origin)
        shown.update(mime_bundle(spec), raw=True)
        twin.update(
            TableTwin(SimpleNamespace(title=spec["title"]["text"], usermeta=spec["usermeta"]))
        )
        text.update(_kept_text(ratings))

    place = {box: where for where, box in boxes.items()}
    for box in boxes.values():
        box.observe(redraw, names="value")


def _label(item: str, name: str) -> str:
    """Return the item, and for a screen reader alone the row in which the box stands."""
    row = html.escape(say(" if this is true: {name}", name=name))
    hidden = "position: absolute; left: -999em"
    return f'{html.escape(item)}<span style="{hidden}">{row}</span>'


def _kept_text(ratings: pd.DataFrame) -> HTML:
    told = say("To keep your ratings, copy these lines into the cell above:")
    return HTML(f"<p>{told}</p><pre>{html.escape(attribution.write_ratings(ratings))}</pre>")


def pool(question: str, true: bool, groups: int = 6) -> None:
    """Take a percentage from each group, then draw their scores and that of all pooled.

    Parameters
    ----------
    question
        A statement that is so or is not: it can be looked up.
    true
        Whether it is so. Told with the first picture, once two groups have ticked "done".
    groups
        How many boxes; those not ticked do not count.
    """
    names = [say("Group {n}", n=n) for n in range(1, groups + 1)]
    boxes = [
        ipw.BoundedIntText(
            value=50,
            min=0,
            max=100,
            description=say("{name}, percent", name=name),
            style={"description_width": "9em"},
            layout=ipw.Layout(width="15em"),
        )
        for name in names
    ]
    ticks = [ipw.Checkbox(value=False, description=say("done"), indent=False) for _ in names]
    display(
        ipw.HTML(f"<strong>{html.escape(question)}</strong>"),
        ipw.VBox([ipw.HBox([box, tick]) for box, tick in zip(boxes, ticks, strict=True)]),
    )
    waiting = HTML(say("<em>Type each group's percentage and tick “done”: two at least.</em>"))
    shown = display(waiting, display_id=True)
    table = display(HTML(""), display_id=True)

    def redraw(_: dict) -> None:
        said = pd.Series(
            {
                name: box.value / 100
                for name, box, tick in zip(names, boxes, ticks, strict=True)
                if tick.value
            }
        )
        if len(said) < 2:
            shown.update(waiting)
            table.update(HTML(""))
            return
        chart = charts.pooled(said, true)
        shown.update(chart)
        table.update(TableTwin(chart))

    for control in (*boxes, *ticks):
        control.observe(redraw, names="value")
