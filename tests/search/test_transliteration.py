from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencity.search.analysis import fold
from opencity.search.transliteration import MOST_SPELLINGS, skeleton, spellings

VECTORS = [
    ("lichna karta", "лична карта"),
    ("4ujdenec", "чужденец"),
    ("chuzhdenets", "чужденец"),
    ("qujdenec", "чужденец"),
    ("6kola", "школа"),
    ("uchiliste", "училище"),
    ("uchilishte", "училище"),
    ("u4ili6te", "училище"),
    ("detska gradina", "детска градина"),
    ("registraciq", "регистрация"),
    ("registracia", "регистрация"),
    ("registratsiya", "регистрация"),
    ("adresna registraciya", "адресна регистрация"),
    ("prebivavane", "пребиваване"),
    ("razre6itelno", "разрешително"),
    ("danyci", "данъци"),
    ("danuci", "данъци"),
    ("danatsi", "данъци"),
    ("bulgarski ezik", "български език"),
    ("bylgarski ezik", "български език"),
    ("balgarski ezik", "български език"),
    ("bejanec zakrila", "бежанец закрила"),
    ("shofyorska knijka", "шофьорска книжка"),
    ("6ofiorska knizhka", "шофьорска книжка"),
    ("li4en lekar", "личен лекар"),
    ("qsla", "ясла"),
    ("jasla", "ясла"),
    ("sofiq", "София"),
    ("sofia", "София"),
    ("bulgaria", "България"),
    ("ya6ka", "яшка"),
    ("život", "живот"),
]

OFFICIAL = {
    **dict(zip("абвгдезийклмнопрстуфхъь", "abvgdeziyklmnoprstufhay", strict=True)),
    "ж": "zh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sht",
    "ю": "yu",
    "я": "ya",
}


@pytest.mark.parametrize(("typed", "meant"), VECTORS)
def test_each_word_as_typed_has_the_meant_spelling(typed, meant):
    missing = [
        (latin, word)
        for latin, word in zip(typed.split(), meant.split(), strict=True)
        if fold(word) not in spellings(latin)
    ]
    assert missing == []


@given(st.text(alphabet="".join(OFFICIAL), min_size=1, max_size=7))
def test_the_official_spelling_of_any_short_word_leads_back(word):
    latin = "".join(OFFICIAL[letter] for letter in word)
    found = spellings(latin)
    assert fold(word) in found or len(found) > MOST_SPELLINGS // 2


@pytest.mark.parametrize("code", ["S07", "D", "C1", "2026", "", "a" * 500])
def test_codes_numbers_and_endless_words_have_few_or_no_spellings(code):
    assert len(spellings(code)) <= 2


def test_the_skeleton_survives_lost_vowels_and_mixed_up_sibilants():
    assert skeleton(fold("български")) == skeleton("блгарски")
    assert skeleton(fold("шофьорска")) == skeleton("софорска")
    assert skeleton(fold("училище")) == skeleton("учлисте")
