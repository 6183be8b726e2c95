"""Worked cases: what an author of encoded law expects it to say, beside the law itself.

A regime may hold ``cases/*.yaml``, each a list of cases. There are four kinds, told
apart by their keys:

- ``ask`` and ``expect``: one shipment, and the verdict of each body named, with the
  measures that must stand behind it (`basis`) and those that must not (`never`);
- ``ask`` and ``days``: the same shipment on several days, a verdict for each written as
  ``prohibited by UN-2371-9 and UN-2371-10``;
- ``cap`` and ``expect``: the limits and the window of a cap on a day;
- ``use`` and ``expect``: how far some amounts use a cap up.

What a case does not state it does not promise.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import (
    BeforeValidator,
    Field,
    PrivateAttr,
    ValidationError,
    model_validator,
)

from yalu.errors import InvalidLawError, Problem, UnusableFileError, describe
from yalu.goods import Revision
from yalu.quantities import Quantity, Unit, parse_unit
from yalu.regime.form import LawForm, Span
from yalu.regime.measure import Identifier
from yalu.regime.mistakes import LawText, form_problems
from yalu.regime.reading import files_in, read_text
from yalu.regime.vocabulary import Status

__all__ = [
    "CapCase",
    "DaysCase",
    "RulingCase",
    "UseCase",
    "WorkedCase",
    "read_cases",
]

_FOLDER = "cases"


def _unit(text: object) -> object:
    return parse_unit(text) if isinstance(text, str) else text


def _ends(share: object) -> object:
    """Return a share as two ends: one number stands for both."""
    return share if isinstance(share, list) else [share, share]


_Unit = Annotated[Unit, BeforeValidator(_unit)]
_Share = Annotated[tuple[float, float], BeforeValidator(_ends)]


class _Shipment(LawForm):
    """The facts of a shipment but for its day, as for `yalu.regime.rule`."""

    goods: str
    exporter: str | None = None
    importer: str | None = None
    origin: str | None = None
    contract: date | None = None
    arrived: date | None = None
    quantity: tuple[Decimal, _Unit] | None = None
    value_usd: Decimal | None = None
    claims: tuple[str, ...] = ()
    as_of: date | None = None
    revision: Revision | None = None


class _Dated(_Shipment):
    on: date

    def facts(self) -> dict[str, Any]:
        """Return what `yalu.regime.rule` takes."""
        facts = {name: getattr(self, name) for name in type(self).model_fields}
        if self.quantity is not None:
            facts["quantity"] = Quantity(*self.quantity)
        return facts


class _Verdict(LawForm):
    status: Status
    basis: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


def _verdict(told: object) -> object:
    """Return the parts of a verdict written as ``prohibited by A and B``."""
    if not isinstance(told, str):
        msg = f"found {told!r}; expected words such as 'prohibited by MEASURE'"
        raise ValueError(msg)  # noqa: TRY004 - the form tells values, not types
    status, by, names = told.partition(" by ")
    if status not in set(Status):
        msg = f"found {status!r}; expected one of {', '.join(Status)}"
        raise ValueError(msg)
    return {"status": status, "basis": names.split(" and ") if by else ()}


class _Due(LawForm):
    measure: str
    on: date


class _CapDay(LawForm):
    measure: str
    on: date


class _CapExpected(LawForm):
    in_force: bool | None = None
    limits: tuple[str, ...] | None = None
    window: Span | None = None

    @model_validator(mode="after")
    def _has_a_use(self) -> Self:
        if self.in_force is False and (self.limits or self.window):
            msg = "found in_force: false beside limits or a window; give one of them"
            raise ValueError(msg)
        return self


class _Used(LawForm):
    measure: str
    window_on: date
    amounts: dict[_Unit, Decimal] = Field(min_length=1)


class _UseExpected(LawForm):
    exceeded: bool | None
    share_pct: dict[_Unit, _Share] = Field(default_factory=dict)
    alerts: tuple[int, ...] | None = None


class WorkedCase(LawForm):
    """What every case has.

    Attributes
    ----------
    id : str
        Its name, unlike that of any other case of the regime.
    name : str
        What it shows, in a sentence.
    note : str
        A remark.
    golden : dict of str to str
        Words that a question from elsewhere was set with; kept and not judged.

    """

    id: Identifier
    name: str
    note: str = ""
    golden: dict[str, str] = Field(default_factory=dict)
    _file: str = PrivateAttr("")

    def model_post_init(self, context: Any, /) -> None:  # noqa: ANN401 - pydantic's own
        """Note the file that the case was read from."""
        self._file = str(context or "")

    @property
    def file(self) -> str:
        """The file that the case stands in, inside the folder of the regime."""
        return self._file


class RulingCase(WorkedCase):
    """A shipment and the verdicts expected.

    Attributes
    ----------
    ask : object
        The shipment: the arguments of `yalu.regime.rule`.
    expect : dict
        By body: `status`, `basis` and `never`.
    overall : Status or None
        The strictest verdict of all bodies; None where nothing is promised.
    report_due : object or None
        A `measure` and the day `on` which a report on the shipment falls due.

    """

    ask: _Dated
    expect: dict[str, _Verdict] = Field(min_length=1)
    overall: Status | None = None
    report_due: _Due | None = None


class DaysCase(WorkedCase):
    """A shipment on several days.

    Attributes
    ----------
    ask : object
        The shipment but for its day.
    days : dict
        The verdict expected of each body, by day.

    """

    ask: _Shipment
    days: dict[date, dict[str, Annotated[_Verdict, BeforeValidator(_verdict)]]] = Field(
        min_length=1
    )

    @property
    def measures(self) -> frozenset[str]:
        """Every measure that the case names on any day."""
        return frozenset(
            name
            for told in self.days.values()
            for verdict in told.values()
            for name in verdict.basis
        )

    def each_day(self) -> Iterator[RulingCase]:
        """Yield one case a day.

        A measure that is named on one day must not stand behind the verdict of another
        day on which it is not named.
        """
        asked = self.ask.model_dump(exclude_unset=True)
        for day, told in self.days.items():
            plain = {
                "id": f"{self.id}-{day}",
                "name": f"{self.name} ({day})",
                "ask": {**asked, "on": day},
                "expect": {
                    body: {**dict(verdict), "never": self.measures - verdict.basis}
                    for body, verdict in told.items()
                },
            }
            yield RulingCase.model_validate(plain, context=self.file)


class CapCase(WorkedCase):
    """A cap on a day.

    Attributes
    ----------
    cap : object
        The `measure`, and the day asked about as `on`.
    expect : object
        Whether the measure is `in_force`, its `limits` as ``500000 bbl`` and the
        `window` (`from`, `until`) that the day falls in; each if stated.

    """

    cap: _CapDay
    expect: _CapExpected


class UseCase(WorkedCase):
    """Amounts held against a cap.

    Attributes
    ----------
    use : object
        The `measure`, a day of the window as `window_on`, and `amounts` by unit.
    expect : object
        Whether the cap is `exceeded`, null where a factor decides; the share of each
        limit in percent to one decimal, or its two ends; the `alerts` passed.

    """

    use: _Used
    expect: _UseExpected


_KINDS: dict[str, type[WorkedCase]] = {
    "days": DaysCase,
    "cap": CapCase,
    "use": UseCase,
    "ask": RulingCase,
}


def read_cases(folder: Path | Traversable) -> tuple[WorkedCase, ...]:
    """Return the worked cases of a regime, in the order of files and lines.

    Parameters
    ----------
    folder : Path or Traversable
        The folder of the regime, whose ``cases/*.yaml`` are read.

    Raises
    ------
    UnusableFileError
        If there is no file of cases.
    InvalidLawError
        If a file is not YAML, a case breaks a rule of form, or two have one name; the
        message lists every problem with file and line.

    """
    found: list[WorkedCase] = []
    problems: list[Problem] = []
    seen: set[object] = set()
    paths = files_in(folder.joinpath(_FOLDER))
    for path in paths:
        name = f"{_FOLDER}/{path.name}"
        if not path.name.endswith(".yaml"):
            if path.name.endswith(".yml"):
                finding = "found the ending .yml; expected .yaml"
                problems.append(Problem(name, finding, "rename the file"))
            continue
        _, text, problem = read_text(path, name)
        if problem is not None:
            problems.append(problem)
        elif not isinstance(text.content, list):
            finding = "found no list; expected one case after each dash"
            problems.append(Problem(name, finding, "begin each case with '- id:'"))
        else:
            found += _cases(text, problems, seen)
    if problems:
        headline = f"The cases in {folder} cannot be used"
        raise InvalidLawError(describe(headline, problems))
    if not found:
        place = folder.joinpath(_FOLDER)
        msg = (
            f"{place}: found no cases; expected YAML files with the rulings that the "
            "law should give. Write one, as the guide to a regime of your own shows."
        )
        raise UnusableFileError(msg)
    return tuple(found)


def _cases(
    text: LawText, problems: list[Problem], seen: set[object]
) -> Iterator[WorkedCase]:
    """Yield the cases of a file that are sound, and note what is wrong with others."""
    for number, content in enumerate(text.content):
        keys = content if isinstance(content, dict) else {}
        kind = next((form for key, form in _KINDS.items() if key in keys), None)
        if kind is None:
            part = text.part((number,))
            finding = f"{part}: says nothing to ask; expected ask, cap or use"
            remedy = "add one of these keys"
            problems.append(Problem(text.place((number,)), finding, remedy))
            continue
        try:
            case = kind.model_validate(content, context=text.name)
        except ValidationError as error:
            problems.extend(form_problems(text, error, (number,)))
            continue
        if case.id in seen:
            finding = f"case {case.id} is written a second time"
            place = text.place((number, "id"))
            problems.append(Problem(place, finding, "give every case its own name"))
        seen.add(case.id)
        yield case
