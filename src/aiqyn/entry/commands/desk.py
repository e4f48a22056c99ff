"""`aiqyn desk enrol`: enrol a service point at the register, and list it for the evaluator."""

from __future__ import annotations

import argparse
import base64
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

    file: Path | None = arguments.write
    seed = secrets.token_bytes(32)
    try:
        _check_ref(arguments.ref)
        public_key = (
            _decoded(arguments.public_key)
            if file is None
            else Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
        )
        # The files first: a desk that is enrolled and has lost its key would keep its name for ever.
        written = _write_first(file, arguments, seed) if file is not None else []
        try:
            _act(arguments, public_key)
        except BaseException:
            for path in written:
                path.unlink()
            raise
    except (ValueError, OSError) as error:
        print(f"aiqyn desk enrol: {error}", file=sys.stderr)
        return 2
    if file is not None:
        print(f"written: {file} (move it and its key to the desk, keep no copy)")
    print("list at the evaluator, in its points.json:")
    print(f"  {json.dumps({'id': arguments.ref, 'purpose': arguments.purpose, 'public_key': _encoded(public_key)})}")
    return 0


def _check_ref(ref: str) -> None:
    from aiqyn.disclosure.evaluating import PUBLISHER_POINT
    from aiqyn.protocol import strict

    strict.name({"--ref": ref}, "--ref")
    if ref == PUBLISHER_POINT:
        raise ValueError("--ref: is the register's own name at the evaluator")


def _encoded(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    plain = text.rstrip("=")
    try:
        key = base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4))
    except ValueError:
        key = b""
    # Python's decoder passes over what is no base64: only what encodes back is what was meant.
    if len(key) != 32 or _encoded(key) != plain:
        raise ValueError("--public-key: must be the base64url of 32 bytes")
    return key


def _write_first(file: Path, arguments: argparse.Namespace, seed: bytes) -> list[Path]:
    paths = [file, file.with_name(f"{arguments.ref}.key")]
    for path in paths:
        if path.exists():
            raise FileExistsError(f"--write: {path} exists already")
    write_point(file, arguments.ref, Purpose(arguments.purpose), seed)
    return paths


def _act(arguments: argparse.Namespace, public_key: bytes) -> None:
    from django.utils import timezone

    from aiqyn.register.acting import OPERATOR
    from aiqyn.register.acts.enrol_point import enrol_point

    enrol_point(
        ref=arguments.ref,
        purpose=Purpose(arguments.purpose),
        place=arguments.place,
        public_key=public_key,
        actor=OPERATOR,
        at=timezone.now(),
    )


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
