"""Logs without people: what a record may say about a request or an error.

Django's own records carry the request, its path and a traceback whose last line quotes values. The filter keeps the
logger, the level, the error's class and the place in the code, and drops the rest.
"""

from __future__ import annotations

import logging
import traceback


class Faceless(logging.Filter):
    """Replace the text of foreign records, and every traceback, with what cannot name a person."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True: nothing is dropped, everything is made faceless in place."""
        if not record.name.startswith("aiqyn"):
            record.msg, record.args = f"{record.levelname.lower()} in {record.name}", ()
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            frames = traceback.extract_tb(trace)
            where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "unknown place"
            record.msg, record.args = f"{record.getMessage()}: {kind.__name__} at {where}", ()
        record.exc_info = record.exc_text = None
        record.stack_info = None
        return True
