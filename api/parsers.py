"""Reads what is sent as JSON: one object, of a size that somebody could have meant."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO, Any

import orjson
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

from ledger.limits import DEEPEST, LARGEST_BODY, MOST_VALUES

LONGEST_QUOTED = 40


class TooLargeError(APIException):
    status_code = 413


class ObjectParser(BaseParser):
    """orjson refuses what json.loads lets through: NaN, lone surrogates, bottomless nesting."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        body = stream.read(LARGEST_BODY + 1)
        if len(body) > LARGEST_BODY:
            raise TooLargeError(f"At most {LARGEST_BODY:,} bytes can be sent.")
        try:
            found = orjson.loads(body or b"{}")
        except orjson.JSONDecodeError as error:
            raise ParseError(f"This is not JSON: {error}.") from error
        if not isinstance(found, dict):
            raise ParseError("Send a JSON object.")
        _bound(found)
        if body:  # what orjson took is JSON, and now not deep either
            json.loads(body, object_pairs_hook=_once)
        return found


def _bound(found: dict[str, Any]) -> None:
    """Level by level, so that nothing deep is followed to its end."""
    level: list[Any] = [found]
    values = 0
    for _ in range(DEEPEST):
        level = [each for holder in level for each in _within(holder)]
        values += len(level)
        if values > MOST_VALUES:
            raise TooLargeError(f"At most {MOST_VALUES:,} values can be sent at once.")
        if not level:
            return
    raise ParseError(f"At most {DEEPEST} levels can be sent, one within the other.")


def _within(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _once(pairs: list[tuple[str, Any]]) -> None:
    seen = set[str]()
    for name, _ in pairs:
        if name in seen:
            raise ParseError(f"“{name[:LONGEST_QUOTED]}” is given twice.")
        seen.add(name)
