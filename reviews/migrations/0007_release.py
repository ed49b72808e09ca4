"""The national picture: releases, their groups and figures, and which reviews each counted."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.isolation.policies
from accounts.isolation.migration_files import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_trust_for_releases"),
        ("frameworks", "0003_for_releases"),
        ("reviews", "0006_reports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(sql_file("reviews", "0007_release.sql"), migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("academic_year", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting"),
                            ("making", "Being made"),
                            ("failed", "Could not be made"),
                            ("previewed", "Not published yet"),
                            ("published", "Published"),
                            ("discarded", "Discarded"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("asked_by_name", models.CharField(max_length=100)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("lease", models.UUIDField(null=True)),
                ("lease_until", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=300)),
                ("made_at", models.DateTimeField(null=True)),
                ("decided_by_name", models.CharField(blank=True, max_length=100)),
                ("decided_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ReleaseCell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "measure",
                    models.CharField(
                        choices=[("levels", "Agreed levels"), ("change", "Change since last time")], max_length=6
                    ),
                ),
                (
                    "tenths",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), null=True, size=4
                    ),
                ),
                ("of", models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="ReleaseCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), size=3),
                ),
                (
                    "groups",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(null=True), size=3
                    ),
                ),
                ("is_known", models.BooleanField()),
                ("was_open", models.BooleanField()),
                (
                    "widest",
                    models.CharField(
                        choices=[
                            ("nothing", "Nothing"),
                            ("releases", "National figures only"),
                            ("agreed", "Agreed results"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReleaseGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "breakdown",
                    models.CharField(
                        choices=[
                            ("all", "All trusts"),
                            ("region", "By region"),
                            ("phase", "By phase"),
                            ("size", "By size"),
                        ],
                        max_length=6,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("words", models.CharField(blank=True, max_length=300)),
                ("base", models.PositiveSmallIntegerField(null=True)),
                ("change_base", models.PositiveSmallIntegerField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="consent",
            name="consent_policies",
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=accounts.isolation.policies.RowPolicies(
                grants=(
                    accounts.isolation.policies.Grant("select, insert", ("wellschool_web", "wellschool_worker")),
                    accounts.isolation.policies.Grant(
                        "update", ("wellschool_web", "wellschool_worker"), ["withdrawn_at"]
                    ),
                    accounts.isolation.policies.Grant(
                        "select",
                        ("wellschool_yst",),
                        ["trust_id", "review_id", "choice", "steps_shared", "withdrawn_at"],
                    ),
                ),
                guard=("select",),
                name="consent_policies",
                policies=(
                    accounts.isolation.policies.Policy(
                        "of_members", "select", "trust_id = any((select isolation.member_trusts())::bigint[])"
                    ),
                    accounts.isolation.policies.Policy(
                        "choose", "insert", check="trust_id = any((select isolation.exec_trusts())::bigint[])"
                    ),
                    accounts.isolation.policies.Policy(
                        "withdraw",
                        "update",
                        "withdrawn_at is null and trust_id = any((select isolation.exec_trusts())::bigint[])",
                        "trust_id = any((select isolation.exec_trusts())::bigint[])",
                    ),
                    accounts.isolation.policies.Policy(
                        "of_yst",
                        "select",
                        "trust_id = any((select isolation.yst_trusts())::bigint[])",
                        to=("wellschool_yst",),
                    ),
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=accounts.isolation.policies.AlsoReads(
                columns=("trust_id", "review_id", "choice", "withdrawn_at"),
                name="consent_for_releases",
                to=("wellschool_releaser",),
                using="true",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.AlsoReads(
                columns=("id", "trust_id", "version_id", "stage"),
                name="review_for_releases",
                to=("wellschool_releaser",),
                using="true",
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=accounts.isolation.policies.AlsoReads(
                columns=("id", "review_id", "number", "signed_off_at"),
                name="snapshot_for_releases",
                to=("wellschool_releaser",),
                using="true",
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshotlevel",
            constraint=accounts.isolation.policies.AlsoReads(
                columns=("snapshot_id", "statement_id", "level"),
                name="snapshotlevel_for_releases",
                to=("wellschool_releaser",),
                using="true",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="frameworks.frameworkversion"
            ),
        ),
        migrations.AddField(
            model_name="releasecell",
            name="domain",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="frameworks.domain"
            ),
        ),
        migrations.AddField(
            model_name="releasecell",
            name="pillar",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="frameworks.pillar"
            ),
        ),
        migrations.AddField(
            model_name="releasecell",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.release"
            ),
        ),
        migrations.AddField(
            model_name="releasecell",
            name="statement",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="frameworks.statement"
            ),
        ),
        migrations.AddField(
            model_name="releasecount",
            name="previous",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reviews.releasecount",
            ),
        ),
        migrations.AddField(
            model_name="releasecount",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.release"
            ),
        ),
        migrations.AddField(
            model_name="releasecount",
            name="review",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.review"
            ),
        ),
        migrations.AddField(
            model_name="releasecount",
            name="snapshot",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reviews.snapshot",
            ),
        ),
        migrations.AddField(
            model_name="releasecount",
            name="trust",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.trust"
            ),
        ),
        migrations.AddField(
            model_name="releasegroup",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="groups", to="reviews.release"
            ),
        ),
        migrations.AddField(
            model_name="releasecell",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="cells", to="reviews.releasegroup"
            ),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(
                condition=models.Q(("state__in", ["queued", "making"])), fields=["lease_until"], name="release_in_work"
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(fields=("academic_year", "version"), name="release_once"),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["queued", "making", "failed", "previewed", "published", "discarded"])
                ),
                name="release_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("made_at__isnull", True), ("state__in", ["queued", "making", "failed"])),
                    models.Q(("made_at__isnull", False), ("state__in", ["previewed", "published", "discarded"])),
                    _connector="OR",
                ),
                name="release_made_at_with_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", False), ("state__in", ["published", "discarded"])),
                    models.Q(
                        ("decided_at__isnull", True), models.Q(("state__in", ["published", "discarded"]), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="release_decided_at_with_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=accounts.isolation.policies.RowPolicies(
                grants=(
                    accounts.isolation.policies.Grant(
                        "select",
                        ("wellschool_web", "wellschool_worker"),
                        ["id", "uuid", "academic_year", "version_id", "state", "made_at", "decided_at"],
                    ),
                    accounts.isolation.policies.Grant(
                        "select",
                        ("wellschool_worker",),
                        ["asked_by_id", "state", "attempts", "lease", "lease_until", "failure"],
                    ),
                    accounts.isolation.policies.Grant("select, insert", ("wellschool_yst",)),
                    accounts.isolation.policies.Grant(
                        "update",
                        ("wellschool_yst",),
                        ["state", "attempts", "lease", "lease_until", "failure", "decided_by_name", "decided_at"],
                    ),
                    accounts.isolation.policies.Grant(
                        "update", ("wellschool_worker",), ["state", "attempts", "lease", "lease_until", "failure"]
                    ),
                    accounts.isolation.policies.Grant("select, update", ("wellschool_releaser",)),
                ),
                guard=("select",),
                name="release_policies",
                policies=(
                    accounts.isolation.policies.Policy(
                        "published", "select", "id = any((select isolation.released_to_members())::bigint[])"
                    ),
                    accounts.isolation.policies.Policy(
                        "of_yst",
                        "select",
                        "(select isolation.yst('manager')) or id = any((select isolation.released_to_yst())::bigint[])",
                        to=("wellschool_yst",),
                    ),
                    accounts.isolation.policies.Policy(
                        "ask",
                        "insert",
                        check="(select isolation.yst('manager')) and asked_by_id = (select isolation.uid())",
                        to=("wellschool_yst",),
                    ),
                    accounts.isolation.policies.Policy(
                        "decide",
                        "update",
                        "(select isolation.yst('manager'))",
                        "(select isolation.yst('manager'))",
                        ("wellschool_yst",),
                    ),
                    accounts.isolation.policies.Policy(
                        "leases_seen", "select", "(select isolation.job()) = 'releases'", to=("wellschool_worker",)
                    ),
                    accounts.isolation.policies.Policy(
                        "leases",
                        "update",
                        "(select isolation.job()) = 'releases'",
                        "(select isolation.job()) = 'releases'",
                        ("wellschool_worker",),
                    ),
                    accounts.isolation.policies.Policy("making_seen", "select", "true", to=("wellschool_releaser",)),
                    accounts.isolation.policies.Policy("made", "update", "true", "true", ("wellschool_releaser",)),
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="releasecount",
            constraint=models.UniqueConstraint(fields=("review",), name="releasecount_review_once"),
        ),
        migrations.AddConstraint(
            model_name="releasecount",
            constraint=models.UniqueConstraint(fields=("release", "trust"), name="releasecount_trust_once"),
        ),
        migrations.AddConstraint(
            model_name="releasecount",
            constraint=models.UniqueConstraint(fields=("id", "trust"), name="releasecount_id_trust"),
        ),
        migrations.AddConstraint(
            model_name="releasecount",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("review_id", "trust_id"),
                name="releasecount_review_in_trust",
                table="reviews_review",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="releasecount",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("snapshot_id", "trust_id"),
                name="releasecount_snapshot_in_trust",
                table="reviews_snapshot",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="releasecount",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("previous_id", "trust_id"),
                name="releasecount_previous_in_trust",
                table="reviews_releasecount",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="releasecount",
            constraint=accounts.isolation.policies.RowPolicies(
                grants=(accounts.isolation.policies.Grant("select, insert, update, delete", ("wellschool_releaser",)),),
                guard=(),
                name="releasecount_policies",
                policies=(
                    accounts.isolation.policies.Policy("counting", "all", "true", "true", ("wellschool_releaser",)),
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="releasegroup",
            constraint=models.UniqueConstraint(fields=("release", "breakdown", "position"), name="releasegroup_once"),
        ),
        migrations.AddConstraint(
            model_name="releasegroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("breakdown__in", ["all", "region", "phase", "size"])),
                name="releasegroup_breakdown_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="releasegroup",
            constraint=accounts.isolation.policies.RowPolicies(
                grants=(
                    accounts.isolation.policies.Grant(
                        "select", ("wellschool_web", "wellschool_worker", "wellschool_yst")
                    ),
                    accounts.isolation.policies.Grant("select, insert", ("wellschool_releaser",)),
                ),
                guard=(),
                name="releasegroup_policies",
                policies=(
                    accounts.isolation.policies.Policy(
                        "published", "select", "release_id = any((select isolation.released_to_members())::bigint[])"
                    ),
                    accounts.isolation.policies.Policy(
                        "of_yst",
                        "select",
                        "release_id = any((select isolation.released_to_yst())::bigint[])",
                        to=("wellschool_yst",),
                    ),
                    accounts.isolation.policies.Policy("made_seen", "select", "true", to=("wellschool_releaser",)),
                    accounts.isolation.policies.Policy("made", "insert", check="true", to=("wellschool_releaser",)),
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="releasecell",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("domain__isnull", True), ("pillar__isnull", False), ("statement__isnull", True)),
                    models.Q(("domain__isnull", False), ("pillar__isnull", True), ("statement__isnull", True)),
                    models.Q(("domain__isnull", True), ("pillar__isnull", True), ("statement__isnull", False)),
                    _connector="OR",
                ),
                name="releasecell_one_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="releasecell",
            constraint=models.CheckConstraint(
                condition=models.Q(("measure__in", ["levels", "change"])), name="releasecell_measure_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="releasecell",
            constraint=accounts.isolation.policies.RowPolicies(
                grants=(
                    accounts.isolation.policies.Grant(
                        "select", ("wellschool_web", "wellschool_worker", "wellschool_yst")
                    ),
                    accounts.isolation.policies.Grant("insert", ("wellschool_releaser",)),
                ),
                guard=(),
                name="releasecell_policies",
                policies=(
                    accounts.isolation.policies.Policy(
                        "published", "select", "release_id = any((select isolation.released_to_members())::bigint[])"
                    ),
                    accounts.isolation.policies.Policy(
                        "of_yst",
                        "select",
                        "release_id = any((select isolation.released_to_yst())::bigint[])",
                        to=("wellschool_yst",),
                    ),
                    accounts.isolation.policies.Policy("made", "insert", check="true", to=("wellschool_releaser",)),
                ),
            ),
        ),
    ]
