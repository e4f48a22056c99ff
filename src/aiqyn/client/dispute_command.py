"""`aiqyn point dispute`: say “this is not my debt” for the person who holds a confirmation number."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from aiqyn import law
from aiqyn.client import config
from aiqyn.client.disputing import Disputes
from aiqyn.client.reasons import CheckError
from aiqyn.client.wording import language_of_environment, words
from aiqyn.protocol import number as confirmation_number
from aiqyn.protocol.dispute import Reply
from aiqyn.protocol.errors import ProtocolError

NO_QUESTION = 2
NO_ANSWER = 20


def run(arguments: argparse.Namespace) -> int:
    """Say it and print how it stands: 0 with an answer of the register, 20 without, 2 when the number is no number."""
    language = arguments.language or language_of_environment()
    own = words(language)
    try:
        number = confirmation_number.read(arguments.number)
    except ProtocolError:
        return _fail(own["dispute"]["number-fault"], NO_QUESTION)
    try:
        here = config.load(config.find(arguments.config))
        zone = law.load(here.country).timezone
        reply = Disputes(here).say(number)
    except (config.ConfigError, law.LawDataError) as error:
        return _fail(str(error), NO_ANSWER)
    except CheckError as error:
        return _fail(f"{own['dispute']['failed']} ({error.reason.value})", NO_ANSWER)
    if arguments.json:
        print(json.dumps(_document(reply, zone) | {"words": own["dispute"][reply.status.value]}, ensure_ascii=False))
    else:
        print("\n".join(_lines(reply, zone, language)))
    return 0


def _fail(text: str, code: int) -> int:
    print(f"aiqyn point dispute: {text}", file=sys.stderr)
    return code


def _document(reply: Reply, zone: ZoneInfo) -> dict[str, str | None]:
    raised = reply.raised
    return {
        "status": reply.status.value,
        "dispute": raised.dispute if raised else None,
        "raised_at": _moment(raised.raised_at, zone) if raised else None,
        "due_at": _moment(raised.due_at, zone) if raised else None,
        "answered_at": _moment(raised.answered_at, zone) if raised and raised.answered_at is not None else None,
    }


def _lines(reply: Reply, zone: ZoneInfo, language: str) -> Iterator[str]:
    own = words(language)["dispute"]
    yield own[reply.status.value]
    for name, value in _document(reply, zone).items():
        if name != "status" and value is not None:
            yield f"{own[name.replace('_', '-')]}: {value}"


def _moment(seconds: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(seconds, zone).isoformat(timespec="seconds")
