"""Promises about the sums of a screening."""

import pyarrow as pa

from yalu.compliance.bounds import apart, totals


def _found(
    *rows: tuple[str, str, int, int, int | None], evidence: str | None = "official"
) -> pa.Table:
    """Return screened trade: effect, series, records sure and possible, USD."""
    return pa.Table.from_pylist(
        [
            {
                "measure": "M",
                "body": "UN",
                "instrument": "S/RES/1",
                "paragraph": "1",
                "effect": effect,
                "state": "CHN",
                "direction": "to_target",
                "series": series,
                "records_sure": sure,
                "records_possible": possible,
                "value_usd_sure": value,
                "value_usd_possible": None,
                "value_known": 0 if value is None else sure + possible,
                "evidence": evidence,
            }
            for effect, series, sure, possible, value in rows
        ]
    )


def test_a_sum_is_no_better_than_the_weakest_record_in_it() -> None:
    """Nor is it graded at all where one of them is not."""
    row = ("ban", "customs", 1, 0, 5)
    graded = pa.concat_tables(
        [_found(row, evidence=grade) for grade in ("reported", "alleged", "official")]
    )
    none = _found(row, evidence=None).cast(graded.schema)
    ungraded = pa.concat_tables([graded, none])

    for found in (*totals(graded, "ban"), *apart(graded)):
        assert found["evidence"] == "alleged"
    for found in (*totals(ungraded, "ban"), *apart(ungraded)):
        assert found["evidence"] is None


def test_kinds_of_statement_are_never_added() -> None:
    """What is alleged must not swell what customs recorded."""
    rows = (("ban", "customs", 2, 1, 50), ("ban", "alleged", 0, 3, None))
    found = apart(_found(*rows))

    assert [one["series"] for one in found] == ["alleged", "customs"]
    assert [one["records"] for one in found] == [[0, 3], [2, 3]]


def test_what_is_not_known_leaves_the_upper_bound_open() -> None:
    """A missing value is not nothing."""
    (one,) = totals(_found(("ban", "alleged", 1, 2, None)), "ban")

    assert one["value_usd"] == [None, None]
    assert one["records"] == [1, 3]


def test_caps_do_not_count_among_bans() -> None:
    """What moved under a cap is judged by its running total."""
    table = _found(("cap", "customs", 4, 0, 10), ("ban", "customs", 1, 0, 5))

    assert [one["records"] for one in apart(table)] == [[1, 1]]
    assert [one["records"] for one in totals(table, "cap")] == [[4, 4]]
