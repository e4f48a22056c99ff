"""`aiqyn init`: a register's configuration and keys, written once and never overwritten."""

from __future__ import annotations

import argparse
import base64
import json
import shlex
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
    parser.add_argument("--country", default="kz", help="whose law it keeps, two letters (default: kz)")
    parser.add_argument("--origin", default="register.example/aiqyn", help="the ledger's unique name, without scheme")
    parser.add_argument("--public-url", default="http://127.0.0.1:8000", help="where people reach the pages")
    parser.add_argument("--evaluator-url", default="http://127.0.0.1:8001", help="where the evaluator answers")
    parser.set_defaults(run=run_init)


def run_init(arguments: argparse.Namespace) -> int:
    """Write, and print what to do next. 2 when nothing was written."""
    folder: Path = arguments.folder.resolve()
    reason = _wrong(arguments) or (
        f"{folder / 'aiqyn.toml'} exists already" if (folder / "aiqyn.toml").exists() else ""
    )
    if reason:
        print(f"aiqyn init: {reason}; nothing was changed", file=sys.stderr)
        return 2
    try:
        _write(folder, arguments)
    except OSError as error:
        print(f"aiqyn init: {error.filename or folder}: {error.strerror}", file=sys.stderr)
        return 2
    return 0


def _wrong(arguments: argparse.Namespace) -> str:
    """What of the arguments cannot be used, said now and not by the first command that meets it."""
    from aiqyn import law
    from aiqyn.entry.configuration import ConfigurationError, database_settings

    try:
        law.load(arguments.country)
        if arguments.database is not None:
            database_settings(arguments.database)
    except (law.LawDataError, ConfigurationError) as error:
        return str(error)
    for name in ("public_url", "evaluator_url"):
        if not _is_address(getattr(arguments, name)):
            return f"--{name.replace('_', '-')}: must begin with https:// (or http://) and name a host"
    return ""


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _write(folder: Path, arguments: argparse.Namespace) -> None:
    from aiqyn.register.installation import create_keys, publisher_key, write_configuration

    file = folder / "aiqyn.toml"
    # The keys first: an aiqyn.toml says that everything is there.
    vkeys = create_keys(folder, arguments.origin)
    write_configuration(
        file,
        database=arguments.database,
        country=arguments.country,
        origin=arguments.origin,
        public_url=arguments.public_url.rstrip("/"),
        evaluator_url=arguments.evaluator_url.rstrip("/"),
        allowed_hosts=sorted({urlsplit(arguments.public_url).hostname or "", "127.0.0.1", "localhost"}),
    )
    encoded = base64.urlsafe_b64encode(publisher_key(folder)).rstrip(b"=").decode()
    print(f"written: {file}")
    print("pin at every desk:")
    print(f"  ledger_vkey = {json.dumps(vkeys['ledger'])}\n  register_vkey = {json.dumps(vkeys['register'])}")
    print("list at the evaluator, in its points.json:")
    print(f"  {json.dumps({'id': 'publisher', 'publisher': True, 'public_key': encoded})}")
    print(f"next: export AIQYN_CONFIG={shlex.quote(str(file))}; aiqyn migrate; aiqyn import courts FILE;")
    print("      aiqyn official add --help; aiqyn desk enrol --help; then serve, sequence, publish, and expire daily")
