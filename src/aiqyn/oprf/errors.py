"""The one error of this room."""


class OprfError(ValueError):
    """An element or a scalar is none, or a proof does not hold. The message names which, never a value."""
