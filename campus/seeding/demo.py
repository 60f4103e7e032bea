"""The people of the demo: they are in every estate, whatever its size, and are the same in each."""

from dataclasses import dataclass

from campus.accounts.demo import LEARNER_NUMBER
from campus.accounts.selectors import DEMO_DOMAIN


@dataclass(frozen=True)
class DemoWorker:
    """Somebody with a password and a second factor, in one post."""

    given_name: str
    family_name: str
    role: str
    establishment: str = ""
    organisation: str = ""
    kind: str = "STAFF"

    @property
    def username(self) -> str:
        return f"{self.given_name}.{self.family_name}".lower()

    @property
    def email(self) -> str:
        return f"{self.username}@{DEMO_DOMAIN}"


@dataclass(frozen=True)
class Body:
    """An organisation outside prison. None of them exists."""

    name: str
    summary: str = ""
    about: str = ""
    kind: str = "PROVIDER"


@dataclass(frozen=True)
class DemoLearner:
    """Somebody in prison at Leeds, and how far they have come.

    `plan` is none, draft or agreed; `cv` is none, part or full; `messages` is none, held, reply_held, refused or read.
    """

    given_name: str
    family_name: str
    prison_number: str
    born: str
    cell: str
    release_in_days: int
    plan: str = "agreed"
    cv: str = "none"
    messages: str = "none"


_ABOUT = "We meet people before they leave, go with them through the gate, and stay in touch for a year."
BRIDGEWAY = "Bridgeway Training"
PROVIDERS = (
    Body(BRIDGEWAY, "Training and a named support worker, from six months before release.", _ABOUT),
    Body("Llwybr Newydd Cymru", "Support in Welsh and English for people who go home to Wales.", _ABOUT),
    Body("Northgate Skills Trust", "Construction skills and a card for the site.", _ABOUT),
    Body("Second Shift Kitchens", "Cooking courses, and work trials in kitchens.", _ABOUT),
    Body("Harbour Family Support", "Help to stay a parent while in prison.", _ABOUT),
    Body("Fairfield Housing Advice", "A place to live on the day of release.", _ABOUT),
    Body("Open Ledger Money Advice", "Debts, benefits and a bank account.", _ABOUT),
    Body("Kestrel Mentoring", "A mentor who has been through it.", _ABOUT),
    Body("Riverside Recovery", "Groups and one-to-one support to stay well.", _ABOUT),
    Body("Wheelhouse Repairs", "Bicycle and engine repair, with a tool kit at the end.", _ABOUT),
    Body("Brightwater Logistics", kind="EMPLOYER"),
    Body("Hadley and Moss Builders", kind="EMPLOYER"),
    Body("Penfold Solicitors", kind="LEGAL_ADVISER"),
)
DEMO_STAFF = (
    DemoWorker("Priya", "Shah", "EDU_MGR", "LEI"),
    DemoWorker("Sam", "Cole", "MODERATOR", "LEI"),
    DemoWorker("Helen", "Booth", "CIAG", "LEI"),
    DemoWorker("Martin", "Reid", "TUTOR", "LEI"),
    DemoWorker("Joanne", "Nash", "KEYW", "LEI"),
    DemoWorker("Olu", "Bankole", "NSM", "LEI"),
    DemoWorker("Peter", "Lawson", "GOVERNOR", "LEI"),
    DemoWorker("Nicola", "Yates", "LOCAL_ADMIN", "LEI"),
    DemoWorker("Adeel", "Mirza", "SEC", "LEI"),
    DemoWorker("Rachel", "Marsh", "EDU_MGR", "HLI"),
    DemoWorker("Grace", "Adeyemi", "MODERATOR", "HLI"),
    DemoWorker("Ruth", "Hewitt", "NAT_STEWARD"),
    DemoWorker("Joan", "Pike", "NAT_STEWARD"),
    DemoWorker("Alan", "Sutton", "NAT_VIEW"),
    DemoWorker("Meera", "Desai", "AUDITOR"),
    DemoWorker("Simon", "Poole", "DPO_SAR"),
    DemoWorker("Farah", "Iqbal", "DPO_SAR"),
    DemoWorker("Kofi", "Boateng", "SYS_ADMIN"),
    DemoWorker("Tom", "Ellis", "CASEWORKER", organisation=BRIDGEWAY, kind="PROVIDER_WORKER"),
    DemoWorker("Laura", "Fisher", "ORG_ADMIN", organisation=BRIDGEWAY, kind="PROVIDER_WORKER"),
    DemoWorker("Anna", "Bevan", "CASEWORKER", organisation="Llwybr Newydd Cymru", kind="PROVIDER_WORKER"),
    DemoWorker("Stuart", "Hadley", "EMPLOYER_RECRUITER", organisation="Hadley and Moss Builders", kind="EMPLOYER"),
)
TOM = "tom.ellis"
DEMO_PRISON = "LEI"
DEMO_LEARNERS = (
    DemoLearner("Daniel", "Osei", LEARNER_NUMBER, "1994-03-02", "B2-014", 160, plan="none"),
    DemoLearner("Marcus", "Brown", "A5107KE", "1988-11-19", "B2-016", 75, cv="full", messages="held"),
    DemoLearner("Rhys", "Lloyd", "A3952LM", "1999-06-07", "C1-003", 240, plan="draft", cv="part"),
    DemoLearner("Yusuf", "Ahmed", "A6630NP", "1991-01-28", "A3-021", 45, cv="full", messages="read"),
    DemoLearner("Piotr", "Kowalski", "A2748QR", "1984-09-14", "D1-009", 410, messages="refused"),
    DemoLearner("Connor", "Walsh", "A7215ST", "2001-12-05", "C2-011", 120, cv="part", messages="reply_held"),
    DemoLearner("Gethin", "Davies", "A1386VW", "1979-04-23", "A1-002", 630),
)
