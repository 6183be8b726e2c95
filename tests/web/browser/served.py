"""An app behind a real port of this machine, in a thread, for a real browser."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

__all__ = ["served"]

_PATIENCE = 30.0


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve an app on a free port of the loopback; yield its address."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        config = uvicorn.Config(app, log_level="warning", lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        try:
            ends = time.monotonic() + _PATIENCE
            while not server.started and time.monotonic() < ends:
                time.sleep(0.01)
            assert server.started
            yield f"http://127.0.0.1:{door.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(_PATIENCE)
