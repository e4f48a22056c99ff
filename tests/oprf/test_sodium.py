"""The system's libsodium and the wheel's are one; the wheel leaves no file; no call reads past its arguments."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from aiqyn.oprf import Element, OprfError, Scalar, group, sodium
from tests.oprf.asking import exchange, scalar

ONLY_THE_WHEEL = "from aiqyn.oprf import sodium; sodium.system_library = lambda: None\n"
EXCHANGE = """
from tests.oprf.asking import KEY, exchange
asked = exchange(5)
print([bytes(point).hex() for point in asked.blinded])
print([bytes(point).hex() for point in asked.evaluation.elements], asked.evaluation.proof.hex())
print([output.hex() for output in asked.finalize()], KEY.public.hex())
"""


def run(code: str, temporary: Path) -> str:
    """Run code in a Python of its own whose temporary folder is `temporary`."""
    environment = {**os.environ, "TMPDIR": str(temporary)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_both_libraries_give_the_same_and_leave_no_file(tmp_path: Path) -> None:
    (tmp_path / "wheel").mkdir()
    (tmp_path / "usual").mkdir()
    from_wheel = run(ONLY_THE_WHEEL + EXCHANGE, tmp_path / "wheel")
    assert from_wheel == run(EXCHANGE, tmp_path / "usual")
    assert len(from_wheel.splitlines()) == 3
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert list((tmp_path / "wheel").iterdir()) == []


def test_the_wheels_library_holds_the_vectors(tmp_path: Path) -> None:
    """The tests of vectors and of what is refused, once more, in a process that has only the wheel."""
    code = ONLY_THE_WHEEL + (
        "import os, sys, pytest; from pathlib import Path; sys.path.insert(0, os.getcwd())\n"
        "tests = ['tests/oprf/test_vectors.py', 'tests/oprf/test_group.py',\n"
        "         'tests/oprf/test_sodium.py::test_other_threads_go_on_during_a_call']\n"
        "print('exit', int(pytest.main([*tests, '-p', 'no:cacheprovider'])))\n"
        "print(Path(sys.modules['rbcl._sodium'].lib_path).exists())"
    )
    assert run(code, tmp_path).splitlines()[-2:] == ["exit 0", "False"]


def test_a_wheel_that_somebody_imported_before_leaves_no_file_either(tmp_path: Path) -> None:
    code = "import rbcl\n" + ONLY_THE_WHEEL + "print(sodium.library().sodium_init())"
    assert run(code, tmp_path).strip() == "1"
    assert list(tmp_path.iterdir()) == []


def test_threads_that_come_first_together(tmp_path: Path) -> None:
    """The place for temporary files is as before, whoever was first."""
    code = ONLY_THE_WHEEL + (
        "import sys, tempfile, threading\n"
        "sys.setswitchinterval(1e-6)\n"
        "threads = [threading.Thread(target=sodium.library) for _ in range(8)]\n"
        "[thread.start() for thread in threads]; [thread.join() for thread in threads]\n"
        "print(tempfile.tempdir, sodium.library().sodium_init())"
    )
    for _ in range(3):
        assert run(code, tmp_path).split() == ["None", "1"]
    assert list(tmp_path.iterdir()) == []


def test_a_machine_with_neither_is_told_so(tmp_path: Path) -> None:
    code = ONLY_THE_WHEEL + (
        "import sys, tempfile; sys.modules['rbcl._sodium'] = None\n"
        "try: sodium.library()\n"
        "except ValueError as error: print(error, tempfile.tempdir)"
    )
    assert run(code, tmp_path).strip() == "neither the system nor the rbcl wheel has libsodium None"
    assert list(tmp_path.iterdir()) == []


def test_a_library_that_does_not_start_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def sodium_init(self) -> int:
            return -1

    monkeypatch.setattr(sodium, "system_library", Broken)
    with pytest.raises(OprfError, match="initialised"):
        sodium.library.__wrapped__()


def test_a_system_library_without_the_group_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sodium, "_NAMES", ("libnothing.so.0", None))
    assert not hasattr(ctypes.CDLL(None), "crypto_core_ristretto255_from_hash")
    assert sodium.system_library() is None


@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_no_call_takes_an_argument_of_another_size(size: int) -> None:
    point, k = exchange(1).blinded[0], scalar(5)
    wrong = (point + bytes(32))[:size]
    calls = (
        lambda: group.multiply(k, Element(wrong)),
        lambda: group.multiply(Scalar(wrong), point),
        lambda: group.multiply_base(Scalar(wrong)),
        lambda: group.add(point, Element(wrong)),
        lambda: group.scalar_multiply(k, Scalar(wrong)),
        lambda: group.scalar_subtract(Scalar(wrong), k),
        lambda: group.invert(Scalar(wrong)),
        lambda: group.from_uniform(bytes(size + 1)),
    )
    for call in calls:
        with pytest.raises(OprfError):
            call()
    with pytest.raises(OprfError):
        sodium.predicate("crypto_core_ristretto255_is_valid_point", 32)(wrong)


def test_other_threads_go_on_during_a_call() -> None:
    """The interpreter lock is not held: a thread counts while another one multiplies."""
    point, k = exchange(1).blinded[0], scalar(5)
    multiplied = 0

    def multiply() -> None:
        nonlocal multiplied
        until = time.monotonic() + 0.5
        while time.monotonic() < until:
            group.multiply(k, point)
            multiplied += 1

    # With the lock held for a whole switch interval by whoever waits, the other would come to a few calls.
    before = sys.getswitchinterval()
    sys.setswitchinterval(10)
    try:
        thread = Thread(target=multiply)
        thread.start()
        counted = 0
        while thread.is_alive():
            counted += 1
            time.sleep(0)
    finally:
        sys.setswitchinterval(before)
        thread.join()
    assert counted > 10
    assert multiplied > 10
