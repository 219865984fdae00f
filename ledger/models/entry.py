"""One row for each act, chained; its words beside it; the head that is locked last."""

from django.db import models


class Head(models.Model):
    """Where the chain ends. One row; whoever appends holds its lock."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.BinaryField(default=bytes(32))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="ledger_has_one_head"),
        ]

    def __str__(self) -> str:
        return f"head at {self.seq}"


class Entry(models.Model):
    """What happened. `body` is what is hashed; the other columns are copies to filter by."""

    seq = models.BigIntegerField(primary_key=True)
    prev = models.BinaryField()
    hash = models.BinaryField()
    mac = models.BinaryField()
    body = models.BinaryField()

    act = models.CharField(max_length=80)
    at = models.DateTimeField(db_index=True)
    actor_id = models.UUIDField(null=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "seq"], name="ledger_by_subject"),
            models.Index(fields=["actor_id", "seq"], name="ledger_by_actor"),
        ]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.seq} {self.act}"


class Words(models.Model):
    """A name or free text of an entry, bound by a salted hash in its body: it can be erased."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="words", db_constraint=False)
    name = models.CharField(max_length=40)
    salt = models.BinaryField()
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "name"], name="ledger_words_once"),
        ]
        verbose_name_plural = "words"

    def __str__(self) -> str:
        return self.name
