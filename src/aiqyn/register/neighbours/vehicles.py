"""The vehicle register: vehicles, owners, registration certificates."""

from __future__ import annotations

from typing import Protocol

from aiqyn.register.neighbours.feeds import Feed

#: The kinds of files that it sends, as `aiqyn import` calls them.
KINDS = ("vehicles",)


class VehicleRegister(Feed, Protocol):
    """Files of vehicles (docs/imports.md, `vehicles`): one certificate a row, plate, VIN or chassis number in any form
    that `aiqyn.identifiers` reads. What the register bars is answered at the registrar's desk, not here.
    """
