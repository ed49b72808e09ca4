"""The comparison's tables, drawn by Jinja2: the page's inner loop."""

from django.template import engines
from django.utils.safestring import SafeString, mark_safe

from reviews.agreement import Band
from reviews.design.steps import DRAWN_STEPS
from reviews.review.comparison import Comparison, ComparisonRow
from reviews.review.permissions import Standing

APART = {Band.WIDE: "2 levels", Band.NEAR: "1 level", Band.SAME: "Same", Band.FEW: "Too few"}


def comparison_table(
    standing: Standing, comparison: Comparison, key: str, title: str, rows: list[ComparisonRow], *, by_person: bool
) -> SafeString:
    """One group's table, by level or by person, with each statement's notes folded away."""
    template = engines["jinja2"].get_template("comparison_table.html")
    context = {
        "key": key,
        "title": title,
        "rows": rows,
        "by_person": by_person,
        "people": comparison.people,
        "across": 2 + (len(comparison.people) if by_person else len(comparison.content.levels)),
        "levels": comparison.content.levels,
        "names_shown": comparison.review.names_shown,
        "names": {level.value: level.name for level in comparison.content.levels},
        "steps": DRAWN_STEPS,
        "apart": APART,
        "base": f"{standing.review.get_absolute_url()}statements/",
    }
    return mark_safe(template.render(context))  # noqa: S308 Jinja2 has escaped it
