"""Prepared requests: written by those who fill the databases, read back here and handed to wrk as Lua."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

VERSION = "{version}"  # in the body of a save: the version that the person saw


@dataclass(frozen=True)
class Request:
    """One request. `rating` names what a save changes, (reviewer, statement), so that its version can be put in."""

    method: str
    path: str
    headers: dict[str, str]
    body: str | None = None
    rating: tuple[int, int] | None = None


@dataclass(frozen=True)
class Plan:
    """Requests of one kind, and words that every good answer holds. Saves can be sent once for each version."""

    must: str
    requests: Sequence[Request]
    header: str = ""  # a header that every good answer has
    status: int = 200  # of every good answer

    @property
    def is_once(self) -> bool:
        return self.requests[0].rating is not None

    def at(self, versions: dict[tuple[int, int], int]) -> "Plan":
        """The same with the versions that are stored now."""
        if not self.is_once:
            return self
        now = [Request(r.method, r.path, r.headers, _versioned(r, versions), r.rating) for r in self.requests]
        return Plan(self.must, now, self.header, self.status)


def _versioned(request: Request, versions: dict[tuple[int, int], int]) -> str:
    assert request.body is not None
    assert request.rating is not None
    return request.body.replace(VERSION, str(versions.get(request.rating, 0)))


def write_plan(path: Path, plan: Plan) -> None:
    """Keep a plan for the process that drives it."""
    path.write_text(json.dumps(asdict(plan)))


def read_plan(path: Path) -> Plan:
    """A plan that was written by `write_plan`."""
    kept = json.loads(path.read_text())
    kept["requests"] = [
        Request(**{**r, "rating": tuple(r["rating"]) if r["rating"] else None}) for r in kept["requests"]
    ]
    return Plan(**kept)


def as_lua(plan: Plan) -> str:
    """What `drive.lua` reads."""
    requests = [{"method": r.method, "path": r.path, "headers": r.headers, "body": r.body} for r in plan.requests]
    good = {"must": plan.must, "header": plan.header, "status": str(plan.status)}
    return "return " + _lua({**good, "once": plan.is_once, "requests": requests})


def _lua(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "{" + ",".join(f"[{_lua(k)}]={_lua(v)}" for k, v in value.items() if v is not None) + "}"
        case list():
            return "{" + ",\n".join(map(_lua, value)) + "}"
        case _:
            return json.dumps(str(value), ensure_ascii=False)  # the same escapes, for what we write
