"""`aiqyn papers`: the texts of papers, for the lawyer who edits them."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from aiqyn.entry.commands._register import add_config, in_register


def add_papers(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the console script's."""
    parser = subparsers.add_parser(
        "papers",
        help="the texts of papers: copy them out, check them",
        description="The texts of notices and decisions are plain files, one a paper and language. Those in the folder "
        "`papers` beside aiqyn.toml stand before the shipped ones.",
        epilog="How a text is written: docs/papers.md. Exit codes: 0 all texts can be used, 1 not.",
    )
    add_config(parser)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--check", action="store_true", help="read every text; name file, line and reason of each fault")
    what.add_argument("--copy", metavar="NAME", help="copy a shipped text, in all languages, to be edited")
    parser.set_defaults(run=in_register("papers", _papers))


def _papers(arguments: argparse.Namespace) -> int:
    from django.conf import settings

    from aiqyn.desks.papers import kinds, texts

    own: Path = settings.AIQYN.folder / "papers"
    if arguments.check:
        faults = texts.faults(own)
        for fault in faults:
            print(fault, file=sys.stderr)
        print(f"{len(kinds.NAMES)} papers in three languages, {len(faults)} faults")
        return 1 if faults else 0
    if arguments.copy not in kinds.NAMES:
        print(f"aiqyn papers: --copy: one of {', '.join(sorted(kinds.NAMES))}", file=sys.stderr)
        return 1
    for file in sorted(texts.SHIPPED.glob(f"*/{arguments.copy}.txt")):
        there = own / file.parent.name / file.name
        if there.exists():
            print(f"kept as it is: {there.relative_to(own.parent)}")
            continue
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, there)
        print(f"copied: {there.relative_to(own.parent)}")
    return 0
