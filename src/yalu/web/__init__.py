"""The web page: the law, the record and the answers, served from this machine alone."""

from yalu.web.app import create_app
from yalu.web.limits import Limits
from yalu.web.shelf import Part, Shelf

__all__ = ["Limits", "Part", "Shelf", "create_app"]
