"""The house look of every chart: four colours, large type, grid on."""

import altair as alt

# Okabe-Ito's dark four: told apart under every common colour-vision deficiency, and each at
# least 3:1 against white. Colour is never the only cue; shape or a label stands beside it.
BLUE = "#0072B2"
ORANGE = "#D55E00"
GREEN = "#009E73"
BLACK = "#000000"
GREY = "#5A5A5A"
PALE = "#D9D9D9"

# Liberation Sans is bundled with the static renderer, Arial has the same metrics elsewhere:
# labels take the same room in a browser, on paper and on GitHub.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

# label, axis title, chart title: pixels on a laptop and on a classroom projector
SIZES = {"leaklab": (14, 16, 20), "leaklab-projector": (18, 20, 26)}


def _config(label: int, axis_title: int, title: int) -> alt.theme.ThemeConfig:
    return {
        "usermeta": {"embedOptions": {"renderer": "svg", "actions": False}},
        "config": {
            "background": "#FFFFFF",
            "font": FONT,
            "range": {"category": [BLUE, ORANGE, GREEN, BLACK]},
            "axis": {
                "grid": True,
                "gridColor": "#E3E3E3",
                "domainColor": GREY,
                "tickColor": GREY,
                "labelColor": BLACK,
                "titleColor": BLACK,
                "labelFontSize": label,
                "titleFontSize": axis_title,
                "titleFontWeight": "normal",
                "labelLimit": 420,
                "maxExtent": 440,
                "titlePadding": 10,
            },
            "legend": {"labelFontSize": label, "titleFontSize": axis_title, "labelLimit": 420},
            "title": {
                "fontSize": title,
                "subtitleFontSize": label,
                "subtitleColor": GREY,
                "anchor": "start",
                "offset": 14,
                "subtitlePadding": 6,
            },
            "text": {"fontSize": label, "font": FONT},
            "view": {"stroke": None},
        },
    }


def enable(name: str = "leaklab") -> None:
    """Make the house theme the theme of every chart.

    Parameters
    ----------
    name
        ``leaklab`` (laptop, page) or ``leaklab-projector`` (larger type for a classroom wall).

    Raises
    ------
    ValueError
        If there is no such theme.
    """
    if name not in SIZES:
        raise ValueError(f"No theme is called {name!r}: choose one of {', '.join(SIZES)}.")
    alt.theme.enable(name)


def size(part: str) -> int:
    """Return the type size, in pixels, of ``label``, ``axis`` or ``title`` in the active theme."""
    sizes = SIZES.get(alt.theme.active, SIZES["leaklab"])
    return sizes[("label", "axis", "title").index(part)]


for _name, _sizes in SIZES.items():
    alt.theme.register(_name, enable=False)(lambda sizes=_sizes: _config(*sizes))
