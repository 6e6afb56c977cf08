"""Which records a person may work on, beyond what their role allows; see ``RowRule``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from wagtail.permission_policies import ModelPermissionPolicy

from opencity.core.registries import row_rules


def rows_for(user: Any, model: type[models.Model]) -> models.QuerySet[Any]:
    """Return the records of a kind that a person may work on."""
    rows = model._default_manager.all()
    condition = _condition(user, model)
    return rows if condition is None else rows.filter(pk__in=rows.filter(condition).values("pk"))


def may_work_on(user: Any, instance: models.Model) -> bool:
    """Tell whether a record is among those that a person may work on."""
    model = type(instance)
    if _condition(user, model) is None:
        return True
    return rows_for(user, model).filter(pk=instance.pk).exists()


def _condition(user: Any, model: type[models.Model]) -> models.Q | None:
    rule = row_rules.get(model._meta.label_lower)
    return rule.condition(user) if rule else None


def would_keep(user: Any, form: Any) -> bool:
    """Tell whether a record stays among those that a person may work on with what a form holds."""
    condition = _condition(user, type(form.instance))
    if condition is None:
        return True
    columns = {field.name: field.attname for field in form.instance._meta.concrete_fields}
    links = {field.name for field in form.instance._meta.concrete_fields if field.is_relation}
    held = {name: getattr(form.instance, columns[name]) for name in links}
    return condition.check(
        {"pk": form.instance.pk}
        | {
            name: models.Value(key, output_field=models.BigIntegerField())
            for name, key in held.items()
        }
    )


def refusal() -> str:
    """Return what is said to a person about a record of others."""
    return _("You write for another part of the city. Ask for a change of this record instead.")


def guard(pattern: URLPattern, model: type[models.Model]) -> URLPattern:
    """Return an address whose view answers only for records that the person may work on."""
    view = pattern.callback

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = kwargs.get("pk") or (args[0] if args else None)
        if key is not None and not _is_among(request.user, model, str(key)):
            raise PermissionDenied(refusal())
        return view(request, *args, **kwargs)

    return URLPattern(pattern.pattern, guarded, pattern.default_args, pattern.name)


def _is_among(user: Any, model: type[models.Model], key: str) -> bool:
    if _condition(user, model) is None:
        return True
    return key.isdecimal() and rows_for(user, model).filter(pk=key).exists()


class RowPolicy(ModelPermissionPolicy):
    """Narrows what a role may do to the records that the person may work on.

    Whoever is bound to some of them adds none: a new record belongs to nobody yet.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Tell whether a person may do this with some record."""
        if action in ("add", "delete") and _condition(user, self.model) is not None:
            return False
        return bool(super().user_has_permission(user, action))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Tell whether a person may do this with one record."""
        allowed = super().user_has_permission_for_instance(user, action, instance)
        return bool(allowed) and may_work_on(user, instance)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> models.QuerySet[Any]:
        """Return the records with which a person may do one of these."""
        allowed = super().instances_user_has_any_permission_for(user, actions)
        return allowed.filter(pk__in=rows_for(user, self.model).values("pk"))
