"""As much of a Redis server as a cache speaks to; a real one need not be there."""

from __future__ import annotations

import socketserver
import threading
import time
from typing import Any, Self


class SmallRedis:
    """`kept` may be written to, as by somebody who has come to the server."""

    def __init__(self) -> None:
        self.kept: dict[bytes, bytes] = {}
        self.ends: dict[bytes, float] = {}
        kept = self

        class Connection(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                queued: list[list[bytes]] | None = None
                while words := _words(self.rfile):
                    name = words[0].upper()
                    if name == b"MULTI":
                        queued, answer = [], b"+OK\r\n"
                    elif name == b"EXEC":
                        answers = [kept.answer(each) for each in queued or []]
                        queued, answer = None, _several(answers)
                    elif queued is not None:
                        queued.append(words)
                        answer = b"+QUEUED\r\n"
                    else:
                        answer = kept.answer(words)
                    self.wfile.write(answer)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Connection)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.address = f"redis://127.0.0.1:{self._server.server_address[1]}/0?protocol=2"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, words: list[bytes]) -> bytes:
        name, given = words[0].upper(), words[1:]
        for key in [key for key, end in self.ends.items() if end <= time.time()]:
            self._drop(key)
        known = {
            b"GET": lambda: _bulk(self.kept.get(given[0])),
            b"MGET": lambda: _several([_bulk(self.kept.get(key)) for key in given]),
            b"SET": lambda: self._set(*given),
            b"DEL": lambda: _number(sum(self._drop(key) for key in given)),
            b"EXISTS": lambda: _number(sum(key in self.kept for key in given)),
            b"EXPIRE": lambda: _number(self._end(*given)),
            b"INCRBY": lambda: self._count(*given),
            b"FLUSHDB": lambda: _number(sum(self._drop(key) for key in list(self.kept))),
        }
        return known.get(name, lambda: b"+OK\r\n")()  # WATCH, UNWATCH, CLIENT SETINFO

    def _count(self, key: bytes, delta: bytes) -> bytes:
        self.kept[key] = b"%d" % (int(self.kept.get(key, b"0")) + int(delta))
        return _number(int(self.kept[key]))

    def _set(self, key: bytes, value: bytes, *options: bytes) -> bytes:
        if b"NX" in options and key in self.kept:
            return b"$-1\r\n"
        self.kept[key] = value
        self.ends.pop(key, None)
        if b"EX" in options:
            self._end(key, options[options.index(b"EX") + 1])
        return b"+OK\r\n"

    def _end(self, key: bytes, seconds: bytes) -> bool:
        if key in self.kept:
            self.ends[key] = time.time() + int(seconds)
        return key in self.kept

    def _drop(self, key: bytes) -> bool:
        self.ends.pop(key, None)
        return self.kept.pop(key, None) is not None


def _words(stream: Any) -> list[bytes]:
    head = stream.readline()
    if not head:
        return []
    words = []
    for _ in range(int(head[1:])):
        size = int(stream.readline()[1:])
        words.append(stream.read(size))
        stream.read(2)
    return words


def _bulk(value: bytes | None) -> bytes:
    return b"$-1\r\n" if value is None else b"$%d\r\n%b\r\n" % (len(value), value)


def _several(answers: list[bytes]) -> bytes:
    return b"*%d\r\n" % len(answers) + b"".join(answers)


def _number(count: int) -> bytes:
    return b":%d\r\n" % count
