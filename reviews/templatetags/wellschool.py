"""Template tags and filters of the design system. The gallery shows each at work."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import TypeVar
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxSelectMultiple, MultiWidget, RadioSelect
from django.forms.utils import ErrorList
from django.shortcuts import resolve_url
from django.template import engines
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from accounts import promises
from accounts.forms.words import errors_in_words
from accounts.refusals import CLOSED_STILL
from accounts.sign_in.signed_out import page_with_form
from frameworks.content import Content, content_of, newest_version_id
from frameworks.scale import LevelContent, Scale
from reviews.design.steps import drawn_steps
from reviews.design.tokens import COLOURS, FONT
from reviews.documents.wording import NUMBERS
from reviews.reports import sentences
from reviews.review.models.rating import LONGEST_NOTE

register = template.Library()
Key = TypeVar("Key")
Value = TypeVar("Value")


@register.simple_tag
def steps(level: LevelContent | None) -> SafeString:
    """Rising steps, as many filled as the level is high. Decoration: its word stands beside it."""
    return drawn_steps(level if isinstance(level, LevelContent) else None)


@register.filter
def level_of(value: int | None, scale: Scale) -> LevelContent | None:
    """The level that a stored number means on this scale; none for none."""
    return scale.level(value)


@register.filter
def at(found: Mapping[Key, Value], key: Key) -> Value | None:
    """The value under a key, or nothing."""
    return found.get(key)


@register.filter
def initials(name: str) -> str:
    """Priya Nair: PN. Colleague A, whose name is hidden: A."""
    words = str(name).split()
    if len(words) == 2 and words[0] == "Colleague":
        return words[1]
    return "".join(word[0] for word in dict.fromkeys((words[0], words[-1]))).upper() if words else ""


@register.filter
def in_fours(text: str) -> list[str]:
    """A long code in groups that one can read out: ABCD EFGH."""
    return [text[n : n + 4] for n in range(0, len(text), 4)]


@register.filter
def british_date(value: date | None) -> str:
    """4 December 2026; a moment is taken to London first."""
    if value is None or value == "":
        return ""
    day = localtime(value) if isinstance(value, datetime) and value.tzinfo else value
    return f"{day.day} {day:%B %Y}"


@register.filter
def british_time(value: datetime | None) -> str:
    """4 December 2026 at 14:05, in London."""
    return f"{british_date(value)} at {localtime(value):%H:%M}" if value else ""


@register.filter
def british_moment(value: datetime, today: date) -> str:
    """When, as one says it today: at 14:05; of another day, on 4 December 2026 at 14:05."""
    moment = localtime(value)
    return f"at {moment:%H:%M}" if moment.date() == today else f"on {british_time(value)}"


@register.filter
def british_span(start: datetime, end: datetime | None) -> str:
    """4 December 2026, 14:05 to 15:10, in London; the day is said twice only where it is another."""
    first, last = localtime(start), localtime(end) if end else None
    words = f"{british_date(start)}, {first:%H:%M}"
    if last is None:
        return words
    return f"{words} to {last:%H:%M}" if last.date() == first.date() else f"{words} to {british_time(end)}"


@register.filter
def british_clock(value: datetime) -> str:
    """14:05, in London."""
    return f"{localtime(value):%H:%M}"


@register.filter
def days_from(value: date, today: date) -> str:
    """How far a day is from today, in words: in 9 days, tomorrow, 3 days ago."""
    days = (value - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    return near.get(days) or (f"in {days} days" if days > 0 else f"{-days} days ago")


@register.filter
def error_target(field: BoundField) -> str:
    """The id of the control that an error summary links to: of several, the first."""
    several = isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple | MultiWidget)
    return f"{field.auto_id}_0" if several else field.id_for_label


@register.filter
def errors_of(field: BoundField) -> ErrorList:
    """The errors of a field in words that name it, for the field and for the summary above."""
    return errors_in_words(field)


@register.simple_tag
def offered_content() -> Content:
    """What a trust that starts now reviews itself against: the newest version of the first framework."""
    return content_of(newest_version_id())


@register.filter
def number_words(number: int) -> str:
    """A number as one writes it in a sentence: seven, but 42."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


@register.simple_tag
def longest_note() -> int:
    """How many characters a note of a rating may have."""
    return LONGEST_NOTE


@register.simple_tag
def promise(name: str) -> str:
    """What the product promises of ratings: `while_rating`, `while_rating_in_full`, `hidden_names` or `left_out`."""
    return str(getattr(promises, name.upper()))


@register.simple_tag
def sentence(name: str) -> str:
    """What a paper says as PDF and as Word, by the name of its constant in small letters."""
    return str(getattr(sentences, name.upper()))


@register.simple_tag
def closed_still() -> str:
    """What can and cannot be done in a trust that has closed."""
    return CLOSED_STILL


@register.simple_tag(takes_context=True)
def sign_in_url(context: template.Context) -> str:
    """Where somebody signs in who is then led to this page. Also inside a component, which is told nothing else."""
    request = getattr(context, "request", None)
    back = f"?{urlencode({'next': page_with_form(request)})}" if request else ""
    return f"{resolve_url(settings.LOGIN_URL)}{back}"


@register.simple_tag(takes_context=True)
def drawn(context: template.Context, name: str) -> SafeString:
    """The body of a long page, in Jinja2, with all that the page knows; around it are our layouts."""
    body = engines["jinja2"].env.get_template(name).render(context.flatten())  # type: ignore[attr-defined]
    return SafeString(body)  # Jinja2 has escaped it


@register.simple_tag
def once(name: str) -> SafeString:
    """A part of every page that is the same for everybody: a template that is told nothing, drawn once in a process."""
    return _unchanging.__wrapped__(name) if settings.DEBUG else _unchanging(name)


@cache
def _unchanging(name: str) -> SafeString:
    return SafeString(get_template(name).render())


@register.simple_tag
def csrf_cookie_name() -> str:
    """Scripts read the CSRF cookie when they ask, and its name differs between settings."""
    return settings.CSRF_COOKIE_NAME


@register.simple_tag
def colour(name: str) -> str:
    """A token's literal value, for emails: they know no custom properties."""
    return COLOURS[name]


@register.simple_tag
def font_family() -> SafeString:
    """The family with its fallbacks, for an email's style sheet."""
    return SafeString(FONT)


@register.simple_block_tag
def one_line(content: str) -> SafeString:
    """What was rendered in several lines of a template, on one: a paragraph of a plain text or, with `as`, long words.

    `{% one_line as lede %}…{% endone_line %}` keeps them for a component, whose tag cannot be broken.
    """
    return SafeString(" ".join(content.split()))


@register.simple_block_tag
def notice(content: str, **parameters: object) -> str:
    """`components/notice.html` around what stands between `{% notice %}` and `{% endnotice %}`."""
    return get_template("components/notice.html").render({**parameters, "content": content})


@register.simple_block_tag
def details(content: str, **parameters: object) -> str:
    """`components/details.html` around what stands between `{% details %}` and `{% enddetails %}`."""
    return get_template("components/details.html").render({**parameters, "content": content})


@register.simple_block_tag
def table_region(content: str, **parameters: object) -> str:
    """`components/table_region.html` around a table."""
    return get_template("components/table_region.html").render({**parameters, "content": content})


@register.simple_block_tag
def empty_state(content: str, **parameters: object) -> str:
    """`components/empty.html` around what to do when there is nothing yet."""
    return get_template("components/empty.html").render({**parameters, "content": content})
