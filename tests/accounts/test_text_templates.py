"""What is not HTML holds names as they are written: every `.txt` template that there is, ours and allauth's."""

import re

import pytest
from django.utils.safestring import SafeString

from tests.naming import ALLAUTH, NAME, OURS, rendered, templates

ESCAPED = re.compile(r"&(amp|lt|gt|quot|#x?[0-9a-f]+);", re.IGNORECASE)
TEXTS = templates("**/*.txt", OURS, ALLAUTH)


@pytest.mark.django_db  # an invitation says what is reviewed, as the framework has it
@pytest.mark.parametrize("name", TEXTS)
def test_a_text_holds_names_as_they_are_written(name: str) -> None:
    text = rendered(name)

    assert ESCAPED.search(text) is None, text
    assert not isinstance(text, SafeString), "a page that shows it must escape it"


@pytest.mark.django_db
def test_the_sweep_finds_templates_with_names_in_them() -> None:
    with_names = [name for name in TEXTS if NAME in rendered(name)]

    assert {"emails/invitation.subject.txt", "account/messages/email_confirmed.txt"} <= set(with_names)
    assert len(with_names) > 30
