"""Record that everything was exported."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from aiqyn.register.acting import Actor, act, record
from aiqyn.register.rows import Act


@act
def record_export(*, digest: str, counts: Mapping[str, int], with_secrets: bool, actor: Actor, at: datetime) -> Act:
    """Write what left the register: SHA-256 of the export's `datapackage.json`, and how many rows of each table.

    The descriptor has the digest of every file, so that the leaf binds the whole export.
    """
    return record(
        "export",
        actor=actor,
        at=at,
        content={"digest": digest, "tables": dict(sorted(counts.items())), "with_secrets": with_secrets},
    )
