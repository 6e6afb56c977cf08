"""Runs of the openness index: what went in, what came out."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from opencity.core.texts import Text, read
from opencity.monitor.enums import RunState


class IndexRun(models.Model):
    """One calculation of the index, which anybody can repeat from its files, draws and seed.

    The inputs never change. Once it is public nothing of it does; it can only be withdrawn.
    """

    title = Text(_("title"), max_length=200)
    recipe_yaml = models.TextField(_("recipe"))
    data_csv = models.TextField(_("data"))
    framework_csv = models.TextField(_("framework"))
    selection = models.JSONField(
        _("choice of figures"),
        default=dict,
        blank=True,
        help_text=_("How the data were taken from the monitor’s own figures; empty for files."),
    )
    hash = models.CharField(_("hash of recipe, framework and data"), max_length=64)
    seed = models.PositiveIntegerField(_("seed"))
    draws = models.PositiveIntegerField(_("draws"))
    method = models.CharField(_("version of the calculation"), max_length=60)
    state = models.CharField(
        _("state"), max_length=10, choices=RunState.choices, default=RunState.WAITING
    )
    trouble = models.TextField(_("what went wrong"), blank=True)
    outcome = models.JSONField(_("outcome"), null=True, blank=True)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    seconds = models.FloatField(_("duration in seconds"), null=True, blank=True)
    is_public = models.BooleanField(_("public"), default=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    class Meta:
        verbose_name = _("run of the index")
        verbose_name_plural = _("runs of the index")
        ordering = ["-made_at", "-pk"]
        permissions = [("publish_indexrun", _("Can publish a run of the index"))]
        constraints = [
            models.UniqueConstraint(
                fields=["hash", "seed", "draws", "method"],
                condition=~Q(state=RunState.FAILED),
                name="monitor_run_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome__isnull=False, seconds__isnull=False, state=RunState.DONE)
                | (Q(outcome__isnull=True) & ~Q(state=RunState.DONE)),
                name="monitor_done_run_has_outcome",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(state=RunState.DONE, published_at__isnull=False),
                name="monitor_public_run_is_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{read(self.title).text} {self.made_at:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to change a run: its state is moved on by the actions alone."""
        if self.pk is not None and not kwargs.get("force_insert"):
            raise TypeError("A run never changes; ask for another one.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the address of the public page in the current language."""
        return reverse("monitor:index-run", kwargs={"pk": self.pk})

    @property
    def results(self) -> dict[str, Any]:
        """Return the outcome, empty before it is calculated."""
        return dict(self.outcome or {})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse to delete a public run."""
        if type(self).objects.filter(pk=self.pk, is_public=True).exists():
            raise TypeError("A public run is never deleted; the action `withdraw_run` hides it.")
        return super().delete(*args, **kwargs)
