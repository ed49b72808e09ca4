"""Make the releases of synthetic England, sign a review off, read what the pages read, as the product does.

`python -m tests.bench.product.national FOLDER YEARS`.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from uuid import uuid4

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from accounts.isolation.actor import Actor, acting_as  # noqa: E402
from accounts.models import YstPerson  # noqa: E402
from frameworks.content import newest_version_id  # noqa: E402
from reviews.lifecycle import Stage  # noqa: E402
from reviews.portfolio.rows import looked_after, portfolio_rows  # noqa: E402
from reviews.releases.job import RELEASES  # noqa: E402
from reviews.releases.models import Release  # noqa: E402
from reviews.releases.operations import decide_release, make_release, request_release  # noqa: E402
from reviews.releases.reading import latest_release, picture_of, seen_release  # noqa: E402
from tests import builders  # noqa: E402
from tests.bench.national import YEARS  # noqa: E402
from tests.bench.product import requests  # noqa: E402

READ = 100  # times, each page
SIGNED_OFF = 30  # times, each taken back
Page = tuple[Actor, Callable[[], object]]
SIGN_OFF = """
explain (analyze, format json) update reviews_review set stage = 'agreed', signed_off_at = now() where id = %s
"""


def main(folder: Path, years: int) -> None:
    """Everything, in the folder; releases of the last so many years."""
    manager = YstPerson(user=requests.manager(), name="Max Hill", role="manager")
    releases = {str(year): seconds_to_make(manager, year) for year in YEARS[-years:]}
    cast = builders.trust_with(manager, f"beside-{time.time_ns()}")
    builders.review_at(cast, Stage.COMPARING)
    builders.agree_all(cast)
    agreed = sign_off_milliseconds(cast)
    builders.finish(cast)
    with builders.acting(manager):
        release = Release.objects.only("uuid", "version_id").get(academic_year=YEARS[-1])
    pages = {name: sql_milliseconds(*page) for name, page in pages_of(release, cast).items()}
    (folder / "national.json").write_text(json.dumps({"releases": releases, "agreed": agreed, "pages": pages}))


def seconds_to_make(manager: YstPerson, year: int) -> float:
    """Ask for a release, make it as the worker does, publish it."""
    at = builders.NOON
    with builders.acting(manager):
        release = request_release(academic_year=year, version_id=newest_version_id(), by=manager, at=at)
        lease = uuid4()
        assert Release.objects.filter(pk=release.pk).update(**RELEASES.taken(lease, at))
    begun = time.perf_counter()
    with builders.acting(manager):
        make_release(release_id=release.pk, lease=lease, at=at)
    took = time.perf_counter() - begun
    with builders.acting(manager):
        decide_release(release=release, publish=True, by=manager, at=at)
    return took


def sign_off_milliseconds(cast: builders.Cast) -> float:
    """What the database does when an executive signs off: the rules of the stage, the snapshot, stored figures.

    The quickest tenth: it writes, and so waits for whatever else the machine writes.
    """
    took = []
    for _ in range(SIGNED_OFF):
        with builders.acting(cast.executive), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(SIGN_OFF, [cast.review.pk])
            took.append(cursor.fetchone()[0][0]["Execution Time"])
            transaction.set_rollback(True)
    return quantiles(took, n=10)[0]


def pages_of(release: Release, cast: builders.Cast) -> dict[str, Page]:
    """What each page that reads releases asks for, as whom; and an advisor's portfolio of fifty trusts."""
    yst, advisor = (Actor(user_id=user.pk, yst=True) for user in (requests.manager(), requests.advisor()))
    member = Actor(user_id=cast.executive.user_id, trust=cast.trust.slug)
    uuid, version = release.uuid, release.version_id
    return {
        "all trusts": (yst, lambda: picture_of(seen_release(uuid), position=0)),
        "regions": (yst, lambda: picture_of(seen_release(uuid), "region")),
        "one region": (yst, lambda: picture_of(seen_release(uuid), "region", 3)),
        "a trust beside it": (member, lambda: picture_of(latest_release(version), position=0)),
        "a portfolio": (
            advisor,
            lambda: portfolio_rows(looked_after(advisor.user_id), today=builders.NOON.date(), with_advisors=False),
        ),
    }


def sql_milliseconds(actor: Actor, read: Callable[[], object]) -> float:
    """Planning and running a page's statements, as PostgreSQL tells it."""
    took = []

    def explained(execute: Callable[..., Any], sql: str, params: Any, *others: Any) -> Any:
        answer = execute(sql, params, *others)
        with connection.connection.cursor() as raw:  # past this wrapper
            told = raw.execute(f"explain (analyze, timing off, format json) {sql}", params).fetchone()[0][0]
        took[-1] += told["Planning Time"] + told["Execution Time"]
        return answer

    for _ in range(READ):
        took.append(0.0)
        with acting_as(actor), connection.execute_wrapper(explained):
            assert read()
    return median(took)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
