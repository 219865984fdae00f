"""How often a proof was wrong: for how long the next one waits."""

from django.db import models


class Tally(models.Model):
    """By a keyed hash of what is counted (people/gate/counters.py); the sweep drops old ones."""

    key = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=30)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    again_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "tallies"
        indexes = [
            models.Index(fields=["last_at"], name="tally_by_age"),
            models.Index(fields=["kind", "failures"], name="tally_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.failures} wrong, {self.kind}"
