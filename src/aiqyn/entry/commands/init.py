"""`aiqyn init`: a register's configuration and keys, written once and never overwritten."""

from __future__ import annotations

import argparse
import base64
import json
import sys
from pathlib import Path
from urllib.parse import urlsplit


def add_init(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the console script's."""
    parser = subparsers.add_parser(
        "init",
        help="write a register's configuration and keys",
        description="Write aiqyn.toml and the register's own keys into a folder. What exists is never overwritten.",
    )
    parser.add_argument("--folder", type=Path, required=True, help="where everything of the register will live")
    parser.add_argument("--database", help="sqlite://PATH (default: in the folder) or postgresql://user@host/name")
    parser.add_argument("--origin", default="register.example/aiqyn", help="the ledger's unique name, without scheme")
    parser.add_argument("--public-url", default="http://127.0.0.1:8000", help="where people reach the pages")
    parser.add_argument("--evaluator-url", default="http://127.0.0.1:8001", help="where the evaluator answers")
    parser.set_defaults(run=run_init)


def run_init(arguments: argparse.Namespace) -> int:
    """Write, and print what to do next."""
    from aiqyn.register.installation import create_keys, publisher_key, write_configuration

    folder: Path = arguments.folder.resolve()
    file = folder / "aiqyn.toml"
    if file.exists():
        print(f"aiqyn init: {file} exists already; nothing was changed", file=sys.stderr)
        return 2
    host = urlsplit(arguments.public_url).hostname or "127.0.0.1"
    write_configuration(
        file,
        database=arguments.database,
        origin=arguments.origin,
        public_url=arguments.public_url,
        evaluator_url=arguments.evaluator_url,
        allowed_hosts=sorted({host, "127.0.0.1", "localhost"}),
    )
    vkeys = create_keys(folder, arguments.origin)
    print(f"written: {file}")
    print("pin at every desk:")
    print(f"  ledger_vkey = {json.dumps(vkeys['ledger'])}\n  register_vkey = {json.dumps(vkeys['register'])}")
    print("list at the evaluator, in its points.json:")
    encoded = base64.urlsafe_b64encode(publisher_key(folder)).rstrip(b"=").decode()
    print(f"  {json.dumps({'id': 'publisher', 'publisher': True, 'public_key': encoded})}")
    print(f"next: export AIQYN_CONFIG={file}; aiqyn migrate; aiqyn import courts FILE; aiqyn official add --help")
    return 0
