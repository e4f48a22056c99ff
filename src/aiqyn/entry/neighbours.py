"""From `[neighbours]` of `aiqyn.toml` to the implementations: a folder, an address, or a labelled stand-in."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiqyn.entry.configuration import Configuration, ConfigurationError
from aiqyn.register.neighbours import border, courts, notifications, population, statements, vehicles
from aiqyn.register.neighbours.border import BorderService
from aiqyn.register.neighbours.feeds import Feed, FolderFeed, HttpFeed
from aiqyn.register.neighbours.notifications import Notifier
from aiqyn.register.neighbours.wire import Wire
from aiqyn.simulate.neighbours.border import SyntheticBorder
from aiqyn.simulate.neighbours.feeds import SyntheticFeed
from aiqyn.simulate.neighbours.label import STAND_IN
from aiqyn.simulate.neighbours.notifications import SyntheticNotifier

if TYPE_CHECKING:
    from aiqyn.register.neighbours.signing import SigningService

#: Each feed and the kind of file that it sends, in the order in which they are collected.
FEEDS = {
    "courts": courts.KINDS[0],
    "population": population.KINDS[0],
    "vehicles": vehicles.KINDS[0],
    "writs": courts.KINDS[1],
    "statements": statements.KINDS[0],
}
TOLD = ("border", "notifications")
#: Spoken to by the pages; listed here.
ELSEWHERE = ("sign-in", "signing")
NAMES = (*FEEDS, *TOLD, *ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Listed:
    """A neighbour as the operator sees it. `how`: `none`, `folder`, `https` or `stand-in`; never its address."""

    name: str
    how: str

    @property
    def stand_in(self) -> bool:
        """Whether it invents."""
        return self.how == STAND_IN


def listed(here: Configuration) -> list[Listed]:
    """Every neighbour and how it is configured. ConfigurationError when one cannot be."""
    for name in here.neighbours:
        if name not in NAMES:
            raise ConfigurationError(f"neighbours.{name}: unknown neighbour")
    return [Listed(name, _how(here, name)) for name in NAMES]


def feed(here: Configuration, name: str) -> Feed | None:
    """The feed of a neighbour; None when it has none."""
    how = _how(here, name)
    if how == STAND_IN:
        return SyntheticFeed(FEEDS[name])
    if how == "folder":
        return FolderFeed(_folder(here, name))
    return HttpFeed(_wire(here, name)) if how == "https" else None


def border_service(here: Configuration) -> BorderService | None:
    """Who is told of releases; None when nobody is, and nobody on a trial."""
    how = _how(here, "border")
    if here.shadow or how == "none":
        return None
    return SyntheticBorder() if how == STAND_IN else border.HttpBorderService(_wire(here, "border"))


def notifier(here: Configuration, clock: Callable[[], datetime]) -> Notifier | None:
    """Who sends messages; None when nobody does, and nobody on a trial."""
    how = _how(here, "notifications")
    if here.shadow or how == "none":
        return None
    return SyntheticNotifier(clock) if how == STAND_IN else notifications.HttpNotifier(_wire(here, "notifications"))


def signing_service(here: Configuration) -> SigningService:
    """Who signs papers: the configured service, else the register's own seal."""
    # Read late: whoever serves no pages needs no library of signatures.
    from aiqyn.register.neighbours.signing import HttpSigningService, LocalSeal
    from aiqyn.simulate.neighbours.signing import SyntheticSigner

    how = _how(here, "signing")
    if how == "https":
        return HttpSigningService(_wire(here, "signing"))
    return SyntheticSigner() if how == STAND_IN else LocalSeal(here.keys)


def _how(here: Configuration, name: str) -> str:
    value: Any = here.neighbours.get(name, "")
    if not isinstance(value, str):
        raise ConfigurationError(f"neighbours.{name}: must be a text")
    if not value:
        return "none"
    if value == STAND_IN:
        if not here.play:
            raise ConfigurationError(f"neighbours.{name}: a stand-in invents people: only in a play")
        return STAND_IN
    if value.startswith(("https://", "http://")):
        return "https"
    if value.startswith("folder:") and name in FEEDS:
        return "folder"
    raise ConfigurationError(f"neighbours.{name}: must be https://…, {STAND_IN}, or for files folder:PATH")


def _folder(here: Configuration, name: str) -> Path:
    return here.folder / here.neighbours[name].removeprefix("folder:")


def _wire(here: Configuration, name: str) -> Wire:
    """The address, with the token in `keys/NAME.token` where there is one: a token is no part of a configuration."""
    token = here.keys / f"{name}.token"
    try:
        known = token.read_text(encoding="ascii").strip() if os.path.exists(token) else ""
        return Wire(here.neighbours[name], known)
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"neighbours.{name}: {error}") from error
