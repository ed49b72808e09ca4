"""What each role may do with each protected table, written down once more than in the models, by hand.

`select` is the whole table; `select(*)` every column by name, but no system column such as xmin; `select(a b)` these.
A model's grant that changes must change here too: that is the decision.
"""

import re
from dataclasses import dataclass

PROFILE = "name group_id region phase schools pupils"
MEMBER = "trust_id user_id role also_lead name job_title created_at joined_at left_at"
INVITED = "id trust_id membership_id email created_at sent_on expires_at accepted_at withdrawn_at delivery"
RESENT = "email token_hash invited_by_id invited_by_name sent_on expires_at withdrawn_at delivery"
EMAIL = "id to subject text html once invitation_id actor_id created_at attempts next_try_at good_until sent_at refused"
TOLD = "id seen_at failures failing_since"
TASK = "id name arguments actor_id created_at published_at"
MOMENTS = "rating_at revealed_at signed_off_at reopened_at cancelled_at"
REVIEWER = "trust_id review_id membership_id submitted withdrawn removed_while_rating names_consent"
SUBMISSION = "trust_id review_id reviewer_id submitted_at recalled_at"
AGREED = "level rationale left_open_reason confirmed_together version agreed_at agreed_by_name"
STEP = "statement_id domain_id text owner_id owner_name due_on half_term priority status version"
STAGED = ("", "select insert delete", "select")
COMPARED = ("", "select insert update delete", "select")
NOTED = "kind happened_on text shown_to_trust"
WORK = "status attempts lease lease_until failure finished_at"
LEASE = "status step attempts lease lease_until failure"
RELEASE = "state attempts lease lease_until failure"

# table: (members of trusts, in the web and in tasks made for them; the worker besides; people at YST)
RIGHTS: dict[str, tuple[str, str, str]] = {
    "accounts_assignment": ("", "", "select insert update(ended_at)"),
    "accounts_auditevent": ("select insert", "", "insert"),
    "accounts_earliername": ("select", "insert", "select"),
    "accounts_importedschool": COMPARED,
    "accounts_importedtrust": COMPARED,
    "accounts_importpiece": ("", "select delete", "insert"),
    "accounts_invitation": (
        f"select({INVITED} invited_by_id invited_by_name) insert update({RESENT})",
        "",
        f"select({INVITED}) insert update(withdrawn_at)",
    ),
    "accounts_joinrequest": (
        "insert",
        "select delete",
        "select update(status decided_at decided_by_id decided_by_name words)",
    ),
    "accounts_mailservice": (f"select({TOLD})", "select insert update", f"select({TOLD} waiting)"),
    "accounts_membership": (
        f"select insert({MEMBER}) update(role also_lead name job_title left_at)",
        "",
        f"select(id trust_id role name joined_at left_at) insert({MEMBER}) update(left_at)",
    ),
    "accounts_outboxemail": (
        f"insert({EMAIL})",
        "select delete update(text html attempts next_try_at sent_at refused)",
        f"insert({EMAIL})",
    ),
    "accounts_outboxtask": (f"insert({TASK})", "select delete update(published_at)", f"insert({TASK})"),
    "accounts_refusedrow": STAGED,
    "accounts_registeredtrust": ("select", "insert update", "select"),
    "accounts_registerimport": (
        "",
        "select update",
        "select insert update(status attempts failure lease lease_until finished_at)",
    ),
    "accounts_registerword": ("select", "insert", "select"),
    "accounts_school": ("select", "insert update", "select"),
    "accounts_trust": (
        f"select update({PROFILE.replace('group_id ', '')})",
        "update(registered_id group_id)",
        "select insert",
    ),
    "accounts_ystperson": ("", "", "select"),
    "accounts_termsacceptance": ("select insert", "", ""),
    "accounts_trustlogo": ("select insert update(content width height changed_at) delete", "", ""),
    "frameworks_domain": ("select", "", "select"),
    "frameworks_framework": ("select", "", "select"),
    "frameworks_frameworkversion": ("select", "", "select"),
    "frameworks_level": ("select", "", "select"),
    "frameworks_pillar": ("select", "", "select"),
    "frameworks_statement": ("select", "", "select"),
    "reviews_agreedlevel": (f"select insert update({AGREED})", "", ""),
    "reviews_agreementnote": ("select insert update(why dissent)", "", ""),
    "reviews_consent": (
        "select insert update(withdrawn_at)",
        "",
        "select(trust_id review_id choice steps_shared withdrawn_at)",
    ),
    "reviews_earlyshowing": ("select insert", "", ""),
    "reviews_earlyshowingnote": ("select insert", "", ""),
    "reviews_meeting": ("select insert update(current_id version closed_at closed_by_name)", "", ""),
    "reviews_meetingitem": ("select insert update(state changed_at)", "", ""),
    "reviews_meetingpresence": ("select insert", "", ""),
    "reviews_nextstep": (f"select insert update({STEP})", "", ""),
    "reviews_portfolioexport": ("", f"select delete update({WORK})", f"select insert update({WORK})"),
    "reviews_portfoliofile": ("", "delete", "select insert"),
    "reviews_rating": ("select(*)", "", ""),
    "reviews_release": (
        "select(id uuid academic_year version_id state made_at decided_at)",
        f"select(asked_by_id {RELEASE}) update({RELEASE})",
        f"select insert update({RELEASE} decided_by_id decided_by_name decided_at)",
    ),
    "reviews_releasecell": ("select", "", "select"),
    "reviews_releasecount": ("", "", ""),
    "reviews_releasegroup": ("select", "", "select"),
    "reviews_reopening": ("select insert", "", ""),
    "reviews_report": (f"select insert update({LEASE})", "update(claimed_at finished_at sha256 size pages)", ""),
    "reviews_reportfile": ("select", "insert delete", ""),
    "reviews_review": (
        f"select(*) insert update(title academic_year term stage due_on names_shown names_asked_at {MOMENTS})",
        "",
        f"select(id trust_id version_id academic_year term stage due_on created_at {MOMENTS})",
    ),
    "reviews_reviewer": (f"select(*) insert({REVIEWER}) update(withdrawn names_consent)", "", ""),
    "reviews_snapshot": ("select", "", "select(id trust_id review_id number signed_off_at)"),
    "reviews_snapshotlevel": ("select", "", "select(trust_id snapshot_id statement_id level)"),
    "reviews_snapshotstep": (
        "select",
        "",
        "select(trust_id snapshot_id statement_id domain_id text due_on half_term status)",
    ),
    "reviews_stepupdate": ("select insert", "", ""),
    "reviews_supportlevel": ("select(id trust_id level set_at set_by_name)", "", "select insert"),
    "reviews_supportnote": (
        f"select(id uuid {NOTED} trust_id corrects_id written_by_name written_at changed_at)",
        "",
        f"select insert update({NOTED} changed_at)",
    ),
    "reviews_submission": (f"select(*) insert({SUBMISSION}) update(recalled_at)", "", ""),
}
FRAMEWORKS = tuple(t for t in RIGHTS if t.startswith("frameworks_"))
PUBLIC_REGISTER = ("accounts_earliername", "accounts_registeredtrust", "accounts_registerword")
CONTENT = (*FRAMEWORKS, *PUBLIC_REGISTER)  # owned by no trust, read by everybody
COMMANDS = ("select", "insert", "update", "delete", "truncate")


@dataclass(frozen=True)
class Rights:
    """What one role may do with one table: a command is absent, or has columns, `{"*"}` for all, or None: the table."""

    columns: dict[str, frozenset[str] | None]

    def whole(self, command: str) -> bool:
        return command in self.columns and self.columns[command] is None

    def may(self, command: str, column: str) -> bool:
        granted = self.columns.get(command, frozenset())
        return granted is None or "*" in granted or column in granted


def rights(table: str, role: str) -> Rights:
    """As written above."""
    web, worker, yst = RIGHTS[table]
    words = {"wellschool_web": web, "wellschool_worker": f"{web} {worker}", "wellschool_yst": yst}[role]
    found: dict[str, frozenset[str] | None] = {}
    for command, brackets, columns in re.findall(r"(\w+)(\(([^)]*)\))?", words):
        if not brackets:
            found[command] = None
        elif command not in found or found[command] is not None:
            found[command] = (found.get(command) or frozenset()) | frozenset(columns.split())
    return Rights(found)


def columns_of(table: str) -> list[str]:
    """The table's columns, from the models."""
    from django.apps import apps

    model = next(m for m in apps.get_models() if m._meta.db_table == table)
    return [f.column for f in model._meta.local_concrete_fields]


def made_columns(table: str) -> set[str]:
    """Those that the database makes of others, and nobody writes."""
    from django.apps import apps

    model = next(m for m in apps.get_models() if m._meta.db_table == table)
    return {f.column for f in model._meta.local_concrete_fields if f.generated}
