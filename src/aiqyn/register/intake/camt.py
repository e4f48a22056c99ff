"""ISO 20022 camt.054 of any version, read by local name as it streams by: entries and their transactions, as
texts.

The parser is defusedxml's: no document type, no entity, nothing external. What is held in memory is one
entry's texts and one transaction's; long texts, deep nesting and endless new names are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, XMLParser

from aiqyn.register.intake.refusals import FileRefused

MESSAGE = "BkToCstmrDbtCdtNtfctn"
_CHUNK = 1 << 16
_DEEPEST, _MOST_NAMES, _LONGEST_TEXT, _MOST_TEXTS = 64, 2000, 4000, 200
#: Bytes in which not one element begins or ends: a text, comment or attribute without end.
_LONGEST_SILENCE = 1 << 20
_HEAD = frozenset({"GrpHdr/MsgId"})
_ACCOUNT = frozenset({"Acct/Id/IBAN", "Acct/Id/BBAN", "Acct/Id/Othr/Id", "Acct/Id/PrtryAcct/Id"})
_ENTRY = frozenset({
    "NtryRef", "Amt", "CdtDbtInd", "RvslInd", "Sts", "Sts/Cd", "Sts/Prtry", "BookgDt/Dt", "BookgDt/DtTm",
    "AcctSvcrRef", "BkTxCd/Domn/Fmly/SubFmlyCd",
})  # fmt: skip
_TRANSACTION = frozenset({
    "Refs/AcctSvcrRef", "Refs/EndToEndId", "Refs/TxId", "Refs/InstrId", "Refs/UETR", "Amt", "CdtDbtInd",
    "AmtDtls/TxAmt/Amt", "RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/CdtrRefInf/CdtrRef", "RmtInf/Ustrd",
    "RtrInf", "BkTxCd/Domn/Fmly/SubFmlyCd",
})  # fmt: skip
#: Where the message has notifications, entries and transactions (the first version had no `NtryDtls`).
_PLACES = {
    "Ntfctn": _ACCOUNT,
    "Ntfctn/Ntry": _ENTRY,
    "Ntfctn/Ntry/TxDtls": _TRANSACTION,
    "Ntfctn/Ntry/NtryDtls/TxDtls": _TRANSACTION,
}


@dataclass(slots=True)
class Texts:
    """The texts of one element by path below it, and the currencies of its amounts. `line` is where it
    begins.
    """

    line: int
    by_path: dict[str, list[str]] = field(default_factory=dict)
    currencies: dict[str, str] = field(default_factory=dict)

    def all(self, path: str) -> list[str]:
        """Every text at the path."""
        return self.by_path.get(path, [])

    def has(self, path: str) -> bool:
        """Whether there is an element at the path, with a text or without."""
        return path in self.by_path

    def one(self, *paths: str) -> str:
        """The text at the first path that has one, without spaces around; empty when none has."""
        for path in paths:
            found = self.all(path)
            if len(found) > 1:
                raise FileRefused("repeated-element", line=self.line, field=path)
            if found and found[0].strip():
                return found[0].strip()
        return ""

    def needed(self, *paths: str) -> str:
        """The text that the message must have."""
        text = self.one(*paths)
        if not text:
            raise FileRefused("missing-element", line=self.line, field=paths[0])
        return text


class Listener(Protocol):
    """Who is told of entries as they stream by."""

    def begin_message(self) -> None:
        """A message begins: its entries are counted from 1."""

    def transaction(self, head: Texts, account: Texts, entry: Texts, transaction: Texts) -> None:
        """A transaction of an entry that is not over yet."""

    def entry(self, head: Texts, account: Texts, entry: Texts) -> None:
        """An entry is over."""


class _Reader:
    """Follows the path of open elements and keeps the texts that are wanted. A target of ElementTree's
    parser.
    """

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._path: list[str] = []
        self._names: set[str] = set()
        self._message = 0
        self._head = self._account = Texts(0)
        # What is open, innermost last: the depth its paths count from, where its texts go, which are wanted.
        self._open: list[tuple[int, Texts, frozenset[str]]] = []
        self._wanted = ""
        self._text: list[str] = []
        self._length = 0
        self.line_now: Callable[[], int] = int
        self.events = 0
        self.messages = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.events += 1
        self._names.update((tag, *attributes))
        if len(self._names) > _MOST_NAMES:
            raise FileRefused("too-many-names", line=self.line_now())
        local = tag.rpartition("}")[2]
        self._path.append(local)
        if len(self._path) > _DEEPEST:
            raise FileRefused("too-deep", line=self.line_now())
        if self._message:
            self._begin_inside(local)
            self._listen(attributes)
        elif local.startswith(MESSAGE):
            self._begin_message()

    def end(self, tag: str) -> None:
        """An element ends."""
        self.events += 1
        depth = len(self._path)
        if self._wanted:
            self._keep("".join(self._text))
        self._wanted = ""
        if self._message and self._open[-1][0] == depth:
            self._end_inside(self._path[-1])
        if self._message == depth:
            self._message = 0
        self._path.pop()

    def data(self, text: str) -> None:
        """A piece of text."""
        if self._wanted:
            self._length += len(text)
            if self._length > _LONGEST_TEXT:
                raise FileRefused("overlong-element", line=self.line_now(), field=self._wanted)
            self._text.append(text)

    def _begin_message(self) -> None:
        self._message = len(self._path)
        self.messages += 1
        self._head = Texts(self.line_now())
        self._open = [(self._message, self._head, _HEAD)]
        self._listener.begin_message()

    def _begin_inside(self, local: str) -> None:
        """Open the context of a notification, an entry or a transaction, where the message has its place for
        one.
        """
        place = _PLACES.get("/".join(self._path[self._message :]))
        if place is None:
            return
        texts = Texts(self.line_now())
        self._open.append((len(self._path), texts, place))
        if local == "Ntfctn":
            self._account = texts

    def _listen(self, attributes: dict[str, str]) -> None:
        """Keep the text of the element that just began, if somebody wants it."""
        key = "/".join(self._path[self._open[-1][0] :])
        self._wanted = key if key in self._open[-1][2] else ""
        self._text, self._length = [], 0
        if self._wanted:
            self._open[-1][1].by_path.setdefault(key, [])
        if self._wanted and "Ccy" in attributes:
            self._open[-1][1].currencies[key] = attributes["Ccy"].strip()

    def _keep(self, text: str) -> None:
        kept = self._open[-1][1].by_path.setdefault(self._wanted, [])
        if len(kept) < _MOST_TEXTS:
            kept.append(text)

    def _end_inside(self, local: str) -> None:
        _, texts, _ = self._open.pop()
        if local == "TxDtls":
            self._listener.transaction(self._head, self._account, self._open[-1][1], texts)
        elif local == "Ntry":
            self._listener.entry(self._head, self._account, texts)


def read(path: Path, listener: Listener) -> Iterator[None]:
    """Read the file and tell the listener; yields between pieces, so that what it gathered can be taken away.

    FileRefused when the file is not well-formed to its end, holds what no notice holds, or is no camt.054.
    """
    reader = _Reader(listener)
    parser = XMLParser(target=reader, forbid_dtd=True)
    expat = parser.parser
    reader.line_now = lambda: expat.CurrentLineNumber
    silent, events = 0, 0
    with path.open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            _guarded(partial(parser.feed, chunk), reader)
            silent, events = (silent + len(chunk) if events == reader.events else 0), reader.events
            if silent > _LONGEST_SILENCE:
                raise FileRefused("overlong-element", line=reader.line_now())
            yield
    _guarded(parser.close, reader)
    if not reader.messages:
        raise FileRefused("not-camt-054")
    yield


def _guarded(step: Callable[[], object], reader: _Reader) -> None:
    """Take a step of parsing. The parser's own errors quote the file: only their line goes on."""
    try:
        step()
    except FileRefused:
        raise
    except ParseError as error:
        raise FileRefused("malformed", line=error.position[0]) from None
    except DefusedXmlException:
        raise FileRefused("forbidden-xml", line=reader.line_now()) from None
    except (ValueError, LookupError):
        raise FileRefused("malformed", line=reader.line_now()) from None
