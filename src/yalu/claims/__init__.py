"""Whether what was written is so: each claim with its query, figure and verdict."""

from yalu.claims.answer import Answer, Record
from yalu.claims.claim import Claim, Condition, Rule, Verdict
from yalu.claims.ledger import Finding, Ledger, check
from yalu.claims.reading import Book, read

__all__ = [
    "Answer",
    "Book",
    "Claim",
    "Condition",
    "Finding",
    "Ledger",
    "Record",
    "Rule",
    "Verdict",
    "check",
    "read",
]
