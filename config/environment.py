"""Reads the environment (and .env under it) and says all that is wrong at once."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured


class ConfigurationError(Exception):
    """Says, a sentence a line, everything that is missing or wrong in the environment."""


@dataclass(frozen=True)
class Environment:
    """What the environment said, checked."""

    debug: bool
    secret_key: str
    allowed_hosts: list[str]
    csrf_trusted_origins: list[str]
    database: dict[str, Any]
    caches: dict[str, Any]
    oidc_providers: dict[str, Any]
    time_zone: str
    email: dict[str, Any]
    from_email: str
    ssl_redirect: bool
    organisation: str
    theme: str
    public_directory: bool
    base_url: str
    ledger_key_file: str
    master_key_provider: str
    master_key_file: str
    rate_without_token: str
    rate_with_token: str
