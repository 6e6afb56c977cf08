"""The pages tell what is known, how sure it is, and what cannot be said."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from opencity.monitor.models import Observation, Release, SeriesBreak, Target
from tests.monitor.factories import define, domain, figures, indicator, series, text

pytestmark = [pytest.mark.django_db]

FLIPPING = {"2015": "44.8", "2016": "54.1", "2017": "53.3", "2018": "53.9", "2019": "56.1"}
LATER = {"2021": "55.2", "2022": "51.1", "2023": "54.5", "2024": "50.9"}


def page(client, path="rate/", language="en"):
    answer = client.get(f"/{language}/monitor/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_answer_is_the_newest_figure_with_its_doubt(client):
    figures(series(indicator()), {"2023": "54.5", "2024": "50.9", "2025": None}, "U")

    found = page(client)

    assert "50.9 %" in found
    assert "low reliability" in found
    assert "Whether it gets better or worse cannot be said." in found


def test_a_class_that_hangs_on_the_first_year_is_not_called_progress(client):
    row = indicator(base_period="2015")
    figures(series(row), FLIPPING | LATER)

    found = page(client)

    assert "Whether it gets better or worse cannot be said." in found
    assert "The answer depends on the year one starts from: from 1 of 6 possible years" in found
    assert "Since 2015: significant progress" not in found


def test_the_gap_to_nationals_is_told(client):
    row = indicator(base_period="2015")
    nationals = series(row, "reference", CITIZEN="NAT")
    line = series(row, CITIZEN="FOR")
    line.compared_with = nationals
    line.save()
    figures(line, {"2015": "44.8", "2024": "50.9"})
    figures(nationals, {"2015": "62.9", "2024": "71.0"})

    found = page(client)

    assert "In 2024 the figure is 20.1 points below that of nationals." in found
    assert "The gap has grown since 2015, from 18.1 to 20.1 points." in found


def test_a_break_of_the_definition_forbids_to_speak_of_progress(client):
    row = indicator(base_period="2015")
    figures(series(row), {str(2012 + n): str(40 + n) for n in range(13)})
    SeriesBreak.objects.create(
        version=row.versions.get(), period="2019", reason=text("Another survey")
    )
    SeriesBreak.objects.create(
        version=row.versions.get(), period="2013", reason=text("Another question")
    )

    found = page(client)

    assert "Since 2015: significant progress." not in found
    assert "The way of counting changed (2019); earlier figures are not comparable." in found
    assert "from 2013 on: Another question" in found
    assert "from 2019 on: Another survey" in found
    assert "Since 2015: significant progress." not in page(client, "")


def test_a_steady_way_is_progress(client):
    row = indicator(base_period="2015")
    figures(series(row), {str(2012 + n): str(40 + n) for n in range(13)})

    assert "Since 2015: significant progress." in page(client)


def test_an_example_target_is_called_one(client):
    line = series(indicator(base_period="2015"))
    figures(line, {"2015": "44", "2024": "50"})
    Target.objects.create(series=line, period="2030", value=60)

    assert "an example, set by no decision" in page(client)


def test_earlier_figures_are_shown_as_of_their_day(client):
    line = series(indicator())
    figures(line, {"2024": "50.9"})
    day = timezone.now() - datetime.timedelta(days=10)
    Observation.objects.update(valid_from=day)
    figures(line, {"2024": "52.3"}, reason="Revised.")

    asked = (timezone.now() - datetime.timedelta(days=2)).date().isoformat()
    before, now = page(client, f"rate/?as_of={asked}"), page(client)

    assert ("50.9 %" in before, "52.3 %" in before) == (True, False)
    assert ("50.9 %" in now, "52.3 %" in now, "Revised." in now) == (False, True, True)


def test_a_correction_is_told_in_a_sentence_of_its_own(client):
    line = series(indicator())
    figures(line, {"2024": "50.9"}, "U")
    figures(line, {"2024": "51"}, "U", reason="The office counted again.")

    assert "few people were asked. The office counted again.</td>" in page(client)


@pytest.mark.parametrize("asked", ["soon", "2026-02-31", "9999-99-99", "%00"])
def test_a_day_that_is_none_gets_a_message(client, asked):
    figures(series(indicator()), {"2024": "50.9"})

    assert "Day: write it like 2026-01-31." in page(client, f"rate/?as_of={asked}")


def test_pages_are_kept_until_the_next_release(client):
    figures(series(indicator()), {"2024": "50.9"})
    soon = timezone.now() + datetime.timedelta(seconds=90)
    Release.objects.create(code="soon", title=text("Soon"), public_from=soon)

    answer = client.get("/en/monitor/rate/")

    assert answer.headers["Surrogate-Key"] == "monitor texts plan"
    seconds = int(answer.headers["Surrogate-Control"].removeprefix("max-age="))
    assert 0 < seconds <= 90


def test_places_are_compared_as_asked(client):
    row = indicator()
    figures(series(row), {"2023": "50", "2024": "51"})
    figures(series(row, "peer", REF_AREA="AT"), {"2023": "60.5", "2024": "61.5"})

    every = page(client, "compare/?indicator=rate")
    some = page(client, "compare/?indicator=rate&place=AT&start=2024&end=2024&place=XX")

    assert all(value in every for value in ("50", "60.5", "61.5"))
    assert ("61.5" in some, "60.5" in some, ">51<" in some) == (True, False, False)


def test_drafts_are_seen_nowhere(client):
    figures(series(indicator("hidden", live=False)), {"2024": "77.7"})
    indicator("shown")

    for path in ("", "compare/", "profile/", "shown/", "compare/?indicator=hidden"):
        found = page(client, path)
        assert ("77.7" in found, "Title of hidden" in found) == (False, False)
    assert client.get("/en/monitor/hidden/").status_code == 404


def test_an_index_that_was_not_calculated_is_not_invented(client):
    assert "No index has been calculated for this city yet." in page(client, "index/")


def test_pages_take_as_many_queries_for_many_rows_as_for_one_and_at_most_eight(
    client, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr("opencity.monitor.charts.store.order", lambda *args, **kwargs: None)
    row = indicator(domain=domain("plan-c1"))
    for place in range(6):
        line = series(row, "peer" if place else "headline", REF_AREA=f"P{place}")
        figures(line, {str(year): "50" for year in range(1995, 2025)})
    for number in range(8):
        figures(series(indicator(f"more-{number}")), {"2024": "1"})

    for path in ("", "rate/", "compare/?indicator=rate", "profile/", "index/"):
        with django_assert_max_num_queries(8):
            page(client, path)


def test_a_break_from_before_a_series_is_none_in_it(client):
    row = indicator(base_period="2015")
    figures(series(row), {str(2012 + n): str(40 + n) for n in range(13)})
    for period in ("2008", "2012"):
        SeriesBreak.objects.create(
            version=row.versions.get(), period=period, reason=text("Another survey")
        )

    assert "Since 2015: significant progress." in page(client)


def test_a_break_at_a_figure_without_a_value_is_one(client):
    row = indicator(base_period="2015")
    line = series(row)
    figures(line, {str(2010 + n): str(40 + n) for n in range(15)})
    figures(line, {"2019": None}, "MB", reason="Suppressed.")

    found = page(client)

    assert "Since 2015: significant progress" not in found
    assert "The way of counting changed (2020); earlier figures are not comparable." in found


def test_figures_in_thousands_are_shown_as_they_are(client):
    row = indicator()
    define(row, unit="NR", multiplier=3)
    line = series(row)
    figures(line, {"2024": "85.5"})
    Target.objects.create(series=line, period="2030", value="90", sources=[])

    assert "85,500" in page(client)
    assert "85.5<" not in page(client)


def test_a_moment_before_all_calendars_is_no_error(client):
    figures(series(indicator()), {"2024": "50"})

    assert "Day: write it like 2026-01-31." in page(client, "rate/?as_of=0001-01-01T00:30:00")
