"""What the audit of dependencies promises, with a network and without."""

import importlib.util
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent.parent


def _audit() -> ModuleType:
    path = ROOT / "tools" / "audit.py"
    spec = importlib.util.spec_from_file_location("audit", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["audit"] = module
    spec.loader.exec_module(module)
    return module


audit: Any = _audit()
PINS = {"pyarrow": Version("14.0.0"), "pillow": Version("13.0.0")}
LIST = {
    "read_on": "2026-01-01",
    "advisories": [
        {
            "id": "GHSA-x",
            "package": "PyArrow",
            "affected": ">=0.14,<14.0.1",
            "about": "code run",
        }
    ],
}


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Return the options that name a file of pins and a list."""
    (tmp_path / "pins.txt").write_text("# -- run --\npyarrow==14.0.0\nPillow==13.0\n")
    (tmp_path / "list.json").write_text(json.dumps(LIST))
    return ["--pins", str(tmp_path / "pins.txt"), "--list", str(tmp_path / "list.json")]


def said(reply: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have pip-audit print something."""
    text = reply if isinstance(reply, str) else json.dumps(reply)

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 0, stdout=text, stderr="")

    monkeypatch.setattr(audit.subprocess, "run", run)


def test_every_pin_of_the_checkout_is_read_and_clear() -> None:
    """What is installed has nothing known against it, as far as the list goes."""
    pins = audit.pins_of((ROOT / "constraints.txt").read_text("utf-8").splitlines())
    snapshot = audit.snapshot_of(
        (ROOT / "tools" / "advisories.json").read_text("utf-8")
    )

    assert len(pins) > 100
    assert not list(audit.affected(pins, snapshot.advisories))
    assert {one.package for one in snapshot.advisories} <= set(pins)


def test_an_affected_pin_is_told_and_fails(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Names are compared as package indexes do, whatever their case."""
    assert audit.main([*files, "--offline"]) == 1
    assert "14.0.0 is affected by GHSA-x" in capsys.readouterr().out


def test_a_list_says_what_it_is_worth(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """It must not be taken for a database."""
    audit.main([*files, "--offline"])
    out = capsys.readouterr().out

    assert "No database of advisories was asked" in out
    assert "1 advisories on 1 of 2 packages. Of the others it says nothing." in out


def test_an_old_list_says_so() -> None:
    """Half a year is long."""
    snapshot = audit.snapshot_of(json.dumps(LIST))

    assert "days old" in snapshot.told(PINS, today=date(2026, 12, 31))
    assert "days old" not in snapshot.told(PINS, today=date(2026, 1, 31))


def test_a_package_that_was_skipped_was_not_cleared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A mirror without advisories skips all; that is no answer."""
    skipped = {"name": "pyarrow", "skip_reason": "not found"}
    said({"dependencies": [skipped]}, monkeypatch)

    assert audit.asked(PINS, "pypi") is None


def test_what_a_database_knows_is_told(
    files: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Beside what the list knows, and with how many packages were looked up."""
    flaw = {"id": "PYSEC-1", "description": "a\nflaw"}
    reply = {
        "dependencies": [
            {"name": "pillow", "version": "13.0", "vulns": [flaw]},
            {"name": "pyarrow", "skip_reason": "not found"},
        ]
    }
    said(reply, monkeypatch)

    assert audit.main(files) == 1
    out = capsys.readouterr().out
    assert "pypi was asked: it knows 1 of 2 packages." in out
    assert "PYSEC-1 (pillow==13.0): a flaw" in out
    assert "GHSA-x" in out


@pytest.mark.parametrize("reply", ["", "no JSON", "[]", "{}", '{"dependencies": []}'])
def test_a_reply_that_is_none_falls_back_on_the_list(
    reply: str,
    files: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No network, no pip-audit, or an error in its place."""
    said(reply, monkeypatch)

    assert audit.main(files) == 1
    assert "Asked in vain: pypi and osv." in capsys.readouterr().out


def test_silent_databases_share_one_minute(
    files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build has twenty minutes for everything."""
    waits: list[float] = []

    def silent(*_: object, patience: float) -> None:
        waits.append(patience)

    monkeypatch.setattr(audit, "asked", silent)
    audit.main(files)

    assert len(waits) == 2
    assert waits[0] <= 30
    assert max(waits) <= 60


@pytest.mark.parametrize("line", ["pyarrow>=14", "-r other.txt", "pyarrow"])
def test_a_line_that_pins_nothing_is_told(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A package that is not pinned cannot be held against anything."""
    (tmp_path / "pins.txt").write_text(f"PyYAML==6.0.3\n{line}\n")

    assert audit.main(["--pins", str(tmp_path / "pins.txt"), "--offline"]) == 2
    assert "line 2" in capsys.readouterr().err
