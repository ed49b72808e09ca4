"""What a log may know: that something happened and where in the code, never to whom, in which trust, with what words.

Paths hold trusts, reviews, domains and the secrets of links; the text of an exception holds what somebody typed. So a
request leaves its status and its route's pattern, and an exception its type and its lines of code.
"""

import logging
import traceback
from collections.abc import Iterator, Mapping

OURS = ("accounts", "frameworks", "reviews", "wellschool")  # log numbers and types alone; a test holds them to it
KNOW_NOBODY = ("celery", "kombu", "redis")  # names of tasks and queues
UNROUTED = "no route"


class DiscreetFormatter(logging.Formatter):
    """For every handler."""

    def format(self, record: logging.LogRecord) -> str:
        lines = [f"{record.levelname} {record.name}: {_what(record)}"]
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            lines += _lines_of_code(error)
        return "\n".join(lines)


def _what(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    if request is not None:
        match = getattr(request, "resolver_match", None)
        status = getattr(record, "status_code", "")
        return f"{status} {getattr(request, 'method', '')} {match.route or '/' if match else UNROUTED}".strip()
    family = record.name.partition(".")[0]
    if family in OURS:
        return record.getMessage()
    if isinstance(record.args, Mapping):  # Celery's own of a task
        told = [str(record.args.get(name, "")) for name in ("name", "id", "description")]
        return "Task {}[{}] {}".format(*told)
    return _filled(str(record.msg), tuple(record.args or ()), with_words=family in KNOW_NOBODY)


def _filled(template: str, values: tuple[object, ...], *, with_words: bool) -> str:
    """The library's sentence; of what it is about, numbers, and words only where they are nobody's."""
    shown = tuple(
        value
        if isinstance(value, (int, float)) or (with_words and isinstance(value, str))
        else f"<{type(value).__name__}>"
        for value in values
    )
    try:
        return template % shown if shown else template
    except (TypeError, ValueError):
        return template


def _lines_of_code(error: BaseException) -> Iterator[str]:
    """The chain of exceptions, the first one first, each without its text."""
    for one in reversed(_chain(error)):
        yield "Traceback (most recent call last):"
        yield "".join(traceback.format_tb(one.__traceback__)).rstrip("\n")
        yield " ".join(_kind(one))


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in found:
        found.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return found


def _kind(error: BaseException) -> Iterator[str]:
    """Its type; of the database's, also which rule was broken."""
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    yield from filter(
        None, (getattr(error, "sqlstate", ""), getattr(getattr(error, "diag", None), "constraint_name", ""))
    )
