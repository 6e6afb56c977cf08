from __future__ import annotations

import datetime

from opencity.directory.public_holidays import holiday_of, holidays_between, holidays_of


def test_bulgarian_holidays_have_their_names_in_the_languages_that_are_known():
    names = holiday_of(datetime.date(2027, 3, 3))
    assert names is not None
    assert set(names) == {"bg", "en", "uk"}
    assert names["en"] == "Liberation Day"
    assert holiday_of(datetime.date(2027, 3, 4)) is None


def test_easter_moves_with_the_orthodox_calendar_and_a_holiday_on_sunday_gives_a_day_off():
    assert holiday_of(datetime.date(2027, 4, 30))["en"] == "Good Friday"
    assert holiday_of(datetime.date(2027, 12, 27))["en"] == "Christmas Day (observed)"


def test_a_period_over_the_new_year_is_in_order():
    found = holidays_between(datetime.date(2026, 12, 26), datetime.date(2027, 1, 1))
    days = [day for day, _name in found]
    assert days == sorted(days)
    assert days[-1] == datetime.date(2027, 1, 1)


def test_another_country_in_a_language_that_nobody_knows_keeps_its_own_names():
    french = holidays_of("FR", "", ("tr",), 2027)
    assert french[datetime.date(2027, 7, 14)] == {"tr": "Fête nationale"}


def test_a_part_of_a_country_has_its_own_days():
    bavaria = holidays_of("DE", "BY", ("en",), 2027)
    assert datetime.date(2027, 1, 6) in bavaria
    assert datetime.date(2027, 1, 6) not in holidays_of("DE", "", ("en",), 2027)
