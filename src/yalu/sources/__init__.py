"""Figures that come with the package, each with its source, and who published it."""

from yalu.sources.descriptor import Column, Descriptor, Licence
from yalu.sources.expectation import Expectation, unmet
from yalu.sources.holdings import available, describe, load, parse, source

__all__ = [
    "Column",
    "Descriptor",
    "Expectation",
    "Licence",
    "available",
    "describe",
    "load",
    "parse",
    "source",
    "unmet",
]
