"""How examples are made for the properties, and in what order tests are run."""

import pytest
from hypothesis import HealthCheck, settings

# Time says how busy a machine is, and nothing of what is promised here.
settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file on one worker, and begin with what takes longest.

    What they share is then made once: for all tests of the report, one dossier.
    """
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            shared = "dossier" in getattr(item, "fixturenames", ())
            group = "dossier" if shared else str(item.path)
            item.add_marker(pytest.mark.xdist_group(group))
            if shared:
                item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
