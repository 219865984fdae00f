"""What the program makes of its environment."""

import os
import stat
from pathlib import Path

import pytest

from config import signing_in
from config.environment import ConfigurationError, Environment, read_environment
from people.roles import Role

PRODUCTION = {
    "SECRET_KEY": "kX3vN8pQ2rT6wY9zB4cF7hJ1mL5sD0gAeUiOqRtVyWxZ-_nMbK",
    "ALLOWED_HOSTS": "keyholder.example.org",
    "DATABASE_URL": "postgres://keyholder:hunter2@db.example.org:5432/keyholder",
    "EMAIL_URL": "smtp+tls://keyholder:hunter2@mail.example.org:587",
    "KEYHOLDER_ORGANISATION": "Example organisation",
    "KEYHOLDER_LEDGER_KEY_FILE": "/etc/keyholder/ledger.key",
    "KEYHOLDER_MASTER_KEY_FILE": "/etc/keyholder/master.key",
}


def complaints(folder: Path, **changes: str) -> list[str]:
    with pytest.raises(ConfigurationError) as refused:
        read_environment(folder, PRODUCTION | changes)
    return str(refused.value).splitlines()


def development(folder: Path, **values: str) -> Environment:
    return read_environment(folder, {"DEBUG": "true"} | values)


def test_development_needs_nothing(tmp_path: Path) -> None:
    found = development(tmp_path)
    assert found.database["NAME"] == tmp_path / "var" / "keyholder.sqlite3"
    assert found.ledger_key_file == str(tmp_path / "var" / "ledger.key")
    assert found.master_key_file == str(tmp_path / "var" / "master.key")
    assert found.email["EMAIL_BACKEND"].endswith("console.EmailBackend")
    assert (found.time_zone, found.theme, found.public_directory) == (
        "Europe/London",
        "neutral",
        True,
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no modes")
def test_the_folder_of_the_database_is_its_owners_alone(tmp_path: Path) -> None:
    development(tmp_path)
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700


def test_production_starts_with_what_it_needs(tmp_path: Path) -> None:
    found = read_environment(tmp_path, PRODUCTION)
    assert not found.debug
    assert found.base_url == "https://keyholder.example.org"
    assert found.from_email == "keyholder@keyholder.example.org"
    assert found.database["CONN_HEALTH_CHECKS"]
    assert found.database["CONN_MAX_AGE"] is None


def test_all_that_is_missing_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as refused:
        read_environment(tmp_path, {})
    for name in PRODUCTION.keys() - {"DATABASE_URL"}:
        assert f"{name} is missing" in str(refused.value)
    assert "script/server" in str(refused.value)


def test_all_that_is_wrong_is_named_at_once_and_a_sentence_a_line(tmp_path: Path) -> None:
    wrong = {
        "SECRET_KEY": "short",
        "DATABASE_URL": "mysql://keyholder:hunter2@db/keyholder",
        "EMAIL_URL": "pigeon://keyholder:hunter2@loft",
        "CACHE_URL": "cupboard://hunter2@kitchen",
        "KEYHOLDER_TIME_ZONE": "Mars/Olympus",
        "KEYHOLDER_THEME": "pink",
        "KEYHOLDER_PUBLIC_DIRECTORY": "maybe",
        "KEYHOLDER_RATE_WITH_TOKEN": "many",
        "KEYHOLDER_BASE_URL": "keyholder",
        "CSRF_TRUSTED_ORIGINS": "keyholder",
        "OIDC_ISSUER": "http://sso.example.org",
        "OIDC_ROLES": "press=king",
    }
    found = complaints(tmp_path, **wrong)
    for name in wrong:
        assert any(line.startswith(name) for line in found)
    assert all(line.endswith(".") for line in found)
    assert "OIDC_CLIENT_ID is missing: single sign-on needs it." in found
    assert "hunter2" not in "".join(found)


@pytest.mark.parametrize("name", sorted(PRODUCTION.keys() - {"DATABASE_URL"}))
@pytest.mark.parametrize("empty", ["", "   "])
def test_an_empty_value_counts_as_missing(tmp_path: Path, name: str, empty: str) -> None:
    assert complaints(tmp_path, **{name: empty})[0].startswith(f"{name} is missing")


def test_an_empty_database_url_means_the_embedded_database(tmp_path: Path) -> None:
    found = read_environment(tmp_path, PRODUCTION | {"DATABASE_URL": ""})
    assert found.database["NAME"] == tmp_path / "var" / "keyholder.sqlite3"


def test_the_env_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DEBUG=true\nKEYHOLDER_THEME=nhs\n")
    assert read_environment(tmp_path, {}).theme == "nhs"


def test_the_environment_overrides_the_env_file_unless_it_is_empty(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DEBUG=true\nKEYHOLDER_THEME=nhs\n")
    assert read_environment(tmp_path, {"KEYHOLDER_THEME": "neutral"}).theme == "neutral"
    assert read_environment(tmp_path, {"KEYHOLDER_THEME": ""}).theme == "nhs"


def test_reading_the_env_file_leaves_the_environment_alone(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DEBUG=true\nKEYHOLDER_MARKER=here\n")
    read_environment(tmp_path, {})
    assert "KEYHOLDER_MARKER" not in os.environ


def test_sqlite_is_durable_and_forgets_what_is_deleted(tmp_path: Path) -> None:
    options = development(tmp_path).database["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        assert pragma in options["init_command"]


def test_a_sqlite_path_is_found_from_the_project(tmp_path: Path) -> None:
    found = development(tmp_path, DATABASE_URL="sqlite:///data/register.sqlite3")
    assert found.database["NAME"] == tmp_path / "data" / "register.sqlite3"


@pytest.mark.parametrize(
    "url", ["nonsense", "postgres://host:port/name", "postgres://host/", "://"]
)
def test_a_database_url_that_cannot_be_read_is_named(tmp_path: Path, url: str) -> None:
    assert complaints(tmp_path, DATABASE_URL=url)[0].startswith("DATABASE_URL must be")


@pytest.mark.parametrize("key", ["a" * 60, "insecure-" + "development-only-" * 3, "kX3vN8pQ2rT6"])
def test_a_secret_key_that_can_be_guessed_is_refused(tmp_path: Path, key: str) -> None:
    assert complaints(tmp_path, SECRET_KEY=key) == [
        "SECRET_KEY must be 50 random characters or more."
    ]


def test_the_environment_holds_the_master_key_in_development_only(tmp_path: Path) -> None:
    values = {"KEYHOLDER_MASTER_KEY_PROVIDER": "environment", "KEYHOLDER_MASTER_KEY": "abc"}
    assert development(tmp_path, **values).master_key == "abc"
    assert complaints(tmp_path, **values) == [
        "KEYHOLDER_MASTER_KEY_PROVIDER may be environment in development only: use file."
    ]


def test_single_sign_on_is_handed_to_allauth(tmp_path: Path) -> None:
    values = {
        "OIDC_ISSUER": "https://sso.example.org",
        "OIDC_CLIENT_ID": "keyholder",
        "OIDC_CLIENT_SECRET": "hunter2",
        "OIDC_ACR": "mfa, phr",
        "OIDC_AMR": "hwk",
        "OIDC_ROLES": "cn=press;dc=org=officer, audit=auditor",
    }
    [app] = development(tmp_path, **values).oidc_providers["openid_connect"]["APPS"]
    assert app["settings"]["server_url"] == "https://sso.example.org"
    assert app["settings"]["auth_params"] == {"acr_values": "mfa phr"}
    found = development(tmp_path, **values).oidc
    assert (set(found.acr), set(found.amr)) == ({"mfa", "phr"}, {"hwk"})
    assert found.roles == {"cn=press;dc=org": "officer", "audit": "auditor"}
    assert found.form_actions == ["https://sso.example.org"]
    assert development(tmp_path).oidc.form_actions == []


def test_a_role_of_single_sign_on_is_one_of_ours() -> None:
    assert set(signing_in.ROLES) == set(Role.values)


def test_no_secret_shows_when_the_environment_is_printed(tmp_path: Path) -> None:
    shown = repr(read_environment(tmp_path, PRODUCTION))
    assert "hunter2" not in shown
    assert PRODUCTION["SECRET_KEY"] not in shown


def test_no_file_of_keys_is_read_or_made_by_reading_the_environment(tmp_path: Path) -> None:
    development(tmp_path)
    assert list((tmp_path / "var").iterdir()) == []


def test_mail_domains_are_domains(tmp_path: Path) -> None:
    found = development(tmp_path, KEYHOLDER_MAIL_DOMAINS="Example.org, .nhs.example")
    assert found.mail_domains == ["example.org", ".nhs.example"]
    assert development(tmp_path).mail_domains == []
    for wrong in ("@example.org", "example", "exa mple.org", "a..org"):
        assert complaints(tmp_path, KEYHOLDER_MAIL_DOMAINS=wrong) == [
            f"KEYHOLDER_MAIL_DOMAINS must be domains such as example.org, not {wrong!r}."
        ]


@pytest.mark.parametrize("address", ["rediscache://cache:6379/1", "rediss://:hunter2@cache/1"])
def test_a_cache_elsewhere_is_redis(tmp_path: Path, address: str) -> None:
    found = development(tmp_path, CACHE_URL=address).caches
    assert {each["BACKEND"] for each in found.values()} == {"config.caches.redis.SealedRedisCache"}
    assert found["default"]["LOCATION"].startswith(("redis://cache", "rediss://:hunter2@cache"))
    assert found["rates"]["OPTIONS"]["counting"]


@pytest.mark.parametrize("scheme", ["locmemcache", "filecache", "pymemcache", "dbcache"])
def test_no_cache_that_pickles_is_taken(tmp_path: Path, scheme: str) -> None:
    found = complaints(tmp_path, CACHE_URL=f"{scheme}://hunter2@kitchen/1")
    assert any(line.startswith("CACHE_URL must be an address of Redis") for line in found)
    assert "hunter2" not in "".join(found)
