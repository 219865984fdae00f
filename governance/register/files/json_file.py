"""JSON as `export_register` writes it: an array with one object a channel."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from governance.register.files.sheets import Line, Sheet, UnreadableFileError, header_of

LONGEST_QUOTED = 40
NOT_A_CHANNEL = "This is not an object with text in it."


class TwiceError(Exception):
    """The same name stands twice in one object, and nobody knows which counts."""


def read(content: bytes, names: Mapping[str, str]) -> Sheet:
    try:
        channels = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once)
    except TwiceError as error:
        raise UnreadableFileError(f"An object names “{error}” twice.") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError("This cannot be read as JSON in UTF-8.") from error
    found: dict[str, None] = {}
    for each in channels:
        found |= dict.fromkeys(each if isinstance(each, dict) else {})
    header = header_of(list(found))
    return Sheet(header, _lines(channels, header), from_spreadsheet=False)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise TwiceError(next(name for name in found if names.count(name) > 1)[:LONGEST_QUOTED])
    return found


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
