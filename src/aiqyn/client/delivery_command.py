"""`aiqyn point deliver`: report what became of papers."""

from __future__ import annotations

import argparse
import json
import sys

from aiqyn import law
from aiqyn.client import config
from aiqyn.client.delivering import Deliveries
from aiqyn.client.reasons import CheckError
from aiqyn.client.wording import language_of_environment, words
from aiqyn.protocol import number as confirmation_number
from aiqyn.protocol.delivery import LONGEST_CONTACT, Outcome
from aiqyn.protocol.errors import ProtocolError

NO_QUESTION = 2
NO_ANSWER = 20


def run(arguments: argparse.Namespace) -> int:
    """Report it: 0 with an answer of the register, 20 without, 2 when the number is no number."""
    own = words(arguments.language or language_of_environment())["papers"]
    # On standard input, so that a telephone number stands in no shell history.
    contact = " ".join(sys.stdin.readline(LONGEST_CONTACT + 1).split()) if arguments.contact else ""
    outcome = Outcome(arguments.outcome)
    try:
        number = confirmation_number.read(arguments.number)
    except ProtocolError:
        return _fail(own["number-fault"], NO_QUESTION)
    if contact and outcome is Outcome.NOT_OFFERED:
        return _fail(own["contact-fault"], NO_QUESTION)
    try:
        reply = Deliveries(config.load(config.find(arguments.config))).report(number, outcome, contact)
    except (config.ConfigError, law.LawDataError) as error:
        return _fail(str(error), NO_ANSWER)
    except CheckError as error:
        return _fail(f"{own['failed']} ({error.reason.value})", NO_ANSWER)
    said = own[reply.status.value]
    print(json.dumps({"status": reply.status.value, "words": said}, ensure_ascii=False) if arguments.json else said)
    return 0


def _fail(text: str, code: int) -> int:
    print(f"aiqyn point deliver: {text}", file=sys.stderr)
    return code
