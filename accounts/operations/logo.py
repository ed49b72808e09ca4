"""The trust's logo: taken as PNG or JPEG, drawn anew, so that nothing else that was in the file is kept."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from threading import Lock

from django.db import transaction
from PIL import Image, UnidentifiedImageError

from accounts import audit
from accounts.models import Membership, TrustLogo
from accounts.models.logo import LONGEST_SIDE
from accounts.permissions import check_can_change_trust
from accounts.refusals import Refused

MOST_BYTES = 2_000_000
MOST_ON_A_SIDE = 5000  # pixels
MOST_PIXELS = 8_000_000  # of what is uploaded; decoded, they take some 30 MB, two or three times
FORMATS = ("PNG", "JPEG")
ONE_AT_A_TIME = Lock()  # in each web process: a few at once would take its memory
NOT_A_PICTURE = "This file is no PNG or JPEG picture. Save the logo as a PNG and choose that."
TOO_MANY_PIXELS = "The picture has far more pixels than a logo needs. Save it smaller, about 1,000 pixels wide."
DRAWING = (
    "This is an SVG drawing, which can hold more than a picture. Save the logo as a PNG, about 1,000 pixels wide, and"
    " choose that."
)


@dataclass(frozen=True)
class Drawn:
    """A logo as it is kept."""

    content: bytes
    width: int
    height: int


@transaction.atomic
def save_logo(*, upload: bytes, by: Membership, at: datetime) -> None:
    """Keep this logo, instead of the one before, for leads and executives. Raises Refused with what is wrong."""
    check_can_change_trust(by)
    drawn = redrawn(upload)
    values = {"content": drawn.content, "width": drawn.width, "height": drawn.height, "changed_at": at}
    if not TrustLogo.objects.filter(trust_id=by.trust_id).update(**values):
        TrustLogo.objects.create(trust_id=by.trust_id, **values)
    audit.record("trust.logo_changed", by=by, at=at, trust_id=by.trust_id)


@transaction.atomic
def remove_logo(*, by: Membership, at: datetime) -> None:
    """Take the logo away; reports that were made keep theirs."""
    check_can_change_trust(by)
    removed, _ = TrustLogo.objects.filter(trust_id=by.trust_id).delete()
    if removed:
        audit.record("trust.logo_removed", by=by, at=at, trust_id=by.trust_id)


def redrawn(upload: bytes) -> Drawn:
    """The picture as a PNG of ours, at most `LONGEST_SIDE` wide or high. Sizes are checked before it is decoded."""
    if len(upload) > MOST_BYTES:
        raise Refused("The file is larger than 2 MB. Save the logo smaller, about 1,000 pixels wide.")
    if b"<svg" in upload[:2000].lower():
        raise Refused(DRAWING)
    try:
        with Image.open(BytesIO(upload), formats=FORMATS) as picture:
            # as the file says, before anything of it is decoded
            if max(picture.size) > MOST_ON_A_SIDE or picture.width * picture.height > MOST_PIXELS:
                size = f"{picture.width:,} by {picture.height:,}"
                raise Refused(f"The picture is {size} pixels. Save it smaller, about 1,000 pixels wide.")
            with ONE_AT_A_TIME:
                return _drawn(picture)
    except Image.DecompressionBombError as error:
        raise Refused(TOO_MANY_PIXELS) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Refused(NOT_A_PICTURE) from error


def _drawn(picture: Image.Image) -> Drawn:
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG can be decoded smaller
    clean = picture.convert("RGBA")
    picture.close()
    clean.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    made = BytesIO()
    clean.save(made, "PNG", optimize=True)
    return Drawn(made.getvalue(), clean.width, clean.height)
