"""Channels that the sample's teams had before anybody wrote a plan: imported, and owing one."""

import datetime

from governance.models import Channel
from governance.register import importing
from governance.register.files.sheets import Line, Sheet
from people.models import User

HEADER = ["name", "platform", "handle", "team", "purpose"]
ROWS = [
    ["Dental Care", "Twitter", "RVDental", "Dental Care", "Where to find a dentist"],
    ["Dental Care", "Facebook", "rvdentalcare", "Dental Care", ""],
    ["Hospital Radio", "Facebook", "rvhospitalradio", "Volunteering", "Requests and programmes"],
    ["Riverside Library", "Twitter", "RVLibrary", "Library and Knowledge", "New books and papers"],
    ["Physio Films", "YouTube", "@rvphysiofilms", "Physiotherapy", "Exercises to do at home"],
    ["Research in the Vale", "LinkedIn", "rv-research", "Library and Knowledge", ""],
]


def take_over(*, by: User, today: datetime.date) -> None:
    """Import them once; what has become of them since is left alone."""
    lines = [
        Line(number, row)
        for number, row in enumerate(ROWS, start=2)
        if not Channel.objects.filter(name=row[0], team__name=row[3], handle=row[2]).exists()
    ]
    importing.run(Sheet(HEADER, iter(lines)), by=by, today=today)
