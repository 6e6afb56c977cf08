"""Fields of the glossary: other words for a term, by language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencity.core.texts import languages

_MOST_LETTERS = 200


def validate_words(value: object) -> None:
    """Refuse anything but lists of words by language."""
    if not isinstance(value, dict):
        raise ValidationError(_("This must be words by language."))
    for code, words in value.items():
        if code not in languages.codes():
            raise ValidationError(_("“%(code)s” is not a language of this site.") % {"code": code})
        if not isinstance(words, list) or not all(_is_word(word) for word in words):
            raise ValidationError(_("The words of each language must be a list of short texts."))


def _is_word(word: object) -> bool:
    return isinstance(word, str) and bool(word.strip()) and len(word) <= _MOST_LETTERS


class WordsFormField(forms.CharField):
    """Takes a line a language, ``en: tax ID, tax number``, and gives lists of words by language."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = forms.Textarea({"rows": 4})
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Write stored words as lines."""
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{code}: {', '.join(words)}" for code, words in value.items())

    def to_python(self, value: Any) -> Any:
        """Read the lines."""
        found: dict[str, list[str]] = {}
        for line in (super().to_python(value) or "").splitlines():
            if line.strip():
                code, words = self._read(line)
                found.setdefault(code, []).extend(word for word in words if word)
        return {code: found[code] for code in languages.codes() if found.get(code)}

    @staticmethod
    def _read(line: str) -> tuple[str, list[str]]:
        code, colon, words = (part.strip() for part in line.partition(":"))
        if not colon or code not in languages.codes():
            raise ValidationError(
                _("Begin each line with a language of this site and a colon: %(codes)s.")
                % {"codes": ", ".join(languages.codes())}
            )
        return code, [word.strip() for word in words.replace("،", ",").split(",")]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the words."""
        try:
            return (initial or {}) != self.to_python(data)
        except ValidationError:
            return True


class WordsField(models.JSONField):
    """Words by language: ``{"en": ["tax ID"]}``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
        self.validators.append(validate_words)

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Return a box with a line a language."""
        return WordsFormField(
            label=kwargs.get("label") or capfirst(self.verbose_name),
            help_text=gettext_lazy("A line a language, words parted by commas: en: tax ID, TIN"),
            required=not self.blank,
        )
