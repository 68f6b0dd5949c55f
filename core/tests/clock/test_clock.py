"""Time in China, and what ``now.*`` facts say about it."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.clock import (
    SHANGHAI,
    BadHolidayCalendar,
    FixedClock,
    HolidayCalendar,
    SystemClock,
    from_epoch,
    now_facts,
    to_epoch,
)
from joincard_sdk.values import VOCABULARY, read_value

CALENDAR = HolidayCalendar.built_in()
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


class TestAClock:
    def test_of_the_system_tells_the_time_in_shanghai(self) -> None:
        assert SystemClock().now().utcoffset() == timedelta(hours=8)

    def test_that_is_fixed_moves_only_when_told(self) -> None:
        clock = FixedClock(datetime(2026, 3, 1, 4, 0, tzinfo=UTC))
        assert clock.now() == clock.now() == datetime(2026, 3, 1, 12, 0, tzinfo=SHANGHAI)
        clock.advance(timedelta(days=1))
        assert clock.now().day == 2

    def test_refuses_a_moment_without_a_zone(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            FixedClock(datetime(2026, 3, 1))

    @given(MOMENTS)
    def test_keeps_whole_seconds_in_epochs(self, moment: datetime) -> None:
        assert from_epoch(to_epoch(moment)) == moment.replace(microsecond=0)


class TestNowFacts:
    def test_change_their_day_at_midnight_in_shanghai(self) -> None:
        before = now_facts(datetime(2026, 4, 30, 15, 59, tzinfo=UTC), CALENDAR)
        assert before["now.date"] == date(2026, 4, 30)
        after = now_facts(datetime(2026, 4, 30, 16, 0, tzinfo=UTC), CALENDAR)
        assert (after["now.date"], after["now.time"]) == (date(2026, 5, 1), time(0, 0))
        assert (after["now.month"], after["now.weekday"], after["now.holiday"]) == (5, "fri", True)

    @given(MOMENTS)
    def test_are_values_of_the_vocabulary(self, moment: datetime) -> None:
        for name, value in now_facts(moment, CALENDAR).items():
            assert read_value(VOCABULARY[name], value) == value

    def test_leave_out_the_holiday_of_a_year_nobody_has_listed(self) -> None:
        assert "now.holiday" not in now_facts(datetime(2099, 1, 1, 12, tzinfo=SHANGHAI), CALENDAR)


class TestTheHolidayCalendar:
    def test_has_the_statutory_number_of_days(self) -> None:
        counts = {year: sum(day.year == year for day in CALENDAR.days) for year in CALENDAR.years}
        assert counts.pop(2024) == 11
        assert set(counts.values()) == {13}  # since the amendment in force from 2025

    def test_knows_holidays_and_working_days(self) -> None:
        assert CALENDAR.is_holiday(date(2025, 1, 28)) is True
        assert CALENDAR.is_holiday(date(2024, 2, 9)) is False
        assert CALENDAR.is_holiday(date(2023, 1, 1)) is None

    @pytest.mark.parametrize(
        "text",
        [
            "no json",
            "[]",
            json.dumps({"version": "1", "source": "s", "years": [2026]}),
            json.dumps({"version": "1", "source": "s", "years": [2026], "days": {"2026-02-30": "x"}}),
            json.dumps({"version": "1", "source": "s", "years": [2026], "days": {"2027-01-01": "x"}}),
        ],
    )
    def test_from_a_bad_file_is_refused(self, tmp_path: Path, text: str) -> None:
        file = tmp_path / "holidays.json"
        file.write_text(text)
        with pytest.raises(BadHolidayCalendar):
            HolidayCalendar.from_file(file)

    def test_from_no_file_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(BadHolidayCalendar, match="unreadable"):
            HolidayCalendar.from_file(tmp_path / "none.json")

    def test_can_be_written_by_staff(self, tmp_path: Path) -> None:
        file = tmp_path / "holidays.json"
        file.write_text(
            json.dumps({"version": "9", "source": "s", "years": [2030], "days": {"2030-01-01": "x"}})
        )
        assert HolidayCalendar.from_file(file).is_holiday(date(2030, 1, 1)) is True
