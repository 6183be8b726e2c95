"""Promises about what programs are told of the interface."""

import re

from tests.web.visitors import Visitor


def test_the_page_for_programs_names_every_way_of_asking(reader: Visitor) -> None:
    """It is written from the description, so that neither forgets the other."""
    described = reader.get("/api/openapi.json").json()
    text = reader.read("/api").text

    assert described["openapi"].startswith("3.1")
    assert all(f"<code>{address}</code>" in text for address in described["paths"])


def test_every_way_of_asking_says_how_it_fails(reader: Visitor) -> None:
    """Failures have one form, and it is described."""
    described = reader.get("/api/openapi.json").json()
    operations = [one for ways in described["paths"].values() for one in ways.values()]

    for operation in operations:
        content = operation["responses"]["422"]["content"]
        assert set(content) == {"application/problem+json"}
    assert "HTTPValidationError" not in described["components"]["schemas"]


def test_every_form_that_is_named_is_described(reader: Visitor) -> None:
    """A reference into nothing breaks whoever writes a client from it."""
    text = reader.get("/api/openapi.json").text
    described = reader.get("/api/openapi.json").json()["components"]["schemas"]

    named = set(re.findall(r"#/components/schemas/([\w.-]+)", text))
    assert named <= set(described)


def test_only_the_interface_is_described(reader: Visitor) -> None:
    """Pages are for people and may change."""
    described = reader.get("/api/openapi.json").json()

    assert all(address.startswith("/api/v1/") for address in described["paths"])
