"""What an import leaves behind, and its end: the file's copy and the list of refused rows are deleted after
their time.

The run itself stays: counts and a digest, which say of no person anything, and by which the same file is
known again.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from aiqyn.register.queries import imports
from aiqyn.register.rows import ImportRefusal

#: A file that no run claims was left by a crash, or is being copied just now: nothing is copied for so long.
UNCLAIMED = timedelta(days=1)


def purge(today: date, at: datetime) -> int:
    """Delete copies of files and refusals whose retention ended before `today`. Returns how many went.

    `at` is the moment (aware) against which files that no run claims are found old. A crash half-way leaves
    the rest to the next purge.
    """
    with transaction.atomic():
        gone, _ = ImportRefusal.objects.filter(run__delete_after__lt=today).delete()
    kept = imports.kept_digests(today)
    claimed = set(imports.runs().values_list("digest", flat=True))
    inbox: Path = settings.AIQYN.inbox
    for path in sorted(inbox.iterdir()) if inbox.is_dir() else []:
        if path.name not in kept and (path.name in claimed or _is_old(path, at)):
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _is_old(path: Path, at: datetime) -> bool:
    try:
        return at.timestamp() - path.stat().st_mtime > UNCLAIMED.total_seconds()
    except FileNotFoundError:
        # An import that runs just now gave it its lasting name.
        return False
