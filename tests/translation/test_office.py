from __future__ import annotations

import html
import re

import pytest
from django.urls import reverse

from opencity.core.registries import dashboard_tiles
from opencity.translation import actions, queries
from opencity.translation.enums import Origin, Standing
from tests.translation.factories import GoalFactory, MeasureFactory, MilestoneFactory, officer

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>\"'&"


@pytest.fixture
def goal():
    row = GoalFactory(title={"bg": "Карта", "en": "Map", "uk": "Мапа"})
    actions.record_texts(actor=None, instance=row, origins={"uk": Origin.MACHINE})
    row.save_revision().publish()
    row.refresh_from_db()
    return row


@pytest.fixture
def enter(client):
    def as_user(user):
        client.force_login(user)
        return client

    return as_user


def sheet_url(row, language="en"):
    meta = row._meta
    return reverse("translation:sheet", args=[meta.app_label, meta.model_name, row.pk, language])


def post(client, row, language="en", *, texts=None, **data):
    data.setdefault("base_revision", row.latest_revision_id or "")
    boxes = {f"text-{key}": text for key, text in (texts or {}).items()}
    return client.post(sheet_url(row, language), {**data, **boxes})


def draft(row):
    return type(row).objects.get(pk=row.pk).get_latest_revision_as_object()


def boxes(answer):
    found = re.findall(
        r'<textarea[^>]* name="text-([^"]+)"[^>]*>(.*?)</textarea>', answer.content.decode(), re.S
    )
    return {key: html.unescape(text) for key, text in found}


def lines(answer):
    page = answer.context["page"]
    return [(str(line.instance), line.piece.key, line.language) for line in page]


def test_the_desk_is_for_translators_and_reviewers(enter, goal, translator, reviewer):
    assert enter(translator).get(reverse("translation:index")).status_code == 200
    assert enter(reviewer).get(sheet_url(goal)).status_code == 200


@pytest.mark.parametrize("permissions", [[], ["plan.change_measure"]])
def test_the_desk_is_closed_to_others(enter, goal, permissions):
    client = enter(officer("other@city.example", *permissions))

    for url in (reverse("translation:index"), sheet_url(goal)):
        assert client.get(url).url == reverse("wagtailadmin_home")
    assert post(client, goal, texts={"title": "X"}).url == reverse("wagtailadmin_home")
    assert not draft(goal).has_unpublished_changes


def test_the_menu_shows_the_desk_to_those_who_may_see_it(enter, translator):
    address = reverse("translation:index")
    home = reverse("wagtailadmin_home")

    assert address in enter(translator).get(home).content.decode()
    assert address not in enter(officer("other@city.example")).get(home).content.decode()


def test_the_list_is_narrowed_by_its_address(enter, goal, translator):
    client = enter(translator)
    name = str(goal)

    answer = client.get(reverse("translation:index"), {"language": "tr", "standing": "missing"})
    assert lines(answer) == [(name, "title", "tr")]
    answer = client.get(reverse("translation:machine"))
    assert lines(answer) == [(name, "title", "uk")]
    answer = client.get(reverse("translation:index"), {"owner": "0", "model": "plan.measure"})
    assert lines(answer) == []


def test_the_tabs_count_what_the_filter_leaves(enter, goal, translator):
    answer = enter(translator).get(
        reverse("translation:index"), {"model": "plan.goal", "standing": "missing", "p": "1"}
    )

    tabs = [(tab["label"], tab["number"], tab["current"]) for tab in answer.context["tabs"]]
    assert [(number, current) for _label, number, current in tabs] == [
        (5, False),
        (3, True),
        (0, False),
        (1, False),
        (1, False),
        (0, False),
    ]
    assert answer.context["tabs"][1]["url"].endswith("?model=plan.goal&standing=missing")


@pytest.mark.parametrize(
    "query",
    [
        {"language": "xx", "standing": "nothing", "owner": "-1", "model": "auth.group"},
        {"p": "0"},
        {"p": "x" * 50},
        {"owner": "9" * 40},
        {"language": HOSTILE},
    ],
)
def test_nonsense_in_the_address_narrows_nothing(enter, goal, translator, query):
    answer = enter(translator).get(reverse("translation:index"), query)

    assert answer.status_code == 200
    assert answer.context["page"].paginator.count == 5


def test_a_long_list_has_pages(enter, translator):
    GoalFactory.create_batch(30, version=GoalFactory().version)

    answer = enter(translator).get(reverse("translation:index"), {"p": "2"})

    page = answer.context["page"]
    assert (page.number, page.paginator.num_pages) == (2, 4)
    assert "?p=3" in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "plan/goal/0/en",
        "plan/goal/x/en",
        "plan/goal/99999999999999999999999/en",
        "plan/goal/{pk}/bg",
        "plan/goal/{pk}/xx",
        "plan/milestone/{pk}/en",
        "auth/group/{pk}/en",
        "nothing/goal/{pk}/en",
    ],
)
def test_an_unknown_sheet_is_not_found(enter, goal, translator, path):
    address = reverse("translation:index") + path.format(pk=goal.pk) + "/"

    assert enter(translator).get(address).status_code == 404


def test_a_sheet_shows_source_and_translation_side_by_side(enter, goal, translator):
    answer = enter(translator).get(sheet_url(goal))

    assert boxes(answer) == {"title": "Map"}
    assert answer.context["base_revision"] == goal.latest_revision_id
    page = answer.content.decode()
    assert '<p class="oc-text" lang="bg" dir="ltr">Карта</p>' in page
    assert 'name="publish"' not in page
    assert 'name="confirm"' not in page


def test_arabic_is_written_from_right_to_left(enter, goal, translator):
    page = enter(translator).get(sheet_url(goal, "ar")).content.decode()

    assert 'rows="3" lang="ar" dir="rtl"' in page


def test_the_sources_change_since_the_translation_is_marked(enter, goal, translator):
    goal.title = goal.title | {"bg": "Карта на града"}
    goal.save_revision()

    page = enter(translator).get(sheet_url(goal)).content.decode()

    assert 'dir="ltr">Карта<ins> на града</ins>' in page


def test_hostile_text_is_escaped_everywhere(enter, translator):
    measure = MeasureFactory(title={"bg": HOSTILE, "en": HOSTILE})
    MilestoneFactory(measure=measure, title={"bg": HOSTILE, "en": HOSTILE})
    actions.record_texts(actor=None, instance=measure)
    measure.title = {"bg": HOSTILE + HOSTILE, "en": HOSTILE}
    measure.save_revision()
    client = enter(translator)

    measure.refresh_from_db()
    pages = [
        client.get(reverse("translation:index")),
        client.get(sheet_url(measure)),
        post(client, measure, texts={"title": HOSTILE * 20}),
        post(client, measure, texts={HOSTILE: HOSTILE}),
        post(client, measure, texts={"title": HOSTILE + "new"}, base_revision=""),
    ]

    assert [page.status_code for page in pages] == [200, 200, 422, 409, 409]
    for page in pages:
        assert "<script>alert" not in page.content.decode()
    assert boxes(pages[1])["title"] == HOSTILE
    assert boxes(pages[4])["title"] == HOSTILE + "new"


def test_saving_makes_a_draft(enter, goal, translator):
    answer = post(enter(translator), goal, texts={"title": "Chart"})

    assert answer.status_code == 302
    assert draft(goal).title["en"] == "Chart"
    goal.refresh_from_db()
    assert goal.title["en"] == "Map"


def test_saving_and_publishing_at_once(enter, goal, publisher):
    client = enter(publisher)
    assert 'name="publish"' in client.get(sheet_url(goal)).content.decode()

    post(client, goal, texts={"title": "Chart"}, publish="1")

    goal.refresh_from_db()
    assert (goal.title["en"], goal.has_unpublished_changes) == ("Chart", False)


def test_publishing_is_not_offered_beside_other_changes(enter, goal, publisher):
    goal.slug = "other"
    goal.save_revision()
    client = enter(publisher)

    assert 'name="publish"' not in client.get(sheet_url(goal)).content.decode()
    goal.refresh_from_db()
    answer = post(client, goal, texts={"title": "Chart"}, publish="1")
    assert answer.status_code == 422
    assert boxes(answer) == {"title": "Chart"}


def test_who_may_not_publish_does_not(enter, goal, translator):
    answer = post(enter(translator), goal, texts={"title": "Chart"}, publish="1")

    assert answer.url == reverse("wagtailadmin_home")
    assert not draft(goal).has_unpublished_changes


def test_two_translators_at_once_the_second_sees_the_difference(enter, goal, translator):
    seen = goal.latest_revision_id
    client = enter(translator)
    post(client, goal, texts={"title": "City map"})

    answer = post(client, goal, texts={"title": "My map"}, base_revision=seen)

    assert answer.status_code == 409
    assert boxes(answer) == {"title": "My map"}
    page = answer.content.decode()
    assert "<del>Map</del><ins>City map</ins>" in page
    assert draft(goal).title["en"] == "City map"
    again = post(client, goal, texts=boxes(answer), base_revision=answer.context["base_revision"])
    assert again.status_code == 302
    assert draft(goal).title["en"] == "My map"


def test_boxes_left_alone_show_the_newer_words_after_a_refusal(enter, translator):
    goal = GoalFactory(title={"bg": "Карта", "en": "Map"}, text={"bg": "Дълго", "en": "Long"})
    goal.save_revision().publish()
    goal.refresh_from_db()
    seen = goal.latest_revision_id
    client = enter(translator)
    post(client, goal, texts={"title": "Theirs", "text": "Theirs too"})

    answer = post(client, goal, texts={"title": "Mine", "text": "Long"}, base_revision=seen)

    assert boxes(answer) == {"title": "Mine", "text": "Theirs too"}


def test_words_for_a_text_that_is_gone_can_be_copied(enter, translator):
    measure = MeasureFactory()
    milestone = MilestoneFactory(measure=measure, title={"bg": "Първа"})
    measure.save_revision().publish()
    measure.refresh_from_db()
    seen = measure.latest_revision_id
    milestone.delete()
    measure.refresh_from_db()
    measure.save_revision()

    answer = post(
        enter(translator), measure, texts={"milestones-0-title": "First"}, base_revision=seen
    )

    assert answer.status_code == 409
    assert answer.context["homeless"] == {"milestones-0-title": "First"}
    assert ">First</textarea>" in answer.content.decode()


def test_a_text_that_is_too_long_is_kept_and_explained(enter, goal, translator):
    answer = post(enter(translator), goal, texts={"title": "x" * 201})

    assert answer.status_code == 422
    assert boxes(answer) == {"title": "x" * 201}
    assert "200" in answer.context["boxes"][0].problem
    assert answer.context["base_revision"] == str(goal.latest_revision_id)


def test_a_locked_object_keeps_what_was_typed(enter, goal, translator):
    goal.locked = True
    goal.save()

    answer = post(enter(translator), goal, texts={"title": "Chart"})

    assert (answer.status_code, boxes(answer)) == (422, {"title": "Chart"})


def test_a_reviewer_confirms_and_cannot_write(enter, goal, reviewer):
    client = enter(reviewer)
    page = client.get(sheet_url(goal, "uk")).content.decode()
    assert " readonly>" in page
    assert 'name="save"' not in page

    answer = post(client, goal, "uk", texts={"title": "Інше"}, confirm="title")

    assert answer.url == f"{sheet_url(goal, 'uk')}#piece-title"
    assert draft(goal).title["uk"] == "Мапа"
    [entry] = queries.sheet(goal, "uk").entries
    assert entry.standing == Standing.REVIEWED


def test_confirming_saves_what_was_typed_first(enter, goal, publisher):
    post(enter(publisher), goal, "uk", texts={"title": "Карта міста"}, confirm="title")

    assert draft(goal).title["uk"] == "Карта міста"
    [entry] = queries.sheet(type(goal).objects.get(pk=goal.pk), "uk").entries
    assert (entry.standing, entry.record.reviewed_by) == (Standing.REVIEWED, publisher)


@pytest.mark.parametrize("piece", ["summary", HOSTILE, "milestones-7-title", "title-x-y-z"])
def test_confirming_what_is_not_there_is_explained(enter, goal, publisher, piece):
    answer = post(enter(publisher), goal, texts={"title": "Chart", piece: ""}, confirm=piece)

    assert answer.status_code == 422
    assert boxes(answer) == {"title": "Chart"}
    assert not draft(goal).has_unpublished_changes


@pytest.mark.parametrize("base", ["x", "-1", "9" * 30, ""])
def test_a_nonsense_base_overwrites_nothing(enter, goal, translator, base):
    answer = post(enter(translator), goal, texts={"title": "Chart"}, base_revision=base)

    assert answer.status_code == 409
    assert not draft(goal).has_unpublished_changes


def test_the_first_page_counts_what_waits(rf, goal):
    tiles = {tile.name: tile for tile in dashboard_tiles if tile.name.startswith("translation.")}

    actions.catch_up_all()

    counted = {name: tile.count(rf.get("/")) for name, tile in tiles.items()}

    assert counted == {
        "translation.missing": 3,
        "translation.outdated": 0,
        "translation.machine": 1,
    }
    assert reverse(tiles["translation.machine"].url_name).endswith("/translation/machine/")
