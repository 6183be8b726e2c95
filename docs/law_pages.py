"""The law as it is encoded, one page for each regime of the library."""

from collections.abc import Iterator

from data_page import cell

from yalu import library
from yalu.regime import Direction, Instrument, Measure, Regime
from yalu.regime.form import Span

INDEX = """\
# The law encoded

Written from the files that rulings read: what is here is what the program knows, in
our own words. The texts of the instruments are the law; these pages are not.

```{toctree}
NAMES
```
"""


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name and text of each page, the overview first."""
    names = library.available()
    yield "index", INDEX.replace("NAMES", "\n".join(names))
    for name in names:
        yield name, page(library.load(name))


def page(regime: Regime) -> str:
    """Return everything encoded about one target."""
    lines = [f"# {cell(regime.name)}", "", f"Target: {regime.target}.", ""]
    lines += ["## Makers of law", ""]
    for body in regime.bodies.values():
        gaps = ", ".join(kind.replace("_", " ") for kind in body.not_encoded)
        missing = f" Not encoded: {gaps}." if gaps else ""
        note = f" {cell(body.note)}" if body.note else ""
        lines.append(f"- {body.id}, {cell(body.name)}.{missing}{note}")
    lines.append("")
    for instrument in regime.instruments:
        lines += [*instrument_lines(instrument), ""]
    lines += ["## Sources of the encoding", ""]
    for source in regime.sources.values():
        link = f" <{source.url}>" if source.url.startswith("http") else ""
        lines.append(f"- {cell(source.id)}: {cell(source.publisher)}{link}")
    return "\n".join(lines) + "\n"


def instrument_lines(instrument: Instrument) -> Iterator[str]:
    """Yield what is encoded of one legal text."""
    yield f"## {cell(instrument.symbol)}"
    yield ""
    yield f"{cell(instrument.title.rstrip('.'))}."
    yield ""
    vote = f", vote {instrument.vote}" if instrument.vote else ""
    status = "" if instrument.is_law else f" This text is not law: {instrument.status}."
    yield (
        f"Adopted {instrument.adopted_on}{vote}; published {instrument.published_on}."
        f"{status}"
    )
    if instrument.url.startswith("http"):
        yield f"<{instrument.url}>"
    yield ""
    for measure in instrument.measures:
        yield from measure_lines(measure)
        yield ""


def measure_lines(measure: Measure) -> Iterator[str]:
    """Yield what is encoded of one measure."""
    where = f"Para. {measure.paragraph}" if measure.paragraph else "Whole text"
    kind = measure.kind.replace("_", " ")
    way = ", " + measure.direction.replace("_", " ") if goods_move(measure) else ""
    head = f"**{cell(where)}** (`{measure.id}`)"
    yield f"{head}: {kind}{way}, {days(measure)}."
    yield ""
    subject = "Goods" if goods_move(measure) else "Subject"
    yield f"- {subject}: {cell(measure.goods.words)}{codes(measure)}"
    if measure.cap:
        limits = "; ".join(str(limit) for limit in measure.cap.limits)
        rule = measure.cap.rule.replace("_", " ")
        yield f"- Cap: {cell(limits or rule)} ({rule}, {span(measure.cap.period)})"
    if measure.wind_down:
        yield f"- Grace until {measure.wind_down.last_day}"
    for exemption in measure.exemptions:
        needs = ", ".join(claim.replace("_", " ") for claim in exemption.needs)
        yield f"- Way out: {cell(exemption.words)} (needs: {needs})"
    if measure.differs:
        yield f"- Departs from what it implements: {cell(measure.differs.words)}"
    for doubt in measure.doubts:
        yield f"- Doubt: {cell(doubt.words)}"
    sure = measure.confidence.measure
    cited = cell(", ".join(measure.sources))
    yield f"- Sources: {cited}; confidence {sure}; checked {measure.last_checked_on}"


def goods_move(measure: Measure) -> bool:
    """Return whether a measure is about goods that cross a border."""
    return measure.direction is not Direction.NONE


def codes(measure: Measure) -> str:
    """Return the codes of a measure, as words to follow its goods."""
    scope = measure.goods
    listed = [*scope.codes, *(code for part in scope.parts for code in part.codes)]
    if not listed:
        return ""
    shown = ", ".join(f"`{code}`" for code in dict.fromkeys(listed))
    return f"; codes {shown} ({scope.revision}, basis: {scope.basis.replace('_', ' ')})"


def days(measure: Measure) -> str:
    """Return the days in force, with what ended them."""
    if measure.in_force is None:
        return f"never in force ({cell(measure.ended_by)})"
    ended = f" (ended by {cell(measure.ended_by)})" if measure.ended_by else ""
    return f"in force {span(measure.in_force)}{ended}"


def span(days: Span) -> str:
    """Return days as lawyers write them, both ends included."""
    return str(days.interval)
