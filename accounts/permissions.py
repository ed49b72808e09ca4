"""Who may do what with a trust and its people. `check_can_x` raises a reason, `can_x` asks.

The database says the same a second time: policies beside the models, and `membership_guard`, `last_lead_stays` and
`invitation_guard` in `accounts/sql/people.sql`.
"""

from accounts.models import Membership, Role, Trust, YstPerson, YstRole
from accounts.refusals import CLOSED, WORDS, NotAllowed, asks

LEADS_AND_EXECUTIVES = "Only a review lead or an executive can do this."


def check_can_manage(person: YstPerson) -> None:
    """At YST: bring in the register, open trusts, answer requests to join, assign advisors, make national releases."""
    if person.role != YstRole.MANAGER:
        raise NotAllowed("Only a programme manager can do this.")


def check_is_open(trust: Trust) -> None:
    """Change anything of a trust: as long as the register does not say that it has closed."""
    if trust.is_closed:
        raise NotAllowed(CLOSED)


def check_can_steer(member: Membership) -> None:
    """Leads and executives look after the trust's profile and people."""
    if not (member.is_lead or member.is_executive):
        raise NotAllowed(LEADS_AND_EXECUTIVES)


def check_can_change_trust(member: Membership) -> None:
    """Change the trust's profile, logo and people, but for taking somebody off: while the trust is open."""
    check_can_steer(member)
    check_is_open(member.trust)


def check_can_invite(member: Membership, role: str, *, executives: int) -> None:
    """Leads and executives invite; executives invite executives; a lead invites the first one.

    `executives` is how many have joined: whoever is invited is nobody yet.
    """
    check_can_change_trust(member)
    if role == Role.EXECUTIVE and executives and not member.is_executive:
        raise NotAllowed("Only an executive can invite another executive.")


def check_can_change_role(member: Membership, other: Membership, role: str, *, executives: int) -> None:
    """Leads and executives change roles, never their own; whoever is or becomes an executive, only an executive."""
    check_can_change_trust(member)
    if other.pk == member.pk:
        raise NotAllowed(WORDS["P0M02"])
    if Role.EXECUTIVE in (role, other.role) and executives and not member.is_executive:
        raise NotAllowed(WORDS["P0M03"])


def check_can_change_own_details(member: Membership) -> None:
    """One's own name and job title, while the trust is open."""
    check_is_open(member.trust)


def check_can_remove(member: Membership, other: Membership, *, executives: int) -> None:
    """Leads and executives remove people, executives only by executives; anybody may leave, a closed trust too."""
    if other.pk == member.pk:
        return
    check_can_steer(member)
    if other.is_executive and executives and not member.is_executive:
        raise NotAllowed("Only an executive can remove an executive.")


def check_can_accept_terms(member: Membership) -> None:
    """An executive accepts for the trust."""
    if not member.is_executive:
        raise NotAllowed("Only an executive can accept the terms for your trust.")
    check_is_open(member.trust)


can_accept_terms = asks(check_can_accept_terms)
can_manage = asks(check_can_manage)
can_steer = asks(check_can_steer)
can_change_trust = asks(check_can_change_trust)
can_change_own_details = asks(check_can_change_own_details)
can_invite = asks(check_can_invite)
can_change_role = asks(check_can_change_role)
can_remove = asks(check_can_remove)
