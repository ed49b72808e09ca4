"""The public register, its imports, and requests to join."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.isolation.policies
from accounts.isolation.migration_files import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="EarlierName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("until", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="ImportedSchool",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "extract",
                    models.CharField(
                        choices=[
                            ("allgroupsdata", "Trusts (allgroupsdata)"),
                            ("alllinksdata", "Schools in trusts (alllinksdata)"),
                            ("edubasealldata", "Schools (edubasealldata)"),
                        ],
                        max_length=20,
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                ("urn", models.PositiveIntegerField()),
                ("group_uid", models.PositiveIntegerField(null=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("closing", "Proposed to close"),
                            ("proposed", "Proposed to open"),
                            ("closed", "Closed"),
                            ("left", "Left the trust"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("primary", "Primary"),
                            ("secondary", "Secondary"),
                            ("all-through", "All-through"),
                            ("special", "Special"),
                        ],
                        max_length=12,
                    ),
                ),
                ("region", models.CharField(blank=True, max_length=30)),
                ("local_authority", models.CharField(blank=True, max_length=100)),
                ("pupils", models.PositiveIntegerField(null=True)),
                ("fsm", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("added", "Added"),
                            ("changed", "Changed"),
                            ("closed", "Closed"),
                            ("same", "As it was"),
                        ],
                        max_length=10,
                    ),
                ),
                ("changes", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="ImportedTrust",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.PositiveIntegerField()),
                ("group_uid", models.PositiveIntegerField()),
                ("group_id", models.CharField(max_length=7)),
                ("name", models.CharField(max_length=200)),
                ("ukprn", models.CharField(max_length=8)),
                ("companies_house", models.CharField(max_length=8)),
                (
                    "kind",
                    models.CharField(
                        choices=[("multi", "Multi-academy trust"), ("single", "Single-academy trust")], max_length=10
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Open"), ("closing", "Proposed to close"), ("closed", "Closed")],
                        max_length=10,
                    ),
                ),
                ("closed_on", models.DateField(null=True)),
                ("town", models.CharField(max_length=100)),
                ("postcode", models.CharField(max_length=8)),
                ("words", models.TextField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("added", "Added"),
                            ("changed", "Changed"),
                            ("closed", "Closed"),
                            ("same", "As it was"),
                        ],
                        max_length=10,
                    ),
                ),
                ("changes", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="ImportPiece",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("allgroupsdata", "Trusts (allgroupsdata)"),
                            ("alllinksdata", "Schools in trusts (alllinksdata)"),
                            ("edubasealldata", "Schools (edubasealldata)"),
                        ],
                        max_length=20,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="JoinRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                ("job_title", models.CharField(max_length=100)),
                ("email", models.EmailField(max_length=254)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for an answer"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by_name", models.CharField(blank=True, max_length=100)),
                ("words", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="RefusedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "extract",
                    models.CharField(
                        choices=[
                            ("allgroupsdata", "Trusts (allgroupsdata)"),
                            ("alllinksdata", "Schools in trusts (alllinksdata)"),
                            ("edubasealldata", "Schools (edubasealldata)"),
                        ],
                        max_length=20,
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                ("what", models.CharField(max_length=250)),
                ("reason", models.CharField(max_length=400)),
            ],
        ),
        migrations.CreateModel(
            name="RegisteredTrust",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("group_uid", models.PositiveIntegerField(unique=True, verbose_name="Group UID")),
                ("group_id", models.CharField(max_length=7, unique=True, verbose_name="Group ID")),
                ("name", models.CharField(max_length=200)),
                ("ukprn", models.CharField(blank=True, max_length=8, verbose_name="UKPRN")),
                ("companies_house", models.CharField(blank=True, max_length=8, verbose_name="Companies House number")),
                (
                    "kind",
                    models.CharField(
                        choices=[("multi", "Multi-academy trust"), ("single", "Single-academy trust")], max_length=10
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Open"), ("closing", "Proposed to close"), ("closed", "Closed")],
                        max_length=10,
                    ),
                ),
                ("closed_on", models.DateField(null=True)),
                ("town", models.CharField(blank=True, max_length=100)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                (
                    "region",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("east-midlands", "East Midlands"),
                            ("east-of-england", "East of England"),
                            ("london", "London"),
                            ("north-east", "North East"),
                            ("north-west", "North West"),
                            ("south-east", "South East"),
                            ("south-west", "South West"),
                            ("west-midlands", "West Midlands"),
                            ("yorkshire-and-the-humber", "Yorkshire and the Humber"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("primary", "Primary"),
                            ("secondary", "Secondary"),
                            ("special", "Special"),
                            ("mixed", "Mixed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("schools", models.PositiveSmallIntegerField(null=True)),
                ("pupils", models.PositiveIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="RegisterImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("uploaded_by_name", models.CharField(max_length=100)),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("files", models.JSONField(default=list)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to be checked"),
                            ("checking", "Being checked"),
                            ("checked", "Checked"),
                            ("asked", "Waiting to be applied"),
                            ("applying", "Being applied"),
                            ("applied", "Applied"),
                            ("refused", "Cannot be used"),
                            ("failed", "Did not work"),
                            ("discarded", "Discarded"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("doing", models.CharField(blank=True, max_length=20)),
                ("done", models.PositiveIntegerField(default=0)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("lease", models.UUIDField(null=True)),
                ("lease_until", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=600)),
                ("counts", models.JSONField(default=dict)),
                ("checked_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="RegisterWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(db_collation="C", max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="School",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("urn", models.PositiveIntegerField(unique=True, verbose_name="URN")),
                ("name", models.CharField(max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("closing", "Proposed to close"),
                            ("proposed", "Proposed to open"),
                            ("closed", "Closed"),
                            ("left", "Left the trust"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("primary", "Primary"),
                            ("secondary", "Secondary"),
                            ("all-through", "All-through"),
                            ("special", "Special"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "region",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("east-midlands", "East Midlands"),
                            ("east-of-england", "East of England"),
                            ("london", "London"),
                            ("north-east", "North East"),
                            ("north-west", "North West"),
                            ("south-east", "South East"),
                            ("south-west", "South West"),
                            ("west-midlands", "West Midlands"),
                            ("yorkshire-and-the-humber", "Yorkshire and the Humber"),
                        ],
                        max_length=30,
                    ),
                ),
                ("local_authority", models.CharField(blank=True, max_length=100)),
                ("pupils", models.PositiveIntegerField(null=True)),
                (
                    "fsm",
                    models.DecimalField(
                        decimal_places=1, max_digits=4, null=True, verbose_name="pupils with free school meals, %"
                    ),
                ),
                ("postcode", models.CharField(blank=True, max_length=8)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="trust",
            name="trust_policies",
        ),
        migrations.AddField(
            model_name="joinrequest",
            name="decided_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="registeredtrust",
            index=models.Index(fields=["name", "id"], name="registeredtrust_by_name"),
        ),
        migrations.AddConstraint(
            model_name="registeredtrust",
            constraint=models.CheckConstraint(
                condition=models.Q(("group_id__regex", "^TR[0-9]{5}$")), name="registeredtrust_group_id_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="registeredtrust",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["multi", "single"])), name="registeredtrust_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="registeredtrust",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["open", "closing", "closed"])), name="registeredtrust_status_known"
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
                guard=(),
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
        migrations.AddField(
            model_name="joinrequest",
            name="registered",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="join_requests", to="accounts.registeredtrust"
            ),
        ),
        migrations.AddField(
            model_name="earliername",
            name="registered",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="earlier_names", to="accounts.registeredtrust"
            ),
        ),
        migrations.AddField(
            model_name="trust",
            name="registered",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="trust",
                to="accounts.registeredtrust",
            ),
        ),
        migrations.AddConstraint(
            model_name="trust",
            constraint=accounts.isolation.policies.RowPolicies(
                grants=(
                    accounts.isolation.policies.Grant("select", ("wellschool_web", "wellschool_worker")),
                    accounts.isolation.policies.Grant(
                        "update",
                        ("wellschool_web", "wellschool_worker"),
                        ["name", "group_id", "region", "phase", "schools", "pupils"],
                    ),
                    accounts.isolation.policies.Grant("select, insert", ("wellschool_yst",)),
                    accounts.isolation.policies.Grant("update", ("wellschool_worker",), ["registered_id"]),
                ),
                guard=("select", "update"),
                name="trust_policies",
                policies=(
                    accounts.isolation.policies.Policy(
                        "of_members", "select", "id = any((select isolation.member_trusts())::bigint[])"
                    ),
                    accounts.isolation.policies.Policy(
                        "profile",
                        "update",
                        "id = any((select isolation.steering_trusts())::bigint[])",
                        "id = any((select isolation.steering_trusts())::bigint[])",
                    ),
                    accounts.isolation.policies.Policy(
                        "of_yst",
                        "select",
                        "(select isolation.yst('manager')) or id = any((select isolation.yst_trusts())::bigint[])",
                        to=("wellschool_yst",),
                    ),
                    accounts.isolation.policies.Policy(
                        "made_by_yst", "insert", check="(select isolation.yst('manager'))", to=("wellschool_yst",)
                    ),
                    accounts.isolation.policies.Policy(
                        "seen_by_import",
                        "select",
                        "(select isolation.job()) = 'register' and (select isolation.yst('manager'))",
                        to=("wellschool_worker",),
                    ),
                    accounts.isolation.policies.Policy(
                        "from_register",
                        "update",
                        "(select isolation.job()) = 'register' and (select isolation.yst('manager'))",
                        "(select isolation.job()) = 'register' and (select isolation.yst('manager'))",
                        ("wellschool_worker",),
                    ),
                ),
            ),
        ),
        migrations.AddField(
            model_name="registerimport",
            name="uploaded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="refusedrow",
            name="register_import",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="refused_rows", to="accounts.registerimport"
            ),
        ),
        migrations.AddField(
            model_name="importpiece",
            name="register_import",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="pieces", to="accounts.registerimport"
            ),
        ),
        migrations.AddField(
            model_name="importedtrust",
            name="register_import",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="trusts", to="accounts.registerimport"
            ),
        ),
        migrations.AddField(
            model_name="importedschool",
            name="register_import",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="schools", to="accounts.registerimport"
            ),
        ),
        migrations.AddField(
            model_name="registerword",
            name="registered",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="words",
                to="accounts.registeredtrust",
            ),
        ),
        migrations.AddField(
            model_name="school",
            name="registered",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="places", to="accounts.registeredtrust"
            ),
        ),
        migrations.AddIndex(
            model_name="joinrequest",
            index=models.Index(fields=["status", "-asked_at"], name="joinrequest_newest"),
        ),
        migrations.AddConstraint(
            model_name="joinrequest",
            constraint=models.UniqueConstraint(
                models.F("registered"),
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("status", "waiting")),
                name="joinrequest_waiting_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="joinrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["waiting", "accepted", "declined"])), name="joinrequest_status_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="joinrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("status", "waiting")),
                    models.Q(
                        models.Q(("status", "waiting"), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="joinrequest_decided_with_who",
            ),
        ),
        migrations.AddConstraint(
            model_name="joinrequest",
            constraint=accounts.isolation.policies.RowPolicies(
                grants=(
                    accounts.isolation.policies.Grant("insert", ("wellschool_web", "wellschool_worker")),
                    accounts.isolation.policies.Grant("select", ("wellschool_yst",)),
                    accounts.isolation.policies.Grant(
                        "update",
                        ("wellschool_yst",),
                        ["status", "decided_at", "decided_by_id", "decided_by_name", "words"],
                    ),
                    accounts.isolation.policies.Grant("select, delete", ("wellschool_worker",)),
                ),
                guard=(),
                name="joinrequest_policies",
                policies=(
                    accounts.isolation.policies.Policy(
                        "ask", "insert", check="status = 'waiting'", to=("wellschool_web", "wellschool_worker")
                    ),
                    accounts.isolation.policies.Policy(
                        "of_managers", "select", "(select isolation.yst('manager'))", to=("wellschool_yst",)
                    ),
                    accounts.isolation.policies.Policy(
                        "decide",
                        "update",
                        "(select isolation.yst('manager')) and status = 'waiting'",
                        "(select isolation.yst('manager')) and decided_by_id = (select isolation.uid())",
                        ("wellschool_yst",),
                    ),
                    accounts.isolation.policies.Policy(
                        "seen_by_job", "select", "(select isolation.job()) = 'register'", to=("wellschool_worker",)
                    ),
                    accounts.isolation.policies.Policy(
                        "tidy",
                        "delete",
                        "(select isolation.job()) = 'register' and status <> 'waiting'",
                        to=("wellschool_worker",),
                    ),
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="earliername",
            constraint=models.UniqueConstraint(fields=("registered", "name"), name="earliername_once"),
        ),
        migrations.AddConstraint(
            model_name="earliername",
            constraint=accounts.isolation.policies.RowPolicies(
                grants=(
                    accounts.isolation.policies.Grant(
                        "select", ("wellschool_web", "wellschool_worker", "wellschool_yst")
                    ),
                    accounts.isolation.policies.Grant("insert", ("wellschool_worker",)),
                ),
                guard=(),
                name="earliername_policies",
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
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="registerimport",
            index=models.Index(fields=["-uploaded_at"], name="registerimport_newest"),
        ),
        migrations.AddConstraint(
            model_name="registerimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "waiting",
                            "checking",
                            "checked",
                            "asked",
                            "applying",
                            "applied",
                            "refused",
                            "failed",
                            "discarded",
                        ],
                    )
                ),
                name="registerimport_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerimport",
            constraint=models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(("status__in", ("waiting", "checking", "checked", "asked", "applying", "failed"))),
                name="registerimport_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerimport",
            constraint=accounts.isolation.policies.RowPolicies(
                grants=(
                    accounts.isolation.policies.Grant("select, insert", ("wellschool_yst",)),
                    accounts.isolation.policies.Grant(
                        "update",
                        ("wellschool_yst",),
                        ["status", "attempts", "failure", "lease", "lease_until", "finished_at"],
                    ),
                    accounts.isolation.policies.Grant("select, update", ("wellschool_worker",)),
                ),
                guard=(),
                name="registerimport_policies",
                policies=(
                    accounts.isolation.policies.Policy(
                        "of_managers", "select", "(select isolation.yst('manager'))", to=("wellschool_yst",)
                    ),
                    accounts.isolation.policies.Policy(
                        "upload",
                        "insert",
                        check="(select isolation.yst('manager')) and uploaded_by_id = (select isolation.uid())",
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
                        "seen_by_job", "select", "(select isolation.job()) = 'register'", to=("wellschool_worker",)
                    ),
                    accounts.isolation.policies.Policy(
                        "work",
                        "update",
                        "(select isolation.job()) = 'register'",
                        "(select isolation.job()) = 'register'",
                        ("wellschool_worker",),
                    ),
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="refusedrow",
            index=models.Index(fields=["register_import", "extract", "line"], name="refusedrow_by_line"),
        ),
        migrations.AddConstraint(
            model_name="refusedrow",
            constraint=accounts.isolation.policies.RowPolicies(
                grants=(
                    accounts.isolation.policies.Grant("select", ("wellschool_yst",)),
                    accounts.isolation.policies.Grant("select, insert, delete", ("wellschool_worker",)),
                ),
                guard=(),
                name="refusedrow_policies",
                policies=(
                    accounts.isolation.policies.Policy(
                        "of_managers", "select", "(select isolation.yst('manager'))", to=("wellschool_yst",)
                    ),
                    accounts.isolation.policies.Policy(
                        "seen_by_job", "select", "(select isolation.job()) = 'register'", to=("wellschool_worker",)
                    ),
                    accounts.isolation.policies.Policy(
                        "stage", "insert", check="(select isolation.job()) = 'register'", to=("wellschool_worker",)
                    ),
                    accounts.isolation.policies.Policy(
                        "clear", "delete", "(select isolation.job()) = 'register'", to=("wellschool_worker",)
                    ),
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="importpiece",
            constraint=models.UniqueConstraint(fields=("register_import", "kind", "number"), name="importpiece_once"),
        ),
        migrations.AddConstraint(
            model_name="importpiece",
            constraint=accounts.isolation.policies.RowPolicies(
                grants=(
                    accounts.isolation.policies.Grant("insert", ("wellschool_yst",)),
                    accounts.isolation.policies.Grant("select, delete", ("wellschool_worker",)),
                ),
                guard=(),
                name="importpiece_policies",
                policies=(
                    accounts.isolation.policies.Policy(
                        "upload", "insert", check="(select isolation.yst('manager'))", to=("wellschool_yst",)
                    ),
                    accounts.isolation.policies.Policy(
                        "seen_by_job", "select", "(select isolation.job()) = 'register'", to=("wellschool_worker",)
                    ),
                    accounts.isolation.policies.Policy(
                        "clear", "delete", "(select isolation.job()) = 'register'", to=("wellschool_worker",)
                    ),
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="importedtrust",
            constraint=models.UniqueConstraint(fields=("register_import", "group_uid"), name="importedtrust_once"),
        ),
        migrations.AddConstraint(
            model_name="importedtrust",
            constraint=accounts.isolation.policies.RowPolicies(
                grants=(
                    accounts.isolation.policies.Grant("select", ("wellschool_yst",)),
                    accounts.isolation.policies.Grant("select, insert, delete, update", ("wellschool_worker",)),
                ),
                guard=(),
                name="importedtrust_policies",
                policies=(
                    accounts.isolation.policies.Policy(
                        "of_managers", "select", "(select isolation.yst('manager'))", to=("wellschool_yst",)
                    ),
                    accounts.isolation.policies.Policy(
                        "seen_by_job", "select", "(select isolation.job()) = 'register'", to=("wellschool_worker",)
                    ),
                    accounts.isolation.policies.Policy(
                        "stage", "insert", check="(select isolation.job()) = 'register'", to=("wellschool_worker",)
                    ),
                    accounts.isolation.policies.Policy(
                        "clear", "delete", "(select isolation.job()) = 'register'", to=("wellschool_worker",)
                    ),
                    accounts.isolation.policies.Policy(
                        "compare",
                        "update",
                        "(select isolation.job()) = 'register'",
                        "(select isolation.job()) = 'register'",
                        ("wellschool_worker",),
                    ),
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="importedschool",
            constraint=models.UniqueConstraint(fields=("register_import", "urn"), name="importedschool_once"),
        ),
        migrations.AddConstraint(
            model_name="importedschool",
            constraint=accounts.isolation.policies.RowPolicies(
                grants=(
                    accounts.isolation.policies.Grant("select", ("wellschool_yst",)),
                    accounts.isolation.policies.Grant("select, insert, delete, update", ("wellschool_worker",)),
                ),
                guard=(),
                name="importedschool_policies",
                policies=(
                    accounts.isolation.policies.Policy(
                        "of_managers", "select", "(select isolation.yst('manager'))", to=("wellschool_yst",)
                    ),
                    accounts.isolation.policies.Policy(
                        "seen_by_job", "select", "(select isolation.job()) = 'register'", to=("wellschool_worker",)
                    ),
                    accounts.isolation.policies.Policy(
                        "stage", "insert", check="(select isolation.job()) = 'register'", to=("wellschool_worker",)
                    ),
                    accounts.isolation.policies.Policy(
                        "clear", "delete", "(select isolation.job()) = 'register'", to=("wellschool_worker",)
                    ),
                    accounts.isolation.policies.Policy(
                        "compare",
                        "update",
                        "(select isolation.job()) = 'register'",
                        "(select isolation.job()) = 'register'",
                        ("wellschool_worker",),
                    ),
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="registerword",
            constraint=models.UniqueConstraint(fields=("word", "registered"), name="registerword_once"),
        ),
        migrations.AddConstraint(
            model_name="registerword",
            constraint=accounts.isolation.policies.RowPolicies(
                grants=(
                    accounts.isolation.policies.Grant(
                        "select", ("wellschool_web", "wellschool_worker", "wellschool_yst")
                    ),
                    accounts.isolation.policies.Grant("insert", ("wellschool_worker",)),
                ),
                guard=(),
                name="registerword_policies",
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
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="school",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["open", "closing", "proposed", "closed", "left"])),
                name="school_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="school",
            constraint=models.CheckConstraint(
                condition=models.Q(("fsm__isnull", True), ("fsm__range", (0, 100)), _connector="OR"),
                name="school_fsm_percent",
            ),
        ),
        migrations.AddConstraint(
            model_name="school",
            constraint=accounts.isolation.policies.RowPolicies(
                grants=(
                    accounts.isolation.policies.Grant(
                        "select", ("wellschool_web", "wellschool_worker", "wellschool_yst")
                    ),
                    accounts.isolation.policies.Grant("insert, update", ("wellschool_worker",)),
                ),
                guard=(),
                name="school_policies",
                policies=(
                    accounts.isolation.policies.Policy(
                        "of_the_trust", "select", "registered_id in (select registered_id from accounts_trust)"
                    ),
                    accounts.isolation.policies.Policy(
                        "read_by_yst", "select", "(select isolation.yst())", to=("wellschool_yst",)
                    ),
                    accounts.isolation.policies.Policy(
                        "seen_by_import",
                        "select",
                        "(select isolation.job()) = 'register' and (select isolation.yst('manager'))",
                        to=("wellschool_worker",),
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
        migrations.RunSQL(sql_file("accounts", "0003_register.sql"), migrations.RunSQL.noop),
    ]
