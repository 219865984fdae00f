"""Owns which fields keys have, and how what a person typed becomes what is sealed."""

from collections.abc import Mapping

from ledger.refusals import InvalidError
from vault import totp
from vault.padding import MOST
from vault.secret import Secret, expose_bytes, expose_text, is_text

USERNAME = "username"
PASSWORD = "password"  # noqa: S105  # the name of a field
RECOVERY_MAILBOX = "recovery_mailbox"
TOTP_SEED = "totp_seed"
BACKUP_CODES = "backup_codes"
NOTES = "notes"

LABELS = {
    USERNAME: "User name",
    PASSWORD: "Password",
    RECOVERY_MAILBOX: "Recovery mailbox",
    TOTP_SEED: "Authenticator seed",
    BACKUP_CODES: "Backup codes",
    NOTES: "Notes",
}
LETS_IN = (PASSWORD, TOTP_SEED, BACKUP_CODES)
"""What somebody who knows it can sign in with; the others are names and notes."""
MOST_CODES = 50


def sealable(given: Mapping[str, Secret]) -> dict[str, Secret]:
    """Each value under the name it is sealed by; backup codes one by one: each is spent alone.

    InvalidError, by field, for what cannot be deposited. Blank fields are left out.
    """
    errors: dict[str, list[str]] = {}
    found: dict[str, Secret] = {}
    for name, value in given.items():
        if name not in LABELS:
            errors[name] = ["There is no such field."]
        elif sentence := _wrong(name, value):
            errors[name] = [sentence]
        else:
            found |= _parts(name, value)
    if errors:
        raise InvalidError(errors)
    return found


def name_of(sealed_as: str) -> str:
    """`backup_codes/3` is one of the backup codes."""
    return sealed_as.partition("/")[0]


def _wrong(name: str, value: Secret) -> str | None:
    if len(expose_bytes(value)) > MOST:
        return "This is longer than 64 KiB."
    if not is_text(value):
        return "This is not text."
    if name == TOTP_SEED and not _blank(value) and totp.parameters(value) is None:
        return "This is not an authenticator seed: letters A to Z and digits 2 to 7, or otpauth://"
    if name == BACKUP_CODES and len(_codes(value)) > MOST_CODES:
        return f"Give {MOST_CODES} backup codes at most, one a line."
    return None


def _parts(name: str, value: Secret) -> dict[str, Secret]:
    if _blank(value):
        return {}
    if name == BACKUP_CODES:
        codes = enumerate(_codes(value), start=1)
        return {f"{name}/{number}": Secret(code) for number, code in codes}
    return {name: value}


def _codes(value: Secret) -> list[str]:
    return [line.strip() for line in expose_text(value).splitlines() if line.strip()]


def _blank(value: Secret) -> bool:
    return not expose_bytes(value).strip()
