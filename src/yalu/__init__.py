"""Yalu: an open workbench for sanctions regimes.

The names below are the front door; each stands in the package that is its home, and
nothing is loaded before it is asked for.

Examples
--------
>>> from datetime import date
>>> import yalu
>>> law = yalu.load_regime("dprk")
>>> day = date(2017, 9, 6)
>>> yalu.rule(law, goods="270112", exporter="PRK", on=day).body("UN").status
<Status.PROHIBITED: 'prohibited'>

"""

from importlib import import_module as _import_module
from typing import Any as _Any

__all__ = [
    "assess",
    "check_claims",
    "compare",
    "coverage",
    "load_data",
    "load_regime",
    "profile",
    "read_events",
    "read_flows",
    "read_regime",
    "render",
    "rule",
    "screen",
]
__version__ = "0.1.0"

_HOMES = {
    "assess": ("yalu.compliance", "assess"),
    "check_claims": ("yalu.claims", "check"),
    "compare": ("yalu.regime", "compare"),
    "coverage": ("yalu.regime", "coverage"),
    "load_data": ("yalu.sources", "load"),
    "load_regime": ("yalu.library", "load"),
    "profile": ("yalu.dependence", "profile"),
    "read_events": ("yalu.events", "read"),
    "read_flows": ("yalu.flows", "read"),
    "read_regime": ("yalu.regime", "read_regime"),
    "render": ("yalu.report", "render"),
    "rule": ("yalu.regime", "rule"),
    "screen": ("yalu.compliance", "screen"),
}


def __getattr__(name: str) -> _Any:  # noqa: ANN401 - whatever has that name
    if name not in _HOMES:
        msg = f"module 'yalu' has no attribute {name!r}"
        raise AttributeError(msg)
    home, original = _HOMES[name]
    return getattr(_import_module(home), original)
