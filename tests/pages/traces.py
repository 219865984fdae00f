"""Where a secret could leave a trace, and every form in which it would be found there."""

from __future__ import annotations

import base64
import io
import json
import logging
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.views.debug import ExceptionReporter

Trace = tuple[str, bytes]


def forms_of(secret: str) -> set[bytes]:
    """As it is, in hex, in base64 wherever it starts, and its reverse. It has letters and digits
    only, so that escaping it for a page, an address or JSON changes nothing."""
    assert secret.isalnum()
    data = secret.encode()
    found = {data, data.lower(), data.upper(), data.hex().encode(), data.hex().upper().encode()}
    found.add(data[::-1])
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + data)
        inner = encoded[(before * 8 + 5) // 6 : (before + len(data)) * 8 // 6]
        found |= {inner, inner.translate(bytes.maketrans(b"+/", b"-_"))}
    return found


def found_in(traces: Iterable[Trace], secrets: Iterable[str]) -> list[str]:
    """The places where any of them can be read."""
    wanted = {form for secret in secrets for form in forms_of(secret)}
    return sorted({place for place, data in traces if any(form in data for form in wanted)})


class Watched(Client):
    """A browser or a program of which every answer is kept."""

    kept: list[Trace]

    def __init__(self, kept: list[Trace], **options: Any) -> None:
        super().__init__(raise_request_exception=False, **options)
        self.kept = kept

    def request(self, **request: Any) -> Any:
        answer = super().request(**request)
        place = f"{request['REQUEST_METHOD']} {request['PATH_INFO']} {answer.status_code}"
        address = f"{request['PATH_INFO']}?{request.get('QUERY_STRING', '')}"
        self.kept.append((f"address: {place}", address.encode()))
        self.kept.append((f"headers: {place}", str(answer.headers).encode()))
        self.kept.append((f"cookies: {place}", self.cookies.output().encode()))
        self.kept.append((f"answer: {place}", _body(answer)))
        return answer

    def shown(self, address: str, given: dict[str, str]) -> str:
        """An answer that may show a key: only its body is left out of what is kept."""
        answer = self.post(address, given)
        assert answer.status_code == 200, answer.content.decode()
        return self.kept.pop()[1].decode()


def _body(answer: HttpResponseBase) -> bytes:
    if not answer.streaming:
        return bytes(answer.content)  # type: ignore[attr-defined]  # it does not stream
    data = b"".join(answer)
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return b"\n".join(packed.read(name) for name in packed.namelist())


def left_behind(records: list[logging.LogRecord], folders: list[Path]) -> Iterator[Trace]:
    """Everything outside the answers."""
    yield from _logs(records)
    for message in mail.outbox:
        yield f"mail: {message.subject}", message.message().as_bytes()
        yield f"mail: {message.subject}", f"{message.subject}\n{message.body}".encode()
    for session in Session.objects.all():
        yield "a session", json.dumps(session.get_decoded()).encode()
    for name in caches:
        yield f"cache: {name}", repr(vars(caches[name])).encode()
    for folder in folders:
        for file in folder.rglob("*"):
            if file.is_file():
                yield f"file: {file.name}", file.read_bytes()
    yield from database()


def _logs(records: list[logging.LogRecord]) -> Iterator[Trace]:
    """Each line with its traceback, and the report that Django would make of it."""
    formatter = logging.Formatter()
    for record in [*records]:  # making a report is logged as well
        yield f"log: {record.name}", formatter.format(record).encode()
        if record.exc_info and record.levelno >= logging.ERROR:
            request = getattr(record, "request", None)
            report = ExceptionReporter(request, *record.exc_info)
            yield f"report: {record.name}", report.get_traceback_text().encode()
            yield f"report: {record.name}", report.get_traceback_html().encode()


def database() -> Iterator[Trace]:
    """Every value of every table, the sealed ones too: they are noise to whoever has no key."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    yield f"database: {table}.{column}", _bytes(value)


def _bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
