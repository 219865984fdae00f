"""What is owed climbs its ladder: nothing reads how many days lie between reminders any more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("governance", "0012_lines_of_leads")]

    operations = [migrations.RemoveField("rules", "reminder_days")]
