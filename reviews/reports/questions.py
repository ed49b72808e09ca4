"""Three to five questions that a trustee might ask, drawn from the results by rules that anybody can check.

The rules are tried in this order; each asks at most one question, and the first five questions are printed. A question
asks what the trust makes of its results; none says that a level is good or bad. docs/reports.md says the same in
users' words.

1. *Left open*: some statements were left open, with a reason. In a draft, what is not agreed yet asks nothing.
2. *Moved down*: some statements are at an earlier level than in the last review.
3. *Where to start*: the domain with the largest share of the first level, if it has two or more and they are
   a third or more of its statements; the first such domain where shares are equal.
4. *Nothing planned*: some statements at the first level have no next step, and neither has their domain.
5. *Nobody or no date*: some unfinished next steps have nobody to lead them, or no date.
6. *One person's view*: one colleague rated.
7. *Learning from it*: the domain with most statements at the last level, if there is one.
8. *Seeing it*: the commonest level; always asked when fewer than three questions were found.
9. *The next year*: the next steps, or that there is none; as 8.
10. *Who else should know*: as 8.
"""

from collections.abc import Callable

from django.utils.text import capfirst

from reviews.documents.wording import counted, listed
from reviews.reports.content import ReportContent, ReportDomain, ReportStatement
from reviews.review.steps import Step

FEWEST, MOST = 3, 5
NAMED = 4  # codes of statements in a question; more are counted


def questions_for(content: ReportContent) -> tuple[str, ...]:
    """The questions, in the order of the rules."""
    drawn = [question for rule in RULES if (question := rule(content))]
    always = [question for rule in ALWAYS if (question := rule(content))]
    missing = max(0, FEWEST - len(drawn))
    return tuple([*drawn, *always[:missing]][:MOST])


def codes(statements: list[ReportStatement]) -> str:
    """The codes of some statements: 1.2, 3.4 and 5.1, or the first four and how many more."""
    named = [statement.code for statement in statements]
    rest = len(named) - NAMED
    return listed(named) if rest <= 0 else f"{', '.join(named[:NAMED])} and {rest} more"


def left_open(content: ReportContent) -> str:
    found = [s for s in content.statements if s.left_open and s.level is None]
    if not found:
        return ""
    are = "is" if len(found) == 1 else "are"
    return (
        f"{capfirst(counted(len(found), 'statement'))} {are} left open ({codes(found)}). What do we need to know before"
        " we can agree a level, and when will we?"
    )


def moved_down(content: ReportContent) -> str:
    found = [s for s in content.statements if s.is_lower]
    if not found or content.change is None:
        return ""
    are = "is" if len(found) == 1 else "are"
    return (
        f"{capfirst(counted(len(found), 'statement'))} {are} at an earlier level than in {content.change.since}"
        f" ({codes(found)}). Has practice changed, or do we know more than we did?"
    )


def where_to_start(content: ReportContent) -> str:
    first = content.scale.first

    def share(domain: ReportDomain) -> float:
        return domain.levels[first.value] / len(domain.statements)

    found = [
        d for d in content.domains if d.levels[first.value] >= 2 and 3 * d.levels[first.value] >= len(d.statements)
    ]
    if not found:
        return ""
    domain = max(found, key=share)
    return (
        f"In {domain.short_title}, {domain.levels[first.value]} of {len(domain.statements)} statements are"
        f" {first.name}. Which one would we want to see move first, and what would help?"
    )


def nothing_planned(content: ReportContent) -> str:
    first = content.scale.first
    found = [s for d in content.domains if not d.steps for s in d.statements if s.agreed == first and not s.steps]
    if not found:
        return ""
    statement, have = (
        (f"The {first.name} statement {found[0].code}", "has")
        if len(found) == 1
        else (f"{capfirst(counted(len(found), first.name + ' statement'))} ({codes(found)})", "have")
    )
    return f"{statement} {have} no next step. Is that a choice, and what are we putting first instead?"


def nobody_or_no_date(content: ReportContent) -> str:
    def is_loose(step: Step) -> bool:
        return not step.is_finished and not (step.owner and step.has_date)

    found = [step for step in content.plan if is_loose(step)]
    if not found:
        return ""
    have = "has" if len(found) == 1 else "have"
    return (
        f"{capfirst(counted(len(found), 'next step'))} {have} nobody to lead or no date"
        f" ({listed(list(dict.fromkeys(step.about for step in found))[:NAMED])}). Who will, and by when?"
    )


def one_persons_view(content: ReportContent) -> str:
    if not content.rated_by.startswith("This is one person’s view") and "one person's view" not in content.rated_by:
        return ""
    return "This review is one person’s view. Whose view would tell us something that we do not know?"


def learning_from_it(content: ReportContent) -> str:
    last = content.scale.last
    domain = max(content.domains, key=lambda d: d.levels[last.value])
    many = domain.levels[last.value]
    if not many:
        return ""
    are = "is" if many == 1 else "are"
    return (
        f"In {domain.short_title}, {counted(many, 'statement')} {are} {last.name}. How do we know"
        " that it would carry on if people changed, and which of our schools could others learn from?"
    )


def seeing_it(content: ReportContent) -> str:
    named = [(content.tally[level.value], level.name) for level in content.levels]
    many, name = max(named, key=lambda pair: pair[0])
    if not many:
        return "No level has been agreed yet. What stood in the way?"
    return (
        f"{many} of {content.statement_count} statements are {name}. What would a trustee see on a visit to a school"
        " that bears this out?"
    )


def the_next_year(content: ReportContent) -> str:
    if not content.plan:
        return "No next step was recorded. What would we like to be different when we review ourselves again?"
    return (
        f"There {'is' if len(content.plan) == 1 else 'are'} {counted(len(content.plan), 'next step')}. When will the"
        " board hear how they get on?"
    )


def who_else_should_know(content: ReportContent) -> str:
    return "Which of these results should staff, pupils and parents hear about, and from whom?"


Rule = Callable[[ReportContent], str]
RULES: tuple[Rule, ...] = (
    left_open, moved_down, where_to_start, nothing_planned, nobody_or_no_date, one_persons_view, learning_from_it,
)  # fmt: skip
ALWAYS: tuple[Rule, ...] = (seeing_it, the_next_year, who_else_should_know)
