from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from opencity.accounts.models import User
from tests.accounts.factories import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_address_is_unique_in_any_case():
    User.objects.create_user("ana@sofia.example")

    with pytest.raises(IntegrityError):
        User(email="ANA@sofia.example").save()


def test_form_names_the_taken_address():
    User.objects.create_user("ana@sofia.example")
    other = User(email="Ana@Sofia.example", name="Ana", password="!")

    with pytest.raises(ValidationError) as caught:
        other.full_clean()

    assert list(caught.value.message_dict) == ["email"]


def test_address_is_kept_in_lower_case():
    assert User.objects.create_user(" Ana@Sofia.example ").email == "ana@sofia.example"


def test_sign_in_in_any_case(rf):
    user = User.objects.create_user("ana@sofia.example", PASSWORD)

    found = authenticate(rf.post("/"), email="ANA@SOFIA.EXAMPLE", password=PASSWORD)

    assert found == user


def test_account_without_password_has_none():
    assert not User.objects.create_user("ana@sofia.example").has_usable_password()


def test_erased_account_cannot_be_active():
    with pytest.raises(IntegrityError):
        User(email="ana@sofia.example", erased_at=timezone.now()).save()
