"""What is owed for ever has an end: days that count, patience, and the looks at access lists."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Min, Q
from django.utils import timezone

BEFORE = ("plan", "end_date")


def begin_here(apps, editor):
    """What was here before is asked for from now on, or since it was first written down; and what
    has a consequence from now on is told for a month before that comes."""
    alias, today = editor.connection.alias, timezone.localdate()
    there = apps.get_model("governance", "Channel").objects.using(alias)
    if not there.exists():
        return
    rows = apps.get_model("governance", "Obligation").objects.using(alias).filter(discharged_on=None)
    first = rows.filter(kind__in=BEFORE).aggregate(day=Min("since"))["day"]
    rules, _ = apps.get_model("governance", "Rules").objects.using(alias).get_or_create(pk=1)
    rules.owed_from = first or today
    rules.save()
    told = Q(kind__in=("administrators", "end_date")) | Q(kind="review", stage="answered")
    rows.filter(told).update(opened_on=today)


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0019_findings_ticked_once_fixed'),
        ('people', '0007_mail_and_new_address'),
        ('vault', '0004_versions_held'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='channel',
            name='lapse_cause_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='rules',
            name='patience_has_an_end',
        ),
        migrations.AddField(
            model_name='channel',
            name='access_changed_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='channel',
            name='access_confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='channel',
            name='access_confirmed_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='rules',
            name='access_list_months',
            field=models.PositiveSmallIntegerField(default=12, help_text='Somebody looks at who can act on a channel, and says that it is right, once in so many months. A quarter is 3.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(24)]),
        ),
        migrations.AddField(
            model_name='rules',
            name='no_end_days',
            field=models.PositiveSmallIntegerField(default=30, help_text='So long after the day by which its life span was to be settled, a live channel without an end is given one for the time being.', validators=[django.core.validators.MinValueValidator(30), django.core.validators.MaxValueValidator(365)]),
        ),
        migrations.AddField(
            model_name='rules',
            name='owed_from',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='rules',
            name='too_few_days',
            field=models.PositiveSmallIntegerField(default=180, help_text='The same where fewer than two people are named to act on it.', validators=[django.core.validators.MinValueValidator(30), django.core.validators.MaxValueValidator(365)]),
        ),
        migrations.AlterField(
            model_name='channel',
            name='lapse_cause',
            field=models.CharField(blank=True, choices=[('life_span', 'its life span is over'), ('not_confirmed', 'nobody confirmed that it is right'), ('no_lead', 'it has no lead'), ('too_few', 'fewer than two people are named to act on it'), ('access', 'access to it is not held'), ('review_overdue', 'its review is overdue')], max_length=20),
        ),
        migrations.AlterField(
            model_name='rules',
            name='review_overdue_days',
            field=models.PositiveSmallIntegerField(default=90, help_text='The same where a review is overdue: not answered, or not closed.', validators=[django.core.validators.MinValueValidator(30), django.core.validators.MaxValueValidator(365)]),
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('access_confirmed_by', None), ('access_confirmed_on', None)), models.Q(('access_confirmed_by__isnull', False), ('access_confirmed_on__isnull', False)), _connector='OR'), name='access_list_confirmed_on_and_by_together'),
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.CheckConstraint(condition=models.Q(('lapse_cause__in', ['', 'life_span', 'not_confirmed', 'no_lead', 'too_few', 'access', 'review_overdue'])), name='lapse_cause_is_known'),
        ),
        migrations.AddConstraint(
            model_name='rules',
            constraint=models.CheckConstraint(condition=models.Q(('access_missing_days__range', (30, 365)), ('no_end_days__range', (30, 365)), ('no_lead_days__range', (30, 365)), ('review_overdue_days__range', (30, 365)), ('too_few_days__range', (30, 365))), name='patience_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='rules',
            constraint=models.CheckConstraint(condition=models.Q(('access_list_months__range', (1, 24))), name='access_lists_are_always_looked_at'),
        ),
        migrations.RunPython(begin_here, migrations.RunPython.noop),
    ]
