"""What was fetched, kept on disk with its hash and where it came from.

Each request has a folder of its own, named after a hash of its address, with the body
as it came and ``manifest.json``: address, parameters, moment, status, hash, size and
terms of use. The manifest is written last, so that a body without one was never
finished. The key to a service is not part of the request as it is kept here.
"""

import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from yalu.errors import IntegrityError, UnusableFileError
from yalu.files import write_text, written

__all__ = [
    "VARIABLE",
    "Ask",
    "Cache",
    "Entry",
    "Service",
    "cache_folder",
    "sha256_of",
]

VARIABLE = "YALU_CACHE"
"""The environment variable that may name the folder of replies."""

_BLOCK = 1 << 20
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Who answers.

    Attributes
    ----------
    id : str
        Short name, also that of its folder in the cache.
    title : str
        Its name in messages.
    server : str
        Address up to the path, without a slash at the end.
    licence : str
        The terms on which its data may be used, in a sentence.
    access : str
        What to do when it refuses access; a sentence.

    """

    id: str
    title: str
    server: str
    licence: str
    access: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request to a service.

    Attributes
    ----------
    service : Service
        Who is asked.
    path : str
        Path on the server, with its slash.
    parameters : tuple of (str, str)
        What is asked, in order; never a key.
    name : str
        Name of the file that the body goes to.
    keyed : bool
        Whether the key goes with it.
    resumable : bool
        Whether a broken transfer may be taken up where it stopped.
    most_bytes : int
        Size from which the body cannot be what was asked for.

    """

    service: Service
    path: str
    parameters: tuple[tuple[str, str], ...] = ()
    name: str
    keyed: bool = False
    resumable: bool = False
    most_bytes: int = 1 << 30

    @property
    def address(self) -> str:
        """The whole address; commas stand as they are, for the sake of its length."""
        query = urlencode(self.parameters, safe=",")
        return f"{self.service.server}{self.path}{'?' if query else ''}{query}"

    @property
    def digest(self) -> str:
        """The name of its folder in the cache: a hash of the address."""
        return hashlib.sha256(self.address.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A reply that is kept.

    Attributes
    ----------
    body : Path
        The file that holds it, byte for byte.
    address : str
        Where it came from.
    parameters : tuple of (str, str)
        What was asked.
    status : int
        Status of HTTP.
    retrieved : datetime
        When it came.
    sha256 : str
        Hash of the body, 64 hexadecimal digits.
    bytes : int
        Size of the body.
    licence : str
        Terms of use.
    reused : bool
        Whether it was there before.

    """

    body: Path
    address: str
    parameters: tuple[tuple[str, str], ...]
    status: int
    retrieved: datetime
    sha256: str
    bytes: int
    licence: str
    reused: bool

    def manifest(self) -> dict[str, Any]:
        """Return what is written down about it."""
        return {
            "address": self.address,
            "parameters": dict(self.parameters),
            "status": self.status,
            "retrieved": self.retrieved.isoformat(),
            "sha256": self.sha256,
            "bytes": self.bytes,
            "file": self.body.name,
            "licence": self.licence,
        }


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of replies.

    Attributes
    ----------
    folder : Path
        Where they are; it is made when the first is kept.

    """

    folder: Path

    def place(self, ask: Ask) -> Path:
        """Return the folder of one request, made if need be.

        Raises
        ------
        UnusableFileError
            If it cannot be made.

        """
        place = self.folder / ask.service.id / ask.digest
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            msg = (
                f"{place}: found no way to make this folder ({error.strerror}); "
                f"expected to keep replies there. Name another folder (--cache, "
                f"{VARIABLE})."
            )
            raise UnusableFileError(msg) from error
        return place

    def find(self, ask: Ask) -> Entry | None:
        """Return the reply that is kept to a request, or None.

        Raises
        ------
        IntegrityError
            If the body is not the one that was written.

        """
        place = self.folder / ask.service.id / ask.digest
        try:
            said = json.loads((place / _MANIFEST).read_text(encoding="utf-8"))
            body = place / str(said["file"])
            entry = Entry(
                body=body,
                address=str(said["address"]),
                parameters=ask.parameters,
                status=int(said["status"]),
                retrieved=datetime.fromisoformat(said["retrieved"]),
                sha256=str(said["sha256"]),
                bytes=int(said["bytes"]),
                licence=str(said["licence"]),
                reused=True,
            )
        except FileNotFoundError:
            return None
        except (OSError, KeyError, TypeError, ValueError) as error:
            msg = f"{place}: found a manifest that cannot be read ({error})"
            raise IntegrityError(f"{msg}; expected JSON. {_REMEDY}") from error
        if entry.address != ask.address:
            msg = f"{place}: found the reply to {entry.address}"
            raise IntegrityError(f"{msg}; expected that to {ask.address}. {_REMEDY}")
        found = sha256_of(body) if body.is_file() else "no file"
        if found != entry.sha256:
            msg = f"{body}: found {found[:12]} for its hash; expected"
            raise IntegrityError(f"{msg} {entry.sha256[:12]}. {_REMEDY}")
        return entry

    def keep(self, ask: Ask, part: Path, *, status: int, now: datetime) -> Entry:
        """Return the entry made of a body that has come to its end."""
        place = self.place(ask)
        entry = Entry(
            body=place / ask.name,
            address=ask.address,
            parameters=ask.parameters,
            status=status,
            retrieved=now,
            sha256=sha256_of(part),
            bytes=part.stat().st_size,
            licence=ask.service.licence,
            reused=False,
        )
        with written(entry.body) as fresh:
            part.replace(fresh)
        write_text(place / _MANIFEST, json.dumps(entry.manifest(), indent=2))
        return entry


_REMEDY = "Ask again with --refresh, or delete the folder."


def cache_folder(
    stated: Path | None, environment: Mapping[str, str], *, home: Path
) -> Path:
    """Return where replies are kept.

    Parameters
    ----------
    stated : Path or None
        The folder the user names.
    environment : mapping of str to str
        Where ``YALU_CACHE`` may name one.
    home : Path
        The user's home, for the folder that the platform provides.

    Examples
    --------
    >>> cache_folder(None, {"YALU_CACHE": "kept"}, home=Path()).as_posix()
    'kept'

    """
    if stated is not None:
        return stated
    if environment.get(VARIABLE):
        return Path(environment[VARIABLE])
    if sys.platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return Path(local) / "yalu" if local else home / "AppData" / "Local" / "yalu"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "yalu"
    stated_base = environment.get("XDG_CACHE_HOME")
    return (Path(stated_base) if stated_base else home / ".cache") / "yalu"


def sha256_of(path: Path) -> str:
    """Return the hash of a file, 64 hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
