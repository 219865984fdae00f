"""`manage.py leave EMAIL`: somebody leaves the organisation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from governance import leaving
from ledger.actors import OPERATOR
from ledger.refusals import NotDoneError
from people.models import User


class Command(BaseCommand):
    help = "End what somebody could do here, and say what is to be done on the platforms."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"Nobody has the address {options['email']}.")
        try:
            found = leaving.leave(user, by=OPERATOR, today=timezone.localdate())
        except NotDoneError as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{user} has left: they can no longer sign in.")
        self._list("Remove their role, or sign them out, on", found.roles_to_remove)
        self._list("Disconnect these tools", found.tools_to_disconnect)
        self._list("Collect these devices", found.devices_to_collect)
        self._list("New keys are due for", found.keys_to_rotate)
        self._list("Without a lead now", found.channels_without_lead)

    def _list(self, heading: str, names: list[str]) -> None:
        if names:
            self.stdout.write(f"{heading}:")
            for name in sorted(set(names)):
                self.stdout.write(f"  {name}")
