"""What programs are told of a screening."""

from datetime import date
from typing import Any

from pydantic import Field

from yalu.provenance import Evidence
from yalu.web.replies.reply import Reply
from yalu.web.screenings import FILES, Screening, State

__all__ = [
    "Aside",
    "Concern",
    "Found",
    "Kind",
    "ScreeningTold",
    "Sums",
    "screening_told",
]

_FORMS = ("csv", "parquet", "xlsx", "json")


class Sums(Reply):
    """Sums with their bounds: what is sure, and that with what is possible.

    A bound of None is not known; the evidence is the weakest behind the sum.
    """

    records: tuple[int, int]
    records_with_value: int
    value_usd: tuple[float | None, float | None]
    evidence: Evidence | None


class Kind(Sums):
    """What fell under any ban in one kind of statement, each record counted once."""

    series: str


class Found(Sums):
    """What fell under one measure in one series of statements."""

    measure: str
    body: str
    instrument: str
    paragraph: str
    state: str
    direction: str
    series: str


class Concern(Reply):
    """One record beside one measure: surely or possibly against it."""

    row: int
    measure: str
    body: str
    instrument: str
    paragraph: str
    certainty: str
    state: str
    direction: str
    period_start: date
    period_end: date
    hs_code: str
    hs_revision: str
    series: str
    reporter: str
    value_usd: float | None
    quantity: float | None
    unit: str | None
    evidence: Evidence | None


class Aside(Reply):
    """One record that could not be used, and what to do about it."""

    file: str | None
    row: int | None
    field: str | None
    found: str | None
    rule: str | None
    reason: str | None
    remedy: str | None
    also: str | None


class ScreeningTold(Reply):
    """How far a screening is, and what it found once it is done."""

    token: str
    file: str
    bytes: int
    state: State
    until: str
    regime: str
    law_sha256: str
    message: str
    read: int | None = None
    kept: int | None = None
    quarantined: int | None = None
    quarantined_by_reason: dict[str, int] = Field(default_factory=dict)
    identical: int | None = None
    notes: list[str] = Field(default_factory=list)
    distinct_breaches: list[Kind] = Field(default_factory=list)
    breaches_by_measure: list[Found] = Field(default_factory=list)
    moved_under_caps: list[Found] = Field(default_factory=list)
    records_concerned: int | None = None
    records_under_bans: int | None = None
    records_told: int | None = None
    first_in_breach: list[Concern] = Field(default_factory=list)
    first_put_aside: list[Aside] = Field(default_factory=list)
    files: dict[str, str] = Field(default_factory=dict)


def screening_told(one: Screening) -> ScreeningTold:
    """Return how far a screening is, and what it found once it is done."""
    token = one.upload.token
    told: dict[str, Any] = {}
    if one.state is State.DONE:
        told = {name: value for name, value in one.summary.items() if name in _KEPT}
        told["first_in_breach"] = [
            Concern(**{name: row[name] for name in Concern.model_fields})
            for row in one.rows
        ]
        told["first_put_aside"] = [Aside(**row) for row in one.aside]
        told["files"] = {
            f"{kind}.{form}": f"/api/v1/screen/{token}/{kind}.{form}"
            for kind in FILES
            for form in _FORMS
        }
    return ScreeningTold(
        token=token,
        file=one.upload.name,
        bytes=one.upload.size,
        state=one.state,
        until=one.until.isoformat(timespec="seconds"),
        regime=one.regime,
        law_sha256=one.law_digest,
        message=one.message,
        **told,
    )


_KEPT = frozenset(ScreeningTold.model_fields)
