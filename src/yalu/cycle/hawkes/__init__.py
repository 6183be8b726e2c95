"""Self-exciting events in continuous time: the multivariate Hawkes process."""

__all__: list[str] = []
