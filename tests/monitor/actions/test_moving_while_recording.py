"""Figures that are recorded while their release is moved wait for the moment to which it moved."""

from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from opencity.monitor.actions import NewFigure, postpone, record
from opencity.monitor.models import Observation, Release
from tests.monitor.factories import indicator, provenance, series, text

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
PERIODS = range(2000, 2040)


def test_no_figure_stays_behind_when_its_release_is_moved():
    planned = timezone.now() + datetime.timedelta(days=3)
    release = Release.objects.create(code="soon", title=text("Soon"), public_from=planned)
    line, origin, begun = series(indicator()), provenance(), Barrier(2)

    def given():
        begun.wait(30)  # the figures are asked for inside of the transaction
        for period in PERIODS:
            yield NewFigure(line, str(period), Decimal(1))

    def bring():
        try:
            record(actor=None, figures=given(), provenance=origin, release=release)
        finally:
            connection.close()

    def move():
        begun.wait(30)
        try:
            until = planned + datetime.timedelta(days=4)
            postpone(actor=None, release=Release(pk=release.pk, public_from=planned), until=until)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(bring), pool.submit(move)]:
            done.result()

    release.refresh_from_db()
    moments = Observation.objects.values_list("valid_from", flat=True)
    assert (list(moments), release.public_from > planned) == (
        [release.public_from] * len(PERIODS),
        True,
    )
