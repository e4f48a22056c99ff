"""The pages' words for what the register and the state's systems say to each other; part of `wording`."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VOCABULARIES: Mapping[str, Mapping[str, Promise]] = {
    "difference": {
        "bound-there-free-here": _("Ended here, still binding there"),
        "bound-here-free-there": _("Binding here, ended there"),
        "only-there": _("Only the state's system knows it"),
        "only-here": _("Only this register knows it"),
        "asleep-in-one": _("Suspended in one of the two"),
        "dates-differ": _("Days differ"),
    },
    "recorded": {
        "in-force": _("in force"),
        "suspended": _("suspended"),
        "ended": _("ended"),
        "paid": _("paid"),
        "lifted": _("lifted"),
        "annulled": _("annulled"),
        "withdrawn": _("withdrawn"),
        "replaced": _("replaced"),
        "found": _("papers delivered"),
        "expired": _("expired"),
        "": _("unknown"),
    },
    "extract": {
        "state": _("Standing"),
        "sanctioned_on": _("Sanctioned on"),
        "ends_on": _("Last day"),
        "ended_on": _("Ended on"),
    },
}
REASONS: Mapping[tuple[str, str], Promise] = {
    ("measure", "not-released"): _("This measure has not ended."),
    ("notice", "already-handed-over"): _("This notice was handed over already."),
}
