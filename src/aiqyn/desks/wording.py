"""The pages' words for every code that the house uses. A test holds each vocabulary complete."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aiqyn.desks import (
    words_of_contests,
    words_of_impound,
    words_of_money,
    words_of_neighbours,
    words_of_registers,
    words_of_searches,
)

Words = Mapping[str, Promise]

ROLES: Words = {
    "agent": _("enforcement agent"),
    "judge": _("judge"),
    "prosecutor": _("prosecutor"),
    "duty-officer": _("duty officer"),
    "administrator": _("administrator"),
    "custodian": _("custodian of an impound lot"),
    "person": _("person"),
}
MEASURES: Words = {
    "departure-restriction": _("Temporary restriction on leaving the country"),
    "debtor-search": _("Search for a debtor"),
    "vehicle-disposal-ban": _("Ban on disposing of a vehicle"),
    "vehicle-detention": _("Detention of a vehicle"),
}
STATES: Words = {
    "none": _("no measure"),
    "proposed": _("waits for the judge"),
    "in-force": _("in force"),
    "suspended": _("suspended"),
    "refused": _("refused by the judge"),
    "released": _("ended"),
    "expired": _("expired"),
}
END_REASONS: Words = {
    "paid": _("the debt was paid in full"),
    "lifted": _("lifted by decision"),
    "death": _("the debtor has died"),
    "annulled": _("annulled by the court"),
    "withdrawn": _("taken back by the creditor"),
    "replaced": _("replaced by another measure"),
    "found": _("the papers were delivered"),
    "head-changed": _("another person heads the organisation"),
    "expired": _("its last day has passed"),
}
GROUNDS: Words = {
    "treatment": _("medical treatment abroad"),
    "sick-child": _("accompanying a sick child"),
    "contest-overdue": _("a contest was not decided in time"),
    "not-my-debt": _("the debt may be somebody else's"),
    "court": _("another reason that the court accepts"),
}
PURPOSES: Words = {
    "border-departure": _("Border desk, leaving the country"),
    "public-service-centre": _("Public service centre"),
    "vehicle-registration": _("Vehicle registration"),
    "roadside-stop": _("Stop at the roadside"),
    "impound-lot": _("Impound lot"),
}
EFFECTS: Words = {
    "bar": _("leaving the country was refused"),
    "hold": _("the vehicle was detained"),
    "deliver": _("papers were handed over; nothing was refused"),
}
#: What an effect is, where EFFECTS says what happened.
DOES: Words = {
    "bar": _("the act is refused"),
    "hold": _("the vehicle is detained"),
    "deliver": _("papers are handed over; nothing is refused"),
}
NOTICE_KINDS: Words = {
    "special": _("Special notice of a temporary restriction on leaving the country"),
    "initiation": _("Notice that the proceeding was opened"),
}
CHANNELS: Words = {
    "registered-mail": _("registered mail"),
    "sms": _("text message"),
    "e-mail": _("e-mail"),
    "in-person": _("in person"),
}
CLAIMS: Words = {
    "lump": _("a sum"),
    "periodic": _("periodic payments (alimony)"),
}
COLUMNS: Words = {
    "amount_minor": _("amount of the debt"),
    "arrears_since": _("unpaid since"),
}
DOCUMENTS: Words = {
    "id-card": _("identity card"),
    "passport": _("passport"),
    "residence-permit": _("residence permit"),
    "convention": _("convention travel document"),
}
#: Where the law's data says that a rule stands.
ARTICLES: Words = {
    "unknown": _("article not established"),
    "Art. 27, Law No. 261-IV of 2 April 2010": _("Art. 27, Law No. 261-IV of 2 April 2010"),
    "Art. 33, Law No. 261-IV of 2 April 2010": _("Art. 33, Law No. 261-IV of 2 April 2010"),
    "Art. 45, Law No. 261-IV of 2 April 2010": _("Art. 45, Law No. 261-IV of 2 April 2010"),
    "Order V2000021209": _("Order V2000021209"),
}

VOCABULARIES: Mapping[str, Words] = {
    **words_of_contests.VOCABULARIES,
    **words_of_searches.VOCABULARIES,
    **words_of_money.VOCABULARIES,
    **words_of_impound.VOCABULARIES,
    **words_of_neighbours.VOCABULARIES,
    "role": ROLES,
    "measure": MEASURES,
    "state": STATES,
    "end": END_REASONS,
    "ground": GROUNDS,
    "purpose": PURPOSES,
    "effect": EFFECTS,
    "does": DOES,
    "notice": NOTICE_KINDS,
    "channel": CHANNELS,
    "claim": CLAIMS,
    "column": COLUMNS,
    "document": DOCUMENTS,
    "article": ARTICLES,
}

#: Why an act could not be done, by its field and code.
REASONS: Mapping[tuple[str, str], Promise] = {
    ("court", "unknown-court"): _("Choose a court from the list."),
    ("number", "duplicate-writ"): _("This court's writ with this number is already in the register."),
    ("number", "proceeding-exists"): _("A proceeding was already opened on this writ."),
    ("number", "length"): _("Give the number of the writ, at most 60 characters."),
    ("number", "unknown-writ"): _("The register has no unopened writ with this number of this court."),
    ("number", "unknown-proceeding"): _("None of your own proceedings has this number."),
    ("amount", "zero"): _("The amount must be more than nothing."),
    ("issued_on", "in-the-future"): _("This day has not come yet."),
    ("arrears_since", "missing"): _("Periodic payments need the day since which they are unpaid."),
    ("arrears_since", "in-the-future"): _("This day has not come yet."),
    ("arrears_since", "not-a-date"): _("Give the day as in 24.05.2026."),
    ("arrears_since", "unchanged"): _("This is what the writ already says."),
    ("iin", "unknown-person"): _("The population register has nobody with this IIN."),
    ("surname", "disagrees-with-population-register"): _("The population register has another surname for this IIN."),
    ("given_name", "disagrees-with-population-register"): _(
        "The population register has another given name for this IIN."
    ),
    ("patronymic", "disagrees-with-population-register"): _(
        "The population register has another patronymic for this IIN."
    ),
    ("birth_date", "disagrees-with-population-register"): _(
        "The population register has another birth date for this IIN."
    ),
    ("served_at", "already-served"): _("It is already recorded that this notice was served."),
    ("served_at", "before-sent"): _("A notice cannot be served before it is sent."),
    ("served_at", "in-the-future"): _("This moment has not come yet."),
    ("kind", "unknown-kind"): _("Choose a notice from the list."),
    ("served_at", "came-back"): _("This notice came back: it cannot have been served."),
    ("returned_at", "already-served"): _("It is already recorded that this notice was served."),
    ("returned_at", "already-returned"): _("It is already recorded that this notice came back."),
    ("returned_at", "before-sent"): _("A notice cannot come back before it is sent."),
    ("returned_at", "in-the-future"): _("This moment has not come yet."),
    ("vehicle", "missing"): _("Choose the vehicle: the law's measure is about one vehicle."),
    ("vehicle", "not-of-a-vehicle"): _("This measure names a person: leave the vehicle empty."),
    ("replaces", "not-open-in-this-case"): _("Only an open measure of this proceeding can be replaced."),
    ("replaces", "not-its-replacement"): _("This measure does not replace that one."),
    ("replaces", "not-in-force"): _("What it was to replace has ended meanwhile."),
    ("person", "nobody-to-name"): _("The register knows nobody who heads this organisation now."),
    ("proceeding", "already-paused"): _("The proceeding is paused already."),
    ("proceeding", "not-paused"): _("The proceeding is not paused."),
    **words_of_contests.REASONS,
    **words_of_registers.REASONS,
    **words_of_searches.REASONS,
    **words_of_money.REASONS,
    **words_of_impound.REASONS,
    **words_of_neighbours.REASONS,
    ("request", "of-another-measure"): _("This request is about another measure."),
    ("request", "already-decided"): _("This request has been decided."),
    ("suspension", "already-over"): _("The suspension is over already."),
    ("measure", "not-in-force"): _("The measure is not in force any more."),
    ("measure", "request-open"): _("A request about this measure waits for its decision already."),
    ("measure", "nothing-to-extend"): _("The order names all of its subject's numbers already."),
    ("ground", "not-to-be-requested"): _("Choose from the list why."),
    ("words", "missing"): _("Say why in your own words: the judge reads them."),
    ("starts_on", "in-the-past"): _("This day has passed. Choose today or a later day."),
    ("ends_on", "before-start"): _("The last day cannot be before the first."),
    ("channel", "unknown-channel"): _("Choose from the list how it was sent."),
    ("ends_on", "missing"): _("Give the last day: every measure ends."),
    ("reasons", "missing"): _("Give the reasons: the person will read them."),
    ("amount_minor", "out-of-range"): _("This amount cannot be."),
    ("amount_minor", "less-than-paid"): _("More than this has already been paid."),
    ("amount_minor", "unchanged"): _("This is what the writ already says."),
    ("column", "not-correctable"): _("Only the amount and the day of arrears can be corrected."),
    ("proceeding", "not-own-case"): _("This is not your own proceeding."),
    ("proceeding", "already-closed"): _("The proceeding is already closed."),
    ("proceeding", "measure-open"): _("A measure is still open: it must end before the proceeding does."),
    ("agent", "not-an-agent"): _("Only an enforcement agent holds proceedings."),
    ("agent", "not-own-case"): _("This is not your own proceeding."),
    ("judge", "not-an-official"): _("Only an official does this."),
    ("judge", "other-court"): _("The writ is another court's: only a judge of that court decides."),
    ("actor", "not-an-official"): _("Only an official does this."),
    ("entry", "not-booked"): _("Only money that the bank has booked can be matched."),
    ("entry", "other-currency"): _("The money is in another currency than the debt."),
    ("entry", "already-matched"): _("This money already stands against this proceeding."),
    ("entry", "nothing-left-to-match"): _("Nothing is left to match, or nothing is owed any more."),
}
#: Acts happen one after another: what a page showed may be gone when its button is pressed.
CHANGED = _("Something changed meanwhile. Look at the page again and repeat if it is still needed.")

#: Why an IIN cannot be one. The value is never repeated outside its own field.
IIN_FAULTS: Words = {
    "length": _("An IIN has 12 digits."),
    "characters": _("An IIN has digits only."),
    "non-ascii-digit": _("Type the digits 0 to 9: these come from another script."),
    "zeros": _("This IIN was never issued."),
    "organisation": _("This is the number of an organisation, not of a person."),
    "check-digit": _("The IIN has a typing error: its check digit does not fit."),
}

#: What was done, said once on the page that follows.
DONE: Words = {
    "case-opened": _("The proceeding is open."),
    "notice-sent": _(
        "It is recorded that the notice was sent. Sent is not served: record the service when it happens."
    ),
    "notice-served": _("It is recorded that the notice was served."),
    "proposed": _("The measure is proposed. The judge decides."),
    "sanctioned": _("The measure is in force."),
    "refused": _("The proposal is refused."),
    "lifted": _("The measure has ended. Every connected desk hears it from now on."),
    "withdrawn": _("The measure has ended: the creditor took it back."),
    "woken": _("The proceeding goes on."),
    "reviewed": _("The measure is kept, and will be looked at again."),
    "renewed": _("The measure goes on to its new last day."),
    "annulled": _("The measure is annulled. Every connected desk hears it from now on."),
    "suspended": _("The measure is suspended. Every connected desk hears it from the first day on."),
    "resumed": _("The suspension has ended: the measure binds again."),
    "suspension-refused": _("The request is refused. The person reads the reasons."),
    "suspension-requested": _("Your request is with the court. You will read the decision here."),
    **words_of_contests.DONE,
    **words_of_searches.DONE,
    **words_of_money.DONE,
    **words_of_impound.DONE,
    "corrected": _("The writ is corrected."),
    "closed": _("The proceeding is closed."),
    "matched": _("The money stands against the proceeding."),
    "signed-out": _("You have signed out."),
}
