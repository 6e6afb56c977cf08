from __future__ import annotations

import pytest

from opencity.core.content import ContentError, Loading
from opencity.publications.loading import load_folder
from opencity.publications.models import Pack
from tests.publications.factories import GuideFactory
from tests.services.factories import ServiceFactory, TopicFactory

pytestmark = pytest.mark.django_db

HEAD = "origins: {bg: human, en: imported}\npacks:\n"


def entry(**values: str) -> str:
    known = {"code": "one", "slug": "one", "title": '{bg: "Едно"}', "summary": '{bg: "За всеки"}'}
    lines = [f"    {key}: {value}" for key, value in {**known, **values}.items()]
    return "  - " + "\n".join(lines).lstrip() + "\n"


def load(folder, text: str) -> None:
    (folder / "packs.yaml").write_text(HEAD + text)
    load_folder(folder, Loading())


def test_packs_are_loaded_published_and_in_order(tmp_path):
    guide, topic = GuideFactory(), TopicFactory()
    second, first = ServiceFactory(), ServiceFactory()
    load(
        tmp_path,
        entry(services=f"[{first.code}, {second.code}]", topics=f"[{topic.code}]")
        + entry(code="two", slug="two", guide=guide.code),
    )

    one, two = Pack.objects.live()
    assert [row.service for row in one.picked.order_by("sort_order")] == [first, second]
    assert (list(one.topics.all()), one.guide, two.guide) == ([topic], None, guide)


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"services": "[S99]"}, "line 7, packs[1].services: “S99” is none of"),
        ({"guide": "GD99"}, "line 7, packs[1].guide: “GD99” is none of"),
        ({"pages": "3"}, "line 7, packs[1].pages: unknown key"),
        ({"title": "null"}, "packs[1].title: this text is missing"),
        ({"slug": "own"}, "Този адрес е запазен за пакетите, които читателите съставят."),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path, values, complaint):
    with pytest.raises(ContentError) as error:
        load(tmp_path, entry(**values))

    assert complaint in str(error.value)
    assert Pack.objects.count() == 0
