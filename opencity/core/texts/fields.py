"""``Text``: a model field that holds one piece of writing in all its languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Field as FormField
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from opencity.core.texts import languages
from opencity.core.texts.forms import TextFormField
from opencity.core.texts.html import sanitise


class Text(models.JSONField):
    """A multilingual text, stored as ``{"bg": "…", "en": "…"}`` without empty languages.

    ``rich`` texts are HTML, sanitised on every save; ``max_length`` counts the characters of one
    language. Values are plain dictionaries; ``opencity.core.texts.read`` reads them.
    """

    def __init__(
        self, *args: Any, rich: bool = False, max_length: int | None = None, **kwargs: Any
    ) -> None:
        self.rich = rich
        self.text_length = max_length
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Return what a migration needs to make the field again."""
        name, path, args, kwargs = super().deconstruct()
        if self.rich:
            kwargs["rich"] = True
        if self.text_length is not None:
            kwargs["max_length"] = self.text_length
        return name, path, args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Store clean texts only."""
        value = self.cleaned(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value

    def cleaned(self, value: Mapping[str, str] | None) -> dict[str, str]:
        """Return the texts that are not empty, trimmed, in the site's order, markup sanitised."""
        texts = {code: (text or "").strip() for code, text in (value or {}).items()}
        order = [code for code in languages.codes() if code in texts]
        order += sorted(set(texts) - set(order))
        clean = sanitise if self.rich else str
        return {code: clean(texts[code]) for code in order if texts[code]}

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuse what is no text, unknown languages and pieces that are too long."""
        if not isinstance(value, Mapping):
            raise ValidationError(_("This must be a text in one or more languages."))
        for code, text in value.items():
            self._validate_piece(code, text)
        if not self.blank and not value.get(languages.source_language(), "").strip():
            name = languages.name(languages.source_language())
            raise ValidationError(_("Write this text in %(language)s.") % {"language": name})

    def _validate_piece(self, code: str, text: Any) -> None:
        if code not in languages.codes():
            raise ValidationError(_("“%(code)s” is not a language of this site.") % {"code": code})
        if not isinstance(text, str):
            raise ValidationError(_("This must be a text in one or more languages."))
        if self.text_length is not None and len(text) > self.text_length:
            raise ValidationError(
                _("The %(language)s text has %(length)d characters; %(limit)d are allowed.")
                % {
                    "language": languages.name(code),
                    "length": len(text),
                    "limit": self.text_length,
                }
            )

    def formfield(self, **kwargs: Any) -> FormField:
        """Return a form field with one box for each language."""
        options = {
            "label": kwargs.get("label") or capfirst(self.verbose_name),
            "help_text": kwargs.get("help_text", self.help_text),
            "required": not self.blank,
            "rich": self.rich,
            "text_length": self.text_length,
        }
        return TextFormField(**options)


def text_fields(model: type[models.Model] | models.Model) -> list[Text]:
    """Return the ``Text`` fields of a model in the order of their definition."""
    return list(_text_fields(model if isinstance(model, type) else type(model)))


@cache
def _text_fields(model: type[models.Model]) -> tuple[Text, ...]:
    return tuple(field for field in model._meta.concrete_fields if isinstance(field, Text))


def loaded_text_fields(row: models.Model) -> list[Text]:
    """Return the ``Text`` fields of a row that were read with it, so that asking costs no query."""
    return [field for field in _text_fields(type(row)) if field.attname in row.__dict__]
