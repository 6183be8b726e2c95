"""What the compiled law promises, one promise per test."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.regime.worlds import one_measure, world
from yalu.goods import Revision, codes
from yalu.regime import Coverage, Status, coverage, rule

TINY = world()
COVERED = coverage(TINY, revision=Revision.HS2012)


def found(covered: Coverage, code: str, measure: str) -> str | None:
    """Return how certainly a measure covers a code."""
    for row in covered.rows:
        values = dict(zip(covered.columns, row, strict=True))
        if (values["hs_code"], values["measure"]) == (code, measure):
            return str(values["certainty"])
    return None


@pytest.mark.parametrize(
    ("code", "measure", "certainty"),
    [
        ("270112", "COAL", "sure"),
        ("2701", "COAL", "sure"),
        ("27", "COAL", "possible"),
        ("271019", "JET", "possible"),
        ("271019", "OIL", "sure"),
        ("260300", "ORE", "possible"),
        ("740311", "ORE", "sure"),
        ("74", "ORE", "sure"),
        ("100630", "COAL", None),
    ],
)
def test_a_code_is_sure_only_where_the_whole_of_it_is_meant(
    code: str, measure: str, certainty: str | None
) -> None:
    """Parts, disputes and coarser codes stay possible."""
    assert found(COVERED, code, measure) == certainty


def test_a_split_code_of_a_later_revision_is_possible_or_sure_by_its_parts() -> None:
    """HS2022 took a dolomite mix out of chapter 25 and put it into 3816.00."""
    stone = one_measure(
        {
            "id": "STONE",
            "kind": "import_ban",
            "direction": "from_target",
            "goods": {"words": "stone", "codes": ["25"], "revision": "HS2017"},
            "in_force": {"from": date(2017, 12, 22)},
        }
    )
    later = coverage(world(stone), revision=Revision.HS2022)

    assert found(later, "381600", "STONE") == "possible"
    assert found(later, "252010", "STONE") == "sure"


def test_a_law_that_binds_all_states_has_one_row_and_a_national_one_names_its_own() -> (
    None
):
    """Rows say whom they bind."""
    bound = {
        row[COVERED.columns.index("measure")]: row[COVERED.columns.index("bound")]
        for row in COVERED.rows
    }

    assert bound["COAL"] == "*"
    assert bound["CN-COAL"] == "CHN"


def test_measures_without_goods_and_exemptions_leave_no_rows() -> None:
    """Only what concerns goods reaches the numbers."""
    named = {row[COVERED.columns.index("measure")] for row in COVERED.rows}

    assert named == {"COAL", "JET", "OIL", "ORE", "YACHTS", "CN-COAL"}


def test_the_table_keeps_the_rows() -> None:
    """The table for screening is the same rows with types."""
    table = COVERED.table

    assert table.num_rows == len(COVERED.rows)
    assert table.column_names == list(COVERED.columns)
    assert str(table.schema.field("from_day").type) == "date32[day]"


@given(
    code=st.sampled_from(codes(Revision.HS2012)),
    day=st.dates(date(2010, 3, 1), date(2011, 12, 31)),
)
def test_rows_and_rulings_agree(code: str, day: date) -> None:
    """One law: what rows call sure a ruling prohibits, what they omit it permits."""
    rows = [
        dict(zip(COVERED.columns, row, strict=True))
        for row in COVERED.rows
        if row[0] == code
    ]
    current = [
        row
        for row in rows
        if row["direction"] == "from_target"
        and row["body"] == "UN"
        and row["from_day"] <= day < row["until_day"]
    ]
    ruling = rule(
        TINY, goods=code, exporter="PRK", on=day, revision=Revision.HS2012
    ).body("UN")

    if any(row["certainty"] == "sure" for row in current):
        assert ruling.status is Status.PROHIBITED
    elif current:
        assert ruling.status is Status.UNDECIDABLE
    else:
        assert ruling.status is Status.PERMITTED


@pytest.mark.parametrize(
    ("needs", "excusable"),
    [
        (["livelihood"], True),
        (["livelihood", "no_tainted_party"], True),
        (["livelihood", "committee_approval"], False),
        (["humanitarian", "committee_approval"], False),
        (["third_country_origin", "via_rajin"], False),
    ],
)
def test_goods_are_excusable_where_a_mere_claim_of_livelihood_opens_the_ban(
    *, needs: list[str], excusable: bool
) -> None:
    """Volume alone then proves no breach; approvals leave a trace, claims do not."""
    ban = one_measure(
        {
            "id": "BAN",
            "kind": "import_ban",
            "direction": "from_target",
            "goods": {"words": "rice", "codes": ["10"]},
            "in_force": {"from": date(2010, 1, 1)},
            "exemptions": [{"words": "a way out", "needs": needs}],
        }
    )
    place = COVERED.columns.index("excusable")
    rows = coverage(world(ban), revision=Revision.HS2012).rows

    assert {row[place] for row in rows} == {excusable}
