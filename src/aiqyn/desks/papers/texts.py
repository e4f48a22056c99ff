"""The texts of papers: plain files that a lawyer edits, one a paper and language (docs/papers.md).

The first line is the title, after `# `. Paragraphs are parted by empty lines; lines that begin with `- ` are a list.
`{field}` stands for a value; a paragraph or a line of a list whose field has no value is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from aiqyn import law
from aiqyn.desks.papers.kinds import NAMES

SHIPPED = Path(__file__).parent / "texts"
#: What may stand in braces. What each is: docs/papers.md.
FIELDS = frozenset(
    {
        "amount", "article", "channel", "condition", "contest", "court", "creditor", "day", "due_at", "due_on",
        "ends_on", "how_to_contest", "how_to_pay", "inventory", "invoice", "measure", "measure_no", "official",
        "outcome", "proceeding", "reasons", "review_by", "served_at", "slip", "starts_on", "sum", "time", "until",
        "vehicle", "withheld_on", "writ", "writ_court", "writ_day",
    }
)  # fmt: skip


class TextError(ValueError):
    """A text cannot be used; the message names the file, the line and the reason."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a list of lines (`listed`)."""

    lines: tuple[str, ...]
    listed: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it was read: values are still to be filled in."""

    title: str
    blocks: tuple[Block, ...]

    def filled(self, values: Mapping[str, str]) -> Filled:
        """The text with its values; what lacks a value is left out."""
        blocks = []
        for block in self.blocks:
            lines = tuple(_fill(line, values) for line in block.lines if all(values[name] for name in _names(line)))
            if lines:
                blocks.append(Block(lines, block.listed))
        return Filled(self.title, tuple(blocks))


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its values, plain: whoever shows it escapes it."""

    title: str
    blocks: tuple[Block, ...]


def load(name: str, language: str, own: Path) -> Text:
    """The text of a paper: from the installation's own folder where it has one, else as shipped. TextError."""
    for folder in (own, SHIPPED):
        file = folder / language / f"{name}.txt"
        if file.is_file():
            return read(file)
    raise TextError(f"{name}.txt: missing in {language}")


def read(file: Path) -> Text:
    """Read a text. TextError names the file and the line."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise TextError(f"{file.name}: must be UTF-8 text") from None
    if not lines or not lines[0].startswith("# ") or _names(lines[0]):
        raise TextError(f"{file.name}: line 1: must be the title, after '# ', without fields")
    for number, line in enumerate(lines, 1):
        _check(file, number, line)
    return Text(lines[0][2:].strip(), tuple(_blocks(lines[1:])))


def faults(own: Path) -> list[str]:
    """Everything wrong with the texts of an installation: bad files, missing papers, files of no paper."""
    found: list[str] = []
    for language in law.LANGUAGES:
        for name in sorted(NAMES):
            try:
                load(name, language, own)
            except TextError as error:
                found.append(f"{language}/{error}")
        for file in sorted((own / language).glob("*")):
            if file.suffix != ".txt" or file.stem not in NAMES:
                found.append(f"{language}/{file.name}: no paper has this name")
    return found


def _blocks(lines: list[str]) -> Iterator[Block]:
    gathered: list[str] = []
    for line in [*(line.strip() for line in lines), ""]:
        if line:
            gathered.append(line)
        elif gathered:
            listed = all(one.startswith("- ") for one in gathered)
            yield Block(tuple(one[2:] for one in gathered) if listed else (" ".join(gathered),), listed)
            gathered = []


def _names(line: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(line) if name is not None]


def _fill(line: str, values: Mapping[str, str]) -> str:
    """The line with its values. A value that ends with a point (in Russian a date does) is followed by no other."""
    filled = ""
    for words, name, _, _ in Formatter().parse(line):
        filled += words[1:] if words.startswith(".") and filled.endswith(".") else words
        filled += values[name] if name is not None else ""
    return filled


def _check(file: Path, number: int, line: str) -> None:
    where = f"{file.name}: line {number}"
    try:
        parts = list(Formatter().parse(line))
    except ValueError:
        raise TextError(f"{where}: a brace is open or closed that has no other") from None
    for _, name, form, conversion in parts:
        if name is not None and (name not in FIELDS or form or conversion):
            raise TextError(f"{where}: {{{name}}}: no such field")
