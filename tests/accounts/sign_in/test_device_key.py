"""The key to what a browser keeps: one for each person, the same at every sign-in, and for nobody else."""

from base64 import b64decode
from types import SimpleNamespace

import pytest
from django.test import override_settings

from accounts.sign_in.device_key import device_key_of


def key(pk: int, *, is_missing: bool = False, is_authenticated: bool = True) -> str:
    user = SimpleNamespace(pk=pk, is_authenticated=is_authenticated, is_yst=False)
    return device_key_of(SimpleNamespace(user=user, _second_factor_missing=is_missing))  # type: ignore[arg-type]


def test_each_person_has_one_of_their_own_that_stays() -> None:
    assert len(b64decode(key(7))) == 64
    assert key(7) == key(7)
    assert key(7) != key(8)


def test_it_needs_the_secret_of_the_service() -> None:
    with override_settings(SECRET_KEY="another secret of the service, as long as it must be"):
        other = key(7)

    assert other != key(7)


@pytest.mark.parametrize("who", [{"is_authenticated": False}, {"is_missing": True}])
def test_whoever_is_not_wholly_signed_in_has_none(who: dict[str, bool]) -> None:
    assert key(7, **who) == ""
