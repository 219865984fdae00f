"""`manage.py agree_to_role EMAIL ROLE`: for when nobody is left who could agree on a page."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ledger.actors import OPERATOR
from ledger.acts import Door, opens
from ledger.refusals import NotDoneError
from people import appointments
from people.models import Appointment
from people.roles import NEED_AGREEMENT

opens(Door("command", "agree_to_role"), appointments.agree)


class Command(BaseCommand):
    help = "Agree to a role that a steward gave, where nobody else is left who could."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("role", choices=[role.value for role in NEED_AGREEMENT])

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = Appointment.objects.filter(state=Appointment.State.PROPOSED)
        named = {"person__email__iexact": options["email"], "role": options["role"]}
        found = waiting.filter(**named).select_related("person").first()
        if found is None:
            raise CommandError("No steward gave this role to a person of this address.")
        try:
            appointments.agree(found, by=OPERATOR, today=timezone.localdate())
        except NotDoneError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{found.person} has the role now: {found.in_words}.")
