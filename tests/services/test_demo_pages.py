"""Signing in by a button and reading the product's mail: in the demo, and nowhere else."""

from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client
from pytest_django import Settings

from accounts.models import User

pytestmark = pytest.mark.urls("tests.services.demo_urls")
SIGN_IN, OUTBOX = "/demo/sign-in/", "/demo/outbox/"


@pytest.fixture(autouse=True)
def _demo(settings: Settings, tmp_path: Path) -> None:
    settings.DEMO = True
    settings.EMAIL_FILE_PATH = tmp_path


@pytest.fixture
def person(db: None) -> User:
    return User.objects.create_user("ann@thistledown.example")


def send(subject: str, to: str = "ann@thistledown.example", html: str = "") -> None:
    message = EmailMultiAlternatives(subject, f"{subject}: http://localhost/invitations/abc/ <b>", to=[to])
    if html:
        message.attach_alternative(html, "text/html")
    get_connection("wellschool.demo.mail.EmailBackend").send_messages([message])


def only_name(folder: Path) -> str:
    (email,) = folder.glob("*.eml")
    return email.stem


def test_button_signs_a_demo_person_in(client: Client, person: User) -> None:
    answer = client.post(SIGN_IN, {"email": person.email})

    assert answer["Location"] == "/"
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize(
    ("target", "leads_to"), [("/help/", "/help/"), ("https://elsewhere.example/", "/"), ("//elsewhere.example", "/")]
)
def test_button_leads_on_within_this_site_only(client: Client, person: User, target: str, leads_to: str) -> None:
    assert client.post(SIGN_IN, {"email": person.email, "next": target})["Location"] == leads_to


@pytest.mark.parametrize("email", ["head@realtrust.org.uk", "nobody@thistledown.example", ""])
def test_button_signs_nobody_else_in(client: Client, person: User, email: str) -> None:
    User.objects.create_user("head@realtrust.org.uk")

    assert client.post(SIGN_IN, {"email": email}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_button_does_not_sign_in_who_may_not(client: Client, person: User) -> None:
    person.is_active = False
    person.save()

    assert client.post(SIGN_IN, {"email": person.email}).status_code == 404


def test_button_cannot_be_pressed_from_another_site(person: User) -> None:
    assert Client(enforce_csrf_checks=True).post(SIGN_IN, {"email": person.email}).status_code == 403


def test_outbox_lists_the_newest_email_first(client: Client, db: None) -> None:
    send("First")
    send("Second")

    page = client.get(OUTBOX).content.decode()

    assert 0 < page.index("Second") < page.index("First")


def test_outbox_shows_an_email_with_its_links(client: Client, db: None, tmp_path: Path) -> None:
    send("You are invited", html="<p>Hello</p>")

    page = client.get(f"{OUTBOX}{only_name(tmp_path)}/").content.decode()

    assert 'href="http://localhost/invitations/abc/"' in page
    assert "&lt;b&gt;" in page


def test_outbox_shows_html_without_rights(client: Client, db: None, tmp_path: Path) -> None:
    send("You are invited", html="<p>Hello</p>")

    answer = client.get(f"{OUTBOX}{only_name(tmp_path)}/html/")

    assert answer.content == b"<p>Hello</p>"
    policy = answer["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("name", ["..%2F..%2Fsecret", "secret", "%2Fetc%2Fpasswd"])
def test_outbox_opens_no_other_file(client: Client, db: None, tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text("hidden")

    assert client.get(f"{OUTBOX}{name}/").status_code == 404


@pytest.mark.parametrize("path", [SIGN_IN, OUTBOX, f"{OUTBOX}any/", f"{OUTBOX}any/html/"])
def test_demo_pages_are_not_there_outside_the_demo(client: Client, person: User, settings: Settings, path: str) -> None:
    settings.DEMO = False

    answer = client.post(path, {"email": person.email}) if path == SIGN_IN else client.get(path)

    assert answer.status_code == 404
