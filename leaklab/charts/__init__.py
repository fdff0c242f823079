"""The pictures: each takes tables and returns an Altair chart that can be read as data.

Times are drawn on the Paris clock. Every chart has a title that states its finding, axis titles,
and a description written from its data.
"""

from leaklab.charts.articles import (
    STANCES,
    article_map,
    article_rows,
    cards_in_order,
    codes_compared,
    coding_rows,
    coverage,
    coverage_counts,
    five_cards,
    order_problem,
    publication,
    reversed_pairs,
    time_order,
)
from leaklab.charts.dates import (
    inquiries,
    lane_of,
    leak_as_written,
    night,
    night_rows,
    overview,
    thursdays,
    timeline_marks,
)
from leaklab.charts.knowledge import two_clocks, two_clocks_rows
from leaklab.charts.room import tally
from leaklab.charts.steps import affair, left_out, step_rows

__all__ = [
    "STANCES",
    "affair",
    "article_map",
    "article_rows",
    "cards_in_order",
    "codes_compared",
    "coding_rows",
    "coverage",
    "coverage_counts",
    "five_cards",
    "inquiries",
    "lane_of",
    "leak_as_written",
    "left_out",
    "night",
    "night_rows",
    "order_problem",
    "overview",
    "publication",
    "reversed_pairs",
    "step_rows",
    "tally",
    "thursdays",
    "time_order",
    "timeline_marks",
    "two_clocks",
    "two_clocks_rows",
]
