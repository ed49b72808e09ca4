"""Templates rendered with one hostile name in each of their variables."""

import re
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template, render_to_string

from tests.builders import NOON

NAME = "St Mary's & St John's <Ely> \"All Saints\""
VARIABLE = re.compile(r"{{\s*(\w+)|\b(?:with|user_display|=)\s*(\w+)")
ALLAUTH = Path(find_spec("allauth").origin).parent / "templates"
OURS = settings.ROOT / "templates"


class Named(str):
    """A name that answers with a name whatever is asked of it."""

    def __getattr__(self, wanted: str) -> str:
        if wanted.startswith("_"):
            raise AttributeError(wanted)
        return Named(self)


def templates(pattern: str, *roots: Path) -> list[str]:
    """The names of the templates below these folders that fit."""
    return sorted({str(path.relative_to(root)) for root in roots for path in root.glob(pattern)})


def rendered(name: str, /, **given: object) -> str:
    """With the name in every variable but those that are given; dates where dates are shown."""
    source = get_template(name).template.source
    words = {word for pair in VARIABLE.findall(source) for word in pair if word}
    filled = {word: NOON.date() if f"{word}|date" in source else Named(NAME) for word in words}
    return render_to_string(name, {**filled, "site_url": "https://here.example", **given})
