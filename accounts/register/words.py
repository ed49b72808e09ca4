"""The words by which a trust is found, the same for what is stored and for what is typed."""

import re
import unicodedata

LONGEST = 40  # characters of a word that count
MOST = 60  # words of one trust, or of one search


def search_words(text: str) -> list[str]:
    """The words of a text: small letters and digits, without accents and apostrophes, each once, in order.

    `St Mary’s Trust, LS1 4AB` is st, marys, trust, ls1, 4ab.
    """
    plain = unicodedata.normalize("NFKD", text.lower()).translate({ord(c): None for c in "'’‘`´"})
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    found = re.findall(r"[^\W_]+", letters)
    return list(dict.fromkeys(word[:LONGEST] for word in found))[:MOST]
