from __future__ import annotations

import pytest

from opencity.core.registries import MenuEntry, Registry


@pytest.fixture
def registry() -> Registry[MenuEntry]:
    return Registry("menu entry")


def test_entries_come_in_the_order_of_their_registration(registry):
    first, second = MenuEntry("b", "B", "b:index"), MenuEntry("a", "A", "a:index")
    registry.register(first)
    registry.register(second)

    assert (list(registry), len(registry)) == ([first, second], 2)
    assert (registry.get("a"), registry.get("none")) == (second, None)


def test_same_entry_again_is_no_error_and_stands_once(registry):
    registry.register(MenuEntry("a", "A", "a:index"))
    registry.register(MenuEntry("a", "A", "a:index"))

    assert len(registry) == 1


def test_name_of_another_entry_is_refused_and_the_first_stays(registry):
    first = registry.register(MenuEntry("a", "A", "a:index"))

    with pytest.raises(ValueError, match="menu entry 'a' is registered twice"):
        registry.register(MenuEntry("a", "B", "b:index"))

    assert list(registry) == [first]


def test_entry_can_be_taken_out_while_others_are_read(registry):
    for name in "abc":
        registry.register(MenuEntry(name, name, name))

    for entry in registry:
        registry.unregister(entry.name)
    registry.unregister("none")

    assert list(registry) == []
