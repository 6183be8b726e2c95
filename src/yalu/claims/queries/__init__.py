"""The queries that claims are tested with, by name."""

from yalu.claims.queries.registry import QUERIES

__all__ = ["QUERIES"]
