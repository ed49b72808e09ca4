"""Whose report is made next: trusts take turns, however many each has asked for."""

from datetime import datetime

from django.db import connection
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from reviews.reports.kinds import ReportStatus
from reviews.reports.models import Report

ONE_CLAIM_AT_A_TIME = 5_023_117  # PostgreSQL's number for our advisory lock


def in_turn(free: QuerySet[Report], at: datetime) -> QuerySet[Report]:
    """These reports, those first of a trust for which fewest are being made; among those, of the one whose last turn
    is longest ago; of a trust's own, the oldest. One transaction at a time asks, until it ends.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [ONE_CLAIM_AT_A_TIME])
    running = Report.objects.filter(trust_id=OuterRef("trust_id"), status=ReportStatus.RUNNING, lease_until__gte=at)
    many = Subquery(running.order_by().values("trust_id").annotate(many=Count("pk")).values("many"))
    turns = Report.objects.filter(trust_id=OuterRef("trust_id"), claimed_at__isnull=False).order_by("-claimed_at")
    waiting = free.annotate(many=Coalesce(many, 0), last=Subquery(turns.values("claimed_at")[:1]))
    return waiting.order_by("many", F("last").asc(nulls_first=True), "requested_at", "pk")
