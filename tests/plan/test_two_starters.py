"""Two who start a version at once get one whole copy."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from opencity.core.errors import DomainError
from opencity.plan import models
from opencity.plan.actions import start_version
from tests.plan.factories import whole_plan

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def test_one_is_refused_and_one_copy_is_whole():
    version = whole_plan(number=1)
    barrier, outcomes = threading.Barrier(2), []

    def start() -> None:
        barrier.wait(timeout=30)
        try:
            outcomes.append(start_version(actor=None, based_on=version).number)
        except DomainError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=start) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(outcomes, key=str) == [2, "refused"]
    assert models.PlanVersion.objects.count() == 2
    assert models.Measure.objects.filter(version__number=2).count() == 1
