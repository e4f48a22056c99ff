"""`aiqyn point evidence`: the unexplained matches of this desk, verified again, for the prosecutor."""

from __future__ import annotations

import argparse
import json
import sys

from aiqyn.client import config
from aiqyn.client.evidence import Evidence
from aiqyn.client.wording import language_of_environment, words
from aiqyn.protocol.errors import ProtocolError

NONE, SOME, BROKEN, NOT_CONFIGURED = 0, 10, 20, 2


def run(arguments: argparse.Namespace) -> int:
    """Print every kept match, and return the exit code."""
    own = words(arguments.language or language_of_environment())
    try:
        settings = config.load(config.find(arguments.config))
    except config.ConfigError as error:
        print(f"aiqyn point evidence: {error}", file=sys.stderr)
        return NOT_CONFIGURED
    kept, code = Evidence(settings.folder), NONE
    try:
        for path, match in kept.all():
            fault = ""
            try:
                kept.verify(match, settings.register)
            except ProtocolError as error:
                fault = str(error)
            code = BROKEN if fault or code == BROKEN else SOME
            document = {
                "file": str(path), "reason": match.reason.value, "purpose": match.request.purpose.value,
                "day": match.request.day.isoformat(), "at": match.request.at, "verified": not fault, "fault": fault,
            }  # fmt: skip
            state = own["evidence"]["verified" if not fault else "not-verified"]
            told = f"{path}: {own['reason'][match.reason.value]}; {state} {fault}".rstrip()
            print(json.dumps(document) if arguments.json else told)
    except ProtocolError as error:
        print(f"aiqyn point evidence: {error}", file=sys.stderr)
        return BROKEN
    if code == NONE and not arguments.json:
        print(own["evidence"]["none"])
    return code
