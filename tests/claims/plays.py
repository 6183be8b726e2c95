"""What a made-up game says of one change, of either sign."""

from yalu.claims.played import Baseline, Change, Played

ASKED = {
    "C15": ("option", "pressure.provocation.change", ""),
    "C16": ("belief", "provocation.change", ""),
    "C17": ("overture", "beside.change", "enforcement=some rather than 0"),
    "C18": ("posture", "enforcement.alone.change", ""),
}


def changes(
    above: float, *, today: float | None = None, before: float | None = 0.5
) -> tuple[Change, ...]:
    """Return every change that claims ask for, each above zero with one chance.

    Parameters
    ----------
    above : float
        Chance over the recorded quarters.
    today : float, optional
        Chance where the game stands now, if it differs.
    before : float or None
        Chance before the record was seen.

    """
    chances = {"recorded": above, "today": above if today is None else today}
    return tuple(
        Change(
            question=question,
            name=name,
            where=where,
            standing=standing,
            label="more of something",
            median=0.1 if chance > 0.5 else -0.1,
            low=-0.2,
            high=0.2,
            above=chance,
            below=1 - chance,
            prior_above=before,
            prior_below=None if before is None else 1 - before,
        )
        for question, name, where in ASKED.values()
        for standing, chance in chances.items()
    )


def baseline(gain: float = 2.0) -> Baseline:
    """Return somebody whom the game beats by so much."""
    return Baseline(name="marginal frequencies", gain=gain, cases=6, better=4)


def played(
    above: float = 0.5,
    *,
    today: float | None = None,
    before: float | None = 0.5,
    baselines: tuple[Baseline, ...] = (baseline(),),
    stale: tuple[str, ...] = (),
    doubted: str = "",
) -> Played:
    """Return what a made-up game says, current and better than its baselines."""
    return Played(
        changes=changes(above, today=today, before=before),
        baselines=baselines,
        draws=400,
        effective=200.0,
        prior_draws=200,
        quarters=139,
        last="2026Q3",
        stale=stale,
        doubted=doubted,
        sources=("UN8853",),
    )
