"""The evaluator's process: no way to a database, no orphan, the same keys after a restart."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from aiqyn.evaluator import counts
from aiqyn.law import Purpose
from tests.evaluator.process import POOL, EvaluatorProcess, listed, token
from tests.evaluator.test_application import ELEMENT

KEY = Ed25519PrivateKey.generate()


def evaluator_in(folder: Path) -> EvaluatorProcess:
    return EvaluatorProcess(folder, [listed("border-1", Purpose.BORDER_DEPARTURE, KEY)])


def ask(evaluator: EvaluatorProcess) -> int:
    url = f"{evaluator.url}/v1/evaluate/border-departure/{evaluator.today()}"
    return POOL.request("POST", url, body=ELEMENT, headers={"Authorization": f"Bearer {token(KEY, 'border-1')}"}).status


def gone(pid: int) -> bool:
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_restart_keeps_the_keys_and_the_counts(tmp_path: Path) -> None:
    evaluator = evaluator_in(tmp_path).start()
    keys, today = evaluator.public_keys(), evaluator.today()
    assert [ask(evaluator) for _ in range(3)] == [200] * 3
    evaluator.stop()
    assert counts.read(evaluator.folder / "counts", today) == {"border-1": 3}
    evaluator.start()
    try:
        assert evaluator.public_keys() == keys
        assert ask(evaluator) == 200
    finally:
        evaluator.stop()
    assert counts.read(evaluator.folder / "counts", today) == {"border-1": 4}


def test_killing_the_parent_leaves_no_worker(tmp_path: Path) -> None:
    evaluator = evaluator_in(tmp_path).start()
    worker = evaluator.worker
    evaluator.kill()
    assert gone(worker)
    # And the port is free again.
    evaluator.start()
    evaluator.stop()


def test_it_dies_with_its_own_parent_when_it_is_asked_to(tmp_path: Path) -> None:
    evaluator = evaluator_in(tmp_path)
    code = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen(sys.argv[1:])\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    run = (
        "import argparse, sys; from aiqyn.evaluator import commands; p = argparse.ArgumentParser();"
        "commands.add_evaluate(p.add_subparsers()); "
        "a = p.parse_args(sys.argv[1:]); raise SystemExit(a.run(a))"
    )
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            code,
            sys.executable,
            "-c",
            run,
            "evaluate",
            "--config",
            str(evaluator.config),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"], "AIQYN_DIE_WITH_PARENT": "1"},
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    for _ in range(200):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if children:
            break
        time.sleep(0.05)
    assert children
    time.sleep(0.5)  # the worker arms itself before it loads anything
    parent.send_signal(signal.SIGKILL)
    parent.wait(timeout=10)
    assert gone(pid)
    assert gone(int(children[0]))
    parent.stdout.close()


def test_it_has_no_way_to_a_database(tmp_path: Path) -> None:
    evaluator = evaluator_in(tmp_path).start(
        AIQYN_DATABASE="sqlite:///var/lib/register.sqlite3", AIQYN_CONFIG="/etc/aiqyn.toml"
    )
    try:
        assert ask(evaluator) == 200
        for pid in (evaluator.pid, evaluator.worker):
            mapped = Path(f"/proc/{pid}/maps").read_text()
            assert "sodium" in mapped or pid == evaluator.pid
            for trace in ("sqlite", "psycopg", "libpq", "django"):
                assert trace not in mapped.lower()
            opened = [os.readlink(entry) for entry in Path(f"/proc/{pid}/fd").iterdir()]
            assert not [name for name in opened if "sqlite" in name or "register" in name]
    finally:
        evaluator.stop()


@pytest.mark.parametrize("module", ["aiqyn.evaluator.serving", "aiqyn.evaluator.commands"])
def test_it_loads_no_framework_and_no_database_module(module: str) -> None:
    code = (
        f"import sys, {module}\n"
        "from aiqyn import law, oprf\n"
        "law.load(); oprf.blind([b'x'], [oprf.scalar_from_uniform(bytes([1]) * 64)])\n"
        "wrong = ('django', 'sqlite3', '_sqlite3', 'psycopg', 'psycopg2')\n"
        "print([m for m in sys.modules if m.split('.')[0] in wrong or m.startswith('aiqyn.register')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_workers_environment_says_nothing_of_the_register(tmp_path: Path) -> None:
    code = (
        "import os; from aiqyn.evaluator import serving\n"
        "class Nothing:\n"
        "    def __init__(self, **settings): pass\n"
        "    def serve(self, **settings): print([name for name in os.environ if name.startswith('AIQYN')])\n"
        "serving.Server = Nothing\n"
        "from aiqyn.evaluator.config import Config; from pathlib import Path\n"
        "serving.serve(Config(folder=Path('a'), points=Path('b')))"
    )
    environment = {"PATH": os.environ["PATH"], "AIQYN_DATABASE": "x", "AIQYN_CONFIG": "y"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        cwd=tmp_path,
    )
    assert done.stdout.strip() == "[]"
