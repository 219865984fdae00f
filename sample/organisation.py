"""Who and what the invented organisation is. Every name in it is made up."""

from dataclasses import dataclass, field

from people.models import Team
from people.roles import Role

NAME = "Riverside and Vale Community Trust"
DOMAIN = "riverside-vale.invalid"
MAILBOX = f"social@{DOMAIN}"
MAILBOXES = {
    MAILBOX: "Recovers every service channel",
    f"communications@{DOMAIN}": "Recovers the corporate channels",
}

COMMUNICATIONS, MARKETING = "communications", "marketing"
LEADS_TEAM, OUTSIDERS_TEAM = "childrens-therapies", "podiatry"


@dataclass(frozen=True)
class SampleTeam:
    slug: str
    name: str
    about: str
    lead: str
    second: str
    kind: Team.Kind = Team.Kind.SERVICE


@dataclass(frozen=True)
class Player:
    """One of the twelve whose sign-ins are printed. `key` is the local part of the address."""

    key: str
    name: str
    team: str = ""
    leads: bool = False
    roles: tuple[Role, ...] = ()
    second_step: bool = False
    phone: str = field(default="")

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


CAST = (
    Player("member", "Bryony Askew", LEADS_TEAM),
    Player("lead", "Odette Farrow", LEADS_TEAM, leads=True),
    Player("administrator", "Caspian Rudd", LEADS_TEAM),
    Player("manager", "Imelda Thorne"),
    Player("officer", "Tobias Wren", COMMUNICATIONS, roles=(Role.OFFICER,), second_step=True),
    Player("officer2", "Maren Holloway", COMMUNICATIONS, roles=(Role.OFFICER,), second_step=True),
    Player(
        "head",
        "Philippa Stroud",
        COMMUNICATIONS,
        leads=True,
        roles=(Role.HEAD,),
        second_step=True,
        phone="01632 960001",
    ),
    Player("executive", "Ambrose Keeling", roles=(Role.EXECUTIVE,), second_step=True),
    Player("on_call", "Saffron Bly", roles=(Role.ON_CALL,), second_step=True, phone="07700 900123"),
    Player("auditor", "Lionel Pask", roles=(Role.AUDITOR,), second_step=True),
    Player("steward", "Greta Mallory", roles=(Role.STEWARD,), second_step=True),
    Player("outsider", "Hector Vane", OUTSIDERS_TEAM, leads=True),
)

TEAMS = (
    SampleTeam(
        COMMUNICATIONS,
        "Communications",
        "news of the trust",
        "head",
        "officer",
        Team.Kind.COMMUNICATIONS,
    ),
    SampleTeam(
        MARKETING,
        "Marketing and Campaigns",
        "public health campaigns",
        "Juno Cartwright",
        "Edmund Sallow",
        Team.Kind.MARKETING,
    ),
    SampleTeam(
        LEADS_TEAM,
        "Children's Therapies",
        "speech, movement and play for children",
        "lead",
        "administrator",
    ),
    SampleTeam(OUTSIDERS_TEAM, "Podiatry", "looking after feet", "outsider", "Nell Garrity"),
    SampleTeam(
        "community-nursing",
        "Community Nursing",
        "nursing at home",
        "Rosamund Pike-Hale",
        "Dilys Morrow",
    ),
    SampleTeam(
        "diabetes", "Diabetes Service", "living well with diabetes", "Anwar Delaney", "Petra Loft"
    ),
    SampleTeam(
        "dietetics", "Nutrition and Dietetics", "eating well", "Fern Abbotsley", "Milo Trent"
    ),
    SampleTeam(
        "health-visiting",
        "Health Visiting",
        "the first five years",
        "Winifred Oakes",
        "Sunniva Dale",
    ),
    SampleTeam("immunisation", "Immunisation Team", "vaccinations", "Quentin Marsh", "Talia Reeve"),
    SampleTeam(
        "maternity",
        "Maternity Voices",
        "birth and the weeks around it",
        "Linnet Hargrave",
        "Ida Fox",
    ),
    SampleTeam(
        "memory-clinic", "Memory Clinic", "living with dementia", "Barnaby Ives", "Clover Nash"
    ),
    SampleTeam("recruitment", "Recruitment", "working with us", "Esme Whitlock", "Rufus Adair"),
    SampleTeam(
        "school-nursing", "School Nursing", "health at school", "Marigold Penn", "Jory Tull"
    ),
    SampleTeam(
        "stop-smoking", "Stop Smoking Service", "giving up smoking", "Desmond Crane", "Vita Rowe"
    ),
    SampleTeam(
        "volunteering", "Volunteering", "giving time to the trust", "Hester Quill", "Amos Brand"
    ),
    SampleTeam(
        "young-people",
        "Young People's Mental Health",
        "support for young minds",
        "Isolde Marchant",
        "Kit Ferris",
    ),
)


def email_of(person: str) -> str:
    """The address of one of the twelve (by key) or of anybody else (by name)."""
    if any(player.key == person for player in CAST):
        return f"{person}@{DOMAIN}"
    return f"{person.lower().replace(' ', '.')}@{DOMAIN}"
