"""One report as a worker makes it: of what, for whom, with which choices."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import TrustLogo
from reviews.documents.face import Face, Logo
from reviews.documents.wording import day
from reviews.reports.choices import Choices, made_with
from reviews.reports.kinds import Audience
from reviews.reports.models import Report

FOR_WHOM = {Audience.COMPARISON: "For those who may see the comparison", Audience.OWN: "For you alone"}


@dataclass(frozen=True)
class Order:
    """What a report's row says. Without a snapshot it is a draft, or needs no sign-off."""

    kind: str
    format: str
    audience: str
    choices: Choices
    trust_id: int
    review_id: int
    snapshot_id: int | None
    user_id: int
    asked_at: datetime
    is_draft: bool = False


def order_of(report: Report) -> Order:
    """From the row."""
    return Order(
        kind=report.kind,
        format=report.format,
        audience=report.audience,
        choices=Choices.from_json(report.choices),
        trust_id=report.trust_id,
        review_id=report.review_id,
        snapshot_id=report.snapshot_id,
        user_id=report.requested_by_id,
        asked_at=report.requested_at,
        is_draft=report.is_draft,
    )


def face_of(order: Order) -> Face:
    """The cover of this report. One query where the logo is wanted."""
    logo = TrustLogo.objects.filter(trust_id=order.trust_id).first() if order.choices.logo else None
    return Face(
        for_whom=FOR_WHOM.get(Audience(order.audience), ""),
        made_with=made_with(order.kind, order.choices, has_logo=logo is not None),
        draft_on=day(order.asked_at) if order.is_draft else "",
        large=order.choices.large,
        logo=Logo(bytes(logo.content), logo.width, logo.height) if logo else None,
    )
