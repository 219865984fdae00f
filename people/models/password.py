"""Who asked for a new password: the address as it was typed, known or not."""

from django.db import models


class PasswordAsked(models.Model):
    """It stands here until the sweep has looked whose address it is, which no page does."""

    email = models.EmailField(max_length=254)
    asked_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "passwords asked for"
        ordering = ["asked_at", "id"]

    def __str__(self) -> str:
        return f"asked on {self.asked_at:%d %B %Y}"
