"""The review through which what editors write reaches the public, for every app with drafts."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models.signals import post_migrate
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from opencity.accounts.roles import Role
from opencity.core.publication import Publishable

NAME = "Review"


@transaction.atomic
def ensure_review(reviewed: list[type[models.Model]]) -> None:
    """Set up one review for these kinds of records, once; what people set up stays."""
    workflow, created = Workflow.objects.get_or_create(name=NAME)
    if created:
        task = GroupApprovalTask.objects.create(name=NAME)
        roles = (Role.REVIEWER, Role.INTEGRATION_UNIT, Role.ADMINISTRATOR)
        task.groups.set([Group.objects.get_or_create(name=role.value)[0] for role in roles])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for model in reviewed:
        content_type = ContentType.objects.get_for_model(model)
        WorkflowContentType.objects.get_or_create(
            content_type=content_type, defaults={"workflow": workflow}
        )


def review_publishables(app_label: str) -> None:
    """Have what is written in the office for an app reviewed, from its next migration on."""

    def migrated(app_config: AppConfig, **kwargs: Any) -> None:
        if app_config.label == app_label:
            ContentType.objects.clear_cache()
            ensure_review(
                [model for model in app_config.get_models() if issubclass(model, Publishable)]
            )

    post_migrate.connect(migrated, weak=False, dispatch_uid=f"review {app_label}")
