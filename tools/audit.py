"""Hold every pinned package against known advisories, also without a network.

The database of PyPI or of OSV is asked through pip-audit, for a minute at most. Where
neither can be reached, or neither knows the packages, the pins are held against a dated
list of advisories that comes with the sources; it says so, for such a list is no
database.

Run ``python tools/audit.py``; add ``--offline`` to ask nobody. Exit codes: 0 nothing
known against the pins; 1 an advisory holds for one of them; 2 they could not be read.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

__all__ = [
    "Advisory",
    "Snapshot",
    "affected",
    "asked",
    "main",
    "pins_of",
    "snapshot_of",
]

ROOT = Path(__file__).resolve().parent.parent
_PINS = ROOT / "constraints.txt"
_SNAPSHOT = Path(__file__).with_name("advisories.json")
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;#]+)")
_SERVICES = ("pypi", "osv")
_PATIENCE = 60.0  # seconds for all services together
_OLD = 180  # days after which a list is out of date
_UNREADABLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Advisory:
    """What is known against some versions of a package.

    Attributes
    ----------
    id : str
        Its name in the database.
    package : str
        Name of the package, in lower case with dashes.
    versions : SpecifierSet
        The versions that it holds for.
    about : str
        What may happen, in a few words.

    """

    id: str
    package: str
    versions: SpecifierSet
    about: str = ""

    def __str__(self) -> str:
        told = f": {self.about}" if self.about else ""
        return f"{self.id} ({self.package}{self.versions}){told}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A dated list of advisories.

    Attributes
    ----------
    read_on : date
        When they were read.
    advisories : tuple of Advisory
        What was read.

    """

    read_on: date
    advisories: tuple[Advisory, ...]

    def told(
        self, pins: Mapping[str, Version], *, today: date, silent: Sequence[str] = ()
    ) -> str:
        """Return what being held against this list is worth.

        Parameters
        ----------
        pins : mapping of str to Version
            What is pinned.
        today : date
            The day on which it is held against them.
        silent : sequence of str
            Databases that were asked before, and gave no answer.

        """
        known = {one.package for one in self.advisories} & {*pins}
        age = (today - self.read_on).days
        before = "No database of advisories was asked."
        if silent:
            before = f"Asked in vain: {' and '.join(silent)}."
        words = (
            f"{before} The pins were held against a list of {self.read_on}: "
            f"{len(self.advisories)} advisories on {len(known)} of {len(pins)} "
            "packages. Of the others it says nothing."
        )
        if age > _OLD:
            words += f" The list is {age} days old: read it anew ({_SNAPSHOT.name})."
        return words


def pins_of(lines: Iterable[str]) -> dict[str, Version]:
    """Return the pinned version of each package.

    Raises
    ------
    ValueError
        If a line is neither a pin nor blank nor a comment.

    Examples
    --------
    >>> pins_of(["# -- to run --", "PyYAML==6.0.3", ""])
    {'pyyaml': <Version('6.0.3')>}

    """
    found: dict[str, Version] = {}
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        pin = _PIN.match(text)
        if pin is None:
            msg = f"line {number}: found {text!r}; expected NAME==VERSION"
            raise ValueError(msg)
        found[canonicalize_name(pin[1])] = Version(pin[2])
    return found


def snapshot_of(text: str) -> Snapshot:
    """Return the list that a JSON text holds."""
    told = json.loads(text)
    return Snapshot(
        read_on=date.fromisoformat(told["read_on"]),
        advisories=tuple(
            Advisory(
                id=one["id"],
                package=canonicalize_name(one["package"]),
                versions=SpecifierSet(one["affected"]),
                about=one["about"],
            )
            for one in told["advisories"]
        ),
    )


def affected(
    pins: Mapping[str, Version], advisories: Iterable[Advisory]
) -> Iterator[Advisory]:
    """Yield the advisories that hold for a pinned version."""
    for one in advisories:
        pinned = pins.get(one.package)
        if pinned is not None and one.versions.contains(pinned, prereleases=True):
            yield one


def asked(
    pins: Mapping[str, Version], service: str, *, patience: float = _PATIENCE
) -> tuple[tuple[Advisory, ...], int] | None:
    """Return what a database knows against the pins, and how many it looked up.

    None where it cannot be reached, or pip-audit is not installed.

    Parameters
    ----------
    pins : mapping of str to Version
        What is pinned.
    service : str
        ``"pypi"`` or ``"osv"``, as pip-audit calls them.
    patience : float
        Seconds to wait.

    """
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "pins.txt"
        lines = [f"{name}=={version}" for name, version in pins.items()]
        listed.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip"]
        command += ["--format", "json", "--vulnerability-service", service]
        command += ["--progress-spinner", "off", "--timeout", "15"]
        try:
            done = subprocess.run(
                [*command, "--requirement", str(listed)],
                capture_output=True,
                text=True,
                check=False,
                timeout=patience,
            )
        except subprocess.TimeoutExpired:
            return None
    return _reply(done.stdout)


def _reply(text: str) -> tuple[tuple[Advisory, ...], int] | None:
    """Return what pip-audit says; None where that is no answer."""
    try:
        packages: list[dict[str, Any]] = json.loads(text)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return None
    # A package that was skipped was not found without fault: nobody looked.
    looked_up = [one for one in packages if "skip_reason" not in one]
    found = tuple(
        Advisory(
            id=each["id"],
            package=canonicalize_name(one["name"]),
            versions=SpecifierSet(f"=={one['version']}"),
            about=" ".join(str(each.get("description", "")).split())[:160],
        )
        for one in looked_up
        for each in one.get("vulns", ())
    )
    return (found, len(looked_up)) if looked_up else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Tell what is known against the pins, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--offline", action="store_true", help="ask nobody")
    parser.add_argument("--pins", type=Path, default=_PINS, help="file of pins")
    parser.add_argument("--list", type=Path, default=_SNAPSHOT, help="dated list")
    wish = parser.parse_args(arguments)
    try:
        pins = pins_of(wish.pins.read_text(encoding="utf-8").splitlines())
        snapshot = snapshot_of(wish.list.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"audit: {error}", file=sys.stderr)
        return _UNREADABLE
    found = {*affected(pins, snapshot.advisories)}
    answer = None if wish.offline else _online(pins)
    if answer is None:
        today = date.today()  # noqa: DTZ011 - the user's own today
        silent = () if wish.offline else _SERVICES
        print(snapshot.told(pins, today=today, silent=silent))
    else:
        known, looked_up, service = answer
        found |= {*known}
        print(f"{service} was asked: it knows {looked_up} of {len(pins)} packages.")
    for one in sorted(found, key=str):
        print(f"  {pins[one.package]} is affected by {one}")
    clear = "Nothing is known" if answer else "The list knows nothing"
    print("Change these pins." if found else f"{clear} against the pins.")
    return int(bool(found))


def _online(
    pins: Mapping[str, Version],
) -> tuple[tuple[Advisory, ...], int, str] | None:
    ends = time.monotonic() + _PATIENCE
    for number, service in enumerate(_SERVICES, start=1):
        # A service that is silent leaves the next one its share.
        left = (ends - time.monotonic()) / (len(_SERVICES) + 1 - number)
        answer = asked(pins, service, patience=left)
        if answer is not None:
            return (*answer, service)
    return None


if __name__ == "__main__":
    sys.exit(main())
