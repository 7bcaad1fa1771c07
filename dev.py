#!/usr/bin/env python3
"""One door for set-up, running and testing, with nothing but the standard library.

python3 dev.py run      installs what is missing and starts Wasl (without a display: plays the agent's minute)
python3 dev.py test     installs what the tests need too and runs every check
python3 dev.py check    the fast checks, before each commit
python3 dev.py bench    ratios against a reference      gallery  pictures of every screen
python3 dev.py make     makes again what is made from declarations      lock  pins the dependencies anew
(Windows: py dev.py …)
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

# What Qt loads and its wheels do not carry: shared library -> Debian package.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",  # comes with python3 on Debian 12, not on 13
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# What the tests open our papers and workbooks with: program -> Debian package.
TEST_PROGRAMS = {
    "soffice": "libreoffice-calc-nogui",
    "pdftoppm": "poppler-utils",
    "zbarimg": "zbar-tools",
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "git": "git",
}
TEST_FILES = {
    "/usr/lib/postgresql/*/bin/initdb": "postgresql",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
}
CHECKED = ("app", "ui", "db", "reports", "resources", "bench", "dev.py")


def main() -> int:
    """Runs the command named first; gives its exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this may have an older one
        sys.exit("dev: Python 3.11 or newer is needed")
    command = sys.argv[1] if len(sys.argv) > 1 else "run"
    commands = {
        "run": run, "test": test, "check": check, "bench": bench, "gallery": gallery, "make": make, "lock": lock,
        "setup": setup,
    }  # fmt: skip
    if command not in commands:
        sys.exit(__doc__)
    return commands[command](sys.argv[2:])


def run(words: list[str]) -> int:
    """Starts Wasl; where no display exists, plays the agent's minute through the real window and leaves its papers."""
    screen = _has_screen()
    _install_system(LIBRARIES | (SCREEN_LIBRARIES if screen else {}), {}, {})
    _install("run")
    if screen:
        return _python("-m", "app", *words)
    say("no display here: playing the agent's minute offscreen")
    return _python("-m", "ui.minute", "--out", str(ROOT / "out" / "agents-minute"), *words, offscreen=True)


def test(words: list[str]) -> int:
    """Every check, as CI runs it; `words` go to pytest."""
    _install_system(LIBRARIES | SCREEN_LIBRARIES, TEST_PROGRAMS, TEST_FILES)
    _install("dev")
    stages = [*_fast_stages(), ("tests", lambda: _pytest(words)), ("tests on a screen", _pytest_on_screen)]
    return _run_stages(stages)


def check(_words: list[str]) -> int:
    """The fast checks, and the figures of our code's size."""
    _install("dev")
    code = _run_stages(_fast_stages())
    _python("-m", "tests.tooling.figures")
    return code


def bench(words: list[str]) -> int:
    """Ratios against a reference in the same run; a table, and JSON in out/bench.json."""
    _install_system(LIBRARIES, {}, {})
    _install("dev")
    return _python("-m", "bench", *words, offscreen=True)


def gallery(words: list[str]) -> int:
    """Pictures of every screen, light, dark, Arabic and large, in out/gallery."""
    _install_system(LIBRARIES, {}, {})
    _install("run")
    return _python("-m", "ui.gallery", "--out", str(ROOT / "out" / "gallery"), *words, offscreen=True)


def make(_words: list[str]) -> int:
    """Makes again what is made from declarations: the lists of licences, commands and shortcuts in docs/."""
    _install("dev")
    return _python("-m", "tests.tooling.make", offscreen=True)


def lock(_words: list[str]) -> int:
    """Pins every dependency anew, with hashes and without addresses."""
    _install("dev")
    base = [str(PYTHON), "-m", "uv", "pip", "compile", "-q", "--universal", "--python-version", "3.11"]
    options = ["--generate-hashes", "--no-header", "--no-annotate", "--group", "pyproject.toml:build", "pyproject.toml"]
    agree = ["-c", "requirements/run.txt"]
    for name, more in (("run", []), ("dev", ["--group", "pyproject.toml:dev", *agree]),
                       ("bundle", ["--group", "pyproject.toml:bundle", *agree])):  # fmt: skip
        subprocess.run([*base, *options, *more, "-o", f"requirements/{name}.txt"], cwd=ROOT, check=True)
    return 0


def setup(words: list[str]) -> int:
    """Installs without starting anything (`run`, `dev` or `bundle`)."""
    _install_system(LIBRARIES, {}, {})
    _install(words[0] if words else "run")
    return 0


def say(text: str) -> None:
    """A line of progress."""
    print(f"dev: {text}", file=sys.stderr, flush=True)


def _fast_stages() -> list[tuple[str, object]]:
    return [
        ("style", lambda: _python("-m", "ruff", "check", ".")),
        ("format", lambda: _python("-m", "ruff", "format", "--check", "-q", ".")),
        ("types", lambda: _python("-m", "mypy", *CHECKED)),
        ("floors and rooms", lambda: _program("lint-imports", "--no-cache")),
    ]


def _run_stages(stages: list[tuple[str, object]]) -> int:
    outcomes: list[tuple[str, int, float]] = []
    for name, stage in stages:
        say(f"- {name}")
        began = time.monotonic()
        outcomes.append((name, stage(), time.monotonic() - began))  # type: ignore[operator]
    for name, code, seconds in outcomes:
        say(f"{'ok    ' if code == 0 else 'FAILED'} {name} ({seconds:.0f} s)")
    return max(code for _, code, _ in outcomes)


def _pytest(words: list[str]) -> int:
    options = words or ["-n", str(max(os.cpu_count() or 2, 2)), "--dist", "worksteal", "-q", "-m", "not screen"]
    return _python("-m", "pytest", *options, offscreen=True)


def _pytest_on_screen() -> int:
    command = [
        "xvfb-run",
        "-a",
        "-s",
        "-screen 0 1366x768x24",
        str(PYTHON),
        "-m",
        "pytest",
        "-q",
        "-m",
        "screen",
        "tests",
    ]
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
    return subprocess.call(command, cwd=ROOT, env=environment)


def _has_screen() -> bool:
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    return WINDOWS or sys.platform == "darwin" or named


def _python(*words: str, offscreen: bool = False) -> int:
    environment = dict(os.environ)
    if offscreen:
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return subprocess.call([str(PYTHON), *words], cwd=ROOT, env=environment)


def _program(name: str, *words: str) -> int:
    return subprocess.call([str(PYTHON.with_name(name)), *words], cwd=ROOT)


def _install_system(libraries: dict[str, str], programs: dict[str, str], files: dict[str, str]) -> None:
    if not sys.platform.startswith("linux"):
        return
    missing = [package for library, package in libraries.items() if not _loads(library)]
    missing += [package for program, package in programs.items() if not shutil.which(program)]
    missing += [package for pattern, package in files.items() if not any(Path("/").glob(pattern.lstrip("/")))]
    if importlib.util.find_spec("ensurepip") is None and not PYTHON.exists():
        missing.append("python3-venv")
    if not missing:
        return
    command = ["apt-get", "-o", "Acquire::Retries=3", "install", "-y", "-qq", "--no-install-recommends", *missing]
    if not shutil.which("apt-get"):
        sys.exit("dev: please install these (Debian's names): " + " ".join(missing))
    before = [] if os.geteuid() == 0 else ["sudo"] if shutil.which("sudo") else None
    if before is None:
        sys.exit("dev: as root, please run:  apt-get update && " + " ".join(command))
    say("installing system packages: " + " ".join(missing))
    subprocess.run([*before, "apt-get", "-o", "Acquire::Retries=3", "update", "-qq"], check=True)
    subprocess.run([*before, "env", "DEBIAN_FRONTEND=noninteractive", *command], check=True, stdout=subprocess.DEVNULL)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _install(which: str) -> None:
    """`.venv` with the locked packages, Wasl itself in it, the catalogues compiled; nothing is done twice."""
    requirements = ROOT / "requirements" / f"{which}.txt"
    pinned = requirements.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + sys.version.encode()
    wanted = hashlib.sha256(pinned).hexdigest()
    stamp = VENV / f"stamp-{which}"
    if not (stamp.exists() and stamp.read_text() == wanted):
        if not PYTHON.exists():
            say("making .venv")
            subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        say(f"installing what requirements/{which}.txt pins")
        pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, "--only-binary=:all:", "--require-hashes", "-r", str(requirements)], cwd=ROOT, check=True)
        own = ["--no-deps", "--no-build-isolation", "--config-settings", "editable_mode=compat", "-e", "."]
        subprocess.run([*pip, *own], cwd=ROOT, check=True)
        stamp.write_text(wanted)
    if subprocess.call([str(PYTHON), "-m", "resources.i18n", "compile"], cwd=ROOT, stdout=subprocess.DEVNULL):
        sys.exit("dev: the translations could not be compiled")


if __name__ == "__main__":
    sys.exit(main())
