"""Make Django ready for a command of the register."""

from __future__ import annotations

import os
from pathlib import Path


class NotConfigured(RuntimeError):
    """There is no register here; the message says what to do."""


def set_up(config: Path | None) -> None:
    """Load the configuration and Django. NotConfigured or ConfigurationError when there is nothing to load."""
    from aiqyn.entry.configuration import load

    if config is not None:
        os.environ["AIQYN_CONFIG"] = str(config.resolve())
    if not load().ready:
        raise NotConfigured("no configuration: run aiqyn init, or name its aiqyn.toml with --config")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aiqyn.entry.settings")
    import django

    django.setup()
