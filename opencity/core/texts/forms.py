"""Form field and widget for a multilingual text: one box a language, side by side in the office."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from opencity.core.texts import languages


class TextWidget(forms.MultiWidget):
    """One labelled box for each language of the site, each in its own direction."""

    template_name = "core/text_widget.html"

    def __init__(self, rich: bool = False, text_length: int | None = None) -> None:
        rows = 6 if rich or text_length is None else 2
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            code: self._box(code, rows) for code in languages.codes()
        }
        super().__init__(boxes)

    @staticmethod
    def _box(code: str, rows: int) -> forms.Textarea:
        attributes = {"rows": rows, "lang": code, "dir": languages.direction(code)}
        return forms.Textarea(attributes)

    def decompress(self, value: Mapping[str, str] | None) -> list[str]:
        """Return the boxes' contents in the order of the languages."""
        return [(value or {}).get(code, "") for code in languages.codes()]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Name the language of each box for the template."""
        context = super().get_context(name, value, attrs)
        for code, box in zip(languages.codes(), context["widget"]["subwidgets"], strict=True):
            box["language"] = languages.name(code)
            box["is_source"] = code == languages.source_language()
        return context


class TextFormField(forms.MultiValueField):
    """Takes one text a language and gives a dictionary of those that were filled in."""

    def __init__(
        self, *, rich: bool = False, text_length: int | None = None, **kwargs: Any
    ) -> None:
        fields = [
            forms.CharField(required=False, max_length=text_length) for _code in languages.codes()
        ]
        widget = TextWidget(rich=rich, text_length=text_length)
        kwargs.pop("widget", None)
        super().__init__(fields, require_all_fields=False, widget=widget, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """Return the filled-in texts by language."""
        pairs = zip(languages.codes(), data_list, strict=False)
        return {code: text.strip() for code, text in pairs if text and text.strip()}

    def clean(self, value: Any) -> dict[str, str]:
        """Refuse a required text without its source language, by the language's own name."""
        texts = super().clean(value) or {}
        if self.required and languages.source_language() not in texts:
            name = languages.name(languages.source_language())
            raise ValidationError(_("Write this text in %(language)s.") % {"language": name})
        return texts

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare by language."""
        before = {code: text for code, text in (initial or {}).items() if text}
        after = self.compress([(piece or "") for piece in data]) if data else {}
        return before != after
