"""What screens say about a review meeting: to join it, while it runs, and at its end."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Membership
from reviews.lifecycle import Stage
from reviews.meeting.models import Meeting
from reviews.meeting.operations import end_meeting, start_meeting
from reviews.review.operations.signing_off import cancel_review
from reviews.templatetags.wellschool import british_span
from tests.builders import Cast, acting, review_at, standing

BANNER = "The review meeting is running"
TYPED = "What was typed and not saved stays below"


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """An hour's meeting that runs now."""
    review_at(cast, Stage.COMPARING)
    with acting(cast.lead):
        return start_meeting(minutes=60, by=standing(cast.lead, cast.review), at=timezone.now())


def browser(who: Membership) -> Client:
    client = Client()
    client.force_login(who.user)
    return client


def url(cast: Cast, path: str = "") -> str:
    return f"{cast.review.get_absolute_url()}{path}"


def read(client: Client, address: str, **more: object) -> str:
    answer = client.get(address, **more)
    assert answer.status_code in (200, 286)
    return answer.content.decode()


def heading(page: str) -> str:
    return " ".join(re.search(r"<h1[^>]*>([^<]*)</h1>", page)[1].split())


def end(cast: Cast, meeting: Meeting) -> None:
    with acting(cast.lead):
        end_meeting(meeting=meeting, by=standing(cast.lead, cast.review), at=timezone.now())


def home(cast: Cast) -> str:
    return f"/trusts/{cast.trust.slug}/"


@pytest.mark.parametrize("who", ["lead", "executive", "colleague"])
def test_everybody_of_the_comparison_is_told_of_a_meeting_until_it_ends(cast: Cast, meeting: Meeting, who: str) -> None:
    client = browser(cast.people[who])
    for address in (home(cast), url(cast), url(cast, "comparison/")):
        page = read(client, address)
        assert BANNER in page
        assert f'href="{url(cast, "meeting/")}">Join the meeting</a>' in page

    end(cast, meeting)
    assert not any(BANNER in read(client, a) for a in (home(cast), url(cast), url(cast, "comparison/")))


@pytest.mark.parametrize("who", ["bystander", "trustee"])
def test_nobody_else_is_told_of_it(cast: Cast, meeting: Meeting, who: str) -> None:
    client = browser(cast.people[who])
    for address in (home(cast), url(cast)):
        assert "meeting" not in read(client, address)


def test_a_cancelled_review_asks_nobody_into_a_meeting(cast: Cast, meeting: Meeting) -> None:
    with acting(cast.lead):
        cancel_review(by=standing(cast.lead, cast.review), at=timezone.now())
    assert BANNER not in read(browser(cast.colleague), url(cast))


def test_whoever_says_so_reads_that_they_are_in_the_minutes(cast: Cast, meeting: Meeting) -> None:
    client = browser(cast.colleague)
    page = client.post(url(cast, "meeting/presence/"), follow=True).content.decode()

    assert "You are in the minutes of this meeting." in page
    assert "put me in the minutes" not in page


def test_agenda_and_statement_count_the_same_list(cast: Cast, meeting: Meeting) -> None:
    client = browser(cast.lead)
    agenda = read(client, url(cast, "meeting/"))
    total = int(re.match(r"(\d+) statements to talk about", heading(agenda))[1])
    first = re.search(r'name="to" value="(\d\.\d)"', agenda)[1]
    page = client.post(url(cast, "meeting/move/"), {"seen": "agenda", "to": first}, follow=True).content.decode()
    assert f"1 of {total} to talk about" in page

    client.post(url(cast, "meeting/"), {"statement": first, "park": "yes"})
    agenda = read(client, url(cast, "meeting/?at=agenda"))
    assert heading(agenda) == f"{total - 1} of {total} statements still to talk about"


def test_confirming_together_comes_back_to_the_agenda(cast: Cast, meeting: Meeting) -> None:
    client = browser(cast.lead)
    first = re.search(r'name="to" value="(\d\.\d)"', read(client, url(cast, "meeting/")))[1]
    client.post(url(cast, "meeting/move/"), {"seen": "agenda", "to": first})

    answer = client.post(url(cast, "comparison/unanimous/"), {"in_meeting": "yes"}, follow=True)
    assert "to talk about" in heading(answer.content.decode())


def test_the_end_is_asked_for_once_from_a_statement_or_the_agenda(cast: Cast, meeting: Meeting) -> None:
    client = browser(cast.lead)
    link = f'href="{url(cast, "meeting/end/")}"'
    first = re.search(r'name="to" value="(\d\.\d)"', read(client, url(cast, "meeting/")))[1]
    for at in ("agenda", first):
        assert link in read(client, url(cast, f"meeting/?at={at}"))
        assert link not in read(browser(cast.colleague), url(cast, f"meeting/?at={at}"))

    assert heading(read(client, url(cast, "meeting/end/"))) == "End the meeting?"
    with acting(cast.lead):
        assert Meeting.objects.get(pk=meeting.pk).is_open
    client.post(url(cast, "meeting/end/"))
    with acting(cast.lead):
        assert not Meeting.objects.get(pk=meeting.pk).is_open


@pytest.mark.parametrize(
    ("who", "asked", "said"),
    [
        ("lead", "stays=1.1", True),
        ("lead", "stays=agenda", False),
        ("colleague", "", False),
        ("colleague", "at=1.1", False),
    ],
)
def test_only_a_screen_with_a_form_speaks_of_what_was_typed(
    cast: Cast, meeting: Meeting, who: str, asked: str, said: bool
) -> None:
    end(cast, meeting)
    page = read(browser(cast.people[who]), url(cast, f"meeting/now/?{asked}"), headers={"HX-Request": "true"})

    assert "The meeting has ended" in page
    assert (TYPED in page) is said


def test_minutes_fold_what_was_not_reached_and_the_page_for_paper_does_not(cast: Cast, meeting: Meeting) -> None:
    end(cast, meeting)
    address = url(cast, f"meetings/{meeting.uuid}/")
    page, paper = (read(browser(cast.colleague), a) for a in (address, f"{address}print/"))

    assert f'href="{address}print/"' in page
    folded = re.search(r"<details>.*?</details>", page, re.DOTALL)[0]
    number = int(re.search(r"Not reached \((\d+)\)", folded)[1])
    assert folded.count('class="code"') == number > 0
    assert "<details" not in paper
    assert paper.count('class="code"') == number


def test_minutes_say_from_when_to_when(cast: Cast, meeting: Meeting) -> None:
    with acting(cast.lead):
        by = standing(cast.lead, cast.review)
        at = meeting.opened_at + timedelta(minutes=1)
        end_meeting(meeting=meeting, by=by, at=at)
    page = read(browser(cast.lead), url(cast, f"meetings/{meeting.uuid}/"))
    assert f'lede">{british_span(meeting.opened_at, at)}. Only' in page
