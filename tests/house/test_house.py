"""Rules on the code itself."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "aiqyn"
PURE = ("law", "identifiers", "oprf", "protocol", "ledger")
FORBIDDEN_NAMES = {"utils", "helpers", "common", "managers", "services", "data", "info"}


def modules(folder: Path = SOURCE) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_modules_stay_short() -> None:
    long = {str(p.relative_to(ROOT)): n for p in modules() if (n := len(p.read_text().splitlines())) > 300}
    assert long == {}


def test_functions_stay_short() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name} {function.end_lineno - function.lineno + 1}"
        for path in modules()
        for function in functions(path)
        if function.end_lineno is not None and function.end_lineno - function.lineno + 1 > 50
    ]
    assert long == []


def test_no_folder_or_module_that_means_nothing() -> None:
    named = {path.stem for path in modules()} | {path.name for path in SOURCE.rglob("*") if path.is_dir()}
    assert named & FORBIDDEN_NAMES == set()


def test_the_root_holds_rooms_only() -> None:
    assert sorted(path.name for path in SOURCE.iterdir() if path.is_file()) == ["__init__.py", "py.typed"]


def test_pure_rooms_have_no_clock_and_no_randomness() -> None:
    pattern = re.compile(
        r"\b(datetime\.now|datetime\.utcnow|date\.today|time\.time|os\.urandom|uuid4|perf_counter)\s*\("
    )
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for room in PURE
        for path in modules(SOURCE / room)
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_registry_address_in_the_repository() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    addresses = re.compile(r"https?://(pypi\.org|files\.pythonhosted\.org|registry\.npmjs\.org)")
    found = [
        name
        for name in tracked.splitlines()
        if (ROOT / name).is_file()
        and name != "tests/house/test_house.py"
        and addresses.search((ROOT / name).read_text(encoding="utf-8", errors="ignore"))
    ]
    assert found == []
    assert "uv.lock" not in tracked.split()


def test_nobody_silences_a_checker() -> None:
    words = ("type: " + "ignore", "no" + "qa", "TO" + "DO", "pragma: " + "no cover")
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for folder in (SOURCE, ROOT / "tests", ROOT / "bench")
        for path in modules(folder)
        if "node_modules" not in path.parts
        for word in words
        if word in path.read_text(encoding="utf-8")
    ]
    assert found == []


@pytest.mark.parametrize(
    "room", ["aiqyn.client", "aiqyn.client.commands", "aiqyn.evaluator", "aiqyn.evaluator.commands"]
)
def test_client_and_evaluator_import_without_django(room: str) -> None:
    loaded = "print(sorted(m for m in sys.modules if m.startswith('django.')))"
    code = f"import sys; sys.modules['django'] = None; import {room}; {loaded}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


def test_import_contract_has_no_ignored_import() -> None:
    contract = (ROOT / ".importlinter").read_text(encoding="utf-8")
    assert "ignore_imports" not in contract
    assert "exhaustive = True" in contract


def test_signals_and_save_overrides_do_not_exist() -> None:
    found = [
        f"{path.relative_to(ROOT)}"
        for path in modules()
        if re.search(r"django\.db\.models\.signals|django\.dispatch|def save\(", path.read_text(encoding="utf-8"))
    ]
    assert found == []
