"""Who held a role before anybody had to agree keeps it; their groups are empty from now on."""

import datetime

from django.db import migrations

LONG_AGO = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
ROLES = ["officer", "head", "executive", "on_call", "auditor", "steward"]


def keep(apps, schema_editor):
    user = apps.get_model("people", "User")
    appointment = apps.get_model("people", "Appointment")
    belongs = user.groups.through.objects.filter(group__name__in=ROLES)
    appointment.objects.bulk_create(
        appointment(
            person_id=person,
            role=role,
            state="held",
            basis="before",
            given_at=LONG_AGO,
            since=LONG_AGO,
        )
        for person, role in belongs.values_list("user_id", "group__name")
    )
    belongs.delete()


def back(apps, schema_editor):
    user, group = apps.get_model("people", "User"), apps.get_model("auth", "Group")
    ids = dict(group.objects.filter(name__in=ROLES).values_list("name", "pk"))
    held = apps.get_model("people", "Appointment").objects.filter(state="held")
    belongs = user.groups.through
    belongs.objects.bulk_create(
        belongs(user_id=person, group_id=ids[role])
        for person, role in held.values_list("person_id", "role")
    )


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_roles_are_agreed_to"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(keep, back)]
