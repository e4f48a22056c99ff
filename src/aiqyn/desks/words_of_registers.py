"""The pages' words for what the registers of vehicles, organisations and foreigners refuse; part of `wording`."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: Mapping[tuple[str, str], Promise] = {
    ("measure", "not-of-a-head"): _("This measure names no head of an organisation."),
    ("head_iin", "unknown-person"): _("The population register has nobody with this IIN."),
    ("head_since", "missing"): _("Give the day since when."),
    ("head_since", "before-the-one-before"): _("This day is before the head before began."),
    ("owner_iin", "unknown-owner"): _("The register does not know the owner."),
    ("owner_bin", "unknown-owner"): _("The register does not know the owner."),
    ("vin", "of-another-vehicle"): _("This VIN is another vehicle's."),
    ("certificate", "of-another-vehicle"): _("This certificate is another vehicle's."),
    ("document", "unknown-person"): _("The register has nobody without an IIN who holds this document."),
    ("bin", "unknown-organisation"): _("The register does not know this organisation."),
    ("organisation", "disagrees-with-business-register"): _("The organisation with this BIN has another name."),
    ("documents", "missing"): _("Somebody without an IIN is known by a document: give one."),
    ("birth_date", "disagrees-with-earlier-row"): _("The register has another birth date for the holder."),
    ("number", "held-by-another-person"): _("Another person holds this document."),
}
