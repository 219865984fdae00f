"""Leads and administrators are lines of the access list: those of channels that exist get theirs."""

import uuid

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

BATCH = 500


def make_lines(apps, editor):
    Channel = apps.get_model("governance", "Channel")
    Holder = apps.get_model("governance", "Holder")
    database = editor.connection.alias
    there = Channel.objects.using(database).exclude(state="retired")
    parked = Channel.objects.using(database).filter(state="retired", ending="parked")
    for channels in (there, parked):
        for channel in channels.select_related("lead").iterator(BATCH):
            _make(channel, Holder.objects.using(database))


def _make(channel, holders):
    today = timezone.localdate()
    people = {user.pk: user for user in channel.administrators.all()}
    if channel.lead is not None:
        people[channel.lead.pk] = channel.lead
    listed = holders.filter(channel=channel, kind="person", removed_on=None)
    known = dict(listed.values_list("user_id", "pk"))
    listed.filter(user__in=people, removal_wanted_on=None).update(answers_for_it=True)
    holders.bulk_create(
        [
            holders.model(
                id=uuid.uuid4(),
                channel=channel,
                kind="person",
                level="full",
                user_id=user.pk,
                added_on=channel.approved_on or timezone.localdate(channel.created_at),
                answers_for_it=True,
                removal_wanted_on=None if user.is_active else today,
            )
            for user in people.values()
            if user.pk not in known
        ]
    )


def drop_lines(apps, editor):
    """Going back, the lines that were made stay: they say what is true."""


class Migration(migrations.Migration):

    dependencies = [
        ("governance", "0011_conditions_and_reasons"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="holder",
            name="answers_for_it",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="holder",
            name="ended_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(make_lines, drop_lines),
    ]
