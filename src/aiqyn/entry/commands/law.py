"""`aiqyn law`: the law data of a country, to read."""

from __future__ import annotations

import argparse
from importlib import resources

from aiqyn import law
from aiqyn.law.describing import cases_of, markdown


def add_law(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the console script's."""
    parser = subparsers.add_parser(
        "law", help="the law data, to read", description="Print every rule, its article, its source and its cases."
    )
    parser.add_argument("--country", default="kz", help="two letters (default: kz)")
    parser.add_argument("--markdown", action="store_true", help="as Markdown: docs/law.md is made so (the only form)")
    parser.set_defaults(run=run_law)


def run_law(arguments: argparse.Namespace) -> int:
    """Print the book."""
    print(page(arguments.country), end="")
    return 0


def page(country: str) -> str:
    """The page of a country."""
    cases = cases_of(resources.files("aiqyn.law") / "rules" / country / "cases")
    return markdown(law.load(country), cases)
