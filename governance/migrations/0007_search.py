"""An index of trigrams, so that a rare word is found among a million channels at once.

SQLite does without. So does a PostgreSQL where the program's role may not add the extension: the
search is slower there and finds the same; `CREATE EXTENSION pg_trgm` and this migration again help.
"""

from django.db import Error, migrations, transaction

TABLES = ("governance_published", "governance_listing")


def make(apps, editor):
    if editor.connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(using=editor.connection.alias):
            editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except Error:
        return
    for table in TABLES:
        editor.execute(
            f"CREATE INDEX IF NOT EXISTS {table}_search ON {table} USING gin (search gin_trgm_ops)"
        )


def drop(apps, editor):
    if editor.connection.vendor == "postgresql":
        for table in TABLES:
            editor.execute(f"DROP INDEX IF EXISTS {table}_search")


class Migration(migrations.Migration):
    dependencies = [("governance", "0006_policy_made_at")]
    operations = [migrations.RunPython(make, drop)]
