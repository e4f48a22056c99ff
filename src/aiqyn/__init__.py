"""aiqyn: court-sanctioned restrictions, honoured without watching anybody."""
