"""One record in one language, source and translation side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from opencity.core.errors import DomainError
from opencity.core.texts import languages
from opencity.core.texts.differences import Part, word_differences
from opencity.translation import actions, queries
from opencity.translation.errors import Overtaken, Unfit
from opencity.translation.merging import Pair
from opencity.translation.office.screens import DeskScreen, find_record, target_languages
from opencity.translation.providers import configured
from opencity.translation.queries import UNFINISHED, Entry
from opencity.translation.subjects import has_drafts, may_write
from opencity.translation.versions import may_publish


@dataclass(frozen=True)
class Box:
    """An entry with what stands in its box and what is wrong with it."""

    entry: Entry
    value: str
    problem: str = ""
    before: Pair | None = None

    @property
    def meanwhile(self) -> list[Part]:
        """Return what somebody else made of the translation meanwhile."""
        return word_differences(self.before.text, self.entry.text) if self.before else []

    @property
    def source_meanwhile(self) -> list[Part]:
        """Return what somebody else made of the source meanwhile."""
        if self.before is None or self.before.source == self.entry.piece.source:
            return []
        return word_differences(self.before.source, self.entry.piece.source)


class SheetView(DeskScreen):
    """Translates one object into one language, source and translation side by side."""

    template_name = "translation/sheet.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the object and the language of the address."""
        super().setup(request, *args, **kwargs)
        self.instance = find_record(kwargs["app"], kwargs["model"], kwargs["pk"])
        self.language: str = kwargs["language"]
        if self.language not in target_languages():
            raise Http404
        self.page_title = str(self.instance)
        self.page_subtitle = languages.name(self.language)

    @cached_property
    def can_publish(self) -> bool:
        """Tell whether saving may publish at once: nothing but translations would go out."""
        return may_publish(self.request.user, self.instance)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the texts."""
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save, publish or confirm; what cannot be done keeps every word typed."""
        typed = {
            name.removeprefix("text-"): str(value)
            for name, value in request.POST.items()
            if name.startswith("text-")
        }
        base = request.POST.get("base_revision", "")
        try:
            message = self._act(typed, base)
        except DomainError as error:
            messages.error(request, str(error))
            return self._again(typed, base, error)
        messages.success(request, message)
        piece = request.POST.get("confirm")
        return HttpResponseRedirect(f"{request.path}#piece-{piece}" if piece else request.path)

    def _act(self, typed: Mapping[str, str], base: str) -> str:
        ours: dict[str, Any] = {
            "actor": self.request.user,
            "instance": self.instance,
            "language": self.language,
        }
        as_seen = self._as_seen(base)
        key, publish = self.request.POST.get("confirm"), "publish" in self.request.POST
        with transaction.atomic():
            saved = None
            if may_write(self.request.user, self.instance) or not key:
                saved = actions.translate(**ours, **as_seen, texts=typed, publish=publish)
            if key:
                if saved:
                    as_seen = self._as_saved(saved)
                actions.confirm_piece(**ours, **as_seen, key=key)
                return _("Confirmed: the translation is true to its source.")
        if publish or (saved and saved.revision is None):
            return _("Saved and published.")
        return _("Saved as a draft.") if saved else _("Nothing has changed.")

    def _as_seen(self, base: str) -> dict[str, Any]:
        """Return what the form says its writer saw: a revision, or the texts where there is none.

        Nobody but the writer is harmed by a form that says otherwise.
        """
        if has_drafts(self.instance):
            return {"base_revision": int(base) if base.isdecimal() else None}
        given = self.request.POST
        keys = [name.removeprefix("source-") for name in given if name.startswith("source-")]
        seen = {key: Pair(given[f"source-{key}"], given.get(f"was-{key}", "")) for key in keys}
        return {"seen": seen}

    def _as_saved(self, saved: actions.Saved) -> dict[str, Any]:
        if saved.revision is not None:
            return {"base_revision": saved.revision.pk}
        fresh = type(self.instance)._default_manager.get(pk=self.instance.pk)
        entries = queries.sheet(fresh, self.language).entries
        return {"seen": {each.piece.key: each.piece.pair(self.language) for each in entries}}

    def _again(self, typed: Mapping[str, str], base: str, error: DomainError) -> HttpResponse:
        self.instance = type(self.instance)._default_manager.get(pk=self.instance.pk)
        if isinstance(error, Overtaken):
            before = {key: pair for key, (pair, _now) in error.merged.overtaken.items()}
            kept = {key: typed[key] for key in (*before, *error.merged.texts) if key in typed}
            context = self.get_context_data(typed=kept, before=before)
            return self.render_to_response(context, status=409)
        problems = error.problems if isinstance(error, Unfit) else {}
        context = self.get_context_data(typed=typed, problems=problems)
        return self.render_to_response({**context, "base_revision": base}, status=422)

    def get_context_data(
        self,
        *,
        typed: Mapping[str, str] | None = None,
        problems: Mapping[str, str] | None = None,
        before: Mapping[str, Pair] | None = None,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """Lay out the texts, with what was typed where saving was refused."""
        sheet = queries.sheet(self.instance, self.language)
        typed, user = typed or {}, self.request.user
        keys = {entry.piece.key for entry in sheet.entries}
        return {
            **super().get_context_data(**kwargs),
            "sheet": sheet,
            "base_revision": sheet.base_revision or "",
            "boxes": [
                Box(
                    entry,
                    typed.get(entry.piece.key, entry.text),
                    (problems or {}).get(entry.piece.key, ""),
                    (before or {}).get(entry.piece.key),
                )
                for entry in sheet.entries
            ],
            "homeless": {key: text for key, text in typed.items() if key not in keys and text},
            "source_language": languages.source_language(),
            "source_direction": languages.direction(languages.source_language()),
            "other_languages": self._other_languages(),
            "edit_url": AdminURLFinder(user).get_edit_url(self.instance),
            "can_translate": may_write(user, self.instance),
            "has_drafts": has_drafts(self.instance),
            "providers": configured(),
            "unfinished": [entry for entry in sheet.entries if entry.standing in UNFINISHED],
            "record": (self.instance._meta.label_lower, self.instance.pk, self.language),
            "can_review": user.has_perm("translation.review"),
            "can_publish": self.can_publish,
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to this object, whose name is the page's title."""
        here = {"url": "", "label": self.page_title, "sublabel": self.page_subtitle}
        return [*super().get_breadcrumbs_items(), here]

    def _other_languages(self) -> list[tuple[str, str, str, bool]]:
        meta = self.instance._meta
        return [
            (
                reverse(
                    "translation:sheet",
                    args=[meta.app_label, meta.model_name, self.instance.pk, code],
                ),
                languages.name(code),
                code,
                code == self.language,
            )
            for code in target_languages()
        ]
