"""Yalu: an open workbench for sanctions regimes."""

__all__ = ["__version__"]
__version__ = "0.1.0"
