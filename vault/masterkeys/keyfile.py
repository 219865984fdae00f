"""Master keys in a file of mode 0400, which is made once and never written over."""

import os
import stat
from pathlib import Path

from vault.masterkeys.document import Document, read, write
from vault.masterkeys.local import LocalKeys
from vault.masterkeys.provider import KeysUnusable
from vault.secret import Secret, expose_bytes

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def load(path: Path) -> LocalKeys:
    return LocalKeys(read_file(path))


def read_file(path: Path) -> Document:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            text = Secret(file.read())
    except FileNotFoundError:
        raise KeysUnusable(
            f"There is no master key file at {path}. Bring back the escrow copy; only for a vault"
            " that has never held anything, make one: manage.py masterkey make."
        ) from None
    except OSError as error:
        raise KeysUnusable(
            f"The master key file {path} cannot be read: {error.strerror}."
        ) from None
    if os.name == "posix" and mode & _OTHERS:
        raise KeysUnusable(
            f"Others than its owner may use the master key file {path}. Say: chmod 400 {path}"
        )
    return read(text, called=f"The master key file {path}")


def write_file(path: Path, document: Document) -> None:
    """FileExistsError where there is one already. The bytes are on the disk when it returns."""
    before = os.umask(0o077)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    finally:
        os.umask(before)
    with os.fdopen(handle, "wb") as file:
        file.write(expose_bytes(write(document)) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    """A new name survives a power cut only once its folder is on the disk too."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
