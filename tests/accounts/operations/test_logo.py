"""A trust's logo: what is taken, what is kept of it, and what is refused in words."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from PIL import Image, PngImagePlugin

from accounts.models import AuditEvent, TrustLogo
from accounts.operations import remove_logo, save_logo
from accounts.operations.logo import redrawn
from accounts.refusals import NotAllowed, Refused
from tests.builders import Cast, acting
from tests.filling import filled, forms_in
from tests.signing_in import sign_in

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def picture(width: int, height: int, kind: str = "PNG", mode: str = "RGB", **more: object) -> bytes:
    made = BytesIO()
    Image.new(mode, (width, height), 128).save(made, kind, **more)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_lead_saves_one_and_a_second_takes_its_place(cast: Cast, kind: str) -> None:
    with acting(cast.lead):
        save_logo(upload=picture(40, 20, kind), by=cast.lead, at=NOON)
        save_logo(upload=picture(60, 20, kind), by=cast.lead, at=NOON)
        logo = TrustLogo.objects.get()

        assert (logo.width, logo.height) == (60, 20)
        assert bytes(logo.content).startswith(b"\x89PNG")
        assert list(AuditEvent.objects.filter(event__startswith="trust.logo").values_list("event", flat=True)) == [
            "trust.logo_changed",
            "trust.logo_changed",
        ]


def test_nothing_else_that_was_in_the_file_is_kept() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "made by somebody at home")
    upload = picture(10, 10, pnginfo=words) + b"<script>alert(1)</script>"

    kept = redrawn(upload).content

    assert b"somebody" in upload
    assert b"somebody" not in kept
    assert b"script" not in kept


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_drawn_anew(mode: str) -> None:
    assert redrawn(picture(10, 5, mode=mode)).width == 10


@pytest.mark.parametrize("size", [(2829, 2829), (5000, 1601), (5001, 1)])
def test_one_with_too_many_pixels_is_refused_before_it_is_decoded(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = picture(*size, mode="1")
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("decoded"))

    with pytest.raises(Refused, match="pixels"):
        redrawn(upload)


def test_of_several_at_once_one_is_decoded_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    upload, at_work, most = picture(50, 50), [0], [0]
    convert = Image.Image.convert

    def slowly(image: Image.Image, mode: str) -> Image.Image:
        at_work[0] += 1
        most[0] = max(most[0], at_work[0])
        time.sleep(0.05)
        at_work[0] -= 1
        return convert(image, mode)

    monkeypatch.setattr(Image.Image, "convert", slowly)
    with ThreadPoolExecutor(6) as people:
        assert [drawn.width for drawn in people.map(redrawn, [upload] * 6)] == [50] * 6

    assert most == [1]


def test_a_large_one_is_kept_smaller() -> None:
    drawn = redrawn(picture(4000, 1000, "JPEG"))

    assert (drawn.width, drawn.height) == (1200, 300)


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (picture(30_000, 1, mode="1"), "30,000 by 1 pixels"),
        (picture(30_000, 30_000, mode="1"), "far more pixels"),
        (b"<?xml version='1.0'?><SVG xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
        (b"<svg onload='alert(1)'/>", "an SVG drawing"),
        (picture(10, 10, "GIF"), "no PNG or JPEG"),
        (b"%PDF-1.7", "no PNG or JPEG"),
        (b"", "no PNG or JPEG"),
        (picture(10, 10)[:40], "no PNG or JPEG"),
        (b"x" * 2_000_001, "larger than 2 MB"),
    ],
    ids=["wide", "huge", "xml", "svg", "gif", "pdf", "empty", "cut", "heavy"],
)
def test_anything_else_is_refused_in_words(upload: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        redrawn(upload)


def test_only_leads_and_executives_may(cast: Cast) -> None:
    for who in (cast.colleague, cast.trustee):
        with acting(who):
            with pytest.raises(NotAllowed):
                save_logo(upload=picture(4, 4), by=who, at=NOON)
            with pytest.raises(NotAllowed):
                remove_logo(by=who, at=NOON)


def test_it_can_be_taken_away(cast: Cast) -> None:
    with acting(cast.executive):
        save_logo(upload=picture(4, 4), by=cast.executive, at=NOON)
        remove_logo(by=cast.executive, at=NOON)
        remove_logo(by=cast.executive, at=NOON)

        assert not TrustLogo.objects.exists()
        assert AuditEvent.objects.filter(event="trust.logo_removed").count() == 1


def test_a_button_under_an_older_logo_says_what_became_of_it(cast: Cast) -> None:
    page, client = f"/trusts/{cast.trust.slug}/logo/", sign_in(Client(), cast.lead.user)

    def removes(form: Any) -> str:
        answer = client.post(form.action, filled(form), follow=True)
        return answer.content.decode()

    def saves(width: int) -> Any:
        with acting(cast.lead):
            save_logo(upload=picture(width, 20), by=cast.lead, at=NOON + timedelta(minutes=width))
        return next(f for f in forms_in(client.get(page)) if (f.action or "").endswith("/removal/"))

    older, newer = saves(40), saves(60)
    assert "The logo was changed after you opened that page, so it was not removed." in removes(older)
    assert "The logo is removed." in removes(newer)
    assert "There is no logo now, so none was removed." in removes(newer)
