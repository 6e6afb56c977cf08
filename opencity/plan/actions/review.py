"""The review through which what editors write reaches the public."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from opencity.accounts.roles import Role

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
