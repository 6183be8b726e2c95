"""The command line: one command for each question.

Exit codes: 0 the question was answered; 2 it was not understood; 3 a file or a
service could not be used; 4 the encoded law or embedded data is broken.
"""

from yalu.cli.app import main

__all__ = ["main"]
