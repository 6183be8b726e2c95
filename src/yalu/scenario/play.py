r"""Play: how the fitted game is played, as tables that a chain of draws can look up.

A play holds K draws of the fitted parameters, all alike likely, and for each the
equilibrium as tables of chances. Public states are counted along one axis of length S:
position :math:`\sum_i c_i \prod_{j > i} n_j` for codes :math:`c_i` of the components in
their order and, last, the point of the grid of the belief (C order, as
`numpy.ravel_multi_index` has it). The three actions of the patron are counted along one
axis of length 16 in the same way: vote, enforcement, overture.

In a quarter the target moves, the sender responds, the patron votes, enforces and may
make an overture; then every component goes on by its own table, and the belief by the
rule of Bayes:

.. math::

    m' = (1 - r)\, \mathrm{expit}(\mathrm{logit}(m) + \mathrm{learnt}) + r\, q,

with the chance `redraw` :math:`r` that the type is drawn anew and the chance `prior`
:math:`q` of the last type then. Between two points of the grid the belief goes to
either by lot, with the chances that keep its mean, as in `yalu.strategy.games.paths`.

Tables are of 32 bits: a chance is right to seven digits, which no judgement here is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yalu.errors import Problem, SchemaError, describe

__all__ = ["COMPONENTS", "PATRON", "Play"]

Table = NDArray[np.float32]

COMPONENTS = ("capability", "stringency", "hardship", "posture", "support", "channel")
"""Components of the public state in their order; the belief comes after them."""

PATRON = ("vote", "enforcement", "overture")
"""What the patron chooses at once, in the order in which its choices are counted."""

_SUM = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Play:
    """How the game is played, at K draws of its parameters that are alike likely.

    Attributes
    ----------
    quarter : str
        The quarter that begins now, such as ``"2026Q1"``: `beginning` is its first day.
    setting : mapping of str to Any
        The board, as keywords of `yalu.strategy.patron.Setting`.
    precision : float
        How sharply players choose.
    labels : mapping of str to tuple of str
        What each position of an axis is called: of the components, of ``belief``
        (``"0.02"``...), ``type`` and of the actions ``move``, ``response``, ``vote``,
        ``enforcement``, ``overture``. A position that merges classes of the record
        names them all (``"growing or flat"``).
    levels : mapping of str to tuple of float
        The number that the game sees at each position of a component, of ``belief`` and
        of ``enforcement`` (0 to 1): for stringency the share of trade covered, for
        support the share replaced.
    grown : tuple of float
        Growth in percent a year below which hardship passes to its next position,
        falling, one fewer than there are positions: on the middle board 0 and -2.
    covered : tuple of float
        Shares of trade covered from which on stringency is in its next position,
        rising, one fewer than there are positions.
    parameters : tuple of mapping of str to float
        All parameters of each draw, K of them.
    drawn : tuple of int
        Which draw of the fit each is; one that counts much may be there several times.
    move : ndarray of float32, shape (K, S, 4)
        Chances of hold, missile, test, overture.
    response : ndarray of float32, shape (K, S, 4, 4)
        Chances of nothing, table, deploy, engage, after each move.
    patron : ndarray of float32, shape (K, types, S, 4, 4, 16)
        Chances of the patron's joint choice, after move and response, by its type.
        Refusing has no chance where no text is tabled.
    learnt : ndarray of float32, shape (K, S, 4, 4, 16)
        What the patron's choice adds to the logarithm of the odds that he is of the
        last type. Only enforcement tells: along the last axis it differs by that alone.
    transitions : mapping of str to ndarray of float32
        Chances of the next position of each component, on the last axis. Before it
        stand K and what they depend on, in this order:

        - capability (K, capability, move, next)
        - stringency (K, stringency, response, vote, next)
        - hardship (K, stringency, hardship, support, enforcement, overture, next)
        - posture (K, posture, response, next)
        - support (K, support, channel, next)
        - channel (K, channel, move, overture, next)
    collapse : ndarray of float32, shape (K, hardship)
        Chance in a quarter that the target collapses, by position of hardship:
        ``collapse_rate`` times the cube of its level.
    redraw, prior : ndarray of float32, shape (K,)
        Chance in a quarter that the patron's type is drawn anew, and of the last type
        then.
    beginning : ndarray of float32, shape (K, types, S)
        Chances of type and public state on the first day of `quarter`, given what is
        recorded before it.
    residual : float
        Greatest residual of the equilibria.
    unsolved : tuple of int
        Draws of the fit at which no equilibrium was found; none of `drawn`.
    digest : str
        SHA-256 of all that the play was made from: parameters, board, record.
    starts : tuple of Any
        For each draw, its `yalu.strategy.games.Equilibrium.supposed`, from which one at
        other parameters is found quickly; empty where they were not kept.

    Raises
    ------
    SchemaError
        If shapes differ or chances do not sum to one.

    """

    quarter: str
    setting: Mapping[str, Any]
    precision: float
    labels: Mapping[str, tuple[str, ...]]
    levels: Mapping[str, tuple[float, ...]]
    grown: tuple[float, ...]
    covered: tuple[float, ...]
    parameters: tuple[Mapping[str, float], ...]
    drawn: tuple[int, ...]
    move: Table
    response: Table
    patron: Table
    learnt: Table
    transitions: Mapping[str, Table]
    collapse: Table
    redraw: Table
    prior: Table
    beginning: Table
    residual: float
    unsolved: tuple[int, ...]
    digest: str
    starts: tuple[Any, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        problems = []
        for name, (table, shape, ends) in self._expected().items():
            if table.shape != shape:
                found = f"found shape {table.shape}; expected {shape}"
                problems.append(Problem(name, found, "Mend the table"))
                continue
            sums = table.sum(axis=ends, dtype=np.float64) if ends else np.ones(1)
            if not (np.abs(sums - 1) <= _SUM).all() or (ends and (table < 0).any()):
                found = "found a chance below 0, or chances that do not sum to 1"
                problems.append(Problem(name, found, "Mend the table"))
        if problems:
            raise SchemaError(describe("The play is not well formed", problems))

    @property
    def draws(self) -> int:
        """How many draws of the parameters there are, K."""
        return len(self.parameters)

    @property
    def shape(self) -> tuple[int, ...]:
        """How many positions each component and, last, the belief has."""
        return tuple(len(self.labels[name]) for name in (*COMPONENTS, "belief"))

    @property
    def states(self) -> int:
        """How many public states there are, S."""
        return int(np.prod(self.shape))

    def _expected(self) -> dict[str, tuple[Table, tuple[int, ...], tuple[int, ...]]]:
        """Return each table with its shape and over what its chances sum to one."""
        k, s, n = self.draws, self.states, {a: len(b) for a, b in self.labels.items()}
        joint = int(np.prod([n[name] for name in PATRON]))
        acts = (n["move"], n["response"])
        kinds = n["type"]
        given = {
            "capability": ("capability", "move"),
            "stringency": ("stringency", "response", "vote"),
            "hardship": (
                "stringency",
                "hardship",
                "support",
                "enforcement",
                "overture",
            ),
            "posture": ("posture", "response"),
            "support": ("support", "channel"),
            "channel": ("channel", "move", "overture"),
        }
        last = (-1,)
        return {
            "move": (self.move, (k, s, acts[0]), last),
            "response": (self.response, (k, s, *acts), last),
            "patron": (self.patron, (k, kinds, s, *acts, joint), last),
            "learnt": (self.learnt, (k, s, *acts, joint), ()),
            "collapse": (self.collapse, (k, n["hardship"]), ()),
            "redraw": (self.redraw, (k,), ()),
            "prior": (self.prior, (k,), ()),
            "beginning": (self.beginning, (k, kinds, s), (1, 2)),
            **{
                f"transition of {name}": (
                    self.transitions[name],
                    (k, *(n[axis] for axis in axes), n[name]),
                    last,
                )
                for name, axes in given.items()
            },
        }

    def __str__(self) -> str:
        return (
            f"Play of {self.states:,} states from {self.quarter} at {self.draws} draws "
            f"of the fit ({len(set(self.drawn))} different, {len(self.unsolved)} "
            f"without an equilibrium; residual {self.residual:.1e})."
        )
