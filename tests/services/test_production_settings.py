"""Production refuses to start when something is missing or unsafe, and says what."""

import runpy
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.bench import servers

GOOD = {
    "SECRET_KEY": "secret-" + "s" * 50,
    "ISOLATION_KEY": "isolation-" + "i" * 50,
    "SECOND_FACTOR_KEY": "second-factor-" + "f" * 50,
    "ALLOWED_HOSTS": "wellschool.example",
    "SITE_URL": "https://wellschool.example/",
    "DATABASE_URL": "postgresql://wellschool_web:x@db.example/wellschool?sslmode=verify-full",
    "REDIS_URL": "rediss://valkey.example",
    "EMAIL_HOST": "mail.example",
    "DEFAULT_FROM_EMAIL": "no-reply@wellschool.example",
    "OPERATOR_NAME": "Operator",
    "OPERATOR_CONTACT": "privacy@wellschool.example",
}


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("WELLSCHOOL_DEMO", raising=False)


def production() -> dict[str, Any]:
    return runpy.run_module("wellschool.settings.production")


def test_production_starts_with_everything_set() -> None:
    settings = production()

    database = settings["DATABASES"]["default"]
    assert (database["HOST"], database["OPTIONS"]["sslmode"]) == ("db.example", "verify-full")
    assert settings["SITE_URL"] == "https://wellschool.example"
    assert settings["DEBUG"] is settings["DEMO"] is False


def test_the_bench_tells_the_product_all_that_production_needs() -> None:
    assert {*servers.SECRETS, *servers.NOWHERE, "DATABASE_URL", "REDIS_URL"} >= set(GOOD)


@pytest.mark.parametrize("name", GOOD)
def test_production_refuses_what_is_not_set(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv(name)

    with pytest.raises(ImproperlyConfigured, match=f"{name} is not set"):
        production()


def test_production_says_everything_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in GOOD:
        monkeypatch.delenv(name)

    with pytest.raises(ImproperlyConfigured) as refusal:
        production()

    assert [name for name in GOOD if f"{name} is not set" not in str(refusal.value)] == []


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("WELLSCHOOL_DEMO", "1", "WELLSCHOOL_DEMO is set"),
        ("SECRET_KEY", "short", "SECRET_KEY is too short"),
        ("ISOLATION_KEY", "short", "ISOLATION_KEY is too short"),
        ("ISOLATION_KEY", GOOD["SECRET_KEY"], "must differ"),
        ("SECOND_FACTOR_KEY", "short", "SECOND_FACTOR_KEY is too short"),
        ("SECOND_FACTOR_KEY", GOOD["ISOLATION_KEY"], "SECOND_FACTOR_KEY must differ"),
        ("ALLOWED_HOSTS", "*", "must name the hosts"),
        ("SITE_URL", "http://wellschool.example", "must begin with https://"),
        ("SITE_URL", "https://other.example", "none of the hosts"),
        ("DATABASE_URL", "postgresql://postgres:x@db.example/wellschool", "must sign in as one of wellschool_web"),
        ("DATABASE_URL", "postgresql://wellschool_owner:x@db.example/wellschool", "must sign in as one of"),
        ("DATABASE_URL", "postgresql://db.example/wellschool", "must sign in as one of"),
        ("DATABASE_URL", "mysql://wellschool_web@db.example", "is not an address of a database"),
        ("DATABASE_POOL_SIZE", "many", "is not a whole number"),
        ("REDIS_URL", "amqp://queue.example", "must begin with redis://"),
    ],
)
def test_production_refuses_what_is_unsafe(monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=words):
        production()


@pytest.mark.parametrize("name", ["DATABASE_URL", "ALLOWED_HOSTS", "SECRET_KEY"])
def test_demo_refuses_a_real_deployment(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for other in GOOD:
        monkeypatch.delenv(other)
    monkeypatch.setenv(name, GOOD[name])

    with pytest.raises(ImproperlyConfigured, match=f"{name} is set: that is a real deployment"):
        runpy.run_module("wellschool.settings.demo")
