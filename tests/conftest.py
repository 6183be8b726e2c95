"""How examples are made for the properties, and in what order tests are run."""

import os

import pytest
from hypothesis import HealthCheck, settings

# Time says how busy a machine is, and nothing of what is promised here. Where a change
# is judged (CI is set) the examples are the same each time, so that it is the change
# that is judged; everywhere else they are new ones, so that more is found.
settings.register_profile(
    "unhurried",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("unhurried")


def group_of(item: pytest.Item) -> str:
    """Return the tests that a test is run with: those of its file, unless marked."""
    marker = item.get_closest_marker("xdist_group")
    if marker is not None:
        return str(marker.args[0])
    needs_dossier = "dossier" in getattr(item, "fixturenames", ())
    return "dossier" if needs_dossier else item.nodeid.partition("::")[0]


@pytest.hookimpl(tryfirst=True)  # the workers read the groups in this hook too
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a group on one worker, and begin with what takes longest.

    What they share is then made once: for all tests of the report, one dossier.
    """
    groups = {item: group_of(item) for item in items}
    slow = {"dossier"} | {
        group for item, group in groups.items() if item.get_closest_marker("slow")
    }
    for item, group in groups.items():
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: (groups[item] not in slow, groups[item]))
