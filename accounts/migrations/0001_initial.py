import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.isolation.policies
import accounts.name_columns
import accounts.outbox.models
from accounts.isolation.rules import LoadRules


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        LoadRules("accounts/sql/names.sql", "6013a9e14fe7"),
        migrations.CreateModel(
            name="Trust",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("name", accounts.name_columns.NameColumn(max_length=200)),
                ("name_key", accounts.name_columns.SortKey(of="name")),
                ("found_by", accounts.name_columns.FoundBy(of="name")),
                ("group_id", models.CharField(blank=True, max_length=7, verbose_name="DfE group ID")),
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
                ("schools", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="number of schools")),
                ("pupils", models.PositiveIntegerField(blank=True, null=True, verbose_name="number of pupils")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("erasures", models.PositiveIntegerField(db_default=0, default=0)),
            ],
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="email address")),
                ("is_active", models.BooleanField(default=True)),
                ("is_yst", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="user_email_lower_case",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MailService",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ("seen_at", models.DateTimeField(null=True)),
                ("busy_until", models.DateTimeField(null=True)),
                ("next_run_at", models.DateTimeField(null=True)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("failing_since", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=100)),
                ("waiting", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="mailservice_one_row"),
                    accounts.isolation.policies.RowSecurity(name="mailservice_rows"),
                    accounts.isolation.policies.Policy(
                        called="keep_seen",
                        command="select",
                        name="mailservice_keep_seen",
                        to=("wellschool_worker",),
                        using="(select isolation.job()) = 'mail'",
                    ),
                    accounts.isolation.policies.Policy(
                        called="begin",
                        check="(select isolation.job()) = 'mail'",
                        command="insert",
                        name="mailservice_begin",
                        to=("wellschool_worker",),
                    ),
                    accounts.isolation.policies.Policy(
                        called="keep",
                        check="(select isolation.job()) = 'mail'",
                        command="update",
                        name="mailservice_keep",
                        to=("wellschool_worker",),
                        using="(select isolation.job()) = 'mail'",
                    ),
                    accounts.isolation.policies.Policy(
                        called="told_to_all",
                        command="select",
                        name="mailservice_told_to_all",
                        to=("wellschool_web",),
                        using="true",
                    ),
                    accounts.isolation.policies.Policy(
                        called="told_to_managers",
                        command="select",
                        name="mailservice_told_to_managers",
                        to=("wellschool_yst",),
                        using="(select isolation.yst('manager'))",
                    ),
                    accounts.isolation.policies.Grant(
                        name="mailservice_select_insert_update_to_worker",
                        right="select, insert, update",
                        to=("wellschool_worker",),
                    ),
                    accounts.isolation.policies.Grant(
                        columns=("id", "seen_at", "failures", "failing_since"),
                        name="mailservice_select_to_web",
                        right="select",
                        to=("wellschool_web",),
                    ),
                    accounts.isolation.policies.Grant(
                        columns=("id", "seen_at", "failures", "failing_since", "waiting"),
                        name="mailservice_select_to_yst",
                        right="select",
                        to=("wellschool_yst",),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutboxEmail",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("to", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("html", models.TextField(blank=True)),
                ("once", models.CharField(max_length=200, null=True, unique=True)),
                ("invitation_id", models.BigIntegerField(null=True)),
                ("actor_id", models.BigIntegerField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("good_until", models.DateTimeField(default=accounts.outbox.models.a_week_from_now)),
                ("sent_at", models.DateTimeField(null=True)),
                ("refused", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("refused", ""), ("sent_at__isnull", True)),
                        fields=["next_try_at"],
                        name="outboxemail_waiting",
                    )
                ],
                "constraints": [
                    accounts.isolation.policies.RowSecurity(name="outboxemail_rows"),
                    accounts.isolation.policies.Policy(
                        called="ask",
                        check="actor_id is not distinct from (select isolation.uid())",
                        command="insert",
                        name="outboxemail_ask",
                        to=("wellschool_web", "wellschool_worker", "wellschool_yst"),
                    ),
                    accounts.isolation.policies.Policy(
                        called="send_seen",
                        command="select",
                        name="outboxemail_send_seen",
                        to=("wellschool_worker",),
                        using="(select isolation.job()) = 'mail'",
                    ),
                    accounts.isolation.policies.Policy(
                        called="send",
                        check="(select isolation.job()) = 'mail'",
                        command="update",
                        name="outboxemail_send",
                        to=("wellschool_worker",),
                        using="(select isolation.job()) = 'mail'",
                    ),
                    accounts.isolation.policies.Policy(
                        called="tidy",
                        command="delete",
                        name="outboxemail_tidy",
                        to=("wellschool_worker",),
                        using="(select isolation.job()) = 'mail'",
                    ),
                    accounts.isolation.policies.Grant(
                        columns=(
                            "id",
                            '"to"',
                            "subject",
                            "text",
                            "html",
                            "once",
                            "invitation_id",
                            "actor_id",
                            "created_at",
                            "attempts",
                            "next_try_at",
                            "good_until",
                            "sent_at",
                            "refused",
                        ),
                        name="outboxemail_insert_to_web_worker_yst",
                        right="insert",
                        to=("wellschool_web", "wellschool_worker", "wellschool_yst"),
                    ),
                    accounts.isolation.policies.Grant(
                        name="outboxemail_select_delete_to_worker", right="select, delete", to=("wellschool_worker",)
                    ),
                    accounts.isolation.policies.Grant(
                        columns=("text", "html", "attempts", "next_try_at", "sent_at", "refused"),
                        name="outboxemail_update_to_worker",
                        right="update",
                        to=("wellschool_worker",),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutboxTask",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                ("arguments", models.JSONField(default=dict)),
                ("actor_id", models.BigIntegerField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("published_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("published_at__isnull", True)),
                        fields=["created_at"],
                        name="outboxtask_waiting",
                    )
                ],
                "constraints": [
                    accounts.isolation.policies.RowSecurity(name="outboxtask_rows"),
                    accounts.isolation.policies.Policy(
                        called="ask",
                        check="actor_id is not distinct from (select isolation.uid())",
                        command="insert",
                        name="outboxtask_ask",
                        to=("wellschool_web", "wellschool_worker", "wellschool_yst"),
                    ),
                    accounts.isolation.policies.Policy(
                        called="dispatch_seen",
                        command="select",
                        name="outboxtask_dispatch_seen",
                        to=("wellschool_worker",),
                        using="(select isolation.job()) = 'outbox'",
                    ),
                    accounts.isolation.policies.Policy(
                        called="dispatch",
                        check="(select isolation.job()) = 'outbox'",
                        command="update",
                        name="outboxtask_dispatch",
                        to=("wellschool_worker",),
                        using="(select isolation.job()) = 'outbox'",
                    ),
                    accounts.isolation.policies.Policy(
                        called="tidy",
                        command="delete",
                        name="outboxtask_tidy",
                        to=("wellschool_worker",),
                        using="(select isolation.job()) = 'outbox'",
                    ),
                    accounts.isolation.policies.Grant(
                        columns=("id", "name", "arguments", "actor_id", "created_at", "published_at"),
                        name="outboxtask_insert_to_web_worker_yst",
                        right="insert",
                        to=("wellschool_web", "wellschool_worker", "wellschool_yst"),
                    ),
                    accounts.isolation.policies.Grant(
                        name="outboxtask_select_delete_to_worker", right="select, delete", to=("wellschool_worker",)
                    ),
                    accounts.isolation.policies.Grant(
                        columns=("published_at",),
                        name="outboxtask_update_to_worker",
                        right="update",
                        to=("wellschool_worker",),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisteredTrust",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("group_uid", models.PositiveIntegerField(unique=True, verbose_name="Group UID")),
                ("group_id", models.CharField(max_length=7, unique=True, verbose_name="Group ID")),
                ("name", accounts.name_columns.NameColumn(max_length=200)),
                ("name_key", accounts.name_columns.SortKey(of="name")),
                (
                    "register_name",
                    accounts.name_columns.NameColumn(
                        blank=True, default="", max_length=200, verbose_name="name as the register writes it"
                    ),
                ),
                ("ukprn", models.CharField(blank=True, max_length=8, verbose_name="UKPRN")),
                ("companies_house", models.CharField(blank=True, max_length=8, verbose_name="Companies House number")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("multi", "Multi-academy trust"),
                            ("single", "Single-academy trust"),
                            ("secure", "Secure single-academy trust"),
                        ],
                        max_length=10,
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
                ("town", accounts.name_columns.NameColumn(blank=True, max_length=100)),
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
            options={
                "indexes": [models.Index(fields=["name_key", "id"], name="registeredtrust_by_name")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("group_id__regex", "^TR[0-9]{5}$")), name="registeredtrust_group_id_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["multi", "single", "secure"])),
                        name="registeredtrust_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "closing", "closed"])),
                        name="registeredtrust_status_known",
                    ),
                    accounts.isolation.policies.RowSecurity(guard=("select",), name="registeredtrust_rows"),
                    accounts.isolation.policies.Policy(
                        called="read",
                        command="select",
                        name="registeredtrust_read",
                        to=("wellschool_web", "wellschool_worker"),
                        using="true",
                    ),
                    accounts.isolation.policies.Policy(
                        called="read_by_yst",
                        command="select",
                        name="registeredtrust_read_by_yst",
                        to=("wellschool_yst",),
                        using="(select isolation.yst())",
                    ),
                    accounts.isolation.policies.Policy(
                        called="bring_in",
                        check="(select isolation.job()) = 'register' and (select isolation.yst('manager'))",
                        command="insert",
                        name="registeredtrust_bring_in",
                        to=("wellschool_worker",),
                    ),
                    accounts.isolation.policies.Policy(
                        called="bring_up_to_date",
                        check="(select isolation.job()) = 'register' and (select isolation.yst('manager'))",
                        command="update",
                        name="registeredtrust_bring_up_to_date",
                        to=("wellschool_worker",),
                        using="(select isolation.job()) = 'register' and (select isolation.yst('manager'))",
                    ),
                    accounts.isolation.policies.Grant(
                        name="registeredtrust_select_to_web_worker_yst",
                        right="select",
                        to=("wellschool_web", "wellschool_worker", "wellschool_yst"),
                    ),
                    accounts.isolation.policies.Grant(
                        name="registeredtrust_insert_update_to_worker",
                        right="insert, update",
                        to=("wellschool_worker",),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("lease", models.UUIDField(null=True)),
                ("lease_until", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=600)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("uploaded_by_name", accounts.name_columns.NameColumn(max_length=100)),
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
                ("counts", models.JSONField(default=dict)),
                ("checked_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
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
                            ("allgroupsdata", "All group records"),
                            ("alllinksdata", "All group links records"),
                            ("edubasealldata", "Establishment fields"),
                        ],
                        max_length=20,
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                ("what", models.CharField(max_length=250)),
                ("reason", models.CharField(max_length=400)),
                ("kept", models.BooleanField(default=False)),
                (
                    "register_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refused_rows",
                        to="accounts.registerimport",
                    ),
                ),
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
                            ("allgroupsdata", "All group records"),
                            ("alllinksdata", "All group links records"),
                            ("edubasealldata", "Establishment fields"),
                        ],
                        max_length=20,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "register_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pieces", to="accounts.registerimport"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImportedTrust",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.PositiveIntegerField()),
                ("group_uid", models.PositiveIntegerField()),
                ("group_id", models.CharField(max_length=7)),
                ("name", accounts.name_columns.NameColumn(max_length=200)),
                ("name_key", accounts.name_columns.SortKey(of="name")),
                ("register_name", accounts.name_columns.NameColumn(blank=True, default="", max_length=200)),
                ("ukprn", models.CharField(max_length=8)),
                ("companies_house", models.CharField(max_length=8)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("multi", "Multi-academy trust"),
                            ("single", "Single-academy trust"),
                            ("secure", "Secure single-academy trust"),
                        ],
                        max_length=10,
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
                ("town", accounts.name_columns.NameColumn(blank=True, max_length=100)),
                ("postcode", models.CharField(max_length=8)),
                (
                    "unsaid",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
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
                (
                    "register_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="trusts", to="accounts.registerimport"
                    ),
                ),
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
                            ("allgroupsdata", "All group records"),
                            ("alllinksdata", "All group links records"),
                            ("edubasealldata", "Establishment fields"),
                        ],
                        max_length=20,
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                ("urn", models.PositiveIntegerField()),
                ("group_uid", models.PositiveIntegerField(null=True)),
                ("name", accounts.name_columns.NameColumn(max_length=200)),
                ("name_key", accounts.name_columns.SortKey(of="name")),
                ("register_name", accounts.name_columns.NameColumn(blank=True, default="", max_length=200)),
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
                            ("alternative", "Alternative provision"),
                        ],
                        max_length=12,
                    ),
                ),
                ("region", models.CharField(blank=True, max_length=30)),
                ("local_authority", accounts.name_columns.NameColumn(blank=True, max_length=100)),
                ("pupils", models.PositiveIntegerField(null=True)),
                ("fsm", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                (
                    "unsaid",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
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
                (
                    "register_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schools",
                        to="accounts.registerimport",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RegisterWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(db_collation="C", max_length=200)),
                (
                    "registered",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="words",
                        to="accounts.registeredtrust",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="School",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("urn", models.PositiveIntegerField(unique=True, verbose_name="URN")),
                ("name", accounts.name_columns.NameColumn(max_length=200)),
                ("name_key", accounts.name_columns.SortKey(of="name")),
                (
                    "register_name",
                    accounts.name_columns.NameColumn(
                        blank=True, default="", max_length=200, verbose_name="name as the register writes it"
                    ),
                ),
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
                            ("alternative", "Alternative provision"),
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
                ("local_authority", accounts.name_columns.NameColumn(blank=True, max_length=100)),
                ("pupils", models.PositiveIntegerField(null=True)),
                (
                    "fsm",
                    models.DecimalField(
                        decimal_places=1, max_digits=4, null=True, verbose_name="pupils with free school meals, %"
                    ),
                ),
                ("postcode", models.CharField(blank=True, max_length=8)),
                (
                    "registered",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="accounts.registeredtrust",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TrustLogo",
            fields=[
                (
                    "trust",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="logo",
                        serialize=False,
                        to="accounts.trust",
                    ),
                ),
                ("content", models.BinaryField()),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
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
        migrations.CreateModel(
            name="TermsAcceptance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edition", models.CharField(max_length=20)),
                ("accepted_by_id", models.BigIntegerField()),
                ("accepted_by_name", accounts.name_columns.NameColumn(max_length=100)),
                ("accepted_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="accounts.trust",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "Review lead"),
                            ("executive", "Executive"),
                            ("colleague", "Colleague"),
                            ("trustee", "Trustee"),
                        ],
                        max_length=10,
                    ),
                ),
                ("also_lead", models.BooleanField(default=False, verbose_name="also a review lead")),
                ("name", accounts.name_columns.NameColumn(max_length=100)),
                ("name_key", accounts.name_columns.SortKey(of="name")),
                ("job_title", accounts.name_columns.NameColumn(blank=True, max_length=100)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("joined_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="accounts.trust"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="email address")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("invited_by_name", accounts.name_columns.NameColumn(max_length=100)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_on", models.DateField()),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "delivery",
                    models.CharField(
                        choices=[
                            ("waiting", "Being sent"),
                            ("delayed", "Not taken by the mail server yet"),
                            ("sent", "Sent"),
                            ("refused", "Refused by the mail server"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="accounts.membership",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="accounts.trust"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("by_name", accounts.name_columns.NameColumn(blank=True, max_length=100)),
                ("event", models.CharField(max_length=60)),
                ("target", models.CharField(blank=True, max_length=60)),
                ("details", models.JSONField(default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.trust"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("assigned_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="accounts.trust"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="YstPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", accounts.name_columns.NameColumn(max_length=100)),
                ("name_key", accounts.name_columns.SortKey(of="name")),
                (
                    "role",
                    models.CharField(choices=[("advisor", "Advisor"), ("manager", "Programme manager")], max_length=10),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="yst_person",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="JoinRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", accounts.name_columns.NameColumn(max_length=100)),
                ("job_title", accounts.name_columns.NameColumn(max_length=100)),
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
                ("decided_by_name", accounts.name_columns.NameColumn(blank=True, max_length=100)),
                ("words", models.TextField(blank=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "registered",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="join_requests",
                        to="accounts.registeredtrust",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["status", "-asked_at"], name="joinrequest_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("registered"),
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("status", "waiting")),
                        name="joinrequest_waiting_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["waiting", "accepted", "declined"])),
                        name="joinrequest_status_known",
                    ),
                    models.CheckConstraint(
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
                    accounts.isolation.policies.RowSecurity(name="joinrequest_rows"),
                    accounts.isolation.policies.Policy(
                        called="ask",
                        check="status = 'waiting'",
                        command="insert",
                        name="joinrequest_ask",
                        to=("wellschool_web", "wellschool_worker"),
                    ),
                    accounts.isolation.policies.Policy(
                        called="of_managers",
                        command="select",
                        name="joinrequest_of_managers",
                        to=("wellschool_yst",),
                        using="(select isolation.yst('manager'))",
                    ),
                    accounts.isolation.policies.Policy(
                        called="decide",
                        check="(select isolation.yst('manager')) and decided_by_id = (select isolation.uid())",
                        command="update",
                        name="joinrequest_decide",
                        to=("wellschool_yst",),
                        using="(select isolation.yst('manager')) and status = 'waiting'",
                    ),
                    accounts.isolation.policies.Policy(
                        called="seen_by_job",
                        command="select",
                        name="joinrequest_seen_by_job",
                        to=("wellschool_worker",),
                        using="(select isolation.job()) = 'register'",
                    ),
                    accounts.isolation.policies.Policy(
                        called="tidy",
                        command="delete",
                        name="joinrequest_tidy",
                        to=("wellschool_worker",),
                        using="(select isolation.job()) = 'register' and status <> 'waiting'",
                    ),
                    accounts.isolation.policies.Grant(
                        name="joinrequest_insert_to_web_worker",
                        right="insert",
                        to=("wellschool_web", "wellschool_worker"),
                    ),
                    accounts.isolation.policies.Grant(
                        name="joinrequest_select_to_yst", right="select", to=("wellschool_yst",)
                    ),
                    accounts.isolation.policies.Grant(
                        columns=("status", "decided_at", "decided_by_id", "decided_by_name", "words"),
                        name="joinrequest_update_to_yst",
                        right="update",
                        to=("wellschool_yst",),
                    ),
                    accounts.isolation.policies.Grant(
                        name="joinrequest_select_delete_to_worker", right="select, delete", to=("wellschool_worker",)
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EarlierName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", accounts.name_columns.NameColumn(max_length=200)),
                ("name_key", accounts.name_columns.SortKey(of="name")),
                ("until", models.DateField()),
                (
                    "registered",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier_names",
                        to="accounts.registeredtrust",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("registered", "name"), name="earliername_once"),
                    accounts.isolation.policies.RowSecurity(name="earliername_rows"),
                    accounts.isolation.policies.Policy(
                        called="read",
                        command="select",
                        name="earliername_read",
                        to=("wellschool_web", "wellschool_worker"),
                        using="true",
                    ),
                    accounts.isolation.policies.Policy(
                        called="read_by_yst",
                        command="select",
                        name="earliername_read_by_yst",
                        to=("wellschool_yst",),
                        using="(select isolation.yst())",
                    ),
                    accounts.isolation.policies.Policy(
                        called="bring_in",
                        check="(select isolation.job()) = 'register' and (select isolation.yst('manager'))",
                        command="insert",
                        name="earliername_bring_in",
                        to=("wellschool_worker",),
                    ),
                    accounts.isolation.policies.Grant(
                        name="earliername_select_to_web_worker_yst",
                        right="select",
                        to=("wellschool_web", "wellschool_worker", "wellschool_yst"),
                    ),
                    accounts.isolation.policies.Grant(
                        name="earliername_insert_to_worker", right="insert", to=("wellschool_worker",)
                    ),
                ],
            },
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
            constraint=accounts.isolation.policies.RowSecurity(name="registerimport_rows"),
        ),
        migrations.AddConstraint(
            model_name="registerimport",
            constraint=accounts.isolation.policies.Policy(
                called="of_managers",
                command="select",
                name="registerimport_of_managers",
                to=("wellschool_yst",),
                using="(select isolation.yst('manager'))",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerimport",
            constraint=accounts.isolation.policies.Policy(
                called="upload",
                check="(select isolation.yst('manager')) and uploaded_by_id = (select isolation.uid())",
                command="insert",
                name="registerimport_upload",
                to=("wellschool_yst",),
            ),
        ),
        migrations.AddConstraint(
            model_name="registerimport",
            constraint=accounts.isolation.policies.Policy(
                called="decide",
                check="(select isolation.yst('manager'))",
                command="update",
                name="registerimport_decide",
                to=("wellschool_yst",),
                using="(select isolation.yst('manager'))",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerimport",
            constraint=accounts.isolation.policies.Policy(
                called="seen_by_job",
                command="select",
                name="registerimport_seen_by_job",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'register'",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerimport",
            constraint=accounts.isolation.policies.Policy(
                called="work",
                check="(select isolation.job()) = 'register'",
                command="update",
                name="registerimport_work",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'register'",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerimport",
            constraint=accounts.isolation.policies.Grant(
                name="registerimport_select_insert_to_yst", right="select, insert", to=("wellschool_yst",)
            ),
        ),
        migrations.AddConstraint(
            model_name="registerimport",
            constraint=accounts.isolation.policies.Grant(
                columns=("status", "attempts", "failure", "lease", "lease_until", "finished_at"),
                name="registerimport_update_to_yst",
                right="update",
                to=("wellschool_yst",),
            ),
        ),
        migrations.AddConstraint(
            model_name="registerimport",
            constraint=accounts.isolation.policies.Grant(
                name="registerimport_select_update_to_worker", right="select, update", to=("wellschool_worker",)
            ),
        ),
        migrations.AddIndex(
            model_name="refusedrow",
            index=models.Index(fields=["register_import", "extract", "line"], name="refusedrow_by_line"),
        ),
        migrations.AddConstraint(
            model_name="refusedrow",
            constraint=accounts.isolation.policies.RowSecurity(name="refusedrow_rows"),
        ),
        migrations.AddConstraint(
            model_name="refusedrow",
            constraint=accounts.isolation.policies.Policy(
                called="of_managers",
                command="select",
                name="refusedrow_of_managers",
                to=("wellschool_yst",),
                using="(select isolation.yst('manager'))",
            ),
        ),
        migrations.AddConstraint(
            model_name="refusedrow",
            constraint=accounts.isolation.policies.Policy(
                called="seen_by_job",
                command="select",
                name="refusedrow_seen_by_job",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'register'",
            ),
        ),
        migrations.AddConstraint(
            model_name="refusedrow",
            constraint=accounts.isolation.policies.Policy(
                called="stage",
                check="(select isolation.job()) = 'register'",
                command="insert",
                name="refusedrow_stage",
                to=("wellschool_worker",),
            ),
        ),
        migrations.AddConstraint(
            model_name="refusedrow",
            constraint=accounts.isolation.policies.Policy(
                called="clear",
                command="delete",
                name="refusedrow_clear",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'register'",
            ),
        ),
        migrations.AddConstraint(
            model_name="refusedrow",
            constraint=accounts.isolation.policies.Grant(
                name="refusedrow_select_to_yst", right="select", to=("wellschool_yst",)
            ),
        ),
        migrations.AddConstraint(
            model_name="refusedrow",
            constraint=accounts.isolation.policies.Grant(
                name="refusedrow_select_insert_delete_to_worker",
                right="select, insert, delete",
                to=("wellschool_worker",),
            ),
        ),
        migrations.AddConstraint(
            model_name="importpiece",
            constraint=models.UniqueConstraint(fields=("register_import", "kind", "number"), name="importpiece_once"),
        ),
        migrations.AddConstraint(
            model_name="importpiece",
            constraint=accounts.isolation.policies.RowSecurity(name="importpiece_rows"),
        ),
        migrations.AddConstraint(
            model_name="importpiece",
            constraint=accounts.isolation.policies.Policy(
                called="upload",
                check="(select isolation.yst('manager'))",
                command="insert",
                name="importpiece_upload",
                to=("wellschool_yst",),
            ),
        ),
        migrations.AddConstraint(
            model_name="importpiece",
            constraint=accounts.isolation.policies.Policy(
                called="seen_by_job",
                command="select",
                name="importpiece_seen_by_job",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'register'",
            ),
        ),
        migrations.AddConstraint(
            model_name="importpiece",
            constraint=accounts.isolation.policies.Policy(
                called="clear",
                command="delete",
                name="importpiece_clear",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'register'",
            ),
        ),
        migrations.AddConstraint(
            model_name="importpiece",
            constraint=accounts.isolation.policies.Grant(
                name="importpiece_insert_to_yst", right="insert", to=("wellschool_yst",)
            ),
        ),
        migrations.AddConstraint(
            model_name="importpiece",
            constraint=accounts.isolation.policies.Grant(
                name="importpiece_select_delete_to_worker", right="select, delete", to=("wellschool_worker",)
            ),
        ),
        migrations.AddConstraint(
            model_name="importedtrust",
            constraint=models.UniqueConstraint(fields=("register_import", "group_uid"), name="importedtrust_once"),
        ),
        migrations.AddConstraint(
            model_name="importedtrust",
            constraint=accounts.isolation.policies.RowSecurity(name="importedtrust_rows"),
        ),
        migrations.AddConstraint(
            model_name="importedtrust",
            constraint=accounts.isolation.policies.Policy(
                called="of_managers",
                command="select",
                name="importedtrust_of_managers",
                to=("wellschool_yst",),
                using="(select isolation.yst('manager'))",
            ),
        ),
        migrations.AddConstraint(
            model_name="importedtrust",
            constraint=accounts.isolation.policies.Policy(
                called="seen_by_job",
                command="select",
                name="importedtrust_seen_by_job",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'register'",
            ),
        ),
        migrations.AddConstraint(
            model_name="importedtrust",
            constraint=accounts.isolation.policies.Policy(
                called="stage",
                check="(select isolation.job()) = 'register'",
                command="insert",
                name="importedtrust_stage",
                to=("wellschool_worker",),
            ),
        ),
        migrations.AddConstraint(
            model_name="importedtrust",
            constraint=accounts.isolation.policies.Policy(
                called="clear",
                command="delete",
                name="importedtrust_clear",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'register'",
            ),
        ),
        migrations.AddConstraint(
            model_name="importedtrust",
            constraint=accounts.isolation.policies.Policy(
                called="compare",
                check="(select isolation.job()) = 'register'",
                command="update",
                name="importedtrust_compare",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'register'",
            ),
        ),
        migrations.AddConstraint(
            model_name="importedtrust",
            constraint=accounts.isolation.policies.Grant(
                name="importedtrust_select_to_yst", right="select", to=("wellschool_yst",)
            ),
        ),
        migrations.AddConstraint(
            model_name="importedtrust",
            constraint=accounts.isolation.policies.Grant(
                name="importedtrust_select_insert_delete_update_to_worker",
                right="select, insert, delete, update",
                to=("wellschool_worker",),
            ),
        ),
        migrations.AddConstraint(
            model_name="importedschool",
            constraint=models.UniqueConstraint(fields=("register_import", "urn"), name="importedschool_once"),
        ),
        migrations.AddConstraint(
            model_name="importedschool",
            constraint=accounts.isolation.policies.RowSecurity(name="importedschool_rows"),
        ),
        migrations.AddConstraint(
            model_name="importedschool",
            constraint=accounts.isolation.policies.Policy(
                called="of_managers",
                command="select",
                name="importedschool_of_managers",
                to=("wellschool_yst",),
                using="(select isolation.yst('manager'))",
            ),
        ),
        migrations.AddConstraint(
            model_name="importedschool",
            constraint=accounts.isolation.policies.Policy(
                called="seen_by_job",
                command="select",
                name="importedschool_seen_by_job",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'register'",
            ),
        ),
        migrations.AddConstraint(
            model_name="importedschool",
            constraint=accounts.isolation.policies.Policy(
                called="stage",
                check="(select isolation.job()) = 'register'",
                command="insert",
                name="importedschool_stage",
                to=("wellschool_worker",),
            ),
        ),
        migrations.AddConstraint(
            model_name="importedschool",
            constraint=accounts.isolation.policies.Policy(
                called="clear",
                command="delete",
                name="importedschool_clear",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'register'",
            ),
        ),
        migrations.AddConstraint(
            model_name="importedschool",
            constraint=accounts.isolation.policies.Policy(
                called="compare",
                check="(select isolation.job()) = 'register'",
                command="update",
                name="importedschool_compare",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'register'",
            ),
        ),
        migrations.AddConstraint(
            model_name="importedschool",
            constraint=accounts.isolation.policies.Grant(
                name="importedschool_select_to_yst", right="select", to=("wellschool_yst",)
            ),
        ),
        migrations.AddConstraint(
            model_name="importedschool",
            constraint=accounts.isolation.policies.Grant(
                name="importedschool_select_insert_delete_update_to_worker",
                right="select, insert, delete, update",
                to=("wellschool_worker",),
            ),
        ),
        migrations.AddConstraint(
            model_name="registerword",
            constraint=models.UniqueConstraint(fields=("word", "registered"), name="registerword_once"),
        ),
        migrations.AddConstraint(
            model_name="registerword",
            constraint=accounts.isolation.policies.RowSecurity(name="registerword_rows"),
        ),
        migrations.AddConstraint(
            model_name="registerword",
            constraint=accounts.isolation.policies.Policy(
                called="read",
                command="select",
                name="registerword_read",
                to=("wellschool_web", "wellschool_worker"),
                using="true",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerword",
            constraint=accounts.isolation.policies.Policy(
                called="read_by_yst",
                command="select",
                name="registerword_read_by_yst",
                to=("wellschool_yst",),
                using="(select isolation.yst())",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerword",
            constraint=accounts.isolation.policies.Policy(
                called="bring_in",
                check="(select isolation.job()) = 'register' and (select isolation.yst('manager'))",
                command="insert",
                name="registerword_bring_in",
                to=("wellschool_worker",),
            ),
        ),
        migrations.AddConstraint(
            model_name="registerword",
            constraint=accounts.isolation.policies.Grant(
                name="registerword_select_to_web_worker_yst",
                right="select",
                to=("wellschool_web", "wellschool_worker", "wellschool_yst"),
            ),
        ),
        migrations.AddConstraint(
            model_name="registerword",
            constraint=accounts.isolation.policies.Grant(
                name="registerword_insert_to_worker", right="insert", to=("wellschool_worker",)
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
            constraint=accounts.isolation.policies.RowSecurity(name="school_rows"),
        ),
        migrations.AddConstraint(
            model_name="school",
            constraint=accounts.isolation.policies.Policy(
                called="of_the_trust",
                command="select",
                name="school_of_the_trust",
                to=("wellschool_web", "wellschool_worker"),
                using="registered_id in (select registered_id from accounts_trust)",
            ),
        ),
        migrations.AddConstraint(
            model_name="school",
            constraint=accounts.isolation.policies.Policy(
                called="read_by_yst",
                command="select",
                name="school_read_by_yst",
                to=("wellschool_yst",),
                using="(select isolation.yst())",
            ),
        ),
        migrations.AddConstraint(
            model_name="school",
            constraint=accounts.isolation.policies.Policy(
                called="seen_by_import",
                command="select",
                name="school_seen_by_import",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'register' and (select isolation.yst('manager'))",
            ),
        ),
        migrations.AddConstraint(
            model_name="school",
            constraint=accounts.isolation.policies.Policy(
                called="bring_in",
                check="(select isolation.job()) = 'register' and (select isolation.yst('manager'))",
                command="insert",
                name="school_bring_in",
                to=("wellschool_worker",),
            ),
        ),
        migrations.AddConstraint(
            model_name="school",
            constraint=accounts.isolation.policies.Policy(
                called="bring_up_to_date",
                check="(select isolation.job()) = 'register' and (select isolation.yst('manager'))",
                command="update",
                name="school_bring_up_to_date",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'register' and (select isolation.yst('manager'))",
            ),
        ),
        migrations.AddConstraint(
            model_name="school",
            constraint=accounts.isolation.policies.Grant(
                name="school_select_to_web_worker_yst",
                right="select",
                to=("wellschool_web", "wellschool_worker", "wellschool_yst"),
            ),
        ),
        migrations.AddConstraint(
            model_name="school",
            constraint=accounts.isolation.policies.Grant(
                name="school_insert_update_to_worker", right="insert, update", to=("wellschool_worker",)
            ),
        ),
        migrations.AddConstraint(
            model_name="trustlogo",
            constraint=models.CheckConstraint(
                condition=models.Q(("height__range", (1, 1200)), ("width__range", (1, 1200))), name="trustlogo_size"
            ),
        ),
        migrations.AddConstraint(
            model_name="trustlogo",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("trust_id",), name="trustlogo_trust_exists", table="accounts_trust", to=("id",)
            ),
        ),
        migrations.AddConstraint(
            model_name="trustlogo",
            constraint=accounts.isolation.policies.RowSecurity(name="trustlogo_rows"),
        ),
        migrations.AddConstraint(
            model_name="trustlogo",
            constraint=accounts.isolation.policies.Policy(
                called="of_members",
                command="select",
                name="trustlogo_of_members",
                to=("wellschool_web", "wellschool_worker"),
                using="trust_id = any((select isolation.member_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="trustlogo",
            constraint=accounts.isolation.policies.Policy(
                called="upload",
                check="trust_id = any((select isolation.steering_trusts())::bigint[])",
                command="insert",
                name="trustlogo_upload",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="trustlogo",
            constraint=accounts.isolation.policies.Policy(
                called="replace",
                check="trust_id = any((select isolation.steering_trusts())::bigint[])",
                command="update",
                name="trustlogo_replace",
                to=("wellschool_web", "wellschool_worker"),
                using="trust_id = any((select isolation.steering_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="trustlogo",
            constraint=accounts.isolation.policies.Policy(
                called="remove",
                command="delete",
                name="trustlogo_remove",
                to=("wellschool_web", "wellschool_worker"),
                using="trust_id = any((select isolation.steering_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="trustlogo",
            constraint=accounts.isolation.policies.Grant(
                name="trustlogo_select_insert_delete_to_web_worker",
                right="select, insert, delete",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="trustlogo",
            constraint=accounts.isolation.policies.Grant(
                columns=("content", "width", "height", "changed_at"),
                name="trustlogo_update_to_web_worker",
                right="update",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="trustlogo",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update or delete", calls="closed_guard", name="trustlogo_closed_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="trust",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9-]+$")), name="trust_slug_is_plain"
            ),
        ),
        migrations.AddConstraint(
            model_name="trust",
            constraint=models.CheckConstraint(
                condition=models.Q(("group_id", ""), ("group_id__regex", "^TR[0-9]{5}$"), _connector="OR"),
                name="trust_group_id_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="trust",
            constraint=models.UniqueConstraint(
                condition=models.Q(("group_id", ""), _negated=True), fields=("group_id",), name="trust_group_id_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="trust",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select", "update"), name="trust_rows"),
        ),
        migrations.AddConstraint(
            model_name="trust",
            constraint=accounts.isolation.policies.Policy(
                called="of_members",
                command="select",
                name="trust_of_members",
                to=("wellschool_web", "wellschool_worker"),
                using="id = any((select isolation.member_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="trust",
            constraint=accounts.isolation.policies.Policy(
                called="profile",
                check="id = any((select isolation.steering_trusts())::bigint[])",
                command="update",
                name="trust_profile",
                to=("wellschool_web", "wellschool_worker"),
                using="id = any((select isolation.steering_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="trust",
            constraint=accounts.isolation.policies.Policy(
                called="of_yst",
                command="select",
                name="trust_of_yst",
                to=("wellschool_yst",),
                using="(select isolation.yst('manager')) or id = any((select isolation.yst_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="trust",
            constraint=accounts.isolation.policies.Policy(
                called="made_by_yst",
                check="(select isolation.yst('manager'))",
                command="insert",
                name="trust_made_by_yst",
                to=("wellschool_yst",),
            ),
        ),
        migrations.AddConstraint(
            model_name="trust",
            constraint=accounts.isolation.policies.Policy(
                called="seen_by_import",
                command="select",
                name="trust_seen_by_import",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'register' and (select isolation.yst('manager'))",
            ),
        ),
        migrations.AddConstraint(
            model_name="trust",
            constraint=accounts.isolation.policies.Policy(
                called="from_register",
                check="(select isolation.job()) = 'register' and (select isolation.yst('manager'))",
                command="update",
                name="trust_from_register",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'register' and (select isolation.yst('manager'))",
            ),
        ),
        migrations.AddConstraint(
            model_name="trust",
            constraint=accounts.isolation.policies.Grant(
                name="trust_select_to_web_worker", right="select", to=("wellschool_web", "wellschool_worker")
            ),
        ),
        migrations.AddConstraint(
            model_name="trust",
            constraint=accounts.isolation.policies.Grant(
                columns=("name", "region", "phase", "schools", "pupils"),
                name="trust_update_to_web_worker",
                right="update",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="trust",
            constraint=accounts.isolation.policies.Grant(
                name="trust_select_insert_to_yst", right="select, insert", to=("wellschool_yst",)
            ),
        ),
        migrations.AddConstraint(
            model_name="trust",
            constraint=accounts.isolation.policies.Grant(
                columns=("registered_id", "group_id"),
                name="trust_update_to_worker",
                right="update",
                to=("wellschool_worker",),
            ),
        ),
        migrations.AddConstraint(
            model_name="trust",
            constraint=accounts.isolation.policies.AlsoReads(
                columns=("id", "region", "phase", "schools"),
                name="trust_for_releases",
                to=("wellschool_releaser",),
                using="true",
            ),
        ),
        migrations.AddConstraint(
            model_name="trust",
            constraint=accounts.isolation.policies.Trigger(
                before="update", calls="trust_guard", name="trust_trust_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="termsacceptance",
            constraint=models.UniqueConstraint(fields=("trust", "edition"), name="terms_accepted_once"),
        ),
        migrations.AddConstraint(
            model_name="termsacceptance",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("trust_id",), name="terms_trust_exists", table="accounts_trust", to=("id",)
            ),
        ),
        migrations.AddConstraint(
            model_name="termsacceptance",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select",), name="termsacceptance_rows"),
        ),
        migrations.AddConstraint(
            model_name="termsacceptance",
            constraint=accounts.isolation.policies.Policy(
                called="of_members",
                command="select",
                name="termsacceptance_of_members",
                to=("wellschool_web", "wellschool_worker"),
                using="trust_id = any((select isolation.member_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="termsacceptance",
            constraint=accounts.isolation.policies.Policy(
                called="accept",
                check="trust_id = any((select isolation.exec_trusts())::bigint[]) and accepted_by_id = (select isolation.uid())",
                command="insert",
                name="termsacceptance_accept",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="termsacceptance",
            constraint=accounts.isolation.policies.Grant(
                name="termsacceptance_select_insert_to_web_worker",
                right="select, insert",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="termsacceptance",
            constraint=accounts.isolation.policies.Trigger(
                before="insert", calls="closed_guard", name="termsacceptance_closed_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(fields=("id", "trust"), name="membership_id_trust"),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at__isnull", True)),
                fields=("trust", "user"),
                name="membership_once_in_a_trust",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("also_lead", False), ("role", "executive"), _connector="OR"),
                name="membership_also_lead_executive",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("joined_at__isnull", True), ("user__isnull", True)),
                    models.Q(("joined_at__isnull", False), ("user__isnull", False)),
                    _connector="OR",
                ),
                name="membership_user_with_joined_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["lead", "executive", "colleague", "trustee"])),
                name="membership_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select", "update"), name="membership_rows"),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=accounts.isolation.policies.Policy(
                called="of_the_trust",
                command="select",
                name="membership_of_the_trust",
                to=("wellschool_web", "wellschool_worker"),
                using="trust_id = any((select isolation.member_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=accounts.isolation.policies.Policy(
                called="invite",
                check="trust_id = any((select isolation.steering_trusts())::bigint[])",
                command="insert",
                name="membership_invite",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=accounts.isolation.policies.Policy(
                called="change",
                check="trust_id = any((select isolation.member_trusts())::bigint[])",
                command="update",
                name="membership_change",
                to=("wellschool_web", "wellschool_worker"),
                using="trust_id = any((select isolation.steering_trusts())::bigint[]) or user_id = (select isolation.uid())",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=accounts.isolation.policies.Policy(
                called="first_lead_seen",
                command="select",
                name="membership_first_lead_seen",
                to=("wellschool_yst",),
                using="trust_id = any((select isolation.unjoined_trusts())::bigint[]) and joined_at is null",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=accounts.isolation.policies.Policy(
                called="first_lead",
                check="trust_id = any((select isolation.unjoined_trusts())::bigint[])",
                command="insert",
                name="membership_first_lead",
                to=("wellschool_yst",),
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=accounts.isolation.policies.Policy(
                called="first_lead_ended",
                check="trust_id = any((select isolation.unjoined_trusts())::bigint[])",
                command="update",
                name="membership_first_lead_ended",
                to=("wellschool_yst",),
                using="trust_id = any((select isolation.unjoined_trusts())::bigint[]) and joined_at is null",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=accounts.isolation.policies.Grant(
                name="membership_select_to_web_worker", right="select", to=("wellschool_web", "wellschool_worker")
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=accounts.isolation.policies.Grant(
                columns=(
                    "trust_id",
                    "user_id",
                    "role",
                    "also_lead",
                    "name",
                    "job_title",
                    "created_at",
                    "joined_at",
                    "left_at",
                ),
                name="membership_insert_to_web_worker",
                right="insert",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=accounts.isolation.policies.Grant(
                columns=("role", "also_lead", "name", "job_title", "left_at"),
                name="membership_update_to_web_worker",
                right="update",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=accounts.isolation.policies.Grant(
                columns=("id", "trust_id", "role", "name", "joined_at", "left_at"),
                name="membership_select_to_yst",
                right="select",
                to=("wellschool_yst",),
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=accounts.isolation.policies.Grant(
                columns=("left_at",), name="membership_update_to_yst", right="update", to=("wellschool_yst",)
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=accounts.isolation.policies.Grant(
                columns=(
                    "trust_id",
                    "user_id",
                    "role",
                    "also_lead",
                    "name",
                    "job_title",
                    "created_at",
                    "joined_at",
                    "left_at",
                ),
                name="membership_insert_to_yst",
                right="insert",
                to=("wellschool_yst",),
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=accounts.isolation.policies.Trigger(
                before="insert", calls="closed_guard", name="membership_closed_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=accounts.isolation.policies.Trigger(
                before="update",
                called="closed_guard_change",
                calls="closed_guard",
                name="membership_closed_guard_change",
                when="old.left_at is not distinct from new.left_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update", calls="membership_guard", name="membership_membership_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=accounts.isolation.policies.Trigger(
                after="update", calls="last_lead_stays", name="membership_last_lead_stays"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=accounts.isolation.policies.Trigger(
                after="insert or update", calls="one_first", name="membership_one_first"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=accounts.isolation.policies.Trigger(
                after="insert or update", calls="one_side", name="membership_one_side"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                models.F("trust"),
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("accepted_at__isnull", True), ("withdrawn_at__isnull", True)),
                name="invitation_pending_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(fields=("membership",), name="invitation_once_for_a_membership"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("membership_id", "trust_id"),
                name="invitation_membership_in_trust",
                table="accounts_membership",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select", "update"), name="invitation_rows"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=accounts.isolation.policies.Policy(
                called="of_the_trust",
                command="select",
                name="invitation_of_the_trust",
                to=("wellschool_web", "wellschool_worker"),
                using="trust_id = any((select isolation.steering_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=accounts.isolation.policies.Policy(
                called="invite",
                check="trust_id = any((select isolation.steering_trusts())::bigint[]) and invited_by_id = (select isolation.uid())",
                command="insert",
                name="invitation_invite",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=accounts.isolation.policies.Policy(
                called="resend",
                check="trust_id = any((select isolation.steering_trusts())::bigint[])",
                command="update",
                name="invitation_resend",
                to=("wellschool_web", "wellschool_worker"),
                using="trust_id = any((select isolation.steering_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=accounts.isolation.policies.Policy(
                called="delivered",
                check="(select isolation.job()) = 'mail'",
                command="update",
                name="invitation_delivered",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'mail'",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=accounts.isolation.policies.Policy(
                called="seen_by_mail",
                command="select",
                name="invitation_seen_by_mail",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'mail'",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=accounts.isolation.policies.Policy(
                called="first_lead_seen",
                command="select",
                name="invitation_first_lead_seen",
                to=("wellschool_yst",),
                using="(select isolation.yst('manager')) and invited_by_id in (select user_id from accounts_ystperson)",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=accounts.isolation.policies.Policy(
                called="first_lead",
                check="trust_id = any((select isolation.unjoined_trusts())::bigint[]) and invited_by_id = (select isolation.uid())",
                command="insert",
                name="invitation_first_lead",
                to=("wellschool_yst",),
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=accounts.isolation.policies.Policy(
                called="first_lead_withdrawn",
                check="trust_id = any((select isolation.unjoined_trusts())::bigint[])",
                command="update",
                name="invitation_first_lead_withdrawn",
                to=("wellschool_yst",),
                using="trust_id = any((select isolation.unjoined_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=accounts.isolation.policies.Grant(
                columns=(
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
                ),
                name="invitation_select_to_web_worker",
                right="select",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=accounts.isolation.policies.Grant(
                name="invitation_insert_to_web_worker_yst",
                right="insert",
                to=("wellschool_web", "wellschool_worker", "wellschool_yst"),
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=accounts.isolation.policies.Grant(
                columns=(
                    "email",
                    "token_hash",
                    "invited_by_id",
                    "invited_by_name",
                    "sent_on",
                    "expires_at",
                    "withdrawn_at",
                    "delivery",
                ),
                name="invitation_update_to_web_worker",
                right="update",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=accounts.isolation.policies.Grant(
                columns=("withdrawn_at",), name="invitation_update_to_yst", right="update", to=("wellschool_yst",)
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=accounts.isolation.policies.Grant(
                columns=(
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
                ),
                name="invitation_select_to_yst",
                right="select",
                to=("wellschool_yst",),
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=accounts.isolation.policies.Trigger(
                before="insert", calls="closed_guard", name="invitation_closed_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=accounts.isolation.policies.Trigger(
                before="update",
                called="closed_guard_change",
                calls="closed_guard",
                name="invitation_closed_guard_change",
                when="(old.email, old.token_hash, old.expires_at, old.invited_by_id) is distinct from (new.email, new.token_hash, new.expires_at, new.invited_by_id)",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update", calls="invitation_guard", name="invitation_invitation_guard"
            ),
        ),
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["trust", "-at"], name="auditevent_by_trust"),
        ),
        migrations.AddConstraint(
            model_name="auditevent",
            constraint=accounts.isolation.policies.RowSecurity(name="auditevent_rows"),
        ),
        migrations.AddConstraint(
            model_name="auditevent",
            constraint=accounts.isolation.policies.Policy(
                called="of_the_trust",
                command="select",
                name="auditevent_of_the_trust",
                to=("wellschool_web", "wellschool_worker"),
                using="trust_id = any((select isolation.steering_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="auditevent",
            constraint=accounts.isolation.policies.Policy(
                called="record",
                check="trust_id = any((select isolation.member_trusts())::bigint[]) and by_id = (select isolation.uid())",
                command="insert",
                name="auditevent_record",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="auditevent",
            constraint=accounts.isolation.policies.Policy(
                called="record_by_yst",
                check="(select isolation.yst()) and by_id = (select isolation.uid())",
                command="insert",
                name="auditevent_record_by_yst",
                to=("wellschool_yst",),
            ),
        ),
        migrations.AddConstraint(
            model_name="auditevent",
            constraint=accounts.isolation.policies.Grant(
                name="auditevent_select_insert_to_web_worker",
                right="select, insert",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="auditevent",
            constraint=accounts.isolation.policies.Grant(
                name="auditevent_insert_to_yst", right="insert", to=("wellschool_yst",)
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("trust", "user"), name="assignment_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select",), name="assignment_rows"),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=accounts.isolation.policies.Policy(
                called="of_yst",
                command="select",
                name="assignment_of_yst",
                to=("wellschool_yst",),
                using="(select isolation.yst())",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=accounts.isolation.policies.Policy(
                called="assign",
                check="(select isolation.yst('manager'))",
                command="insert",
                name="assignment_assign",
                to=("wellschool_yst",),
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=accounts.isolation.policies.Policy(
                called="end_it",
                check="(select isolation.yst('manager'))",
                command="update",
                name="assignment_end_it",
                to=("wellschool_yst",),
                using="(select isolation.yst('manager'))",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=accounts.isolation.policies.Grant(
                name="assignment_select_insert_to_yst", right="select, insert", to=("wellschool_yst",)
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=accounts.isolation.policies.Grant(
                columns=("ended_at",), name="assignment_update_to_yst", right="update", to=("wellschool_yst",)
            ),
        ),
        migrations.AddConstraint(
            model_name="ystperson",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["advisor", "manager"])), name="ystperson_role_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="ystperson",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select",), name="ystperson_rows"),
        ),
        migrations.AddConstraint(
            model_name="ystperson",
            constraint=accounts.isolation.policies.Policy(
                called="of_yst",
                command="select",
                name="ystperson_of_yst",
                to=("wellschool_yst",),
                using="(select isolation.yst())",
            ),
        ),
        migrations.AddConstraint(
            model_name="ystperson",
            constraint=accounts.isolation.policies.Grant(
                name="ystperson_select_to_yst", right="select", to=("wellschool_yst",)
            ),
        ),
        migrations.AddConstraint(
            model_name="ystperson",
            constraint=accounts.isolation.policies.Trigger(
                after="insert or update", calls="one_side", name="ystperson_one_side"
            ),
        ),
        LoadRules("accounts/isolation/sql/acting.sql", "2e5ddf7b2433"),
        LoadRules("accounts/register/sql/register.sql", "031bade775d2"),
        LoadRules("accounts/sql/people.sql", "806a8cb39628"),
    ]
