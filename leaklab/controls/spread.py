"""The knobs of lesson 3.3: a few settings, twenty runs as dots, redrawn at each move."""

import html
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import ipywidgets as ipw
from IPython.display import HTML, display

from leaklab import charts, spread
from leaklab.charts.spread import RULE
from leaklab.rendering import TableTwin, mime_bundle
from leaklab.wording import say

RUNS = 20
HEEDED = 0.5  # part of the sharing that a correction takes away, once it is there
SHARES = (0.05, 0.08, 0.1, 0.15)
FATIGUES = (0.3, 0.5, 0.7)
FIRST = (1, 2, 5)
AUTOMATED = (0, 5, 20)
NEVER = 0  # a button whose value is None is never shown as pressed
CORRECTIONS = (NEVER, 2, 5, 10)


class Knobs:
    """The settings of a run as buttons, and the picture that follows them.

    Parameters
    ----------
    network
        From `leaklab.spread.grow`.
    settings
        Keywords of `leaklab.spread.simulate` to begin with: ``share``, ``fatigue``, ``steps`` and
        ``first_posters``.
    seed
        The luck to begin with, 1 to 999.

    Raises
    ------
    leaklab.spread.SpreadError
        If a setting cannot be used.
    """

    def __init__(self, network: Any, settings: Mapping[str, Any], seed: int = 1) -> None:
        # first, so that what cannot be used is told in one sentence
        spread.simulate(network, **settings, runs=1, seed=seed)
        self.network, self.nodes, self.steps = network, network.shape[0], settings["steps"]
        shares = sorted({*SHARES, settings["share"]})
        percent = [(say("{n:.0f} %", n=100 * share), share) for share in shares]
        self.share = _buttons(say("Share"), percent, settings["share"])
        fatigues = sorted({*FATIGUES, settings["fatigue"]})
        percent = [(say("{n:.0f} %", n=100 * share), share) for share in fatigues]
        self.fatigue = _buttons(say("Fatigue"), percent, settings["fatigue"])
        first = [(str(n), n) for n in sorted({*FIRST, settings["first_posters"]})]
        self.first = _buttons(say("First posters"), first, settings["first_posters"])
        self.automated = _buttons(
            say("Automated accounts, as further first posters"),
            [(str(n), n) for n in AUTOMATED],
            0,
        )
        steps = [(str(step) if step else say("never"), step) for step in CORRECTIONS]
        self.correction = _buttons(say("Correction from step"), steps, NEVER)
        self.seed = ipw.BoundedIntText(
            value=seed,
            min=1,
            max=999,
            description=say("Luck, by number"),
            style={"description_width": "initial"},
            layout=ipw.Layout(width="14em"),
        )
        self.rule = ipw.HTML(
            say(
                "<p style='max-width: 50em; line-height: 1.4'><em>From the step of the correction "
                "on, sharing is halved. {rule}</em></p>",
                rule=html.escape(RULE),
            )
        )
        self.readers = self._run()
        self.chart = charts.spread_dots(self.readers, self.nodes, self.settings)
        self.first_spec = self.chart.to_dict()
        for control in self.inputs:
            control.observe(self._redraw, names="value")
        self._shown = self._twin = None

    @property
    def inputs(self) -> list[ipw.Widget]:
        """The controls that move the picture, in the order in which they are shown."""
        return [
            self.share,
            self.fatigue,
            self.first,
            self.automated,
            self.correction,
            self.seed,
        ]

    @property
    def settings(self) -> dict[str, Any]:
        """What the buttons say, as keywords of `leaklab.spread.simulate`."""
        return {
            "share": self.share.value,
            "fatigue": self.fatigue.value,
            "steps": self.steps,
            "first_posters": self.first.value + self.automated.value,
            "correction": self.correction.value or None,
            "heeded": HEEDED,
        }

    def _run(self) -> Any:
        return spread.simulate(self.network, **self.settings, runs=RUNS, seed=self.seed.value)

    def specification(self) -> dict[str, Any]:
        """Return the picture of twenty runs at the settings of the buttons."""
        self.readers = self._run()
        return charts.spread_dots_again(self.first_spec, self.readers, self.nodes, self.settings)

    def _redraw(self, _: object) -> None:
        spec = self.specification()
        if self._shown is None or self._twin is None:
            return
        self._shown.update(mime_bundle(spec), raw=True)
        self._twin.update(
            TableTwin(SimpleNamespace(title=spec["title"]["text"], usermeta=spec["usermeta"]))
        )

    def show(self) -> None:
        """Show the buttons, the rule we wrote, and the picture."""
        rows = ipw.HBox(self.inputs[:3]), ipw.HBox(self.inputs[3:5])
        display(ipw.VBox([*rows, self.rule, self.seed]))
        self._shown = display(mime_bundle(self.first_spec), raw=True, display_id=True)
        self._twin = display(TableTwin(self.chart), display_id=True)


def _buttons(label: str, options: Sequence[tuple[str, object]], value: object) -> ipw.ToggleButtons:
    # a label as wide as the whole stands above its buttons: two rows hold all five
    width = f"{max(5.4 * len(options), 0.56 * len(label)):.1f}em"
    return ipw.ToggleButtons(
        options=list(options),
        value=value,
        description=label,
        style={"description_width": width, "button_width": "4.6em"},
        layout=ipw.Layout(width=width, margin="0 1.2em 0 0"),
    )


def knobs(network: Any, settings: Mapping[str, Any], seed: int = 1) -> None:
    """Show the knobs of the toy, and twenty runs as dots that follow them.

    Parameters
    ----------
    network, settings, seed
        As in `Knobs`. If a setting cannot be used, one sentence says why, and nothing is shown.
    """
    try:
        Knobs(network, settings, seed).show()
    except spread.SpreadError as error:
        display(HTML(f"<strong>{html.escape(str(error))}</strong>"))
