"""The page of reports, and choosing what goes into one."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from reviews.lifecycle import Stage
from reviews.reports import OFFERS
from reviews.reports.kinds import ReportStatus
from reviews.reports.models import Report
from reviews.reports.operations import Wanted, request_report
from tests.builders import Cast, acting, review_at, standing

pytestmark = pytest.mark.django_db


def browser(member: Membership) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def address(cast: Cast, name: str = "report_list", *rest: object) -> str:
    return reverse(f"reviews:{name}", args=[cast.trust.slug, cast.review.uuid, *rest])


def text(cast: Cast, who: str, name: str = "report_list", *rest: object) -> str:
    answer = browser(cast.people[who]).get(address(cast, name, *rest))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def send(cast: Cast, who: str, kind: str, **chosen: Any) -> Report:
    answer = browser(cast.people[who]).post(address(cast, "report_create", kind), chosen)
    assert answer.status_code == 302, answer.content.decode()
    with acting(cast.people[who]):
        return Report.objects.latest("pk")


def test_while_rating_there_is_a_form_for_paper_and_for_reviewers_their_answers(cast: Cast) -> None:
    review_at(cast, Stage.RATING)

    assert "My answers" in text(cast, "colleague")
    others = text(cast, "bystander")
    assert "Blank form" in others
    assert not any(word in others for word in ("My answers", "Full report", "Individual ratings"))


def test_while_comparing_lead_and_executive_are_offered_drafts(cast: Cast) -> None:
    review_at(cast, Stage.COMPARING)

    for who in ("lead", "executive"):
        assert "Full report" in text(cast, who)
        assert "Not signed off" in text(cast, who, "report_create", "board")
    colleague = text(cast, "colleague")
    assert "Individual ratings" in colleague
    assert "Full report" not in colleague


def test_after_the_sign_off_a_trustee_is_offered_nothing_that_tells_of_ratings(cast: Cast) -> None:
    review_at(cast, Stage.AGREED)

    page = text(cast, "trustee")
    assert all(word in page for word in ("Full report", "Board summary", "Progress over cycles"))
    assert "Individual ratings" not in page
    form = text(cast, "trustee", "report_create", "full")
    assert "The Well School framework" in form
    assert "Where views differed" not in form
    assert "Where views differed" in text(cast, "colleague", "report_create", "full")


@pytest.mark.parametrize("kind", OFFERS)
def test_every_kind_can_be_chosen_and_asked_for(cast: Cast, kind: str) -> None:
    review_at(cast, Stage.AGREED, names_shown=True)
    text(cast, "lead", "report_create", kind)

    report = send(cast, "lead", kind, format=OFFERS[kind].formats[-1])

    assert (report.kind, report.format) == (kind, OFFERS[kind].formats[-1])


def test_a_trustee_cannot_smuggle_ratings_in(cast: Cast) -> None:
    review_at(cast, Stage.AGREED)

    report = send(cast, "trustee", "full", format="pdf", telling=["ratings", "notes"], names="on")

    assert report.audience == "members"
    assert not report.choices["ratings"]


def test_choices_are_remembered_for_the_next_one(cast: Cast) -> None:
    review_at(cast, Stage.AGREED)
    send(cast, "lead", "full", format="docx", parts=["plan"], telling=["notes"], large="on")

    form = browser(cast.lead).get(address(cast, "report_create", "full")).context["form"]

    assert form.initial["format"] == "docx"
    assert (form.initial["parts"], form.initial["telling"]) == (["plan"], ["notes"])
    assert (form.initial["large"], form.initial["logo"]) == (True, False)
    assert browser(cast.executive).get(address(cast, "report_create", "full")).context["form"].initial["large"] is False


def test_a_wrong_kind_of_file_is_said_at_the_field(cast: Cast) -> None:
    review_at(cast, Stage.AGREED)

    answer = browser(cast.lead).post(address(cast, "report_create", "full"), {"format": "exe"})

    assert answer.status_code == 422
    assert "is not on offer any more" in answer.content.decode()


def test_an_unknown_kind_is_not_found(cast: Cast) -> None:
    review_at(cast, Stage.AGREED)

    assert browser(cast.lead).get(address(cast, "report_create", "everything")).status_code == 404


def test_ones_own_answers_are_listed_for_nobody_else(cast: Cast) -> None:
    review_at(cast, Stage.RATING)
    report = send(cast, "colleague", "answers", format="pdf")

    assert "Only you" in text(cast, "colleague")
    assert "No report yet" in text(cast, "lead")
    for who in ("lead", "executive", "second", "trustee"):
        answer = browser(cast.people[who]).get(address(cast, "report_detail", report.uuid))
        assert answer.status_code == 404


def test_a_report_says_who_can_open_it_and_with_what_it_was_made(cast: Cast) -> None:
    review_at(cast, Stage.AGREED)
    report = send(cast, "lead", "full", format="pdf", parts=["plan"], telling=["ratings"])

    page = text(cast, "colleague", "report_detail", report.uuid)

    assert "Those who may see the comparison" in page
    assert "individual ratings" in page
    assert browser(cast.trustee).get(address(cast, "report_detail", report.uuid)).status_code == 404


def test_an_expired_one_can_be_made_again_and_then_is_no_longer_listed(cast: Cast) -> None:
    review_at(cast, Stage.AGREED)
    with acting(cast.lead):
        report = request_report(
            wanted=Wanted(kind="board"), by=standing(cast.lead, cast.review), at=cast.lead.joined_at
        )
        Report.objects.filter(pk=report.pk).update(status=ReportStatus.EXPIRED)
    assert "Make it again" in text(cast, "trustee", "report_detail", report.uuid)
    assert browser(cast.lead).get(address(cast, "report_file", report.uuid)).status_code == 404

    again = browser(cast.trustee).post(address(cast, "report_again_create", report.uuid))

    assert again.status_code == 302
    assert "No longer kept" not in text(cast, "lead")
