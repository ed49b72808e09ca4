"""Finding a trust in the register by what somebody types: beginnings of its names, its numbers or its postcode."""

from django.db.models import QuerySet
from django.db.models.functions import Lower

from accounts.models import RegisteredTrust, RegisterStatus, RegisterWord
from accounts.register import search_words

MOST_WORDS = 8  # that are looked for; more tell no more


def find_trusts(text: str, *, live_only: bool = False) -> QuerySet[RegisteredTrust]:
    """Trusts with a word that begins with each word of `text`, by name; all of them when nothing was typed.

    Signs that are no letters or digits mean nothing, so that none is special. Earlier names count.
    """
    found = RegisteredTrust.objects.order_by(Lower("name"), "pk")
    if live_only:
        found = found.exclude(status=RegisterStatus.CLOSED)
    words = search_words(text)[:MOST_WORDS]
    if text.strip() and not words:
        return found.none()
    for word in words:
        found = found.filter(pk__in=RegisterWord.objects.filter(word__begins=word).values("registered_id"))
    return found
