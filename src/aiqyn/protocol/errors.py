"""The one error of the conversation: a message that cannot be used."""

from __future__ import annotations


class ProtocolError(ValueError):
    """A message that breaks `spec/check.md`; `field` names the part, the text never carries its value."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason
