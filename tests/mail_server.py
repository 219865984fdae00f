"""Mail servers of the tests: one takes every mail, one takes the call and says nothing."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message

PATIENCE = 30


class Server(socketserver.ThreadingTCPServer):
    """`received` holds what came; `called` is set once somebody has called."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, handler: type[socketserver.BaseRequestHandler], delay: float = 0) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.received: list[Message] = []
        self.called, self.ended = threading.Event(), threading.Event()
        self.lines = 0
        self.delay = delay

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Silent(socketserver.BaseRequestHandler):
    server: Server

    def handle(self) -> None:
        self.server.lines += 1
        self.server.called.set()
        self.server.ended.wait(PATIENCE)


class Taking(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self.server.lines += 1
        self.server.called.set()
        self.say("220 ready")
        while line := self.rfile.readline():
            match line[:4].upper():
                case b"DATA":
                    self.say("354 go on")
                    self.take()
                    self.say("250 taken")
                case b"QUIT":
                    self.say("221 good bye")
                    return
                case _:
                    self.say("250 fine")

    def take(self) -> None:
        lines = iter(self.rfile.readline, b".\r\n")
        mail = message_from_bytes(b"".join(lines))
        time.sleep(self.server.delay)
        self.server.received.append(mail)

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


@contextmanager
def running(handler: type[socketserver.BaseRequestHandler], delay: float = 0) -> Iterator[Server]:
    with Server(handler, delay) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}).start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()
