"""Reads any usual spelling of an address into host, path and query."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

LONGEST_TEXT = 2000
LONGEST_PATH = 300
HOME_PATHS = {"/", "/home.php"}
PORTS = {"", "80", "443"}

PARTS = re.compile(
    r"(?P<scheme>https?:/+|//)?(?P<site>[^/?#]*)(?P<path>[^?#]*)"
    r"(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>.*))?",
    re.ASCII | re.IGNORECASE,
)
HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+", re.ASCII)
# A stray "%", or an encoded character that would change where the path is divided.
UNSAFE_ESCAPE = re.compile(r"%(?![0-9a-f]{2})|%(?:2f|5c|3f|23|25)", re.ASCII | re.IGNORECASE)
LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True, slots=True)
class Spelling:
    host: str
    path: str
    query: str = ""
    hash_bang: str = ""
    """The path of the old form `/#!/name`, where the path itself is a home page."""


def lower(text: str) -> str:
    # str.lower() turns the Kelvin sign into "k": a lookalike would become the real thing.
    return text.translate(LOWER)


def readable(text: str) -> bool:
    """False for control, formatting (right-to-left, zero-width) and space characters."""
    return text.isprintable() and " " not in text


def read(text: str) -> Spelling | None:
    if len(text) > LONGEST_TEXT:
        return None
    text = text.strip(" \t\r\n")
    # Browsers read a backslash as a slash, other programs do not: it means two addresses.
    if not text or "\\" in text or not readable(text):
        return None
    parts = PARTS.fullmatch(text)
    if parts is None:
        return None
    host = _host(parts["site"], bare=parts["scheme"] is None)
    path = _path(parts["path"])
    if host is None or path is None:
        return None
    fragment = (parts["fragment"] or "").replace("%21/", "!/", 1)
    if path not in HOME_PATHS or not fragment.startswith("!/"):
        return Spelling(host, path, parts["query"] or "")
    hash_bang, _, query = fragment[1:].partition("?")
    return Spelling(host, path, query, _path(hash_bang) or "")


def _host(site: str, *, bare: bool) -> str | None:
    _user, at, site = site.rpartition("@")
    if at and bare:
        return None  # "somebody@x.com" is a mailbox
    host, _, port = site.partition(":")
    if port not in PORTS:
        return None
    host = lower(host).removesuffix(".")
    # A host of other letters is kept as it stands: it is readable, and equals no platform's.
    return host if not host.isascii() or HOST.fullmatch(host) else None


def _path(path: str) -> str | None:
    if "%" in path:
        if UNSAFE_ESCAPE.search(path):
            return None
        try:
            path = unquote(path, errors="strict")
        except UnicodeDecodeError:
            return None
        if not readable(path):
            return None
    segments = [segment for segment in path.split("/") if segment]
    if "." in segments or ".." in segments:
        return None
    path = "/" + "/".join(segments)
    if len(path) > LONGEST_PATH:
        path = path[: path.rfind("/", 0, LONGEST_PATH)]
    return path or "/"
