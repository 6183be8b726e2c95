r"""Which columns of a table each payoff of a crisis depends on.

A payoff is a weighted sum of *terms*; the weights are what is estimated. A term is
written as a scholar would say it:

============================  =============================================
``"1"``                       a constant
``"alliance"``                the column of that name
``"sqrt(trade)"``             its sqrt; or log, log1p, square or abs
``"alliance * sqrt(trade)"``  a product
============================  =============================================

A payoff without terms is nought. What cannot be told from any data is refused before
anything is estimated: what is in all payoffs of one side, for example, as only
differences between its payoffs show in what it does (Lewis and Schultz 2003).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from yalu.errors import Problem, SchemaError, describe
from yalu.strategy.crisis.design import CrisisDesign
from yalu.strategy.crisis.payoffs import CrisisOutcome

__all__ = ["CrisisSpecification", "column_problems", "numbers_of"]

Array = NDArray[np.float64]

_TERM = re.compile(r"(?:(?P<function>\w+)\((?P<inside>[^()*]+)\)|(?P<plain>[^()*]+))")
_FUNCTIONS: dict[str, Callable[[Array], Array]] = {
    "abs": np.abs,
    "log": np.log,
    "log1p": np.log1p,
    "sqrt": np.sqrt,
    "square": np.square,
}
_SYMBOLS = {
    "status_quo": "S_A",
    "gain": "V_A",
    "concession": "C_B",
    "sender_firm": "W_A",
    "target_firm": "W_B",
    "retreat": "a",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisSpecification:
    """What each payoff depends on, and where the outcomes stand.

    Attributes
    ----------
    status_quo, gain, concession, sender_firm, target_firm, retreat : tuple of str
        The terms of each payoff of `CrisisPayoffs`; empty for a payoff of nought.
    outcomes : tuple of str
        Columns that count how often a game ended in each `CrisisOutcome`, in its order.

    Raises
    ------
    SchemaError
        If a term cannot be read, stands twice in a payoff, or there are not four
        columns of outcomes.

    Examples
    --------
    >>> asked = CrisisSpecification(
    ...     status_quo=("sqrt(trade)",), gain=("1",), concession=("1", "sqrt(trade)"),
    ...     sender_firm=("1",), target_firm=("1",), retreat=("1", "democracy"),
    ... )
    >>> asked.columns
    ('democracy', 'trade')

    """

    status_quo: tuple[str, ...] = ()
    gain: tuple[str, ...] = ()
    concession: tuple[str, ...] = ()
    sender_firm: tuple[str, ...] = ()
    target_firm: tuple[str, ...] = ()
    retreat: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = (
        "status_quo",
        "conceded",
        "stood_firm",
        "backed_down",
    )

    def __post_init__(self) -> None:
        problems = list(self._misread())
        if problems:
            raise SchemaError(describe("The payoffs cannot be read", problems))

    @property
    def terms(self) -> dict[str, tuple[str, ...]]:
        """The terms by payoff."""
        return {name: getattr(self, name) for name in _SYMBOLS}

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that a payoff depends on, by letter."""
        return tuple(
            sorted(
                {
                    column
                    for terms in self.terms.values()
                    for term in terms
                    for _, column in _factors(term)
                    if column != "1"
                }
            )
        )

    def design(self, table: pa.Table) -> CrisisDesign:
        """Return the outcomes and the terms of a table as numbers.

        Raises
        ------
        SchemaError
            If columns are missing or hold what they should not, naming all of them.

        """
        problems = list(self._missing(table))
        if problems:
            raise SchemaError(describe("The table does not hold the crises", problems))
        known = {name: numbers_of(table, name) for name in self.columns}
        matrices = {
            payoff: np.column_stack(
                [np.empty((table.num_rows, 0))]
                + [_values(term, known, table.num_rows) for term in terms]
            )
            for payoff, terms in self.terms.items()
        }
        return CrisisDesign(
            counts=np.column_stack([numbers_of(table, name) for name in self.outcomes]),
            names=tuple(
                (payoff, term) for payoff, terms in self.terms.items() for term in terms
            ),
            matrices=tuple(matrices.values()),
        )

    def _misread(self) -> Iterator[Problem]:
        for payoff, terms in self.terms.items():
            place = f"{payoff} ({_SYMBOLS[payoff]})"
            for term in terms:
                if not _readable(term):
                    known = ", ".join(_FUNCTIONS)
                    found = f"{term!r}; expected a column, or one within {known}"
                    yield Problem(place, found, "mend the term")
            if len({*terms}) < len(terms):
                yield Problem(place, "a term stands twice", "name each once")
        if len({*self.outcomes}) != len(CrisisOutcome):
            found = f"{', '.join(self.outcomes) or 'none'}; expected four columns"
            yield Problem("outcomes", found, f"name {', '.join(CrisisOutcome)}")
        if not any(self.terms.values()):
            yield Problem("payoffs", "no terms at all", "name what they depend on")

    def _missing(self, table: pa.Table) -> Iterator[Problem]:
        if not table.num_rows:
            yield Problem("the table", "no rows", "give one for each game")
        for name in (*self.outcomes, *self.columns):
            yield from column_problems(table, name, counts=name in self.outcomes)
        whole = {name for name in self.columns if not _faulty(table, name)}
        for terms in self.terms.values():
            for term in terms:
                if {column for _, column in _factors(term)} - {"1"} <= whole:
                    yield from _unworkable(table, term)


def column_problems(table: pa.Table, name: str, *, counts: bool) -> Iterator[Problem]:
    """Yield what is wrong with a column of numbers, or of counts."""
    place = f"column {name}"
    if name not in table.column_names:
        found = f"is missing; found {', '.join(table.column_names)}"
        yield Problem(place, found, "add it or name another")
        return
    column = table[name]
    if not _is_number(column.type):
        yield Problem(place, f"holds {column.type}; expected numbers", "convert it")
        return
    values = numbers_of(table, name)
    bad = ~np.isfinite(values)
    if bad.any():
        found = f"{int(bad.sum())} rows hold no number, first row {_first(bad)}"
        yield Problem(place, found, "leave those rows out, or fill them from a source")
        return
    wrong = (values < 0) | (values != np.floor(values))
    if counts and wrong.any():
        found = f"row {_first(wrong)} holds {values[wrong][0]}; expected a count"
        yield Problem(place, found, "count outcomes: 0, 1, 2 and so on")


def numbers_of(table: pa.Table, name: str) -> Array:
    """Return a column of numbers; what is missing is not a number."""
    column = table[name].cast(pa.float64()).combine_chunks()
    return np.array(column.to_numpy(zero_copy_only=False), dtype=np.float64)


def _faulty(table: pa.Table, name: str) -> bool:
    return any(True for _ in column_problems(table, name, counts=False))


def _unworkable(table: pa.Table, term: str) -> Iterator[Problem]:
    """Yield where a function has no value, as the root of a number below 0."""
    for function, column in _factors(term):
        if function:
            with np.errstate(all="ignore"):
                bad = ~np.isfinite(_FUNCTIONS[function](numbers_of(table, column)))
            if bad.any():
                value = numbers_of(table, column)[bad][0]
                found = f"{function} of {value} in row {_first(bad)} is no number"
                yield Problem(f"column {column}", found, "use another function")


def _is_number(kind: pa.DataType) -> bool:
    types = pa.types
    return bool(
        types.is_floating(kind)
        or types.is_integer(kind)
        or types.is_decimal(kind)
        or types.is_boolean(kind)
    )


def _first(where: NDArray[np.bool_]) -> int:
    return int(np.flatnonzero(where)[0])


def _readable(term: str) -> bool:
    factors = [_TERM.fullmatch(part.strip()) for part in term.split("*")]
    return all(
        found is not None and found["function"] in {None, *_FUNCTIONS}
        for found in factors
    )


def _factors(term: str) -> list[tuple[str, str]]:
    """Return the function, or nothing, and the column of each factor of a term."""
    found = [_TERM.fullmatch(part.strip()) for part in term.split("*")]
    return [
        (one["function"] or "", (one["inside"] or one["plain"]).strip())
        for one in found
        if one is not None
    ]


def _values(term: str, known: dict[str, Array], rows: int) -> Array:
    product = np.ones(rows)
    for function, column in _factors(term):
        values = np.ones(rows) if column == "1" else known[column]
        product = product * (_FUNCTIONS[function](values) if function else values)
    return product
