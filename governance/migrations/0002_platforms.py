"""The platforms that Keyholder brings along, the organisation's rules and the lists' version."""

from django.db import migrations

from addresses import rows


def fill(apps, schema_editor):
    platform = apps.get_model("governance", "Platform")
    known = {field.name for field in platform._meta.get_fields()}
    for row in rows():
        platform.objects.create(
            **{name: value for name, value in row.items() if name in known and value is not None}
        )
    apps.get_model("governance", "Rules").objects.create(id=1)
    apps.get_model("governance", "ListVersion").objects.create(id=1)


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
