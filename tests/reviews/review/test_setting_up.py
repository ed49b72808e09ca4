"""The first set-up: what was typed is kept while colleagues are invited, and the way back is there."""

import pytest
from django.test import Client

from accounts.forms.several import read_lines
from accounts.models import Membership
from reviews.review.models.review import Review
from tests.builders import Cast, acting
from tests.signing_in import sign_in

TYPED = {
    "title": "Spring self-review", "academic_year": "2026", "term": "spring", "due_on": "", "names_shown": "hidden",
    "then": "invite",
}  # fmt: skip


def test_inviting_colleagues_keeps_what_was_typed_and_leads_back(cast: Cast) -> None:
    lead = sign_in(Client(), cast.lead.user)
    answer = lead.post(f"/trusts/{cast.trust.slug}/reviews/new/", TYPED)
    assert answer["Location"].startswith(f"/trusts/{cast.trust.slug}/people/new/several/?next=")

    wrong = {"people": "Nia Fox, nia@new.example\nsomebody\nNia Fox, nia@new.example", "role": "colleague"}
    said = lead.post(answer["Location"], wrong)
    assert said.status_code == 422
    for words in ("Line 2: “somebody” has no email address.", "Line 3: nia@new.example stands on line 1, too."):
        assert words in said.content.decode()
    assert "nia@new.example\nsomebody" in said.content.decode(), "what was typed is still there"

    pasted = {
        "people": "Name\tEmail\r\nNia Fox\tnia@new.example\r\nLee\tAsh\tlee@new.example\tHead",
        "role": "colleague",
    }
    done = lead.post(answer["Location"], pasted)
    page = lead.get(done["Location"]).content.decode()
    assert "Spring self-review" in page
    assert "2 invitations are on the way." in page
    assert "Nia Fox (colleague): invitation being sent, until" in page
    with acting(cast.lead):
        assert Review.objects.get().title == "Spring self-review"
        assert Membership.objects.get(name="Lee Ash").job_title == "Head"


@pytest.mark.parametrize(("line", "name"), [
    ('"O’Neil, Pat" <pat@new.example>', "Pat O’Neil"), ('"Pat O’Neil" <pat@new.example>', "Pat O’Neil"),
    ("Pat O’Neil, pat@new.example, Head of PE", "Pat O’Neil"),
])  # fmt: skip
def test_a_name_is_taken_as_a_mail_program_writes_it(line: str, name: str) -> None:
    found, wrong = read_lines(line)

    assert ([one.name for one in found], wrong) == ([name], [])


def test_of_several_one_who_is_there_already_keeps_all_back(cast: Cast) -> None:
    lead = sign_in(Client(), cast.lead.user)
    body = {"people": f"Nia Fox, nia@new.example\nSarah, {cast.colleague.user.email}", "role": "colleague"}
    said = lead.post(f"/trusts/{cast.trust.slug}/people/new/several/", body).content.decode()

    assert f"Line 2: {cast.colleague.user.email} has already been invited or belongs to the trust." in said
    with acting(cast.lead):
        assert not Membership.objects.filter(name="Nia Fox").exists()
