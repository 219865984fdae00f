"""Two versions of a policy on one day stand in the order in which they were made."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("governance", "0005_recoverable_days")]
    operations = [
        migrations.AddField(
            "policyversion",
            "made_at",
            models.DateTimeField(auto_now_add=True, default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AlterModelOptions(
            "policyversion", options={"ordering": ["-published_on", "-made_at"]}
        ),
    ]
