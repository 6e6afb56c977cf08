from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import OperationalError
from django.test import Client

from opencity.accounts.roles import Role
from opencity.search import misses, views
from opencity.search.actions import count_missed, forget_missed
from opencity.search.misses import MOST_GATHERED, Collector, cleaned
from opencity.search.models import MissedQuery, Synonym
from tests.plan.people import person

Outcome = MissedQuery.Outcome
BAZAAR = {("en", "bazaar"): "nothing"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Where is the  BAZAAR?", "where is the bazaar"),
        ("ЛНЧ 2026", "лнч 2026"),
        ("ivan@example.bg", ""),
        ("example.bg/me", ""),
        ("call 0888 123 456", ""),
        ("٠٨٨٨١٢٣٤٥٦", ""),
        ("born 12.05.1990", ""),
        ("letter for „Иван“", ""),
        ("is 'ivan' there", ""),
        ("l'école", "l'école"),
        ("Ivan Petrov address", ""),
        ("къде е Мария-Ивана Петрова", ""),
        ("EU Blue", "eu blue"),
        ("x" * 81, ""),
        ("one two three four five six seven eight nine ten eleven", ""),
        ("?!", ""),
        ("а", ""),
        ("居留", "居留"),
    ],
)
def test_what_may_tell_of_a_person_is_not_counted(typed, kept):
    assert cleaned(typed) == kept


class Timer:
    def __init__(self, pause, function):
        self.started = 0

    def start(self):
        self.started += 1


@pytest.fixture
def written(monkeypatch) -> list[dict[tuple[str, str], str]]:
    monkeypatch.setattr(misses.threading, "Timer", Timer)
    return []


def test_a_query_counts_once_in_a_pause_and_only_where_visitors_are_served(written):
    collector = Collector(written.append)
    collector.note("bazaar", "en", Outcome.NOTHING)
    collector.is_on = True
    for _ in range(3):
        collector.note("Bazaar ", "en", Outcome.WEAK)
    collector.note("bazaar", "bg", Outcome.NOTHING)
    collector.flush()
    collector.flush()
    assert written == [{("en", "bazaar"): "weak", ("bg", "bazaar"): "nothing"}]


def test_a_flood_is_cut_and_an_error_of_the_database_hurts_nobody(written):
    def refuse(seen):
        written.append(seen)
        raise OperationalError("locked")

    collector = Collector(refuse)
    collector.is_on = True
    for number in range(MOST_GATHERED + 5):
        collector.note(f"bazaar {number}", "en", Outcome.NOTHING)
    collector.flush()
    assert [len(seen) for seen in written] == [MOST_GATHERED]


@pytest.mark.both_databases
@pytest.mark.django_db
def test_words_are_kept_from_the_third_time_on():
    shown = []
    for _ in range(4):
        count_missed(BAZAAR)
        row = MissedQuery.objects.get()
        shown.append((row.query, row.count, row.days))
    assert shown == [("", 1, 1), ("", 2, 1), ("bazaar", 3, 1), ("bazaar", 4, 1)]
    MissedQuery.objects.update(last_day=row.last_day - timedelta(days=1))
    count_missed({("en", "bazaar"): "weak"})
    row.refresh_from_db()
    assert (row.count, row.days, row.outcome) == (5, 2, "weak")


@pytest.mark.django_db
def test_what_nobody_looks_for_any_more_is_forgotten():
    count_missed(BAZAAR)
    assert forget_missed() == 0
    row = MissedQuery.objects.get()
    MissedQuery.objects.update(last_day=row.last_day - timedelta(days=91))
    assert forget_missed() == 1


@pytest.mark.django_db
def test_a_synonym_takes_what_it_answers_from_the_list():
    for _ in range(3):
        count_missed(BAZAAR | {("bg", "bazaar"): "nothing"})
    Synonym.objects.create(code="x", language="en", words=["Bazaar"], means=["market"])
    assert [row.language for row in MissedQuery.objects.all()] == ["bg"]


@pytest.mark.django_db
@pytest.mark.usefixtures("source")
def test_the_page_notes_what_was_sent_and_found_nothing(client, monkeypatch, written):
    collector = Collector(written.append)
    collector.is_on = True
    monkeypatch.setattr(views, "collector", collector)
    Group.objects.create(name="Пазар на общностите | Market of communities")
    typing = {"HX-Request": "true", "HX-Source": "input#search-query"}
    client.get("/en/search/", {"q": "market"})
    client.get("/en/search/", {"q": "qwrtpx"}, headers=typing)
    client.get("/en/search/", {"q": "zzkkw", "kind": "group"})
    client.get("/en/search/", {"q": "xyzzy qwrtp"})
    client.get("/ar/search/", {"q": "market pillow mountain"})
    collector.flush()
    assert written == [{("en", "xyzzy qwrtp"): "nothing", ("ar", "market pillow mountain"): "weak"}]


@pytest.mark.django_db
def test_the_office_lists_what_may_be_shown_and_makes_a_synonym_of_it():
    for _ in range(3):
        count_missed(BAZAAR)
    count_missed({("en", "secret"): "nothing"})
    client = Client()
    client.force_login(person(Role.INTEGRATION_UNIT))
    page = client.get("/office/snippets/opencity_search/missedquery/").content.decode()
    link = "/office/snippets/opencity_search/synonym/add/?language=en&amp;words=bazaar"
    assert (link in page, "secret" in page) == (True, False)
    form = client.get(link.replace("&amp;", "&")).content.decode()
    assert ">\nbazaar</textarea>" in form
    assert 'value="en-bazaar"' in form


@pytest.mark.django_db
def test_an_editor_sees_the_list_without_the_button():
    for _ in range(3):
        count_missed(BAZAAR)
    client = Client()
    client.force_login(person(Role.EDITOR))
    page = client.get("/office/snippets/opencity_search/missedquery/").content.decode()
    assert ("bazaar" in page, "synonym/add" in page) == (True, False)
