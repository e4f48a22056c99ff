"""The register as a Django application."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Rows, acts and queries of the register."""

    name = "aiqyn.register"
    label = "register"
