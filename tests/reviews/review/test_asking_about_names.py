"""Where too few are left to hide among, colleagues are asked whether names may show, and all of them must agree."""

from datetime import timedelta

from django.test import Client

from accounts.isolation.roles import as_database_role
from accounts.models import AuditEvent
from accounts.outbox.models import OutboxEmail
from reviews.lifecycle import Stage
from reviews.review.models.review import Review
from reviews.review.models.reviewer import Reviewer
from reviews.review.operations.rating import recall_submission
from reviews.review.operations.revealing import answer_about_names, ask_about_names
from reviews.review.operations.setting_up import remove_reviewer
from reviews.review.showing import showing_of
from tests.builders import NOON, Cast, acting, draft, rate, standing, start, submit
from tests.filling import Opened, filled, forms_in, said
from tests.signing_in import sign_in

THREE = ("lead", "colleague", "second")


def hidden_and_one_removed(cast: Cast, *submitting: str) -> None:
    """Names are hidden, three were chosen, and one of them was removed while rating."""
    draft(cast, THREE, names_shown=False)
    start(cast)
    for who in ("lead", "colleague"):
        rate(cast, who)
    submit(cast, "lead", "colleague")
    with acting(cast.lead):
        reviewer = Reviewer.objects.get(review=cast.review, membership=cast.second)
        remove_reviewer(reviewer=reviewer, reason="left", note="", by=standing(cast.lead, cast.review), at=NOON)


def agrees_to_names(cast: Cast, *people: str, agrees: bool = True) -> None:
    for who in people:
        with acting(cast.people[who]):
            answer_about_names(by=standing(cast.people[who], cast.review), at=NOON, agrees=agrees)


def test_names_show_only_where_the_page_said_so(cast: Cast) -> None:
    hidden_and_one_removed(cast)
    with acting(cast.lead):
        ask_about_names(by=standing(cast.lead, cast.review), at=NOON)
    agrees_to_names(cast, "colleague", "lead")
    page = Opened(cast.lead, f"{cast.review.get_absolute_url()}reveal/")
    assert "<strong>with names</strong>: each who has submitted agrees to that." in said(page.client.get(page.url))
    agrees_to_names(cast, "colleague", agrees=False)

    answer = page.client.post(page.url, filled(page.form))
    assert answer.status_code == 409
    assert "Changed since you opened this page: whether names are shown. Nothing is shown yet." in said(answer)
    assert "1 of 2 agree." in said(answer)
    with acting(cast.lead):
        assert Review.objects.get(pk=cast.review.pk).stage == Stage.RATING
    agrees_to_names(cast, "colleague")
    assert page.send().status_code == 302
    with acting(cast.lead):
        assert Review.objects.get(pk=cast.review.pk).names_shown


def test_whoever_cannot_show_without_names_can_ask_about_them(cast: Cast) -> None:
    """Everybody left has submitted, and they are too few to hide among."""
    hidden_and_one_removed(cast)
    client, page = sign_in(Client(), cast.lead.user), f"{cast.review.get_absolute_url()}reveal/"
    first = said(client.get(cast.review.get_absolute_url()))
    assert "You can show everyone’s ratings now." not in first
    assert "each of them must agree to names being shown" in first

    answer = client.get(page)
    assert "Show everyone’s ratings</button>" not in said(answer)
    asks = next(form for form in forms_in(answer) if form.action and form.action.endswith("/names/"))
    assert client.post(asks.action, filled(asks)).status_code == 302
    asked = said(client.get(page))
    assert "0 of 2 agree so far." in asked
    assert "Your own answer is missing" in asked
    agrees_to_names(cast, "lead", "colleague")
    agreed = said(client.get(page))
    assert "2 of 2 agree." in agreed
    assert "Show everyone’s ratings</button>" in agreed
    assert "You can show everyone’s ratings now." in said(client.get(cast.review.get_absolute_url()))


def test_whoever_submits_later_can_be_asked_about_names_too(cast: Cast) -> None:
    draft(cast, THREE, names_shown=False)
    start(cast)
    for who in THREE:
        rate(cast, who)
    page = f"{cast.review.get_absolute_url()}reveal/"
    client = sign_in(Client(), cast.lead.user)
    nobody = said(client.get(page))
    assert "Nobody has submitted yet." in nobody
    assert "with names or without: this page says which once they can be shown." in nobody
    assert "agrees to that" not in nobody
    with acting(cast.lead):
        assert not showing_of(cast.review).shows_names
    submit(cast, "lead")
    alone = said(client.get(page))
    assert "At least two people must have submitted before ratings can be shown." in alone
    assert "Show everyone’s ratings</button>" not in alone
    assert "Ask them" not in alone
    with acting(cast.lead):
        ask_about_names(by=standing(cast.lead, cast.review), at=NOON)
    submit(cast, "colleague")

    assert "Ask again those who have not answered" in said(client.get(page))
    for _ in range(3):
        with acting(cast.lead):
            ask_about_names(by=standing(cast.lead, cast.review), at=NOON)
    both = sorted([cast.lead.user.email, cast.colleague.user.email])
    assert asked_about_names(cast) == (both, 1), "once a day, however often the button is pressed"


def asked_about_names(cast: Cast) -> tuple[list[str], int]:
    """Who was written to about names, and how often the log says that they were asked."""
    with as_database_role("wellschool_migrate"):
        asked = OutboxEmail.objects.filter(once__startswith="names_asked:").values_list("to", flat=True)
        logged = AuditEvent.objects.filter(event="review.names_asked", trust=cast.trust).count()
        return sorted(asked), logged


def test_whoever_submits_again_is_asked_about_names_again(cast: Cast) -> None:
    """Taking ratings back takes back what was said about names; who has answered gets no second email."""
    hidden_and_one_removed(cast)
    with acting(cast.lead):
        ask_about_names(by=standing(cast.lead, cast.review), at=NOON)
    agrees_to_names(cast, "lead", "colleague")
    with acting(cast.colleague):
        recall_submission(by=standing(cast.colleague, cast.review), at=NOON)
    submit(cast, "colleague")
    tomorrow = NOON + timedelta(days=1)
    with acting(cast.lead):
        ask_about_names(by=standing(cast.lead, cast.review), at=tomorrow)

    again = [cast.colleague.user.email] * 2
    assert asked_about_names(cast) == (sorted([cast.lead.user.email, *again]), 2)


def test_an_answer_about_names_is_yes_or_no(cast: Cast) -> None:
    hidden_and_one_removed(cast)
    with acting(cast.lead):
        ask_about_names(by=standing(cast.lead, cast.review), at=NOON)
    client = sign_in(Client(), cast.colleague.user)

    answer = client.post(f"{cast.review.get_absolute_url()}names/answer/", {}, follow=True)

    assert "Say whether you agree. Nothing was recorded." in said(answer)
    with acting(cast.lead):
        assert Reviewer.objects.get(review=cast.review, membership=cast.colleague).names_consent is None
