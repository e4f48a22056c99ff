"""A command ends with the one that started it, however early that one is killed; a loop ends with a signal only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from aiqyn.entry.processes import ASKED, PARENT
from aiqyn.simulate.family import with_us

# A parent that starts a child and is gone before the child has asked anybody anything.
GONE = """
import os, subprocess, sys
child = subprocess.Popen(
    [sys.executable, "-c", sys.argv[1]], start_new_session=True, stdout=subprocess.DEVNULL,
    env=os.environ | {"AIQYN_DIE_WITH_PARENT": "1", "AIQYN_PARENT": str(os.getpid())},
)
print(child.pid, flush=True)
os.kill(os.getpid(), 9)
"""
# `{before}` is what the child does before it asks: by then its parent is dead, or it is not.
CHILD = """
import time
{before}
from aiqyn.entry.processes import end_with_parent_if_asked
end_with_parent_if_asked()
time.sleep(60)
"""
STAYING = GONE.replace("os.kill(os.getpid(), 9)", "child.wait()")


def _running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _ends(pid: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while _running(pid) and time.monotonic() < until:
        time.sleep(0.05)
    return not _running(pid)


def test_a_parent_killed_before_its_child_asked_leaves_no_child() -> None:
    child = CHILD.format(before="time.sleep(1)")
    told = subprocess.run([sys.executable, "-c", GONE, child], capture_output=True, text=True, check=False)
    pid = int(told.stdout)
    assert _ends(pid, 10)


def test_a_parent_killed_later_takes_its_child_along() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STAYING, CHILD.format(before="")], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        time.sleep(1)
        assert _running(pid)
        parent.kill()
    assert _ends(pid, 10)


def test_a_command_of_another_parent_does_nothing() -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    done = subprocess.run(
        [sys.executable, "-m", "aiqyn.entry.console", "--version"],
        env=os.environ | {ASKED: "1", PARENT: str(dead.pid)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")


def test_a_command_of_ours_runs() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "aiqyn.entry.console", "--version"],
        env=os.environ | with_us(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stdout.startswith("aiqyn ")


LOOP = """
import logging, sys
logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
from aiqyn.entry.processes import loop
def step():
    print("step", flush=True)
    raise ValueError("850615300073")
print(loop(step, 0.02, "counting"), flush=True)
"""


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_a_loop_goes_on_after_an_error_and_never_says_its_words(end: signal.Signals) -> None:
    process = subprocess.Popen([sys.executable, "-c", LOOP], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(5)]
    process.send_signal(end)
    rest, _ = process.communicate(timeout=10)
    assert process.returncode == 0
    said = "".join(lines) + rest
    assert said.count("step\n") >= 2
    assert "counting: a step failed: ValueError; trying again" in said
    assert "850615300073" not in said
    assert said.endswith("0\n")


def _kernel_tells(result: int) -> Callable[..., object]:
    class Library:
        def prctl(self, *_: int) -> int:
            return result

    return lambda _: Library()


def test_where_the_kernel_does_not_tell_a_thread_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    from aiqyn.entry import processes

    seen: list[int] = []
    monkeypatch.setattr("aiqyn.entry.processes.ctypes.CDLL", _kernel_tells(-1))
    monkeypatch.setattr(processes, "_look", seen.append)
    processes.end_with_parent(os.getppid())
    for thread in threading.enumerate():
        if thread.name == "parent":
            thread.join(5)
    assert seen == [os.getppid()]
