"""Every text of every paper, and what is said of one that a lawyer broke."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

import aiqyn.register.acts
from aiqyn import law
from aiqyn.desks.papers import kinds, texts
from aiqyn.register.queries.papers import ENDING_ACTS

ROOT = Path(__file__).resolve().parents[3]
NONE = Path("/nowhere")


def test_every_paper_has_its_text_in_every_language() -> None:
    assert texts.faults(NONE) == []
    for language in law.LANGUAGES:
        shipped = {file.stem for file in (texts.SHIPPED / language).glob("*.txt")}
        assert shipped == kinds.NAMES


def test_the_languages_state_the_same_facts() -> None:
    for name in kinds.NAMES:
        found = {}
        for language in law.LANGUAGES:
            words = (texts.SHIPPED / language / f"{name}.txt").read_text(encoding="utf-8")
            found[language] = {field for field in texts.FIELDS if f"{{{field}}}" in words}
        assert found["kk"] == found["ru"] == found["en"], name


def test_every_text_can_be_filled() -> None:
    values = {field: f"<{field}>" for field in texts.FIELDS}
    for language in law.LANGUAGES:
        for name in kinds.NAMES:
            filled = texts.load(name, language, NONE).filled(values)
            assert filled.title
            assert all("{" not in line for block in filled.blocks for line in block.lines)


def test_what_lacks_a_value_is_left_out() -> None:
    filled = texts.load("lift", "en", NONE).filled(
        defaultdict(str, day="1 May", time="10:00", measure_no="M", proceeding="1")
    )
    assert [block.lines[0][:8] for block in filled.blocks] == ["On 1 May", "Keep thi"]


def test_a_date_that_ends_with_a_point_is_followed_by_no_other() -> None:
    values = defaultdict(lambda: "x", ends_on="25 мая 2027 г.", writ_day="30 июля 2026 г.")
    filled = texts.load("sanction-departure-restriction", "ru", NONE).filled(values)
    told = " ".join(line for block in filled.blocks for line in block.lines)
    assert "25 мая 2027 г. " in told
    assert "от 30 июля 2026 г. Взыскатель" in told
    assert ".." not in told


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Title\n", "line 1: must be the title"),
        ("# {day}\n", "line 1: must be the title"),
        ("# Title\n\nOn {dya}.\n", "line 3: {dya}: no such field"),
        ("# Title\n\nOn {day.\n", "line 3: a brace"),
        ("# Title\n\n{day:>9}\n", "line 3: {day}: no such field"),
        ("# Title\n\n{day!r}\n", "line 3: {day}: no such field"),
    ],
)
def test_a_broken_text_is_said_with_its_line(tmp_path: Path, words: str, reason: str) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "lift.txt").write_text(words, encoding="utf-8")
    (fault,) = texts.faults(tmp_path)
    assert fault.startswith("en/lift.txt: ")
    assert reason in fault


def test_a_file_of_no_paper_is_said(tmp_path: Path) -> None:
    (tmp_path / "kk").mkdir()
    (tmp_path / "kk" / "lifted.txt").write_text("# T\n", encoding="utf-8")
    assert texts.faults(tmp_path) == ["kk/lifted.txt: no paper has this name"]


def test_an_installations_own_text_comes_first(tmp_path: Path) -> None:
    (tmp_path / "ru").mkdir()
    (tmp_path / "ru" / "lift.txt").write_text("# Своё\n\n{day}\n", encoding="utf-8")
    assert texts.load("lift", "ru", tmp_path).title == "Своё"
    assert texts.load("lift", "kk", tmp_path).title.startswith("Шара аяқталды")


def test_every_act_for_the_person_has_a_paper_or_says_why_not() -> None:
    """Every kind of act that an act file writes is either a paper or listed here."""
    written = set()
    for path in Path(next(iter(aiqyn.register.acts.__path__))).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id == "record" and node.args:
                    written |= _words(node.args[0])
                if node.func.id == "end":
                    written |= {word for k in node.keywords if k.arg == "kind" for word in _words(k.value)}
    assert written - kinds.KINDS == WITHOUT
    assert written >= kinds.KINDS - ENDING_ACTS


#: The register's own business, or said on the person's page by itself: no decision, no notice, no receipt.
WITHOUT = {
    "account", "acknowledgement", "appointment", "courts", "delivery-passed-on", "disclosure",
    "export", "extension", "foreigners", "handover-approval", "informed", "key", "lot", "lot-post", "match",
    "message", "notice-returned", "organisations", "photograph", "point", "population", "power",
    "power-revoked", "publish", "reading", "reconciliation", "reference", "refund", "refund-paid",
    "retention", "shadow-hit", "vehicles", "writ",
}  # fmt: skip


def _words(node: ast.AST) -> set[str]:
    if isinstance(node, ast.IfExp):
        return _words(node.body) | _words(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()
