"""One size of register: a database with so many channels, and a server that answers from it."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.bench import client
from tests.bench.measuring import Measure

PATIENCE = 60
ANALYZE = "from django.db import connection as c; c.cursor().execute('ANALYZE')"


@dataclass(frozen=True)
class Site:
    """`examples` says what can be asked for here, and with which token or session."""

    count: int
    environment: dict[str, str]
    port: int
    lasting: float
    examples: dict[str, str] = field(repr=False)

    @property
    def signed(self) -> dict[str, str]:
        return {"Authorization": f"Api-Key {self.examples['token']}"}

    @property
    def as_plain(self) -> dict[str, str]:
        return {"Authorization": f"Token {self.examples['plain_token']}"}

    @property
    def as_officer(self) -> dict[str, str]:
        return {"Cookie": f"sessionid={self.examples['session']}"}

    def answer(self, path: str, **headers: str) -> tuple[bytes, bytes]:
        """Head and body of a good answer."""
        return self._answered(client.request(path, **headers))

    def answer_to(self, message: bytes) -> bytes:
        """The body of a good answer."""
        return self._answered(message)[1]

    def _answered(self, message: bytes) -> tuple[bytes, bytes]:
        status, head, body = client.ask(self.port, message)
        if status != 200:
            asked = message.split(b"\r\n", 1)[0].decode()
            raise client.AnswerError(f"{asked}: {status} {head.decode()} {body[:300]!r}")
        return head, body

    def rate(self, *messages: bytes, status: int = 200, connections: int = 4) -> Measure:
        """How many requests a second are answered; they are asked in turn."""
        return lambda: client.requests_a_second(
            self.port, messages, lasting=self.lasting, status=status, connections=connections
        )

    def seconds(self, *messages: bytes) -> Measure:
        """How long one request takes, with nobody else asking."""
        rate = self.rate(*messages, connections=1)
        return lambda: 1 / rate()

    def hello(self, size: int) -> Measure:
        """The constant answer of the same size, from the same server."""
        return self.rate(client.request(f"/bench/hello/{size}"))


@contextmanager
def filled(environment: dict[str, str], count: int, *, lasting: float) -> Iterator[Site]:
    """Fill a migrated database of its own, and serve it while this lasts."""
    made = subprocess.run(
        [sys.executable, "-m", "tests.bench.data", str(count)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise SystemExit(f"No data could be made:\n{made.stderr}")
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", ANALYZE],
        env=environment,
        check=True,
    )
    with _served(environment) as port:
        yield Site(count, environment, port, lasting, json.loads(made.stdout))


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[int]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    server = subprocess.Popen(_gunicorn(port), env=environment)
    try:
        _wait_for(server, port)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def _gunicorn(port: int) -> Sequence[str]:
    threads = ["--workers", "1", "--worker-class", "gthread", "--threads", "4"]
    where = ["--bind", f"127.0.0.1:{port}", "--keep-alive", "60"]
    quiet = ["--no-control-socket", "--log-level", "warning"]
    return [sys.executable, "-m", "gunicorn", "config.wsgi", *threads, *where, *quiet]


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            client.ask(port, client.request("/bench/hello/1"))
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The server under measurement does not answer.")
