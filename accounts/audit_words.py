"""The audit log in plain words."""

from accounts.models import AuditEvent

WORDS: dict[str, str] = {
    "trust.created": "added the trust",
    "trust.first_lead_invited": "invited the trust’s first review lead",
    "trust.first_lead_withdrawn": "withdrew the invitation of the trust’s first review lead",
    "trust.opened": "opened the trust from the register",
    "trust.facts_from_register": "brought the register’s facts in: {facts}",
    "join_request.accepted": "accepted the request to join",
    "trust.profile_changed": "changed the trust’s profile",
    "trust.logo_changed": "changed the trust’s logo",
    "trust.logo_removed": "removed the trust’s logo",
    "trust.advisor_assigned": "assigned {advisor} as the trust’s advisor",
    "trust.advisor_unassigned": "ended {advisor}’s assignment as advisor",
    "terms.accepted": "accepted the terms and the processing agreement, edition {edition}",
    "member.invited": "invited {name}",
    "member.invited_again": "sent an invitation again",
    "member.invitation_corrected": "corrected an invitation",
    "member.invitation_withdrawn": "withdrew an invitation",
    "member.role_changed": "changed {name} from {before} to {after}",
    "member.removed": "removed {name}",
    "second_factor.reset": "took the second step of {name}’s sign-in off, as they asked",
    "review.created": "set up the self-review “{title}”",
    "review.changed": "changed the set-up of “{title}”",
    "review.reviewer_added": "added {name} as a reviewer",
    "review.reviewer_removed": "removed {name} as a reviewer",
    "review.started": "started rating",
    "review.names_asked": "asked whether names may be shown",
    "review.names_answered": "answered whether their name may be shown",
    "review.revealed": "showed everyone’s ratings",
    "review.signed_off": "signed the self-review off",
    "review.reopened": "reopened the self-review",
    "review.cancelled": "cancelled the self-review",
    "review.ended_with_trust": "brought in that the trust has closed, which cancelled the unfinished self-review",
    "level.agreed": "recorded the agreed level of statement {statement}",
    "level.left_open": "left statement {statement} open",
    "level.confirmed_together": "confirmed the statements on which all agree",
    "level.rest_left_open": "left the remaining statements open",
    "level.confirmation_taken_back": "took back the confirmation of what all agree on",
    "meeting.started": "started a review meeting",
    "meeting.ended": "ended the review meeting",
    "next_step.added": "added a next step",
    "next_step.changed": "changed a next step",
    "next_step.followed_up": "recorded how a next step gets on",
    "support.level_set": "set the Youth Sport Trust’s support to {level}",
    "support.note_written": "wrote a note about the trust",
    "support.note_corrected": "corrected a note about the trust",
    "support.note_changed": "changed a note about the trust",
    "portfolio.exported": "made a file of the trusts they look after",
    "sharing.chosen": "chose what the Youth Sport Trust sees",
    "release.asked_for": "asked for the national release of {year}",
    "release.published": "published the national release of {year}",
    "release.discarded": "discarded the national release of {year}",
    "report.requested": "asked for a report",
}


class _Forgiving(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "somebody"


def words_for(event: AuditEvent) -> str:
    """What happened, to follow the name of the person who did it."""
    return WORDS.get(event.event, event.event.replace(".", " ").replace("_", " ")).format_map(_Forgiving(event.details))
