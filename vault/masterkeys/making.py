"""Owns the making of the first master key, with the escrow copy that is read back."""

from datetime import date
from pathlib import Path

from vault import canary
from vault.masterkeys import environment, key_file, keyfile
from vault.masterkeys.document import Document, new_document, write
from vault.masterkeys.provider import KeysUnusable
from vault.secret import expose_text


def make_file(escrow: Path | None, *, today: date) -> Path:
    """The copy comes first: there is never a key in use that has none."""
    path = key_file()
    _refuse_beside_a_canary()
    if path.exists():
        raise KeysUnusable(f"There is a master key file at {path} already. It is left as it is.")
    document = new_document(today=today)
    if escrow is not None:
        _write(escrow, document)
        _read_back(escrow, document)
    _write(path, document)
    _read_back(path, document)
    canary.verify()
    return path


def make_variable(*, today: date) -> str:
    _refuse_beside_a_canary()
    text = " ".join(expose_text(write(new_document(today=today))).split())
    return f"{environment.VARIABLE}={text}"


def _refuse_beside_a_canary() -> None:
    row = canary.find()
    if row is not None:
        raise KeysUnusable(
            f"This vault has master keys: those of the deployment {row.deployment}. Another would"
            " open nothing in it. Bring back the escrow copy."
        )


def _write(path: Path, document: Document) -> None:
    try:
        keyfile.write_file(path, document)
    except FileExistsError as error:  # the file, or one in the place of its folder
        raise KeysUnusable(
            f"{error.filename} exists already, and no key is written over a file."
        ) from None
    except OSError as error:
        raise KeysUnusable(f"{path} cannot be written: {error.strerror}.") from None


def _read_back(path: Path, document: Document) -> None:
    if keyfile.read_file(path) != document:
        raise KeysUnusable(f"{path} does not hold what was written to it. Do not use it.")
