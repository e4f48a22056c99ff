"""From a verified reply to an answer: steps 10 and 11 of `spec/check.md`, each with its number, without any
network.

A hit needs every one of them. Where one fails the register has claimed what it cannot prove, and nothing may
be done to the person.
"""

from __future__ import annotations

from datetime import date, datetime

from aiqyn.client.reasons import CheckError, Reason
from aiqyn.identifiers.key import Key
from aiqyn.law import LawBook, Purpose
from aiqyn.ledger.errors import LedgerError
from aiqyn.ledger.note import NoteVerifier
from aiqyn.ledger.opening import OpenedLeaf
from aiqyn.protocol import subject
from aiqyn.protocol.confirmation import InForce, NoLonger
from aiqyn.protocol.errors import ProtocolError
from aiqyn.protocol.leaves import ReleaseLeaf, SanctionLeaf, SuspensionLeaf


def order(
    claimed: InForce, key: Key, *, purpose: Purpose, today: date, book: LawBook, ledger: NoteVerifier
) -> SanctionLeaf:
    """The order behind a claim that one is in force, or CheckError with the reason why it binds nobody."""
    # (10.1) Its leaf stands in the ledger.
    _in_ledger(claimed.order, ledger, Reason.ORDER_UNPROVEN)
    # (10.2) It is a sanction.
    try:
        leaf = SanctionLeaf.read(claimed.order.content)
    except ProtocolError as error:
        raise CheckError(Reason.ORDER_UNPROVEN) from error
    # (10.3) It names this person or vehicle, and nobody else.
    if not leaf.names(subject.commit(claimed.subject_salt, subject.of_key(key))):
        raise CheckError(Reason.ORDER_OF_ANOTHER)
    # (10.4) Its last day is not over.
    if leaf.ends_on < today:
        raise CheckError(Reason.ORDER_ENDED)
    # (10.5) The effect is the one that this point's own table of the law names, not one that the register
    # chooses.
    effect = book.effect(leaf.measure_kind, purpose, today)
    if effect is None or effect.kind is not claimed.effect:
        raise CheckError(Reason.EFFECT_UNLAWFUL)
    return leaf


def release(claimed: NoLonger, ledger: NoteVerifier, *, at: datetime, today: date) -> ReleaseLeaf | SuspensionLeaf:
    """The release behind a claim that an order has ended, or the suspension in which it sleeps at `at`; CheckError
    when there is neither.

    (11) Until the sequencer's next tick a release has no place in the ledger. The signed reply commits the
    register to its leaf all the same, and the person does not wait for a tick.
    """
    if not claimed.release.pending:
        _in_ledger(claimed.release, ledger, Reason.RELEASE_UNPROVEN)
    try:
        if claimed.release.content.get("kind") == "suspension":
            leaf = SuspensionLeaf.read(claimed.release.content)
            if not leaf.covers(at, today):
                raise CheckError(Reason.RELEASE_UNPROVEN)
            return leaf
        return ReleaseLeaf.read(claimed.release.content)
    except ProtocolError as error:
        raise CheckError(Reason.RELEASE_UNPROVEN) from error


def _in_ledger(opened: OpenedLeaf, ledger: NoteVerifier, otherwise: Reason) -> None:
    try:
        opened.verify([ledger])
    except LedgerError as error:
        raise CheckError(otherwise) from error
