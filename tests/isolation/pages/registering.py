"""What addresses of the register and of joining name: a trust, an import that waits to be applied, a request."""

from types import SimpleNamespace

from django.core import signing

from accounts.models import JoinRequest, YstPerson
from accounts.operations import confirm_request
from accounts.operations.joining import SALT
from tests.accounts.register.importing import bring_in, check
from tests.builders import NOON, acting
from tests.extracts import groups, school, schools, trust

ASKING = {"uid": 1, "name": "Ash Lind", "job_title": "Chief executive", "email": "ash@alder.example"}


def register_place(manager: YstPerson) -> SimpleNamespace:
    """Two trusts, neither of which takes part; a change and a refused row wait; somebody has asked to join."""
    alder, birch = trust(1, Group_Name="Alder Partnership"), trust(2, Group_Name="Birch Partnership")
    bring_in(manager, groups(alder, birch), schools(school(100, 1, EstablishmentName="Alder Grove")))
    made = check(manager, groups(alder, birch | {"Group Name": "Cedar Partnership"}, trust(3, Group_ID="X")))
    confirm_request(token=token(), at=NOON)
    with acting(manager):
        asked = JoinRequest.objects.get()
    return SimpleNamespace(
        group_uid=2, import_id=made.uuid, list_name="refused", request_id=asked.pk,
        join_token=token(name="Bo Lind", email="bo@alder.example"),
    )  # fmt: skip


def token(**other: str) -> str:
    """Of a link in an email."""
    return signing.dumps({**ASKING, **other}, salt=SALT, compress=True)
