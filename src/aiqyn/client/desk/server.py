"""The clerk's page on loopback: a form, an answer, and nothing kept.

The party that must not see what is typed does not serve the page: the desk's own computer does. Facts travel
in the body of a POST only; no request is logged; an answer is in the response that made it and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from urllib.parse import parse_qsl

from aiqyn.client.answer import Answer
from aiqyn.client.desk import form
from aiqyn.client.desk.guard import HEADERS, Guard
from aiqyn.client.desk.pages import Pages
from aiqyn.client.wording import LANGUAGES

_HOST = "127.0.0.1"
_MOST_BODY = 4_096
_MOST_FIELDS = 12
_FORM = "application/x-www-form-urlencoded"
_HTML = "text/html; charset=utf-8"
#: What a desk does besides asking: language, posted fields, the visitor's token; status and page.
Errand = Callable[[str, Mapping[str, str], str], tuple[int, bytes]]
_STATIC = {"desk.css": "text/css; charset=utf-8", "mark.svg": "image/svg+xml"}


class DeskServer(ThreadingHTTPServer):
    """One page for one point. `check` asks the question of a key (at a stop: and of its ground).

    `errands` are what the page does besides, by name. Port 0 lets the system choose.
    """

    daemon_threads = True

    def __init__(
        self,
        port: int,
        *,
        pages: Pages,
        check: Callable[..., Answer],
        language: str = "kk",
        errands: Mapping[str, Errand] | None = None,
    ) -> None:
        super().__init__((_HOST, port), _Handler)
        self.pages = pages
        self.check = check
        self.errands = dict(errands or {})
        self.language = language
        self.guard = Guard(self.server_address[1])

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{_HOST}:{self.server_address[1]}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: the base class would print a traceback with what was typed in its frames."""


class _Handler(BaseHTTPRequestHandler):
    server: DeskServer
    server_version = "aiqyn"
    sys_version = ""
    timeout = 10

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing is logged: a request line is nobody's business."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A bare status without anything of the request, for what the base class refuses by itself."""
        self._send(code, "text/plain; charset=utf-8", b"")

    def do_GET(self) -> None:
        """The form, in the language of the address, and the two files that it needs."""
        if not self._from_here():
            return
        _, _, path = self.path.partition("/")
        language, _, rest = path.partition("/")
        if path in _STATIC_PATHS:
            self._send(200, *_STATIC_PATHS[path])
        elif not path or (language in LANGUAGES and (rest == "answer" or rest in self.server.errands)):
            # An answer is never fetched again: whoever reloads it gets the form.
            self._redirect(f"/{language or self.server.language}/")
        elif language in LANGUAGES and not rest:
            self._form(200, language)
        else:
            self._send(404, _HTML, self.server.pages.refused(self.server.language, "not-found"))

    def do_POST(self) -> None:
        """The question, and in the same response its answer."""
        if not self._from_here():
            return
        language, _, rest = self.path.removeprefix("/").partition("/")
        if language not in LANGUAGES or (rest != "answer" and rest not in self.server.errands):
            self._send(404, _HTML, self.server.pages.refused(self.server.language, "not-found"))
            return
        if not self.server.guard.origin(self.headers.get("Origin"), self.headers.get("Host")):
            self._send(403, _HTML, self.server.pages.refused(language, "refused-text"))
            return
        posted = self._posted()
        if posted is None:
            self._send(400, _HTML, self.server.pages.refused(language, "refused-text"))
        elif not self.server.guard.form(self._visitor(), posted.get("token", "")):
            # A form from before a restart, or another's: the clerk asks again, with a fresh page.
            self._form(403, language, notice="expired")
        elif rest in self.server.errands:
            token = self.server.guard.token(self._visitor())
            status, page = self.server.errands[rest](language, posted, token)
            self._send(status, _HTML, page)
        else:
            self._answer(language, form.read(posted))

    def _answer(self, language: str, typed: form.Typed) -> None:
        grounds = self.server.pages.grounds
        asked = form.question(typed, vehicle=self.server.pages.vehicle, grounds=grounds)
        if isinstance(asked, form.Fault):
            self._form(422, language, typed=typed, fault=asked)
        else:
            token = self.server.guard.token(self._visitor())
            answer = self.server.check(asked, typed.ground) if grounds else self.server.check(asked)
            page = self.server.pages.answer(language, answer, token=token, offers=self.server.errands)
            self._send(200, _HTML, page)

    def _form(
        self, status: int, language: str, *, typed: form.Typed | None = None, fault: form.Fault | None = None,
        notice: str = "",
    ) -> None:  # fmt: skip
        visitor = self._visitor()
        page = self.server.pages.ask(
            language, self.server.guard.token(visitor), typed=typed, fault=fault, notice=notice
        )
        self._send(status, _HTML, page, ("Set-Cookie", self.server.guard.set_cookie(visitor)))

    def _from_here(self) -> bool:
        if self.server.guard.host(self.headers.get("Host")):
            return True
        self._send(421, _HTML, self.server.pages.refused(self.server.language, "refused-text"))
        return False

    def _visitor(self) -> str:
        return self.server.guard.visitor(self.headers.get("Cookie"))

    def _posted(self) -> dict[str, str] | None:
        length = self.headers.get("Content-Length", "")
        kind = self.headers.get("Content-Type", "").split(";")[0].strip().lower()
        if kind != _FORM or not (length.isascii() and length.isdigit()) or int(length) > _MOST_BODY:
            return None
        try:
            body = self.rfile.read(int(length)).decode("ascii")
            pairs = parse_qsl(
                body,
                keep_blank_values=True,
                strict_parsing=True,
                max_num_fields=_MOST_FIELDS,
                errors="strict",
            )
        except ValueError:
            return None
        return dict(pairs) if len(dict(pairs)) == len(pairs) else None

    def _redirect(self, place: str) -> None:
        self._send(303, _HTML, b"", ("Location", place))

    def _send(self, status: int, kind: str, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (*HEADERS, *headers, ("Content-Type", kind), ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _static() -> dict[str, tuple[str, bytes]]:
    folder = resources.files("aiqyn.client.desk").joinpath("static")
    return {f"static/{name}": (kind, folder.joinpath(name).read_bytes()) for name, kind in _STATIC.items()}


_STATIC_PATHS = _static()
