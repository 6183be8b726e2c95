"""What stored figures were made from, as hashes: code, priors, tables and numbers.

Each hash has one name. `fitting_sha256` is of the code and priors that fit and foretell
cases, `recovering_sha256` of those that look for known parameters again,
`tables_sha256` of the tables from which the record is made, and `fit_sha256` of a
stored fit itself, so that what is worked out from it can tell which one that was.
"""

from hashlib import sha256
from pathlib import Path

from yalu.calibration import code_sha256

__all__ = [
    "FIT_FOLDER",
    "file_sha256",
    "fit_sha256",
    "fitting_sha256",
    "recovering_sha256",
    "tables_sha256",
]

FIT_FOLDER = Path(__file__).resolve().parent / "data"
"""Where the fit is stored that comes with Yalu."""

_STRATEGY = Path(__file__).resolve().parent.parent
_YALU = _STRATEGY.parent
_PRIORS = "patron/data/parameters.csv"
_FITTING = (
    "estimation/fit.py",
    "estimation/patron_model.py",
    "estimation/retrodiction.py",
    _PRIORS,
)
_RECOVERING = ("estimation/recovery.py", "estimation/patron_model.py", _PRIORS)
# Packages whose tables are facts: those of others are computed from them.
_FACTS = ("events", "flows", "goods", "sources", "territories")


def fitting_sha256() -> str:
    """Return the hash of the code that fits and foretells, and of its priors."""
    return code_sha256(_STRATEGY, _FITTING)


def recovering_sha256() -> str:
    """Return the hash of the code that looks for known parameters again."""
    return code_sha256(_STRATEGY, _RECOVERING)


def tables_sha256(folder: Path = _YALU) -> str:
    """Return the hash of all tables of facts that come with Yalu.

    The record is made from them. To make it takes seconds and to hash them does not,
    so that this tells at once whether a record may have changed: not whether it has,
    since not every fact is in it.

    Parameters
    ----------
    folder : Path
        The package.

    """
    made = sha256()
    for package in _FACTS:
        for path in sorted((folder / package / "data").rglob("*")):
            if path.is_file() and path.suffix != ".md":
                made.update(path.relative_to(folder).as_posix().encode())
                made.update(path.read_bytes())
    return made.hexdigest()


def fit_sha256(folder: Path = FIT_FOLDER) -> str:
    """Return the hash of the fit that is stored in a folder; empty if there is none.

    It is that of ``posterior.json``, in which a hash of ``posterior.npz`` stands.
    """
    if not (folder / "posterior.json").exists():
        return ""
    return code_sha256(folder, ("posterior.json",))


def file_sha256(path: Path) -> str:
    """Return the hash of the bytes of a file."""
    return sha256(path.read_bytes()).hexdigest()
