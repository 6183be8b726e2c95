"""What a service answered when it did not answer, and what to do about it."""

from yalu.errors import UnusableFileError

__all__ = ["RefusedError", "ServiceError", "UnfitReplyError"]


class ServiceError(UnusableFileError):
    """A service could not be reached, or gave nothing that can be used."""


class RefusedError(ServiceError):
    """A service read the request and would not answer it as it was put."""


class UnfitReplyError(ServiceError):
    """A reply came to its end and is not what was asked for; it may be next time."""
