"""Figures that come with the package, each with its source, and who published it."""

from yalu.sources.descriptor import FORMATS, Column, Descriptor, Licence
from yalu.sources.expectation import Expectation, Total, unmet
from yalu.sources.holdings import available, describe, load, parse, source
from yalu.sources.repaired import repaired_trade

__all__ = [
    "FORMATS",
    "Column",
    "Descriptor",
    "Expectation",
    "Licence",
    "Total",
    "available",
    "describe",
    "load",
    "parse",
    "repaired_trade",
    "source",
    "unmet",
]
