"""`aiqyn evaluate`: run the evaluator."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from aiqyn.evaluator import config


def add_evaluate(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the console script's."""
    parser = subparsers.add_parser(
        "evaluate",
        help="run the evaluator: it has the key and no database",
        description="Run the evaluator: it has the key and no database. Needs the extra aiqyn[evaluator].",
    )
    parser.add_argument(
        "--config",
        type=Path,
        default=Path("evaluator.toml"),
        help="its configuration (default: ./evaluator.toml)",
    )
    parser.set_defaults(run=run_evaluate)


def run_evaluate(arguments: argparse.Namespace) -> int:
    """Serve until a signal; 2 when it cannot start."""
    try:
        settings = config.load(arguments.config)
    except config.ConfigError as error:
        print(f"aiqyn evaluate: {error}", file=sys.stderr)
        return 2
    try:
        from aiqyn.evaluator.serving import serve
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] != "granian":
            raise
        print("aiqyn evaluate: the evaluator is not installed: pip install 'aiqyn[evaluator]'", file=sys.stderr)
        return 2
    serve(settings)
    return 0
