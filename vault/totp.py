"""Owns the codes of authenticator seeds (RFC 6238), computed here so that the seed stays here."""

import binascii
import hmac
from base64 import b32decode
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from vault.secret import Secret, expose_bytes, expose_text

DIGITS = (6, 7, 8)
ALGORITHMS = ("SHA1", "SHA256", "SHA512")
LONGEST_PERIOD = 300
LEAST_SEED = 8  # bytes; platforms give 10 to 32


@dataclass(frozen=True, slots=True)
class Parameters:
    seed: Secret
    algorithm: str = "SHA1"
    digits: int = 6
    period: int = 30


def parameters(seed: Secret) -> Parameters | None:
    """Of a seed in base 32, or of an otpauth:// address; None for anything else."""
    try:
        text = expose_text(seed).strip()
        return _of_address(text) if text.startswith("otpauth:") else Parameters(_bytes(text))
    except (ValueError, binascii.Error):
        return None


def code(found: Parameters, at: datetime) -> tuple[Secret, int]:
    """The code and how many seconds it still holds."""
    seconds = int(at.timestamp())
    counter = (seconds // found.period).to_bytes(8, "big")
    digest = hmac.digest(expose_bytes(found.seed), counter, found.algorithm.lower())
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    text = str(number % 10**found.digits).zfill(found.digits)
    return Secret(text), found.period - seconds % found.period


def _of_address(text: str) -> Parameters | None:
    address = urlsplit(text)
    given = {name: values[0] for name, values in parse_qs(address.query).items()}
    found = Parameters(
        _bytes(given.get("secret", "")),
        given.get("algorithm", "SHA1").upper(),
        int(given.get("digits", "6")),
        int(given.get("period", "30")),
    )
    usual = (
        address.netloc == "totp"
        and found.algorithm in ALGORITHMS
        and found.digits in DIGITS
        and 0 < found.period <= LONGEST_PERIOD
    )
    return found if usual else None


def _bytes(text: str) -> Secret:
    letters = "".join(text.split()).replace("-", "").rstrip("=").upper()
    seed = b32decode(letters + "=" * (-len(letters) % 8))
    if len(seed) < LEAST_SEED:
        raise ValueError("too short")
    return Secret(seed)
