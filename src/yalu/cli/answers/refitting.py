"""How what is stored is worked out anew: that depends on which copy of Yalu this is."""

from pathlib import Path

import yalu

__all__ = ["how_to_refit"]

_SCRIPT = Path("tools") / "refit.py"


def how_to_refit(root: Path | None = None) -> str:
    """Return, as a sentence, what to do about figures that are missing or stale.

    Parameters
    ----------
    root : Path, optional
        Where a tree of the source would lie; by default that of this copy.

    Examples
    --------
    >>> how_to_refit(Path("nowhere"))[:44]
    'A newer release may have them worked out, or'

    """
    place = Path(yalu.__file__).parents[2] if root is None else root
    if (place / _SCRIPT).exists():
        return "`python tools/refit.py` works them out anew, which takes minutes."
    return (
        "A newer release may have them worked out, or a source tree of Yalu works them "
        "out with tools/refit.py, which takes minutes."
    )
