"""A client that costs little: a few connections that stay open, each with one request at a time."""

import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import cycle

CONNECTIONS = 4
PIECE = 256 * 1024


class AnswerError(Exception):
    """The server did not answer as it should."""


def request(path: str, **headers: str) -> bytes:
    """The bytes of a GET; `If_None_Match` is the header If-None-Match."""
    return _head("GET", path, headers)


def post(path: str, form: bytes, **headers: str) -> bytes:
    about = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(form)),
    }
    return _head("POST", path, headers | about) + form


def _head(method: str, path: str, headers: dict[str, str]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: */*"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


class Connection:
    """One connection to 127.0.0.1, kept open between requests."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._read = bytearray()

    def close(self) -> None:
        self.socket.close()

    def send(self, message: bytes) -> None:
        self._read.clear()
        self.socket.sendall(message)

    def receive(self) -> bytes | None:
        """The whole answer, or None while some of it is still to come."""
        piece = self.socket.recv(PIECE)
        if not piece:
            raise AnswerError("the server closed the connection")
        self._read += piece
        end = self._read.find(b"\r\n\r\n")
        if end < 0 or len(self._read) < end + 4 + self._length(end):
            return None
        return bytes(self._read)

    def _length(self, end: int) -> int:
        head = bytes(self._read[:end]).lower()
        if head.startswith(b"http/1.1 304"):
            return 0
        _, found, rest = head.partition(b"\r\ncontent-length:")
        if not found:
            raise AnswerError("an answer without a length")
        return int(rest.split(b"\r\n", 1)[0])


@contextmanager
def connected(port: int, connections: int) -> Iterator[list[Connection]]:
    opened = [Connection(port) for _ in range(connections)]
    try:
        yield opened
    finally:
        for each in opened:
            each.close()


def ask(port: int, message: bytes) -> tuple[int, bytes, bytes]:
    """Status, head and body of one answer; without a length it ends with the connection."""
    with closing(Connection(port)) as connection:
        connection.socket.sendall(message.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
        pieces = []
        while piece := connection.socket.recv(PIECE):
            pieces.append(piece)
    head, _, body = b"".join(pieces).partition(b"\r\n\r\n")
    return int(head.split(b" ", 2)[1]), head, body


def requests_a_second(
    port: int,
    messages: Sequence[bytes],
    *,
    lasting: float,
    status: int = 200,
    connections: int = CONNECTIONS,
) -> float:
    """How many are answered, with so many connections asking all the time."""
    expected = b"HTTP/1.1 %d " % status
    following = cycle(messages)
    with connected(port, connections) as opened, selectors.DefaultSelector() as selector:
        for each in opened:
            selector.register(each.socket, selectors.EVENT_READ, each)
            each.send(next(following))
        answered, began = 0, time.perf_counter()
        while (passed := time.perf_counter() - began) < lasting or not answered:
            for key, _ in selector.select(timeout=60):
                answer = key.data.receive()
                if answer is None:
                    continue
                if not answer.startswith(expected):
                    raise AnswerError(answer[:300].decode(errors="replace"))
                answered += 1
                key.data.send(next(following))
        return answered / passed
