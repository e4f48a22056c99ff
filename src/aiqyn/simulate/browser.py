"""A browser of a few lines: cookies, forms with what already stands in them, redirects. What a person would click."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

import urllib3
from urllib3 import encode_multipart_formdata


@dataclass
class Form:
    """A form of a page: where it goes, and what stands in its fields."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass
class Page:
    """A page that was answered: status, path, text, forms."""

    status: int
    path: str
    text: str
    forms: list[Form]

    def form(self, ending: str) -> Form:
        """The form whose action ends so; LookupError when the page has none."""
        for form in self.forms:
            if form.action.endswith(ending):
                return form
        raise LookupError(f"{self.path}: no form for {ending}")


class _Forms(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = base
        self.forms: list[Form] = []
        self._select = ""
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect forms, inputs, selected options, textareas."""
        given = {key: value or "" for key, value in attrs}
        if tag == "form":
            self.forms.append(Form(urlsplit(urljoin(self._base, given.get("action", ""))).path))
        elif not self.forms:
            return
        elif tag == "input" and given.get("name") and given.get("type") not in {"submit", "button"}:
            if given.get("type") not in {"checkbox", "radio"} or "checked" in given:
                self.forms[-1].fields[given["name"]] = given.get("value", "")
        elif tag == "select":
            self._select = given.get("name", "")
        elif tag == "option" and self._select:
            if "selected" in given or self._select not in self.forms[-1].fields:
                self.forms[-1].fields[self._select] = given.get("value", "")
        elif tag == "textarea":
            self._area = given.get("name", "")
            self.forms[-1].fields[self._area] = ""

    def handle_endtag(self, tag: str) -> None:
        """Leave a select or a textarea."""
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        """What stands in a textarea."""
        if self._area:
            self.forms[-1].fields[self._area] += data


class Browser:
    """One visitor of the pages at `origin`."""

    def __init__(self, origin: str, language: str = "en") -> None:
        self._origin = origin
        self._http = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(20), maxsize=1)
        self._cookies: dict[str, str] = {"django_language": language}

    def get(self, path: str) -> Page:
        """Open a page, following redirects."""
        return self._request("GET", path, None)

    def submit(self, page: Page, ending: str, **values: str) -> Page:
        """Fill the page's form whose action ends so, over what stands in it, and send it."""
        form = page.form(ending)
        return self._request("POST", form.action, urlencode(form.fields | values))

    def upload(self, page: Page, ending: str, name: str, content: bytes, filename: str) -> Page:
        """Send a file through the page's form whose action ends so."""
        form = page.form(ending)
        body, kind = encode_multipart_formdata({**form.fields, name: (filename, content)})
        return self._request("POST", form.action, body, kind)

    def _request(
        self, method: str, path: str, body: str | bytes | None, kind: str = "application/x-www-form-urlencoded"
    ) -> Page:
        for _ in range(5):
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
            if body is not None:
                headers |= {"Content-Type": kind, "Origin": self._origin}
            reply = self._http.request(method, self._origin + path, body=body, headers=headers, redirect=False)
            for line in reply.headers.getlist("Set-Cookie"):
                self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            if reply.status not in {301, 302, 303}:
                text = reply.data.decode("utf-8", "replace")
                forms = _Forms(self._origin + path)
                forms.feed(text)
                return Page(reply.status, path, text, forms.forms)
            target = urlsplit(urljoin(self._origin + path, reply.headers["Location"]))
            method, path, body = "GET", target.path + (f"?{target.query}" if target.query else ""), None
        raise LookupError(f"{path}: redirects without end")
