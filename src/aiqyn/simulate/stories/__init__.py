"""Stories: a road through the whole product each, walked through public interfaces. `aiqyn play --story NAME`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

#: The names that `--story` takes; each is a module here with a class `Story`.
NAMES = ("release", "search", "vehicle", "contest", "not-mine", "returned-payment")


def tell(name: str, logs: Path | None = None) -> int:
    """Tell one story; its exit code: 0 only when it ended as told."""
    from aiqyn.simulate.stories.walk import walk

    module = import_module(f"aiqyn.simulate.stories.{name.replace('-', '_')}")
    return walk(module.Story, logs)
