"""What a ruling promises, one promise per test."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.regime.worlds import one_measure, world
from yalu.errors import SchemaError
from yalu.library import load
from yalu.quantities import Quantity, Unit
from yalu.regime import Ruling, Status, rule

TINY = world()


def import_of(
    goods: str,
    on: str,
    *claims: str,
    importer: str | None = "MNG",
    **facts: str,
) -> Ruling:
    days = {
        name: date.fromisoformat(day) for name, day in facts.items() if day[:2] == "20"
    }
    return rule(
        TINY,
        goods=goods,
        exporter="PRK",
        importer=importer,
        origin=facts.get("origin"),
        on=date.fromisoformat(on),
        claims=claims,
        contract=days.get("contract"),
        arrived=days.get("arrived"),
        as_of=days.get("as_of"),
    )


def export_of(
    goods: str, on: str, *claims: str, amount: tuple[int, Unit] | None = None
) -> Ruling:
    """Rule on a shipment to the target."""
    return rule(
        TINY,
        goods=goods,
        importer="PRK",
        on=date.fromisoformat(on),
        claims=claims,
        quantity=None if amount is None else Quantity(Decimal(amount[0]), amount[1]),
    )


def un(ruling: Ruling) -> Status:
    return ruling.body("UN").status


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("2009-12-31", Status.PERMITTED),
        ("2010-01-01", Status.PROHIBITED),
        ("2010-01-02", Status.PROHIBITED),
        ("2011-12-31", Status.PROHIBITED),
        ("2012-01-01", Status.PERMITTED),
        ("2012-01-02", Status.PERMITTED),
    ],
)
def test_a_ban_binds_from_its_first_day_to_the_day_before_its_end(
    on: str, status: Status
) -> None:
    """Validity is half-open: the first day is in, the end is out."""
    assert un(import_of("270112", on)) is status


@pytest.mark.parametrize(
    ("on", "contract", "status"),
    [
        ("2010-01-30", "2009-12-31", Status.CONDITIONAL),
        ("2010-01-31", "2009-12-31", Status.CONDITIONAL),
        ("2010-02-01", "2009-12-31", Status.PROHIBITED),
        ("2010-01-31", "2010-01-01", Status.PROHIBITED),
        ("2010-01-31", "2010-01-02", Status.PROHIBITED),
    ],
)
def test_grace_needs_an_older_contract_and_ends_after_its_last_day(
    on: str, contract: str, status: Status
) -> None:
    """Both tests of the wind-down have their own boundary."""
    assert un(import_of("270112", on, contract=contract)) is status


def test_without_a_contract_the_ban_stands_and_the_way_out_is_named() -> None:
    """Grace is never assumed; the ruling says what would earn it."""
    ruling = import_of("270112", "2010-01-15")

    assert un(ruling) is Status.PROHIBITED
    assert any("contract older than 2010-01-01" in way for way in ruling.frees)


def test_an_exemption_opens_only_when_all_its_claims_are_made() -> None:
    """The default is the ban: one claim short changes nothing."""
    claims = ("via_rajin", "committee_notified")

    assert un(import_of("270112", "2011-05-01", *claims)) is Status.PROHIBITED
    assert (
        un(import_of("270112", "2011-05-01", *claims, origin="RUS"))
        is Status.CONDITIONAL
    )


def test_when_only_an_approval_is_missing_the_shipment_needs_approval() -> None:
    """A half-met exemption tells the user to apply, not that all is lost."""
    asked = export_of("271019", "2012-05-01", "item:jet_fuel", "humanitarian")

    assert any("needs_approval" in step.answer for step in asked.steps)


def test_a_part_of_a_code_leaves_the_code_undecidable_until_the_item_is_named() -> None:
    """Jet fuel shares its code with diesel, so the code alone decides nothing."""
    on = "2010-05-01"

    assert un(export_of("271019", on)) is Status.UNDECIDABLE
    assert un(export_of("271019", on, "item:jet_fuel")) is Status.PROHIBITED
    assert un(export_of("271019", on, "item:diesel")) is Status.PERMITTED


def test_a_disputed_code_is_undecidable_and_says_why() -> None:
    """Where readers differ the ruling does not take sides."""
    ruling = import_of("260300", "2010-05-01")

    assert un(ruling) is Status.UNDECIDABLE
    assert "the text names the metal" in ruling.steps[0].answer


def test_a_coarser_code_is_undecidable_not_free() -> None:
    """HS chapter 27 may be coal."""
    assert un(import_of("27", "2010-05-01")) is Status.UNDECIDABLE


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (None, Status.UNDECIDABLE),
        (100_000, Status.UNDECIDABLE),
        (100_001, Status.PROHIBITED),
    ],
)
def test_a_price_threshold_in_an_open_list_never_permits(
    value: int | None, status: Status
) -> None:
    """Examples in the text do not free what is cheaper than they are."""
    ruling = rule(
        TINY,
        goods="890399",
        importer="PRK",
        on=date(2012, 1, 1),
        claims=["item:yacht"],
        quantity=Quantity(Decimal(1), Unit.ITEM),
        value_usd=None if value is None else Decimal(value),
    )

    assert un(ruling) is status


@pytest.mark.parametrize(
    ("on", "claims", "amount", "status"),
    [
        ("2010-12-31", ("livelihood",), 1, Status.PERMITTED),
        ("2011-01-01", ("livelihood",), 1, Status.UNDECIDABLE),
        ("2011-01-31", ("livelihood",), 1, Status.UNDECIDABLE),
        ("2011-02-01", ("livelihood",), 1, Status.CAPPED),
        ("2012-02-01", ("livelihood",), 1, Status.CAPPED),
        ("2011-02-01", (), 1, Status.PROHIBITED),
        ("2011-02-01", ("livelihood",), 1000, Status.CAPPED),
        ("2011-02-01", ("livelihood",), 1001, Status.PROHIBITED),
    ],
)
def test_a_cap_asks_for_its_conditions_its_window_and_its_room(
    on: str, claims: tuple[str, ...], amount: int, status: Status
) -> None:
    """Conditions come before quantity; reaching the limit is not exceeding it."""
    asked = export_of(
        "271019", on, *claims, "item:diesel", amount=(amount, Unit.BARREL)
    )

    assert un(asked) is status


def test_tonnes_against_a_cap_in_barrels_are_undecidable_where_factors_differ() -> None:
    """125 tonnes are 904 to 1,042 barrels: the factor decides."""
    claims = ("livelihood", "item:diesel")

    assert (
        un(export_of("271019", "2011-03-01", *claims, amount=(125, Unit.TONNE)))
        is Status.UNDECIDABLE
    )
    assert (
        un(export_of("271019", "2011-03-01", *claims, amount=(100, Unit.TONNE)))
        is Status.CAPPED
    )


def test_a_state_whose_law_is_not_encoded_is_never_permitted() -> None:
    """Silence of the library is not silence of the law."""
    ruling = import_of("961900", "2010-05-01", importer="MNG")

    assert un(ruling) is Status.PERMITTED
    assert ruling.body("MNG").status is Status.NOT_ENCODED
    assert ruling.status is Status.NOT_ENCODED


def test_a_body_with_a_gap_in_this_kind_of_law_is_not_encoded_there() -> None:
    """China's trade law is encoded in the tiny world, its luxury list is not."""
    ruling = rule(
        TINY, goods="890399", exporter="CHN", importer="PRK", on=date(2010, 5, 1)
    )

    assert ruling.body("CHN").status is Status.NOT_ENCODED


def test_both_bodies_are_shown_and_the_stricter_wins() -> None:
    """After March 2010 the national stop stands although the UN gives grace."""
    ruling = import_of("270112", "2010-03-16", importer="CHN", origin="RUS")
    strict = import_of("270112", "2010-03-16", importer="CHN")

    assert ruling.body("CHN").status is Status.PERMITTED
    assert strict.body("CHN").status is Status.PROHIBITED
    assert strict.status is Status.PROHIBITED


def test_an_arrival_test_looks_at_the_port_not_the_contract() -> None:
    """Goods that arrived the day before the start are released until the last day."""
    early = import_of("270112", "2010-03-15", importer="CHN", arrived="2010-02-28")
    late = import_of("270112", "2010-03-15", importer="CHN", arrived="2010-03-01")

    assert early.body("CHN").status is Status.CONDITIONAL
    assert late.body("CHN").status is Status.PROHIBITED


def test_what_was_not_yet_published_is_not_known() -> None:
    """`as_of` hides later instruments; `on` alone does not."""
    known = import_of("270112", "2010-03-20", importer="CHN", as_of="2010-02-28")
    later = import_of("270112", "2010-03-20", importer="CHN", as_of="2010-03-01")

    assert known.body("CHN").status is Status.PERMITTED
    assert later.body("CHN").status is Status.PROHIBITED


def test_an_activity_is_ruled_on_by_its_name() -> None:
    """Measures without goods answer too, with their own grace."""
    status = {
        day: un(rule(TINY, goods="labour", exporter="PRK", on=date.fromisoformat(day)))
        for day in ("2010-06-29", "2010-06-30", "2010-07-01")
    }

    assert list(status.values()) == [
        Status.CONDITIONAL,
        Status.CONDITIONAL,
        Status.PROHIBITED,
    ]


def test_every_problem_of_a_question_is_told_at_once() -> None:
    """One run is enough to mend the question."""
    with pytest.raises(SchemaError) as caught:
        rule(
            TINY,
            goods="2701129",
            exporter="Atlantis",
            importer="MNG",
            on=date(2011, 1, 1),
            claims=["livelyhood", "item:spaceship"],
        )

    message = str(caught.value)
    for word in ("2701129", "Atlantis", "livelyhood", "spaceship", "PRK"):
        assert word in message


def test_a_day_after_the_last_check_warns_that_the_law_may_be_stale() -> None:
    """The law is only as new as its last comparison with the source."""
    fresh = import_of("270112", "2026-01-01")
    stale = import_of("270112", "2026-01-02")

    assert not any("last checked" in doubt for doubt in fresh.doubts)
    assert any("last checked on 2026-01-01" in doubt for doubt in stale.doubts)


def test_a_receipt_repeats_the_question() -> None:
    """Asking again with the facts of the receipt gives the same ruling."""
    first = import_of("270112", "2011-05-01", "via_rajin")
    asked = first.receipt.asked
    again = rule(
        TINY,
        goods=asked["goods"],
        exporter=asked["exporter"],
        importer=asked["importer"],
        on=date.fromisoformat(asked["on"]),
        claims=asked["claims"],
    )

    assert again == first
    assert re.fullmatch(r"[0-9a-f]{64}", first.receipt.law_sha256)


CODES = st.sampled_from(["270112", "2701", "27", "740311", "260300", "100630"])
DAYS = st.dates(date(2009, 11, 1), date(2012, 3, 1))


@given(
    code=CODES,
    day=DAYS,
    banned=st.sampled_from(["27", "2701", "74", "*", "100630"]),
    kind=st.sampled_from(["import_ban", "trade_ban", "arms_embargo"]),
    start=DAYS,
    length=st.integers(1, 400),
)
def test_adding_a_measure_never_frees_a_shipment(
    *, code: str, day: date, banned: str, kind: str, start: date, length: int
) -> None:
    """More law is never less restriction."""
    more = one_measure(
        {
            "id": "MORE",
            "kind": kind,
            "direction": "both",
            "goods": {"words": "more", "codes": [banned]},
            "in_force": {"from": start, "until": start + timedelta(days=length)},
        }
    )
    before = rule(TINY, goods=code, exporter="PRK", on=day)
    after = rule(world(*TINY.instruments, more), goods=code, exporter="PRK", on=day)

    assert after.status.severity >= before.status.severity


@given(code=st.sampled_from(["270112", "740311", "260300", "271019"]), day=DAYS)
def test_less_detail_in_a_code_never_clears_the_goods(code: str, day: date) -> None:
    """Knowing less about the goods cannot make them free."""

    def concerned(goods: str) -> bool:
        return any(
            step.measure
            for step in rule(TINY, goods=goods, exporter="PRK", on=day).steps
        )

    if concerned(code):
        assert concerned(code[:4])
        assert concerned(code[:2])


@given(claims=st.sets(st.sampled_from(["via_rajin", "livelihood", "humanitarian"])))
def test_the_order_of_claims_does_not_matter(claims: Iterable[str]) -> None:
    """Claims are a set of facts."""
    ordered = sorted(claims)

    assert import_of("270112", "2011-05-01", *ordered) == import_of(
        "270112", "2011-05-01", *reversed(ordered)
    )


def test_law_that_binds_no_other_state_that_is_named_permits_nothing() -> None:
    """Where each maker binds a few states, any state may be one that none binds."""
    regime = replace(TINY, bodies={"CHN": TINY.bodies["CHN"]})
    found = rule(regime, goods="270112", exporter="PRK", on=date(2011, 1, 1))

    assert found.status is Status.NOT_ENCODED
    assert any("name the other party" in doubt for doubt in found.doubts)


def test_what_no_code_settles_is_told_of_each_body() -> None:
    """Every text that the doubts name is one body's, and no other text is."""
    ruling = rule(
        load("dprk"),
        goods="840120",
        exporter="CHN",
        importer="PRK",
        on=date(2016, 1, 1),
    )
    doubts = " ".join(ruling.doubts)

    assert ruling.unsettled
    assert all(text in doubts for text in ruling.unsettled)
    assert any("1718" in text for text in ruling.body("UN").unsettled)
    assert not set(ruling.body("UN").unsettled) & set(ruling.body("CHN").unsettled)


def test_of_an_activity_no_code_is_asked() -> None:
    """Lists of items are about goods."""
    ruling = rule(load("dprk"), goods="labour", exporter="PRK", on=date(2018, 6, 1))

    assert ruling.unsettled == ()
