"""The desk's screens in the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from opencity.core.errors import DomainError
from opencity.core.publication import Publishable
from opencity.core.texts import languages
from opencity.core.texts.differences import Part, word_differences
from opencity.translation import actions, queries
from opencity.translation.enums import Standing
from opencity.translation.errors import Overtaken, Unfit
from opencity.translation.forms import DeskFilter
from opencity.translation.merging import Pair
from opencity.translation.queries import Entry
from opencity.translation.versions import only_translations_differ

_READERS = ("translation.translate", "translation.review", "translation.view_translationrecord")


def may_read(user: Any) -> bool:
    """Tell whether somebody may see the desk."""
    return any(user.has_perm(permission) for permission in _READERS)


class DeskScreen(WagtailAdminTemplateMixin, View):
    """Base of the desk's screens: title, way back, and who may see them."""

    header_icon = "globe"
    page_title: Any = gettext_lazy("Translation")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in who may read the desk."""
        if not may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to the desk."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("translation:index"), "label": _("Translation")},
        ]


@dataclass(frozen=True)
class Bar:
    """One stretch of a language's coverage: how many texts, from where to how far, in percent."""

    standing: Standing
    number: int
    start: str
    width: str


class DeskView(DeskScreen):
    """Lists texts by language, standing, kind and owner, under the coverage of the languages."""

    template_name = "translation/desk.html"

    def get(self, request: HttpRequest, standing: str = "") -> HttpResponse:
        """Show one page of the list."""
        standing = standing or request.GET.get("standing", "")
        return self.render_to_response(
            self.get_context_data(standing=standing if standing in Standing.values else None)
        )

    def get_context_data(self, *, standing: str | None = None, **kwargs: Any) -> dict[str, Any]:
        """Gather the list, the filter and the coverage from one reading of the site."""
        desk = queries.desk()
        form = DeskFilter(self.request.GET, desk.owners)
        chosen = desk.lines(**form.wanted)
        lines = [line for line in chosen if standing in (None, line.standing)]
        page = desk.page(lines, self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "page": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "standing": standing,
            "tabs": self._tabs(chosen, standing),
            "coverage": [
                (code, languages.name(code), bars(counter), sum(counter.values()))
                for code, counter in desk.coverage.items()
            ],
        }

    def _tabs(self, chosen: list[queries.Line], current: str | None) -> list[dict[str, Any]]:
        parameters = self.request.GET.copy()
        for name in ("p", "standing"):
            parameters.pop(name, None)
        numbers = dict.fromkeys(Standing, 0)
        for line in chosen:
            numbers[line.standing] += 1
        tabs: list[tuple[str | None, Any, int]] = [(None, _("all"), len(chosen))]
        tabs += [(each.value, each.label, number) for each, number in numbers.items()]
        found = []
        for value, label, number in tabs:
            if value:
                parameters["standing"] = value
            address = f"{reverse('translation:index')}?{parameters.urlencode()}"
            found.append(
                {"label": label, "number": number, "url": address, "current": value == current}
            )
        return found


def bars(counter: Mapping[Standing, int]) -> list[Bar]:
    """Return the stretches of a language's bar, from what is done to what is missing."""
    total, start, found = sum(counter.values()) or 1, 0.0, []
    for standing in reversed(Standing):
        number = counter.get(standing, 0)
        width = 100 * number / total
        found.append(Bar(standing, number, f"{start:.2f}", f"{width:.2f}"))
        start += width
    return found


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
        self.instance = _find(kwargs["app"], kwargs["model"], kwargs["pk"])
        self.language: str = kwargs["language"]
        others = set(languages.codes()) - {languages.source_language()}
        if self.language not in others:
            raise Http404
        self.page_title = str(self.instance)
        self.page_subtitle = languages.name(self.language)

    @cached_property
    def can_publish(self) -> bool:
        """Tell whether saving may publish at once: nothing but translations would go out."""
        return (
            self.instance.live
            and self.request.user.has_perm(actions.publish_permission(self.instance))
            and only_translations_differ(self.instance)
        )

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
            message = self._act(typed, int(base) if base.isdecimal() else None)
        except DomainError as error:
            messages.error(request, str(error))
            return self._again(typed, base, error)
        messages.success(request, message)
        piece = request.POST.get("confirm")
        return HttpResponseRedirect(f"{request.path}#piece-{piece}" if piece else request.path)

    def _act(self, typed: Mapping[str, str], base: int | None) -> str:
        ours: dict[str, Any] = {
            "actor": self.request.user,
            "instance": self.instance,
            "language": self.language,
        }
        key = self.request.POST.get("confirm")
        with transaction.atomic():
            revision = None
            if self.request.user.has_perm("translation.translate") or not key:
                publish = "publish" in self.request.POST
                revision = actions.translate(
                    **ours, texts=typed, base_revision=base, publish=publish
                )
            if key:
                base = revision.pk if revision else base
                actions.confirm_piece(**ours, key=key, base_revision=base)
                return _("Confirmed: the translation is true to its source.")
        if "publish" in self.request.POST:
            return _("Saved and published.")
        return _("Saved as a draft.") if revision else _("Nothing has changed.")

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
            "can_translate": user.has_perm("translation.translate"),
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
            for code in languages.codes()
            if code != languages.source_language()
        ]


def _find(app: str, name: str, pk: str) -> Publishable:
    label = f"{app}.{name}"
    model = next((m for m in queries.translatable_models() if m._meta.label_lower == label), None)
    if model is None:
        raise Http404
    try:
        return model._default_manager.get(pk=pk)
    except (model.DoesNotExist, ValueError, OverflowError) as error:
        raise Http404 from error
