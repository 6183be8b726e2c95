"""Screening: a visitor's own file held against the law."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.routing import APIRoute

from yalu.compliance.bounds import reach_of
from yalu.errors import UnknownCodeError
from yalu.flows import FlowDirection, Series
from yalu.goods import Revision
from yalu.regime import Direction
from yalu.report.exports import TABLE_FORMS, form_named
from yalu.report.exports import Form as Ending
from yalu.report.lawmaking import short_goods
from yalu.report.naming import state_name
from yalu.web.asking import LimitsOf, PagesOf, ShelfOf
from yalu.web.guard import UPLOADS
from yalu.web.limits import Limits
from yalu.web.mappings import mapping_sent
from yalu.web.parts import LAW
from yalu.web.replies.screening import ScreeningTold, screening_told
from yalu.web.screening_parts import SCREENINGS, law_named
from yalu.web.screenings import FILES, Screening, Wish
from yalu.web.shelf import Shelf

__all__ = [
    "api",
    "download",
    "download_by_program",
    "remove",
    "remove_by_program",
    "result",
    "router",
    "screen",
    "send",
    "send_by_program",
    "told",
]


class _Roomy(APIRoute):
    """A route that takes no file where there is no room, before any of it is read."""

    def get_route_handler(
        self,
    ) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request."""
        answer = super().get_route_handler()

        async def answered(request: Request) -> Response:
            if request.method == "POST" and request.url.path in UPLOADS:
                state = request.app.state
                uploads = state.shelf.take(SCREENINGS).uploads
                uploads.require_room(state.limits.uploads_kept)
            return await answer(request)

        return answered


router = APIRouter(include_in_schema=False, route_class=_Roomy)
api = APIRouter(prefix="/api/v1/screen", tags=["screening"], route_class=_Roomy)

_FILES = dict(
    zip(
        FILES,
        (
            "Sums by measure and month",
            "Rows of the file, each with its measures",
            "Records put aside, with remedies",
        ),
        strict=True,
    )
)
_WAYS = {
    Direction.FROM_TARGET: "sold by the target",
    Direction.TO_TARGET: "sold to the target",
}
_File = Annotated[
    UploadFile, File(description="CSV or JSON, perhaps gzipped, or Parquet.")
]
_Mapping = Annotated[
    UploadFile | None,
    File(description="YAML that says which of its columns holds what."),
]
_Regime = Annotated[str, Form(max_length=40, description="The law: a regime's name.")]
_Series = Annotated[Series | None, Form(description="If the file does not say it.")]
_Direction = Annotated[
    FlowDirection | None, Form(description="If the file does not say it.")
]
_Revision = Annotated[Revision | None, Form(description="If the file does not say it.")]
_Token = Annotated[str, "The random word of a screening."]


@router.get("/screen", response_class=HTMLResponse)
def screen(
    request: Request, shelf: ShelfOf, pages: PagesOf, limits: LimitsOf
) -> HTMLResponse:
    """Show the form for a file, and what columns it should have."""
    return pages.show(
        request,
        "screen.html.j2",
        regimes=shelf.take(LAW),
        chosen=shelf.regime,
        most=limits.upload_bytes,
        minutes=limits.upload_seconds // 60,
        series=tuple(Series),
        directions=tuple(FlowDirection),
        revisions=tuple(Revision),
    )


@router.post("/screen")
def send(
    *,
    file: _File,
    shelf: ShelfOf,
    limits: LimitsOf,
    mapping: _Mapping = None,
    regime: _Regime = "",
    series: Annotated[str, Form(max_length=20)] = "",
    direction: Annotated[str, Form(max_length=20)] = "",
    revision: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Take a file from a form, and lead to the page on which its result appears."""
    wish = Wish(
        series=series or None, direction=direction or None, revision=revision or None
    )
    one = _begun(shelf, limits, file, mapping, regime or shelf.regime, wish)
    address = f"/screen/{one.upload.token}"
    return RedirectResponse(address, status_code=HTTPStatus.SEE_OTHER)


@router.get("/screen/{token}", response_class=HTMLResponse)
def result(
    token: _Token, request: Request, shelf: ShelfOf, pages: PagesOf
) -> HTMLResponse:
    """Show how far a screening is, and what it found."""
    one = shelf.take(SCREENINGS).get(token)
    law = shelf.take(LAW).get(one.regime)
    found = [*one.summary.get("breaches_by_measure", ())]
    found += [*one.summary.get("moved_under_caps", ()), *one.rows]
    return pages.show(
        request,
        "screened.html.j2",
        headers={"Cache-Control": "no-store"},  # it is of a visitor's own file
        one=one,
        goods={}
        if law is None
        else {
            row["measure"]: short_goods(law.measure(row["measure"]).goods.words)
            for row in found
        },
        names={row["state"]: state_name(row["state"]) for row in found},
        ways=_WAYS,
        reach_of=reach_of,
        forms=[form.value for form in TABLE_FORMS],
        files=_FILES,
    )


@router.post("/screen/{token}/remove")
def remove(token: _Token, shelf: ShelfOf) -> Response:
    """Take a file and its result away at once."""
    _removed(shelf, token)
    return RedirectResponse("/screen", status_code=HTTPStatus.SEE_OTHER)


@router.get("/screen/{token}/{kind}.{ending}")
def download(token: _Token, kind: str, ending: str, shelf: ShelfOf) -> Response:
    """Return what was found, its rows, or what was put aside, as a file."""
    return _file(shelf, token, kind, ending)


@api.post("", status_code=HTTPStatus.ACCEPTED)
def send_by_program(
    *,
    file: _File,
    shelf: ShelfOf,
    limits: LimitsOf,
    mapping: _Mapping = None,
    regime: _Regime = "",
    series: _Series = None,
    direction: _Direction = None,
    revision: _Revision = None,
) -> ScreeningTold:
    """Send a file; ask for its result under the word that is returned."""
    wish = Wish(series=series, direction=direction, revision=revision)
    one = _begun(shelf, limits, file, mapping, regime or shelf.regime, wish)
    return screening_told(one)


@api.get("/{token}")
def told(token: _Token, shelf: ShelfOf) -> ScreeningTold:
    """Return how far a screening is, and what it found once it is done."""
    return screening_told(shelf.take(SCREENINGS).get(token))


@api.delete("/{token}", status_code=HTTPStatus.NO_CONTENT)
def remove_by_program(token: _Token, shelf: ShelfOf) -> None:
    """Take a file and its result away at once."""
    _removed(shelf, token)


@api.get("/{token}/{kind}.{ending}", response_class=Response)
def download_by_program(
    token: _Token, kind: str, ending: str, shelf: ShelfOf
) -> Response:
    """Return what was found, its rows, or what was put aside, as a file."""
    return _file(shelf, token, kind, ending)


def _begun(  # noqa: PLR0917
    shelf: Shelf,
    limits: Limits,
    file: UploadFile,
    mapping: UploadFile | None,
    regime: str,
    wish: Wish,
) -> Screening:
    law = law_named(shelf, regime)
    held = shelf.take(SCREENINGS)
    upload = held.uploads.take(
        file.file,
        file.filename or "",
        most=limits.upload_bytes,
        seconds=limits.upload_seconds,
        kept=limits.uploads_kept,
    )
    try:
        wish = replace(wish, mapping=mapping_sent(mapping, upload.folder))
    except BaseException:
        held.uploads.drop(upload.token)
        raise
    return held.begin(
        upload, lambda: shelf.take(law), wish, seconds=limits.upload_seconds
    )


def _removed(shelf: Shelf, token: str) -> None:
    held = shelf.take(SCREENINGS)
    held.get(token)
    held.uploads.drop(token)


def _file(shelf: Shelf, token: str, kind: str, ending: str) -> Response:
    if kind not in FILES:
        msg = f"file: found {kind!r}; expected {' or '.join(FILES)}. Ask for one."
        raise UnknownCodeError(msg)
    form: Ending = form_named(ending, TABLE_FORMS, place="form")
    content = shelf.take(SCREENINGS).file(token, kind, form)
    name = f'attachment; filename="{kind}.{form.value}"'
    headers = {"Content-Disposition": name}
    return Response(content, media_type=form.media_type, headers=headers)
