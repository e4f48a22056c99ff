"""Neighbours of a synthetic country: labelled stand-ins that keep the real ones' contracts and invent everything."""
