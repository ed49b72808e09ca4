"""While Valkey is stopped, or hangs, everybody goes on: pages, saves and signing in, at the usual speed."""

import logging
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from accounts.limits import is_within
from tests.builders import PASSWORD, Cast, draft, start
from tests.signing_in import app_of, code_now, sign_in
from wellschool import cache as module
from wellschool.services.valkey import Valkey

AT_ONCE = 8  # seconds, on a machine that is busy too; alone it takes 0.3, and a page took 20


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[Valkey]:
    """A server of the test's own, to be stopped."""
    folder = Path(mkdtemp(prefix="ws-"))  # pytest's own is too deep for a socket
    with (tmp_path / "log").open("wb", buffering=0) as log:
        server = Valkey(folder).start(log)
        yield server
        assert server.process is not None
        server.process.send_signal(signal.SIGCONT)
        server.stop()
        server.remove()


@pytest.fixture
def _uses_it(valkey: Valkey, settings: Settings) -> Iterator[None]:
    settings.CACHES = {"default": {"BACKEND": "wellschool.cache.Cache", "LOCATION": valkey.cache_url()}}
    module.SERVERS.clear()
    cache.clear()
    yield
    module.SERVERS.clear()


def stop(valkey: Valkey) -> None:
    valkey.stop()


def hang(valkey: Valkey) -> None:
    assert valkey.process is not None
    valkey.process.send_signal(signal.SIGSTOP)


Fault = Callable[[Valkey], None]
faults = pytest.mark.parametrize("fault", [stop, hang], ids=["stopped", "hanging"])
pytestmark = pytest.mark.usefixtures("_uses_it")


@faults
def test_signing_in_pages_and_saves_go_on(valkey: Valkey, cast: Cast, client: Client, fault: Fault) -> None:
    review = start_rating(cast)
    app_of(cast.lead.user)
    fault(valkey)
    began = time.monotonic()

    client.post("/accounts/login/", {"login": cast.lead.user.email, "password": PASSWORD})
    assert client.post("/accounts/second-step/sign-in/", {"code": code_now()}).status_code == 302
    rating = f"/trusts/{cast.trust.slug}/reviews/{review}/rating/1/"
    assert client.get(rating).status_code == 200
    assert client.post(rating, {"person": cast.lead.user_id}).status_code in (302, 409)
    assert client.post("/accounts/password/reset/", {"email": cast.lead.user.email}).status_code == 302

    assert time.monotonic() - began < AT_ONCE


def start_rating(cast: Cast) -> object:
    draft(cast, ("lead", "colleague", "second"))
    start(cast)
    assert cast.review is not None
    return cast.review.uuid


@faults
def test_a_limit_still_holds_in_this_process(valkey: Valkey, fault: Fault) -> None:
    fault(valkey)

    assert [is_within("try", "somebody", most=2, seconds=60) for _ in range(3)] == [True, True, False]


@faults
@pytest.mark.django_db
def test_health_says_what_is_degraded(valkey: Valkey, client: Client, fault: Fault) -> None:
    assert client.get("/health/").content == b"ok"
    fault(valkey)

    answer = client.get("/health/")

    assert answer.status_code == 200
    assert answer.content.startswith(b"degraded: Valkey")
    assert "valkey: does not answer" in client.get("/ready/").content.decode()


def test_it_is_asked_again_after_some_seconds_and_used(valkey: Valkey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AWAY", 0.3)
    hang(valkey)
    cache.set("word", "in memory")
    assert valkey.process is not None
    valkey.process.send_signal(signal.SIGCONT)
    assert cache.get("word") == "in memory"
    time.sleep(0.4)

    cache.set("word", "in Valkey")

    assert module.SERVERS.popitem()[1].away_until == 0
    assert cache.get("word") == "in Valkey"


def test_one_line_a_minute_is_logged(
    valkey: Valkey, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "AWAY", 0.0)
    stop(valkey)
    with caplog.at_level(logging.INFO):
        for n in range(20):
            cache.set(f"word-{n}", n)

    assert [record.levelname for record in caplog.records] == ["ERROR"]


@faults
def test_every_way_of_asking_is_stood_in_for(valkey: Valkey, fault: Fault) -> None:
    fault(valkey)
    cache.set("a", 1)
    cache.set_many({"b": 2, "c": 3})

    assert cache.get_many(["a", "b", "c"]) == {"a": 1, "b": 2, "c": 3}
    assert (cache.add("a", 9), cache.incr("a"), cache.decr("a"), cache.touch("a"), "a" in cache) == (
        False,
        2,
        1,
        True,
        True,
    )
    cache.delete("a")
    cache.delete_many(["b"])
    assert cache.get("a", "gone") == "gone"
    cache.clear()
    assert cache.get("c") is None


def test_a_session_does_not_need_it(valkey: Valkey, cast: Cast, client: Client) -> None:
    stop(valkey)

    assert sign_in(client, cast.lead.user).get("/account/").status_code == 200
