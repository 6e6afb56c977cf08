"""What the desk refuses, each with what the translator needs to go on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from opencity.core.errors import DomainError

if TYPE_CHECKING:
    from opencity.translation.merging import Merged


class Locked(DomainError):
    """The object is locked, scheduled or under review by somebody else."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else has locked this or is reviewing it. Save again when it is free.")
        )


class Overtaken(DomainError):
    """Somebody else changed the same pieces meanwhile; ``merged`` tells which, and to what."""

    def __init__(self, merged: Merged) -> None:
        super().__init__(
            _(
                "Somebody else changed this text while you were writing. Nothing was saved; your "
                "words are still in their boxes. Look at what changed, then save again."
            )
        )
        self.merged = merged


class Unfit(DomainError):
    """Pieces cannot be saved as they are; ``problems`` says why, by the key of the piece."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(_("Nothing was saved. Correct the marked texts, then save again."))
        self.problems = problems
