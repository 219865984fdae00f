"""Start: script/server again on an installed tree, against importing Django."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.measuring import seconds
from tests.bench.place import ROOT, Place
from tests.bench.row import CannotMeasureError, Limit, Row, Sides

GRACE = 2  # seconds that a start may take beside


@contextmanager
def sides(place: Place) -> Iterator[Sides]:
    """The other side is what is allowed: three imports of Django, and two seconds."""
    if os.name == "nt":
        raise CannotMeasureError("processes are not stopped by signals here")
    environment = place.environment | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "true",
        "DATABASE_URL": f"sqlite:///{place.folder / 'start.sqlite3'}",
        "KEYHOLDER_VAR": str(place.folder),
        "PYTHONUNBUFFERED": "1",
    }
    importing = seconds(lambda: subprocess.run([sys.executable, "-c", "import django"], check=True))
    yield (
        lambda: _seconds_until_it_answers(environment),
        lambda: 3 * importing() + GRACE,
    )


def _seconds_until_it_answers(environment: dict[str, str]) -> float:
    command = [sys.executable, "script/server", "--port", str(_free_port())]
    began = time.perf_counter()
    server = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert server.stdout is not None
    with server.stdout as lines:
        answered = any(b"answers on" in line for line in lines)
        took = time.perf_counter() - began
        server.send_signal(signal.SIGTERM)
        server.wait()
    if not answered:
        raise CannotMeasureError("script/server does not start")
    return took


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


ROW = Row("start", sides, target=Limit(at_most=1.0), rounds=3)
