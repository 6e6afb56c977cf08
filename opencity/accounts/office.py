"""The office's screens about people."""

from __future__ import annotations

from typing import Any

from django.forms import ModelForm
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import AccountView, BaseSettingsPanel, NameEmailSettingsPanel
from wagtail.users.views.bulk_actions import DeleteBulkAction
from wagtail.users.views.users import DeleteView, IndexView, UserViewSet

from opencity.accounts import actions
from opencity.accounts.forms import AccountForm, NewAccountForm, ProfileForm
from opencity.accounts.models import User


class ProfilePanel(BaseSettingsPanel):
    """Name and language of the signed-in officer."""

    name = "name_language"
    title = _("Name and language")
    order = 100
    form_class = ProfileForm


class OfficeAccountView(AccountView):
    """An officer's own page in the office."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        """Return Wagtail's panels with ours about the name instead of first and last name."""
        ours = ProfilePanel(self.request, self.request.user, None)
        theirs = super().get_panels()
        return [ours, *(each for each in theirs if not isinstance(each, NameEmailSettingsPanel))]


class AccountIndexView(IndexView):
    """The list of accounts, found by name too."""

    @cached_property
    def search_fields(self) -> set[str]:
        """Return the fields that the search box looks in."""
        return {"email", "name"}

    def get_base_queryset(self) -> Any:
        """Return the accounts of people; erased ones are numbers in the audit log only."""
        return super().get_base_queryset().filter(erased_at__isnull=True)


class EraseView(DeleteView):
    """Deleting an account means to forget the person and keep the number."""

    def delete_action(self) -> None:
        """Erase the person."""
        actions.erase_user(actor=self.request.user, user=self.object)


class EraseAccounts(DeleteBulkAction):
    """The same for several accounts at once."""

    def get_execution_context(self) -> dict[str, Any]:
        """Hand the acting officer on."""
        return {**super().get_execution_context(), "user": self.request.user}

    @classmethod
    def execute_action(cls, objects: list[User], **kwargs: Any) -> tuple[int, int]:
        """Erase each person; return how many, as Wagtail counts parents and children."""
        for user in objects:
            actions.erase_user(actor=kwargs["user"], user=user)
        return len(objects), 0


class AccountViewSet(UserViewSet):
    """Accounts in the office's settings."""

    index_view_class = AccountIndexView
    delete_view_class = EraseView

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        """Return the form for a known or a new account."""
        return AccountForm if for_update else NewAccountForm
