"""Which estimates are drawn, what is drawn of them, and the prices they may use."""

import re
from datetime import date

import pytest

from yalu import library
from yalu.compliance.alternatives import GRID
from yalu.report import Block, Dossier, Figure, Report, Table
from yalu.report.estimating import drawn, fan, judged, law_days, unseen
from yalu.report.figures.marks import day_marks
from yalu.report.lawmaking import short_goods
from yalu.report.outside import horizon_of, prices_of, regressors_for
from yalu.report.sections import patterns


def block(written: Report, name: str) -> Block:
    """Return one figure or table of the report."""
    return next(b for s in written.sections for b in s.blocks if b.id == name)


def figures(written: Report) -> list[Figure]:
    """Return the fans of the report."""
    (section,) = (s for s in written.sections if s.id == "expected")
    return [b for b in section.blocks if isinstance(b, Figure)]


def test_every_estimate_that_can_be_judged_is_in_the_table(
    dossier: Dossier, written: Report
) -> None:
    """Only what is drawn is chosen; nothing that is known is left out."""
    assert dossier.enquiry is not None
    assert dossier.enquiry.estimates is not None
    told = judged(dossier.enquiry.estimates)
    table = block(written, "estimates")
    assert isinstance(table, Table)

    assert len(table.rows) == len(told) > 0
    assert f"{len(told)} of {len(dossier.enquiry.estimates)} lines" in table.title


def test_a_title_is_what_its_numbers_say(dossier: Dossier, written: Report) -> None:
    """The share that did not move, its interval and both amounts are computed."""
    assert dossier.enquiry is not None
    shown = drawn(judged(dossier.enquiry.estimates or ()), leading=(), state="CHN")
    (bought,) = (
        one
        for one in shown
        if not one.history.measure and one.history.direction == "from_target"
    )
    titles = [figure.title.replace("\u00a0", " ") for figure in figures(written)]

    assert bought.compliance is not None
    value, low, high = bought.compliance
    words = (
        f"{value:.0f} % less than expected (interval: {low:.0f} to {high:.0f} % less)"
    )
    assert any(words in title for title in titles)


def test_an_interval_that_says_next_to_nothing_has_no_figure(
    dossier: Dossier,
) -> None:
    """A fan of a factor of a hundred looks like knowledge."""
    assert dossier.enquiry is not None
    every = judged(dossier.enquiry.estimates or ())
    shown = drawn(every, leading=(), state="CHN")

    assert 0 < len(shown) < len(every)
    assert all(one.expected[2] / one.expected[1] <= 10 for one in shown)


def test_nothing_after_the_closed_border_is_expected(dossier: Dossier) -> None:
    """From 22 January 2020 on trade fell for a cause that no measure has."""
    assert horizon_of(dossier.regime) == date(2020, 1, 22)
    assert dossier.enquiry is not None
    months = [
        month.period.start
        for one in dossier.enquiry.estimates or ()
        for month in one.months
    ]

    assert months
    assert max(months) < date(2020, 1, 1)


def test_a_fan_begins_where_learning_ends(dossier: Dossier) -> None:
    """Before the measure there is nothing expected, under it always."""
    assert dossier.enquiry is not None
    for one in drawn(judged(dossier.enquiry.estimates or ()), leading=(), state="CHN"):
        points = fan(one.of)
        rules = law_days(dossier, one.of, points)

        assert all(p.expected is None for p in points if p.part == "before")
        assert {p.period_start for p in points if p.expected is not None}
        assert all(points[0].period_start <= rule.day < one.of.until for rule in rules)


def test_a_recorded_month_names_the_sources_of_its_own_days(written: Report) -> None:
    """Not all hundred of its line: one wants to look it up."""
    for figure in figures(written):
        rows = zip(figure.data.records, figure.data.origins, strict=True)
        recorded = [names for row, names in rows if row["observed_low"] is not None]

        assert {name for names in figure.data.origins for name in names} <= {
            *figure.sources
        }
        assert sum(len(names) < 4 for names in recorded) > len(recorded) / 2


def test_a_price_is_that_of_all_the_goods_of_a_measure() -> None:
    """A ban on coal, ore and seafood at once has no price."""
    found = regressors_for(library.load("dprk"))

    assert found["UN-2371-8-coal"][0].name == "world price of coal australia"
    assert found["UN-2397-4"][0].name == "world price of crude brent"
    assert "CN-2017-40" not in found
    assert "UN-2371-9" not in found


def test_prices_are_monthly_and_in_order() -> None:
    """The model asks for each month once."""
    (brent,) = prices_of(["crude_brent"]).values()

    assert brent.months[0].start == date(1960, 1, 1)
    assert list(brent.months) == sorted(brent.months)


def test_names_of_days_that_lie_together_are_joined_on_a_narrow_chart() -> None:
    """2371 and 2375 ran into each other on a telephone."""
    window = (date(2016, 1, 1), date(2018, 9, 1))
    days = [(date(2017, 8, 5), "2371"), (date(2017, 9, 11), "2375")]
    marks = day_marks([*days, (date(2020, 1, 1), "later")], window)

    assert [mark["short"] for mark in marks] == ["2371, 2375", ""]
    assert [mark["label"] for mark in marks] == ["2371", "2375"]


def test_every_silence_of_the_record_is_counted_in_the_title(
    dossier: Dossier, written: Report
) -> None:
    """No kind of silence may fall out of the sum."""
    assert dossier.assessment is not None
    title = block(written, "silences").title
    words = title.partition(": ")[2].replace(" and ", ", ")
    counts = [part.split()[0] for part in words.split(", where")[0:1]]

    assert str(len(dossier.assessment.silences)) in title
    assert counts


def test_signs_say_what_would_be_found_by_chance(written: Report) -> None:
    """A sign without its false alarms is an accusation."""
    breaks = block(written, "breaks")
    assert isinstance(breaks, Table)

    assert "False alarms" in breaks.columns
    jump = block(written, "diversion").title
    assert "China, " in jump
    assert " a month)" in jump
    assert "it cannot be ranked, with one other line" in jump
    assert "0.0 of the 0" not in jump
    assert "cannot be judged" in breaks.title
    assert all(row[3].text for row in breaks.rows)


def test_each_verdict_says_what_it_hangs_on(written: Report) -> None:
    """Decided verdicts of the common law, each with the choices that turn it."""
    table = block(written, "sensitivity")
    assert isinstance(table, Table)

    assert table.columns[-1] == "Would change"
    assert all("alternatives" in row[2].text for row in table.rows)


def test_the_pattern_words_are_defined_beside_them(written: Report) -> None:
    """Spotty and partial are terms, not impressions."""
    table = block(written, "patterns")
    assert isinstance(table, Table)

    assert "China" in table.title
    assert "Too few verdicts for a pattern: " in table.title
    assert "over time" not in table.title
    answered = written.sections[0]
    assert answered.id == "answer"
    assert all(point.see != ("patterns",) for point in answered.points)
    for word in ("Spotty:", "Partial:", "Improving:", "lapsing:"):
        assert word in table.definition


def test_the_counted_rows_of_a_fan_sum_to_its_title(dossier: Dossier) -> None:
    """Months and amount of the title follow from the table beside the chart."""
    assert dossier.enquiry is not None
    told = judged(dossier.enquiry.estimates or ())
    for one in told:
        counted = [p for p in fan(one.of) if p.counted]

        assert sum(p.months for p in counted) == one.months
        assert sum(p.recorded_low or 0.0 for p in counted) == pytest.approx(
            float(one.observed.low)
        )
    assert any(unseen(fan(one.of)) for one in told)


def test_months_known_only_from_a_total_are_told(written: Report) -> None:
    """Forty-three months in a title, thirty-three points on the chart."""
    told = [figure.definition for figure in figures(written)]

    assert any("known only as part of a longer total" in text for text in told)


def test_a_mean_error_says_of_how_many_months(written: Report) -> None:
    """Three months foreseen are no test."""
    for figure in figures(written):
        found = re.search(r"Before the measure (.*?), with a mean", figure.definition)

        assert found is not None
        assert re.fullmatch(r"\d+ months were foreseen one by one", found[1])
        assert "inside the band" in figure.definition


def test_the_numbers_of_every_fan_can_be_read_on_the_page(written: Report) -> None:
    """As those of the other figures."""
    html = written.page.read_text(encoding="utf-8")
    for figure in figures(written):
        part = html.split(f'id="{figure.id}"')[1].split("</figure>")[0]

        assert "The numbers as a table" in part


def test_a_percentage_below_nil_has_a_true_minus(written: Report) -> None:
    """A hyphen before a number reads as a range."""
    table = block(written, "estimates")
    assert isinstance(table, Table)
    details = [row[3].detail for row in table.rows]

    assert any("\u2212" in text for text in details)
    assert not any("-" in text for text in details)


def test_a_threshold_set_otherwise_is_told_in_words(written: Report) -> None:
    """No name of a setting, and no bare share, reaches a reader."""
    table = block(written, "sensitivity")
    assert isinstance(table, Table)
    text = " ".join(row[3].text for row in table.rows).replace("\u00a0", " ")

    assert "no figure older than the 12 months counted" in text
    assert "the choice" not in text
    assert not any(name.replace("_", " ") + " 0" in text for name in GRID)
    assert all(name.replace("_", " ") in patterns.THRESHOLD_WORDS for name in GRID)


@pytest.mark.parametrize(
    ("words", "short"),
    [
        ("what sub-paragraphs (i) and (ii) name: heavy weapons", "heavy weapons"),
        ("copper, nickel, silver or zinc", "copper, nickel, silver or zinc"),
        (
            "iron, steel and other metals (chapters 72 to 83)",
            "iron, steel and other metals",
        ),
        ("coal: with an exception", "coal"),
        ("snowmobiles above 2,000 US dollars", "snowmobiles above 2,000 US dollars"),
    ],
)
def test_goods_are_cut_where_they_still_name_the_goods(words: str, short: str) -> None:
    """A table once listed a measure on “what sub-paragraphs”."""
    assert short_goods(words) == short
