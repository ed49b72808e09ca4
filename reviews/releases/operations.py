"""Releases of the national picture: asked for, made by the database once and for good, then published or discarded.

Nothing about the figures is shown before they are made: a look at figures that could be made again beside another
sharing would give a trust's levels away.
"""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts import audit
from accounts.models import YstPerson
from accounts.outbox.job_kinds import LEASE
from accounts.outbox.jobs import ask, ask_again
from accounts.permissions import check_can_manage
from accounts.refusals import Refused, in_words
from frameworks.content import content_of
from reviews.calendar import academic_year_of
from reviews.releases.facts import LEVELS
from reviews.releases.job import RELEASES
from reviews.releases.models import Release, ReleaseState
from reviews.releases.words import WORDS

MOST_SECONDS = 110  # for the database; below the task's own limit


def is_over(academic_year: int, at: datetime) -> bool:
    """The year has ended: what is signed off from then on belongs to the next one."""
    return academic_year_of(timezone.localdate(at)) > academic_year


@transaction.atomic
def request_release(*, academic_year: int, version_id: int, by: YstPerson, at: datetime) -> Release:
    """Ask for the release of a year that is over. There is one for a year and version, whatever becomes of it."""
    check_can_manage(by)
    if not is_over(academic_year, at):
        raise Refused("This academic year is not over yet. Its release can be made from 1 September.")
    if len(content_of(version_id).levels) != LEVELS:
        raise Refused(WORDS["P0N05"])
    try:
        with transaction.atomic():
            release = Release.objects.create(
                academic_year=academic_year, version_id=version_id, asked_by_id=by.user_id, asked_by_name=by.name,
                asked_at=at, lease_until=at + LEASE,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("The release of this year was asked for already.") from error
    ask(RELEASES, pk=release.pk, by=by.user_id)
    _record("release.asked_for", release, by, at)
    return release


@transaction.atomic
def retry_release(*, release: Release, by: YstPerson, at: datetime) -> None:
    """Try again what could not be made: nothing had been counted."""
    check_can_manage(by)
    if not ask_again(RELEASES, pk=release.pk, by=by.user_id, at=at):
        raise Refused("Only a release that could not be made can be tried again.")


@transaction.atomic
def decide_release(*, release: Release, publish: bool, by: YstPerson, at: datetime) -> None:
    """Publish the figures, or discard them. Either is for good; what was counted stays counted."""
    check_can_manage(by)
    state = ReleaseState.PUBLISHED if publish else ReleaseState.DISCARDED
    changed = Release.objects.filter(pk=release.pk, state=ReleaseState.PREVIEWED).update(
        state=state, decided_by_id=by.user_id, decided_by_name=by.name, decided_at=at
    )
    if not changed:
        raise Refused("This release was decided on already.")
    _record(f"release.{state.value}", release, by, at)


def _record(event: str, release: Release, by: YstPerson, at: datetime) -> None:
    audit.record(event, by=by, at=at, trust_id=None, target=f"release {release.uuid}", year=release.year_words)


@transaction.atomic
def make_release(*, release_id: int, lease: UUID, at: datetime) -> None:
    """Have the database count and work out, all at once, for the manager who acts and holds the lease.

    Refused with its words when too few trusts share.
    """
    with in_words(), connection.cursor() as cursor:
        cursor.execute(f"set local statement_timeout = '{MOST_SECONDS}s'")
        cursor.execute("select isolation.make_release(%s, %s, %s)", [release_id, lease, at])
