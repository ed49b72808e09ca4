"""An import survives its worker, is made by one at a time, and only for a programme manager."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from django.db.utils import ProgrammingError
from django.utils import timezone

from accounts.isolation.actor import Actor, acting_as
from accounts.isolation.roles import as_database_role
from accounts.models import YstPerson, YstRole
from accounts.outbox.job_kinds import LEASE
from accounts.outbox.jobs import Held
from accounts.refusals import NotAllowed, Refused
from accounts.register import checking as checking_register
from accounts.register.import_models import ImportedTrust, ImportPiece, ImportStatus, RefusedRow, RegisterImport
from accounts.register.operations import (
    MOVED_ON,
    NotSure,
    apply_import,
    discard_import,
    retry_import,
    upload_register,
)
from accounts.register.tasks import apply_register, check_register, recover_imports
from tests.accounts.register.importing import as_importer, as_worker, bring_in, check, fresh, upload
from tests.accounts.register.test_checking import CLOSED
from tests.builders import NOON, acting, yst_person
from tests.extracts import groups, school, schools, trust

FILES = groups(trust(1)), schools(school(100, 1))


def later(made: RegisterImport, **facts: object) -> None:
    """As if the worker had died: its lease has run out."""
    with as_database_role("wellschool_migrate"):
        RegisterImport.objects.filter(pk=made.pk).update(lease_until=timezone.now() - timedelta(seconds=1), **facts)


def killed_while_comparing(manager: YstPerson, monkeypatch: pytest.MonkeyPatch) -> RegisterImport:
    """Staged, then the process was gone: nothing could be said or put back any more."""

    def killed(_: int) -> None:
        raise SystemExit

    made = upload(manager, *FILES)
    with monkeypatch.context() as patch, as_worker():
        patch.setattr(checking_register, "compare", killed)
        with pytest.raises(SystemExit):
            check_register(made.pk, manager.user_id)
    assert fresh(manager, made).status == ImportStatus.CHECKING
    return made


def test_a_killed_worker_is_recovered_and_the_check_begins_afresh(
    manager: YstPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = killed_while_comparing(manager, monkeypatch)
    with as_importer(manager):
        assert ImportedTrust.objects.count() == 1
    later(made)
    with as_worker():
        recover_imports()
        check_register(made.pk, manager.user_id)
    made = fresh(manager, made)
    assert (made.status, made.attempts, made.counts["trusts"]["added"]) == (ImportStatus.CHECKED, 2, 1)


def test_a_worker_whose_lease_was_taken_over_writes_nothing_more(
    manager: YstPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = upload(manager, *FILES)
    known = checking_register.Known.read

    def taken_over_meanwhile() -> object:
        later(made, lease=None, status=ImportStatus.WAITING)
        return known()

    monkeypatch.setattr(checking_register.Known, "read", taken_over_meanwhile)
    with as_worker():
        check_register(made.pk, manager.user_id)

    with acting(manager):
        assert not ImportedTrust.objects.exists()
    assert fresh(manager, made).status == ImportStatus.WAITING


def test_nothing_is_applied_that_was_not_asked_for(manager: YstPerson) -> None:
    made = check(manager, *FILES)
    with as_worker():
        apply_register(made.pk, manager.user_id)

    assert fresh(manager, made).status == ImportStatus.CHECKED


def test_where_something_is_asked_first_applying_waits_for_the_answer(manager: YstPerson) -> None:
    bring_in(manager, groups(trust(1), trust(2), trust(3)))
    for file in (groups(trust(1, Group_Name="New")), groups(trust(1, **CLOSED), trust(2), trust(3))):
        made = check(manager, file)
        with acting(manager):
            with pytest.raises(NotSure, match="Nothing has been applied"):
                apply_import(made=made, sure=False, by=manager, at=timezone.now())
            assert fresh(manager, made).status == ImportStatus.CHECKED
            discard_import(made=made, by=manager, at=timezone.now())


def test_one_import_at_a_time(manager: YstPerson) -> None:
    first = check(manager, *FILES)
    with pytest.raises(Refused, match="Another import is not finished"):
        upload(manager, *FILES)

    with acting(manager):
        discard_import(made=first, by=manager, at=timezone.now())
    assert check(manager, *FILES).status == ImportStatus.CHECKED


def test_what_has_moved_on_is_said(manager: YstPerson) -> None:
    made = bring_in(manager, *FILES)
    for operation in (partial(apply_import, sure=True), discard_import, retry_import):
        with acting(manager), pytest.raises(Refused, match=MOVED_ON):
            operation(made=made, by=manager, at=timezone.now())


def test_only_managers_upload_and_decide(manager: YstPerson) -> None:
    advisor, made = yst_person("Ada Reed", YstRole.ADVISOR), check(manager, *FILES)
    with acting(advisor):
        with pytest.raises(NotAllowed):
            upload_register(files=[], by=advisor, at=NOON)
        for operation in (partial(apply_import, sure=True), discard_import, retry_import):
            with pytest.raises(NotAllowed):
                operation(made=made, by=advisor, at=NOON)


def test_what_ended_is_cleared(manager: YstPerson) -> None:
    refused = upload(manager, schools(school(1)), allgroupsdata=b"")
    with as_worker():
        check_register(refused.pk, manager.user_id)
    made = check(manager, *FILES)
    with acting(manager):
        discard_import(made=made, by=manager, at=timezone.now())
    with as_worker():
        recover_imports()

    with as_importer(manager):
        assert not ImportPiece.objects.exists()
        assert not ImportedTrust.objects.exists()


def test_of_a_file_that_cannot_be_used_no_row_is_kept(manager: YstPerson, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking_register, "BATCH", 1)
    made = check(manager, groups(trust(1), trust(2, Group_ID="X")), alllinksdata=b"")

    assert made.status == ImportStatus.REFUSED
    with as_importer(manager):
        assert not ImportedTrust.objects.exists()
        assert not RefusedRow.objects.exists()


def test_applied_rows_are_kept_for_half_a_year(manager: YstPerson) -> None:
    made = bring_in(manager, *FILES)
    for days, kept in ((179, True), (181, False)):
        with as_database_role("wellschool_migrate"):
            RegisterImport.objects.filter(pk=made.pk).update(finished_at=timezone.now() - timedelta(days=days))
        with as_worker():
            recover_imports()
        with acting(manager):
            assert ImportedTrust.objects.exists() == kept


def test_the_web_server_could_not_write_the_register(manager: YstPerson) -> None:
    made = check(manager, *FILES)
    with acting(manager):
        apply_import(made=made, sure=True, by=manager, at=timezone.now())
    with acting_as(Actor(user_id=manager.user_id, job="register")), pytest.raises(ProgrammingError, match="denied"):
        RegisterImport.objects.update(counts={})


def test_the_lease_is_held_longer_with_each_batch(manager: YstPerson, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, int]] = []
    monkeypatch.setattr(checking_register, "BATCH", 1)
    show = Held.show

    def shown(held: Held, *, at: datetime, doing: str = "", done: int = 0) -> None:
        show(held, at=at, doing=doing, done=done)
        seen.append((doing, done))
        assert RegisterImport.objects.get().lease_until == at + LEASE

    monkeypatch.setattr(Held, "show", shown)
    check(manager, groups(trust(1), trust(2)), schools(school(100, 1)))

    assert seen == [
        ("", 0),
        ("allgroupsdata", 0), ("allgroupsdata", 1), ("allgroupsdata", 2), ("allgroupsdata", 2),
        ("edubasealldata", 0), ("edubasealldata", 1), ("edubasealldata", 1), ("comparing", 0),
    ]  # fmt: skip
