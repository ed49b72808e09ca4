"""The world's ids, read from the database by the superuser; `building.py` says who is who."""

from dataclasses import dataclass, field

import psycopg

PEOPLE = """
select t.name, split_part(i.email, '@', 1), m.user_id, m.id, p.id
from accounts_membership m join accounts_trust t on t.id = m.trust_id
join accounts_invitation i on i.membership_id = m.id left join reviews_reviewer p on p.membership_id = m.id
"""
TRUSTS = """
select t.name, t.id, t.slug, coalesce(r.id, 0), coalesce(r.version_id, 0),
  coalesce(r.uuid::text, gen_random_uuid()::text)
from accounts_trust t left join reviews_review r on r.trust_id = t.id
"""
YST = "select lower(y.name), y.user_id from accounts_ystperson y"
STATEMENTS = """
select s.id from frameworks_statement s join frameworks_domain d on d.id = s.domain_id
join frameworks_frameworkversion v on v.id = s.version_id join frameworks_framework f on f.id = v.framework_id
where f.slug = 'well-school-trust' and v.published_at is not null order by d.number, s.number
"""


@dataclass(frozen=True)
class Person:
    """Somebody who may act. In a trust, also their membership and their row as reviewer."""

    user_id: int | None
    membership_id: int = 0
    reviewer_id: int = 0
    yst: bool = False


@dataclass(frozen=True)
class Trust:
    """A trust and its one review; its people by what they are."""

    name: str
    id: int
    slug: str
    review: int
    version: int
    uuid: str
    people: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def reviewers(self) -> dict[str, Person]:
        return {name: person for name, person in self.people.items() if person.reviewer_id}


@dataclass(frozen=True)
class World:
    """Trusts by name, as `world.rating`; YST's people; the 42 statements in order."""

    trusts: dict[str, Trust]
    yst: dict[str, Person]
    stranger: Person
    statements: list[int]

    def __getattr__(self, name: str) -> Trust:
        try:
            return self.__dict__["trusts"][name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def advisor(self) -> Person:
        return self.yst["advisor"]

    @property
    def unassigned(self) -> Person:
        return self.yst["unassigned"]

    @property
    def manager(self) -> Person:
        return self.yst["manager"]


def read_world(raw: psycopg.Connection) -> World:
    """Look everybody up."""
    trusts = {row[0].lower(): Trust(*row) for row in raw.execute(TRUSTS)}
    for trust, what, user_id, membership_id, reviewer_id in raw.execute(PEOPLE):
        trusts[trust.lower()].people[what] = Person(user_id, membership_id, reviewer_id or 0)
    yst = {name: Person(user_id, yst=True) for name, user_id in raw.execute(YST)}
    stranger = raw.execute("select id from accounts_user where email = 'stranger@nowhere.example'").fetchone()
    return World(trusts, yst, Person(stranger[0]), [row[0] for row in raw.execute(STATEMENTS)])
