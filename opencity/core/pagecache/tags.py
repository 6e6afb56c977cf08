"""How a view says what its response is made of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from urllib.parse import quote

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from opencity.core.pagecache.rules import fields_of, lifetime

Arguments = ParamSpec("Arguments")
Response = TypeVar("Response", bound=HttpResponseBase)
View = Callable[Concatenate[HttpRequest, Arguments], Response]


def tag(
    response: Response, *keys: str, max_age: int | None = None, any_language: bool = False
) -> Response:
    """Offer a response to the page cache until one of its keys is touched; may be called again.

    ``max_age`` is the number of seconds to the next scheduled change; of several the shortest
    counts. ``any_language`` promises that the response is the same for every reader, for addresses
    without a language such as those of the API.
    """
    before = response.headers.get("Surrogate-Key", "").split()
    names = dict.fromkeys([*before, *map(header_name, keys)])
    response.headers["Surrogate-Key"] = " ".join(names)
    if max_age is not None:
        shortest = min(lifetime(fields_of(list(response.headers.items()))), max(0, max_age))
        response.headers["Surrogate-Control"] = f"max-age={int(shortest)}"
    if any_language:
        response.headers["Surrogate-Language"] = "any"
    return response


def seconds_until(moment: datetime | None) -> int | None:
    """Return how long a response may be kept that changes at a moment; ``None`` if at none."""
    return max(0, int((moment - timezone.now()).total_seconds())) if moment else None


def cached(
    *keys: str, max_age: int | None = None, any_language: bool = False
) -> Callable[[View[Arguments, Response]], View[Arguments, Response]]:
    """Tag what a view returns; ``{name}`` in a key stands for the view's keyword argument."""

    def decorate(view: View[Arguments, Response]) -> View[Arguments, Response]:
        @wraps(view)
        def tagged(
            request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs
        ) -> Response:
            response = view(request, *args, **kwargs)
            names = [key.format(**kwargs) for key in keys]
            return tag(response, *names, max_age=max_age, any_language=any_language)

        return tagged

    return decorate


def header_name(key: str) -> str:
    """Return a key as it stands in the header, where a space would end it."""
    return quote(key, safe=":.,;=@/!*")
