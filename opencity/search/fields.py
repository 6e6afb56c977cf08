"""A list of words or phrases, written one a line."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencity.search.analysis import words

MOST_PHRASES = 40
LONGEST_PHRASE = 100


class PhraseLinesField(forms.CharField):
    """Takes phrases one a line and gives a list of them."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = forms.Textarea({"rows": 3})
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Write a stored list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Read the lines."""
        lines = (" ".join(line.split()) for line in (super().to_python(value) or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the lists."""
        return (initial or []) != self.to_python(data)


def validate_phrases(phrases: Any) -> None:
    """Refuse anything but a list of short texts that hold words."""
    if not isinstance(phrases, list) or not all(isinstance(each, str) for each in phrases):
        raise ValidationError(_("This must be a list of words or phrases."))
    if len(phrases) > MOST_PHRASES:
        raise ValidationError(_("Write at most %(most)d phrases.") % {"most": MOST_PHRASES})
    for phrase in phrases:
        if len(phrase) > LONGEST_PHRASE or not words(phrase):
            message = _("“%(phrase)s” must hold a word and at most %(most)d characters.")
            raise ValidationError(message % {"phrase": phrase[:60], "most": LONGEST_PHRASE})


class PhrasesField(models.JSONField):
    """Words or phrases of one language, stored as a list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)
        self.validators.append(validate_phrases)

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Return a box with one phrase a line."""
        return PhraseLinesField(
            label=kwargs.get("label") or capfirst(self.verbose_name),
            help_text=self.help_text or gettext_lazy("One word or phrase a line."),
            required=not self.blank,
        )
