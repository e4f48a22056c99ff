"""The state's systems beside the register: a small interface each, and how the register speaks to them.

An implementation says what it is in `labelled`: `stand-in` for one that invents things, otherwise nothing.
"""
