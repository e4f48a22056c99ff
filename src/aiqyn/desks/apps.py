"""The pages as a Django application."""

from django.apps import AppConfig


class DesksConfig(AppConfig):
    """Templates, styles and words of the pages; no rows of its own."""

    name = "aiqyn.desks"
    label = "desks"
