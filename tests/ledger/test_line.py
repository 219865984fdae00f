"""The line to the mail server: what breaks it, and what is one mail's own fault."""

import smtplib
from typing import Any

import pytest
from django.core.mail import EmailMessage

from ledger.line import Line, LineDownError


class Broken:
    def __init__(self, error: Exception) -> None:
        self.error = error

    def send_messages(self, messages: Any) -> None:
        raise self.error

    def close(self) -> None:
        raise OSError


def sent(error: Exception) -> None:
    with Line() as line:
        line._connection = Broken(error)
        line.send(EmailMessage())


@pytest.mark.parametrize(
    "error",
    [
        TimeoutError(),
        smtplib.SMTPServerDisconnected(),
        smtplib.SMTPDataError(421, b"closing"),
    ],
    ids=["silent", "hung-up", "closing"],
)
def test_a_line_that_breaks_is_down(error: Exception) -> None:
    with pytest.raises(LineDownError, match=type(error).__name__):
        sent(error)


@pytest.mark.parametrize(
    "error",
    [smtplib.SMTPDataError(550, b"no"), smtplib.SMTPRecipientsRefused({}), ValueError()],
    ids=["refused", "nobody", "unwritable"],
)
def test_a_mail_that_is_refused_breaks_nothing(error: Exception) -> None:
    with pytest.raises(type(error)):
        sent(error)
