"""Findings belong to the channel, so that conditions of an approval can be findings too."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def name_the_channel(apps, editor):
    Finding = apps.get_model("governance", "Finding")
    Review = apps.get_model("governance", "Review")
    of_its_review = Review.objects.filter(pk=models.OuterRef("review_id")).values("channel_id")[:1]
    Finding.objects.update(channel_id=models.Subquery(of_its_review))


def person():
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0010_confirmed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name="finding",
            name="channel",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="governance.channel",
            ),
        ),
        migrations.RunPython(name_the_channel, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="finding",
            name="channel",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="governance.channel",
            ),
        ),
        migrations.AddField("finding", "owner", person()),
        migrations.AddField(
            model_name="finding",
            name="plan",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="conditions_set",
                to="governance.plan",
            ),
        ),
        migrations.AlterField(
            model_name="finding",
            name="review",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="governance.review",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(plan__isnull=False, review=None)
                | models.Q(plan=None, review__isnull=False),
                name="finding_of_a_review_or_a_plan",
            ),
        ),
        migrations.AddField("plan", "answers_before", models.JSONField(default=dict)),
        migrations.AddField("plan", "approval_reason", models.TextField(blank=True)),
        migrations.AddField("plan", "going_on", models.TextField(blank=True)),
        migrations.AddField("plan", "sign_off_reason", models.TextField(blank=True)),
    ]
