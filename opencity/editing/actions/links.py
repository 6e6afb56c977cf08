"""Collects links, and notes what was found behind them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from opencity.editing.links import addresses, client, places, rules
from opencity.editing.models import Link, LinkUse

_AT_ONCE = 20
_THREADS = 8
_LONGEST_LOOK = 60

Use = tuple[int, int, int, str, bool]
"""Keys of link, kind and record; the field; whether it stands in the draft only."""


@transaction.atomic
def collect_links() -> int:
    """Bring the list of links and of their places up to date; return how many links there are."""
    own = addresses.host(settings.SITE_URL)
    found = [each for each in places.everywhere() if addresses.host(each.url) != own]
    links = _links({each.url for each in found})
    wanted = {
        (
            links[each.url],
            ContentType.objects.get_for_model(each.record).pk,
            each.record.pk,
            each.path,
            each.in_draft,
        )
        for each in found
    }
    _keep_uses(wanted)
    Link.objects.exclude(pk__in=LinkUse.objects.values("link")).delete()
    return len(links)


def _links(urls: set[str]) -> dict[str, int]:
    Link.objects.bulk_create(
        [
            Link(url=url, fingerprint=addresses.fingerprint(url), host=addresses.host(url))
            for url in sorted(urls)
            if len(url) <= 2000
        ],
        ignore_conflicts=True,
    )
    known = dict(Link.objects.values_list("url", "pk"))
    return {url: known[url] for url in urls if url in known}


def _keep_uses(wanted: set[Use]) -> None:
    columns = ("link", "content_type", "object_id", "field", "in_draft")
    kept: dict[Use, int] = {
        (row[1], row[2], row[3], row[4], row[5]): row[0]
        for row in LinkUse.objects.values_list("pk", *columns)
    }
    gone = [pk for use, pk in kept.items() if use not in wanted]
    for start in range(0, len(gone), 500):
        LinkUse.objects.filter(pk__in=gone[start : start + 500]).delete()
    LinkUse.objects.bulk_create(
        [
            LinkUse(link_id=use[0], content_type_id=use[1], object_id=use[2], field=use[3],
                    in_draft=use[4])
            for use in sorted(wanted - kept.keys())
        ],
        batch_size=500,
    )  # fmt: skip


def check_due_links() -> int:
    """Look behind some links that are due, one of each host at a time; return how many."""
    due = Link.objects.filter(due_at__lte=timezone.now()).order_by("due_at", "pk")
    by_host: dict[str, Link] = {}
    for link in due[: _AT_ONCE * 50]:
        by_host.setdefault(link.host, link)
    chosen = list(by_host.values())[:_AT_ONCE]
    pool = ThreadPoolExecutor(_THREADS)
    looks = {pool.submit(client.look, link.url): link for link in chosen}
    done, late = wait(looks, timeout=_LONGEST_LOOK)
    pool.shutdown(wait=False, cancel_futures=True)
    found = [(looks[look], look.result()) for look in done]
    found += [(looks[look], client.Finding(error="no answer in time")) for look in late]
    if rules.are_we_cut_off([finding for _link, finding in found]):
        keys = [link.pk for link in chosen]
        Link.objects.filter(pk__in=keys).update(due_at=timezone.now() + rules.AFTER_OUTAGE)
        return 0
    for link, finding in found:
        note_finding(link=link, finding=finding)
    return len(chosen)


def note_finding(*, link: Link, finding: client.Finding) -> None:
    """Keep what came of one look."""
    now, verdict = timezone.now(), rules.judge(finding, link.failures)
    Link.objects.filter(pk=link.pk).update(
        state=verdict.state,
        status=finding.status,
        leads_to=finding.leads_to,
        error=finding.error,
        failures=verdict.failures,
        checked_at=now,
        due_at=now + verdict.wait,
    )
