"""The folder of a play: never one that holds anything else, and one play in it at a time.

A play deletes what it made (`--fresh`, or half a country). So it must know what it made: the first thing it writes is a
mark, and where there is none it takes a folder only when nothing stands in it under the names that it uses.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tomllib
from pathlib import Path
from typing import IO

#: What a play writes into its folder.
READY = "ready.json"
PARTS = ("register", "evaluator", "desks", "logs", "files", READY)
_MARK = ".aiqyn-play"


class NotOurs(RuntimeError):
    """The folder cannot be played in; the message says why."""


class Claim:
    """A folder that is a play's own, held until the process ends."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, making it when there is none. NotOurs when it is somebody else's or in use."""
        self.folder = folder
        if not is_plays(folder):
            taken = next((part for part in PARTS if (folder / part).exists()), None)
            if taken is not None:
                raise NotOurs(f"{folder / taken} was not made by a play; nothing was changed: name another --folder")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._mark: IO[str] = (folder / _MARK).open("a", encoding="ascii")
        except OSError as error:
            raise NotOurs(f"{folder}: {error.strerror}") from error
        try:
            fcntl.flock(self._mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._mark.close()
            raise NotOurs(f"{folder}: another play is running in it") from error

    def delete(self, *parts: str) -> None:
        """Delete parts of the play. The mark stays."""
        for part in parts:
            target = self.folder / part
            shutil.rmtree(target) if target.is_dir() and not target.is_symlink() else target.unlink(missing_ok=True)

    def release(self) -> None:
        """Let another play have it."""
        self._mark.close()


def is_plays(folder: Path) -> bool:
    """Whether a play made the folder: its mark, or a register's configuration that says so."""
    if (folder / _MARK).is_file():
        return True
    try:
        written = tomllib.loads((folder / "register" / "aiqyn.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return False
    return written.get("play") is True


def stay_home(configuration: Path) -> None:
    """Make this process, and the commands that it runs, know this play's register and no other.

    A database named in the environment goes before the one of the configuration, and may be a real register's.
    """
    for name in ("AIQYN_DATABASE", "AIQYN_POINT"):
        os.environ.pop(name, None)
    os.environ["AIQYN_CONFIG"] = str(configuration)
    os.environ["DJANGO_SETTINGS_MODULE"] = "aiqyn.entry.settings"
