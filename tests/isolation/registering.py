"""What the world has of the register: three trusts, two of which take part; an import; requests to join."""

from accounts.isolation.roles import as_database_role
from accounts.models import JoinRequest, RequestStatus, Trust, YstPerson
from accounts.register.import_models import (
    ImportedSchool,
    ImportedTrust,
    ImportPiece,
    ImportStatus,
    RefusedRow,
    RegisterImport,
)
from accounts.register.models import EarlierName, RegisteredTrust, RegisterWord, School
from tests.builders import NOON

KNOWN = {"region": "london", "phase": "mixed", "schools": 1, "pupils": 400}


def furnish_register(manager: YstPerson) -> None:
    """Unshared and Releases take part; of Releases the register knows no region, phase, schools or pupils."""
    with as_database_role("wellschool_migrate"):
        for uid, name, known in ((1, "Unshared", KNOWN), (2, "Releases", {}), (3, "Elsewhere", KNOWN)):
            registered(uid, name, known)
        an_import(manager)
        requests(manager)


def registered(uid: int, name: str, known: dict[str, object]) -> None:
    trust = RegisteredTrust.objects.create(
        group_uid=uid, group_id=f"TR0000{uid}", name=name, kind="multi", status="open", **known
    )
    EarlierName.objects.create(registered=trust, name=f"Old {name}", until=NOON.date())
    RegisterWord.objects.create(registered=trust, word=name.lower())
    School.objects.create(registered=trust, urn=100 + uid, name=f"School of {name}", status="open")
    Trust.objects.filter(name=name).update(registered=trust, group_id=trust.group_id, **known)


def an_import(manager: YstPerson) -> None:
    """Checked, with a piece, a row of each kind and one that was refused."""
    made = RegisterImport.objects.create(
        uploaded_by_id=manager.user_id, uploaded_by_name=manager.name, status=ImportStatus.CHECKED
    )
    ImportPiece.objects.create(register_import=made, kind="allgroupsdata", number=1, content=b"x")
    row = {"register_import": made, "line": 2, "name": "Row", "status": "open"}
    ImportedTrust.objects.create(group_uid=9, group_id="TR00009", kind="multi", **row)
    ImportedSchool.objects.create(extract="edubasealldata", urn=109, group_uid=9, **row)
    RefusedRow.objects.create(register_import=made, extract="allgroupsdata", line=3, what="10", reason="It is refused.")


def requests(manager: YstPerson) -> None:
    """One waits, one was declined."""
    about = {"registered": RegisteredTrust.objects.get(group_uid=3), "name": "Ash Lee", "job_title": "Director"}
    JoinRequest.objects.create(email="ash@elsewhere.example", **about)
    decided = {"decided_at": NOON, "decided_by_id": manager.user_id, "decided_by_name": manager.name}
    JoinRequest.objects.create(email="lee@elsewhere.example", status=RequestStatus.DECLINED, **decided, **about)
