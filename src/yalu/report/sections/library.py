"""The section on the other regimes of the library, which the same program rules on."""

from collections.abc import Iterator

from yalu import library
from yalu.regime import Regime
from yalu.report import numerals
from yalu.report.block import Cell, Section, Table
from yalu.report.dossier import Dossier
from yalu.report.grid import Grid
from yalu.report.naming import state_name

__all__ = ["other_regimes"]


def _others(dossier: Dossier) -> Iterator[Regime]:
    """Yield the other regimes as they were known on the day of the dossier."""
    for name in library.available():
        regime, day = library.load(name), dossier.as_of
        if name == dossier.regime.id:
            continue
        if day is None:
            yield regime
        elif regime.first_published_on <= day:
            yield regime.known_by(day)


def other_regimes(dossier: Dossier) -> Section | None:
    """Return the section on the other regimes; None where there is none."""
    others = list(_others(dossier))
    if not others:
        return None
    facts = [
        (
            r.id,
            r.name,
            state_name(r.target),
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
        title=f"{numerals.opened(numerals.plural(len(facts), 'other regime'))} "
        f"{'is' if len(facts) == 1 else 'are'} encoded in the same form, without code",
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
        definition="In force: on the day this report speaks of."
        + (
            ""
            if dossier.as_of is None
            else f" All is told as known on {numerals.day(dossier.as_of)}; what had no "
            "law yet is left out."
        ),
        data=Grid((*columns, "law_sha256"), tuple(facts)),
    )
    text = "Recorded trade comes with Yalu for one target only."
    return Section(id="regimes", heading="Other regimes", text=(text,), blocks=(table,))
