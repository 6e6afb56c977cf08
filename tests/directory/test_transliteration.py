from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from opencity.directory.transliteration import latin_address, romanised
from tests.directory.factories import SOFIA


@pytest.mark.parametrize(
    ("bulgarian", "latin"),
    [
        ("София", "Sofia"),
        ("Мария", "Maria"),
        ("Марияна", "Mariyana"),
        ("България", "Bulgaria"),
        ("БЪЛГАРИЯ", "BULGARIA"),
        ("Княгиня", "Knyaginya"),
        ("Щастливеца", "Shtastlivetsa"),
        ("ЖЕЛЕЗНИЦА", "ZHELEZNITSA"),
        ("Жеравна", "Zheravna"),
        ("Кольо Йовков", "Kolyo Yovkov"),
        ("Джерман, Дзензов", "Dzherman, Dzenzov"),
        ("Ъгъл", "Agal"),
        ("бул. 114Б, вх. А", "bul. 114B, vh. A"),
        ("Ы и Э остават", "Ы i Э ostavat"),
        ("UNHCR Sofia", "UNHCR Sofia"),
    ],
)
def test_the_rules_of_the_act(bulgarian, latin):
    assert romanised(bulgarian) == latin


def entries(name: str) -> list[dict]:
    file = SOFIA / "directory" / f"{name}.yaml"
    return yaml.safe_load(file.read_text(encoding="utf-8"))[name]


def test_all_districts_and_addresses_of_sofia_are_written_as_their_sources_write_them():
    pairs = [(row["name"]["bg"], row["name"]["en"]) for row in entries("districts")]
    pairs += [(row["address_bg"], row["address_latin"]) for row in entries("places")]
    assert [(bg, latin) for bg, latin in pairs if latin_address(bg) != latin] == []


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъьюяАБВГДЖЗЩЮЯ „“.,0123456789"))
def test_no_cyrillic_letter_is_left_and_only_quotes_are_lost(text):
    written = latin_address(text)
    assert written.isascii()
    assert sum(sign.isdigit() for sign in written) == sum(sign.isdigit() for sign in text)
