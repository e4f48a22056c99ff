"""`aiqyn publish`: day keys, token sets at their tick, heads every few seconds."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
from datetime import date
from functools import partial

from aiqyn.entry.commands._register import add_config, in_register
from aiqyn.entry.processes import end_with_parent, loop

_log = logging.getLogger(__name__)


def add_publish(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the console script's."""
    parser = subparsers.add_parser("publish", help="run the publisher of token sets and heads")
    add_config(parser)
    parser.add_argument("--once", action="store_true", help="one tick and one round of heads, then end")
    parser.add_argument("--processes", type=int, default=0, help="for a long list (default: one for each core)")
    parser.set_defaults(run=in_register("publish", _publish))


def _publish(arguments: argparse.Namespace) -> int:
    from django.conf import settings
    from django.db import close_old_connections
    from django.utils import timezone

    from aiqyn.disclosure import publishing
    from aiqyn.disclosure.evaluating import EvaluatorUnavailable
    from aiqyn.register.law_book import book

    here = settings.AIQYN

    def progress(purpose: str, day: date, done: int, of: int) -> None:
        if of > publishing.PORTION:
            print(f"aiqyn publish: {purpose} {day.isoformat()}: {done:,} of {of:,} tokens", file=sys.stderr, flush=True)
        # A long list must not make the heads old: desks would answer UNKNOWN meanwhile.
        publisher.heads(timezone.now())

    publisher = publishing.from_settings(
        processes=arguments.processes or os.cpu_count() or 1,
        begin=partial(end_with_parent, os.getpid()),
        progress=progress,
    )
    last: tuple[float, date] | None = None

    def step() -> None:
        nonlocal last
        close_old_connections()
        now, day = timezone.now(), book().local_day(timezone.now())
        due = last is None or time.monotonic() - last[0] >= here.publish_every or last[1] != day
        if due:
            try:
                publisher.tick(now)
                last = (time.monotonic(), day)
            except EvaluatorUnavailable as error:
                # Heads go on: what was published stays true without the evaluator.
                _log.warning("publish: %s", error)
        publisher.heads(timezone.now())

    if arguments.once:
        step()
        return 0 if last else 1
    return loop(step, min(here.head_every, here.publish_every), "publish")
