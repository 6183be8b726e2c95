"""The service: a FastAPI app behind a guard, whose description tells of failures."""

from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp

from yalu.web.guard import Guard
from yalu.web.limits import Limits
from yalu.web.problems import Problems

__all__ = ["Service"]

_FORM = "application/problem+json"
_REFERENCE = "#/components/schemas/{model}"
_FAILURES = {
    "400": "What was sent cannot be read at all.",
    "403": "It was sent from a page of somebody else.",
    "404": "There is nothing of that name.",
    "413": "Too much was sent at once.",
    "421": "The service does not answer under that name.",
    "422": "Something that was asked is not understood; all of it is listed.",
    "500": "A fault in Yalu itself.",
    "503": "It is still being worked out; ask again after `Retry-After` seconds.",
}
# What the framework says of its own failures, which are told in our form.
_UNNAMED = "Body_"  # what it calls a form that has no class
_THEIRS = ("HTTPValidationError", "ValidationError")


class Service(FastAPI):
    """An app that describes itself with the failures that any request may meet."""

    def build_middleware_stack(self) -> ASGIApp:
        """Return the app with the guard before all else, failures included."""
        limits: Limits = self.state.limits
        return Guard(super().build_middleware_stack(), limits=limits)

    def openapi(self) -> dict[str, Any]:
        """Return the description of the interface, put together once."""
        if self.openapi_schema is None:
            described = super().openapi()
            schemas = described.setdefault("components", {}).setdefault("schemas", {})
            for name in _THEIRS:
                schemas.pop(name, None)
            ours = Problems.model_json_schema(ref_template=_REFERENCE)
            schemas.update(ours.pop("$defs", {}))
            schemas[Problems.__name__] = ours
            for ways in described["paths"].values():
                for operation in ways.values():
                    operation["responses"].update(_failures())
            self.openapi_schema = _renamed(described)
        return self.openapi_schema


def _renamed(described: dict[str, Any]) -> dict[str, Any]:
    """Return a description whose forms are called by what they are for."""
    for ways in described["paths"].values():
        for operation in ways.values():
            for sent in operation.get("requestBody", {}).get("content", {}).values():
                old = sent["schema"].get("$ref", "").rsplit("/", 1)[-1]
                if old.startswith(_UNNAMED):
                    new = f"{operation['tags'][0].capitalize()}Form"
                    schemas = described["components"]["schemas"]
                    schemas[new] = {**schemas.pop(old), "title": new}
                    sent["schema"]["$ref"] = _REFERENCE.format(model=new)
    return described


def _failures() -> dict[str, Any]:
    reference = _REFERENCE.format(model=Problems.__name__)
    content = {_FORM: {"schema": {"$ref": reference}}}
    return {
        status: {"description": words, "content": content}
        for status, words in _FAILURES.items()
    }
