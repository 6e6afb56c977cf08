"""Says until when something is to be done, to the person whose list it is."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from opencity.services.enums import From
from opencity.services.rules.checklist import Length
from opencity.services.wording import length

_COUNTED: dict[str, Any] = {
    From.ARRIVAL: _("%(length)s after your arrival"),
    From.EVENT: _("%(length)s after the event"),
    From.DECISION: _("%(length)s after the decision"),
    From.START_OF_WORK: _("%(length)s after the start of work"),
    From.EXPIRY: _("%(length)s before the document that you have expires"),
    From.APPLICATION: _("%(length)s after your application"),
}


def counted(deadline: Length | None) -> str:
    """Return a deadline in words, e.g. “3 months after your arrival”; empty without one."""
    if deadline is None:
        return ""
    said = length(deadline.amount, deadline.unit)
    return str(_COUNTED[deadline.counts_from] % {"length": said})
