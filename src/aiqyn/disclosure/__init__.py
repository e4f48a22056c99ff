"""The register's side of a check: publish tokens, confirm a hit, tell the person, the release clock."""
