"""The pages' words for impound lots. `wording` holds them with all the others."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, Promise]

#: By which right somebody fetches a vehicle.
RELATIONS: Words = {
    "owner": _("the owner, or who heads the organisation that owns it"),
    "representative": _("a representative, by a power for everything"),
    "buyer": _("a buyer in good faith whom the court has heard"),
    "heir": _("an heir of the owner, by a paper"),
}

VOCABULARIES: Mapping[str, Words] = {"relation": RELATIONS}

#: Why an act could not be done, by its field and code.
REASONS: Mapping[tuple[str, str], Promise] = {
    ("actor", "not-a-custodian"): _("Only the custodian of an impound lot does this."),
    ("actor", "no-lot"): _("You are posted to no lot. Ask who runs the register to post you."),
    ("intake", "not-of-this-lot"): _("This vehicle is kept at another lot."),
    ("intake", "not-approved"): _("Nobody has approved yet that this vehicle goes. Somebody else approves first."),
    ("number", "no-vehicle-detained"): _("No vehicle was detained under this number. Take nothing in."),
    ("number", "used-for-an-intake"): _("A vehicle was taken in under this number before."),
    ("number", "already-in-a-lot"): _("The register has this vehicle in a lot already."),
    ("number", "ended-on-the-way"): _("The measure has ended on the way: give the vehicle back at once, at no charge."),
    ("condition", "missing"): _("Write down the condition: the owner can hold it against you, and you against others."),
    ("photo", "not-a-photo"): _("Choose a photograph: a JPEG or PNG file."),
    ("photo", "broken"): _("This file is cut short or damaged. Take the photograph again."),
    ("photo", "too-large"): _("The file is over 8 MB. Take a smaller photograph."),
    ("photo", "too-many"): _("There are 20 photographs of this vehicle already."),
    ("photo", "added-before"): _("This very photograph is here already."),
    ("photo", "vehicle-left"): _("The vehicle has left: its photographs stay as they are."),
    ("relation", "unknown-relation"): _("Choose from the list by which right."),
}

DONE: Words = {
    "taken-in": _("The vehicle is taken in. Add photographs now, before it is moved."),
    "photo-added": _("The photograph is added. Where and by which device it was taken is removed from it."),
    "release-approved": _("Approved. A second person hands the vehicle over."),
    "handed-over": _("The vehicle is handed over. Give out the invoice; nothing is paid here."),
}
