from __future__ import annotations

import pytest
from django.utils.translation import override

from opencity.core.texts import read
from opencity.services.models import Step
from opencity.services.words import Words
from opencity.translation.models import GlossaryTerm

LNCH = GlossaryTerm(
    code="lnch",
    name={"bg": "личен номер", "en": "personal number"},
    definition={"bg": "Номер"},
    abbreviation="ЛНЧ",
)
TAX = GlossaryTerm(code="tax", name={"bg": "такса", "en": "fee"}, definition={"bg": "Пари"})
PERSONAL_FEE = GlossaryTerm(
    code="personal-fee", name={"bg": "лична такса", "en": "personal fee"}, definition={"bg": "П"}
)


def marked(text: dict[str, str], language: str, *terms: GlossaryTerm) -> tuple[list[str], str]:
    """Return the codes of the terms found in a text and its markup."""
    with override(language):
        words = Words(terms or (LNCH, TAX), [Step(title=text)])
        return [term.code for term in words.found], words(read(text))


def test_first_occurrence_of_a_term_leads_to_its_explanation():
    found, markup = marked({"en": "A fee, another fee."}, "en")
    assert found == ["tax"]
    assert markup == 'A <a class="term" href="#word-tax">fee</a>, another fee.'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Личен номер е нужен.", ["lnch"]),
        ("Платете таксата.", ["tax"]),
        ("Вземете такси.", []),
        ("Номер: ЛНЧ", ["lnch"]),
        ("лнч", []),
        ("ЗЛНЧ", []),
    ],
)
def test_words_are_known_with_their_article_but_not_inside_others(text, found):
    assert marked({"bg": text}, "bg")[0] == found


def test_longest_term_wins():
    _found, markup = marked({"en": "The personal fee."}, "en", TAX, PERSONAL_FEE)
    assert markup == 'The <a class="term" href="#word-personal-fee">personal fee</a>.'


def test_official_wording_is_marked_as_bulgarian_in_another_language():
    _found, markup = marked({"ar": "رسم („такса“) هنا"}, "ar")
    assert markup == (
        'رسم (<bdi lang="bg" dir="ltr">„<a class="term" href="#word-tax">такса</a>“</bdi>) هنا'
    )


def test_text_is_never_markup():
    _found, markup = marked({"en": '<b>fee</b> & "fee" („<i>да“)'}, "en")
    assert markup == (
        '&lt;b&gt;<a class="term" href="#word-tax">fee</a>&lt;/b&gt; &amp; &quot;fee&quot; '
        '(<bdi lang="bg" dir="ltr">„&lt;i&gt;да“</bdi>)'
    )
