"""A valid body for every address that takes one, made from what the place has."""

import base64
from collections.abc import Callable, Iterable
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from frameworks.content import content_of
from tests.builders import PASSWORD
from tests.extracts import groups, trust
from tests.filling import version_in
from tests.signing_in import code_now

Body = dict[str, object]
DOT = base64.b64decode(  # a PNG of one pixel
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
NEW_PASSWORD = "a bicycle of quiet thunder"


def ids(place: SimpleNamespace) -> tuple[int, ...]:
    """The statements of domain 1."""
    return content_of(place.version_id).domains[0].statement_ids


def set_up_again(place: SimpleNamespace) -> Body:
    return set_up(place) if place.stage == "draft" else {"title": "Another title", "due_on": "2026-12-18"}


def set_up(place: SimpleNamespace) -> Body:
    return {
        "title": "Another title", "academic_year": 2026, "term": "spring", "due_on": "2026-12-18",
        "reviewers": [place.member_id], "names_shown": "shown",
    }  # fmt: skip


def whole_domain(place: SimpleNamespace) -> Body:
    answers: Body = {"person": place.person}
    for i in ids(place):
        answers |= {f"level-{i}": "3", f"note-{i}": "Seen it.", f"suggestion-{i}": "", f"version-{i}": "1"}
    return answers | {f"version-{ids(place)[5]}": "0"}


def one_answer(place: SimpleNamespace) -> Body:
    first = ids(place)[0]
    return {"only": first, "person": place.person, f"level-{first}": "3", f"version-{first}": "1"}


def agreed(place: SimpleNamespace) -> Body:
    return {
        "level": "2", "rationale": "Seen in all schools.", "left_open_reason": "", "why": "bar",
        "dissent": "",
    }  # fmt: skip


def decided(place: SimpleNamespace) -> Body:
    step = {"step": "Do it.", "owner": "", "half_term": ""}
    return {**agreed(place), **step, "statement": place.agenda_code}


STEP: Body = {
    "text": "Do it.",
    "owner": "",
    "owner_name": "Sam",
    "due_on": "2027-03-01",
    "half_term": "",
    "priority": 2,
}
NOTE: Body = {"kind": "call", "happened_on": "2026-11-02", "text": "We talked.", "shown_to_trust": "on"}
TRUST: Body = {
    "name": "New Trust", "group_id": "", "region": "london", "phase": "mixed", "schools": 3, "pupils": 900,
    "lead_name": "Lee Ash", "lead_email": "lee@new.example",
}  # fmt: skip

BODIES: dict[str, Body | Callable[[SimpleNamespace], Body]] = {
    "reviews:review_create": set_up,
    "reviews:review_update": set_up_again,
    "reviews:reviewer_list": lambda place: {"member": place.member_id},
    "reviews:reviewer_removal_create": {"reason": "away", "note": ""},
    "reviews:rating_update": whole_domain,
    "reviews:cant_say_create": whole_domain,
    "reviews:rating_update~script": one_answer,
    "reviews:names_answer_create": {"agrees": "yes"},
    "reviews:reveal_create": {"reason": "meeting", "note": ""},
    "reviews:rest_open_create": {"reason": "After the visits."},
    "reviews:agreed_level_update": agreed,
    "reviews:meeting_create": {"minutes": "60"},
    "reviews:meeting_detail": decided,
    "reviews:meeting_detail~park": lambda place: {"statement": place.agenda_code, "park": "yes"},
    "reviews:meeting_move": lambda place: {"seen": "agenda", "to": place.agenda_code},
    "reviews:statement_step_create": STEP,
    "reviews:next_step_create": lambda place: {**STEP, "about": f"s{ids(place)[0]}"},
    "reviews:next_step_update": STEP,
    "reviews:step_update_create": {"status": "done", "text": "It is done."},
    "reviews:reopening_create": {"reason": "A school was left out."},
    "reviews:sharing_update": {"choice": "agreed", "steps_shared": "on"},
    "reviews:report_create": {"format": "pdf", "parts": ["plan", "statements"], "logo": "on"},
    "reviews:portfolio_export_create": {"format": "xlsx"},
    "reviews:support_level_update": {"level": "regular"},
    "reviews:support_note_create": NOTE,
    "reviews:support_note_update": NOTE,
    "reviews:assignment_create": lambda place: {"advisor_to": place.advisor_id, "alone": "yes"},
    "reviews:release_create": lambda place: {"what": f"2025-{place.version_id}"},
    "reviews:trust_create": TRUST,
    "reviews:first_leads_create": {"lines": "TR00002; Lee Ash; lee@new.example"},
    "reviews:first_lead_create": {"lead_name": "Lee Ash", "lead_email": "lee@new.example"},
    "reviews:assignment_update": {"advisors": [], "csrfmiddlewaretoken": "as every form has one"},
    "accounts:opening_create": {"lead_name": "Lee Ash", "lead_email": "lee@new.example"},
    "accounts:import_list": lambda place: {"extracts": SimpleUploadedFile("allgroupsdata.csv", groups(trust(7)))},
    "accounts:join_request_detail": {"words": "Not now."},
    "accounts:join_create": {"name": "Lee Ash", "job_title": "Head", "email": "lee@new.example"},
    "accounts:invitation_create": {"name": "Nia Fox", "email": "nia@new.example", "job_title": "", "role": "colleague"},
    "accounts:several_create": {"people": "Nia Fox, nia@new.example\nLee Ash\tlee@new.example", "role": "colleague"},
    "accounts:invitation_update": {"name": "Ivy Dale", "email": "ivy@new.example", "job_title": ""},
    "accounts:member_update": {"name": "Maya Lund-Dale", "job_title": "Head", "role": "trustee"},
    "accounts:profile_update": {**TRUST, "name": "Renamed Trust"},
    "accounts:terms_acceptance": {"edition": "1"},
    "accounts:logo_update": lambda place: {"logo": SimpleUploadedFile("logo.png", DOT)},
    "accounts:account_create": {"password": NEW_PASSWORD},
    "account_login": lambda place: {"login": place.login, "password": PASSWORD},
    "account_reauthenticate": {"password": PASSWORD},
    "mfa_reauthenticate": lambda place: {"code": code_now()},
    "account_email": {"action_add": "", "email": "second@new.example"},
    "account_change_password": {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    "account_reset_password": lambda place: {"email": place.login},
    "demo:sign_in_create": lambda place: {"email": place.login},
}  # fmt: skip

# forms that carry a version, as what they show is stored (`test_stale_forms.py` finds them)
SHOWING_WHAT_IS_STORED = {
    "accounts:logo_update", "accounts:invitation_update",
    "accounts:member_update", "accounts:profile_update", "reviews:agreed_level_update",
    "reviews:assignment_update", "reviews:meeting_detail", "reviews:next_step_update", "reviews:review_update",
    "reviews:sharing_update", "reviews:step_update_create", "reviews:support_level_update",
    "reviews:support_note_update",
}  # fmt: skip

# forms whose button acts on what its page shows, all of it (tests/reviews/home/test_what_was_seen.py)
ACTING_ON_WHAT_IS_SHOWN = {
    "accounts:logo_delete", "reviews:assignment_create", "reviews:cancellation_create", "reviews:rest_open_create",
    "reviews:reveal_create", "reviews:sign_off_create", "reviews:start_create",
}  # fmt: skip


def body_for(route: str, place: SimpleNamespace) -> Body:
    """What a person would send there; nothing where a button is all there is."""
    body = BODIES.get(route, {})
    return body(place) if callable(body) else body


OPENED_AT: dict[str, Callable[[str, SimpleNamespace], str]] = {
    "reviews:meeting_detail": lambda url, place: f"{url}?at={place.agenda_code}",
    "accounts:logo_delete": lambda url, place: url.removesuffix("removal/"),
}


def version_for(route: str, url: str, place: SimpleNamespace, clients: Iterable[Client]) -> dict[str, str]:
    """The version that a form carries, where it shows what is stored: as the first of these people has it open."""
    if route not in SHOWING_WHAT_IS_STORED | ACTING_ON_WHAT_IS_SHOWN | OPENED_AT.keys():
        return {}
    asked = OPENED_AT[route](url, place) if route in OPENED_AT else url
    return next(filter(None, (version_in(client.get(asked), url) for client in clients)), {})
