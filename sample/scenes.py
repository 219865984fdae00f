"""Which channels and plans the sample has, and how far each has come. Days count from today."""

from dataclasses import dataclass

X, FACEBOOK, INSTAGRAM, YOUTUBE = "x", "facebook", "instagram", "youtube"
LINKEDIN, TIKTOK, THREADS, BLUESKY = "linkedin", "tiktok", "threads", "bluesky"
WHATSAPP, SUBSTACK, FLICKR = "whatsapp-group", "substack", "flickr"


@dataclass(frozen=True)
class Scene:
    """`reached` names the last thing that happens in it (see `story`). The plan was begun `age`
    days ago; the life span ends in `ends_in` days."""

    team: str
    platform: str
    name: str
    handle: str
    reached: str
    age: int
    ends_in: int = 400
    corporate: bool = False
    tool: str = ""
    """The scheduling tool through which it is run."""


LEADS_CHANNEL = Scene(
    "childrens-therapies", INSTAGRAM, "Children's Therapies", "rv_childrenstherapies", "live", 210
)

SCENES = (
    LEADS_CHANNEL,
    Scene("communications", X, "Riverside and Vale", "RiversideVale", "live", 320, 200, True),
    Scene(
        "communications",
        FACEBOOK,
        "Riverside and Vale",
        "riversidevaletrust",
        "live",
        318,
        200,
        True,
    ),
    Scene(
        "communications",
        LINKEDIN,
        "Riverside and Vale",
        "riverside-and-vale",
        "live",
        310,
        210,
        True,
    ),
    Scene(
        "marketing",
        YOUTUBE,
        "Riverside and Vale Films",
        "RiversideValeFilms",
        "live",
        280,
        30,
        True,
    ),
    Scene("marketing", TIKTOK, "Well in the Vale", "wellinthevale", "approved", 12, 500, True),
    Scene(
        "marketing",
        BLUESKY,
        "Riverside and Vale",
        "riversidevale.bsky.social",
        "signing",
        9,
        500,
        True,
    ),
    Scene(
        "childrens-therapies",
        FACEBOOK,
        "Children's Therapies",
        "rvchildrenstherapies",
        "live",
        190,
        45,
    ),
    Scene("childrens-therapies", YOUTUBE, "Talking and Playing", "rvtalkingandplaying", "draft", 3),
    Scene("childrens-therapies", TIKTOK, "Little Steps", "rvlittlesteps", "changes", 8),
    Scene("podiatry", INSTAGRAM, "Happy Feet", "rv_happyfeet", "rotating", 150),
    Scene("podiatry", X, "Riverside Podiatry", "RVPodiatry", "retired", 500, 30),
    Scene("community-nursing", FACEBOOK, "Nursing at Home", "rvnursingathome", "live", 240, 90),
    Scene("community-nursing", X, "RV Community Nurses", "RVNurses", "suspended", 260, 120),
    Scene("community-nursing", WHATSAPP, "Evening Team", "AbCdEfGhIjKlMnOpQrStUv", "live", 100),
    Scene("diabetes", FACEBOOK, "Living with Diabetes", "rvdiabetes", "live", 200, 20),
    Scene("diabetes", YOUTUBE, "Diabetes in the Vale", "rvdiabetesfilms", "lapsed", 430, -40),
    Scene("diabetes", THREADS, "Living with Diabetes", "rv_diabetes", "submitted", 4),
    Scene("dietetics", INSTAGRAM, "Eat Well in the Vale", "rv_eatwell", "overdue", 230),
    Scene("dietetics", SUBSTACK, "Eat Well Letter", "rveatwell", "rejected", 60),
    Scene("health-visiting", FACEBOOK, "First Five Years", "rvfirstfiveyears", "live", 230, 150),
    Scene("health-visiting", INSTAGRAM, "First Five Years", "rv_firstfive", "extended", 400, 5),
    Scene("immunisation", X, "RV Immunisation", "RVImmunise", "answered", 220),
    Scene("immunisation", INSTAGRAM, "Jabs in the Vale", "rv_jabs", "reinstated", 220),
    Scene("immunisation", TIKTOK, "Jabs in the Vale", "rvjabs", "consultation", 2),
    Scene("maternity", INSTAGRAM, "Maternity Voices", "rv_maternityvoices", "found", 250),
    Scene("maternity", FACEBOOK, "Maternity Voices", "rvmaternityvoices", "suspended", 180),
    Scene("maternity", YOUTUBE, "Meet Your Midwives", "rvmidwives", "considered", 6),
    Scene("maternity", THREADS, "Maternity Voices", "rv_maternityvoices", "live", 60),
    Scene("memory-clinic", FACEBOOK, "Memory Clinic", "rvmemoryclinic", "reviewed", 260),
    Scene("memory-clinic", X, "RV Memory Clinic", "RVMemory", "retired", 600, 20),
    Scene("recruitment", LINKEDIN, "Work in the Vale", "work-in-the-vale", "live", 160, 300),
    Scene("recruitment", X, "RV Jobs", "RVJobs", "lapsed", 420, -25),
    Scene("recruitment", INSTAGRAM, "Work in the Vale", "rv_jobs", "set_up", 20),
    Scene("school-nursing", INSTAGRAM, "School Nurses", "rv_schoolnurses", "renewed", 380, 10),
    Scene("school-nursing", TIKTOK, "Ask a School Nurse", "rvschoolnurses", "withdrawn", 40),
    Scene("stop-smoking", FACEBOOK, "Smoke Free Vale", "rvsmokefree", "second_step_off", 90),
    Scene("stop-smoking", X, "Smoke Free Vale", "RVSmokeFree", "taken_down", 130),
    Scene("stop-smoking", INSTAGRAM, "Smoke Free Vale", "rv_smokefree", "approved", 15),
    Scene("volunteering", FACEBOOK, "Volunteers in the Vale", "rvvolunteers", "live", 75),
    Scene("volunteering", X, "RV Volunteers", "RVVolunteers", "submitted", 7),
    Scene("volunteering", SUBSTACK, "Volunteers' Letter", "rvvolunteers", "live", 55),
    Scene("recruitment", FLICKR, "Faces of the Vale", "rvfaces", "live", 85),
    Scene(
        "community-nursing",
        BLUESKY,
        "Nursing at Home",
        "rvnurses.bsky.social",
        "live",
        70,
        tool="PostPlanner",
    ),
    Scene("young-people", INSTAGRAM, "Young Minds Riverside", "rv_youngminds", "live", 65, 60),
    Scene("young-people", TIKTOK, "Young Minds Riverside", "rvyoungminds", "rejected", 50),
    Scene("young-people", YOUTUBE, "Young Minds Riverside", "rvyoungminds", "retired", 450, 60),
    Scene("young-people", THREADS, "Young Minds Riverside", "rv_youngminds", "draft", 1),
)
