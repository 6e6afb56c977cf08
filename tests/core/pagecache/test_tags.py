from __future__ import annotations

from django.http import HttpResponse, JsonResponse

from opencity.core.pagecache import cached, tag


def internal(response):
    names = ("Surrogate-Key", "Surrogate-Control", "Surrogate-Language")
    return [response.headers.get(name) for name in names]


def test_a_tag_names_what_a_response_is_made_of():
    assert internal(tag(HttpResponse(), "plan", "measure:A04")) == ["plan measure:A04", None, None]


def test_tags_add_up_and_the_shortest_life_counts():
    response = tag(HttpResponse(), "plan", max_age=60)
    tag(response, "texts", "plan", max_age=600)
    assert internal(response) == ["plan texts", "max-age=60", None]
    assert internal(tag(response, max_age=-5)) == ["plan texts", "max-age=0", None]


def test_json_for_every_language_is_tagged_the_same_way():
    assert internal(tag(JsonResponse({}), "plan", any_language=True)) == ["plan", None, "any"]


def test_a_key_with_a_space_stays_one_key():
    assert internal(tag(HttpResponse(), "search:две думи")) == [
        "search:%D0%B4%D0%B2%D0%B5%20%D0%B4%D1%83%D0%BC%D0%B8",
        None,
        None,
    ]


def test_a_cached_view_is_tagged_with_its_arguments(rf):
    @cached("plan", "measure:{slug}", max_age=30)
    def view(request, slug):
        return HttpResponse(slug)

    response = view(rf.get("/"), slug="{0}")
    assert (response.content, internal(response)) == (
        b"{0}",
        ["plan measure:%7B0%7D", "max-age=30", None],
    )
