"""``opencity createofficer EMAIL --role ROLE``."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opencity.accounts import actions
from opencity.accounts.models import User
from opencity.accounts.roles import Role
from opencity.core.errors import DomainError


class Command(BaseCommand):
    """Makes an account for an officer, or gives a known one a further role."""

    help = (
        "Make an account with a role and print its one-time password, which must be changed at "
        "the first sign-in. A known account gets the role and keeps its password; with --reset "
        "it gets a new one-time password and its passkeys are forgotten."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read the address and the role."""
        parser.add_argument("email", help="the address to sign in with")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--name", default="", help="the name that colleagues see")
        parser.add_argument(
            "--reset", action="store_true", help="new one-time password, passkeys forgotten"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make or change the account and print what the officer must know."""
        try:
            user, password = self._officer(options)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{user.email}: {options['role']}")
        if password:
            self.stdout.write(f"One-time password: {password}")

    def _officer(self, options: dict[str, Any]) -> tuple[User, str | None]:
        user, password = actions.create_officer(
            actor=None,
            email=options["email"],
            role=Role(options["role"]),
            name=options["name"],
        )
        if options["reset"] and password is None:
            user, password = actions.reset_sign_in(actor=None, user=user)
        return user, password
