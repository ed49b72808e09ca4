"""SMTP with short time-outs everywhere but after the text of an email, when a server may take its time to look at it.

Giving up there would be worst of all: the server may have taken the email, and the next try would send it again.
"""

import smtplib
from typing import TYPE_CHECKING

from django.core.mail.backends.smtp import EmailBackend as DjangosBackend

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

SECONDS_FOR_THE_TEXT = 30


class Unsure(smtplib.SMTPServerDisconnected):
    """The connection ended while the text was handed over: the server may have taken it or not."""


class _Patient(smtplib.SMTP):
    """One SMTP session."""

    def data(self, msg: "ReadableBuffer | str") -> tuple[int, bytes]:
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("There is no connection.")
        seconds = self.sock.gettimeout()
        self.sock.settimeout(max(seconds or 0, SECONDS_FOR_THE_TEXT))
        try:
            return super().data(msg)
        except smtplib.SMTPResponseException:
            raise
        except OSError as error:
            raise Unsure from error
        finally:
            if self.sock:
                self.sock.settimeout(seconds)


class _PatientAndSecure(_Patient, smtplib.SMTP_SSL):
    pass


class EmailBackend(DjangosBackend):
    """Django's, with those sessions."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _PatientAndSecure if self.use_ssl else _Patient
