"""Rules on the register: every column has a privacy class, every act one file and exactly one leaf."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from aiqyn.register.rows import Privacy

ACTS = Path(__file__).resolve().parents[2] / "src" / "aiqyn" / "register" / "acts"
FILES = sorted(path for path in ACTS.glob("*.py") if not path.name.startswith("_"))


@pytest.mark.parametrize("row", list(apps.get_app_config("register").get_models()), ids=lambda row: row.__name__)
def test_every_column_has_a_privacy_class(row: type[models.Model]) -> None:
    declared = getattr(row, "PRIVACY", {})
    columns = {field.name for field in row._meta.concrete_fields}
    assert set(declared) == columns
    assert all(isinstance(kind, Privacy) for kind in declared.values())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_one_act_a_file_named_after_it(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    acts = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(mark, ast.Name) and mark.id == "act" for mark in node.decorator_list)
    ]
    assert acts == [file.stem]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_act_takes_its_actor_and_moment(file: Path) -> None:
    module = __import__(f"aiqyn.register.acts.{file.stem}", fromlist=[file.stem])
    parameters = inspect.signature(getattr(module, file.stem)).parameters
    assert {"actor", "at"} <= set(parameters)


def test_only_acts_write() -> None:
    """Nothing in the register, the check or the pages writes rows, but acts and the named exceptions."""
    allowed = {"sequencing.py", "nonces.py", "acting.py"}
    writing = {"create", "bulk_create", "bulk_update", "update", "save", "delete", "get_or_create", "update_or_create"}
    rooms = [ACTS.parents[1] / room for room in ("register", "disclosure", "desks", "simulate")]
    found = []
    for room in rooms:
        for path in sorted(room.rglob("*.py")):
            inside = path.relative_to(ACTS.parents[1]).parts
            if (
                "migrations" in inside
                or inside[:2] in {("register", "acts"), ("register", "intake")}
                or path.name in allowed
            ):
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr in writing
                    and ".objects" in ast.unparse(node.func)
                ):
                    found.append(f"{'/'.join(inside)}:{node.lineno} {ast.unparse(node.func)}")
    assert found == []
