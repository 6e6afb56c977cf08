"""Forms about one's own account and about accounts in the office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from opencity.accounts.models import User
from opencity.accounts.roles import Role, clash


class EraseForm(forms.Form):
    """Asks for one's own address, so that nobody erases an account by a slip."""

    email = forms.EmailField(label=_("Type your e-mail address to confirm"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        """Return the address if it is the account's own."""
        email: str = self.cleaned_data["email"]
        if email.lower() != self.user.email.lower():
            raise ValidationError(_("This is not the address of this account."))
        return email


class LanguageField(forms.ChoiceField):
    """One of the site's languages."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Language"))
        kwargs.setdefault("help_text", _("We write to this person in this language."))
        super().__init__(choices=settings.LANGUAGES, **kwargs)


class RolesField(forms.ModelMultipleChoiceField):
    """Roles and other groups, roles under their names."""

    def label_from_instance(self, obj: Group) -> str:
        """Return the role's name in the reader's language, or the group's own name."""
        return str(Role(obj.name).label) if obj.name in Role.values else obj.name


class ProfileForm(forms.ModelForm):
    """What officers change of themselves in the office."""

    language = LanguageField(help_text=_("We write to you in this language."))

    class Meta:
        model = User
        fields = ["name", "language"]


class _AccountFields(forms.ModelForm):
    """The fields and rules that new and known accounts share."""

    name = forms.CharField(label=_("Name"), max_length=200)
    language = LanguageField()
    groups = RolesField(
        label=_("Roles"),
        queryset=Group.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_email(self) -> str:
        """Refuse an address that has an account, beside the field and in any case."""
        email: str = self.cleaned_data["email"].lower()
        if User.objects.exclude(pk=self.instance.pk).filter(email__iexact=email).exists():
            raise ValidationError(_("An account with this e-mail address exists already."))
        return email

    def clean_groups(self) -> QuerySet[Group]:
        """Refuse roles that exclude each other."""
        chosen: QuerySet[Group] = self.cleaned_data["groups"]
        if pair := clash(group.name for group in chosen):
            message = _("One person cannot be “%(first)s” and “%(second)s”.")
            names = {"first": pair[0].label, "second": pair[1].label}
            raise ValidationError(message, params=names)
        return chosen


class NewAccountForm(_AccountFields, UserCreationForm):
    """Makes an account; the person enters by a code or sets a password by mail."""

    first_name = last_name = None

    class Meta(UserCreationForm.Meta):
        fields = ["email", "name", "language", "is_superuser", "groups"]

    def save(self, commit: bool = True) -> User:
        """Save the account as one without a password."""
        self.instance.set_unusable_password()
        return super().save(commit)


class AccountForm(_AccountFields, UserEditForm):
    """Changes an account."""

    first_name = last_name = None

    class Meta(UserEditForm.Meta):
        fields = ["email", "name", "language", "is_active", "is_superuser", "groups"]
