"""A small repaired matrix whose dependence can be worked out by hand."""

from tests.flows.matrices import Cell, matrix_of
from yalu.flows import Repair, repair

# Russia is trusted, the Congo is taken for the South's partner, Brazil is doubtful.
CELLS: tuple[Cell, ...] = (
    (2005, "3", "CHN", "PRK", 60.0),
    (2005, "3", "RUS", "PRK", 40.0),
    (2005, "3", "CHN", "KOR", 600.0),
    (2015, "3", "CHN", "PRK", 90.0),
    (2015, "3", "RUS", "PRK", 10.0),
    (2015, "3", "RUS", "USA", 290.0),
    (2015, "3", "CHN", "KOR", 600.0),
    (2015, "7", "CHN", "PRK", 100.0),
    (2015, "7", "COG", "PRK", 50.0),
    (2015, "7", "BRA", "PRK", 9.0),
    (2015, "7", "DEU", "PRK", 1.0),
    (2015, "7", "CHN", "KOR", 1000.0),
    (2015, "7", "COG", "KOR", 1.0),
    (2015, "7", "BRA", "KOR", 100.0),
    (2015, "7", "DEU", "KOR", 899.0),
    (2015, "3", "PRK", "CHN", 200.0),
    (2015, "3", "USA", "CHN", 800.0),
)


def repaired() -> Repair:
    """Return the repaired matrix."""
    return repair(matrix_of(*CELLS))
