"""Failures: how the app tells people and programs what went wrong."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match

from yalu.errors import IntegrityError, InvalidLawError, ModelError, YaluError
from yalu.web.fields import fields_of
from yalu.web.misfits import misfits
from yalu.web.pages import Pages
from yalu.web.problems import Fault, Problems, faults_of
from yalu.web.shelf import NotReadyError

__all__ = ["tell"]

_WAYS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_OURS = (IntegrityError, InvalidLawError, ModelError)


def tell(app: FastAPI) -> None:
    """Have an app tell every failure in words, to people as a page."""
    app.add_exception_handler(NotReadyError, _not_ready)
    app.add_exception_handler(YaluError, _refused)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(HTTPException, _not_found)
    app.add_exception_handler(Exception, _broken)


def _not_ready(request: Request, error: Exception) -> Response:
    wait = str(request.app.state.limits.retry_seconds)
    words = error.part.words if isinstance(error, NotReadyError) else ""
    if not _is_program(request):
        return _pages(request).show(
            request,
            "waiting.html.j2",
            status=HTTPStatus.ACCEPTED,
            headers={"Retry-After": wait},
            words=words,
            seconds=wait,
        )
    fault = Fault(
        where=request.url.path,
        found="not worked out yet",
        expected="",
        remedy=f"Ask again in {wait} seconds.",
    )
    said = f"{words}: still being worked out. {fault.remedy}"
    answer = _document(HTTPStatus.SERVICE_UNAVAILABLE, said, [fault])
    answer.headers["Retry-After"] = wait
    return answer


def _refused(request: Request, error: Exception) -> Response:
    """Tell what Yalu itself reports: our fault, unknown, or not of the form asked."""
    if isinstance(error, _OURS):
        status = HTTPStatus.INTERNAL_SERVER_ERROR
    elif isinstance(error, LookupError):
        status = HTTPStatus.NOT_FOUND
    else:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return _told(request, status, str(error), faults_of(str(error)))


def _not_understood(request: Request, error: Exception) -> Response:
    """Tell what is not of the form that the interface declares."""
    faults: list[Fault] = []
    if isinstance(error, RequestValidationError):
        known = fields_of(request.scope["endpoint"], path=request.path_params)
        faults = misfits(error.errors(), known, body=error.body)
    said = " ".join(
        f"{one.where}: found {one.found}; expected {one.expected}. {one.remedy}"
        for one in faults
    )
    return _told(request, HTTPStatus.UNPROCESSABLE_ENTITY, said, faults)


def _not_found(request: Request, error: Exception) -> Response:
    """Tell of an address that leads nowhere, or of a way it cannot be asked."""
    status, found, expected = HTTPStatus.NOT_FOUND, "nothing of that name", ""
    headers = dict[str, str]()
    if isinstance(error, HTTPException):
        status = HTTPStatus(error.status_code)
        found = error.detail if error.detail != status.phrase else found
        headers.update(error.headers or {})
    if status is HTTPStatus.BAD_REQUEST:
        found, expected = "a body that cannot be read", "a form, or JSON"
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = expected = ", ".join(_ways(request))
        found = repr(request.method)
    fault = Fault(
        where=request.url.path,
        found=found,
        expected=expected,
        remedy="Begin at / for the pages, or at /api for programs.",
    )
    more = f"; expected {expected}" if expected else ""
    words = f"{fault.where}: found {found}{more}. {fault.remedy}"
    answer = _told(request, status, words, [fault])
    answer.headers.update(headers)
    return answer


def _ways(request: Request) -> list[str]:
    """Return the methods by which an address may be asked, by any of its routes."""
    return [way for way in _WAYS if _is_known(request, way)]


def _is_known(request: Request, way: str) -> bool:
    scope = {**request.scope, "method": "GET" if way == "HEAD" else way}
    return any(r.matches(scope)[0] is Match.FULL for r in request.app.routes)


def _broken(request: Request, error: Exception) -> Response:
    """Tell of a fault in Yalu itself, with nothing of its inside."""
    del error  # the server writes it into its log
    fault = Fault(
        where=request.url.path,
        found="a fault in Yalu itself",
        expected="",
        remedy="Please report it, with the address; the terminal holds the details.",
    )
    said = f"{fault.where}: found {fault.found}. {fault.remedy}"
    return _told(request, HTTPStatus.INTERNAL_SERVER_ERROR, said, [fault])


def _told(
    request: Request, status: HTTPStatus, said: str, faults: list[Fault]
) -> Response:
    if _is_program(request):
        return _document(status, said, faults)
    return _pages(request).show(
        request, "problem.html.j2", status=status, phrase=status.phrase, faults=faults
    )


def _document(status: HTTPStatus, said: str, faults: list[Fault]) -> JSONResponse:
    told = Problems(title=status.phrase, status=status, detail=said, problems=faults)
    return JSONResponse(
        told.model_dump(), status, media_type="application/problem+json"
    )


def _is_program(request: Request) -> bool:
    # HTMX asks on behalf of a page, and says so in a header of its own.
    accepted = request.headers.get("accept", "")
    is_page = "text/html" in accepted or "hx-request" in request.headers
    return request.url.path.startswith("/api/") or not is_page


def _pages(request: Request) -> Pages:
    pages: Pages = request.app.state.pages
    return pages
