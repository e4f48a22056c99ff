"""What every test may need. A test whose part is missing on this machine is left out aloud; in CI that is an error."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings

_NODE = Path(__file__).parent / "node"


def pytest_configure(config: pytest.Config) -> None:
    """Passwords are hashed fast here: half a second for each account of each test proves nothing."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def _missing(item: pytest.Item) -> str | None:
    if item.get_closest_marker("browser") and chromium() is None:
        return "no Chromium found (Debian: apt-get install chromium)"
    if item.get_closest_marker("node") and not (_NODE / "node_modules" / "@noble" / "curves").is_dir():
        return "the npm packages of tests/node are not installed (make packages)"
    on_postgresql = os.environ.get("AIQYN_DATABASE", "").startswith("postgresql")
    if item.get_closest_marker("postgresql") and not on_postgresql:
        return "needs PostgreSQL: runs in the second pass of `make test`"
    return None


def chromium() -> str | None:
    """The browser of this machine."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this machine cannot run, and say so once at the end."""
    reasons: dict[str, int] = {}
    kept, left_out = [], []
    for item in items:
        reason = _missing(item)
        if reason is None:
            kept.append(item)
        else:
            left_out.append(item)
            reasons[reason] = reasons.get(reason, 0) + 1
    items[:] = kept
    config.hook.pytest_deselected(items=left_out)
    config.stash[_REASONS] = reasons


_REASONS = pytest.StashKey[dict[str, int]]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name what was left out and why."""
    for reason, count in config.stash.get(_REASONS, {}).items():
        terminalreporter.write_line(f"left out: {count} tests: {reason}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a missing browser or Node is a failure, not a shorter run."""
    missing = [reason for reason in session.config.stash.get(_REASONS, {}) if "second pass" not in reason]
    if os.environ.get("CI") and missing:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
