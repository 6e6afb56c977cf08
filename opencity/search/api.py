"""The search as open data: ``GET /api/v1/search``."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from opencity.core.texts import languages
from opencity.search import queries
from opencity.search.interpretation import LONGEST_QUERY

router = Router(tags=["search"])


class ResultOut(Schema):
    """One document that was found; ``url`` is a path on this site."""

    kind: str
    code: str
    title: str
    url: str
    score: float


class SearchOut(Schema):
    """The best documents first; ``confident`` is false when nothing really matches."""

    results: list[ResultOut]
    confident: bool
    suggestion: str | None


class ProblemOut(Schema):
    """What was wrong with a request."""

    detail: str


@router.get("/search", response={200: SearchOut, 422: ProblemOut}, summary="Search the whole site")
def search(
    request: HttpRequest,
    q: Annotated[str, Query(description=f"Anything; {LONGEST_QUERY} characters are read.")] = "",
    lang: Annotated[str, Query(description="The language of titles and addresses.")] = "",
    kind: Annotated[str, Query(description="Only this kind, for example measure.")] = "",
    page: Annotated[int, Query(ge=1, le=1000)] = 1,
    size: Annotated[int, Query(ge=1, le=100)] = queries.PAGE_SIZE,
) -> SearchOut:
    """Find documents of any kind; the query may be in any language, spelling or script."""
    language = lang or languages.source_language()
    _require("lang", language, languages.codes())
    if kind:
        _require("kind", kind, list(queries.known_kinds()))
    with override(language):
        found = queries.search(q, language, kind or None, page=page, size=size)
    return SearchOut(
        results=[
            ResultOut(
                kind=result.kind,
                code=result.code,
                title=result.title.text,
                url=result.url,
                score=result.score,
            )
            for result in found.results
        ],
        confident=found.confident,
        suggestion=found.suggestion,
    )


def _require(name: str, value: str, allowed: tuple[str, ...] | list[str]) -> None:
    """Refuse a value that is not among those allowed, naming them."""
    if value not in allowed:
        message = _("%(name)s is “%(value)s”, but must be one of: %(allowed)s.")
        shown = {"name": name, "value": value[:40], "allowed": ", ".join(allowed)}
        raise HttpError(422, message % shown)
