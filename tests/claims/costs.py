"""What made-up models of pressure say: two packages, two models, one fall."""

from yalu.claims.pressed import Cost, Fall, Pressed, Relief
from yalu.provenance import Evidence

MODELS = ("mechanical", "general equilibrium")
FUELS = "essential input: fuels"


def pressed(
    alone: tuple[float, float, float] = (0.01, 0.02, 0.03),
    undone: tuple[float, float, float] = (0.1, 0.2, 0.3),
    *,
    other: tuple[float, float, float] | None = None,
    fuels: tuple[float, float, float] | None = None,
) -> Pressed:
    """Return costs of 2270 and of all, and what Russia undoes of a stop.

    Parameters
    ----------
    alone, undone : tuple of float
        Low, median and high by both models.
    other : tuple of float, optional
        The cost of 2270 by the second model, if it differs.
    fuels : tuple of float, optional
        What Russia undoes by a model of fuels alone; without it there is no such model.

    """
    own = (alone, alone if other is None else other)
    every = [(name, undone) for name in MODELS]
    if fuels is not None:
        every.append((FUELS, fuels))
    return Pressed(
        enforcement=1.0,
        draws=100,
        costs=(
            *(
                Cost(
                    package="2270",
                    model=name,
                    low=ends[0],
                    median=ends[1],
                    high=ends[2],
                )
                for name, ends in zip(MODELS, own, strict=True)
            ),
            *(
                Cost(package="to-2397", model=name, low=0.1, median=0.2, high=0.3)
                for name in MODELS
            ),
        ),
        reliefs=tuple(
            Relief(
                package="patron-stop",
                model=name,
                patron="RUS",
                low=ends[0],
                median=ends[1],
                high=ends[2],
            )
            for name, ends in every
        ),
        falls=(
            Fall(
                name="year",
                first=1997,
                last=1997,
                low=0.06,
                high=0.07,
                evidence=Evidence.ESTIMATED,
                sources=("BOK",),
                compilers=("Bank of Korea",),
            ),
        ),
        unanswered=(),
        sources=("UNCTADM",),
    )
