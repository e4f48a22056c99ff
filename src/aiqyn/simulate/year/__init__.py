"""A year of a synthetic country, through the real acts, imports and checks, at a clock of its own."""
