"""`aiqyn point check` and `aiqyn point desk`: what a service point runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from aiqyn.client import delivery_command, desk_command, dispute_command, evidence_command, point_check
from aiqyn.client.wording import LANGUAGES

_FACTS = {
    "iin": "a person's IIN: 12 digits",
    "document": "a document with its issuing state: KAZ:N12345678",
    "birth-date": "the date of birth of a person without IIN: 1990-05-24",
    "plate": "a vehicle's plate",
    "vin": "a vehicle's VIN",
    "chassis": "an older vehicle's chassis number",
    "certificate": "the number of the vehicle's registration certificate",
    "name": "refused: a name is not a fact to ask with",
}


def add_point(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `point` with its two commands to the console script's."""
    point = subparsers.add_parser("point", help="a service point: check the person or vehicle at the desk")
    commands = point.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_check(commands)
    _add_desk(commands)
    _add_dispute(commands)
    _add_deliver(commands)
    _add_evidence(commands)


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "check",
        help="ask about two facts, one of them from a document",
        description="Ask about two facts, one of them from a document: --iin and --document, --document and "
        "--birth-date, or --plate, --vin or --chassis with --certificate. Facts on the command line stand "
        "in the shell's history and in the list of processes; those given with --stdin or --mrz - do not.",
        epilog="exit codes: 0 CLEAR, 10 HIT, 20 UNKNOWN, 2 no question could be formed and nothing was sent",
    )
    for name, meaning in _FACTS.items():
        parser.add_argument(f"--{name}", metavar=name.upper(), help=meaning)
    parser.add_argument("--convention", action="store_true", help="the document is a convention travel document")
    parser.add_argument("--mrz", metavar="-", help="read the document's scanned lines from standard input: --mrz -")
    parser.add_argument("--stdin", action="store_true", help="read facts from standard input, one fact=value a line")
    parser.add_argument(
        "--ground", help="at a roadside stop: the code of the ground of the stop, recorded before asking"
    )
    parser.add_argument("--purpose", help="the purpose; must be that of this desk's credential")
    parser.add_argument("--json", action="store_true", help="print the answer as one JSON object")
    _add_common(parser)
    parser.set_defaults(run=point_check.run)


def _add_desk(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("desk", help="serve the clerk's page on this computer")
    parser.add_argument("--port", type=_port, default=8010, help="on 127.0.0.1 (default: 8010)")
    _add_common(parser)
    parser.set_defaults(run=desk_command.run)


def _add_dispute(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "dispute",
        help="say “this is not my debt” for the person before you",
        description="Say “this is not my debt” for who holds a confirmation number of this desk, or ask again how it "
        "stands. Nothing but the number is sent.",
        epilog="exit codes: 0 the register answered, 20 it did not, 2 the number is not a number and nothing was sent",
    )
    parser.add_argument("--number", required=True, help="the confirmation number of the hit: N5Y71-YFEEMS")
    parser.add_argument("--json", action="store_true", help="print the answer as one JSON object")
    _add_common(parser)
    parser.set_defaults(run=dispute_command.run)


def _add_deliver(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "deliver",
        help="report that papers were handed over",
        description="Report what became of papers after a hit whose effect is to deliver. A refusal changes nothing.",
        epilog="exit codes: 0 the register answered, 20 it did not, 2 the report is not one and nothing was sent",
    )
    parser.add_argument("--number", required=True, help="the confirmation number of the hit: N5Y71-YFEEMS")
    parser.add_argument("--outcome", required=True, choices=("acknowledged", "refused", "not-offered"))
    parser.add_argument(
        "--contact", action="store_true", help="read a contact that the person left from standard input"
    )
    parser.add_argument("--json", action="store_true", help="print the answer as one JSON object")
    _add_common(parser)
    parser.set_defaults(run=delivery_command.run)


def _add_evidence(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "evidence",
        help="list the unexplained matches that are kept, and verify them",
        description="List the unexplained matches of this desk: tokens that the register signed into its list without "
        "an order that it could show. Each is verified again. For the prosecutor; nothing in it names a person.",
        epilog="exit codes: 0 there are none, 10 there are some and all verify, 20 one does not verify, 2 not set up",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object a match")
    _add_common(parser)
    parser.set_defaults(run=evidence_command.run)


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config", type=Path, help="the point's configuration (default: $AIQYN_POINT, else ./point.toml)"
    )
    parser.add_argument("--language", choices=LANGUAGES, help="kk, ru or en (default: as the environment says)")


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65_536):
        raise argparse.ArgumentTypeError("must be from 1 to 65535")
    return int(text)
