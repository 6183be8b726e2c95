"""What is promised where a service sends on, and of the key on such ways."""

from pathlib import Path

import pytest

from tests.sources.fetching.conftest import (
    KEY,
    FakeTime,
    Open,
    Said,
    Server,
    serving,
)
from tests.sources.fetching.test_client import BODY, anything, ask
from yalu.errors import SchemaError
from yalu.sources.fetching import ServiceError


def test_a_redirection_is_followed(server: Server, opened: Open) -> None:
    """The list of the Security Council moves now and then."""
    server.says(Said(302, headers={"Location": "/elsewhere"}), Said(body=BODY))
    with opened() as client:
        found = client.fetch(ask(server), anything)

    assert found.body.read_bytes() == BODY
    assert [each.path for each in server.heard] == ["/data", "/elsewhere"]


@pytest.mark.parametrize("target", ["", "ftp://host/x", "file:/etc/passwd"])
def test_a_redirection_out_of_the_web_is_refused(
    server: Server, opened: Open, target: str
) -> None:
    """It would read files of this machine."""
    server.says(Said(302, headers={"Location": target}))

    with opened() as client, pytest.raises(ServiceError, match="redirection"):
        client.fetch(ask(server), anything)


def test_redirections_in_a_circle_end(server: Server, opened: Open) -> None:
    """The fifth is the last."""
    server.says(Said(302, headers={"Location": "/data"}))

    with opened() as client, pytest.raises(ServiceError, match="more than 5"):
        client.fetch(ask(server), anything)


def test_the_key_goes_into_one_header(server: Server, opened: Open) -> None:
    """And only where it is asked for."""
    server.says(Said(body=BODY))
    with opened(keyed=True) as client:
        client.fetch(ask(server, keyed=True), anything)
        client.fetch(ask(server, path="/open"), anything)
    carried = [each.headers.get("Ocp-Apim-Subscription-Key") for each in server.heard]

    assert carried == [KEY, None]


def test_the_key_does_not_follow_to_another_host(
    server: Server, opened: Open, time: FakeTime
) -> None:
    """Whoever can redirect would otherwise collect keys."""
    with serving(time) as other:
        server.says(Said(302, headers={"Location": f"{other.address}/data"}))
        other.says(Said(body=BODY))
        with opened(keyed=True) as client:
            client.fetch(ask(server, keyed=True), anything)

        assert KEY in server.heard[0].headers.values()
        assert KEY not in str(other.heard[0])


def test_the_key_does_not_travel_in_clear(server: Server, opened: Open) -> None:
    """Only this machine may be asked without https."""
    server.address = "http://mirror.example"

    with opened(keyed=True) as client, pytest.raises(SchemaError, match="in clear"):
        client.fetch(ask(server, keyed=True), anything)


@pytest.mark.parametrize("status", [200, 302, 401, 500])
def test_a_service_that_repeats_the_key_does_not_make_us_repeat_it(
    server: Server, opened: Open, status: int, tmp_path: Path
) -> None:
    """Neither in words nor on disk."""
    words = f"no such key: {KEY}"
    server.says(Said(status, words.encode(), {"Location": f"ftp://{KEY}"}))

    with opened(keyed=True) as client, pytest.raises(ServiceError) as caught:
        client.fetch(ask(server, keyed=True), anything)

    assert KEY.lower() not in f"{caught.value!r} {client!r}".lower()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in files if KEY.encode() in path.read_bytes()]
