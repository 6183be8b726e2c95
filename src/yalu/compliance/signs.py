"""Signs of evasion, all in one: breaks, silences, asymmetries and diversion.

A sign says where to look. It is never called more than apparent: what a record shows
has other causes as well, and what it does not show is *unverifiable*, not *kept*.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import pyarrow as pa

from yalu.compliance.break_finding import Break, Timing
from yalu.compliance.breaks import breaks_of
from yalu.compliance.distinct_falls import falls_in_words
from yalu.compliance.diversion.search import diversions_of
from yalu.compliance.diversion.sign import Sign
from yalu.compliance.history import histories_of
from yalu.compliance.mirror import MirrorGap, mirror_of
from yalu.compliance.mirror_outlier import MirrorOutlier, mirror_outliers
from yalu.compliance.plain_form import plain
from yalu.compliance.reach import Reach, reaches
from yalu.compliance.sign_choices import SignChoices
from yalu.compliance.silence import Silence, silences_of
from yalu.compliance.statement import Statement, statements
from yalu.compliance.thresholds import Thresholds
from yalu.compliance.unit_value import set_aside, unit_values_of
from yalu.flows import WORLD, FlowTable
from yalu.provenance import Evidence
from yalu.regime import Regime

__all__ = ["SignRow", "Signs", "signs_of", "signs_of_evasion"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignRow:
    """One finding in a line of a table.

    Attributes
    ----------
    sign : str
        ``"break"``, ``"silence"``, ``"mirror"`` or the kind of diversion.
    state, measure : str
        Whom and what it is about; no measure for an asymmetry.
    finding : str
        The answer in a word or two.
    when : str
        The month or the days.
    placebo_share : float or None
        Share of placebo lines, or of series without a break, that look as strong.
    words : str
        The reasons.
    evidence : Evidence or None
        The weakest grade of the figures.
    sources : tuple of str
        Identifiers of the sources.

    """

    sign: str
    state: str
    measure: str
    finding: str
    when: str
    placebo_share: float | None
    words: str
    evidence: Evidence | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """Every sign of evasion that a record gives about a regime.

    Attributes
    ----------
    regime, target : str
        Identifier of the regime, and the territory it is about.
    states : tuple of str
        States asked about.
    until : date
        First day that was not asked about.
    choices : SignChoices
        Where a sign begins to be told.
    breaks : tuple of Break
        When each line of trade falls around each measure, and those that do not.
    silences : tuple of Silence
        What cannot be verified.
    mirror : tuple of MirrorOutlier
        Movements whose two sides differ as others' do not.
    gaps : tuple of MirrorGap
        Every movement with the target that both sides recorded.
    diversions : tuple of Sign
        Lines that jump after a measure.
    tested, ranked : int
        Lines looked at for diversion, and those that could be ranked.
    expected_false : float
        Signs to be expected among these without any diversion, at most.

    """

    regime: str
    target: str
    states: tuple[str, ...]
    until: date
    choices: SignChoices
    breaks: tuple[Break, ...]
    silences: tuple[Silence, ...]
    mirror: tuple[MirrorOutlier, ...]
    gaps: tuple[MirrorGap, ...]
    diversions: tuple[Sign, ...]
    tested: int
    ranked: int
    expected_false: float

    @property
    def table(self) -> tuple[SignRow, ...]:
        """Every finding in a line: breaks, silences, asymmetries, diversion."""
        return (
            *map(_break_row, self.breaks),
            *map(_silence_row, self.silences),
            *map(_mirror_row, self.mirror),
            *map(_sign_row, self.diversions),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return everything in plain form, ready to be JSON."""
        held = {f.name: plain(getattr(self, f.name)) for f in fields(self)}
        return {**held, "words": str(self)}

    def __str__(self) -> str:
        falls = falls_in_words(self.breaks)
        judged = sum(b.timing is not Timing.UNVERIFIABLE for b in self.breaks)
        return (
            f"{judged} of {len(self.breaks)} lines of trade under a measure can be "
            f"judged. Since measures share goods, they are {falls}, each fall counted "
            f"once. {len(self.silences)} silences leave measures "
            f"unverifiable. {len(self.mirror)} movements have two sides that differ "
            f"as others do not. {len(self.diversions)} lines of {self.tested} looked "
            f"at jump after a measure; {self.chance}. All are apparent signs; other "
            "causes are possible."
        )

    @property
    def chance(self) -> str:
        """How many lines would jump by chance, or why that cannot be said."""
        if not self.ranked:
            few = self.choices.fewest_placebo
            return (
                f"none can be ranked, since fewer than {few} lines without a measure "
                "are on record to rank them among, so that how many would jump by "
                "chance is not known"
            )
        return (
            f"of the {self.ranked} that can be ranked, {self.expected_false:.1f} at "
            "most would if nothing were diverted"
        )


def signs_of_evasion(
    regime: Regime,
    flows: FlowTable | pa.Table,
    *,
    states: Iterable[str] | None = None,
    until: date | None = None,
    choices: SignChoices | None = None,
    thresholds: Thresholds | None = None,
    published: Mapping[str, date] | None = None,
) -> Signs:
    """Return every sign of evasion that a record gives about a regime.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    flows : FlowTable or pyarrow.Table
        Recorded trade with the target; with third states as well where it is at hand.
    states : iterable of str, optional
        ISO codes of the states asked about; every single one on record by default.
    until : date, optional
        First day that is not asked about; by default the end of the record.
    choices : SignChoices, optional
        Where a sign begins to be told.
    thresholds : Thresholds, optional
        The allowance of mirror gaps.
    published : mapping of str to date, optional
        Day of publication by identifier of a source; without it nothing is late.

    Raises
    ------
    SchemaError
        If the table is not a table of flows.

    """
    raw = statements(flows, target=regime.target)
    said = set_aside(raw, unit_values_of(raw))
    return signs_of(
        regime,
        reaches(regime),
        said,
        flows,
        states={s.state for s in said} - {WORLD} if states is None else states,
        until=until or max((s.period.end or date.max for s in said), default=date.min),
        choices=choices,
        thresholds=thresholds,
        published=published,
    )


def signs_of(
    regime: Regime,
    reached: Sequence[Reach],
    said: Sequence[Statement],
    flows: FlowTable | pa.Table,
    *,
    states: Iterable[str],
    until: date,
    choices: SignChoices | None = None,
    thresholds: Thresholds | None = None,
    published: Mapping[str, date] | None = None,
) -> Signs:
    """Return the signs where reach and statements are known; see `signs_of_evasion`."""
    chosen = choices or SignChoices()
    wanted = tuple(sorted({*states} - {WORLD}))
    near = tuple(
        s
        for s in said
        if s.state in (*wanted, WORLD) and (s.period.end or date.max) <= until
    )
    lines = histories_of(reached, near, states=wanted, until=until)
    found = diversions_of(
        regime, reached, near, flows, states=wanted, until=until, choices=chosen
    )
    codes = {
        code
        for reach in reached
        for (_, _, code), sure in reach.certainty.items()
        if sure == "sure"
    }
    return Signs(
        regime=regime.id,
        target=regime.target,
        states=wanted,
        until=until,
        choices=chosen,
        breaks=breaks_of(regime, reached, lines, until=until, choices=chosen),
        silences=silences_of(
            reached,
            near,
            states=wanted,
            until=until,
            published=published,
            choices=chosen,
        ),
        mirror=mirror_outliers(flows, states=wanted, codes=codes, choices=chosen),
        gaps=mirror_of(
            near, target=regime.target, thresholds=thresholds or Thresholds()
        ),
        diversions=found.signs,
        tested=found.tested,
        ranked=found.ranked,
        expected_false=found.expected_false,
    )


def _break_row(found: Break) -> SignRow:
    return SignRow(
        sign="break",
        state=found.state,
        measure=found.measure,
        finding=found.timing.value,
        when="" if found.month is None else f"{found.month.start:%Y-%m}",
        placebo_share=found.false_alarm,
        words=" ".join(found.reasons),
        evidence=found.evidence,
        sources=found.sources,
    )


def _silence_row(found: Silence) -> SignRow:
    return SignRow(
        sign="silence",
        state=found.state,
        measure=found.measure,
        finding=found.kind.value,
        when="; ".join(f"{m.start:%Y-%m} to {m.last:%Y-%m}" for m in found.months),
        placebo_share=None,
        words=found.words,
        evidence=found.evidence,
        sources=found.sources,
    )


def _mirror_row(found: MirrorOutlier) -> SignRow:
    pair = found.pair
    return SignRow(
        sign="mirror",
        state=f"{pair.exporter} to {pair.importer}",
        measure="",
        finding=f"{pair.code}: {found.ratio:.3g} times",
        when=str(pair.period),
        placebo_share=found.placebo_share,
        words=" ".join(found.reasons),
        evidence=pair.evidence,
        sources=pair.sources,
    )


def _sign_row(found: Sign) -> SignRow:
    return SignRow(
        sign=found.kind.value,
        state=f"{found.state} with {found.third}" if found.third else found.state,
        measure=found.measure,
        finding=f"{found.code} {found.commodity}".strip(),
        when=str(found.period_after),
        placebo_share=found.placebo_share,
        words=" ".join(found.reasons),
        evidence=found.evidence,
        sources=found.sources,
    )
