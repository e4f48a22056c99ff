"""The one error of this room. It names the field and the reason, never the value."""

from __future__ import annotations


class IdentifierError(ValueError):
    """An identifier that cannot be one. `field` and `code` are for programs, the message for people."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code
