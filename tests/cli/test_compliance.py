"""What `yalu compliance` says beside its tables, one promise per test."""

from tests.cli.conftest import Yalu


def words(text: str) -> str:
    """Return text in one line."""
    return " ".join(text.split())


def test_sums_below_one_measure_are_said_to_be_of_all(yalu: Yalu) -> None:
    """Else they are read as sums of the measure that was asked for."""
    said = yalu("compliance", "--state", "CHN", "--measure", "UN-2397-5").out

    assert "In the whole regime: CHN:" in words(said)


def test_whose_measures_are_counted_is_said(yalu: Yalu) -> None:
    """States' own law is counted here and not in the report."""
    said = words(yalu("compliance", "--state", "CHN").out)

    assert "on measures that bind all states (UN " in said
    assert "own (CHN " in said
    assert "In the whole regime" not in said


def test_a_cap_without_an_upper_end_is_used_at_least_so_far(yalu: Yalu) -> None:
    """What is known of an allegation is its lower end."""
    said = yalu("compliance", "--state", "CHN", "--measure", "UN-2397-5").out

    assert "at least" in said.split("Caps: share used")[1]


def test_half_the_name_of_a_measure_is_told_with_the_whole(yalu: Yalu) -> None:
    """Before names that only look alike."""
    answer = yalu("compliance", "--measure", "UN-2371-8")

    assert answer.code == 2
    assert "perhaps 'UN-2371-8-coal' or 'UN-2371-8-iron'" in words(answer.err)
