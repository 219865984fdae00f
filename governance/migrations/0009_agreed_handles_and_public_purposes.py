"""A new handle is agreed before it counts; what is published of a purpose was asked for that.

What older channels say of their purpose stays as it was listed, until somebody corrects it.
"""

from django.db import migrations, models


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
    ]
