"""The line to the mail server: opened at the first mail of a run, closed at its end."""

from __future__ import annotations

import contextlib
import smtplib
from typing import Any

from django.core.mail import EmailMessage, get_connection

CLOSING = 421  # "service not available, closing the line"


class LineDownError(Exception):
    """The mail server does not answer, or hung up. Says the kind of fault alone."""


class Line:
    """Each wait for an answer is as long as EMAIL_TIMEOUT says, and never longer."""

    def __init__(self) -> None:
        self._connection: Any = None

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            with contextlib.suppress(Exception):  # what was sent is sent
                self._connection.close()

    def open(self) -> None:
        if self._connection is not None:
            return
        connection = get_connection()
        try:
            connection.open()
        except Exception as error:
            raise LineDownError(type(error).__name__) from error
        self._connection = connection

    def send(self, message: EmailMessage) -> None:
        """Raises LineDownError where the line broke; what else it raises is this mail's fault."""
        try:
            self._connection.send_messages([message])
        except Exception as error:
            if _breaks_the_line(error):
                raise LineDownError(type(error).__name__) from error
            raise


def _breaks_the_line(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code == CLOSING
    if isinstance(error, smtplib.SMTPException):
        return isinstance(error, smtplib.SMTPServerDisconnected)
    return isinstance(error, OSError)
