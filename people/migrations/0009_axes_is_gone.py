"""The tables of django-axes held what was typed as a name, and from where. Nothing reads them."""

from django.db import migrations

TABLES = ("axes_accessattempt", "axes_accessattemptexpiration", "axes_accessfailurelog", "axes_accesslog")


class Migration(migrations.Migration):
    dependencies = [("people", "0008_the_gatekeeper_counts")]

    operations = [
        migrations.RunSQL(
            [
                *[f"DROP TABLE IF EXISTS {table}" for table in reversed(TABLES)],
                "DELETE FROM django_migrations WHERE app = 'axes'",
            ],
            migrations.RunSQL.noop,
        )
    ]
