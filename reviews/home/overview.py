"""A review at a glance, for executives: furthest apart, still to agree, and what changed since the last cycle."""

from dataclasses import dataclass

from frameworks.content import DomainContent, content_of
from reviews.agreement import Band
from reviews.review.comparison import Comparison, ComparisonRow
from reviews.review.models.review import Review
from reviews.review.profile import Agreed, Profile, last_time_of, levels_of, profile_from

MOST = 3  # of each list


@dataclass(frozen=True)
class Overview:
    """What an executive wants to see first; each thing is one click away."""

    furthest: tuple[ComparisonRow, ...]  # not settled, most split first
    apart: int  # how many unsettled statements colleagues see differently
    too_few: int  # how many unsettled statements have too few ratings to tell
    to_agree: tuple[tuple[DomainContent, int], ...]  # domains with how many statements are still to agree
    since: Profile | None  # None without an earlier cycle


def overview_of(comparison: Comparison) -> Overview:
    """From the comparison of a review whose ratings are shown. One query more."""
    waiting = [row for row in comparison.most_split_first if not row.is_settled]
    apart = [row for row in waiting if row.band in (Band.WIDE, Band.NEAR)]
    to_agree = [
        (d, open_here)
        for d in comparison.content.domains
        if (open_here := sum(not row.is_settled for row in comparison.in_domain(d)))
    ]
    return Overview(
        furthest=tuple(apart[:MOST]), apart=len(apart), to_agree=tuple(to_agree),
        too_few=sum(row.band is Band.FEW for row in waiting),
        since=beside_last_time(profile_of_comparison(comparison)),
    )  # fmt: skip


def profile_of_comparison(comparison: Comparison) -> Profile:
    """What is agreed by now, beside the last cycle. One query."""
    agreed = {row.statement.id: Agreed(row.agreed.level) for row in comparison.rows if row.agreed}
    return profile_from(comparison.content, agreed, last_time=last_time_of(comparison.review))


def since_sign_off(review: Review) -> Profile | None:
    """What a signed-off review changed since the cycle before; None without one. Two queries."""
    if review.previous_id is None:
        return None
    agreed = {statement: Agreed(level) for statement, level in levels_of(review.pk).items()}
    return beside_last_time(profile_from(content_of(review.version_id), agreed, last_time=last_time_of(review)))


def beside_last_time(profile: Profile) -> Profile | None:
    """The profile, if there is anything to set it beside."""
    return profile if profile.since and any(row.agreed for row in profile.rows) else None
