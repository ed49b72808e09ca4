"""Making reports in the background, in four steps. A message means "make one report"; whose turn it is, rows say."""

from celery import shared_task
from django.utils import timezone

from accounts.outbox.jobs import Held, expire, recover, run
from reviews.reports import limited_memory, maker_of, order_of
from reviews.reports.job import REPORTS, STEPS
from reviews.reports.operations import store_report


@shared_task(name=REPORTS.task)
def render_report(**_: int) -> None:
    """Make the report whose turn it is. (A message of an earlier release named one; it means any, like the others.)"""
    run(REPORTS, make_report)


@shared_task(name="reviews.recover_reports")
def recover_reports() -> None:
    """Take up reports whose worker died or whose message was lost."""
    recover(REPORTS, at=timezone.now())


@shared_task(name="reviews.expire_reports")
def expire_old_reports() -> None:
    """Delete files that have been kept long enough; their rows stay, so that they can be made again."""
    expire(REPORTS, at=timezone.now())


def make_report(held: Held) -> None:
    """Read, write, lay out, check, store. No transaction is open but while the database is asked something."""
    order = order_of(held.row)
    maker = maker_of(order.kind, order.format)
    with limited_memory():
        finished = maker.make(order, reading=held.acting, before=lambda step: _show(held, step))
        store_report(held, content=finished.content, pages=finished.pages, at=timezone.now())


def _show(held: Held, step: int) -> None:
    """Say that this step is being done."""
    held.doing = STEPS[step]
    held.show(step=step, at=timezone.now())
