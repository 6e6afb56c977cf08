"""Measures the desk on the data at hand: ``opencity shell < tests/translation/measure.py``."""

import time

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client

from opencity.services.models import Service
from opencity.translation import actions
from opencity.translation.models import ListedText

settings.ALLOWED_HOSTS, settings.DEBUG = ["*"], True  # so that no gathered files are needed


def measure(name, work, times=7):
    best = float("inf")
    for _time in range(times):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    print(f"{name:40} {best * 1000:6.0f} ms")  # noqa: T201  # its output is its purpose


with transaction.atomic():
    actions.catch_up_all()
    client, service = Client(), Service.objects.first()
    client.force_login(get_user_model().objects.create_superuser("measure@city.example", "x"))
    print(ListedText.objects.count(), "texts")  # noqa: T201  # its output is its purpose
    measure("another page of the office", lambda: client.get("/office/images/"))
    measure("the desk", lambda: client.get("/office/translation/"))
    measure("the desk, narrowed", lambda: client.get("/office/translation/?language=uk&p=3"))
    measure("the desk after a save", lambda: (service.save(), client.get("/office/translation/")))
    transaction.set_rollback(True)
