"""Reads a file into rows of text by line, whatever kind of file it is."""

from governance.register import csv_file, json_file, workbook
from governance.register.sheets import LARGEST_FILE, Sheet, UnreadableFileError

WORKBOOK, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read(content: bytes) -> Sheet:
    """Raises UnreadableFileError, also while its lines are read where there are too many."""
    if len(content) > LARGEST_FILE:
        raise UnreadableFileError(
            f"This file is larger than {LARGEST_FILE // 1024 // 1024} MB. Divide it into several."
        )
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableFileError("This file is empty.")
    if content.startswith(OLD_WORKBOOK):
        raise UnreadableFileError(
            "This is an old Excel file, or one with a password. Save it as .xlsx or as CSV UTF-8."
        )
    if content.startswith(WORKBOOK):
        return workbook.read(content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        return json_file.read(content)
    return csv_file.read(content)
