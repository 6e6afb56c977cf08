"""Public pages of the plan; each is a pure function of published data and language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from opencity.core.pagecache import cached, seconds_until, tag
from opencity.plan import pages

_plan_page = cached("plan", "texts")


def _with_figures(request: HttpRequest, template: str, context: pages.Context) -> HttpResponse:
    """Render a page that is also made anew by figures, at the latest when the next ones are due."""
    age = seconds_until(context["next_release"])
    return tag(render(request, template, context), "monitor", max_age=age)


@_plan_page
def glance(request: HttpRequest) -> HttpResponse:
    """Show the plan at a glance."""
    return render(request, "plan/glance.html", pages.glance_context())


@_plan_page
def measures(request: HttpRequest) -> HttpResponse:
    """List all measures."""
    return render(request, "plan/measures.html", pages.glance_context())


@_plan_page
def measure(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one measure."""
    return _with_figures(request, "plan/measure.html", pages.measure_page_context(slug))


@_plan_page
def sphere(request: HttpRequest, code: str) -> HttpResponse:
    """Show a sphere and its measures."""
    return render(request, "plan/sphere.html", pages.sphere_context(code))


@_plan_page
def goal(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a goal, its indicators and its measures."""
    return _with_figures(request, "plan/goal.html", pages.goal_context(slug))


@_plan_page
def evaluation(request: HttpRequest) -> HttpResponse:
    """Show the evaluation report."""
    return _with_figures(request, "plan/evaluation.html", pages.evaluation_context())


@_plan_page
def target_group(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a target group and its measures."""
    return render(request, "plan/target_group.html", pages.target_group_context(slug))


@_plan_page
def making(request: HttpRequest) -> HttpResponse:
    """Tell how the plan was made."""
    return render(request, "plan/making.html", pages.making_context())


@_plan_page
def versions(request: HttpRequest) -> HttpResponse:
    """List the versions of the plan."""
    return render(request, "plan/versions.html", pages.versions_context())


@_plan_page
def changes(request: HttpRequest, number: int) -> HttpResponse:
    """Show what a version changed."""
    return render(request, "plan/changes.html", pages.changes_context(number))


@_plan_page
def print_view(request: HttpRequest) -> HttpResponse:
    """Show the whole plan for printing."""
    return render(request, "plan/print.html", pages.glance_context(full=True))
