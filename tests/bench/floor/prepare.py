"""Fill the floor's database and write its requests: `python -m tests.bench.floor.prepare FOLDER`."""

import random
import sys
from pathlib import Path
from urllib.parse import urlencode

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from tests.bench.plans import Plan, Request, write_plan  # noqa: E402

PEOPLE = 1000
PEOPLE_OF_A_TRUST = 5
CSRF = "f" * 32
PASSWORD = "!" + "x" * 40  # of no use: nobody signs in here


def main(folder: Path) -> None:
    """Tables, people with sessions, and two plans."""
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(Path(__file__).with_name("schema.sql").read_text())
    User.objects.bulk_create([User(id=n, username=f"person{n}", password=PASSWORD) for n in range(1, PEOPLE + 1)])
    cookies = [cookie_of(number) for number in range(1, PEOPLE + 1)]
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    chance = random.Random(7)
    saves = [save(chance, cookies) for _ in range(4000)]
    pages = [page(chance, cookies) for _ in range(1000)]
    write_plan(folder / "floor save.json", Plan("Saved", saves))
    write_plan(folder / "floor page.json", Plan("Statement 42", pages))


def cookie_of(number: int) -> str:
    """A person's session and CSRF cookies, as after signing in."""
    session = SessionStore()
    session[SESSION_KEY] = str(number)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = User(password=PASSWORD).get_session_auth_hash()
    session.save()
    return f"sessionid={session.session_key}; csrftoken={CSRF}"


def save(chance: random.Random, cookies: list[str]) -> Request:
    """One person's level for one statement."""
    person = chance.randint(1, PEOPLE)
    headers = {
        "Host": "localhost",
        "Cookie": cookies[person - 1],
        "X-CSRFToken": CSRF,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    body = urlencode({"statement": chance.randint(1, 42), "level": chance.randint(1, 3)})
    return Request("POST", f"/trusts/{trust_of(person)}/rating/", headers, body)


def page(chance: random.Random, cookies: list[str]) -> Request:
    """The ratings of a person's own trust."""
    person = chance.randint(1, PEOPLE)
    return Request(
        "GET", f"/trusts/{trust_of(person)}/comparison/", {"Host": "localhost", "Cookie": cookies[person - 1]}
    )


def trust_of(person: int) -> int:
    return (person - 1) // PEOPLE_OF_A_TRUST + 1


if __name__ == "__main__":
    main(Path(sys.argv[1]))
