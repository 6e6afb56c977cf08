"""The search as open data: ``GET /api/v1/search``."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from opencity.core.problems import ProblemOut
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


class SearchIn(Schema):
    """What the search takes."""

    q: str = Field("", description=f"Anything; {LONGEST_QUERY} characters are read.")
    lang: str = Field(
        "",
        description="The language of titles and addresses.",
        json_schema_extra=lambda schema: schema.update(enum=["", *languages.codes()]),
    )
    kind: str = Field(
        "",
        description="Only this kind, for example measure.",
        json_schema_extra=lambda schema: schema.update(enum=["", *queries.known_kinds()]),
    )
    page: int = Field(1, ge=1, le=1000)
    size: int = Field(queries.PAGE_SIZE, ge=1, le=100)


@router.get("/search", response={200: SearchOut, 422: ProblemOut}, summary="Search the whole site")
def search(request: HttpRequest, asked: Annotated[SearchIn, Query()]) -> SearchOut:
    """Find documents of any kind; the query may be in any language, spelling or script."""
    language = asked.lang or languages.source_language()
    _require("lang", language, languages.codes())
    if asked.kind:
        _require("kind", asked.kind, list(queries.known_kinds()))
    with override(language):
        found = queries.search(
            asked.q, language, asked.kind or None, page=asked.page, size=asked.size
        )
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
