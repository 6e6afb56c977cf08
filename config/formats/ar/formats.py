"""Numbers in Arabic; all else is Django's."""

NUMBER_GROUPING = 3
