"""What may reach the clerk's page: this browser, this page, this address; nothing that another site arranged.

Loopback is no fence by itself: any page open in the browser can send a form to it, and a name that is made to
point here (DNS rebinding) would even read the answer.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie

COOKIE = "aiqyn_desk"
# The page needs a style sheet and its own form, and nothing else: no script, no frame, no other origin.
HEADERS = (
    ("Cache-Control", "no-store"),
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'",
    ),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    # Not `no-referrer`: with it a browser sends `Origin: null` for the page's own form.
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
)


class Guard:
    """The checks of one running page on one port."""

    def __init__(self, port: int) -> None:
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._secret = secrets.token_bytes(32)

    def host(self, header: str | None) -> bool:
        """Whether the Host header is one of ours."""
        return header in self._hosts

    def origin(self, header: str | None, host: str | None) -> bool:
        """Whether a form was sent by a page of ours: browsers always say so on POST."""
        return host in self._hosts and header == f"http://{host}"

    def visitor(self, header: str | None) -> str:
        """The visitor's random mark from the Cookie header, or a new one."""
        try:
            morsel = SimpleCookie(header or "").get(COOKIE)
        except CookieError:
            morsel = None
        if morsel and len(morsel.value) == 43 and morsel.value.isascii():
            return morsel.value
        return secrets.token_urlsafe(32)

    @staticmethod
    def set_cookie(visitor: str) -> str:
        """The Set-Cookie header: gone with the browser's window, never sent along by another site."""
        return f"{COOKIE}={visitor}; Path=/; HttpOnly; SameSite=Strict"

    def token(self, visitor: str) -> str:
        """The form's token for a visitor."""
        return hmac.new(self._secret, visitor.encode(), sha256).hexdigest()

    def form(self, visitor: str, token: str) -> bool:
        """Whether a form's token is the visitor's."""
        return hmac.compare_digest(self.token(visitor).encode(), token.encode())
