"""A browser for the journeys, and what every page is held to in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.conftest import chromium

AXE = Path(__file__).parents[1] / "node" / "node_modules" / "axe-core" / "axe.min.js"
_STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Debian's Chromium. Inside it the ORM must be let into a running event loop."""
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


def width_overrun(page: Page) -> int:
    """CSS pixels by which the page is wider than its window; 0 when nobody must scroll sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA: the rule and the places."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", _STANDARD)
    assert found["passes"], "axe looked at nothing"
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found["violations"]]


def tab_to(page: Page, wanted: Locator, most: int = 120) -> None:
    """Go to the element as a keyboard does, one Tab after another."""
    for _ in range(most):
        if wanted.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {wanted}")


def enter(page: Page) -> None:
    """Press Enter and come to the page that follows."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def press(page: Page, wanted: Locator) -> None:
    """Reach a button or a link by keyboard and use it."""
    tab_to(page, wanted)
    enter(page)


def write(page: Page, label: str, text: str) -> None:
    """Reach a field by keyboard, replace what stands in it."""
    tab_to(page, page.get_by_label(label, exact=False).first)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
