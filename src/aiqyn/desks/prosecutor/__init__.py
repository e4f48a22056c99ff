"""The prosecutor reads everything and changes nothing."""
