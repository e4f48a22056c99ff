"""What every page knows: who looks at it, where they may go, whether the country is synthetic."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aiqyn.desks import access, wording

#: The pages of each role, the first being their desk.
ROOMS: dict[str, tuple[tuple[str, str | Promise], ...]] = {
    "agent": (
        ("desks:cases", _("My proceedings")),
        ("desks:take-up", _("Register a writ")),
        ("desks:open", _("Open on an imported writ")),
        ("desks:money", _("Waiting money")),
    ),
    "judge": (
        ("desks:queue", _("Proposals to decide")),
        ("desks:requests", _("Requests for suspension")),
        ("desks:contests", _("Contests")),
        ("desks:in-force", _("Measures in force")),
    ),
    "prosecutor": (
        ("desks:everything", _("All measures")),
        ("desks:reconciliations", _("Comparisons with the state's system")),
    ),
    "duty-officer": (("desks:disputes", _("“This is not my debt”")),),
    "custodian": (
        ("desks:lot", _("Vehicles kept")),
        ("desks:take-in", _("Take a vehicle in")),
    ),
    "person": (
        ("desks:me", _("My page")),
        ("desks:my-papers", _("My papers")),
        ("desks:powers", _("Powers")),
        ("desks:by-number", _("I have a confirmation number")),
    ),
}


def desk_of(role: str) -> str:
    """The address where a role works; the public page for who has no desk here."""
    rooms = ROOMS.get(role)
    return reverse(rooms[0][0] if rooms else "desks:home")


def house(request: HttpRequest) -> dict[str, object]:
    """The visitor, their rooms, the word on what was just done, and the address for the language switch."""
    visitor = access.visitor(request)
    done = request.session.pop("done", "")
    rooms = [
        {"href": (href := reverse(name)), "label": label, "here": href == request.path}
        for name, label in ROOMS.get(visitor.role, ())
    ]
    return {
        "visitor": visitor,
        "rooms": rooms,
        "play": settings.AIQYN.play,
        "shadow": settings.AIQYN.shadow,
        "done": wording.DONE.get(done, ""),
        # Only a GET can be repeated; its query holds codes of filters and page numbers, nobody's facts.
        "same_page": request.get_full_path() if request.method == "GET" else request.path,
    }
