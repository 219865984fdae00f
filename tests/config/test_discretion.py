"""Reports of errors say nothing that people sent or the program held."""

import sys

from django.test import RequestFactory
from django.views.debug import ExceptionReporter

MARKER = "marker-" + "6f1d"


def failing() -> None:
    harmless = MARKER.upper()
    raise LookupError(str(len(harmless)))


def test_no_variable_and_no_field_shows_in_a_report() -> None:
    request = RequestFactory().post("/", {"anything": MARKER})
    try:
        failing()
    except LookupError:
        reporter = ExceptionReporter(request, *sys.exc_info())
    for report in (reporter.get_traceback_html(), reporter.get_traceback_text()):
        assert "anything" in report
        assert MARKER not in report
        assert MARKER.upper() not in report
