"""Reads a file into rows of text by line, whatever kind of file it is, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from governance.register.files import child
from governance.register.files.sheets import Line, Sheet, UnreadableFileError
from governance.register.headers import NAMES, OTHER_NAMES
from ledger.limits import LARGEST_FILE, MEGABYTE, MOST_ROWS, READER_SECONDS

WORKBOOK, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
PATIENCE = 6
"""How much longer than its seconds it may take: the machine has other things to do as well."""
ROOT = str(Path(__file__).resolve().parents[2])
# Our folder stands behind the library's, so that none of ours is taken for one of those.
READER = """
import sys
sys.path.append(sys.argv.pop())
from governance.register.files import child, {module}
child.main({module}.read)
"""
SAID = "This file cannot be read. Save it again as .xlsx, or as CSV UTF-8."


def read(content: bytes, *, most: int = MOST_ROWS, seconds: int = READER_SECONDS) -> Sheet:
    """Raises UnreadableFileError, also for a file of more than so many rows."""
    if len(content) > LARGEST_FILE:
        raise UnreadableFileError(
            f"This file is larger than {LARGEST_FILE // MEGABYTE} MB. Divide it into several."
        )
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableFileError("This file is empty.")
    if content.startswith(OLD_WORKBOOK):
        raise UnreadableFileError(
            "This is an old Excel file, or one with a password. Save it as .xlsx or as CSV UTF-8."
        )
    return _sheet(_read_apart(content, kind(content), most, seconds))


def kind(content: bytes) -> str:
    """The name of the module that reads it."""
    if content.startswith(WORKBOOK):
        return "workbook"
    return "json_file" if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[") else "csv_file"


def _read_apart(content: bytes, module: str, most: int, seconds: int) -> bytes:
    """What the reader wrote. It has nothing of our environment, and limits of its own."""
    told = json.dumps({"most": most, "seconds": seconds, "names": OTHER_NAMES | NAMES})
    command = [sys.executable, "-I", "-c", READER.format(module=module), told, ROOT]
    with subprocess.Popen(  # noqa: S603  nothing of the file stands in the command
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
    ) as reader:
        try:
            written, _ = reader.communicate(content, timeout=PATIENCE * seconds)
        except subprocess.TimeoutExpired:
            written = b""
        finally:
            reader.kill()
    if reader.returncode < 0 or not written:  # it was stopped, by its own limits or by us
        raise UnreadableFileError(child.TOO_MUCH)
    return written


def _sheet(written: bytes) -> Sheet:
    said = written.splitlines()
    first, last = _said(said[0]), _said(said[-1])
    if isinstance(last, dict) and "unreadable" in last:
        raise UnreadableFileError(last["unreadable"])
    if last != {"end": True}:
        raise UnreadableFileError(SAID)
    return Sheet(first["header"], _lines(said[1:-1]), first["from_spreadsheet"])


def _lines(said: list[bytes]) -> Iterator[Line]:
    for each in said:
        number, cells, problem, spoiled = _said(each)
        yield Line(number, cells, problem, dict(spoiled))


def _said(line: bytes) -> Any:
    return json.loads(line.decode("utf-8", "surrogatepass"))
