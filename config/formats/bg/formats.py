"""Dates and numbers in Bulgarian."""

DATE_FORMAT = "j F Y г."
DATETIME_FORMAT = "j F Y г., H:i"
YEAR_MONTH_FORMAT = "F Y г."
SHORT_DATE_FORMAT = "d.m.Y"
FIRST_DAY_OF_WEEK = 1
NUMBER_GROUPING = 3
