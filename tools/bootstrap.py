"""Make the environment that every target of the Makefile runs in.

The environment is the folder ``.venv`` of the checkout. It is made from the
ranges in ``pyproject.toml`` held to the exact versions in ``constraints.txt``,
and reused until one of the two, or the place of the checkout, changes. Only the
standard library is needed to run this file::

    python tools/bootstrap.py             what the report needs
    python tools/bootstrap.py --dev       and what the checks need
    python tools/bootstrap.py --refresh   rewrite constraints.txt with newer versions
"""

import argparse
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "constraints.txt"
VENV = ROOT / ".venv"
STAMP = VENV / "yalu-stamp.json"
PINS_HEADER = """\
# Exact versions of everything the Makefile installs, for the report and the checks.
# They hold the ranges of pyproject.toml to versions that were tested together.
# Refresh: `make constraints` resolves the newest versions that the ranges allow in a
# throw-away environment and rewrites this file. Run it with the oldest Python that is
# supported (make constraints PYTHON=...), so that the pins serve the newer ones too;
# then run `make test`.
"""
REPORT, CHECKS = "# -- to build and run --", "# -- to check as well --"


class SetupError(Exception):
    """The environment cannot be made; the message says what to do."""


def python_of(environment: Path) -> Path:
    """Return the interpreter of an environment."""
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return environment / folder / name


def requirements(*, dev: bool) -> list[str]:
    """Return what pyproject.toml asks for: to run, to build, and to check."""
    project = _project()
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    if dev:
        wanted += project["dependency-groups"]["dev"]
    return wanted


def pins(*, dev: bool) -> list[str]:
    """Return the exact versions to install, as ``name==version``."""
    text = PINS.read_text(encoding="utf-8")
    wanted = text if dev else text.partition(CHECKS)[0]
    return [line for line in wanted.splitlines() if line and line[0] != "#"]


def ensure(*, dev: bool) -> None:
    """Make the environment, or leave it alone where it is already right."""
    key = _key()
    found = _stamp()
    reusable = found.get("key") == key and python_of(VENV).exists()
    if reusable and (found.get("dev") or not dev):
        return
    what = "the report and the checks" if dev else "the report"
    print(f"Setting up .venv for {what}; this happens once.", flush=True)
    if not reusable:
        _create(VENV)
    _pip(VENV, "install", "-q", "--no-deps", *pins(dev=dev))
    _pip(VENV, "install", "-q", "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    _pip(VENV, "check")
    STAMP.write_text(json.dumps({"key": key, "dev": dev}), encoding="utf-8")


def refresh() -> None:
    """Rewrite the constraints with the newest versions that the ranges allow."""
    print("Resolving the newest versions; this takes some minutes.", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        everything = _resolved(Path(folder) / "all", requirements(dev=True))
        held = Path(folder) / "held.txt"
        held.write_text("\n".join(everything), encoding="utf-8")
        wanted = ["-c", str(held), *requirements(dev=False)]
        report = _resolved(Path(folder) / "report", wanted)
    checks = [pin for pin in everything if pin not in report]
    parts = [PINS_HEADER.rstrip(), "", REPORT, *report, "", CHECKS, *checks, ""]
    PINS.write_text("\n".join(parts), encoding="utf-8")
    print(f"constraints.txt now pins {len(everything)} packages. Run `make test`.")


def _resolved(environment: Path, wanted: list[str]) -> list[str]:
    _create(environment)
    _pip(environment, "install", "-q", *wanted)
    own = ("pip==", "setuptools==", "wheel==")
    listed = _pip(environment, "list", "--format=freeze").splitlines()
    return sorted((pin for pin in listed if not pin.startswith(own)), key=str.lower)


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _key() -> str:
    project = _project()
    parts = [project[name] for name in ("build-system", "project", "dependency-groups")]
    text = json.dumps([str(ROOT), PINS.read_text(encoding="utf-8"), *parts])
    return hashlib.sha256(text.encode()).hexdigest()


def _stamp() -> dict[str, Any]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _create(environment: Path) -> None:
    lacking = [name for name in ("venv", "ensurepip") if not _has(name)]
    if lacking:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        msg = (
            f"This Python ({sys.executable}, {version}) comes without the module "
            f"{' and '.join(lacking)}, so it cannot make an environment of its own. "
            f"On Debian or Ubuntu install it with `apt install python{version}-venv`; "
            "elsewhere install a complete Python 3.11 or newer and name it, as in "
            "`make report PYTHON=python3.12`."
        )
        raise SetupError(msg)
    _run([sys.executable, "-m", "venv", "--clear", str(environment)])


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _pip(environment: Path, *arguments: str) -> str:
    command = [str(python_of(environment)), "-m", "pip", "--disable-pip-version-check"]
    return _run([*command, *arguments])


def _run(command: list[str]) -> str:
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        said = [line for line in said if not line.startswith("WARNING")][-15:]
        msg = (
            "The environment could not be made. Where the words below speak of a "
            "connection or of a version that cannot be found, the package index that "
            "pip is set up for is out of reach: check the network, or point pip at a "
            "mirror, and try again. Otherwise they name what is wrong in this "
            "checkout. Nothing needs to be cleaned up first.\n  "
        )
        raise SetupError(msg + "\n  ".join(said))
    return done.stdout


def main() -> int:
    """Do what the command line asks; return the exit status."""
    parser = argparse.ArgumentParser(
        description="Make the environment of this checkout."
    )
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--dev", action="store_true", help="add what the checks need")
    choice.add_argument("--refresh", action="store_true", help="rewrite the pins")
    asked = parser.parse_args()
    try:
        if asked.refresh:
            refresh()
        else:
            ensure(dev=asked.dev)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
