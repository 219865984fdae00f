"""What was sent once, by a form or a program, so that it is done once."""

import uuid

from django.db import models


class Sent(models.Model):
    """A row of a day: it is written in the transaction of what was done, with its answer after it.

    `key` stands for who sent it, where to and under which key; `mine` for the request that did it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=64, unique=True)
    content = models.CharField(max_length=64)
    mine = models.UUIDField()
    at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status=None) | models.Q(status__range=(200, 399)),
                name="sent_answers_are_of_what_was_done",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key[:8]} at {self.at}"
