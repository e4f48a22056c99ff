"""`aiqyn desk enrol`: enrol a service point at the register, and list it for the evaluator."""

from __future__ import annotations

import argparse
import base64
import binascii
import json
import secrets
import sys
from pathlib import Path

from aiqyn.entry.commands._register import add_config, in_register
from aiqyn.law import Purpose


def add_desk(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the console script's."""
    parser = subparsers.add_parser("desk", help="enrol a service point at the register")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    enrol = actions.add_parser(
        "enrol",
        help="enrol a staffed desk under its one purpose",
        description="Enrol a staffed desk. Best its key is made at the desk and only the public half comes here; "
        "--write makes one and writes the desk's whole configuration.",
    )
    add_config(enrol)
    enrol.add_argument("--ref", required=True, help="the desk's name, unique")
    enrol.add_argument("--purpose", required=True, choices=[purpose.value for purpose in Purpose])
    enrol.add_argument("--place", required=True, help="where it stands; sealed in every disclosure")
    key = enrol.add_mutually_exclusive_group(required=True)
    key.add_argument("--public-key", help="the desk's Ed25519 public key, base64url of 32 bytes")
    key.add_argument("--write", type=Path, metavar="POINT_TOML", help="make a key and write the desk's configuration")
    enrol.set_defaults(run=in_register("desk enrol", _enrol))


def _enrol(arguments: argparse.Namespace) -> int:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from django.utils import timezone

    from aiqyn.register.acting import OPERATOR, ActError
    from aiqyn.register.acts.enrol_point import enrol_point

    seed = secrets.token_bytes(32)
    try:
        public_key = (
            base64.urlsafe_b64decode(arguments.public_key + "=" * (-len(arguments.public_key) % 4))
            if arguments.public_key
            else Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
        )
        if arguments.write and arguments.write.exists():
            raise ActError("write", "exists already")
        enrol_point(
            ref=arguments.ref,
            purpose=Purpose(arguments.purpose),
            place=arguments.place,
            public_key=public_key,
            actor=OPERATOR,
            at=timezone.now(),
        )
    except (ActError, binascii.Error) as error:
        print(f"aiqyn desk enrol: {error}", file=sys.stderr)
        return 2
    if arguments.write:
        write_point(arguments.write, arguments.ref, Purpose(arguments.purpose), seed)
        print(f"written: {arguments.write} (move it and its key to the desk, keep no copy)")
    encoded = base64.urlsafe_b64encode(public_key).rstrip(b"=").decode()
    print("list at the evaluator, in its points.json:")
    print(f"  {json.dumps({'id': arguments.ref, 'purpose': arguments.purpose, 'public_key': encoded})}")
    return 0


def write_point(file: Path, ref: str, purpose: Purpose, seed: bytes) -> None:
    """Write a desk's configuration beside its key."""
    from django.conf import settings

    from aiqyn.client import config
    from aiqyn.register import keys

    here = settings.AIQYN
    file.parent.mkdir(parents=True, exist_ok=True)
    config.write(
        file,
        point=ref,
        purpose=purpose,
        register_url=here.public_url,
        evaluator_url=here.evaluator_url,
        ledger_vkey=keys.signer(here.keys, "ledger", here.origin).vkey,
        register_vkey=keys.signer(here.keys, "register", here.origin).vkey,
        seed=seed,
        country=here.country,
    )
