"""The one error of this room."""


class LedgerError(ValueError):
    """A signature, a proof or a form that does not hold; the message says which."""
