"""The bare install: with the client's own requirements and nothing else, a desk asks. No Django, no numpy, no Node."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.client.conftest import Country
from tests.client.test_facts import DOCUMENT, IIN
from tests.client.test_point import DEBTOR

_ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path[:0] = {places!r}\n"
_CHECK = """
from aiqyn.entry.console import main
code = main(sys.argv[1:])
loaded = {name.partition(".")[0] for name in sys.modules}
print(sorted(loaded & {"django", "numpy", "granian", "psycopg"}), file=sys.stderr)
raise SystemExit(code)
"""


def _needed(name: str, found: set[str]) -> set[str]:
    """The names of a distribution and of all that it requires without an extra."""
    if name.lower() not in found:
        found.add(name.lower())
        for line in distribution(name).requires or ():
            one = Requirement(line)
            if one.marker is None or one.marker.evaluate({"extra": ""}):
                _needed(one.name, found)
    return found


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages with what `pip install aiqyn` brings, linked from what is installed here."""
    folder = tmp_path_factory.mktemp("bare")
    for name in _needed("aiqyn", set()):
        of = distribution(name)
        tops = {file.parts[0] for file in of.files or () if file.parts[0] not in ("..", "__pycache__")}
        for top in tops:
            if not top.endswith(".pth") and not top.startswith("_editable"):
                (folder / top).symlink_to(Path(str(of.locate_file(top))))
    return folder


def run(bare: Path, code: str, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    # -I and -S: neither the environment's nor the user's nor this project's packages; no PATH, so no Node either.
    start = _START.format(places=[str(bare), str(_ROOT / "src")])
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", start + code, *arguments],
        input=given, capture_output=True, text=True, check=False, env={"LANG": "en_GB.UTF-8"},
    )  # fmt: skip


def test_it_has_no_framework_no_database_and_no_numpy(bare: Path) -> None:
    assert {"cryptography", "jwt", "urllib3", "jinja2"} <= {path.name for path in bare.iterdir()}
    for name in ("django", "numpy", "granian", "psycopg", "weasyprint", "pytest"):
        assert run(bare, f"import {name}").returncode == 1, name


def test_a_desk_asks_with_it_and_hears_of_a_hit(bare: Path, country: Country) -> None:
    config = str(country.configure())
    given = f"iin={IIN}\ndocument={DOCUMENT}\n"
    done = run(bare, _CHECK, "point", "check", "--stdin", "--config", config, given=given)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "CLEAR: No restriction"), done.stderr
    assert done.stderr.strip() == "[]"
    country.register.sanction(DEBTOR, country.output(DEBTOR))
    done = run(bare, _CHECK, "point", "check", "--stdin", "--config", config, given=given)
    assert (done.returncode, done.stdout.splitlines()[0]) == (10, "HIT: A restriction is in force"), done.stderr


def test_the_two_lines_run_with_it(bare: Path, country: Country) -> None:
    code = (
        "from aiqyn.client import ServicePoint\n"
        f"print(ServicePoint({str(country.configure())!r}).check(iin={IIN!r}, document={DOCUMENT!r}).state)"
    )
    done = run(bare, code)
    assert done.stdout == "CLEAR\n", done.stderr


def test_what_only_an_extra_brings_is_named(bare: Path) -> None:
    done = run(bare, _CHECK, "play", "--people", "100")
    assert done.returncode == 2
    assert "pip install 'aiqyn[all]'" in done.stderr
