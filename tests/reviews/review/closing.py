"""A trust that is in the register, and that closes there."""

from accounts.models import YstPerson
from tests.accounts.register.importing import bring_in
from tests.accounts.register.test_checking import CLOSED
from tests.builders import Cast, acting, refresh, trust_with
from tests.extracts import groups, school, schools, trust


def registered_trust(manager: YstPerson) -> Cast:
    """Here, and in the register."""
    cast = trust_with(manager, "alder", name="Alder Trust", group_id="TR00001")
    bring_in(manager, groups(trust(1, Group_Name="Alder Trust")), schools(school(100, 1)))
    return cast


def close(manager: YstPerson, cast: Cast) -> None:
    """An import says that it has closed; its people's rows as they then are."""
    bring_in(manager, groups(trust(1, Group_Name="Alder Trust", **CLOSED)))
    with acting(cast.lead):
        cast.trust.refresh_from_db()
        for member in cast.people.values():
            member.trust = cast.trust
        if cast.review:
            refresh(cast)
