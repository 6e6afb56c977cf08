"""What a look behind a link says of it, and when to look again; pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from opencity.editing.enums import LinkState
from opencity.editing.links.client import Finding

LOOKS_BEFORE_BROKEN = 3
_REGULAR = timedelta(days=7)
_AFTER_FAILURE = (timedelta(hours=1), timedelta(hours=12))
_CLOSED = {401, 403, 407, 429, 451}


AFTER_OUTAGE = timedelta(hours=1)
_HOSTS_THAT_TELL = 3


@dataclass(frozen=True)
class Verdict:
    """The state of a link, its failures in a row, and how long to wait for the next look."""

    state: LinkState
    failures: int
    wait: timedelta


def judge(finding: Finding, failures: int) -> Verdict:
    """Return what to say of a link; a link is broken after three looks in a row found nothing.

    A server that refuses machines says nothing about the page, so a person has to look.
    """
    if finding.is_final:
        return Verdict(LinkState.BROKEN, failures + 1, _REGULAR)
    if finding.status in _CLOSED:
        return Verdict(LinkState.CLOSED, 0, _REGULAR)
    if finding.status is not None and finding.status < 400:
        state = LinkState.MOVED if finding.for_good else LinkState.FINE
        return Verdict(state, 0, _REGULAR)
    failures += 1
    if failures >= LOOKS_BEFORE_BROKEN:
        return Verdict(LinkState.BROKEN, failures, _REGULAR)
    return Verdict(LinkState.UNSURE, failures, _AFTER_FAILURE[failures - 1])


def are_we_cut_off(findings: Sequence[Finding]) -> bool:
    """Tell whether it is us who have no network: several hosts, and not one of them answered."""
    silent = [each for each in findings if each.status is None and not each.is_final]
    return len(findings) >= _HOSTS_THAT_TELL and len(silent) == len(findings)
