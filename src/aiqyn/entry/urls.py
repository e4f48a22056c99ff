"""The register's routes: the check's, and the desks' pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("aiqyn.desks.urls")),
]
