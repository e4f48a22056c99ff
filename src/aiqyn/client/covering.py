"""Cover: after a miss a confirmation of nothing, so that whoever watches the wire cannot tell a hit from a miss.

Without it only hits would be followed by a question to the register. The cover asks about 64 random bytes, of the same
size, at the same moment and by the same way; the register answers every confirmation padded to one size and after
one time (`spec/check.md`, 14). It goes out beside the answer, which waits for nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from aiqyn.client.reasons import CheckError

_log = logging.getLogger(__name__)
#: More than so many covers at once are a machine's pace, not a desk's; the others wait for their turn.
_THREADS = 4
Asked = TypeVar("Asked")


class Cover:
    """Sends confirmations of both kinds from threads of its own, so that neither sets out sooner than the other. They
    are waited for when the process ends.
    """

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="cover")

    def ask(self, confirm: Callable[[], Asked]) -> Asked:
        """Ask about a match, and wait for what comes of it; raises what it raises."""
        return self._threads.submit(confirm).result()

    def send(self, confirm: Callable[[], object]) -> None:
        """Ask about nothing. What comes of it has no bearing on the answer."""
        self._threads.submit(self._sent, confirm)

    @staticmethod
    def _sent(confirm: Callable[[], object]) -> None:
        try:
            confirm()
        except CheckError as error:
            _log.log(logging.WARNING if error.reason.alarm else logging.INFO, "of a cover: %s", error.reason.value)
        except Exception as error:  # nobody waits for this thread: what fails here must at least be told
            _log.error("a cover failed: %s", type(error).__name__)
