"""Reads the environment (and .env under it) and says all that is wrong at once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ

from config import connections
from config.reading import Reading
from config.signing_in import SingleSignOn, oidc_providers, single_sign_on

DEVELOPMENT_SECRET = "insecure-" + "development-only-" * 3
SECRET_LENGTH = 50
SECRET_VARIETY = 10
THEMES = ("neutral", "nhs")
MASTER_KEY_PROVIDERS = ("file", "environment")


class ConfigurationError(Exception):
    """Says, a sentence a line, everything that is missing or wrong in the environment."""


@dataclass(frozen=True)
class Environment:
    """What the environment said, checked."""

    debug: bool
    secret_key: str = field(repr=False)
    allowed_hosts: list[str]
    csrf_trusted_origins: list[str]
    database: dict[str, Any] = field(repr=False)
    caches: dict[str, Any] = field(repr=False)
    oidc_providers: dict[str, Any] = field(repr=False)
    oidc: SingleSignOn
    time_zone: str
    email: dict[str, Any] = field(repr=False)
    from_email: str
    notice_days: int
    ssl_redirect: bool
    organisation: str
    theme: str
    public_directory: bool
    base_url: str
    ledger_key_file: str
    master_key_provider: str
    master_key_file: str
    master_key: str = field(repr=False)
    rate_without_token: str
    rate_with_token: str
    proxies: int
    mail_domains: list[str]


def read_environment(base_dir: Path, outside: Mapping[str, str] = os.environ) -> Environment:
    """Everything checked, or ConfigurationError naming all that is missing or wrong."""
    reading = Reading(_env_file(base_dir / ".env"), outside)
    development = reading.flag("DEBUG", False)
    hosts = _allowed_hosts(reading, development)
    base_url = _base_url(reading, hosts, development)
    provider = reading.choice("KEYHOLDER_MASTER_KEY_PROVIDER", "file", MASTER_KEY_PROVIDERS)
    found = Environment(
        debug=development,
        secret_key=_secret_key(reading, development),
        allowed_hosts=hosts,
        csrf_trusted_origins=[
            reading.origin("CSRF_TRUSTED_ORIGINS", origin)
            for origin in reading.listing("CSRF_TRUSTED_ORIGINS")
        ],
        database=connections.database(reading, base_dir),
        caches=connections.caches(reading),
        oidc_providers=oidc_providers(reading),
        oidc=single_sign_on(reading),
        time_zone=reading.time_zone("KEYHOLDER_TIME_ZONE", "Europe/London"),
        email=connections.email(reading, development=development),
        from_email=_from_email(reading, base_url),
        notice_days=reading.count("KEYHOLDER_NOTICE_DAYS", 90),
        ssl_redirect=reading.flag("KEYHOLDER_SSL_REDIRECT", True),
        organisation=reading.text(
            "KEYHOLDER_ORGANISATION",
            "Riverside and Vale Community Trust" if development else None,
            why="pages and messages name the organisation",
        ),
        theme=reading.choice("KEYHOLDER_THEME", "neutral", THEMES),
        public_directory=reading.flag("KEYHOLDER_PUBLIC_DIRECTORY", True),
        base_url=base_url,
        ledger_key_file=reading.path(
            "KEYHOLDER_LEDGER_KEY_FILE",
            "var/ledger.key" if development else None,
            under=base_dir,
            why="the ledger signs every entry with the key in that file",
        ),
        master_key_provider=provider,
        master_key_file=_master_key_file(reading, provider, base_dir, development),
        master_key=_master_key(reading, provider, development),
        rate_without_token=reading.rate("KEYHOLDER_RATE_WITHOUT_TOKEN", "300/min"),
        proxies=reading.count("KEYHOLDER_PROXIES", 0),
        mail_domains=reading.domains("KEYHOLDER_MAIL_DOMAINS"),
        rate_with_token=reading.rate("KEYHOLDER_RATE_WITH_TOKEN", "6000/min"),
    )
    if reading.problems and not reading.has("DEBUG") and not reading.has("SECRET_KEY"):
        reading.wrong(
            "For development set DEBUG=true, or run script/server, which does it for you."
        )
    if reading.problems:
        raise ConfigurationError("\n".join(reading.problems))
    return found


def _env_file(path: Path) -> dict[str, str]:
    class File(environ.Env):  # type: ignore[misc]  # the library has no types
        ENVIRON: dict[str, str] = {}

    File.read_env(path)
    return File.ENVIRON


def _secret_key(reading: Reading, development: bool) -> str:
    value = reading.text(
        "SECRET_KEY",
        DEVELOPMENT_SECRET if development else None,
        why="sessions are signed with it",
    )
    long_and_mixed = len(value) >= SECRET_LENGTH and len(set(value)) >= SECRET_VARIETY
    random = long_and_mixed and "insecure" not in value
    if value and not random and not development:
        reading.wrong(f"SECRET_KEY must be {SECRET_LENGTH} random characters or more.")
    return value


def _allowed_hosts(reading: Reading, development: bool) -> list[str]:
    return reading.listing(
        "ALLOWED_HOSTS",
        "localhost,127.0.0.1,[::1]" if development else None,
        why="it names the hosts that this program answers for",
    )


def _base_url(reading: Reading, hosts: list[str], development: bool) -> str:
    """Where links in messages lead."""
    default = f"https://{hosts[0].lstrip('.')}" if hosts and hosts[0] != "*" else None
    if development:
        default = "http://127.0.0.1:8000"
    elif not hosts and not reading.has("KEYHOLDER_BASE_URL"):
        return ""  # ALLOWED_HOSTS is named already
    value = reading.text("KEYHOLDER_BASE_URL", default, why="links in messages begin with it")
    return reading.origin("KEYHOLDER_BASE_URL", value) if value else ""


def _from_email(reading: Reading, base_url: str) -> str:
    host = "localhost" if "127.0.0.1" in base_url else urlsplit(base_url).hostname or "localhost"
    value = reading.text("DEFAULT_FROM_EMAIL", f"keyholder@{host}")
    if "@" not in value:
        reading.wrong("DEFAULT_FROM_EMAIL must be an e-mail address.")
    return value


def _master_key_file(reading: Reading, provider: str, base_dir: Path, development: bool) -> str:
    if provider != "file":
        return ""
    return reading.path(
        "KEYHOLDER_MASTER_KEY_FILE",
        "var/master.key" if development else None,
        under=base_dir,
        why="the vault is opened with the key in that file",
    )


def _master_key(reading: Reading, provider: str, development: bool) -> str:
    if provider != "environment":
        return ""
    if not development:
        reading.wrong(
            "KEYHOLDER_MASTER_KEY_PROVIDER may be environment in development only: use file."
        )
    return reading.text("KEYHOLDER_MASTER_KEY", why="the vault is opened with it")
