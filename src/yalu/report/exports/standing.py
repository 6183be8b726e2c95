"""What a reference stands on: the days and hashes of the law and data of a report."""

import hashlib
from collections.abc import Mapping
from datetime import date

from yalu import library, sources
from yalu.report.dossier import Dossier
from yalu.report.exports.blocks import Surroundings
from yalu.report.exports.reference import Reference, reference_of_yalu

__all__ = ["joint_sha256", "reference_of_all", "surroundings_of"]


def surroundings_of(dossier: Dossier) -> Surroundings:
    """Return what the figures and tables of a dossier stand in."""
    law = dossier.regime
    return Surroundings(
        on=dossier.on,
        hashes={f"law {law.id}": law.digest, "data": joint_sha256(dossier.hashes)},
        known=dossier.publications,
    )


def reference_of_all() -> Reference:
    """Return how to name this version of Yalu with all of its law and data.

    Examples
    --------
    >>> [name for name, digest in reference_of_all().hashes]
    ['law of all 10 regimes', 'data']

    """
    laws = [library.load(name) for name in library.available()]
    cards = [sources.describe(name) for name in sources.available()]
    days: list[date] = [law.last_checked_on for law in laws]
    days += [card.retrieved for card in cards]
    hashes = {
        f"law of all {len(laws)} regimes": joint_sha256(
            {law.id: law.digest for law in laws}
        ),
        "data": joint_sha256({card.name: card.sha256 for card in cards}),
    }
    return reference_of_yalu(on=max(days), hashes=hashes)


def joint_sha256(hashes: Mapping[str, str]) -> str:
    """Return one hash for several: that of the lines of name and hash, by name.

    Examples
    --------
    >>> joint_sha256({"b": "2", "a": "1"}) == joint_sha256({"a": "1", "b": "2"})
    True

    """
    lines = "".join(f"{name} {hashes[name]}\n" for name in sorted(hashes))
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()
