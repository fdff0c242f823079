"""The pictures: each takes tables and returns an Altair chart that can be read as data.

Times are drawn on the Paris clock. Every chart has a title that states its finding, axis titles,
and a description written from its data.
"""

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
from leaklab.charts.room import tally

__all__ = [
    "inquiries",
    "lane_of",
    "leak_as_written",
    "night",
    "night_rows",
    "overview",
    "tally",
    "thursdays",
    "timeline_marks",
]
