"""A new handle is agreed before it counts; what is published of a purpose was asked for that.

Until now a channel took over the reason of its plan, which its team wrote for those who decide. That
is taken off the lists; it stays on the plan. What a file said of a purpose stays: it was public.
"""

import orjson
from django.db import migrations, models


def withhold_reasons(apps, editor):
    channels, lists = apps.get_model("governance", "Channel"), []
    for name in ("Published", "Listing"):
        lists.append(apps.get_model("governance", name))
    approved = apps.get_model("governance", "Plan").objects.filter(state="approved")
    reasons = {}
    for channel, reason in approved.exclude(channel=None).values_list("channel_id", "reason"):
        reasons.setdefault(channel, set()).add(reason)
    said = channels.objects.exclude(purpose="").values_list("pk", "purpose")
    taken = [pk for pk, purpose in said if purpose in reasons.get(pk, ())]
    for pk in taken:
        channels.objects.filter(pk=pk).update(purpose="")
        for model in lists:
            for row in model.objects.filter(channel_id=pk):
                document = orjson.loads(bytes(row.document)) | {"purpose": ""}
                model.objects.filter(channel_id=pk).update(document=orjson.dumps(document))
    if taken:
        apps.get_model("governance", "ListVersion").objects.update(
            published=models.F("published") + 1, register=models.F("register") + 1
        )


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0008_obligations'),
    ]

    operations = [
        migrations.AddField(
            model_name='channel',
            name='agreed_handle',
            field=models.CharField(blank=True, max_length=255),
        ),
        migrations.AddField(
            model_name='channel',
            name='agreed_key',
            field=models.CharField(blank=True, max_length=255),
        ),
        migrations.AddField(
            model_name='plan',
            name='change_reason',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='plan',
            name='public_purpose',
            field=models.TextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed_handle', ''), ('agreed_key', '')), models.Q(models.Q(('agreed_handle', ''), _negated=True), models.Q(('agreed_key', ''), _negated=True)), _connector='OR'), name='agreed_handle_and_its_key_together'),
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('state', 'retired'), _negated=True), models.Q(('agreed_key', ''), _negated=True)), fields=('agreed_key',), name='one_unretired_channel_an_agreed_address'),
        ),
        migrations.RunPython(withhold_reasons, migrations.RunPython.noop),
    ]
