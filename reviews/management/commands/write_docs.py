"""Writes the pages of `docs/` that are generated from code, so that they cannot say anything else."""

from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts import permissions as people
from accounts.forms.people import ROLE_HINTS
from accounts.models import Role
from reviews.lifecycle import TRANSITIONS, By, Stage
from reviews.meeting import permissions as meeting
from reviews.plan import permissions as plan
from reviews.reports import permissions as reports
from reviews.review import permissions as reviews

NOTE = "<!-- Written by make docs. Do not edit. -->\n"
WHO_SEES = {
    Stage.DRAFT: "Being set up. Nobody rates.",
    Stage.RATING: "Each reviewer sees their own ratings. Nobody sees anybody else's, nor how far they have got.",
    Stage.COMPARING: "This review's reviewers, leads and executives see every submitted rating, named or not.",
    Stage.AGREED: "Every member of the trust sees what was signed off. YST sees it where the executive shares it.",
    Stage.CANCELLED: "As it was. If ratings were not shown, nobody is ever shown any.",
}


def life_cycle() -> str:
    """The stages and transitions, as a diagram and tables."""
    arrows = "\n".join(f"    {t.before} --> {t.after}: {t.name} ({t.by})" for t in TRANSITIONS)
    stages = "\n".join(f"| {s.label} | `{s}` | {WHO_SEES[s]} |" for s in Stage)
    moves = "\n".join(f"| {t.name} | `{t.before}` | `{t.after}` | {whose(t.by)} | `{t.event}` |" for t in TRANSITIONS)
    return f"""{NOTE}
# The life of a review

```mermaid
stateDiagram-v2
    [*] --> draft
{arrows}
```

| stage | in code | who sees what |
|---|---|---|
{stages}

| change | from | to | whose decision | in the audit log |
|---|---|---|---|---|
{moves}

Nothing returns to draft or rating. The database has a copy of this table, and decides by it.

Besides, when the register says that a trust has closed, the import cancels what was never signed off
(`review.ended_with_trust`), and from then on the database lets nobody change a self-review of that trust. One that was
reopened stays as it is, and its last sign-off is read.
"""


def whose(by: By) -> str:
    """A decision's owner in words."""
    return {By.LEAD: "review lead", By.EXECUTIVE: "executive"}[by]


def roles() -> str:
    """Who is who, and the checks that decide who may do what."""
    people_rows = "\n".join(f"| {role.label} | {ROLE_HINTS[role]} |" for role in Role)
    return f"""{NOTE}
# Roles and what they may do

| role in a trust | what it does |
|---|---|
{people_rows}

At YST: an *advisor* sees the trusts assigned to them, stage and dates always, agreed results where shared; a *programme
manager* sees the same for all trusts, adds trusts and assigns advisors.

An executive may also be review lead (a tick). An account belongs to YST or to trusts, never both.

## In a trust

{checks(people)}

## In a review

{checks(reviews)}

## Of its next steps

{checks(plan)}

## Of its review meeting

{checks(meeting)}

## Of its reports

{checks(reports)}

Each check stands in `permissions.py` and a second time in the database's policies and triggers.
"""


def checks(module: ModuleType) -> str:
    """The docstrings of a module's `check_can_…` functions, as a table."""
    found = [
        (name, rule)
        for name, rule in vars(module).items()
        if name.startswith("check_can_") and rule.__module__ == module.__name__
    ]
    rows = [f"| `{name.removeprefix('check_')}` | {' '.join((f.__doc__ or '').split())} |" for name, f in found]
    return "\n".join(["| check | the rule |", "|---|---|", *rows])


PAGES = {"life-cycle.md": life_cycle, "roles.md": roles}


class Command(BaseCommand):
    """`manage.py write_docs`."""

    help = "Write docs/life-cycle.md and docs/roles.md from the code."

    def handle(self, *args: object, **options: object) -> None:
        folder = Path(settings.STATICFILES_DIRS[0]).parent / "docs"
        for name, page in PAGES.items():
            (folder / name).write_text(page(), encoding="utf-8")
