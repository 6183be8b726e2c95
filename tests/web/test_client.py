"""Promises about the client that programs may copy."""

import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.web.dossiers import judged_shelf
from tests.web.stages import NoisyStage, noisy, nothing_stored
from tests.web.visitors import Visitor
from yalu import library
from yalu.goods import Revision
from yalu.regime import coverage
from yalu.web import create_app
from yalu.web.scenario_parts import STAGE, SUPPOSING
from yalu.web.screening_parts import SCREENINGS, law_named
from yalu.web.screenings import Law
from yalu.web.witnesses import WITNESSES

SCRIPT = Path(__file__).parents[2] / "examples" / "client.py"
COAL = (
    "reporter,partner,direction,period_start,period_end,hs_code,hs_revision,"
    "value_usd,quantity,unit,series,source,evidence\n"
    "CHN,PRK,import,2018-03-01,2018-04-01,270112,HS2017,1000,10,t,customs,own,reported"
    "\n"
)


@pytest.fixture(scope="module")
def names() -> dict[str, Any]:
    """Return what the script defines."""
    return runpy.run_path(str(SCRIPT))


@pytest.fixture(scope="module")
def client(names: dict[str, Any]) -> Iterator[Any]:
    """Return a client of an app with a small dossier and noisy runs."""
    shelf = judged_shelf()
    shelf.put(STAGE, noisy(NoisyStage()))
    shelf.put(SUPPOSING, nothing_stored())
    regime = library.load("dprk")
    compiled = (coverage(regime, revision=Revision.HS2017),)
    shelf.put(law_named(shelf, "dprk"), Law(regime=regime, compiled=compiled))
    shelf.take(WITNESSES)
    visitor = Visitor(create_app(shelf))
    transport = httpx.MockTransport(visitor.forward)
    yield names["Client"](
        "http://127.0.0.1", transport=transport, pause=0.05, patience=20
    )
    shelf.take(SCREENINGS).uploads.close()


def test_the_client_reads_a_ruling(client: Any) -> None:  # noqa: ANN401
    """The first thing that most programs ask."""
    found = client.ruling("270112", exporter="PRK", importer="CHN", on="2018-03-01")

    assert found.status == "prohibited"
    assert len(found.law_sha256) == 64


def test_the_client_reads_scorecard_and_claims(client: Any) -> None:  # noqa: ANN401
    """Each verdict comes with its sources."""
    scores, claims = client.scorecard("CHN"), client.claims()

    assert {score.verdict for score in scores} > {"unverifiable"}
    assert [claim.id for claim in claims] == ["C01", "C02", "C03"]


def test_the_client_runs_sliders(client: Any) -> None:  # noqa: ANN401
    """A run comes with its ranges and its doubts."""
    run = client.run(china=90, oil=50)

    assert len(run.levers) == 3
    assert all(change.low <= change.high for change in run.changes)
    assert run.doubts


def test_the_client_screens_a_file_and_takes_the_findings(
    client: Any,  # noqa: ANN401
    tmp_path: Path,
) -> None:
    """It waits until the file is screened."""
    path = tmp_path / "own.csv"
    path.write_text(COAL, encoding="utf-8")
    found = client.screen(path)

    assert (found.state, found.read, found.quarantined) == ("done", 1, 0)
    assert client.findings(found, "csv").startswith(b"measure,")


def test_the_client_tells_every_problem(client: Any, names: dict[str, Any]) -> None:  # noqa: ANN401
    """What is wrong can be handled by a program."""
    with pytest.raises(names["ProblemError"]) as caught:
        client.run(china=101, oil=33)

    assert caught.value.status == 422
    assert len(caught.value.problems) == 2
