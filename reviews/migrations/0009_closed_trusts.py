"""A trust that has closed is read and no longer changed; the import ends what is unfinished."""

from django.db import migrations

import accounts.isolation.policies
from accounts.isolation.migration_files import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_trust_for_releases"),
        ("frameworks", "0003_for_releases"),
        ("reviews", "0008_releasing"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="review",
            name="review_policies",
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.RowPolicies(
                grants=(
                    accounts.isolation.policies.Grant(
                        "select",
                        ("wellschool_web", "wellschool_worker"),
                        [
                            "id",
                            "trust_id",
                            "uuid",
                            "version_id",
                            "previous_id",
                            "title",
                            "academic_year",
                            "term",
                            "stage",
                            "due_on",
                            "names_shown",
                            "names_asked_at",
                            "created_at",
                            "created_by_id",
                            "rating_at",
                            "revealed_at",
                            "signed_off_at",
                            "reopened_at",
                            "cancelled_at",
                        ],
                    ),
                    accounts.isolation.policies.Grant("insert", ("wellschool_web", "wellschool_worker")),
                    accounts.isolation.policies.Grant(
                        "update",
                        ("wellschool_web", "wellschool_worker"),
                        [
                            "title",
                            "due_on",
                            "academic_year",
                            "term",
                            "stage",
                            "names_shown",
                            "names_asked_at",
                            "rating_at",
                            "revealed_at",
                            "signed_off_at",
                            "reopened_at",
                            "cancelled_at",
                        ],
                    ),
                    accounts.isolation.policies.Grant(
                        "select",
                        ("wellschool_yst",),
                        [
                            "id",
                            "trust_id",
                            "stage",
                            "due_on",
                            "rating_at",
                            "revealed_at",
                            "signed_off_at",
                            "reopened_at",
                            "cancelled_at",
                            "created_at",
                            "version_id",
                            "academic_year",
                            "term",
                        ],
                    ),
                    accounts.isolation.policies.Grant("select", ("wellschool_shuffler",)),
                ),
                guard=("select", "update"),
                name="review_policies",
                policies=(
                    accounts.isolation.policies.Policy(
                        "of_the_trust", "select", "trust_id = any((select isolation.member_trusts())::bigint[])"
                    ),
                    accounts.isolation.policies.Policy(
                        "set_up", "insert", check="trust_id = any((select isolation.lead_trusts())::bigint[])"
                    ),
                    accounts.isolation.policies.Policy(
                        "steer",
                        "update",
                        "trust_id = any((select isolation.steering_trusts())::bigint[])",
                        "trust_id = any((select isolation.steering_trusts())::bigint[])",
                    ),
                    accounts.isolation.policies.Policy(
                        "of_yst",
                        "select",
                        "trust_id = any((select isolation.yst_trusts())::bigint[])",
                        to=("wellschool_yst",),
                    ),
                    accounts.isolation.policies.Policy("shuffled", "select", "true", to=("wellschool_shuffler",)),
                    accounts.isolation.policies.Policy(
                        "seen_by_import",
                        "select",
                        "(select isolation.job()) = 'register' and (select isolation.yst('manager')) and trust_id in (select t.id from accounts_trust t join accounts_registeredtrust r on r.id = t.registered_id where r.status = 'closed')",
                        to=("wellschool_worker",),
                    ),
                    accounts.isolation.policies.Policy(
                        "ended_by_import",
                        "update",
                        "(select isolation.job()) = 'register' and (select isolation.yst('manager')) and trust_id in (select t.id from accounts_trust t join accounts_registeredtrust r on r.id = t.registered_id where r.status = 'closed')",
                        "(select isolation.job()) = 'register' and (select isolation.yst('manager')) and trust_id in (select t.id from accounts_trust t join accounts_registeredtrust r on r.id = t.registered_id where r.status = 'closed')",
                        ("wellschool_worker",),
                    ),
                ),
            ),
        ),
        migrations.RunSQL(sql_file("reviews", "0009_closed_trusts.sql"), migrations.RunSQL.noop),
    ]
