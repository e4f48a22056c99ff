"""Every code has words in three languages."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from aiqyn.register.intake import wording

SOURCE = Path(__file__).resolve().parents[2] / "src" / "aiqyn"
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")
#: Where codes come from: the intake's own, the acts' and the identifiers' that it passes on.
ACTS = ("record_writ", "open_proceeding", "record_organisations", "record_vehicles", "record_foreigners")
FILES = [
    *(SOURCE / "register" / "intake").glob("*.py"),
    *(SOURCE / "register" / "acts" / f"{act}.py" for act in ACTS),
    *(SOURCE / "identifiers" / f"{number}.py" for number in ("iin", "bin", "letters")),
]
_RAISES = {
    "RowRefused": 1,
    "Fault": 1,
    "FileRefused": 0,
    "ActError": 1,
    "IdentifierError": 1,
    "refuse": 1,
    "Line": 3,
}


def raised() -> set[str]:
    codes = set()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                place = _RAISES.get(name)
                if place is not None and len(node.args) > place:
                    codes |= {
                        part.value
                        for part in ast.walk(node.args[place])
                        if isinstance(part, ast.Constant) and isinstance(part.value, str)
                    }
    return codes


def test_every_code_that_can_be_raised_has_words() -> None:
    codes = raised()
    assert {"check-digit", "duplicate-writ", "malformed", "overlong-line", "ragged", "not-an-agent"} <= codes
    assert {code for code in codes if CODE.fullmatch(code)} - wording.codes() == set()


def test_no_words_without_a_code() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in FILES)
    assert [code for code in sorted(wording.codes()) if f'"{code}"' not in texts] == []


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_words_are_filled_and_different(language: str) -> None:
    for code in wording.codes():
        words = [wording.reason(code, other) for other in wording.LANGUAGES]
        assert wording.reason(code, language).strip() != code
        assert len(set(words)) == len(words)
    assert wording.reason("no-such-code", language) == "no-such-code"
