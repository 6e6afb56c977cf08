"""The form of a message, with traps that a person never meets."""

from __future__ import annotations

import time

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencity.moderation import rules
from opencity.moderation.enums import Problem

_SALT = "moderation.opened"


def opened_now() -> str:
    """Return the signed moment at which a form is opened."""
    return signing.dumps(round(time.time()), salt=_SALT)


class FeedbackForm(forms.Form):
    """What is wrong with a page; nobody has to say who they are."""

    problem = forms.ChoiceField(
        label=gettext_lazy("What is it about?"), choices=Problem.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("Your message"),
        help_text=gettext_lazy(
            "In any language. Please leave out personal data such as numbers of documents."
        ),
        min_length=5,
        max_length=rules.LONGEST,
        widget=forms.Textarea({"rows": 6}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        required=False,
        help_text=gettext_lazy(
            "Only if you want the answer by mail. Nobody sees it, and we erase it 30 days after "
            "the answer, at the latest after 180 days."
        ),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    website = forms.CharField(required=False, widget=forms.TextInput({"tabindex": "-1"}))
    """A field that people do not see; what fills it in is a program."""
    opened = forms.CharField(widget=forms.HiddenInput)

    def clean_text(self) -> str:
        """Refuse a message without a word."""
        text: str = self.cleaned_data["text"].strip()
        if not any(sign.isalpha() for sign in text):
            raise ValidationError(_("Please write in words what is wrong."))
        return text

    def clean_opened(self) -> float:
        """Return for how many seconds the form was open."""
        try:
            opened = float(signing.loads(self.cleaned_data["opened"], salt=_SALT))
        except (signing.BadSignature, TypeError, ValueError):
            opened = 0.0
        seconds = time.time() - opened
        if seconds > rules.OLDEST:
            raise ValidationError(
                _("This form is too old. Your message is still here: please send it again.")
            )
        return seconds

    @property
    def is_trapped(self) -> bool:
        """Tell whether a field was filled in that people do not see."""
        return bool(self.data.get("website"))


class AnswerForm(forms.Form):
    """An officer's answer to a message."""

    text = forms.CharField(
        label=gettext_lazy("Answer"), max_length=4000, widget=forms.Textarea({"rows": 8})
    )
