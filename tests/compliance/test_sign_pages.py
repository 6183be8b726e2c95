"""What the pages on breaks and signs say of error rates, held against the table."""

import re
from pathlib import Path

import pytest

from yalu.compliance.calibration import calibrations

DOCS = Path(__file__).resolve().parents[2] / "docs" / "methods"
DOWN = tuple(f"no break, decline of {rate} a month" for rate in ("1%", "2%", "4%"))
UP = tuple(f"no break, growth of {rate} a month" for rate in ("1%", "2%", "4%"))
WALKS = tuple(
    f"no break, a random walk of {rate} a month under noise" for rate in ("10%", "20%")
)
FIFTHS = "falls by four fifths, on time"
TIMED = "detections: with the right timing"
HALVES = ("falls by half, on time", "falls by half, 3 months late")


def percent(world: str, figure: str, estimator: str = "breaks") -> str:
    """Return one figure of the table in percent."""
    (row,) = (
        c for c in calibrations(estimator) if (c.world, c.figure) == (world, figure)
    )
    return f"{100 * row.value:.0f}"


def several(worlds: tuple[str, ...], figure: str) -> str:
    """Return one figure of some worlds, as a list in words."""
    *first, last = (percent(world, figure) for world in worlds)
    return f"{', '.join(first)} and {last}"


def sizes() -> str:
    """Return the least and the most coverage of the ranges of size."""
    found = [c.value for c in calibrations("breaks") if c.figure == "coverage: size"]
    return f"{100 * min(found):.0f} to {100 * max(found):.0f}"


SENTENCES = {
    "DECLINES": (
        "Of series that decline by 1, 2 and 4 % a month without any break "
        f"{several(DOWN, 'false_alarms: a fall')} % are told as a fall all the same, "
        f"and {several(DOWN, 'told as drift')} % as drift."
    ),
    "GROWTHS": (
        "Of series that grow as fast "
        f"{several(UP, 'false_alarms')} % are told as a rise, none as a fall."
    ),
    "WALKS": (
        "Of random walks with steps of 10 and 20 % a month "
        f"{several(WALKS, 'false_alarms: a fall')} % are told as a fall, "
        f"{several(WALKS, 'told as drift')} % as drift."
    ),
    "HALVES": (
        "A fall by half is told as a fall "
        f"{several(HALVES, 'detections')} times in a hundred if it is on time and if "
        f"it is three months late, and as drift {several(HALVES, 'told as drift')} "
        "times."
    ),
    "FIFTHS": (
        "A fall by four fifths on time is found "
        f"{percent(FIFTHS, 'detections')} times in a hundred, and dated to the exact "
        f"month {percent(FIFTHS, TIMED)} times."
    ),
    "SIZES": f"Ranges of the size hold the truth {sizes()} times in a hundred, not 90.",
}


@pytest.mark.parametrize("name", SENTENCES)
def test_the_rates_on_the_page_of_breaks_are_those_of_the_table(name: str) -> None:
    """A number typed by hand goes stale without a sound."""
    page = " ".join((DOCS / "breaks.md").read_text(encoding="utf-8").split())

    assert SENTENCES[name] in page


def test_growth_is_never_told_as_a_fall() -> None:
    """As the page says."""
    assert {percent(world, "false_alarms: a fall") for world in UP} == {"0"}


def test_only_substitution_is_told_too_often() -> None:
    """The page says so of it and of no other kind of diversion."""
    often = {
        c.figure.partition(": ")[2]
        for c in calibrations("diversion")
        if c.nominal is not None and c.errs_more and c.figure.endswith("told")
    }
    page = (DOCS / "evasion.md").read_text(encoding="utf-8")

    assert often == {"substitution, told"}
    assert "Substitution is told more often than the 5 % wanted" in page


def test_mirror_outliers_keep_their_promise() -> None:
    """The page makes no exception for them."""
    promised = [c for c in calibrations("mirror") if c.nominal is not None]

    assert promised
    assert not any(c.errs_more for c in promised)


@pytest.mark.parametrize("name", ["diversion", "mirror"])
def test_the_page_of_signs_includes_the_table_and_types_no_rate(name: str) -> None:
    """What is generated is always that of the code at hand."""
    page = (DOCS / "evasion.md").read_text(encoding="utf-8")
    rates = page.partition("## How often it is right")[2].partition("## Limits")[0]

    assert f"generated/calibration/{name}.md" in rates
    assert set(re.findall(r"([\d.]+) ?%", rates)) == {"5"}
