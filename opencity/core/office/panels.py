"""Form panels for multilingual texts, with a readable comparison of versions."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import FieldComparison
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from opencity.core.texts import Text, languages, text_fields
from opencity.core.texts.differences import word_differences


class TextComparison(FieldComparison):
    """Shows what changed in each language, word by word."""

    def htmldiff(self) -> SafeString:
        """Return the marked difference of all languages that changed."""
        old, new = self.val_a or {}, self.val_b or {}
        changed = [code for code in languages.codes() if old.get(code, "") != new.get(code, "")]
        return format_html_join(
            "",
            '<div lang="{}" dir="{}"><b>{}</b>: {}</div>',
            (
                (code, languages.direction(code), languages.name(code), marked(old, new, code))
                for code in changed
            ),
        )


def marked(old: dict[str, str], new: dict[str, str], code: str) -> SafeString:
    """Return the difference between two texts in one language as escaped markup."""
    elements = {"same": "span", "del": "del", "ins": "ins"}
    parts = word_differences(old.get(code, ""), new.get(code, ""))
    return format_html_join(
        "", "<{0}>{1}</{0}>", ((elements[part.kind], part.text) for part in parts)
    )


class TextPanel(FieldPanel):
    """The panel of one multilingual text."""

    def get_comparison_class(self) -> type[FieldComparison]:
        """Compare by language."""
        return TextComparison


def panels_for(model: Any, *names: str) -> list[FieldPanel]:
    """Return a panel for each named field, text panels for texts."""
    texts = {field.name for field in text_fields(model)}
    return [TextPanel(name) if name in texts else FieldPanel(name) for name in names]


def trust_panel(model: Any) -> MultiFieldPanel:
    """Return the panel of a ``Verified`` record: how sure it is, and who looks again.

    When it was checked is not typed: confirming it as checked writes that.
    """
    checked = [
        FieldPanel(name, read_only=True) for name in ("verified_on", "verified_by", "review_after")
    ]
    return MultiFieldPanel(
        [*panels_for(model, "certainty", "sources", "owner"), *checked],
        heading=_("How sure, and who looks again"),
    )


def difference(field: Any, old: Any, new: Any) -> SafeString:
    """Return how a value of a field differs, readable for a person."""
    if isinstance(field, Text):
        return TextComparison(field, _Holder(field, old), _Holder(field, new)).htmldiff()
    return format_html("<del>{}</del> <ins>{}</ins>", _plain(old), _plain(new))


class _Holder:
    def __init__(self, field: Any, value: Any) -> None:
        setattr(self, field.name, value)


def _plain(value: Any) -> str:
    if hasattr(value, "all"):
        value = value.all()
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        return "" if value is None else str(value)
    return ", ".join(str(each) for each in value)
