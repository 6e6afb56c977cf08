"""Specs are data: what they draw is read from them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from opencity.monitor.charts import palette
from opencity.monitor.charts.data import Aim, Line, Row, Sign, Width, both
from opencity.monitor.charts.layers import break_times, has_pause, segments
from opencity.monitor.charts.specs import gap, over_time, places, profile, ranks, sparkline
from tests.monitor.charts.samples import ARABIC, BULGARIAN, FOREIGN, NATIONAL, figures, frame


def layers_of(chart, mark):
    return [layer for layer in chart.spec["layer"] if layer["mark"]["type"] == mark]


def texts_of(chart):
    return [row["s"] for layer in layers_of(chart, "text") for row in layer["data"]["values"]]


def times(pieces):
    return [[figure.time for figure in piece] for piece in pieces]


def test_a_line_is_interrupted_by_missing_figures_and_by_breaks():
    assert times(segments(FOREIGN)) == [[2017, 2018], [2019], [2021, 2022, 2023, 2024]]
    assert times(segments(FOREIGN, [2023])) == [[2017, 2018], [2019], [2021, 2022], [2023, 2024]]
    assert (has_pause(FOREIGN), has_pause(NATIONAL)) == (True, False)


def test_quarters_follow_one_another():
    quarters = Line("Q", figures((2023, 1.0, ""), (2024, 2.0, "")), step=0.25)
    near = Line("Q", tuple(replace(f, time=2023 + n / 4) for n, f in enumerate(quarters.figures)))
    assert (len(segments(quarters)), len(segments(replace(near, step=0.25)))) == (2, 1)


def test_a_rule_stands_before_the_first_figure_of_another_way_of_counting():
    assert break_times([FOREIGN, NATIONAL]) == [2018.5, 2020.5]
    assert break_times([Line("x", figures((2001, 1.0, "b"), (2002, 2.0, "")))]) == []


def test_figures_with_a_reservation_are_hollow():
    chart = over_time(frame(), [FOREIGN])
    drawn = {
        layer["mark"]["fill"]: [row["t"] for row in layer["data"]["values"]]
        for layer in layers_of(chart, "point")
    }
    assert drawn == {
        palette.SERIES[0]: [2018],
        palette.GROUND: [2017, 2019, 2021, 2022, 2023, 2024],
    }


def test_lines_are_named_at_their_ends_with_their_last_figure():
    chart = over_time(frame(), [FOREIGN, NATIONAL])
    assert texts_of(chart) == [
        "% от хората",
        "Чужди граждани",
        "50,9",
        "Български граждани",
        "71,0",
    ]


def test_the_key_tells_the_signs_that_are_there_and_no_others():
    assert over_time(frame(), [FOREIGN]).signs == (Sign.DOUBTFUL, Sign.BREAK, Sign.MISSING)
    plain = Line("x", figures((2023, 1.0, ""), (2024, 2.0, "")))
    sure = Line("x", figures((2023, 1.0, ""), (2024, 2.0, ""), spread=0.5))
    assert over_time(frame(), [plain]).signs == ()
    assert over_time(frame(), [sure], aim=Aim("Цел 2030", 2030, 5)).signs == (
        Sign.INTERVAL,
        Sign.TARGET,
    )
    assert gap(frame(), FOREIGN, NATIONAL).signs[-1] is Sign.GAP


def test_an_interval_is_a_band_or_at_a_lonely_figure_a_rule():
    line = Line("x", figures((2021, 5, ""), (2022, 6, ""), (2024, 7, ""), spread=1))
    chart = over_time(frame(), [line])
    (band,) = layers_of(chart, "area")
    (rule,) = layers_of(chart, "rule")
    assert [(row["low"], row["high"]) for row in band["data"]["values"]] == [(4, 6), (5, 7)]
    assert [(row["t"], row["low"], row["high"]) for row in rule["data"]["values"]] == [(2024, 6, 8)]


def test_the_axis_reaches_to_the_target():
    chart = over_time(frame(), [FOREIGN], aim=Aim("Цел 2030", 2030, 60))
    encoding = chart.spec["encoding"]
    assert encoding["x"]["scale"]["domain"] == [2017, 2030]
    assert encoding["y"]["scale"]["domain"] == [50, 60]
    assert encoding["x"]["axis"]["format"] == "d"
    way = next(each for each in layers_of(chart, "line") if "strokeDash" in each["mark"])
    assert [(row["t"], row["v"]) for row in way["data"]["values"]] == [(2024, 50.9), (2030, 60)]


def test_the_gap_is_shaded_where_both_are_known():
    chart = gap(frame(), FOREIGN, NATIONAL, words="20,1 пункта")
    (shade,) = layers_of(chart, "area")
    assert [(row["t"], row["v"], row["w"], row["n"]) for row in shade["data"]["values"]] == [
        (2017, 53.3, 66.9, 0),
        (2018, 53.9, 67.8, 0),
        (2019, 56.1, 70.4, 1),
        (2021, 55.2, 68.5, 2),
        (2022, 51.1, 70.7, 2),
        (2023, 54.5, 70.7, 2),
        (2024, 50.9, 71.0, 2),
    ]
    assert "20,1 пункта" in texts_of(chart)
    assert "20,1 пункта" not in texts_of(
        gap(frame(width=Width.NARROW), FOREIGN, NATIONAL, words="20,1 пункта")
    )


@pytest.mark.parametrize("width", list(Width))
def test_a_drawing_is_exactly_as_wide_as_asked(width):
    rows = [Row("Интернационализация на фирмите", 50.0, own=True)]
    for chart in (
        over_time(frame(width=width), [FOREIGN]),
        places(frame(width=width), rows),
        profile(frame(width=width), rows),
        ranks(frame(width=width), rows, last=51),
    ):
        padding = chart.spec["padding"]
        assert chart.spec["width"] + padding["left"] + padding["right"] == width
        assert chart.spec["width"] > width / 3


def test_time_runs_from_the_left_in_every_language_and_rows_from_the_side_of_reading():
    rows = [Row("x", 50.0)]
    ways = {
        reader.language: (
            over_time(frame(reader), [FOREIGN]).spec["encoding"]["x"]["scale"]["range"][0],
            places(frame(reader), rows).spec["encoding"]["x"]["scale"]["range"][0],
        )
        for reader in (BULGARIAN, ARABIC)
    }
    mirrored = places(frame(ARABIC), rows).spec["width"]
    assert ways == {"bg": (8, 0), "ar": (8, mirrored)}


def test_what_is_not_known_is_said_and_not_drawn_as_zero():
    chart = places(frame(), [Row("София", 12.0, own=True), Row("Скопие", None, note="няма данни")])
    (bars,) = layers_of(chart, "rect")
    assert [row["w"] for row in bars["data"]["values"]] == [12.0]
    assert texts_of(chart) == ["% от хората", "Скопие", "София", "12,0", "няма данни"]


def test_the_own_place_stands_out_by_weight_and_colour_and_doubt_is_hollow():
    chart = places(frame(), [Row("а", 3.0), Row("б", 2.0, own=True, doubtful=True)])
    full, hollow = layers_of(chart, "rect")
    assert [row["c"] for row in full["data"]["values"]] == [palette.OTHER]
    assert [row["c"] for row in hollow["data"]["values"]] == [palette.SERIES[0]]
    assert hollow["mark"]["fill"] == palette.GROUND
    bold = [layer for layer in layers_of(chart, "text") if layer["mark"].get("fontWeight")]
    assert [[row["s"] for row in layer["data"]["values"]] for layer in bold] == [["б"], ["2,0"]]


def test_a_rank_is_written_with_its_interval():
    chart = ranks(frame(), [Row("София", 27, 19, 36, own=True), Row("Рим", 3, 1, 9)], last=51)
    assert {"27 (19–36)", "3 (1–9)"} <= set(texts_of(chart))
    assert chart.signs == (Sign.RANGE,)
    assert chart.spec["encoding"]["x"]["axis"]["values"] == [1, 10, 20, 30, 40, 50]
    assert chart.spec["encoding"]["x"]["scale"]["domain"] == [1, 51]


def test_a_small_multiple_has_its_size_no_axes_and_its_last_point():
    spec = sparkline(frame(), FOREIGN).spec
    assert (spec["width"], spec["height"], spec["padding"]) == (160, 48, 0)
    assert [axis["axis"] for axis in spec["encoding"].values()] == [None, None]
    assert spec["layer"][-1]["data"]["values"] == [{"t": 2024, "v": 50.9}]
    assert spec["layer"][-1]["mark"]["fill"] == palette.GROUND


def test_both_widths_come_of_one_call():
    wide, narrow = both(lambda each: over_time(each, [FOREIGN]), frame())
    assert (wide.frame.width, narrow.frame.width) == (680, 328)
    assert (wide.plain()["alone"], narrow.plain()["alone"]) == (True, False)


def test_a_line_without_figures_is_refused():
    with pytest.raises(ValueError, match="no figures"):
        Line("x", ())
