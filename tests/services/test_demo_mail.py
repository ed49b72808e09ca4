"""The demo's mail: files, and one kind of address that is refused."""

from pathlib import Path
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail import EmailMessage, get_connection
from pytest_django import Settings

from wellschool.demo.mail import sent_email, sent_names


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return tmp_path / "mail"


def send(*to: str) -> int:
    messages = [EmailMessage("Zażółć £", "Gęślą – jaźń", to=[address]) for address in to]
    return get_connection("wellschool.demo.mail.EmailBackend").send_messages(messages)


def test_message_is_kept_as_it_was_sent() -> None:
    send("ann@thistledown.example")

    email = sent_email(sent_names()[0])

    assert (email.to, email.subject) == ("ann@thistledown.example", "Zażółć £")
    assert email.text.strip() == "Gęślą – jaźń"
    assert email.sent_at.tzinfo is not None


def test_every_message_is_a_file_of_its_own(folder: Path) -> None:
    assert send("ann@thistledown.example", "bo@thistledown.example") == 2
    assert sorted(path.suffix for path in folder.iterdir()) == [".eml", ".eml"]


def test_refused_address_is_refused_for_good() -> None:
    with pytest.raises(SMTPRecipientsRefused) as refusal:
        send("refused@thistledown.example")

    assert refusal.value.recipients["refused@thistledown.example"][0] == 550
    assert sent_names() == []
