"""`manage.py reset_second_step EMAIL`: where no other steward is left who could."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ledger.actors import OPERATOR
from ledger.acts import Door, opens
from ledger.refusals import NotDoneError
from people import second_steps
from people.models import User

opens(Door("command", "reset_second_step"), second_steps.reset)


class Command(BaseCommand):
    help = "Take off every second step of somebody to whom nothing is left, such as a last steward."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(email__iexact=options["email"]).first()
        if person is None:
            raise CommandError(f"Nobody has the address {options['email']}.")
        try:
            second_steps.reset(person, by=OPERATOR, today=timezone.localdate())
        except NotDoneError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{person} signs in with a password alone now. Tell them.")
