"""A private folder: a place on disk that is locked as long as its program runs.

A program that is killed cannot tidy up. Its lock is let go of by the machine, whatever
happened, so that the next program knows that nobody needs the folder any more. A number
of a program would not do: it may have been given to another, or be seen from one
container and not from the next.
"""

import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from errno import ENOENT
from pathlib import Path

if sys.platform != "win32":
    import fcntl

__all__ = ["PrivateFolder", "clear_abandoned"]

_TRIES = 5


@dataclass(slots=True, kw_only=True)
class PrivateFolder:
    """A folder that only this program may enter.

    Attributes
    ----------
    held : tempfile.TemporaryDirectory
        The folder; gone when the program ends.
    lock : int or None
        What holds it; None where the file system knows no locks.

    """

    held: tempfile.TemporaryDirectory[str]
    lock: int | None

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self.held.name)

    @classmethod
    def make(cls, prefix: str) -> "PrivateFolder":
        """Return a new one, among the temporary files of this machine.

        Parameters
        ----------
        prefix : str
            How its name begins.

        Raises
        ------
        OSError
            If none can be made.

        """
        for _ in range(_TRIES):
            held = tempfile.TemporaryDirectory(
                prefix=prefix, ignore_cleanup_errors=True
            )
            lock = _locked(Path(held.name))
            # Another program may have cleared it before it was locked.
            if Path(held.name).is_dir():
                return cls(held=held, lock=lock)
            held.cleanup()
            _unlock(lock)
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT))

    def close(self) -> None:
        """Take it away, with all that is in it."""
        self.held.cleanup()
        _unlock(self.lock)


def clear_abandoned(prefix: str) -> None:
    """Take away the folders that nobody holds any more.

    Parameters
    ----------
    prefix : str
        How their names begin.

    Raises
    ------
    OSError
        If there is no folder for temporary files.

    """
    for folder in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        lock = _locked(folder)
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
            _unlock(lock)


def _locked(folder: Path) -> int | None:
    """Return the lock on a folder, or None if another has it or it cannot be had."""
    if sys.platform == "win32":
        return None
    try:
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    return lock


def _unlock(lock: int | None) -> None:
    if lock is not None:
        os.close(lock)
