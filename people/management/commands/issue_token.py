"""`manage.py issue_token NAME --scope SCOPE …`: the token alone on the last line."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people import tokens
from people.models import Scope, User


class Command(BaseCommand):
    help = "Issue a token for a program. It is shown once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--scope", action="append", required=True, choices=Scope.values)
        parser.add_argument("--days", type=int)
        parser.add_argument("--for", dest="email", metavar="EMAIL")

    def handle(self, *args: Any, **options: Any) -> None:
        person = None
        if options["email"]:
            person = User.objects.filter(email__iexact=options["email"], is_active=True).first()
            if person is None:
                raise CommandError(f"Nobody active has the address {options['email']}.")
        try:
            token, text = tokens.issue(
                options["name"], scopes=options["scope"], days=options["days"], person=person
            )
        except tokens.TokenRequestError as error:
            raise CommandError(str(error)) from None
        ends = f"until {token.expiry_date:%d %B %Y}" if token.expiry_date else "without an end"
        self.stdout.write(
            f"{token.name}: {', '.join(token.scopes)}, {ends}. Keep it; it is not shown again."
        )
        self.stdout.write(text)
