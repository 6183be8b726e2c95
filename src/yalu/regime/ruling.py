"""What a ruling says: the verdict, its basis, the steps, and the way out."""

from dataclasses import asdict, dataclass
from typing import Any

from yalu.errors import UnknownCodeError
from yalu.regime.vocabulary import Status

__all__ = ["Basis", "BodyRuling", "Receipt", "Ruling", "Step"]


@dataclass(frozen=True, slots=True)
class Basis:
    """The paragraph a verdict rests on."""

    instrument: str
    paragraph: str
    measure: str

    def __str__(self) -> str:
        paragraph = f" para. {self.paragraph}" if self.paragraph else ""
        return f"{self.instrument}{paragraph} [{self.measure}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One question put by one measure, and its answer."""

    body: str
    measure: str
    instrument: str
    paragraph: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRuling:
    """What one maker of law says.

    Attributes
    ----------
    body : str
        ``"UN"``, an ISO code, or a group.
    name : str
        Name of the body.
    status : Status
        Its verdict.
    basis : tuple of Basis
        The measures behind the verdict; empty where nothing restricts the goods.
    unsettled : tuple of str
        Where its law in force names goods that no code settles, such as a list of
        items, or gives codes as examples only. The verdict is on the code alone.

    """

    body: str
    name: str
    status: Status
    basis: tuple[Basis, ...]
    unsettled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What is needed to repeat a ruling.

    Attributes
    ----------
    regime : str
        Identifier of the regime.
    law_sha256 : str
        Hash of the law files.
    engine : str
        Version of this program.
    last_checked_on : str
        Newest day on which the law was checked against its sources.
    asked : dict
        The facts as understood.

    """

    regime: str
    law_sha256: str
    engine: str
    last_checked_on: str
    asked: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The verdict of the law on one shipment.

    Attributes
    ----------
    status : Status
        The strictest of the verdicts of all bodies that bind a party.
    bodies : tuple of BodyRuling
        Each body's own verdict.
    steps : tuple of Step
        Every measure that was found to concern the goods, and why.
    doubts : tuple of str
        What the text, its readers or the sources leave open.
    frees : tuple of str
        What would free the shipment, measure by measure; all that stand against it
        must be met.
    receipt : Receipt
        What is needed to repeat the ruling.

    """

    status: Status
    bodies: tuple[BodyRuling, ...]
    steps: tuple[Step, ...]
    doubts: tuple[str, ...]
    frees: tuple[str, ...]
    receipt: Receipt

    def body(self, name: str) -> BodyRuling:
        """Return the verdict of one body.

        Raises
        ------
        UnknownCodeError
            If that body binds none of the parties.

        """
        for ruling in self.bodies:
            if ruling.body == name:
                return ruling
        names = ", ".join(ruling.body for ruling in self.bodies)
        msg = f"body: found {name!r}; this ruling has {names}. Use one of these."
        raise UnknownCodeError(msg)

    @property
    def unsettled(self) -> tuple[str, ...]:
        """Where law of any of these bodies names goods that no code settles."""
        return tuple(text for body in self.bodies for text in body.unsettled)

    def to_dict(self) -> dict[str, Any]:
        """Return the ruling as plain values, ready for JSON."""
        plain: dict[str, Any] = asdict(self)
        return plain

    def __str__(self) -> str:
        lines = [f"{self.status.value.upper().replace('_', ' ')}"]
        for ruling in self.bodies:
            basis = "; ".join(str(basis) for basis in ruling.basis)
            because = f": {basis}" if basis else ""
            lines.append(f"  {ruling.name}: {ruling.status}{because}")
        lines += [f"  doubt: {doubt}" for doubt in self.doubts]
        lines += [f"  would free it: {way}" for way in self.frees]
        return "\n".join(lines)
