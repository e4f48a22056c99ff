"""The line: no camera and no list of plates can form a question, and nobody private finds a door."""

from __future__ import annotations

import argparse
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from django import forms
from tests.desks.routes import routes

import aiqyn.desks
import aiqyn.register.acts
from aiqyn import law
from aiqyn.client import commands, facts
from aiqyn.client.point import Point
from aiqyn.identifiers.errors import IdentifierError
from aiqyn.identifiers.key import Key, Plate, VehicleKey, Vin
from aiqyn.register.intake import KINDS

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "aiqyn"
#: What reads faces, plates or pictures. None is ever a dependency.
VISION = re.compile(
    r"^(opencv|easyocr|pytesseract|tesserocr|paddleocr|face.?recognition|dlib|insightface|deepface|mediapipe|"
    r"openalpr|fast.?alpr|torch|tensorflow|onnxruntime|ultralytics|scikit.?image|imageio|av|pillow)\b",
    re.IGNORECASE | re.MULTILINE,
)
#: Words that name a private party; none of them is a role, a door or a folder of desks.
PRIVATE = {"creditor", "employer", "landlord", "bank", "insurer", "seller", "airline", "collector"}


def form_classes() -> Iterator[type[forms.Form]]:
    """Every form of every page."""
    waiting: list[type[forms.Form]] = [forms.Form]
    for path in Path(next(iter(aiqyn.desks.__path__))).rglob("*.py"):
        if "locale" not in path.parts:
            __import__(".".join(("aiqyn", *path.relative_to(SOURCE).with_suffix("").parts)))
    while waiting:
        found = waiting.pop()
        waiting += found.__subclasses__()
        if found.__module__.startswith("aiqyn."):
            yield found


def test_no_dependency_reads_faces_or_plates() -> None:
    for file in [*(ROOT / "requirements").glob("*.txt"), ROOT / "pyproject.toml"]:
        found = [name for name in VISION.findall(file.read_text(encoding="utf-8")) if name.lower() != "pillow"]
        assert found == [], file.name
    # WeasyPrint brings Pillow to put pictures into papers. Nothing of ours imports it.
    for path in SOURCE.rglob("*.py"):
        assert not re.search(r"^\s*(import|from) PIL\b", path.read_text(encoding="utf-8"), re.MULTILINE), path


def test_a_question_is_of_one_vehicle_or_person() -> None:
    parameters = inspect.signature(Point.check).parameters
    assert list(parameters) == ["self", "key", "ground"]
    assert parameters["key"].annotation == "Key"
    assert {one.__name__ for one in get_args(Key)} == {"PersonKey", "ForeignPersonKey", "ConventionKey", "VehicleKey"}


@pytest.mark.parametrize(
    "given",
    [
        {"plate": "123ABC02"},
        {"vin": "XTA210990Y2766389"},
        {"plate": "123ABC02", "vin": "XTA210990Y2766389"},
        {"plate": "123ABC02,456BCD02", "certificate": "AB12345678"},
        {"plate": "123ABC02\n456BCD02", "certificate": "AB12345678"},
        {"certificate": "AB12345678"},
        {"iin": "850615300073"},
        {"name": "Somebody", "document": "KAZ:N12345678"},
    ],
)
def test_what_a_camera_or_a_list_knows_is_no_question(given: dict[str, str]) -> None:
    with pytest.raises(facts.FactsError):
        facts.key_of(given)


def test_a_vehicles_key_needs_its_certificate() -> None:
    for number in (Plate("123ABC02"), Vin("XTA210990Y2766389")):
        assert inspect.signature(VehicleKey).parameters["certificate"].default is inspect.Parameter.empty
        with pytest.raises(IdentifierError):
            VehicleKey(vehicle=number, certificate="").canonical()


def test_the_console_takes_no_file_of_questions_and_no_device() -> None:
    made = argparse.ArgumentParser()
    commands.add_point(made.add_subparsers())
    text = _all_help(made)
    options = set(re.findall(r"--[a-z-]+", text))
    assert "--plate" in options, "the help of every sub-command is read"
    for word in ("file", "list", "batch", "camera", "device", "video", "image", "stream", "photo", "folder", "watch"):
        assert not any(word in option for option in options), word


def _all_help(parser: argparse.ArgumentParser) -> str:
    found = parser.format_help()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found += "".join(_all_help(one) for one in action.choices.values())
    return found


def test_no_import_brings_plates_to_look_for_or_pictures() -> None:
    assert set(KINDS) == {"courts", "population", "foreigners", "organisations", "vehicles", "writs", "payments"}


def test_pictures_come_in_at_a_lot_only() -> None:
    """Two forms take a file: a photograph of a vehicle that stands at a lot, and a paper that is looked at."""
    taking = {
        form.__name__
        for form in form_classes()
        for field in form.base_fields.values()
        if isinstance(field, forms.FileField)
    }
    assert taking == {"PhotoForm", "PaperForm"}


def test_no_page_allows_a_camera() -> None:
    from aiqyn.desks.access import PERMISSIONS_POLICY

    assert "camera=()" in PERMISSIONS_POLICY
    for template in SOURCE.rglob("*.html*"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"getUserMedia|<video|<canvas|capture=", text), template.name


def test_a_roadside_question_needs_its_ground() -> None:
    book = law.load("kz")
    assert book.purpose(law.Purpose.ROADSIDE_STOP).grounds
    assert law.Purpose.ROADSIDE_STOP in book.purposes


def test_nobody_private_has_a_role_a_door_or_a_purpose() -> None:
    doors = {str(vars(pattern.callback)["door"]) for _, pattern in routes()}
    names = doors | {role.value for role in law.Role} | {purpose.value for purpose in law.Purpose}
    names |= {path.name for path in (SOURCE / "desks").iterdir()}
    assert not {name for name in names for word in PRIVATE if word in name}


def test_no_paper_and_no_page_says_that_somebody_is_clean() -> None:
    """A proof that nothing is held on somebody would be demanded by the next employer."""
    word = re.compile(r"clean|clear-?certificate|no-debt|absence|certificate-of", re.IGNORECASE)
    assert [route for route, _ in routes() if word.search(route)] == []
    assert [
        file.name for file in (SOURCE / "desks" / "papers" / "texts" / "en").iterdir() if word.search(file.stem)
    ] == []


def test_nothing_is_proposed_or_decided_in_bulk() -> None:
    measures = 0
    for path in Path(next(iter(aiqyn.register.acts.__path__))).glob("[a-z]*.py"):
        module = __import__(f"aiqyn.register.acts.{path.stem}", fromlist=[path.stem])
        for parameter in inspect.signature(getattr(module, path.stem)).parameters.values():
            measures += str(parameter.annotation) == "Measure"
            assert not re.search(
                r"\[.*\b(Measure|Proceeding|Suspension|Contest|Dispute)\b", str(parameter.annotation)
            ), path.stem
    assert measures > 10, "acts on a measure take one, by this annotation"
    many = {
        form.__name__
        for form in form_classes()
        for field in form.base_fields.values()
        if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
    }
    assert many == set()


def test_what_a_person_left_for_the_agent_is_on_no_other_page() -> None:
    """The contact, and the day of a delivery: for the agent of the case and the person. Nobody acts for a creditor."""
    told = {
        str(template.relative_to(SOURCE / "desks" / "templates" / "desks"))
        for template in (SOURCE / "desks").rglob("*.html")
        if re.search(r"\bdelivery\.(contact|day)\b", template.read_text(encoding="utf-8"))
    }
    assert told == {"agent/case.html"}
    outward = [
        *(SOURCE / "register" / "neighbours").glob("*.py"),
        *(SOURCE / "desks" / "papers" / "texts").rglob("*.txt"),
    ]
    for path in [*outward, *(SOURCE / "desks" / "public").glob("*.py")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\.contact\b|\{contact\}|creditor_", text), path.name
