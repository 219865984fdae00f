"""Data keys, wrapped, and the canary by which the right master key is known."""

from uuid import uuid4

from django.db import models


class DataKey(models.Model):
    """Opens one version of a credential, or what one purpose seals. Deleting it shreds that."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    master_key = models.UUIDField(db_index=True)
    wrapped = models.BinaryField()
    purpose = models.CharField(max_length=100, null=True, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.id)


class Canary(models.Model):
    """The one row that only this deployment's master keys open; it names the active one."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    deployment = models.UUIDField()
    master_key = models.UUIDField()
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    class Meta:
        verbose_name_plural = "canaries"
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="vault_one_canary"),
        ]

    def __str__(self) -> str:
        return str(self.deployment)
