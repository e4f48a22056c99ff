"""ISO 20022 camt.054 of any version, read by local name as it streams by: entries and their transactions, as texts.

The parser is defusedxml's: no document type, no entity, nothing external. What is held in memory is one entry's texts and
one transaction's; long texts, deep nesting and endless new names are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from aiqyn.register.intake.refusals import FileRefused

MESSAGE = "BkToCstmrDbtCdtNtfctn"
_CHUNK = 1 << 16
_DEEPEST, _MOST_NAMES, _LONGEST_TEXT, _MOST_TEXTS = 64, 2000, 4000, 200
#: Bytes in which not one element begins or ends: a text, comment or attribute without end.
_LONGEST_SILENCE = 1 << 20
_HEAD = {"GrpHdr/MsgId"}
_ACCOUNT = {"Acct/Id/IBAN", "Acct/Id/BBAN", "Acct/Id/Othr/Id", "Acct/Id/PrtryAcct/Id"}
_ENTRY = {
    "NtryRef", "Amt", "CdtDbtInd", "RvslInd", "Sts", "Sts/Cd", "Sts/Prtry", "BookgDt/Dt", "BookgDt/DtTm", "AcctSvcrRef",
    "BkTxCd/Domn/Fmly/SubFmlyCd",
}  # fmt: skip
_TRANSACTION = {
    "Refs/AcctSvcrRef", "Refs/EndToEndId", "Refs/TxId", "Refs/InstrId", "Refs/UETR", "Amt", "CdtDbtInd",
    "AmtDtls/TxAmt/Amt", "RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/CdtrRefInf/CdtrRef", "RmtInf/Ustrd", "RtrInf",
    "BkTxCd/Domn/Fmly/SubFmlyCd",
}  # fmt: skip


@dataclass(slots=True)
class Texts:
    """The texts of one element by path below it, and the currencies of its amounts. `line` is where it begins."""

    line: int
    by_path: dict[str, list[str]] = field(default_factory=dict)
    currencies: dict[str, str] = field(default_factory=dict)

    def all(self, path: str) -> list[str]:
        """Every text at the path."""
        return self.by_path.get(path, [])

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


class _Reader(ContentHandler):
    """Follows the path of open elements and keeps the texts that are wanted."""

    def __init__(self, listener: Listener, parser: DefusedExpatParser) -> None:
        super().__init__()
        self._listener = listener
        self._parser = parser
        self._path: list[str] = []
        self._names: set[object] = set()
        self._message = 0
        self._head = self._account = Texts(0)
        # What is open, innermost last: the depth its paths count from, where its texts go, which are wanted.
        self._open: list[tuple[int, Texts, set[str]]] = []
        self._wanted = ""
        self._text: list[str] = []
        self._length = 0
        self.events = 0
        self.messages = 0

    @property
    def line(self) -> int:
        """The line that is being read."""
        return self._parser.getLineNumber() or 0

    def startElementNS(
        self, name: tuple[str | None, str], qname: str | None, attrs: AttributesNSImpl
    ) -> None:
        """An element begins."""
        self.events += 1
        local = name[1]
        self._path.append(local)
        self._count_names(name, attrs)
        if len(self._path) > _DEEPEST:
            raise FileRefused("too-deep", line=self.line)
        if not self._message:
            if local.startswith(MESSAGE):
                self._begin_message()
            return
        self._begin_inside(local)
        self._listen(attrs)

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:
        """An element ends."""
        self.events += 1
        depth = len(self._path)
        if self._wanted and self._open and self._wanted == self._key():
            self._keep("".join(self._text))
        self._wanted = ""
        if self._open and self._open[-1][0] == depth:
            self._end_inside(self._path[-1])
        if self._message == depth:
            self._message = 0
        self._path.pop()

    def characters(self, content: str) -> None:
        """A piece of text."""
        if self._wanted:
            self._length += len(content)
            if self._length > _LONGEST_TEXT:
                raise FileRefused("overlong-element", line=self.line, field=self._wanted)
            self._text.append(content)

    def _count_names(self, name: tuple[str | None, str], attrs: AttributesNSImpl) -> None:
        self._names.update((name, *attrs.getNames()))
        if len(self._names) > _MOST_NAMES:
            raise FileRefused("too-many-names", line=self.line)

    def _begin_message(self) -> None:
        self._message = len(self._path)
        self.messages += 1
        self._head = Texts(self.line)
        self._open = [(self._message, self._head, _HEAD)]
        self._listener.begin_message()

    def _begin_inside(self, local: str) -> None:
        depth, parent = len(self._path), self._path[-2]
        inside = depth - self._message
        if inside == 1 and local == "Ntfctn":
            self._account = Texts(self.line)
            self._open.append((depth, self._account, _ACCOUNT))
        elif inside == 2 and local == "Ntry" and parent == "Ntfctn":
            self._open.append((depth, Texts(self.line), _ENTRY))
        elif local == "TxDtls" and parent in {"Ntry", "NtryDtls"} and self._path[-inside + 1] == "Ntry":
            self._open.append((depth, Texts(self.line), _TRANSACTION))

    def _listen(self, attrs: AttributesNSImpl) -> None:
        """Keep the text of the element that just began, if somebody wants it."""
        key = self._key()
        self._wanted = key if key in self._open[-1][2] else ""
        self._text, self._length = [], 0
        currency = attrs.get((None, "Ccy")) if self._wanted else None
        if currency is not None:
            self._open[-1][1].currencies[key] = str(currency).strip()

    def _key(self) -> str:
        return "/".join(self._path[self._open[-1][0] :])

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
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setFeature(feature_namespaces, True)
    reader = _Reader(listener, parser)
    parser.setContentHandler(reader)
    silent, events = 0, 0
    with path.open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            _feed(parser, chunk)
            silent, events = (silent + len(chunk) if events == reader.events else 0), reader.events
            if silent > _LONGEST_SILENCE:
                raise FileRefused("overlong-element", line=reader.line)
            yield
    _feed(parser, b"")
    if not reader.messages:
        raise FileRefused("not-camt-054")
    yield


def _feed(parser: DefusedExpatParser, chunk: bytes) -> None:
    """Feed a piece, or the end. The parser's own errors quote the file: only their line goes on."""
    line = 0
    try:
        if chunk:
            parser.feed(chunk)
        else:
            parser.close()
        return
    except FileRefused:
        raise
    except SAXParseException as error:
        code, line = "malformed", error.getLineNumber() or 0
    except DefusedXmlException:
        code, line = "forbidden-xml", parser.getLineNumber() or 0
    except (ValueError, LookupError):
        code = "malformed"
    raise FileRefused(code, line=line)
