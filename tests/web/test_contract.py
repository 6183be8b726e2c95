"""The contract with programs: whatever is asked, the answer is of a declared form."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from hypothesis import seed as begun
from schemathesis.specs.openapi import checks

from tests.web.browser.small_shelf import fill
from yalu.web import Limits, Shelf, create_app
from yalu.web.problems import Problems

SHELF = Shelf(seed=1)
SUBJECTS = {
    "claims",
    "events",
    "figures",
    "forecast",
    "law",
    "regimes",
    "ruling",
    "scenarios",
    "scorecard",
    "screen",
    "sources",
}
_WRONG = 400
NAMED = Limits(hosts=(*Limits().hosts, "testserver"))  # which it asks by

# It is described when the tests are collected, and filled when the first one runs.
contract = schemathesis.openapi.from_asgi(
    "/api/openapi.json", create_app(SHELF, limits=NAMED)
)


@pytest.fixture(scope="module", autouse=True)
def filled() -> Iterator[None]:
    """Put on the shelf what is asked for."""
    fill(SHELF)
    yield
    SHELF.close()


@contract.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
)
@begun(7)
def test_every_answer_is_of_a_declared_form(case: schemathesis.Case[Any]) -> None:
    """No fault of ours, no undeclared code or form, and failures are documents."""
    answer = case.call()
    case.validate_response(
        answer,
        checks=[
            schemathesis.checks.not_a_server_error,
            checks.status_code_conformance,
            checks.content_type_conformance,
            checks.response_schema_conformance,
            checks.response_headers_conformance,
        ],
    )
    if answer.status_code >= _WRONG:
        told = Problems.model_validate_json(answer.content)
        assert told.status == answer.status_code
        assert told.detail
        assert told.problems


def test_every_subject_of_the_pages_is_there_for_programs() -> None:
    """What people can read, programs can."""
    described = contract.raw_schema["paths"]

    assert {path.split("/")[3] for path in described} >= SUBJECTS
