"""The process that reads a file: little memory, little time, no rest of the program.

It writes a line of JSON for the header, one for each row, and one that says that this was all.
"""

import json
import resource
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from governance.register.files.sheets import Sheet, UnreadableFileError, bounded
from ledger.limits import READER_MEMORY

Read = Callable[[bytes, Mapping[str, str]], Sheet]
TOO_MUCH = "This file takes more memory or time to read than it may. Divide it into several."


def confine(seconds: int) -> None:
    """For good: of this process and of what it would start."""
    resource.setrlimit(resource.RLIMIT_AS, (READER_MEMORY, READER_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def said(read: Read, content: bytes, names: Mapping[str, str], most: int) -> Iterator[Any]:
    """The header, the rows and the end, or why there are none, as they are written down."""
    try:
        sheet = read(content, names)
        yield {"header": sheet.header, "from_spreadsheet": sheet.from_spreadsheet}
        for line in bounded(sheet.lines, most):
            yield [line.number, line.cells, line.problem, list(line.spoiled.items())]
        yield {"end": True}
    except UnreadableFileError as error:
        yield {"unreadable": str(error)}
    except (MemoryError, RecursionError):
        yield {"unreadable": TOO_MUCH}


def main(read: Read) -> None:
    """Called with JSON: the names of our columns, the most rows, the seconds; and with the file."""
    asked = json.loads(sys.argv[1])
    confine(asked["seconds"])
    for each in said(read, sys.stdin.buffer.read(), asked["names"], asked["most"]):
        text = json.dumps(each, ensure_ascii=False)
        sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass") + b"\n")
