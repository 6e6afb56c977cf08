"""Addresses of the plan's pages, under the language."""

from django.urls import path

from opencity.plan import feeds, views

app_name = "plan"

urlpatterns = [
    path("", views.glance, name="glance"),
    path("measures/", views.measures, name="measures"),
    path("measures/<slug:slug>/", views.measure, name="measure"),
    path("spheres/<slug:code>/", views.sphere, name="sphere"),
    path("goals/<slug:slug>/", views.goal, name="goal"),
    path("groups/<slug:slug>/", views.target_group, name="target_group"),
    path("evaluation/", views.evaluation, name="evaluation"),
    path("how-it-was-made/", views.making, name="making"),
    path("versions/", views.versions, name="versions"),
    path("versions/<int:number>/", views.changes, name="changes"),
    path("print/", views.print_view, name="print"),
    path("changes.atom", feeds.changes, name="feed"),
]
