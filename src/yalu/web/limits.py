"""Limits: how much may be asked of the service, of all visitors together."""

from dataclasses import dataclass

__all__ = ["Limits"]

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What may be asked; whatever is counted is counted for all visitors together.

    Attributes
    ----------
    body_bytes : int
        Largest body of a request that is no upload.
    upload_bytes : int
        Largest file that may be screened.
    upload_seconds : int
        How long the result of a screening is kept.
    uploads_kept : int
        How many results are kept at most; one more is refused until an old one is gone.
    memory_bytes : int
        How much is kept of pages that were made already.
    threads : int
        How many answers are worked out at once; the others wait.
    retry_seconds : int
        When to ask again for what is still being worked out.
    hosts : tuple of str
        Names under which the service answers; any other is refused, so that no foreign
        page can reach it by pointing a name of its own here. ``"*"`` stands for all.
    names : tuple of str
        Further names, by which a server before this one is asked: pages may come from
        there whether or not that server passes the name on.

    """

    body_bytes: int = 64_000
    upload_bytes: int = 50_000_000
    upload_seconds: int = 3_600
    uploads_kept: int = 20
    memory_bytes: int = 32_000_000
    threads: int = 12
    retry_seconds: int = 3
    hosts: tuple[str, ...] = _LOOPBACK
    names: tuple[str, ...] = ()
