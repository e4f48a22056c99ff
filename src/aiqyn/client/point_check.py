"""`aiqyn point check`: two facts in, one answer out, and an exit code for scripts."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TextIO

from aiqyn.client import config
from aiqyn.client.answer import Answer
from aiqyn.client.facts import NAMES, FactsError, key_of
from aiqyn.client.point import Point
from aiqyn.client.reasons import Reason
from aiqyn.client.spoken import Spoken, spoken
from aiqyn.client.wording import language_of_environment, words
from aiqyn.identifiers.key import Key
from aiqyn.law import LawBook, LawDataError
from aiqyn.protocol.states import State

EXIT = {State.CLEAR: 0, State.HIT: 10, State.UNKNOWN: 20}
NO_QUESTION = 2
_MOST_INPUT = 4_096


def run(arguments: argparse.Namespace) -> int:
    """Check, print, and return the exit code."""
    language = arguments.language or language_of_environment()
    try:
        key = _question(arguments, sys.stdin)
    except FactsError as error:
        return _refuse(error, arguments, language)
    try:
        point = Point.from_config(config.find(arguments.config))
    except (config.ConfigError, LawDataError) as error:
        print(f"aiqyn point check: {error}", file=sys.stderr)
        answer = Answer(state=State.UNKNOWN, reason=Reason.NOT_CONFIGURED, at=datetime.now(UTC))
        return _tell(answer, None, arguments, language)
    if arguments.purpose is not None and arguments.purpose != point.config.purpose.value:
        return _refuse(FactsError("purpose"), arguments, language)
    ground = arguments.ground or ""
    if bool(point.grounds) is not bool(ground) or (ground and ground not in point.grounds):
        return _refuse(FactsError("ground"), arguments, language)
    return _tell(point.check(key, ground), point.law, arguments, language)


def _question(arguments: argparse.Namespace, standard_input: TextIO) -> Key:
    facts = {name: value for name in (*NAMES, "name") if (value := getattr(arguments, name.replace("-", "_")))}
    if facts.get("mrz") is not None:
        if facts["mrz"] != "-" or arguments.stdin:
            raise FactsError("input")
        facts["mrz"] = _read(standard_input)
    if arguments.stdin:
        facts = _merge(facts, _read(standard_input))
    return key_of(facts, convention=arguments.convention)


def _read(standard_input: TextIO) -> str:
    try:
        text = standard_input.read(_MOST_INPUT + 1)
    except UnicodeDecodeError:
        raise FactsError("input") from None
    if len(text) > _MOST_INPUT:
        raise FactsError("input")
    return text


def _merge(facts: dict[str, str], text: str) -> dict[str, str]:
    """The facts of the command line and those of standard input; a fact given twice is refused, not
    overruled.
    """
    for line in text.splitlines():
        if not line.strip():
            continue
        name, equals, value = line.partition("=")
        name = name.strip()
        if not equals or name in facts or name not in (*NAMES, "name"):
            raise FactsError("input")
        facts[name] = value.strip()
    return facts


def _refuse(error: FactsError, arguments: argparse.Namespace, language: str) -> int:
    text = words(language)["fault"][error.code]
    if arguments.json:
        print(json.dumps({"error": {"code": error.code, "words": text}}, ensure_ascii=False))
    else:
        print(f"aiqyn point check: {text}", file=sys.stderr)
    return NO_QUESTION


def _tell(answer: Answer, book: LawBook | None, arguments: argparse.Namespace, language: str) -> int:
    told = spoken(answer, book, language)
    if arguments.json:
        own = words(language)
        said = {
            "state": own["state"][answer.state.value], "reason": own["reason"][answer.reason.value],
            "do": told.do, "say": told.say, "rule": told.rule,
        }  # fmt: skip
        print(json.dumps(answer.to_json() | {"words": said}, ensure_ascii=False))
    else:
        print("\n".join(_lines(answer, told, language)))
    return EXIT[answer.state]


def _lines(answer: Answer, told: Spoken, language: str) -> Iterator[str]:
    own = words(language)
    page = own["page"]
    yield f"{answer.state.value}: {own['state'][answer.state.value]}"
    if answer.shadow:
        yield page["shadow"]
    if answer.state is State.UNKNOWN or answer.reason is Reason.SHADOW or answer.reason.unexplained:
        yield f"{page['reason']}: {own['reason'][answer.reason.value]} ({answer.reason.value})"
    if answer.reason.alarm:
        yield own["alarm"]["text"]
    if answer.number:
        yield f"{page['number']}: {answer.number}"
    yield f"{page['do']}: {told.do}"
    if told.rule:
        yield f"{page['rule']}: {told.rule}"
    yield f"{page['say']}: {told.say}"
    if answer.order:
        yield f"{page['authority']}: {answer.order.authority}"
        yield f"{page['writ']}: {answer.order.writ}"
        yield f"{page['article']}: {told.article or answer.order.article}"
        yield f"{page['ends-on']}: {answer.order.ends_on.isoformat()}"
