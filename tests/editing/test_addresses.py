from __future__ import annotations

import pytest

from opencity.editing.links.addresses import find, replace, replaced_in

OLD, NEW = "https://a.example/x", "https://b.example/y?a=1&b=2"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://a.example/x.", ["https://a.example/x"]),
        ("(https://a.example/x), https://a.example/x!", ["https://a.example/x"]),
        ("https://a.example/wiki/X_(y)", ["https://a.example/wiki/X_(y)"]),
        ('<a href="https://a.example/?a=1&amp;b=2">x</a>', ["https://a.example/?a=1&b=2"]),
        ("„https://a.example/път“", ["https://a.example/път"]),
        ("HTTPS://A.example", ["HTTPS://A.example"]),
        ("ftp://a.example mailto:a@b.example https:// https://[bad", []),
        ("", []),
    ],
)
def test_addresses_are_found_without_the_sentence_around(text, found):
    assert find(text) == found


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        (OLD, NEW),
        (f"See {OLD}.", f"See {NEW}."),
        (f"{OLD}y {OLD}/z {OLD}?q", f"{OLD}y {OLD}/z {OLD}?q"),
        (
            f'<a href="{OLD}">{OLD}</a>',
            f'<a href="https://b.example/y?a=1&amp;b=2">{NEW}</a>',
        ),
    ],
)
def test_whole_address_is_replaced_and_no_longer_one(text, replaced):
    assert replace(text, OLD, NEW) == replaced


def test_values_of_records_are_walked_through():
    value = [{"title": "x", "address": OLD}, {"bg": f"на {OLD}", "n": 3, "none": None}]

    assert replaced_in(value, OLD, NEW) == [
        {"title": "x", "address": NEW},
        {"bg": f"на {NEW}", "n": 3, "none": None},
    ]
