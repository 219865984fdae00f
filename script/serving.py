"""Runs the web server and the sweep side by side, and stops both together."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

from installation import PYTHON, ROOT

HOST = "127.0.0.1"
# The program refuses what is too long in its own words; gunicorn would answer in HTML.
LONGEST_REQUEST_LINE = "8190"
SWEEP_EVERY = "30"  # seconds
PATIENCE = 60  # seconds until the server must have answered
GRACE = 10  # seconds to stop in
BETWEEN_STARTS = 2  # seconds, so that a sweep that cannot run is not started without end


def refuse_if_taken(port: int) -> None:
    with socket.socket() as asked:
        asked.settimeout(1)
        if asked.connect_ex((HOST, port)) == 0:
            sys.exit(f"Something answers on port {port} already. Try --port {port + 1}.")


def serve(port: int, message: str) -> int:
    """Until the web server ends, or somebody stops them. A sweep that dies is started again."""
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    # The children inherit what is ignored: Ctrl-C reaches them through us, once.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    web = subprocess.Popen(_web(port), cwd=ROOT)
    sweep: subprocess.Popen[bytes] | None = None
    started = float("-inf")
    try:
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        if _answers(web, port, lambda: stopping):
            print(message, flush=True)
            while not stopping and web.poll() is None:
                dead = sweep is None or sweep.poll() is not None
                if dead and time.monotonic() - started > BETWEEN_STARTS:
                    started = time.monotonic()
                    signal.signal(signal.SIGINT, signal.SIG_IGN)
                    sweep = subprocess.Popen(_sweep(), cwd=ROOT)
                    signal.signal(signal.SIGINT, stop)
                time.sleep(0.2)
    finally:
        _end([web, sweep] if sweep else [web])
    return 0 if stopping else 1


def _web(port: int) -> list[str]:
    if os.name == "nt":  # gunicorn does not run there
        return [str(PYTHON), "manage.py", "runserver", "--noreload", f"{HOST}:{port}"]
    gunicorn = [str(PYTHON), "-m", "gunicorn", "config.wsgi", "--bind", f"{HOST}:{port}"]
    threads = ["--workers", "1", "--worker-class", "gthread", "--threads", "8"]
    quiet = ["--no-control-socket", "--log-level", "warning"]
    return [*gunicorn, *threads, "--limit-request-line", LONGEST_REQUEST_LINE, *quiet]


def _sweep() -> list[str]:
    """Its command line holds the tree's path, so that whoever looks for it finds this one."""
    return [str(PYTHON), str(ROOT / "manage.py"), "sweep", "--loop", SWEEP_EVERY]


def _answers(web: subprocess.Popen[bytes], port: int, stopping: object) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and web.poll() is None and not stopping():
        try:
            urllib.request.urlopen(f"http://{HOST}:{port}/health/live", timeout=5).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False


def _end(running: list[subprocess.Popen[bytes]]) -> None:
    for child in running:
        if child.poll() is None:
            child.terminate()
    until = time.monotonic() + GRACE
    for child in running:
        try:
            child.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
