"""The one error of this room. It names the field and the reason, never the value."""

from __future__ import annotations

from collections.abc import Callable


class IdentifierError(ValueError):
    """An identifier that cannot be one. `field` and `code` are for programs, the message for people.

    Fields: `iin`, `document`, `birth-date`, `vehicle`, `plate`, `vin`, `chassis`, `certificate`, `mrz`.
    """

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code

    def __reduce__(self) -> tuple[type[IdentifierError], tuple[str, str]]:
        # An exception pickles its message, not its arguments; worker processes hand this one back whole.
        return type(self), (self.field, self.code)


def accepts(validate: Callable[[str], str]) -> Callable[[str], bool]:
    """A module's `is_valid`: whether its `validate` takes a text."""

    def is_valid(text: str) -> bool:
        try:
            validate(text)
        except IdentifierError:
            return False
        return True

    return is_valid
