"""What is promised of two runs at once on one folder of replies."""

from pathlib import Path

import pytest

from tests.sources.fetching.conftest import Open, Said, Server
from tests.sources.fetching.test_client import BODY, anything, ask
from yalu.errors import UnusableFileError
from yalu.sources.fetching.locking import locked


def test_a_second_run_on_the_same_reply_is_told_to_wait(
    server: Server, opened: Open
) -> None:
    """Two that write into one part would make something that is neither."""
    server.says(Said(body=BODY))
    request = ask(server)

    def fetch_too(_: Path) -> None:
        with opened() as other:
            other.fetch(request, anything)

    with opened() as client, pytest.raises(UnusableFileError, match="Wait until"):
        client.fetch(request, fetch_too)
    assert len(server.heard) == 1


def test_a_lock_ends_with_the_run_that_held_it(tmp_path: Path) -> None:
    """Nothing is left, and a file that a killed run left bars nobody."""
    path = tmp_path / "data.lock"
    path.touch()
    with locked(path), pytest.raises(UnusableFileError), locked(path):
        pass
    with locked(path):
        assert path.exists()

    assert not path.exists()


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """As a fault of the folder."""
    with (
        pytest.raises(UnusableFileError, match="--cache"),
        locked(tmp_path / "a" / "b"),
    ):
        pass
