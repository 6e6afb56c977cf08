"""Whatever fits the standard and is taken over goes out again as it came."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencity.services.hsds.importing.actions import import_hsds
from opencity.services.hsds.shape import KINDS
from tests.services.hsds.records import key
from tests.services.hsds.standard import faults

pytestmark = pytest.mark.django_db

_WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), min_size=1, max_size=40
)
_VALUES = {
    "text": _WORDS.filter(lambda words: words.strip()),
    "uuid": st.uuids().map(str),
    "uri": st.sampled_from(["https://example.org/", "http://example.org/a?b=c"]),
    "email": st.just("info@example.org"),
    "number": st.integers(0, 5000) | st.sampled_from([0.5, 12.25]),
    "date": st.dates().map(str),
    "datetime": st.datetimes().map(lambda moment: f"{moment.isoformat()}Z"),
    "time": st.sampled_from(["08:00", "12:30:00", "23:59Z"]),
}
_ALIEN = {"organization_id", "program_id", "parent_organization_id", "service_at_location_id"}


def values(of: str):
    return st.sampled_from(of.split("|")) if "|" in of else _VALUES[of]


def records(kind: str, depth: int = 0):
    """Records of a kind with some of their fields and, near the top, some of their lists."""
    shape = KINDS[kind]
    needed = {name: values(shape.fields[name]) for name in shape.required}
    others = {
        name: values(of)
        for name, of in shape.fields.items()
        if name not in needed and name not in _ALIEN and not name.endswith("_id")
    }
    if depth < 2:
        for name, other in shape.lists.items():
            if other not in ("location", "service_at_location"):
                others[name] = st.lists(records(other, depth + 1), min_size=1, max_size=2)
    return st.fixed_dictionaries(needed, optional=others)


@given(records("service"), records("organization"))
@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_any_record_of_the_standard_goes_out_as_it_came(service, organisation):
    service |= {"id": key("service"), "status": "active"}
    organisation = {k: v for k, v in organisation.items() if k != "locations"}
    service["organization"] = organisation | {"id": key("organization")}
    service["organization_id"] = key("organization")
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        file = Path(folder) / "services.json"
        file.write_text(json.dumps([service]), encoding="utf-8")
        import_hsds(actor=None, path=file, language="en", publish=True)
        told = Client().get(f"/api/hsds/services/{key('service')}?lang=en").json()
        transaction.set_rollback(True)

    provider = told.pop("organization")
    came = service.pop("organization")
    assert {name: told[name] for name in service} == service
    assert {name: provider[name] for name in came} == came
    assert faults("service", told) == []
