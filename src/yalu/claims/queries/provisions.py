"""How measures are used as evidence: where they stand, and on what they rest."""

from collections.abc import Iterable, Mapping

from yalu.claims.answer import Answer, Record
from yalu.claims.claim import Value
from yalu.errors import UnknownMeasureError
from yalu.provenance import weakest
from yalu.regime import Instrument, Measure

__all__ = ["answer_from_law", "instrument_named"]


def instrument_named(record: Record, name: str) -> Instrument:
    """Return the instrument with this identifier.

    Raises
    ------
    UnknownMeasureError
        If the regime has none.

    """
    for instrument in record.regime.instruments:
        if instrument.id == name:
            return instrument
    msg = (
        f"Instrument {name!r} is not in regime {record.regime.id}. Add its file, or "
        "ask about one that is encoded."
    )
    raise UnknownMeasureError(msg)


def answer_from_law(
    record: Record,
    measures: Iterable[Measure],
    values: Mapping[str, Value],
    instruments: Iterable[Instrument] = (),
) -> Answer:
    """Return an answer that rests on measures, and on the silence of instruments.

    Silence is graded by what the instruments do say.
    """
    used, texts = tuple(measures), tuple(instruments)
    read = [*used, *(measure for text in texts for measure in text.measures)]
    names = [
        *(name for measure in used for name in measure.sources),
        *(name for text in texts for name in text.sources),
    ]
    cited = [
        *(str(record.regime.citation(measure)) for measure in used),
        *(text.symbol for text in texts),
    ]
    return Answer(
        values=values,
        evidence=weakest(measure.evidence for measure in read),
        sources=tuple(dict.fromkeys(names)),
        citations=tuple(dict.fromkeys(cited)),
    )
