#!/usr/bin/env python3
"""Builds the self-contained Linux folder and lets it test itself: `python3 installer/linux/build.py`.

Only the standard library is needed to start it; the rest is installed from the lock. The folder is out/linux/wasl.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "out" / "linux"
PYTHON = ROOT / ".venv" / "bin" / "python"
_TOOLS = {"objdump": "binutils", "strip": "binutils"}


def main() -> int:
    """Builds and judges; gives the exit code of the folder's self-test."""
    _install_tools()
    subprocess.run([sys.executable, str(ROOT / "dev.py"), "setup", "bundle"], cwd=ROOT, check=True)
    began = time.monotonic()
    shutil.rmtree(OUT, ignore_errors=True)
    words = ["--noconfirm", "--distpath", str(OUT), "--workpath", str(ROOT / "build"), "--log-level", "WARN"]
    spec = str(ROOT / "installer" / "linux" / "wasl.spec")
    subprocess.run([str(PYTHON), "-m", "PyInstaller", *words, spec], cwd=ROOT, check=True)
    folder = OUT / "wasl"
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    print(f"{folder}: {size / 1e6:.0f} MB in {time.monotonic() - began:.0f} s")
    return _judge(folder)


def _judge(folder: Path) -> int:
    """The self-test, with nothing of this machine's Python or Qt in its environment."""
    with tempfile.TemporaryDirectory() as empty:
        report = Path(empty) / "selftest.json"
        environment = {
            "HOME": empty, "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin",
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        }  # fmt: skip
        done = subprocess.run(
            [str(folder / "wasl"), "--selftest", str(report)], cwd=empty, env=environment, check=False
        )
        if not report.exists():
            print("the program did not come to its self-test")
            return done.returncode or 1
        for check in json.loads(report.read_text(encoding="utf-8"))["checks"]:
            print(f"{'ok    ' if check['ok'] else 'FAILED'} {check['name']}: {check['detail']} ({check['ms']} ms)")
    return done.returncode


def _install_tools() -> None:
    missing = sorted({package for tool, package in _TOOLS.items() if not shutil.which(tool)})
    if missing:
        before = [] if os.geteuid() == 0 else ["sudo"]
        subprocess.run([*before, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], check=True)


if __name__ == "__main__":
    sys.exit(main())
