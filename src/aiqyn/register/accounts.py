"""Accounts: who signs in. Django's, like sessions; what an account may see hangs on the act that links it."""

from __future__ import annotations

from django.contrib.auth.models import User


def make_account(username: str, password: str | None = None) -> User:
    """A new account; without a password nobody can sign in to it by one. IntegrityError when the name is taken."""
    return User.objects.create_user(username, password=password)
