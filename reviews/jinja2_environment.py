"""Jinja2, for pages that are long: a third of the time of the same page in Django's language."""

from functools import lru_cache
from types import SimpleNamespace

from django.template.defaultfilters import truncatechars
from django.urls import reverse
from jinja2 import BaseLoader, Environment, StrictUndefined

from reviews.design.components import FOLDER, name_of
from reviews.design.steps import drawn_steps
from reviews.review.models.rating import LONGEST_NOTE
from reviews.templatetags.wellschool import csrf_cookie_name, once, register


@lru_cache(maxsize=2_000)
def url(name: str, *args: object) -> str:
    """The address of a view, as Django's own tag gives it."""
    return reverse(name, args=args)


def numbered(count: int, noun: str) -> str:
    """1 trust, 50 trusts."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def environment(*, loader: BaseLoader, auto_reload: bool, **_: object) -> Environment:
    """Autoescaping stays on; a misspelt name is an error, not an empty cell. Filters are those of our other pages.

    Every component is there as `ui.NAME`, so that no page has to import it.
    """
    made = Environment(
        loader=loader, auto_reload=auto_reload, autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters.update(register.filters, truncatechars=truncatechars)
    made.globals.update(
        url=url, numbered=numbered, steps=drawn_steps, longest_note=LONGEST_NOTE, ui=SimpleNamespace(), once=once,
        csrf_cookie_name=csrf_cookie_name,
    )  # fmt: skip
    for path in loader.list_templates():
        if path.startswith(FOLDER):
            name = name_of(path)
            setattr(made.globals["ui"], name, getattr(made.get_template(path).module, name))
    return made
