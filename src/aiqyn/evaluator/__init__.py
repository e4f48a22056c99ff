"""The blind evaluation: it has the key and no database."""
