"""What is promised of the figures of pressure: one question, one answer."""

import json
from dataclasses import asdict, replace
from datetime import date

import numpy as np
import pytest
from typer.testing import CliRunner

from yalu import library
from yalu.cli.app import app
from yalu.errors import UnknownCodeError
from yalu.report import Dossier
from yalu.report.pressing import Pressure, pressure_of
from yalu.report.pressure_scope import FULL, Scope
from yalu.report.stakes import STOP

FEW = 20


def asked(scope: Scope, *, seed: int = 1, before: int = 0) -> Pressure:
    """Return what a few draws say, after others were drawn from the same source."""
    rng = np.random.default_rng(seed)
    rng.random(before)
    return pressure_of(library.load("dprk"), rng=rng, draws=FEW, scope=scope)


@pytest.fixture(scope="module")
def plain() -> Pressure:
    """Return every package by the plain count."""
    return asked(Scope(model="mechanical"))


def median(found: Pressure, package: str, patron: str = "") -> float:
    """Return the middle of the only price of a package."""
    (price,) = found.at(package=package, patron=patron, enforcement=FULL)
    assert price.median is not None
    return price.median


def test_the_command_and_the_report_give_the_same_costs(dossier: Dossier) -> None:
    """For the same seed, to the last digit, though the report asks for more."""
    told = CliRunner().invoke(
        app, ["impact", "--package", "2270", "--seed", "1718", "--json"]
    )
    assert dossier.pressure is not None
    rows = dossier.pressure.at(package="2270", enforcement=FULL)
    found = [
        row for row in json.loads(told.stdout)["costs"] if row["enforcement"] == FULL
    ]

    assert rows
    assert found == json.loads(json.dumps([asdict(row) for row in rows]))


def test_the_ledger_tells_what_the_section_shows(dossier: Dossier) -> None:
    """Claims are handed the prices of the report, and the command prints the same."""
    told = CliRunner().invoke(app, ["claims", "--json"])
    assert dossier.ledger is not None
    figures = {row["id"]: row["figure"] for row in json.loads(told.stdout)}

    for claim in ("C05", "C14"):
        assert figures[claim] == dossier.ledger.get(claim).figure


def test_what_was_drawn_before_does_not_change_a_cost(plain: Pressure) -> None:
    """Chance of a part is its own."""
    scope = Scope(packages=("2270",), model="mechanical")

    assert asked(scope, before=1000).prices == plain.at(package="2270")


def test_a_model_alone_costs_what_it_costs_among_all(plain: Pressure) -> None:
    """The same seed draws the same, whatever is shown."""
    among = asked(Scope(packages=("2270",)))
    alone = plain.at(package="2270")

    assert among.at(model="mechanical") == alone


def test_another_seed_gives_other_draws(plain: Pressure) -> None:
    """The interval is one of chance, not of rounding."""
    scope = Scope(packages=("2270",), model="mechanical")

    assert asked(scope, seed=2).prices != plain.at(package="2270")


def test_more_law_never_costs_less(plain: Pressure) -> None:
    """By the plain count, draw by draw and so in the middle."""
    alone = [
        median(plain, name)
        for name in ("to-2270", "to-2321", "to-2371", "to-2375", "to-2397", "closure")
    ]

    assert alone == sorted(alone)


def test_a_stop_by_the_patron_alone_costs_less_than_closure(plain: Pressure) -> None:
    """What is traded with others goes on."""
    assert median(plain, "to-2397") < median(plain, STOP) < median(plain, "closure")


def test_who_steps_in_never_adds_to_a_cost(plain: Pressure) -> None:
    """By the plain count; prices and wages could turn against the target."""
    for row in plain.packages:
        assert median(plain, row.package, "RUS") <= median(plain, row.package)


def test_texts_that_stop_nothing_new_are_not_priced_twice(plain: Pressure) -> None:
    """Resolution 2356 lists people; all up to it is all up to the one before."""
    names = {row.package for row in plain.packages}

    assert names.isdisjoint({"2356", "to-2356", "2087", "to-1718"})


def test_a_stop_by_the_patron_covers_what_it_trades(plain: Pressure) -> None:
    """All of its own trade, and that is not all there is."""
    (row,) = (row for row in plain.packages if row.package == STOP)

    assert row.sold_low is not None
    assert 0.5 < row.sold_low < 1


def test_the_deepest_single_year_is_the_yardstick(plain: Pressure) -> None:
    """And the fall over several years stands beside it."""
    worst = plain.crippling

    assert worst is not None
    assert worst.first == worst.last
    assert max(one.high for one in plain.yardsticks) > worst.high


def test_another_target_is_refused() -> None:
    """The trade that is embedded is of one state."""
    with pytest.raises(UnknownCodeError, match="found SOM as target"):
        pressure_of(library.load("somalia"), rng=np.random.default_rng(1))


def test_law_published_later_has_no_price_on_an_earlier_day() -> None:
    """A report as of 2016 prices 2270 and knows nothing of 2321."""
    regime = library.load("dprk")
    known = tuple(i for i in regime.instruments if i.published_on < date(2016, 7, 1))
    found = pressure_of(
        replace(regime, instruments=known),
        rng=np.random.default_rng(1),
        draws=FEW,
        scope=Scope(model="mechanical", patrons=("",)),
    )
    names = {row.package for row in found.packages}

    assert "2270" in names
    assert not {name for name in names if "2321" in name}
