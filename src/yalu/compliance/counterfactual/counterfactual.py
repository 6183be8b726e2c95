"""Counterfactuals: the answer on one line of trade, with its doubt and its checks."""

from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from yalu.compliance.counterfactual.checks import LeftOut, Placebo
from yalu.compliance.counterfactual.expectation import Expectation
from yalu.compliance.counterfactual.fit import Fit
from yalu.compliance.counterfactual.method import Method, Scale
from yalu.compliance.counterfactual.synthetic import SecondOpinion
from yalu.compliance.history import History
from yalu.flows import TOTAL
from yalu.periods import Interval
from yalu.provenance import Evidence, weakest
from yalu.quantities import Estimate

__all__ = ["SCHEMA", "Counterfactual"]

_MOST_NAMED = 8

SCHEMA = pa.schema(
    [
        ("state", pa.string()),
        ("direction", pa.string()),
        ("measure", pa.string()),
        ("compiler", pa.string()),
        ("series", pa.string()),
        ("unit", pa.string()),
        ("span", pa.string()),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("observed_low", pa.float64()),
        ("observed_high", pa.float64()),
        ("expected", pa.float64()),
        ("expected_low", pa.float64()),
        ("expected_high", pa.float64()),
        ("compliance", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("method", pa.string()),
        ("evidence", pa.string()),
    ]
)
"""Columns of the table: amounts in `unit`, compliance in percent, `span` is month, year
or whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterfactual:
    """What would have moved without a measure, beside what did.

    Attributes
    ----------
    history : History
        The line of trade.
    before : date
        First day that the model did not learn from.
    starts : date
        First day that is judged.
    until : date
        First day that is not judged.
    method : Method
        How the expected amount was found; `Method.NONE` where there is too little.
    scale : Scale or None
        What a structural model was fitted to.
    months : tuple of Expectation
        Month by month; none where only years are known.
    by_year : tuple of Expectation
        Calendar year by calendar year, counting what is recorded of it.
    whole : Expectation or None
        All that is recorded.
    fit : Fit or None
        How the months before were foreseen.
    placebos : tuple of Placebo
        The answer at days when nothing happened.
    leave_one_out : tuple of LeftOut
        The answer without each regressor.
    second_opinion : SecondOpinion or None
        What a synthetic control says.
    regressors : tuple of str
        Outside series that were used.
    reasons : tuple of str
        Why this method, and what a reader must know.

    """

    history: History
    before: date
    starts: date
    until: date
    method: Method
    scale: Scale | None = None
    months: tuple[Expectation, ...] = ()
    by_year: tuple[Expectation, ...] = ()
    whole: Expectation | None = None
    fit: Fit | None = None
    placebos: tuple[Placebo, ...] = ()
    leave_one_out: tuple[LeftOut, ...] = ()
    second_opinion: SecondOpinion | None = None
    regressors: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def compliance(self) -> Estimate | None:
        """Over the whole time, in percent; None where it cannot be said."""
        return None if self.whole is None else self.whole.compliance

    @property
    def is_limited(self) -> bool:
        """Whether the record limits what would have moved to a factor of ten."""
        return self.whole is not None and self.whole.is_limited

    @property
    def counted(self) -> str:
        """The codes that are counted, in words; a measure may be about more goods."""
        codes = self.history.codes
        if codes == (TOTAL,):
            return "the total as stated or summed"
        many = len(codes) > _MOST_NAMED
        return f"counted: HS {f'{len(codes)} codes' if many else ', '.join(codes)}"

    @property
    def quiet(self) -> float | None:
        """Share of the placebos that show no effect; None without any."""
        if not self.placebos:
            return None
        return sum(p.is_quiet for p in self.placebos) / len(self.placebos)

    @property
    def table(self) -> pa.Table:
        """Everything by period, in the columns of `SCHEMA`; empty without estimate."""
        told = [
            *(("month", one) for one in self.months),
            *(("year", one) for one in self.by_year),
            *(("whole", one) for one in [self.whole] if one is not None),
        ]
        rows = [self._row(span, one) for span, one in told]
        return pa.Table.from_pylist(rows, schema=SCHEMA)

    def _row(self, span: str, one: Expectation) -> dict[str, object]:
        history, seen, held = self.history, one.observed, one.compliance
        known = (Evidence.ESTIMATED, *([history.evidence] if history.evidence else []))
        most = None if seen is None or seen.high is None else float(seen.high)
        return {
            "state": history.state,
            "direction": history.direction.value,
            "measure": history.measure,
            "compiler": history.compiler,
            "series": history.series.value,
            "unit": history.unit.value,
            "span": span,
            "period_start": one.period.start,
            "period_end": one.period.end,
            "observed_low": None if seen is None else float(seen.low),
            "observed_high": most,
            "expected": one.expected.value,
            "expected_low": one.expected.low,
            "expected_high": one.expected.high,
            "compliance": None if held is None else held.value,
            "low": None if held is None else held.low,
            "high": None if held is None else held.high,
            "method": self.method.value,
            "evidence": (weakest(known) or Evidence.ESTIMATED).value,
        }

    def __str__(self) -> str:
        history = self.history
        about = f"measure {history.measure}" if history.measure else "all measures"
        head = (
            f"{history.state}, {about}: {history.goods} {_way(history)} the target "
            f"({self.counted}; {history.compiler}, {history.series}, "
            f"{history.unit})."
        )
        return " ".join([head, *self._answer(), *self._checks(), *self.reasons])

    def _answer(self) -> list[str]:
        if self.whole is None:
            told = f"No estimate of what would have moved from {self.starts} on"
            return [f"{told} can be held against the record."]
        whole, held = self.whole, self.whole.compliance
        count = f"{whole.months} recorded month" + "s" * (whole.months > 1)
        how = self.method.value + (f", of {self.scale.value}" if self.scale else "")
        when = f"In {count} of {Interval(whole.period.start, whole.period.end)}"
        if held is None:
            told = (
                f"{when}, {whole.observed} {_unit(self.history)} moved. What would "
                f"have moved without it the record does not limit: {how} gives "
                f"{whole.expected.low:,.0f} to {whole.expected.high:,.0f}, more than "
                "tenfold, so that no compliance is told."
            )
            return [told]
        told = (
            f"{when}, {whole.expected.value:,.0f} [{whole.expected.low:,.0f} to "
            f"{whole.expected.high:,.0f}] {_unit(self.history)} would have moved "
            f"without it; {whole.observed} did. Compliance is {held.value:.0f} % "
            f"[{held.low:.0f} to {held.high:.0f}] by {how}."
        )
        return [told]

    def _checks(self) -> list[str]:
        told = [] if self.fit is None else [str(self.fit)]
        if self.placebos:
            quiet = sum(p.is_quiet for p in self.placebos)
            told.append(
                f"At {quiet} of {len(self.placebos)} made-up dates before it, the same "
                "method finds no effect, as it should."
            )
        held = [out for out in self.leave_one_out if out.compliance is not None]
        if held:
            values = ", ".join(
                f"{out.compliance.value:.0f} % without {out.name}"
                for out in held
                if out.compliance is not None
            )
            told.append(f"It would be {values}.")
        if self.second_opinion is not None:
            told.append(str(self.second_opinion))
        return told


def _unit(history: History) -> str:
    return "US dollars" if history.unit.value == "USD" else history.unit.value


def _way(history: History) -> str:
    return "from" if history.direction.value == "from_target" else "to"
