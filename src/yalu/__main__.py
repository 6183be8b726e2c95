"""Run the command line with ``python -m yalu``."""

from yalu.cli import main

main()
