"""How often a page asks the database does not depend on how many reviewers, reviews or trusts there are."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts.models import Membership, Role, YstPerson
from accounts.operations import create_trust
from frameworks.content import content_of
from reviews.lifecycle import Stage
from reviews.meeting.operations import start_meeting
from reviews.review.operations.signing_off import cancel_review
from tests.builders import (
    NOON,
    ROLES,
    Cast,
    acting,
    agree_all,
    assign_advisor,
    draft,
    finish,
    review_at,
    share,
    standing,
    trust_with,
    yst_person,
)
from tests.signing_in import sign_in

MORE = {**ROLES, **{f"colleague {n}": Role.COLLEAGUE for n in range(3, 8)}}
TWO, EIGHT = ("lead", "colleague"), ("lead", "colleague", "second", *list(MORE)[6:])
SAVE = (
    8  # statements of an autosave, the context among them, which is sent past Django; BEGIN and COMMIT are savepoints
)
CONTEXT = 1

PAGES = {
    Stage.DRAFT: ("", "set-up/", "start/", "reviewers/"),
    Stage.RATING: ("", "rating/3/", "answers/", "answers/print/", "reviewers/", "reveal/"),
    Stage.COMPARING: (
        "", "comparison/", "comparison/?by=person&order=pillar", "statements/1.1/", "outcome/", "meeting/",
        "meeting/now/", "plan/", "next-steps/", "comparison/rest-open/",
    ),
    Stage.AGREED: ("", "comparison/", "statements/1.1/", "outcome/", "results/", "plan/", "reports/", "sharing/"),
}  # fmt: skip


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield sent


def url_of(cast: Cast) -> str:
    """The address of its review."""
    return f"/trusts/{cast.trust.slug}/reviews/{cast.review.uuid}/"


def browser(who: Membership | YstPerson) -> Client:
    return sign_in(Client(), who.user)


def asked(client: Client, url: str) -> list[str]:
    """What one request asks the database, once everything that a process keeps is kept."""
    client.get(url)
    with counted() as sent:
        assert client.get(url).status_code == 200, url
    return sent


def cast_of(manager: YstPerson, slug: str, stage: Stage, reviewers: tuple[str, ...]) -> Cast:
    cast = trust_with(manager, slug, MORE)
    review_at(cast, stage, reviewers=reviewers, names_shown=True)
    if stage == Stage.COMPARING:
        with acting(cast.lead):
            start_meeting(minutes=60, by=standing(cast.lead, cast.review), at=NOON)
    return cast


@pytest.mark.parametrize("stage", PAGES)
def test_two_and_eight_reviewers(manager: YstPerson, stage: Stage) -> None:
    few, many = cast_of(manager, "few", stage, TWO), cast_of(manager, "many", stage, EIGHT)
    pages = {cast.trust.slug: f"/trusts/{cast.trust.slug}/" for cast in (few, many)}
    for page in PAGES[stage]:
        found = [asked(browser(cast.lead), f"{url_of(cast)}{page}") for cast in (few, many)]
        assert len(found[0]) == len(found[1]), page
    for who in ("lead", "executive", "bystander"):
        first, second = (len(asked(browser(cast.people[who]), pages[cast.trust.slug])) for cast in (few, many))
        assert first == second, who


def save(cast: Cast) -> int:
    """How many statements an autosave sends."""
    client, first = browser(cast.colleague), content_of(cast.review.version_id).statements[0].id
    url = f"{url_of(cast)}rating/1/"
    body = {"only": first, "person": cast.colleague.user_id, f"level-{first}": "3", f"note-{first}": "Seen."}
    for version in (1, 2):
        with counted() as sent:
            answer = client.post(url, {**body, f"version-{first}": version}, headers={"HX-Request": "true"})
        assert "X-Saved" in answer.headers
    return len(sent)


def test_a_save_is_as_short_for_eight_reviewers_as_for_two(manager: YstPerson) -> None:
    few, many = (cast_of(manager, *of) for of in (("few", Stage.RATING, TWO), ("many", Stage.RATING, EIGHT)))

    assert save(few) == save(many) <= SAVE - CONTEXT


def test_one_and_twenty_reviews(cast: Cast) -> None:
    review_at(cast, Stage.AGREED)
    urls = [f"/trusts/{cast.trust.slug}/", url_of(cast)]
    urls += [f"{url_of(cast)}{page}" for page in ("results/", "plan/", "reports/", "sharing/")]
    before = {url: len(asked(browser(cast.executive), url)) for url in urls}
    signed_off = cast.review
    for _ in range(19):
        draft(cast, names_shown=True)
        with acting(cast.lead):
            cancel_review(by=standing(cast.lead, cast.review), at=NOON)
    cast.review = signed_off

    assert {url: len(asked(browser(cast.executive), url)) for url in urls} == before


def test_one_and_fifty_trusts(manager: YstPerson, cast: Cast) -> None:
    advisor = yst_person("Ada Reed")
    review_at(cast, Stage.COMPARING)
    agree_all(cast)
    finish(cast)
    share(cast, steps=True)
    with acting(manager):
        assign_advisor(trust=cast.trust, advisor=advisor, by=manager, at=NOON)
    urls = ["/yst/", f"/yst/trusts/{cast.trust.slug}/"]
    before = {(who.name, url): len(asked(browser(who), url)) for who in (manager, advisor) for url in urls}
    with acting(manager):
        for n in range(49):
            trust = create_trust(name=f"Trust {n}", by=manager, at=NOON)
            assign_advisor(trust=trust, advisor=advisor, by=manager, at=NOON)

    after = {(who.name, url): len(asked(browser(who), url)) for who in (manager, advisor) for url in urls}
    assert after == before


def test_a_draft_is_cheap(cast: Cast) -> None:
    draft(cast)
    assert len(asked(browser(cast.lead), url_of(cast))) <= 12
