"""Reads what is sent as JSON: one object, without characters that no text may have."""

from collections.abc import Mapping
from typing import IO, Any

import orjson
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

LARGEST_BODY = 1_000_000


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
        return found
