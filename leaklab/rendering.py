"""One way to show a chart that works in every host, without a network.

JupyterLab 4 draws Vega-Lite 5 by itself, from ``application/vnd.vegalite.v5+json``. Altair's own
default fetches scripts from the web, and its own Vega-Lite MIME type is not drawn by JupyterLab.
"""

import html
import os
from typing import Any

import altair as alt
import pandas as pd
from IPython.display import display

VEGALITE = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"

# Set by the build only: a static picture costs some 80 ms a chart, too much inside a control.
STATIC = "LEAKLAB_STATIC"


def mime_bundle(spec: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Return a chart's representations: Vega-Lite, its description, and in a build its picture.

    Parameters
    ----------
    spec
        A Vega-Lite specification as Altair makes it.

    Returns
    -------
    dict
        MIME type to content. ``text/plain`` is the chart's description.
    """
    bundle: dict[str, Any] = {
        VEGALITE: {**spec, "$schema": SCHEMA},
        "text/plain": spec.get("description", "Chart without a description"),
    }
    if os.environ.get(STATIC):
        bundle["image/svg+xml"] = static_picture(spec)
    return bundle


def static_picture(spec: dict[str, Any]) -> str:
    """Draw a specification as SVG text that carries the chart's description."""
    import vl_convert  # an author's package: learners never draw static pictures

    picture = vl_convert.vegalite_to_svg({**spec, "$schema": SCHEMA}, vl_version="5.8")
    label = html.escape(spec.get("description", ""), quote=True)
    return picture.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)


def table_twin(table: pd.DataFrame, caption: str) -> str:
    """Return a table as HTML that opens with one keystroke and reads well aloud.

    Parameters
    ----------
    table
        What the chart shows, one row a mark; the column names are read out as headers.
    caption
        One line above the table.
    """
    body = table.to_html(index=False, border=0, na_rep="", escape=True)
    return (
        "<details><summary>The same as a table</summary>"
        f"<p>{html.escape(caption)}</p>{body}</details>"
    )


def with_table(chart: alt.TopLevelMixin, table: pd.DataFrame) -> alt.TopLevelMixin:
    """Give a chart its table twin, to travel with it in its specification.

    Parameters
    ----------
    chart
        Any Altair chart.
    table
        What it shows, one row a mark, in words a reader understands.
    """
    # set, not passed to properties(), which would copy the whole chart
    chart.usermeta = {"table": table.astype("string").fillna("").to_dict("records")}
    return chart


class TableTwin:
    """The table twin of a chart of the kit: closed on the screen, whole as plain text.

    Parameters
    ----------
    chart
        A chart made with `with_table`.
    """

    def __init__(self, chart: alt.TopLevelMixin) -> None:
        # read from the chart itself: turning it into a specification again would cost as much
        # as drawing it
        title = chart.title
        self.caption = title.text if isinstance(title, alt.TitleParams) else title
        self.table = pd.DataFrame(chart.usermeta["table"])

    def _repr_html_(self) -> str:
        return table_twin(self.table, self.caption)

    def __repr__(self) -> str:
        return f"{self.caption}\n{self.table.to_string(index=False)}"


def show(chart: alt.TopLevelMixin) -> None:
    """Show a chart of the kit, and its table one keystroke away."""
    display(chart)
    display(TableTwin(chart))


def enable() -> None:
    """Make this the way Altair shows every chart, and show the words in tables whole."""
    alt.renderers.register("leaklab", mime_bundle)
    alt.renderers.enable("leaklab")
    # pandas cuts a text after 50 characters: in a table of the kit it would cut the proof
    pd.set_option("display.max_colwidth", None)
