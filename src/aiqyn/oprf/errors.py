"""The one error of this room."""


class OprfError(ValueError):
    """Something is not a canonical element or scalar, or a proof does not hold. The message names which, never a value."""
