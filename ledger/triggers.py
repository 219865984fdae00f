"""What the database itself refuses: the ledger is added to, never changed or emptied."""

from typing import Any

SQLITE = {
    "ledger_entry_no_update": (
        "BEFORE UPDATE ON ledger_entry BEGIN "
        "SELECT RAISE(ABORT, 'ledger entries are never changed'); END"
    ),
    "ledger_entry_no_delete": (
        "BEFORE DELETE ON ledger_entry BEGIN "
        "SELECT RAISE(ABORT, 'ledger entries are never deleted'); END"
    ),
    # REPLACE deletes without firing the trigger above unless recursive_triggers is on.
    "ledger_entry_no_replace": (
        "BEFORE INSERT ON ledger_entry "
        "WHEN EXISTS (SELECT 1 FROM ledger_entry WHERE seq = NEW.seq) BEGIN "
        "SELECT RAISE(ABORT, 'ledger entries are never replaced'); END"
    ),
    "ledger_words_no_update": (
        "BEFORE UPDATE ON ledger_words BEGIN "
        "SELECT RAISE(ABORT, 'ledger words are never changed'); END"
    ),
}

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$
"""
POSTGRESQL = {
    "ledger_entry_append_only": (
        "BEFORE UPDATE OR DELETE ON ledger_entry "
        "FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only()"
    ),
    "ledger_entry_no_truncate": (
        "BEFORE TRUNCATE ON ledger_entry EXECUTE FUNCTION ledger_is_append_only()"
    ),
    "ledger_words_no_update": (
        "BEFORE UPDATE ON ledger_words FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only()"
    ),
    "ledger_words_no_truncate": (
        "BEFORE TRUNCATE ON ledger_words EXECUTE FUNCTION ledger_is_append_only()"
    ),
}


def install(connection: Any) -> None:
    """Create the triggers of this engine."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for name, definition in _triggers(connection).items():
            cursor.execute(f"CREATE TRIGGER {name} {definition}")


def remove(connection: Any) -> None:
    """Drop them: for tests that empty their database, and for going back a migration."""
    with connection.cursor() as cursor:
        for name, definition in _triggers(connection).items():
            table = "ledger_words" if "ON ledger_words" in definition else "ledger_entry"
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def _triggers(connection: Any) -> dict[str, str]:
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE
