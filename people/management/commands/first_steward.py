"""`manage.py first_steward EMAIL`: who makes all the others. It works once."""

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from ledger.actors import OPERATOR
from ledger.acts import Door, opens
from ledger.refusals import NotDoneError
from people import appointments, domains
from people.inviting import DAYS
from people.models import User

opens(Door("command", "first_steward"), appointments.first_steward)


class Command(BaseCommand):
    help = "Make the first steward, who manages people and settings and can never open keys."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="for somebody who is new here")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip()
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email} is not an e-mail address.") from None
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            if why := domains.refusal(email):
                raise CommandError(why)
            person = User(email=email, name=options["name"].strip())
            person.set_unusable_password()
        refused = appointments.first_steward.refusals(
            person, by=OPERATOR, today=timezone.localdate()
        )
        if not refused and not person.has_password and sys.stdin.isatty():
            self._ask_for_a_password(person)
        try:
            appointments.first_steward(person, by=OPERATOR, today=timezone.localdate())
        except NotDoneError as error:
            raise CommandError(str(error)) from None
        how = "They sign in with their password."
        if not person.has_password:
            how = f"The next sweep sends them an invitation, which works for {DAYS} days."
        self.stdout.write(f"{person} is the first steward. {how}")

    def _ask_for_a_password(self, person: User) -> None:
        """Typed twice and never shown; where nothing is typed they are invited."""
        while typed := getpass.getpass("Password (leave empty to set it by e-mail): "):
            try:
                validate_password(typed, person)
            except ValidationError as error:
                self.stderr.write(" ".join(error.messages))
                continue
            if typed != getpass.getpass("The same again: "):
                self.stderr.write("These were two different passwords.")
                continue
            person.set_password(typed)
            if not person._state.adding:
                person.save(update_fields=["password"])
            return
