"""What putting worked cases to the law promises."""

from pathlib import Path
from textwrap import dedent

import pytest

from tests.regime.worlds import world
from yalu.regime import CaseResult, check_cases, read_cases


def tried(tmp_path: Path, text: str) -> tuple[CaseResult, ...]:
    """Return what comes of cases that are put to the tiny regime."""
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "all.yaml").write_text(dedent(text))
    return check_cases(world(), read_cases(tmp_path))


def test_what_holds_passes_and_a_case_of_days_is_one_a_day(tmp_path: Path) -> None:
    """The day before, the day of; a cap, its window, and what uses it."""
    results = tried(
        tmp_path,
        """
        - id: coal
          name: coal
          ask: {goods: "270112", exporter: PRK}
          days:
            2009-12-31: {UN: permitted}
            2010-01-01: {UN: prohibited by COAL}
        - id: cap
          name: the first window
          cap: {measure: OIL, on: 2011-03-01}
          expect: {in_force: true, limits: ["1000 bbl"], window: {from: 2011-02-01,
            until: 2012-02-01}}
        - id: eve
          name: not yet
          cap: {measure: OIL, on: 2010-12-31}
          expect: {in_force: false}
        - id: use
          name: three quarters
          use: {measure: OIL, window_on: 2011-03-01, amounts: {bbl: 750}}
          expect: {exceeded: false, share_pct: {bbl: 75}, alerts: [75]}
        """,
    )

    assert [result.case.id for result in results] == [
        "coal-2009-12-31",
        "coal-2010-01-01",
        "cap",
        "eve",
        "use",
    ]
    assert all(result.passed for result in results)
    assert str(results[0]) == "coal-2009-12-31: holds"


ASK = "ask: {goods: '270112', exporter: PRK, importer: CHN, on: 2011-01-01}"


@pytest.mark.parametrize(
    ("case", "told"),
    [
        (
            f"{ASK}, expect: {{UN: {{status: permitted}}}}",
            "UN: expected permitted; found prohibited by COAL",
        ),
        (
            f"{ASK}, expect: {{UN: {{status: prohibited, basis: [JET]}}}}",
            "UN: expected prohibited by JET; found prohibited by COAL",
        ),
        (
            f"{ASK}, expect: {{UN: {{status: prohibited, never: [COAL]}}}}",
            "UN: expected prohibited, not by COAL; found prohibited by COAL",
        ),
        (
            f"{ASK}, expect: {{RUS: {{status: permitted}}}}",
            "RUS: expected permitted; found no ruling; the law asked is that of UN",
        ),
        (
            f"{ASK}, expect: {{UN: {{status: prohibited}}}}, overall: capped",
            "overall: expected capped; found prohibited",
        ),
        (
            (
                f"{ASK}, expect: {{UN: {{status: prohibited}}}}, "
                "report_due: {measure: COAL, on: 2011-02-01}"
            ),
            "report under COAL: expected due on 2011-02-01; found no report due",
        ),
        (
            (
                "ask: {goods: '270112', exporter: PRK, on: 2011-01-01, claims: [x]}, "
                "expect: {UN: {status: prohibited}}"
            ),
            "the case: expected an answer; found The shipment cannot be ruled on",
        ),
        (
            "cap: {measure: NONE, on: 2011-03-01}, expect: {}",
            "the case: expected an answer; found",
        ),
        (
            "cap: {measure: OIL, on: 2010-12-31}, expect: {in_force: true}",
            "OIL: expected in force on 2010-12-31; found not in force on 2010-12-31",
        ),
        (
            "cap: {measure: OIL, on: 2011-03-01}, expect: {limits: [9 t]}",
            "limits of OIL: expected 9 t; found 1000 bbl",
        ),
        (
            (
                "cap: {measure: COAL, on: 2011-03-01}, expect: {limits: [9 t], "
                "window: {from: 2011-01-01}}"
            ),
            "limits of COAL: expected 9 t; found no limit",
        ),
        (
            (
                "cap: {measure: OIL, on: 2011-01-31}, expect: "
                "{window: {from: 2011-01-01, until: 2012-01-01}}"
            ),
            "window of OIL: expected 2011-01-01 to 2011-12-31; found no window",
        ),
        (
            (
                "use: {measure: OIL, window_on: 2011-01-31, amounts: {bbl: 1}}, "
                "expect: {exceeded: false}"
            ),
            "OIL: expected a window of OIL on 2011-01-31; found none",
        ),
        (
            (
                "use: {measure: OIL, window_on: 2011-03-01, amounts: {usd: 1}}, "
                "expect: {exceeded: false}"
            ),
            (
                "OIL: expected a share of the cap; found no limit that USD can be held "
                "against"
            ),
        ),
        (
            (
                "use: {measure: OIL, window_on: 2011-03-01, amounts: {bbl: 1001}}, "
                "expect: {exceeded: null, share_pct: {bbl: [1, 2], t: 5}, alerts: []}"
            ),
            "OIL: expected hangs on a factor; found exceeded",
        ),
    ],
)
def test_what_does_not_hold_is_told_with_both_sides(
    tmp_path: Path, case: str, told: str
) -> None:
    """What is expected, and what the law says instead."""
    (result,) = tried(tmp_path, f"- {{id: x, name: y, {case}}}")

    assert not result.passed
    assert any(str(each).startswith(told) for each in result.mismatches), str(result)


def test_every_share_that_differs_is_told(tmp_path: Path) -> None:
    """Not the first alone."""
    (result,) = tried(
        tmp_path,
        """
        - {id: x, name: y, use: {measure: OIL, window_on: 2011-03-01, amounts:
          {bbl: 1001}}, expect: {exceeded: true, share_pct: {bbl: [1, 2], t: 5},
          alerts: []}}
        """,
    )

    assert [str(each) for each in result.mismatches] == [
        "share of OIL in bbl: expected 1.0 to 2.0 %; found 100.1 %",
        "share of OIL in t: expected 5.0 %; found none",
        "alerts of OIL: expected []; found [75, 90, 95]",
    ]


def test_the_steps_behind_a_verdict_come_with_it(tmp_path: Path) -> None:
    """So that the author sees where the law took another way."""
    (result,) = tried(
        tmp_path, f"- {{id: x, name: y, {ASK}, expect: {{UN: {{status: permitted}}}}}}"
    )
    (mismatch,) = result.mismatches

    assert mismatch.because
    assert all(step.startswith("COAL: ") for step in mismatch.because)
