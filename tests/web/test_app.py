"""Promises about the app as a whole."""

from tests.web.visitors import Visitor


def test_the_first_page_answers_before_anything_slow_is_worked_out(
    visitor: Visitor,
) -> None:
    """The law is enough for a first page; nobody waits for the report."""
    answer = visitor.read("/")

    assert answer.status_code == 200
    assert "text/html" in answer.headers["content-type"]
