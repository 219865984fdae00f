"""`manage.py rebuild_listings`: write the ready-made lists again, or say what is stale in them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from governance.models import Channel
from governance.published import listings


class Command(BaseCommand):
    help = "Write the public list and the register's answers again from the channels."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what is not as it was")

    def handle(self, *args: Any, **options: Any) -> None:
        channels = Channel.objects.select_related("platform", "team", "lead")
        if not options["check"]:
            done = listings.rebuild(channels.iterator(500))
            self.stdout.write(f"{done} channels written again.")
        for channel, why in listings.held_back(channels.iterator(500)):
            self.stdout.write(f"Not on the public list: {channel} ({channel.pk}). {why}")
        if not options["check"]:
            return
        if stale := listings.stale():
            names = ", ".join(map(str, stale))
            raise CommandError(f"Not as the register has them: {names}.")
        self.stdout.write("The lists are as the register has them.")
