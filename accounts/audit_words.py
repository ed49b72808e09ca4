"""The audit log in plain words: what happens in accounts here, the rest where it happens."""

from collections.abc import Mapping

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
}


def register_events(words: Mapping[str, str]) -> None:
    """Have these said of what happened; `{name}` in them is a detail of the event. Each room brings its own."""
    WORDS.update(words)


class _Forgiving(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "somebody"


def words_for(event: AuditEvent) -> str:
    """What happened, to follow the name of the person who did it."""
    return WORDS.get(event.event, event.event.replace(".", " ").replace("_", " ")).format_map(_Forgiving(event.details))
