"""How a name is shown that the register writes in capitals: ABBEY MULTI ACADEMY TRUST as Abbey Multi Academy Trust.

A rule cannot know how every trust writes itself, so a trust may correct it; the register's own spelling is stored too.
A name with small letters of its own stays as it is. No Django.
"""

import re


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


SMALL = _words("a an and at but by cum en for from in into le of on or super the to under upon with de la du next")
# written in capitals, or in their own way
KNOWN = {
    word.upper(): word
    for word in _words(
        "CE RC VA VC CofE MAT SAT SEN SEND SEMH UTC STEM PE FE HE UK EU NHS BBC RAF ICT IT AP PRU CIC CIO ASD "
        "ALP ADHD GP MOD YMCA YWCA RSA USA plc Ltd St Sts Mr Mrs Dr Rev Revd Ss"
    )
}
# words of three letters or fewer that are no initials; others stay as the register writes them
SHORT = _words(
    "ace add age aim air all am and ann ant any arc are ark arm art as ash ask axe bay be bee ben big bow box "
    "boy bud can cat cay co cow day dee den dew do don ear eco ede eel elf elm ely eve exe eye fen fig fir "
    "fit fly fox fun gem go guy hay he hen her hey hi high his hub hut ian ice ide if inn is isle it ivy jay "
    "jet job joe joy kay key kid kim law lay lea lee leo ley lot low lye man map max may me men mid mud my "
    "new nia no not now oak oh old one our out owl own pax pea pen per pin ray red rio rix roe rye sam sea "
    "set she sir six sky so son sue sum sun tay tea ted ten the tim tom top two una up us usk van vic wa way "
    "we wey who win wye yar yes yew you zoe"
)
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*\.?")
_ROMAN = re.compile(r"(?=.)(XX|X?(IX|IV|V?I{0,3}))\Z")


def shown(name: str) -> str:
    """The name as people write names; itself unless the register shouts."""
    if not is_shouted(name):
        return name
    return _WORD.sub(lambda found: _cased(found[0], name, found.start()), name)


def is_shouted(name: str) -> bool:
    """Every word of four letters or more is in capitals, but for CofE and the like; and there is one."""
    words = [w for w in re.findall(r"[^\W\d_]{4,}", name) if w.upper() not in KNOWN and not re.match(r"Ma?c[A-Z]", w)]
    return bool(words) and all(word == word.upper() for word in words)


def _cased(word: str, name: str, at: int) -> str:
    plain = word.rstrip(".")
    known = KNOWN.get(plain.upper())
    if known is not None:
        return known + word[len(plain) :]
    before = name[:at].rstrip()
    if (before and plain.lower() in SMALL and before[-1] not in "(:") or _ends_in_co(before, name[at - 1 : at]):
        return word.lower()
    if word != word.upper() or _stays(plain, name, at):
        return word
    return _capitalised(word)


def _ends_in_co(before: str, last: str) -> bool:
    """As in Co-operative, which is one word."""
    return last == "-" and before.endswith(("Co-", "CO-")) and not before[:-3][-1:].isalnum()


def _stays(word: str, name: str, at: int) -> bool:
    """Initials, Roman numbers, and what stands in brackets for the name before it."""
    if re.fullmatch(r"(?:\w\.)*\w", word) or _ROMAN.match(word):
        return True
    if name[at - 1 : at] == "(" and name[at + len(word) : at + len(word) + 1] == ")":
        return _stands_for(word, name[: at - 1])
    letters = re.sub(r"\W|\d", "", word)
    is_name = "'" in word or "’" in word
    return not is_name and (
        (len(letters) <= 3 and word.lower() not in SHORT | SMALL and not word[0].isdigit())
        or (len(letters) <= 5 and not re.search("[AEIOUYÀ-Ý]", letters) and not word[0].isdigit())
    )


def _stands_for(word: str, said: str) -> bool:
    """DEMAT for Diocese of Ely Multi-Academy Trust: its letters in their order, from the first of a word on."""
    words = re.findall(r"[^\W_]+", said.removeprefix("THE "))
    if not words or words[0][0] != word[0]:
        return False
    rest = iter("".join(words))
    return all(letter in rest for letter in word)


def _capitalised(word: str) -> str:
    """First letters: after an apostrophe only where one or two letters stand before it, as in O'Brien; McAuley."""
    lower = word.lower()
    if re.fullmatch(r"\d+(st|nd|rd|th)", lower):
        return lower
    if lower.startswith("mc") and len(lower) > 3:
        return f"Mc{lower[2:].capitalize()}"
    parts = re.split(r"(['’])", lower)
    if len(parts) >= 3 and len(parts[0]) == 1 and len(parts[2]) > 1:
        parts[2] = parts[2].capitalize()
    first = re.sub(r"[^\W\d_]", lambda found: found[0].upper(), parts[0], count=1)
    return first + "".join(parts[1:])
