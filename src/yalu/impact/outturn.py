"""A prediction beside what was recorded."""

from dataclasses import dataclass

from yalu.impact.recorded_outcomes import Record

__all__ = ["Outturn", "held"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outturn:
    """What was predicted for a year, beside what was recorded.

    Attributes
    ----------
    quantity, label : str
        Name, and in words.
    year : int
        Calendar year.
    unit : str
        Unit of all the numbers.
    model : str
        Which model predicts.
    enforcement : str
        ``full``, or ``any`` for the range from none to full.
    low, central, high : float or None
        The prediction; None where the model gives none.
    recorded_low, recorded_high : float or None
        The record over all compilers; None where nobody printed it.
    inside : bool or None
        Whether the two ranges meet; None where that cannot be told.
    reason : str
        Why it cannot be told, or what to know of it.
    sources : tuple of str
        Identifiers of the sources of the record.

    """

    quantity: str
    label: str
    year: int
    unit: str
    model: str
    enforcement: str
    low: float | None
    central: float | None
    high: float | None
    recorded_low: float | None
    recorded_high: float | None
    inside: bool | None
    reason: str
    sources: tuple[str, ...]

    def __str__(self) -> str:
        verdict = {True: "inside", False: "outside", None: "cannot be told"}
        return f"{self.label}, {self.year}, {self.model}: {verdict[self.inside]}"


def held(
    *,
    quantity: str,
    label: str,
    year: int,
    unit: str,
    model: str,
    enforcement: str,
    predicted: tuple[float, float, float] | None,
    recorded: Record | None,
    note: str,
) -> Outturn:
    """Hold a prediction against a record: inside if the two ranges meet.

    Parameters
    ----------
    quantity, label, year, unit, model, enforcement
        As in `Outturn`.
    predicted : tuple of float or None
        Low, central and high; None where nothing is predicted.
    recorded : Record or None
        None where nobody printed it.
    note : str
        What to know of the prediction.

    """
    low, central, high = predicted or (None, None, None)
    inside = None
    reason = note
    if low is None or high is None:
        reason = f"nothing is predicted; {note}"
    elif recorded is None:
        reason = f"nobody printed it; {note}"
    else:
        inside = recorded.low <= high and low <= recorded.high
    return Outturn(
        quantity=quantity,
        label=label,
        year=year,
        unit=unit,
        model=model,
        enforcement=enforcement,
        low=low,
        central=central,
        high=high,
        recorded_low=None if recorded is None else recorded.low,
        recorded_high=None if recorded is None else recorded.high,
        inside=inside,
        reason=reason,
        sources=() if recorded is None else recorded.sources,
    )
