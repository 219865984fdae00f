"""`manage.py invite EMAIL`: for when no steward can sign in who would do it on a page."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ledger.actors import OPERATOR
from ledger.acts import Door, opens
from ledger.refusals import NotDoneError
from people import inviting
from people.models import User

opens(Door("command", "invite"), inviting.invite)


class Command(BaseCommand):
    help = "Send an invitation to somebody who is known here and has no password yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(email__iexact=options["email"].strip()).first()
        if person is None:
            raise CommandError("Nobody here has this address.")
        try:
            inviting.invite(person, by=OPERATOR, today=timezone.localdate())
        except NotDoneError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"The next sweep sends an invitation to {person.email}. "
            f"It works for {inviting.DAYS} days."
        )
