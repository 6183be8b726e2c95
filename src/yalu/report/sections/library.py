"""The section on the other regimes of the library, which the same program rules on."""

from yalu import library, territories
from yalu.errors import UnknownCodeError
from yalu.report.block import Cell, Section, Table
from yalu.report.dossier import Dossier
from yalu.report.grid import Grid

__all__ = ["other_regimes"]


def other_regimes(dossier: Dossier) -> Section | None:
    """Return the section on the other regimes; None where there is none."""
    others = [library.load(n) for n in library.available() if n != dossier.regime.id]
    if not others:
        return None
    facts = [
        (
            r.id,
            r.name,
            _place(r.target),
            len(r.instruments),
            len(r.measures),
            len(r.in_force(on=dossier.on)),
            min(i.adopted_on for i in r.instruments),
            r.digest,
        )
        for r in others
    ]
    columns = ("regime", "name", "target", "texts", "measures", "in_force", "since")
    table = Table(
        id="other-regimes",
        title=f"{len(facts)} other regimes are encoded in the same form, without code",
        columns=("Regime", "Target", "Texts", "Measures", "In force"),
        rows=tuple(
            (
                Cell(text=name, detail=f"{key}, since {since:%Y}"),
                Cell(text=target),
                Cell(text=str(texts), tone="figure"),
                Cell(text=str(measures), tone="figure"),
                Cell(text=str(now), tone="figure"),
            )
            for key, name, target, texts, measures, now, since, _ in facts
        ),
        definition="In force: on the day this report speaks of.",
        data=Grid((*columns, "law_sha256"), tuple(facts)),
    )
    text = (
        "Rulings, comparisons and this page work for each of them; recorded trade is "
        "embedded for one target only."
    )
    return Section(id="regimes", heading="Other regimes", text=(text,), blocks=(table,))


def _place(code: str) -> str:
    try:
        return territories.territory(code).name
    except UnknownCodeError:
        return code
