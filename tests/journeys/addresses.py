from __future__ import annotations

PAGES = [
    "",
    "plan/",
    "plan/measures/",
    "plan/measures/start-sofia/",
    "plan/measures/multicultural-sofia/",
    "plan/spheres/integration/",
    "plan/goals/migration-as-a-resource-for-sofia/",
    "plan/groups/newly-arrived-young-immigrants/",
    "plan/how-it-was-made/",
    "plan/versions/",
    "plan/versions/1/",
    "plan/print/",
    "guides/",
    "guides/first-month-in-sofia/",
    "checklist/",
    "checklist/?who=x&since=1900-01-01",
    "checklist/?who=third_country&reason=work&since=2026-01-31&family=child",
    "offline/",
    "search/?q=integration",
    "search/?q=xyzzyqwrtp",
    "gallery/",
    "account/login/",
    "nowhere/",
]
LANGUAGES = ("bg", "en", "ar")
