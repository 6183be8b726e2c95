"""How examples are made for the properties, whatever machine they are made on."""

from hypothesis import HealthCheck, settings

# Time says how busy a machine is, and nothing of what is promised here.
settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")
