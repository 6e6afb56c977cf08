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
    "search/?q=integration",
    "search/?q=xyzzyqwrtp",
    "gallery/",
    "account/login/",
    "nowhere/",
]
LANGUAGES = ("bg", "en", "ar")
