"""The record: rows, acts (the only writers), queries (the only readers), facts."""
