"""Our kinds beside those of PLOVER and CAMEO, in both directions.

Two schemes are in wide use for events between states. CAMEO (Schrodt 2012) has twenty
root codes with finer ones below; PLOVER, its successor, has sixteen types, named as in
the POLECAT data (Halterman and others 2023). Both are coarser than our kinds about
sanctions and weapons, so that the way back is not unique: who acts on whom decides, and
a code that fits none of our kinds has none.

The two tables are ``coding.csv`` and ``decoding.csv`` beside this module. A row of the
second holds for a code, or all codes that begin with it, and for the roles of the two
parties; the row with the longest code goes first, and of these the one that stands
first.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from yalu.errors import UnknownCodeError
from yalu.events.cameo import has_code, hint
from yalu.events.vocabulary import EventKind

__all__ = ["PLOVER_TYPES", "Coding", "Role", "Roles", "coding", "kind_of_code"]

PLOVER_TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
"""The sixteen types, cooperation first."""
_OLDER = {"YIELD": "CONCEDE", "DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE"}
_ALONE = {"INVESTIGATE", "CRIME"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One of our kinds in the words of two other schemes.

    Attributes
    ----------
    kind : EventKind
        The kind.
    plover : str
        Type of PLOVER; empty where it has none.
    cameo : str
        Root code of CAMEO, two digits; empty where it has none.
    reason : str
        Why, where it is a matter of judgement.

    """

    kind: EventKind
    plover: str
    cameo: str
    reason: str = ""


class Role(StrEnum):
    """What a party is to the cycle."""

    TARGET = "target"
    PATRON = "patron"
    ALTERNATIVE = "alternative"
    COUNCIL = "council"
    RIVAL = "rival"
    NOBODY = "nobody"


_PLAYED = {
    Role.TARGET: "the target of the sanctions",
    Role.PATRON: "a patron",
    Role.ALTERNATIVE: "an alternative patron",
    Role.COUNCIL: "the Council",
    Role.RIVAL: "a state that is neither target nor patron",
    Role.NOBODY: "nobody",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Who plays which part; whoever is not named is a rival.

    Attributes
    ----------
    target : str
        The state under sanctions.
    patrons : tuple of str
        States whose support it has.
    alternatives : tuple of str
        States that help in place of a patron.
    council : str
        The body that adopts the resolutions.

    Examples
    --------
    >>> Roles().of("CHN").value, Roles().of("USA+KOR").value, Roles().of("").value
    ('patron', 'rival', 'nobody')

    """

    target: str = "PRK"
    patrons: tuple[str, ...] = ("CHN",)
    alternatives: tuple[str, ...] = ("RUS", "SUN")
    council: str = "UNSC"

    def of(self, parties: str) -> Role:
        """Return the role of the first party of several joined by ``+``."""
        party = parties.split("+", maxsplit=1)[0]
        if not party:
            return Role.NOBODY
        if party == self.target:
            return Role.TARGET
        if party == self.council:
            return Role.COUNCIL
        if party in self.patrons:
            return Role.PATRON
        return Role.ALTERNATIVE if party in self.alternatives else Role.RIVAL


def coding(kind: EventKind) -> Coding:
    """Return what PLOVER and CAMEO call one of our kinds.

    Examples
    --------
    >>> found = coding(EventKind.PATRON_PUNISHMENT)
    >>> found.plover, found.cameo
    ('SANCTION', '16')

    """
    return _codings()[kind]


def kind_of_code(
    code: str, *, actor: str, target: str, roles: Roles | None = None
) -> tuple[EventKind | None, str]:
    """Return the kind that a code of PLOVER or CAMEO means here, and why.

    Parameters
    ----------
    code : str
        A type of PLOVER, or a code of CAMEO with two to four digits; one that CAMEO
        does not have is not read by its first digits.
    actor, target : str
        Who did it, and to whom; codes joined by ``+``, empty for nobody.
    roles : Roles or None
        Who plays which part; that of the North Korean case if None.

    Returns
    -------
    (EventKind or None, str)
        None where none of our kinds fits, with the reason; where nobody is named as
        the target of the act, it tells what the code would mean of each.

    Raises
    ------
    UnknownCodeError
        If it is no code of either scheme.

    Examples
    --------
    The same code means one thing of the target and another of its patron:

    >>> [kind_of_code("112", actor=a, target=b)[0].value
    ...     for a, b in (("PRK", "CHN"), ("CHN", "PRK"))]
    ['target_criticism', 'patron_warning']

    """
    written = code.strip().upper()
    name = _OLDER.get(written, written)
    is_type = name in PLOVER_TYPES or name in _ALONE
    if not is_type and not has_code(name):
        meant = hint(name)
        msg = (
            f"code: found {code!r}; expected one of our kinds, a type of PLOVER or a "
            "code that CAMEO has, with its leading zero. Write for example resolution, "
            f"SANCTION or 163{meant and '; '}{meant}."
        )
        raise UnknownCodeError(msg)
    roles = roles or Roles()
    rows = [
        row
        for row in _decodings()
        if (name == row.code if is_type else name.startswith(row.code))
    ]
    parts = (roles.of(actor), roles.of(target))
    for row in rows:
        if row.fits(*parts):
            return row.kind, row.reason
    return None, _unfitting(name, rows, parts, roles)


def _unfitting(
    name: str, rows: Sequence["_Decoding"], parts: tuple[Role, Role], roles: Roles
) -> str:
    """Return in words why a code means nothing of these parties."""
    who, whom = parts
    act = f"{name} by {_PLAYED[who]}"
    if whom is not Role.NOBODY:
        return f"no kind of this log is {act}, done to {_PLAYED[whom]}"
    named = {
        Role.TARGET: roles.target,
        Role.PATRON: "+".join(roles.patrons[:1]),
        Role.ALTERNATIVE: "+".join(roles.alternatives[:1]),
        Role.RIVAL: "any other state",
    }
    would = [
        f"{kind.replace('_', ' ')} if done to {party}"
        for role, party in named.items()
        if party
        for kind in [next((row.kind for row in rows if row.fits(who, role)), None)]
        if kind is not None
    ]
    lacking = f"it does not say to whom {act} was done"
    return f"{lacking}; it is {', '.join(would)}" if would else f"{lacking}"


@dataclass(frozen=True, slots=True)
class _Decoding:
    code: str
    actor: str
    other: str
    kind: EventKind | None
    reason: str

    def fits(self, who: Role, whom: Role) -> bool:
        return self.actor in {"any", who} and self.other in {"any", whom}


@cache
def _codings() -> dict[EventKind, Coding]:
    return {
        EventKind(row["kind"]): Coding(
            kind=EventKind(row["kind"]),
            plover=row["plover"],
            cameo=row["cameo"],
            reason=row["reason"],
        )
        for row in _rows("coding.csv")
    }


@cache
def _decodings() -> tuple[_Decoding, ...]:
    rows = [
        _Decoding(
            row["code"],
            row["actor"],
            row["other"],
            EventKind(row["kind"]) if row["kind"] else None,
            row["reason"],
        )
        for row in _rows("decoding.csv")
    ]
    return tuple(sorted(rows, key=lambda row: -len(row.code)))


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("yalu.events").joinpath("data", name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
