"""What stored outcomes rest on, as hashes: the code that makes them, and the facts.

A case takes seconds to put together and to hash. The tables, law and fits that it is
made from do not, so that a stored outcome can tell at once whether it may be out of
date: not every fact bears on it.
"""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from yalu.calibration import code_sha256

__all__ = ["facts_sha256", "outcome_sha256"]

_YALU = Path(__file__).resolve().parent.parent
_CODE: Mapping[str, tuple[str, ...]] = {
    "scenario": ("chain/*.py", "comparison.py", "play*.py", "rhythm*.py"),
    "strategy": ("patron/game.py", "games/solving.py"),
    "impact": ("curve.py", "exposure.py"),
    "regime": ("covering.py",),
}
_FACTS = (
    "cycle/data/posterior.json",
    "events/data/**/*",
    "flows/data/**/*",
    "goods/data/**/*",
    "library/dprk/**/*",
    "scenario/data/*.csv",
    "sources/data/**/*",
    "strategy/estimation/data/posterior.json",
    "strategy/patron/data/*.csv",
    "territories/data/**/*",
)
_WORDS = {".md", ".py", ".pyc"}


@cache
def outcome_sha256(folder: Path = _YALU) -> str:
    """Return the hash of the code that makes outcomes: chain, game, tolls and law.

    Comments and docstrings are left out. Take it before a long run, so that code which
    changes meanwhile is not taken for the code that made it.

    Parameters
    ----------
    folder : Path
        The package.

    """
    made = sha256()
    for package, beginnings in _CODE.items():
        made.update(code_sha256(folder / package, beginnings).encode())
    return made.hexdigest()


def facts_sha256(folder: Path = _YALU) -> str:
    """Return the hash of facts, law, judgements and fits that outcomes rest on.

    Parameters
    ----------
    folder : Path
        The package.

    """
    made = sha256()
    for pattern in _FACTS:
        for path in sorted(folder.glob(pattern)):
            if path.is_file() and path.suffix not in _WORDS:
                made.update(path.relative_to(folder).as_posix().encode())
                made.update(path.read_bytes())
    return made.hexdigest()
