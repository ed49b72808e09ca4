"""One first person, one first executive; a closed trust is read-only."""

from django.db import migrations

import accounts.isolation.policies
from accounts.isolation.migration_files import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_register_details"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="invitation",
            name="invitation_policies",
        ),
        migrations.RemoveConstraint(
            model_name="membership",
            name="membership_policies",
        ),
        migrations.RemoveConstraint(
            model_name="registeredtrust",
            name="registeredtrust_policies",
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=accounts.isolation.policies.RowPolicies(
                grants=(
                    accounts.isolation.policies.Grant(
                        "select",
                        ("wellschool_web", "wellschool_worker"),
                        [
                            "id",
                            "trust_id",
                            "membership_id",
                            "email",
                            "invited_by_id",
                            "invited_by_name",
                            "created_at",
                            "sent_on",
                            "expires_at",
                            "accepted_at",
                            "withdrawn_at",
                            "delivery",
                        ],
                    ),
                    accounts.isolation.policies.Grant(
                        "insert", ("wellschool_web", "wellschool_worker", "wellschool_yst")
                    ),
                    accounts.isolation.policies.Grant(
                        "update",
                        ("wellschool_web", "wellschool_worker"),
                        [
                            "email",
                            "token_hash",
                            "invited_by_id",
                            "invited_by_name",
                            "sent_on",
                            "expires_at",
                            "withdrawn_at",
                            "delivery",
                        ],
                    ),
                    accounts.isolation.policies.Grant("update", ("wellschool_yst",), ["withdrawn_at"]),
                    accounts.isolation.policies.Grant(
                        "select",
                        ("wellschool_yst",),
                        [
                            "id",
                            "trust_id",
                            "membership_id",
                            "email",
                            "created_at",
                            "sent_on",
                            "expires_at",
                            "accepted_at",
                            "withdrawn_at",
                            "delivery",
                        ],
                    ),
                ),
                guard=("select", "update"),
                name="invitation_policies",
                policies=(
                    accounts.isolation.policies.Policy(
                        "of_the_trust", "select", "trust_id = any((select isolation.steering_trusts())::bigint[])"
                    ),
                    accounts.isolation.policies.Policy(
                        "invite",
                        "insert",
                        check="trust_id = any((select isolation.steering_trusts())::bigint[]) and invited_by_id = (select isolation.uid())",
                    ),
                    accounts.isolation.policies.Policy(
                        "resend",
                        "update",
                        "trust_id = any((select isolation.steering_trusts())::bigint[])",
                        "trust_id = any((select isolation.steering_trusts())::bigint[])",
                    ),
                    accounts.isolation.policies.Policy(
                        "delivered",
                        "update",
                        "(select isolation.job()) = 'mail'",
                        "(select isolation.job()) = 'mail'",
                        ("wellschool_worker",),
                    ),
                    accounts.isolation.policies.Policy(
                        "seen_by_mail", "select", "(select isolation.job()) = 'mail'", to=("wellschool_worker",)
                    ),
                    accounts.isolation.policies.Policy(
                        "first_lead_seen",
                        "select",
                        "(select isolation.yst('manager')) and invited_by_id in (select user_id from accounts_ystperson)",
                        to=("wellschool_yst",),
                    ),
                    accounts.isolation.policies.Policy(
                        "first_lead",
                        "insert",
                        check="trust_id = any((select isolation.unjoined_trusts())::bigint[]) and invited_by_id = (select isolation.uid())",
                        to=("wellschool_yst",),
                    ),
                    accounts.isolation.policies.Policy(
                        "first_lead_withdrawn",
                        "update",
                        "trust_id = any((select isolation.unjoined_trusts())::bigint[])",
                        "trust_id = any((select isolation.unjoined_trusts())::bigint[])",
                        ("wellschool_yst",),
                    ),
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=accounts.isolation.policies.RowPolicies(
                grants=(
                    accounts.isolation.policies.Grant("select", ("wellschool_web", "wellschool_worker")),
                    accounts.isolation.policies.Grant(
                        "insert",
                        ("wellschool_web", "wellschool_worker"),
                        [
                            "trust_id",
                            "user_id",
                            "role",
                            "also_lead",
                            "name",
                            "job_title",
                            "created_at",
                            "joined_at",
                            "left_at",
                        ],
                    ),
                    accounts.isolation.policies.Grant(
                        "update",
                        ("wellschool_web", "wellschool_worker"),
                        ["role", "also_lead", "name", "job_title", "left_at"],
                    ),
                    accounts.isolation.policies.Grant(
                        "select", ("wellschool_yst",), ["id", "trust_id", "role", "name", "joined_at", "left_at"]
                    ),
                    accounts.isolation.policies.Grant("update", ("wellschool_yst",), ["left_at"]),
                    accounts.isolation.policies.Grant(
                        "insert",
                        ("wellschool_yst",),
                        [
                            "trust_id",
                            "user_id",
                            "role",
                            "also_lead",
                            "name",
                            "job_title",
                            "created_at",
                            "joined_at",
                            "left_at",
                        ],
                    ),
                ),
                guard=("select", "update"),
                name="membership_policies",
                policies=(
                    accounts.isolation.policies.Policy(
                        "of_the_trust", "select", "trust_id = any((select isolation.member_trusts())::bigint[])"
                    ),
                    accounts.isolation.policies.Policy(
                        "invite", "insert", check="trust_id = any((select isolation.steering_trusts())::bigint[])"
                    ),
                    accounts.isolation.policies.Policy(
                        "change",
                        "update",
                        "trust_id = any((select isolation.steering_trusts())::bigint[]) or user_id = (select isolation.uid())",
                        "trust_id = any((select isolation.member_trusts())::bigint[])",
                    ),
                    accounts.isolation.policies.Policy(
                        "first_lead_seen",
                        "select",
                        "trust_id = any((select isolation.unjoined_trusts())::bigint[]) and joined_at is null",
                        to=("wellschool_yst",),
                    ),
                    accounts.isolation.policies.Policy(
                        "first_lead",
                        "insert",
                        check="trust_id = any((select isolation.unjoined_trusts())::bigint[])",
                        to=("wellschool_yst",),
                    ),
                    accounts.isolation.policies.Policy(
                        "first_lead_ended",
                        "update",
                        "trust_id = any((select isolation.unjoined_trusts())::bigint[]) and joined_at is null",
                        "trust_id = any((select isolation.unjoined_trusts())::bigint[])",
                        ("wellschool_yst",),
                    ),
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="registeredtrust",
            constraint=accounts.isolation.policies.RowPolicies(
                grants=(
                    accounts.isolation.policies.Grant(
                        "select", ("wellschool_web", "wellschool_worker", "wellschool_yst")
                    ),
                    accounts.isolation.policies.Grant("insert, update", ("wellschool_worker",)),
                ),
                guard=("select",),
                name="registeredtrust_policies",
                policies=(
                    accounts.isolation.policies.Policy(
                        "read", "select", "true", to=("wellschool_web", "wellschool_worker")
                    ),
                    accounts.isolation.policies.Policy(
                        "read_by_yst", "select", "(select isolation.yst())", to=("wellschool_yst",)
                    ),
                    accounts.isolation.policies.Policy(
                        "bring_in",
                        "insert",
                        check="(select isolation.job()) = 'register' and (select isolation.yst('manager'))",
                        to=("wellschool_worker",),
                    ),
                    accounts.isolation.policies.Policy(
                        "bring_up_to_date",
                        "update",
                        "(select isolation.job()) = 'register' and (select isolation.yst('manager'))",
                        "(select isolation.job()) = 'register' and (select isolation.yst('manager'))",
                        ("wellschool_worker",),
                    ),
                ),
            ),
        ),
        migrations.RunSQL(sql_file("accounts", "0006_closed_trusts.sql"), migrations.RunSQL.noop),
    ]
