"""The two clocks: what a reader of the first articles knows, and how long a thing stayed untold."""

from datetime import date

import pandas as pd
import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st

from leaklab import case, charts, knowledge, record
from leaklab.rendering import SCHEMA

EVENTS, ARTICLES = case.load("events"), case.load("articles")
ALSO = ["nsa_warning", "inquiry_rumour", "inquiry_leak"]
ORDER = ["004", "003", "001", "002", "000"]


class TestEditions:
    def test_the_order_of_time_is_not_that_of_the_file_numbers(self) -> None:
        order = knowledge.editions(ARTICLES)
        assert list(order["article_id"]) == ORDER
        assert list(order["edition"]) == [1, 2, 3, 4, 5]

    def test_it_does_not_depend_on_the_order_of_the_rows(self) -> None:
        shuffled = ARTICLES.sample(frac=1, random_state=1)
        assert knowledge.editions(shuffled).equals(knowledge.editions(ARTICLES))


class TestKnownAfter:
    def known(self, edition: int) -> pd.DataFrame:
        return knowledge.known_after(EVENTS, ARTICLES, edition).set_index("happening_id")

    @pytest.mark.parametrize("edition", range(1, 6))
    def test_nothing_is_known_from_an_article_not_yet_read(self, edition: int) -> None:
        mentioned = " ".join(self.known(edition)["mentions"])
        assert {mention[1:4] for mention in mentioned.split()} == set(ORDER[:edition])

    def test_what_was_told_stays_told_as_first_told(self) -> None:
        for edition in range(1, 5):
            before, after = self.known(edition), self.known(edition + 1)
            assert set(before.index) <= set(after.index)
            once = before.index[~before.index.duplicated(keep=False)]
            later = after[after["certainty"] != "contradicted"]
            assert (later.loc[once, "told_by"] == before.loc[once, "told_by"]).all()

    def test_the_warning_comes_with_002_without_a_date(self) -> None:
        assert "nsa_warning" not in self.known(3).index
        warning = self.known(4).loc["nsa_warning"]
        assert pd.isna(warning["start"])
        assert pd.isna(warning["not_before"])
        assert warning["told_from"].date() == date(2017, 5, 9)

    def test_a_disclosure_the_article_gives_beats_its_own_publication(self) -> None:
        accounts = self.known(5).loc["fake_accounts"]
        assert (accounts["told_from"].hour, accounts["told_by"]) == (0, "000")
        assert self.known(5).loc["kremlin_denials", "told_from"].hour == 15

    def test_an_end_that_no_article_gives_stays_open(self) -> None:
        assert pd.isna(self.known(4).loc["inquiry_leak", "told_until"])

    def test_the_contradicted_mention_is_told_by_its_own_article(self) -> None:
        leaks = self.known(5).loc["leak"].set_index("certainty")["told_by"]
        assert leaks.to_dict() == {"dated": "001", "contradicted": "000"}

    @pytest.mark.parametrize("edition", [0, 6, -1])
    def test_there_are_five_editions(self, edition: int) -> None:
        with pytest.raises(ValueError, match="choose 1 to 5"):
            self.known(edition)


DAYS = st.dates(date(2017, 1, 1), date(2017, 12, 31))


class TestDaysBetween:
    def test_the_accounts_stayed_untold_for_81_days_at_least(self) -> None:
        story = date(2017, 7, 27)
        told = knowledge.days_between((None, date(2017, 5, 7)), (story, story))
        assert told == (81, None)

    def test_no_bound_no_number(self) -> None:
        assert knowledge.days_between((None, None), (None, None)) == (None, None)
        assert knowledge.days_between((date(2017, 5, 7), None), (None, date(2017, 5, 9))) == (
            None,
            2,
        )

    @given(st.tuples(DAYS, DAYS).map(sorted), st.tuples(DAYS, DAYS).map(sorted))
    def test_every_possible_wait_lies_between_the_bounds(self, happened, told) -> None:
        fewest, most = knowledge.days_between(tuple(happened), tuple(told))
        assert fewest >= 0
        for event in happened:
            for telling in told:
                if telling >= event:
                    assert fewest <= (telling - event).days <= most


class TestCharts:
    @pytest.mark.parametrize("edition", range(1, 6))
    def test_a_line_keeps_its_place_and_lies_before_its_telling(self, edition: int) -> None:
        whole = charts.two_clocks_rows(EVENTS, ARTICLES, 5, ALSO).set_index("label")["line"]
        rows = charts.two_clocks_rows(EVENTS, ARTICLES, edition, ALSO)
        assert (rows.set_index("label")["line"] == whole[rows["label"]]).all()
        assert (rows["start"] <= rows["told_until"]).all()
        assert rows["new"].any()

    def test_no_date_is_drawn_where_none_is_given(self) -> None:
        rows = charts.two_clocks_rows(EVENTS, ARTICLES, 5, ALSO)
        dated = EVENTS[EVENTS["start"].notna()]["happening_id"]
        titles = EVENTS[EVENTS["happening_id"].isin(dated)]["label"]
        for row in rows.itertuples():
            assert (row.certainty in ("dated", "contradicted")) == (row.label in set(titles))

    def test_a_bar_is_open_to_the_left_only_without_a_first_day(self) -> None:
        rows = charts.two_clocks_rows(EVENTS, ARTICLES, 5, [*ALSO, "sputnik_answer"])
        start = rows.set_index("label")["start"]
        assert start["Sputnik answers"] == pd.Timestamp("2017-03-01")
        assert start["The NSA warns France"] == start.min() < pd.Timestamp("2017-02-01")

    def test_every_edition_has_its_own_title_and_draws(self) -> None:
        titles = set()
        for edition in range(1, 6):
            spec = charts.two_clocks(EVENTS, ARTICLES, edition, ALSO).to_dict()
            titles.add(spec["title"]["text"])
            picture = vl_convert.vegalite_to_svg({**spec, "$schema": SCHEMA}, vl_version="5.8")
            assert picture.count('role="graphics-symbol"') >= 6
        assert len(titles) == 5

    @pytest.mark.parametrize("span", ["half_year", "week"])
    def test_the_affair_names_nobody_who_is_accused(self, span: str) -> None:
        spec = charts.affair(EVENTS, record.load("calendar"), span).to_dict()
        told = str([row["What"] for row in spec["usermeta"]["table"]]) + spec["description"]
        accused = case.load("claims").query("stance == 'accuses'")["about"].str.split().explode()
        actors = case.load("actors").set_index("actor_id")["name"]
        assert not [name for name in actors[accused.dropna().unique()] if name in told]

    def test_a_span_that_is_none_is_named(self) -> None:
        with pytest.raises(ValueError, match="half_year or week"):
            charts.affair(EVENTS, record.load("calendar"), "year")
