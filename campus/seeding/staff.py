"""Who works in the prisons and at the organisations outside, and in which posts."""

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from campus.accounts.models import Posting, User
from campus.estate.models import Organisation
from campus.seeding import names
from campus.seeding.copying import NULL, Pen, text
from campus.seeding.demo import DEMO_STAFF, PROVIDERS, DemoWorker
from campus.seeding.moments import YEAR, Moments
from campus.seeding.places import Place
from providers.models import ProviderProfile

COLUMNS = {
    User: ("id", "username", "email", "kind", "given_name", "family_name", "password", "joined_at"),
    Organisation: ("id", "name", "kind", "status"),
    Posting: ("id", "user_id", "role", "establishment_id", "organisation_id", "starts_on"),
    ProviderProfile: ("id", "organisation_id", "summary", "about", "created_at", "updated_at"),
}
# Posts at every prison; key workers besides, one for each so many people.
POSTS = (
    "EDU_MGR", "CIAG", "CIAG", "TUTOR", "TUTOR", "TUTOR", "NSM", "PEL", "WORK_COACH", "POM", "MODERATOR", "MODERATOR",
    "SEC", "LOCAL_ADMIN", "GOVERNOR",
)  # fmt: skip
PEOPLE_A_KEY_WORKER = 40
WORKERS_AT_A_PROVIDER = 24
PROVIDERS_AT_A_PRISON = 3
NOBODY = "!"  # no password: these people make up the numbers and never sign in


@dataclass
class Team:
    """The keys of those who act in seeded rows."""

    planners: dict[str, list[str]] = field(default_factory=dict)
    moderators: dict[str, list[str]] = field(default_factory=dict)
    # For each prison, (worker, organisation) of those who work with people there.
    workers: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    by_username: dict[str, tuple[str, str]] = field(default_factory=dict)


class Recruiter:
    """Writes users and their posts, and remembers who may act where."""

    def __init__(self, rnd: random.Random, moments: Moments, pen: Pen, password_hash: str) -> None:
        self.rnd, self.moments, self.pen, self.password = rnd, moments, pen, password_hash
        self.numbers = itertools.count(1)
        self.start = moments.last - 5 * YEAR
        self.team = Team()

    def hire(self, places: Sequence[Place]) -> Team:
        """Everybody who works anywhere: demo people first, so that their places are theirs at every size."""
        organisations = self._organisations()
        for worker in DEMO_STAFF:
            self._demo(worker, organisations)
        for place in places:
            self._prison(place)
        self._providers(organisations, places)
        return self.team

    def _organisations(self) -> dict[str, str]:
        keys = {}
        at = self.moments.at(self.start)
        for one in PROVIDERS:
            keys[one.name] = key = self.moments.key(self.start)
            self.pen[Organisation].append(f"{key}\t{text(one.name)}\t{one.kind}\tACTIVE")
            if one.kind == "PROVIDER":
                profile = self.moments.key(self.start)
                self.pen[ProviderProfile].append(
                    f"{profile}\t{key}\t{text(one.summary)}\t{text(one.about)}\t{at}\t{at}"
                )
        return keys

    def _demo(self, worker: DemoWorker, organisations: dict[str, str]) -> None:
        given, family = worker.given_name, worker.family_name
        user = self._user(worker.username, worker.email, worker.kind, given, family, self.password)
        organisation = organisations.get(worker.organisation, "")
        self._post(user, worker.role, worker.establishment, organisation)
        self.team.by_username[worker.username] = (user, organisation)

    def _prison(self, place: Place) -> None:
        for role in [*POSTS, *["KEYW"] * (1 + place.people // PEOPLE_A_KEY_WORKER)]:
            self._post(self._stranger("STAFF", "staff.example.org"), role, place.code, "")

    def _providers(self, organisations: dict[str, str], places: Sequence[Place]) -> None:
        """Each provider has workers, and each prison has a few providers, always the same ones."""
        staffed = []
        for one in PROVIDERS:
            if one.kind == "PROVIDER":
                key = organisations[one.name]
                count = range(WORKERS_AT_A_PROVIDER)
                users = [self._stranger("PROVIDER_WORKER", "provider.example.org") for _ in count]
                for user in users:
                    self._post(user, "CASEWORKER", "", key)
                staffed.append([(user, key) for user in users])
        for place in places:
            chosen = self.rnd.sample(staffed, PROVIDERS_AT_A_PRISON)
            self.team.workers[place.code] = [pair for users in chosen for pair in self.rnd.sample(users, 4)]

    def _stranger(self, kind: str, domain: str) -> str:
        given, family = names.pick(self.rnd, woman=self.rnd.random() < 0.55)
        name = f"{given}.{family}.{next(self.numbers)}".lower()
        return self._user(name, f"{name}@{domain}", kind, given, family, NOBODY)

    def _user(self, username: str, email: str, kind: str, given: str, family: str, password: str) -> str:
        key, at = self.moments.key(self.start), self.moments.at(self.start)
        self.pen[User].append(f"{key}\t{username}\t{email}\t{kind}\t{given}\t{family}\t{password}\t{at}")
        return key

    def _post(self, user: str, role: str, place: str, organisation: str) -> None:
        key, on = self.moments.key(self.start), self.moments.on(self.start)
        self.pen[Posting].append(f"{key}\t{user}\t{role}\t{place or NULL}\t{organisation or NULL}\t{on}")
        if role in ("EDU_MGR", "CIAG"):
            self.team.planners.setdefault(place, []).append(user)
        if role == "MODERATOR":
            self.team.moderators.setdefault(place, []).append(user)
