"""Pages, one folder a role."""
