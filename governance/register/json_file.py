"""JSON as `export_register` writes it: an array with one object a channel."""

import json
from collections.abc import Iterator
from typing import Any

from governance.register.sheets import Line, Sheet, UnreadableFileError, counted

NOT_A_CHANNEL = "This is not an object with text in it."


def read(content: bytes) -> Sheet:
    try:
        channels = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError("This cannot be read as JSON in UTF-8.") from error
    names: dict[str, None] = {}
    for each in channels:
        names |= dict.fromkeys(each if isinstance(each, dict) else {})
    header = list(names)
    return Sheet(header, counted(_lines(channels, header)), from_spreadsheet=False)


def _lines(channels: list[Any], header: list[str]) -> Iterator[Line]:
    """Numbered as `export_register` writes them: the first channel stands on the second line."""
    for number, each in enumerate(channels, start=2):
        values = list(each.values()) if isinstance(each, dict) else [each]
        if not isinstance(each, dict) or any(isinstance(value, list | dict) for value in values):
            yield Line(number, problem=NOT_A_CHANNEL)
        else:
            yield Line(number, [_text(each.get(name)) for name in header])


def _text(value: Any) -> str:
    return "" if value is None else str(value)
