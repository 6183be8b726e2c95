"""The definition of an equilibrium, worked through place by place with no tensors."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from types import SimpleNamespace
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from yalu.strategy.games import Equilibrium, Stage

__all__ = ["off"]

Array = NDArray[np.float64]


def off(found: Equilibrium) -> float:
    """Return how far an equilibrium is from the definition, choices and values alike.

    At every state all that can happen in a period is gone through: what is seen changes
    the belief by Bayes' rule, what follows is worth what the equilibrium says, and each
    player weighs the choices by that. Nothing of the solver is used but its result.
    """
    reading = _Reading(found)
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        for state in product(*(range(axis.size) for axis in found.game.state)):
            where = {
                axis.name: n for axis, n in zip(found.game.state, state, strict=True)
            }
            worth = reading.worth(0, where, reading.believed(where))
            for number, player in enumerate(found.game.players):
                told = np.moveaxis(found.values(player), 0, -1)[state]
                chance = reading.believed(where)
                reading.note(_as_known(found, player, worth[number], chance) - told)
    return reading.most


def _as_known(found: Equilibrium, player: str, worth: Array, chance: float) -> Array:
    """Return what a player expects: an average over types unless it knows its own."""
    belief = found.game.belief
    if belief is None or belief.about == player:
        return worth
    return np.array([(1 - chance) * worth[0] + chance * worth[1]])


Option = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    """A stage at a place on the board: what may be chosen there, and how likely."""

    stage: Stage
    where: dict[str, int]
    chance: float
    options: dict[str, list[Option]]
    choices: dict[str, Array]

    def odds(self, profile: tuple[Option, ...], *, but: str = "") -> Array:
        """Return the chance of a profile, for each type, but for one player's part."""
        found = np.ones(1)
        for who, option in zip(self.stage.players, profile, strict=True):
            if who != but:
                found = found * self.choices[who][:, self.options[who].index(option)]
        return found


@dataclass(slots=True)
class _Reading:
    found: Equilibrium
    most: float = 0.0
    by: Any = field(init=False)
    known: dict[Any, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by = SimpleNamespace(**self.found.parameters)

    def note(self, gap: Any) -> None:  # noqa: ANN401 - a number or an array
        self.most = max(self.most, float(np.abs(gap).max()))

    def believed(self, where: Mapping[str, int]) -> float:
        belief = self.found.game.belief
        return 0.0 if belief is None else belief.levels[where[belief.name]]

    def worth(self, number: int, where: dict[str, int], chance: float) -> Array:
        """Return what each player of each type expects from a stage on."""
        game = self.found.game
        if number == len(game.stages):
            return self._end(where, chance)
        now = self._moment(number, where, chance)
        after = {}
        for profile in product(*now.options.values()):
            then = where | {name: rank for option in profile for name, rank in option}
            after[profile] = self.worth(number + 1, then, self._learnt(now, profile))
        for who in now.stage.players:
            self._check(now, who, after)
        total = np.zeros((len(game.players), len(game.types)))
        for profile, worth in after.items():
            total += worth * now.odds(profile)
        return total

    def _moment(self, number: int, where: dict[str, int], chance: float) -> _Moment:
        stage = self.found.game.stages[number]
        options, choices = {}, {}
        for place, who in enumerate(stage.players):
            own = stage.of(who)
            ranks = product(*(range(action.size) for action in own))
            options[who] = [
                tuple((a.name, n) for a, n in zip(own, rank, strict=True))
                for rank in ranks
            ]
            table = np.asarray(self.found.choices[number][place])
            choices[who] = self._read(table, where, options[who])
        return _Moment(
            stage=stage, where=where, chance=chance, options=options, choices=choices
        )

    def _read(
        self, table: Array, where: dict[str, int], options: list[Option]
    ) -> Array:
        """Return the chances of a player's choices, for each type."""
        game = self.found.game
        found = np.empty((len(game.types), len(options)))
        for kind, place in np.ndindex(found.shape):
            seen = where | dict(options[place])
            spot = (kind, *(seen.get(axis.name, 0) for axis in game.axes))
            # An axis of length one is one that the choice does not depend on.
            least = (min(x, n - 1) for x, n in zip(spot, table.shape, strict=True))
            found[kind, place] = table[tuple(least)]
        return found

    def _learnt(self, now: _Moment, profile: tuple[Option, ...]) -> float:
        """Return the belief after what was seen, by Bayes' rule."""
        belief = self.found.game.belief
        if belief is None or belief.about not in now.stage.players:
            return now.chance
        chosen = profile[now.stage.players.index(belief.about)]
        seen = {pair for pair in chosen if pair[0] in belief.signals}
        alike = [seen <= set(option) for option in now.options[belief.about]]
        first, last = now.choices[belief.about][:, alike].sum(axis=1)
        chance = now.chance
        return float(chance * last / (chance * last + (1 - chance) * first))

    def _check(self, now: _Moment, who: str, after: Mapping[Any, Array]) -> None:
        """Note how far a player's choice is from the logit answer."""
        game, options = self.found.game, now.options[who]
        place, number = now.stage.players.index(who), game.players.index(who)
        worth = np.zeros((len(game.types), len(options)))
        for profile, each in after.items():
            column = options.index(profile[place])
            worth[:, column] += now.odds(profile, but=who) * each[number]
        if game.belief is not None and who != game.belief.about:
            worth[:] = (1 - now.chance) * worth[0] + now.chance * worth[1]
        weighed = self.found.precision * worth
        for kind, row in enumerate(weighed):
            free = [self._open(now, who, o, kind) for o in options]
            powers = np.exp(row - row.max()) * free
            self.note(powers / powers.sum() - now.choices[who][kind])

    def _open(self, now: _Moment, who: str, option: Option, kind: int) -> bool:
        at = self._at(now.where | dict(option), kind)
        rules = [rule for name, rule in now.stage.open_to if name == who]
        return all(bool(rule(at, self.by)) for rule in rules)

    def _at(self, where: Mapping[str, int], kind: int, **more: Any) -> SimpleNamespace:  # noqa: ANN401
        game = self.found.game
        levels = {a.name: a.levels[where[a.name]] for a in game.axes if a.name in where}
        rank = SimpleNamespace(**where, **({"next": more.pop("rank")} if more else {}))
        return SimpleNamespace(**levels, type=kind, rank=rank, **more)

    def _end(self, where: dict[str, int], chance: float) -> Array:
        """Return payoffs of the period and what the next is worth."""
        found, by = self.found, self.by
        game, belief = found.game, found.game.belief
        redraw = float(belief.redraw(by)) if belief else 0.0
        prior = float(belief.prior(by)) if belief else 0.0
        total = np.zeros((len(game.players), len(game.types)))
        for number, player in enumerate(game.players):
            for one in (p for p in game.payoffs if p.player == player):
                for kind in range(len(game.types)):
                    total[number, kind] += float(one.value(self._at(where, kind), by))
        then = (1 - redraw) * chance + redraw * prior
        for spot, likely in self._next(where):
            for number, player in enumerate(game.players):
                ahead = np.moveaxis(found.values(player), 0, -1)[spot].T
                if belief is not None:
                    ahead = np.array(
                        [np.interp(then, belief.levels, line) for line in ahead]
                    )
                if belief is not None and belief.about == player:
                    anew = (1 - prior) * ahead[0] + prior * ahead[1]
                    ahead = (1 - redraw) * ahead + redraw * anew
                total[number] += float(game.discount(by)) * likely * ahead
        return total

    def _next(self, where: dict[str, int]) -> list[tuple[tuple[int, ...], float]]:
        """Return the next levels of all components, and how likely each are."""
        game = self.found.game
        rules = {one.component: one for one in game.transitions}
        found = []
        for spot in product(*(range(one.size) for one in game.components)):
            likely = 1.0
            for component, rank in zip(game.components, spot, strict=True):
                rule = rules[component.name]
                seen = {name: where[name] for name in rule.given}
                key = (component.name, rank, *seen.values())
                if key not in self.known:
                    at = self._at(seen, 0, next=component.levels[rank], rank=rank)
                    self.known[key] = float(rule.chances(at, self.by))
                likely *= self.known[key]
            found.append((spot, likely))
        return found
