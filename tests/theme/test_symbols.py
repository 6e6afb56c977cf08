from __future__ import annotations

import yaml
from django.conf import settings

from opencity.theme.symbols import DRAWINGS
from opencity.theme.templatetags.symbols import symbol


def test_a_known_sign_is_drawn() -> None:
    drawing = DRAWINGS["⚖"]
    assert symbol("⚖") == symbol("⚖\ufe0f")
    assert symbol("⚖") == (
        f'<svg class="symbol" viewBox="0 0 24 24" aria-hidden="true"><path d="{drawing}"/></svg>'
    )


def test_another_sign_stands_as_it_is_and_none_takes_no_room() -> None:
    assert symbol("<") == '<span class="symbol" aria-hidden="true">&lt;</span>'
    assert symbol("") == ""


def test_every_topic_of_the_city_has_a_drawing() -> None:
    topics = yaml.safe_load((settings.CITY.folder / "content/services/topics.yaml").read_text())
    signs = {row["symbol"] for row in topics["topics"]}
    assert signs - set(DRAWINGS) == set()
