"""Files that pages load: the style, the scripts, the drawing library."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from yalu.web.asking import ShelfOf
from yalu.web.assets import Asset, Assets
from yalu.web.pages import DRAWING
from yalu.web.parts import LIBRARY

__all__ = ["asset", "drawing", "router"]

router = APIRouter(include_in_schema=False)


@router.get(DRAWING)
def drawing(request: Request, shelf: ShelfOf) -> Response:
    """Return the script that draws charts, once it is put together."""
    return _sent(request, shelf.take(LIBRARY))


@router.get("/static/{digest}/{name}")
def asset(request: Request, digest: str, name: str) -> Response:
    """Return one file of the pages."""
    assets: Assets = request.app.state.assets
    found = assets.find(digest, name)
    if found is None:
        raise HTTPException(404)
    return _sent(request, found)


def _sent(request: Request, asset: Asset) -> Response:
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable",
        "Vary": "Accept-Encoding",
    }
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(asset.plain, media_type=asset.media_type, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(asset.packed, media_type=asset.media_type, headers=headers)
