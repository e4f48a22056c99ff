"""The one console script, its commands, settings and routes."""
