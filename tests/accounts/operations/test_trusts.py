"""Adding trusts."""

from accounts.models import YstPerson
from accounts.operations import create_trust
from tests.builders import NOON, acting

LONG = "Thistledown, Harrowgate and Upper Wharfedale Church of England and Community Schools Partnership Trust"


def test_a_long_name_makes_a_short_address_twice(manager: YstPerson) -> None:
    with acting(manager):
        slugs = [create_trust(name=LONG, by=manager, at=NOON).slug for _ in range(2)]

    assert slugs == [start := "thistledown-harrowgate-and-upper-wharfedale-chur", f"{start}-2"]
