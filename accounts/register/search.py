"""Finding trusts by what was meant: in the register by its words, numbers or postcode, among those here by their names.

What is typed and what is stored go through the same functions of the database (`isolation.search_words`, `found_by`).
"""

from django.db import connection
from django.db.models import QuerySet

from accounts.models import Trust
from accounts.register.models import RegisteredTrust, RegisterStatus, RegisterWord

MOST_WORDS = 8  # that are looked for; more tell no more
# said of most trusts, or left out as one pleases; looked for only if the rest finds nothing otherwise
OF_ANY_TRUST = frozenset(
    [
        *("the", "of", "and", "a", "an", "in", "for", "at", "academy", "academies", "trust", "trusts"),
        *("multi", "mat", "multiacademy", "school", "schools", "limited", "ltd"),
    ]
)


def search_words(text: str) -> list[str]:
    """The words that are looked for: small letters and digits, without accents and apostrophes, each once."""
    with connection.cursor() as cursor:
        cursor.execute("select isolation.search_words(%s)", [text.replace("\0", " ")])
        found: list[str] = cursor.fetchone()[0]
    return found[:MOST_WORDS]


def telling(words: list[str]) -> list[str]:
    """Of these words those that tell trusts apart; all of them when none does."""
    return [word for word in words if word not in OF_ANY_TRUST] or words


def find_trusts(text: str, *, live_only: bool = False) -> QuerySet[RegisteredTrust]:
    """Trusts of the register with a word that begins with each word of `text`, by name; all when nothing was typed.

    Signs that are no letters or digits mean nothing, so that none is special. Earlier names count. Words such as
    "academy trust" need not be right: without them more is found only where nothing else is.
    """
    found = RegisteredTrust.objects.order_by("name_key", "pk")
    if live_only:
        found = found.exclude(status=RegisterStatus.CLOSED)
    words = search_words(text)
    if text.strip() and not words:
        return found.none()
    exactly = _with_words(found, words)
    return exactly if telling(words) == words or exactly.exists() else _with_words(found, telling(words))


def _with_words(found: QuerySet[RegisteredTrust], words: list[str]) -> QuerySet[RegisteredTrust]:
    for word in words:
        found = found.filter(pk__in=RegisterWord.objects.filter(word__begins=word).values("registered_id"))
    return found


def named(trusts: QuerySet[Trust], text: str) -> QuerySet[Trust]:
    """Of these trusts those whose name has a word that begins with each telling word of `text`."""
    words = search_words(text)
    if not words:
        return trusts.none()
    for word in telling(words):
        trusts = trusts.filter(found_by__contains=f" {word}")
    return trusts
