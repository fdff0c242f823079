"""The date engine: weekdays, hours elapsed, what mentions have in common, what a chart draws."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaklab import case, record, timeline

WEEK = timedelta(days=7)
# The clocks went forward on Sunday 26 March 2017: 02:00 became 03:00.
SPRING = "2017-03-26 08:00"

quickly = settings(max_examples=60, deadline=None)
days = st.dates(date(2016, 1, 1), date(2018, 12, 31))
# Any instant at which the Paris clock shows one time only.
instants = st.integers(0, 400 * 24 * 60).map(
    lambda minutes: pd.Timestamp("2016-12-01", tz="UTC") + pd.Timedelta(minutes=minutes)
)
spans = st.tuples(instants, st.integers(1, 5000)).map(
    lambda pair: (pair[0], pair[0] + pd.Timedelta(minutes=pair[1]))
)


def table(*rows: dict) -> pd.DataFrame:
    """Make an events table; ``when`` is a pair of Paris times, or nothing."""
    made = []
    for number, row in enumerate(rows, start=1):
        start, end = row.pop("when", None) or (None, None)
        made.append(
            {
                "event_id": f"E00{number}-1",
                "happening_id": "it",
                "title": f"Mention {number}",
                "status": "as_written" if start else "unresolved",
                "candidates": None,
                "start": timeline.paris(start) if start else pd.NaT,
                "end": timeline.paris(end) if end else pd.NaT,
                **row,
            }
        )
    return pd.DataFrame(made)


class TestWeekdays:
    def test_the_thursdays_of_march_2017(self) -> None:
        found = timeline.weekdays_between(3, date(2017, 3, 1), date(2017, 4, 1))
        assert [day.day for day in found] == [2, 9, 16, 23, 30]

    def test_the_first_day_counts_and_the_end_does_not(self) -> None:
        friday = date(2017, 5, 5)
        assert timeline.weekdays_between(4, friday, friday + WEEK) == [friday]
        assert timeline.weekdays_between(4, friday, friday) == []
        assert timeline.weekdays_between(4, friday + WEEK, friday) == []

    @quickly
    @given(st.integers(0, 6), days, st.integers(0, 400))
    def test_exactly_the_days_that_bear_the_name(
        self, weekday: int, first: date, length: int
    ) -> None:
        window = [first + timedelta(days=number) for number in range(length)]
        found = timeline.weekdays_between(weekday, first, first + timedelta(days=length))
        assert found == [day for day in window if day.weekday() == weekday]


class TestClock:
    def test_thirty_six_hours_before_the_polls_open(self) -> None:
        hours = record.load("calendar").set_index("record_id")["start"]
        before = {name: timeline.hours_before(hours[name], 36) for name in hours.index}
        assert str(before["R-polls-open"]) == "2017-05-05 20:00:00+02:00"
        assert str(before["R-polls-close"]) == "2017-05-06 07:00:00+02:00"
        assert str(before["R-last-polls-close"]) == "2017-05-06 08:00:00+02:00"

    def test_a_night_in_which_the_clocks_change_counts_as_it_was(self) -> None:
        assert str(timeline.hours_before(SPRING, 12)) == "2017-03-25 19:00:00+01:00"
        assert str(timeline.hours_before(SPRING, 5)) == "2017-03-26 03:00:00+02:00"
        assert str(timeline.hours_before(SPRING, 6)) == "2017-03-26 01:00:00+01:00"

    def test_a_time_without_an_offset_is_paris_time(self) -> None:
        assert timeline.paris("2017-03-25 12:00") == pd.Timestamp("2017-03-25T11:00Z")
        assert timeline.paris("2017-05-05T20:00Z") == timeline.paris("2017-05-05 22:00")
        assert timeline.paris(timeline.paris("2017-05-05 22:00")).hour == 22

    def test_an_hour_that_no_clock_showed_is_refused(self) -> None:
        with pytest.raises(ValueError, match="2017-03-26 02:30"):
            timeline.paris("2017-03-26 02:30")

    @quickly
    @given(instants, st.floats(0, 2000))
    def test_hours_before_is_elapsed_time_on_the_paris_clock(
        self, anchor: pd.Timestamp, hours: float
    ) -> None:
        before = timeline.hours_before(anchor, hours)
        assert anchor - before == pd.Timedelta(hours=hours)
        assert str(before.tz) == timeline.PARIS

    def test_the_wall_clock_goes_from_two_to_three(self) -> None:
        times = pd.Series(pd.date_range("2017-03-26T00:30Z", periods=2, freq="h"))
        assert [str(time) for time in timeline.wall_clock(times)] == [
            "2017-03-26 01:30:00",
            "2017-03-26 03:30:00",
        ]

    @quickly
    @given(st.lists(instants, min_size=1, max_size=5))
    def test_wall_clock_and_bare_show_what_a_clock_in_paris_shows(
        self, moments: list[pd.Timestamp]
    ) -> None:
        shown = timeline.wall_clock(pd.Series(moments))
        assert shown.dt.tz is None
        assert list(shown) == [timeline.bare(moment) for moment in moments]
        for moment, naive in zip(moments, shown, strict=True):
            assert naive.tzinfo is None
            assert f"{naive:%F %T}" == f"{timeline.paris(moment):%F %T}"

    def test_no_time_stays_no_time(self) -> None:
        assert timeline.bare(pd.NaT) is pd.NaT
        assert timeline.wall_clock(pd.Series([pd.NaT], dtype="datetime64[us, UTC]")).isna().all()


class TestOverlap:
    def test_what_touches_does_not_overlap(self) -> None:
        noon, one, two = (pd.Timestamp(2017, 5, 5, hour) for hour in (12, 13, 14))
        assert timeline.overlap([(noon, two), (one, two)]) == (one, two)
        assert timeline.overlap([(noon, one), (one, two)]) is None

    @quickly
    @given(st.lists(spans, min_size=1, max_size=4))
    def test_an_instant_is_in_the_overlap_if_it_is_in_all(self, intervals: list) -> None:
        common = timeline.overlap(intervals)
        for moment in {edge for interval in intervals for edge in interval}:
            in_all = all(start <= moment < end for start, end in intervals)
            assert in_all == (common is not None and common[0] <= moment < common[1])

    @quickly
    @given(st.lists(spans, min_size=1, max_size=4))
    def test_order_does_not_matter(self, intervals: list) -> None:
        assert timeline.overlap(intervals) == timeline.overlap(iter(intervals[::-1]))


class TestHappenings:
    def test_mentions_that_agree_are_one_mark_in_the_words_of_the_most_precise(self) -> None:
        marks = timeline.happenings(
            table(
                {"when": ("2017-05-05", "2017-05-06")},
                {"when": ("2017-05-05 22:00", "2017-05-05 23:00")},
                {},
            )
        )
        assert len(marks) == 1
        mark = marks.iloc[0]
        assert (mark["title"], mark["certainty"]) == ("Mention 2", "dated")
        assert (mark["start"].hour, mark["end"].hour) == (22, 23)
        assert mark["mentions"] == "E002-1 E001-1 E003-1"

    def test_a_mark_is_the_time_that_mentions_have_in_common(self) -> None:
        marks = timeline.happenings(
            table(
                {"when": ("2017-05-05 17:00", "2017-05-06 00:00")},
                {"when": ("2017-05-05 20:00", "2017-05-06 08:00")},
            )
        )
        assert [str(x) for x in marks.loc[0, ["start", "end"]]] == [
            "2017-05-05 20:00:00+02:00",
            "2017-05-06 00:00:00+02:00",
        ]

    def test_a_conflict_stays_visible(self) -> None:
        marks = timeline.happenings(
            table(
                {"when": ("2017-05-05", "2017-05-06")},
                {"when": ("2017-05-07", "2017-05-08")},
            )
        )
        assert list(marks["certainty"]) == ["dated", "dated"]
        assert [start.day for start in marks["start"]] == [5, 7]
        assert list(marks["mentions"]) == ["E001-1", "E002-1"]

    def test_a_contradicted_mention_is_a_mark_of_its_own(self) -> None:
        marks = timeline.happenings(
            table(
                {"when": ("2017-04-01", "2017-05-01"), "status": "contradicted"},
                {"when": ("2017-05-05", "2017-05-06")},
            )
        )
        assert dict(zip(marks["certainty"], marks["mentions"], strict=True)) == {
            "dated": "E002-1",
            "contradicted": "E001-1",
        }

    def test_an_undated_mention_stays_beside_a_contradicted_one(self) -> None:
        marks = timeline.happenings(
            table({"when": ("2017-04-01", "2017-05-01"), "status": "contradicted"}, {})
        )
        assert list(marks["certainty"]) == ["undated", "contradicted"]

    def test_the_undated_and_the_undecided_stay(self) -> None:
        marks = timeline.happenings(
            table(
                {"happening_id": "undated"},
                {"happening_id": "undecided"},
                {"happening_id": "undecided", "candidates": "2017-03-02 2017-03-09"},
            )
        )
        assert list(marks["certainty"]) == ["undated", "unresolved"]
        assert marks["start"].isna().all()
        assert list(marks["mentions"]) == ["E001-1", "E003-1 E002-1"]

    @quickly
    @given(
        st.lists(
            st.tuples(
                st.sampled_from("abc"),
                st.none() | spans,
                st.sampled_from([None, "2017-03-02 2017-03-09"]),
            ),
            min_size=1,
            max_size=8,
        )
    )
    def test_no_mention_is_lost_and_no_date_is_made_up(self, mentions: list) -> None:
        events = table(
            *(
                {"happening_id": name, "when": when, "candidates": None if when else listed}
                for name, when, listed in mentions
            )
        )
        before = events.copy()
        marks = timeline.happenings(events)
        pd.testing.assert_frame_equal(events, before)
        assert {x for found in marks["mentions"] for x in found.split()} == set(events["event_id"])
        assert list(dict.fromkeys(marks["happening_id"])) == list(
            dict.fromkeys(events["happening_id"])
        )
        for _, mark in marks[marks["certainty"] == "dated"].iterrows():
            own = events[events["event_id"] == mark["event_id"]].iloc[0]
            assert own["start"] <= mark["start"] < mark["end"] <= own["end"]
        for _, mark in marks[marks["certainty"] != "dated"].iterrows():
            group = events[events["happening_id"] == mark["happening_id"]]
            assert group["start"].isna().all()


@pytest.fixture(scope="module")
def events() -> pd.DataFrame:
    return case.load("events")


@pytest.fixture(scope="module")
def marks(events: pd.DataFrame) -> pd.DataFrame:
    return timeline.happenings(events)


class TestTheCase:
    def test_every_mention_is_behind_exactly_one_mark(
        self, events: pd.DataFrame, marks: pd.DataFrame
    ) -> None:
        behind = [mention for found in marks["mentions"] for mention in found.split()]
        assert sorted(behind) == sorted(events["event_id"])

    def test_a_happening_is_drawn_once_unless_it_is_contradicted(
        self, events: pd.DataFrame, marks: pd.DataFrame
    ) -> None:
        assert set(marks["happening_id"]) == set(events["happening_id"])
        agreed = marks[marks["certainty"] != "contradicted"]
        assert agreed["happening_id"].is_unique

    def test_the_leak_is_one_hour_and_one_contradicted_month(self, marks: pd.DataFrame) -> None:
        leak = marks[marks["happening_id"] == "leak"].set_index("certainty")
        assert list(leak.index) == ["dated", "contradicted"]
        assert str(leak.loc["dated", "start"]) == "2017-05-05 22:00:00+02:00"
        assert str(leak.loc["dated", "end"]) == "2017-05-05 23:00:00+02:00"
        assert leak.loc["contradicted", "mentions"] == "E000-3"

    def test_what_nobody_dates_is_there_without_a_date(self, marks: pd.DataFrame) -> None:
        certainty = marks.set_index("happening_id")["certainty"]
        for name in ("mailbox_theft", "forgery", "fake_accounts", "nsa_warning"):
            assert certainty[name] == "undated"
        assert certainty["interview"] == "unresolved"
        assert not marks.loc[marks["certainty"] == "dated", "start"].isna().any()
        assert marks.loc[marks["certainty"].isin(["undated", "unresolved"]), "start"].isna().all()

    def test_nine_thursdays_and_eight_before_the_first_round(self, events: pd.DataFrame) -> None:
        interview = events.set_index("event_id").loc["E003-1"]
        first_round = record.load("calendar").set_index("record_id").loc["R-first-round", "start"]
        nine = timeline.candidate_days(interview)
        eight = timeline.candidate_days(interview, first_round.date())
        assert len(nine) == 9
        assert eight == nine[:8]
        assert [str(day) for day in nine] == interview["candidates"].split()
        assert max(eight) < first_round.date() < max(nine)

    def test_a_later_outside_date_widens_nothing(self, events: pd.DataFrame) -> None:
        interview = events.set_index("event_id").loc["E003-1"]
        assert timeline.candidate_days(interview, date(2018, 1, 1)) == timeline.candidate_days(
            interview
        )
