"""Filling forms in as a browser would: what a page shows, with some of it changed, and sent."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from lxml import html

from accounts.models import Membership, YstPerson
from tests.signing_in import sign_in

VERSION = "version"


def forms_in(answer: HttpResponse) -> list[Any]:
    """The forms of a page that are posted."""
    page = html.document_fromstring(answer.content)
    return [form for form in page.forms if form.method == "POST"]


def filled(form: Any, **changes: Any) -> dict[str, Any]:
    """What a browser sends: every value that the form shows, but for these."""
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    return {**sent, **changes}


def opened(client: Client, url: str, *, field: str) -> dict[str, Any]:
    """The form that has this field, as the page shows it."""
    return filled(next(form for form in forms_in(client.get(url)) if field in form.fields))


def version_in(answer: HttpResponse, action: str = "") -> dict[str, str]:
    """The version that a page's form carries, if it shows what is stored: the form that posts there, or the first."""
    if answer.status_code != 200 or b'name="version"' not in answer.content:
        return {}
    versions = {form.action or "": form.fields[VERSION] for form in forms_in(answer) if VERSION in form.fields}
    return {VERSION: versions.get(action) or next(iter(versions.values()))}


class Opened:
    """A page with a button, as somebody has it open."""

    def __init__(self, who: Membership | YstPerson, url: str) -> None:
        self.url, self.client = url, sign_in(Client(), who.user)
        self.form = form_in(self.client.get(url))

    def send(self, **changes: Any) -> HttpResponse:
        """The form as it was opened; what comes back is opened then."""
        answer = self.client.post(self.url, filled(self.form, **changes))
        if answer.status_code == 409:
            self.form = form_in(answer)
        return answer


def form_in(answer: HttpResponse) -> Any:
    """The form that shows what is stored."""
    return next(form for form in forms_in(answer) if VERSION in form.fields)


def said(answer: HttpResponse) -> str:
    """The page as one line."""
    return re.sub(r"\s+", " ", answer.content.decode())
