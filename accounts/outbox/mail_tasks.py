"""Sending the outbox: one run at a time, one email after another, none lost while the mail server cannot take it.

A run holds a lease in the database, so a hanging mail server holds one process and no more. Trouble with one email puts
that email off; trouble with the service puts off the next run, is logged once, and is shown to programme managers.
"""

import time
from contextlib import suppress
from email.utils import parseaddr

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from accounts.outbox.faults import Blame, Fault, fault_of, fault_of_connecting
from accounts.outbox.models import OutboxEmail
from accounts.outbox.sending import (
    claim_email,
    claim_run,
    finish_email,
    note_failure,
    note_success,
    put_off,
    refuse_email,
    release_run,
)
from accounts.outbox.service_models import MailService

MOST, SECONDS = 20, 20  # of one run: other runs, and other tasks, wait no longer
SOFT_LIMIT, HARD_LIMIT = 150, 180  # seconds; a run whose last email hangs ends in 100
UNUSABLE = (Blame.SERVICE, Blame.CUT, Blame.UNSURE)  # the connection


@shared_task(name="accounts.send_mail", soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def send_mail() -> None:
    """Send a few due emails, if nobody else is at it."""
    service = claim_run(at=timezone.now())
    if service is None:
        return
    try:
        _run(service)
    finally:
        release_run(service)


def _run(service: MailService) -> None:
    connection = get_connection()
    try:
        connection.open()
    except Exception as error:
        note_failure(service, fault_of_connecting(error), at=timezone.now())
        return
    try:
        _send_some(service, connection)
    finally:
        with suppress(OSError):  # how it ends does not matter: what was taken was taken
            connection.close()


def _send_some(service: MailService, connection: BaseEmailBackend) -> None:
    end = time.monotonic() + SECONDS
    for _ in range(MOST):
        email = claim_email(at=timezone.now())
        if email is None or not _send(service, email, connection) or time.monotonic() > end:
            return


def _send(service: MailService, email: OutboxEmail, connection: BaseEmailBackend) -> bool:
    """Send one email, and note what became of it. False when this run should end."""
    try:
        connection.send_messages([message_of(email)])
    except Exception as error:  # whatever is wrong with one email must not stop the others
        fault = fault_of(error)
    else:
        finish_email(email, at=timezone.now())
        note_success(service, at=timezone.now())
        return True
    return _failed(service, email, fault)


def _failed(service: MailService, email: OutboxEmail, fault: Fault) -> bool:
    if fault.blame is Blame.ADDRESS:
        refuse_email(email)
        return True
    put_off(email, fault, at=timezone.now())
    if fault.blame is not Blame.EMAIL:
        note_failure(service, fault, at=timezone.now())
    return fault.blame not in UNUSABLE and not service.is_failing


def message_of(email: OutboxEmail) -> EmailMultiAlternatives:
    """The same each time, its number included, so that what arrives twice can be seen to be one."""
    site = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    headers = {"Message-ID": f"<{email.pk}@{site}>", "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(email.subject, email.text, to=[email.to], headers=headers)
    if email.html:
        message.attach_alternative(email.html, "text/html")
    return message
