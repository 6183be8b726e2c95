"""Doubts in the law, as a reader of a verdict must weigh them."""

from yalu.regime import Measure

__all__ = ["doubts_of"]


def doubts_of(measure: Measure) -> tuple[str, ...]:
    """Return the encoded doubts of a measure as sentences; none where there are none.

    A verdict that counts days, goods or a limit hangs on them as much as on the record.

    Parameters
    ----------
    measure : Measure
        The measure.

    """
    return tuple(
        f"The law itself is in doubt: {doubt.words.rstrip('.')}."
        for doubt in measure.doubts
    )
