"""The demo's national picture: made and published as its programme manager and the worker would."""

from datetime import datetime

from accounts.models import User, YstPerson
from frameworks.content import newest_version_id
from reviews.releases.operations import decide_release, request_release
from reviews.releases.tasks import make_release_task
from wellschool.demo.seed import acting, years_over


def make_releases(now: datetime) -> None:
    """Make and publish the releases of the years that are over. As wellschool_worker."""
    user = User.objects.get(email="max.hill@yst.example")
    manager = YstPerson(user=user, name="Max Hill", role="manager")
    for year in years_over(now):
        with acting(manager):
            asked = request_release(academic_year=year, version_id=newest_version_id(), by=manager, at=now)
        make_release_task(asked.pk, user.pk)
        with acting(manager):
            decide_release(release=asked, publish=True, by=manager, at=now)
