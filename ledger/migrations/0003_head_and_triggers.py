"""The head row, and what the database itself refuses."""

from django.db import migrations

from ledger import triggers


def begin(apps, schema_editor):
    apps.get_model("ledger", "Head").objects.create(id=1)


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_initial")]
    operations = [
        migrations.RunPython(begin, migrations.RunPython.noop),
        migrations.RunPython(install, remove),
    ]
