"""Is the law obeyed? Recorded trade held against the measures of a regime."""

from yalu.compliance.compiled_law import Per
from yalu.compliance.screening import screen, screen_file

__all__ = ["Per", "screen", "screen_file"]
