"""Records whose changes are public at once: topics, contacts, the glossary."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from opencity.core.audit.models import AuditEntry
from opencity.core.pagecache.counters import marks_of
from opencity.core.pagecache.touches import counters_of_machine
from opencity.core.texts import text_hash
from opencity.services.models import Topic
from opencity.translation import actions, queries
from opencity.translation.enums import Origin, Standing
from opencity.translation.errors import Overtaken
from opencity.translation.merging import Pair
from opencity.translation.models import GlossaryTerm, TranslationRecord
from tests.translation.factories import TermFactory, TopicFactory, officer

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
SEEN = {"name": Pair("Здраве", "Health")}


@pytest.fixture
def topic():
    return TopicFactory()


@pytest.fixture
def both(db):
    return officer(
        "both@city.example",
        "translation.translate",
        "translation.review",
        "services.change_topic",
        "translation.view_glossaryterm",
        "translation.change_glossaryterm",
        "translation.add_glossaryterm",
    )


@pytest.fixture
def desk(client, both):
    client.force_login(both)
    return client


def translate(actor, row, seen=SEEN, **texts):
    return actions.translate(actor=actor, instance=row, language="en", texts=texts, seen=seen)


def url(row, language="en"):
    meta = row._meta
    return reverse("translation:sheet", args=[meta.app_label, meta.model_name, row.pk, language])


def standing(row, language):
    fresh = type(row).objects.get(pk=row.pk)
    return queries.sheet(fresh, language).entry("name").standing


def test_a_translation_is_public_at_once_recorded_and_in_the_log(topic, both):
    saved = translate(both, topic, name="Healthcare")

    topic.refresh_from_db()
    assert (topic.name["en"], saved.keys, saved.revision) == ("Healthcare", ("name",), None)
    record = TranslationRecord.objects.get(text_hash=text_hash("Healthcare"))
    assert (record.made_by, record.origin) == (both, Origin.HUMAN)
    assert AuditEntry.objects.filter(action="translation.translate").count() == 1
    assert AuditEntry.objects.filter(action="wagtail.edit").count() == 1


def test_it_takes_the_permission_to_change_the_record(topic, translator):
    with pytest.raises(PermissionDenied):
        translate(translator, topic, name="Healthcare")

    topic.refresh_from_db()
    assert topic.name["en"] == "Health"


@pytest.mark.parametrize("seen", [{}, {"name": Pair("Здраве", "Older")}, None])
def test_newer_words_are_not_overwritten(topic, both, seen):
    with pytest.raises(Overtaken):
        translate(both, topic, seen=seen, name="Mine")


def test_pages_that_show_it_become_stale(topic, both, django_capture_on_commit_callbacks):
    counters = counters_of_machine()
    before = marks_of(["services"], counters.snapshot())

    with django_capture_on_commit_callbacks(execute=True):
        translate(both, topic, name="Healthcare")

    assert not counters.fresh(before)


def test_a_changed_source_makes_translations_outdated_whoever_saves(topic):
    topic.name = {"bg": "Здравеопазване", "en": "Health"}
    topic.save()

    assert standing(topic, "en") == Standing.OUTDATED


def test_the_sheet_saves_confirms_and_shows_what_others_changed(desk, topic):
    form = {"source-name": "Здраве", "was-name": "Health", "text-name": "Healthcare"}
    page = desk.get(url(topic)).content.decode()
    assert 'name="was-name" value="Health"' in page
    assert 'name="publish"' not in page

    assert desk.post(url(topic), {**form, "confirm": "name"}).status_code == 302
    assert Topic.objects.get(pk=topic.pk).name["en"] == "Healthcare"
    assert standing(topic, "en") == Standing.REVIEWED

    answer = desk.post(url(topic), {**form, "text-name": "Mine"})
    assert answer.status_code == 409
    assert "<del>Health</del><ins>Healthcare</ins>" in answer.content.decode()


def test_the_sheet_is_read_only_without_the_permission(client, topic, translator):
    client.force_login(translator)

    page = client.get(url(topic)).content.decode()

    assert " readonly>" in page
    assert 'name="save"' not in page
    assert client.post(url(topic), {"text-name": "X"}).status_code == 302
    assert Topic.objects.get(pk=topic.pk).name["en"] == "Health"


def test_the_sheet_shows_the_glossary_and_warns(desk, topic):
    TermFactory(name={"bg": "здраве", "en": "health care"}, keep=True)

    [entry] = queries.sheet(topic, "en").entries

    assert [(word.term.official, word.wanted) for word in entry.words] == [
        ("здраве", "health care")
    ]
    assert len(entry.warnings) == 2
    page = desk.get(url(topic)).content.decode()
    assert "health care" in page
    assert page.count("oc-remark--hint") == 2
    assert 'aria-invalid="true"' not in page


def test_a_term_is_edited_in_the_office(desk):
    viewset = GlossaryTerm.snippet_viewset
    data = {
        "code": "egn",
        "name_bg": "единен граждански номер",
        "abbreviation": "ЕГН",
        "definition_bg": "Номер",
        "variants": "en: civil number, EGN\nuk: ЄГН",
        "certainty": "general_knowledge",
    }

    answer = desk.post(reverse(viewset.get_url_name("add")), {**data, "variants": "civil number"})
    assert "bg, en, uk, ru, tr, ar" in answer.content.decode()

    answer = desk.post(reverse(viewset.get_url_name("add")), data)
    assert answer.status_code == 302, answer.context["form"].errors
    term = GlossaryTerm.objects.get(code="egn")
    assert term.variants == {"en": ["civil number", "EGN"], "uk": ["ЄГН"]}
    page = desk.get(reverse(viewset.get_url_name("edit"), args=[term.pk])).content.decode()
    assert "en: civil number, EGN\nuk: ЄГН" in page
    assert desk.get(reverse(viewset.get_url_name("list"))).status_code == 200
