import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.isolation.policies
import accounts.name_columns
import reviews.lifecycle
import reviews.reports.kinds
from accounts.isolation.rules import LoadRules


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("frameworks", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PortfolioExport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("lease", models.UUIDField(null=True)),
                ("lease_until", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=600)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("format", models.CharField(choices=[("xlsx", "Spreadsheet"), ("pdf", "PDF")], max_length=4)),
                ("filters", models.CharField(blank=True, max_length=500)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting"),
                            ("running", "Being made"),
                            ("done", "Ready"),
                            ("failed", "Could not be made"),
                            ("expired", "No longer kept"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("lease", models.UUIDField(null=True)),
                ("lease_until", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=600)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("full", "Full report"),
                            ("board", "Board summary"),
                            ("answers", "My answers"),
                            ("blank", "Blank form"),
                            ("levels", "Agreed levels"),
                            ("ratings", "Individual ratings"),
                            ("plan", "Next steps"),
                            ("progress", "Progress over cycles"),
                            ("whole", "Whole review as data"),
                        ],
                        default="full",
                        max_length=10,
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON")],
                        default="pdf",
                        max_length=4,
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("members", "Everyone in your trust"),
                            ("comparison", "Those who may see the comparison"),
                            ("own", "Only you"),
                        ],
                        default="members",
                        max_length=10,
                    ),
                ),
                ("choices", models.JSONField(default=reviews.reports.kinds.plain_choices)),
                ("requested_by_name", accounts.name_columns.NameColumn(max_length=100)),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting"),
                            ("running", "Being made"),
                            ("done", "Ready"),
                            ("failed", "Could not be made"),
                            ("expired", "No longer kept"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("step", models.PositiveSmallIntegerField(default=0)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("size", models.PositiveIntegerField(null=True)),
                ("pages", models.PositiveSmallIntegerField(null=True)),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EarlyShowing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("away", "Someone is away"),
                            ("left", "Someone has left"),
                            ("meeting", "The meeting is fixed"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                    ),
                ),
                ("by_name", accounts.name_columns.NameColumn(blank=True, max_length=100)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("minutes", models.PositiveSmallIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("opened_by_name", accounts.name_columns.NameColumn(max_length=100)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by_name", accounts.name_columns.NameColumn(max_length=100, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "current",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks.statement",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("lease", models.UUIDField(null=True)),
                ("lease_until", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=600)),
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
                ("asked_by_name", accounts.name_columns.NameColumn(max_length=100)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("made_at", models.DateTimeField(null=True)),
                ("decided_by_name", accounts.name_columns.NameColumn(blank=True, max_length=100)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
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
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="frameworks.frameworkversion"
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
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="groups", to="reviews.release"
                    ),
                ),
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
                (
                    "domain",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="frameworks.domain"
                    ),
                ),
                (
                    "pillar",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="frameworks.pillar"
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.release"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks.statement",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cells", to="reviews.releasegroup"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReportFile",
            fields=[
                (
                    "report",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="file",
                        serialize=False,
                        to="reviews.report",
                    ),
                ),
                ("content", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", accounts.name_columns.NameColumn(max_length=120)),
                ("academic_year", models.PositiveSmallIntegerField()),
                (
                    "term",
                    models.CharField(
                        choices=[
                            ("year", "Whole year"),
                            ("autumn", "Autumn term"),
                            ("spring", "Spring term"),
                            ("summer", "Summer term"),
                        ],
                        default="year",
                        max_length=10,
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Being set up"),
                            ("rating", "Rating"),
                            ("comparing", "Comparing and agreeing"),
                            ("agreed", "Signed off"),
                            ("cancelled", "Cancelled"),
                        ],
                        default=reviews.lifecycle.Stage["DRAFT"],
                        max_length=10,
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True)),
                ("names_shown", models.BooleanField(default=False)),
                ("names_asked_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("rating_at", models.DateTimeField(null=True)),
                ("revealed_at", models.DateTimeField(null=True)),
                ("signed_off_at", models.DateTimeField(null=True)),
                ("reopened_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks.framework",
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.review",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks.frameworkversion",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="report",
            name="review",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="reviews.review",
            ),
        ),
        migrations.CreateModel(
            name="Reopening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("after_number", models.PositiveSmallIntegerField()),
                ("reason", models.CharField(max_length=500)),
                ("by_name", accounts.name_columns.NameColumn(max_length=100)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reopenings",
                        to="reviews.review",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NextStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("text", models.TextField(max_length=2000)),
                ("owner_name", accounts.name_columns.NameColumn(blank=True, max_length=100)),
                ("due_on", models.DateField(null=True)),
                ("half_term", models.CharField(blank=True, max_length=6)),
                (
                    "priority",
                    models.PositiveSmallIntegerField(choices=[(1, "High"), (2, "Medium"), (3, "Low")], default=2),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not started", "Not started"),
                            ("under way", "Under way"),
                            ("done", "Done"),
                            ("dropped", "Dropped"),
                        ],
                        default="not started",
                        max_length=12,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("shown_at", models.DateTimeField(editable=False, null=True)),
                (
                    "domain",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="frameworks.domain"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks.statement",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next_steps",
                        to="reviews.review",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MeetingPresence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", accounts.name_columns.NameColumn(max_length=100)),
                ("name_key", accounts.name_columns.SortKey(of="name")),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presences",
                        to="reviews.meeting",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meeting_presences",
                        to="reviews.review",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MeetingItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "To discuss"), ("decided", "Decided"), ("parked", "Parked for after")],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("changed_at", models.DateTimeField(null=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="reviews.meeting",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="frameworks.statement"
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meeting_items",
                        to="reviews.review",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="meeting",
            name="review",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="reviews.review",
            ),
        ),
        migrations.CreateModel(
            name="EarlyShowingNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=1000)),
                (
                    "early_showing",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="note",
                        to="reviews.earlyshowing",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="early_showing_notes",
                        to="reviews.review",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="earlyshowing",
            name="review",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="early_showings",
                to="reviews.review",
            ),
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("nothing", "Nothing"),
                            ("releases", "National figures only"),
                            ("agreed", "Agreed results"),
                        ],
                        max_length=10,
                    ),
                ),
                ("steps_shared", models.BooleanField(default=False)),
                ("chosen_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("chosen_by_name", accounts.name_columns.NameColumn(max_length=100)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "chosen_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="reviews.review",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgreementNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("evidence", "We saw different evidence"),
                            ("schools", "We thought of different schools"),
                            ("wording", "We read the wording differently"),
                            ("bar", "We set a different bar"),
                            ("vantage", "We see it from different places"),
                            ("slip", "It was a slip"),
                        ],
                        max_length=10,
                    ),
                ),
                ("dissent", models.TextField(blank=True, max_length=2000)),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="frameworks.statement"
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreement_notes",
                        to="reviews.review",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgreedLevel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.PositiveSmallIntegerField(null=True)),
                ("rationale", models.TextField(blank=True, max_length=5000)),
                ("left_open_reason", models.CharField(blank=True, max_length=500)),
                ("confirmed_together", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("agreed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("agreed_by_name", accounts.name_columns.NameColumn(max_length=100)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="frameworks.statement"
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreed_levels",
                        to="reviews.review",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reviewer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("submitted", models.BooleanField(default=False)),
                ("withdrawn", models.BooleanField(default=False)),
                ("removed_while_rating", models.BooleanField(default=False)),
                ("names_consent", models.BooleanField(null=True)),
                (
                    "membership",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviewers",
                        to="reviews.review",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("level", models.PositiveSmallIntegerField(null=True)),
                ("cant_say", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True, max_length=5000)),
                ("suggestion", models.TextField(blank=True, max_length=5000)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "statement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks.statement",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="reviews.review",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="reviews.reviewer",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="earlyshowing",
            name="removed",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reviews.reviewer",
            ),
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("signed_off_at", models.DateTimeField()),
                ("signed_off_by_name", accounts.name_columns.NameColumn(max_length=100)),
                ("independence", models.JSONField()),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="reviews.review",
                    ),
                ),
                (
                    "signed_off_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="report",
            name="snapshot",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="reviews.snapshot",
            ),
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
                (
                    "previous",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.releasecount",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.release"
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.review",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.snapshot",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SnapshotLevel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.PositiveSmallIntegerField(null=True)),
                ("rationale", models.TextField(blank=True)),
                ("left_open_reason", models.CharField(blank=True, max_length=500)),
                (
                    "snapshot",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="levels",
                        to="reviews.snapshot",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="frameworks.statement"
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SnapshotStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("owner_name", accounts.name_columns.NameColumn(blank=True, max_length=100)),
                ("due_on", models.DateField(null=True)),
                ("half_term", models.CharField(blank=True, max_length=6)),
                ("priority", models.PositiveSmallIntegerField()),
                ("status", models.CharField(max_length=12)),
                (
                    "domain",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="frameworks.domain"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="reviews.snapshot",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks.statement",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StepUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("by_name", accounts.name_columns.NameColumn(max_length=100)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not started", "Not started"),
                            ("under way", "Under way"),
                            ("done", "Done"),
                            ("dropped", "Dropped"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=1000)),
                ("shown", models.BooleanField(db_default=False, editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "next_step",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="updates",
                        to="reviews.nextstep",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="step_updates",
                        to="reviews.review",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("submitted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("recalled_at", models.DateTimeField(null=True)),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="reviews.review",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="reviews.reviewer",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SupportLevel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.CharField(
                        choices=[("light", "Light"), ("regular", "Regular"), ("close", "Close")], max_length=10
                    ),
                ),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("set_by_name", accounts.name_columns.NameColumn(max_length=100)),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SupportNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("visit", "Visit"),
                            ("call", "Call"),
                            ("offer", "Help offered"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("happened_on", models.DateField()),
                ("text", models.TextField(max_length=4000)),
                ("shown_to_trust", models.BooleanField(default=False)),
                ("written_by_name", accounts.name_columns.NameColumn(max_length=100)),
                ("written_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("changed_at", models.DateTimeField(null=True)),
                (
                    "corrects",
                    models.OneToOneField(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="reviews.supportnote",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.trust",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PortfolioFile",
            fields=[
                (
                    "export",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="file",
                        serialize=False,
                        to="reviews.portfolioexport",
                    ),
                ),
                (
                    "trust_ids",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                (
                    "snapshot_ids",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                ("content", models.BinaryField()),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="portfolioexport",
            index=models.Index(fields=["requested_by", "-requested_at"], name="portfolioexport_newest"),
        ),
        migrations.AddConstraint(
            model_name="portfolioexport",
            constraint=models.UniqueConstraint(fields=("id", "requested_by"), name="portfolioexport_id_person"),
        ),
        migrations.AddConstraint(
            model_name="portfolioexport",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["queued", "running", "done", "failed", "expired"])),
                name="portfolioexport_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="portfolioexport",
            constraint=models.CheckConstraint(
                condition=models.Q(("format__in", ["xlsx", "pdf"])), name="portfolioexport_format_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="portfolioexport",
            constraint=accounts.isolation.policies.RowSecurity(name="portfolioexport_rows"),
        ),
        migrations.AddConstraint(
            model_name="portfolioexport",
            constraint=accounts.isolation.policies.Policy(
                called="mine",
                command="select",
                name="portfolioexport_mine",
                to=("wellschool_yst",),
                using="requested_by_id = (select isolation.uid()) and (select isolation.yst())",
            ),
        ),
        migrations.AddConstraint(
            model_name="portfolioexport",
            constraint=accounts.isolation.policies.Policy(
                called="ask",
                check="requested_by_id = (select isolation.uid()) and (select isolation.yst())",
                command="insert",
                name="portfolioexport_ask",
                to=("wellschool_yst",),
            ),
        ),
        migrations.AddConstraint(
            model_name="portfolioexport",
            constraint=accounts.isolation.policies.Policy(
                called="make",
                check="requested_by_id = (select isolation.uid()) and (select isolation.yst())",
                command="update",
                name="portfolioexport_make",
                to=("wellschool_yst",),
                using="requested_by_id = (select isolation.uid()) and (select isolation.yst())",
            ),
        ),
        migrations.AddConstraint(
            model_name="portfolioexport",
            constraint=accounts.isolation.policies.Policy(
                called="leases_seen",
                command="select",
                name="portfolioexport_leases_seen",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'exports'",
            ),
        ),
        migrations.AddConstraint(
            model_name="portfolioexport",
            constraint=accounts.isolation.policies.Policy(
                called="leases",
                check="(select isolation.job()) = 'exports'",
                command="update",
                name="portfolioexport_leases",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'exports'",
            ),
        ),
        migrations.AddConstraint(
            model_name="portfolioexport",
            constraint=accounts.isolation.policies.Policy(
                called="expire",
                command="delete",
                name="portfolioexport_expire",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'exports'",
            ),
        ),
        migrations.AddConstraint(
            model_name="portfolioexport",
            constraint=accounts.isolation.policies.Grant(
                name="portfolioexport_select_insert_to_yst", right="select, insert", to=("wellschool_yst",)
            ),
        ),
        migrations.AddConstraint(
            model_name="portfolioexport",
            constraint=accounts.isolation.policies.Grant(
                columns=("status", "attempts", "lease", "lease_until", "failure", "finished_at"),
                name="portfolioexport_update_to_yst",
                right="update",
                to=("wellschool_yst",),
            ),
        ),
        migrations.AddConstraint(
            model_name="portfolioexport",
            constraint=accounts.isolation.policies.Grant(
                name="portfolioexport_select_delete_to_worker", right="select, delete", to=("wellschool_worker",)
            ),
        ),
        migrations.AddConstraint(
            model_name="portfolioexport",
            constraint=accounts.isolation.policies.Grant(
                columns=("status", "attempts", "lease", "lease_until", "failure", "finished_at"),
                name="portfolioexport_update_to_worker",
                right="update",
                to=("wellschool_worker",),
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
            constraint=accounts.isolation.policies.RowSecurity(guard=("select",), name="release_rows"),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=accounts.isolation.policies.Policy(
                called="published",
                command="select",
                name="release_published",
                to=("wellschool_web", "wellschool_worker"),
                using="id = any((select isolation.released_to_members())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=accounts.isolation.policies.Policy(
                called="of_yst",
                command="select",
                name="release_of_yst",
                to=("wellschool_yst",),
                using="(select isolation.yst('manager')) or id = any((select isolation.released_to_yst())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=accounts.isolation.policies.Policy(
                called="ask",
                check="(select isolation.yst('manager')) and asked_by_id = (select isolation.uid())",
                command="insert",
                name="release_ask",
                to=("wellschool_yst",),
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=accounts.isolation.policies.Policy(
                called="decide",
                check="(select isolation.yst('manager'))",
                command="update",
                name="release_decide",
                to=("wellschool_yst",),
                using="(select isolation.yst('manager'))",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=accounts.isolation.policies.Policy(
                called="leases_seen",
                command="select",
                name="release_leases_seen",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'releases'",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=accounts.isolation.policies.Policy(
                called="leases",
                check="(select isolation.job()) = 'releases'",
                command="update",
                name="release_leases",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'releases'",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=accounts.isolation.policies.Policy(
                called="making_seen",
                command="select",
                name="release_making_seen",
                to=("wellschool_releaser",),
                using="true",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=accounts.isolation.policies.Policy(
                called="made",
                check="true",
                command="update",
                name="release_made",
                to=("wellschool_releaser",),
                using="true",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=accounts.isolation.policies.Grant(
                columns=("id", "uuid", "academic_year", "version_id", "state", "made_at", "decided_at"),
                name="release_select_to_web_worker",
                right="select",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=accounts.isolation.policies.Grant(
                columns=("asked_by_id", "state", "attempts", "lease", "lease_until", "failure"),
                name="release_select_to_worker",
                right="select",
                to=("wellschool_worker",),
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=accounts.isolation.policies.Grant(
                name="release_select_insert_to_yst", right="select, insert", to=("wellschool_yst",)
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=accounts.isolation.policies.Grant(
                columns=(
                    "state",
                    "attempts",
                    "lease",
                    "lease_until",
                    "failure",
                    "decided_by_id",
                    "decided_by_name",
                    "decided_at",
                ),
                name="release_update_to_yst",
                right="update",
                to=("wellschool_yst",),
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=accounts.isolation.policies.Grant(
                columns=("state", "attempts", "lease", "lease_until", "failure"),
                name="release_update_to_worker",
                right="update",
                to=("wellschool_worker",),
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=accounts.isolation.policies.Grant(
                name="release_select_update_to_releaser", right="select, update", to=("wellschool_releaser",)
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update", calls="release_guard", name="release_release_guard"
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
            constraint=accounts.isolation.policies.RowSecurity(name="releasegroup_rows"),
        ),
        migrations.AddConstraint(
            model_name="releasegroup",
            constraint=accounts.isolation.policies.Policy(
                called="published",
                command="select",
                name="releasegroup_published",
                to=("wellschool_web", "wellschool_worker"),
                using="release_id = any((select isolation.released_to_members())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="releasegroup",
            constraint=accounts.isolation.policies.Policy(
                called="of_yst",
                command="select",
                name="releasegroup_of_yst",
                to=("wellschool_yst",),
                using="release_id = any((select isolation.released_to_yst())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="releasegroup",
            constraint=accounts.isolation.policies.Policy(
                called="made_seen",
                command="select",
                name="releasegroup_made_seen",
                to=("wellschool_releaser",),
                using="true",
            ),
        ),
        migrations.AddConstraint(
            model_name="releasegroup",
            constraint=accounts.isolation.policies.Policy(
                called="made", check="true", command="insert", name="releasegroup_made", to=("wellschool_releaser",)
            ),
        ),
        migrations.AddConstraint(
            model_name="releasegroup",
            constraint=accounts.isolation.policies.Grant(
                name="releasegroup_select_to_web_worker_yst",
                right="select",
                to=("wellschool_web", "wellschool_worker", "wellschool_yst"),
            ),
        ),
        migrations.AddConstraint(
            model_name="releasegroup",
            constraint=accounts.isolation.policies.Grant(
                name="releasegroup_select_insert_to_releaser", right="select, insert", to=("wellschool_releaser",)
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
            constraint=accounts.isolation.policies.RowSecurity(name="releasecell_rows"),
        ),
        migrations.AddConstraint(
            model_name="releasecell",
            constraint=accounts.isolation.policies.Policy(
                called="published",
                command="select",
                name="releasecell_published",
                to=("wellschool_web", "wellschool_worker"),
                using="release_id = any((select isolation.released_to_members())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="releasecell",
            constraint=accounts.isolation.policies.Policy(
                called="of_yst",
                command="select",
                name="releasecell_of_yst",
                to=("wellschool_yst",),
                using="release_id = any((select isolation.released_to_yst())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="releasecell",
            constraint=accounts.isolation.policies.Policy(
                called="made", check="true", command="insert", name="releasecell_made", to=("wellschool_releaser",)
            ),
        ),
        migrations.AddConstraint(
            model_name="releasecell",
            constraint=accounts.isolation.policies.Grant(
                name="releasecell_select_to_web_worker_yst",
                right="select",
                to=("wellschool_web", "wellschool_worker", "wellschool_yst"),
            ),
        ),
        migrations.AddConstraint(
            model_name="releasecell",
            constraint=accounts.isolation.policies.Grant(
                name="releasecell_insert_to_releaser", right="insert", to=("wellschool_releaser",)
            ),
        ),
        migrations.AddField(
            model_name="reportfile",
            name="trust",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.trust"
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["trust", "stage"], name="review_by_trust_stage"),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(fields=("id", "trust"), name="review_id_trust"),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "stage__in",
                        [
                            reviews.lifecycle.Stage["DRAFT"],
                            reviews.lifecycle.Stage["RATING"],
                            reviews.lifecycle.Stage["COMPARING"],
                            reviews.lifecycle.Stage["AGREED"],
                            reviews.lifecycle.Stage["CANCELLED"],
                        ],
                    )
                ),
                name="review_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("term__in", ["year", "autumn", "spring", "summer"])), name="review_term_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "stage__in",
                            [
                                reviews.lifecycle.Stage["RATING"],
                                reviews.lifecycle.Stage["COMPARING"],
                                reviews.lifecycle.Stage["AGREED"],
                            ],
                        ),
                        _negated=True,
                    ),
                    ("rating_at__isnull", False),
                    _connector="OR",
                ),
                name="review_rating_at_from_rating",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("stage__in", [reviews.lifecycle.Stage["COMPARING"], reviews.lifecycle.Stage["AGREED"]]),
                        _negated=True,
                    ),
                    ("revealed_at__isnull", False),
                    _connector="OR",
                ),
                name="review_revealed_at_from_comparing",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("stage__in", [reviews.lifecycle.Stage["DRAFT"], reviews.lifecycle.Stage["RATING"]]),
                        _negated=True,
                    ),
                    ("revealed_at__isnull", True),
                    _connector="OR",
                ),
                name="review_revealed_at_not_before",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_at__isnull", False), ("stage", reviews.lifecycle.Stage["CANCELLED"])),
                    models.Q(
                        models.Q(("stage", reviews.lifecycle.Stage["CANCELLED"]), _negated=True),
                        ("cancelled_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="review_cancelled_at_with_stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage", reviews.lifecycle.Stage["AGREED"]), _negated=True),
                    ("signed_off_at__isnull", False),
                    _connector="OR",
                ),
                name="review_signed_off_at_with_stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("trust_id",), name="review_trust_exists", table="accounts_trust", to=("id",)
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("version_id", "framework_id"),
                name="review_version_of_framework",
                table="frameworks_frameworkversion",
                to=("id", "framework_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("signed_off_at__isnull", True),
                    (
                        "stage__in",
                        (
                            reviews.lifecycle.Stage["DRAFT"],
                            reviews.lifecycle.Stage["RATING"],
                            reviews.lifecycle.Stage["COMPARING"],
                        ),
                    ),
                ),
                fields=("trust", "framework"),
                name="review_one_open_of_a_framework",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("created_by_id", "trust_id"),
                name="review_created_by_in_trust",
                table="accounts_membership",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("previous_id", "trust_id"),
                name="review_previous_in_trust",
                table="reviews_review",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select", "update"), name="review_rows"),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.Policy(
                called="of_the_trust",
                command="select",
                name="review_of_the_trust",
                to=("wellschool_web", "wellschool_worker"),
                using="trust_id = any((select isolation.member_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.Policy(
                called="set_up",
                check="trust_id = any((select isolation.lead_trusts())::bigint[])",
                command="insert",
                name="review_set_up",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.Policy(
                called="steer",
                check="trust_id = any((select isolation.steering_trusts())::bigint[])",
                command="update",
                name="review_steer",
                to=("wellschool_web", "wellschool_worker"),
                using="trust_id = any((select isolation.steering_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.Policy(
                called="of_yst",
                command="select",
                name="review_of_yst",
                to=("wellschool_yst",),
                using="trust_id = any((select isolation.yst_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.Policy(
                called="shuffled", command="select", name="review_shuffled", to=("wellschool_shuffler",), using="true"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.Policy(
                called="seen_by_import",
                command="select",
                name="review_seen_by_import",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'register' and (select isolation.yst('manager')) and trust_id in (select t.id from accounts_trust t join accounts_registeredtrust r on r.id = t.registered_id where r.status = 'closed')",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.Policy(
                called="ended_by_import",
                check="(select isolation.job()) = 'register' and (select isolation.yst('manager')) and trust_id in (select t.id from accounts_trust t join accounts_registeredtrust r on r.id = t.registered_id where r.status = 'closed')",
                command="update",
                name="review_ended_by_import",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'register' and (select isolation.yst('manager')) and trust_id in (select t.id from accounts_trust t join accounts_registeredtrust r on r.id = t.registered_id where r.status = 'closed')",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.Grant(
                columns=(
                    "id",
                    "trust_id",
                    "uuid",
                    "framework_id",
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
                ),
                name="review_select_to_web_worker",
                right="select",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.Grant(
                name="review_insert_to_web_worker", right="insert", to=("wellschool_web", "wellschool_worker")
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.Grant(
                columns=(
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
                ),
                name="review_update_to_web_worker",
                right="update",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.Grant(
                columns=(
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
                ),
                name="review_select_to_yst",
                right="select",
                to=("wellschool_yst",),
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.Grant(
                name="review_select_to_shuffler", right="select", to=("wellschool_shuffler",)
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
            model_name="review",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update",
                calls="closed_guard",
                name="review_closed_guard",
                when="isolation.job() is distinct from 'register'",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update",
                calls="stage_guard",
                name="review_stage_guard",
                when="isolation.job() is distinct from 'register'",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update",
                calls="closing_guard",
                name="review_closing_guard",
                when="isolation.job() = 'register'",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.Trigger(after="update", calls="make_seed", name="review_make_seed"),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=accounts.isolation.policies.Trigger(
                after="update", calls="make_snapshot", name="review_make_snapshot"
            ),
        ),
        migrations.AddConstraint(
            model_name="reopening",
            constraint=models.UniqueConstraint(fields=("review", "after_number"), name="reopening_once_for_a_snapshot"),
        ),
        migrations.AddConstraint(
            model_name="reopening",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="reopening_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="reopening",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("review_id", "trust_id"),
                name="reopening_review_in_trust",
                table="reviews_review",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="reopening",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select",), name="reopening_rows"),
        ),
        migrations.AddConstraint(
            model_name="reopening",
            constraint=accounts.isolation.policies.Policy(
                called="of_the_comparison",
                command="select",
                name="reopening_of_the_comparison",
                to=("wellschool_web", "wellschool_worker"),
                using="review_id = any((select isolation.comparable_reviews())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="reopening",
            constraint=accounts.isolation.policies.Policy(
                called="reopen",
                check="trust_id = any((select isolation.exec_trusts())::bigint[])",
                command="insert",
                name="reopening_reopen",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="reopening",
            constraint=accounts.isolation.policies.Grant(
                name="reopening_select_insert_to_web_worker",
                right="select, insert",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="reopening",
            constraint=accounts.isolation.policies.Trigger(
                argument="by_id", before="insert", called="by_signs", calls="signs", name="reopening_by_signs"
            ),
        ),
        migrations.AddConstraint(
            model_name="reopening",
            constraint=accounts.isolation.policies.Trigger(
                before="insert", calls="closed_guard", name="reopening_closed_guard"
            ),
        ),
        migrations.AddIndex(
            model_name="nextstep",
            index=models.Index(fields=["review"], name="nextstep_by_review"),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.UniqueConstraint(fields=("id", "review", "trust"), name="nextstep_id_review_trust"),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("domain__isnull", True), ("statement__isnull", False)),
                    models.Q(("domain__isnull", False), ("statement__isnull", True)),
                    _connector="OR",
                ),
                name="nextstep_statement_or_domain",
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__isnull", True), ("half_term", ""), _connector="OR"),
                name="nextstep_date_or_half_term",
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("owner__isnull", True), ("owner_name", ""), _connector="OR"),
                name="nextstep_one_owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("half_term", ""), ("half_term__regex", "^[0-9]{4}-[1-6]$"), _connector="OR"),
                name="nextstep_half_term_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["not started", "under way", "done", "dropped"])),
                name="nextstep_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("priority__in", [1, 2, 3])), name="nextstep_priority_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("review_id", "trust_id"),
                name="nextstep_review_in_trust",
                table="reviews_review",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("owner_id", "trust_id"),
                name="nextstep_owner_in_trust",
                table="accounts_membership",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select", "update"), name="nextstep_rows"),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=accounts.isolation.policies.Policy(
                called="read",
                command="select",
                name="nextstep_read",
                to=("wellschool_web", "wellschool_worker"),
                using="review_id = any((select isolation.comparable_reviews())::bigint[]) or shown_at is not null and trust_id = any((select isolation.member_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=accounts.isolation.policies.Policy(
                called="plan",
                check="review_id = any((select isolation.comparable_reviews())::bigint[])",
                command="insert",
                name="nextstep_plan",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=accounts.isolation.policies.Policy(
                called="follow_up",
                check="review_id = any((select isolation.comparable_reviews())::bigint[])",
                command="update",
                name="nextstep_follow_up",
                to=("wellschool_web", "wellschool_worker"),
                using="review_id = any((select isolation.comparable_reviews())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=accounts.isolation.policies.Grant(
                name="nextstep_select_insert_to_web_worker",
                right="select, insert",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=accounts.isolation.policies.Grant(
                columns=(
                    "statement_id",
                    "domain_id",
                    "text",
                    "owner_id",
                    "owner_name",
                    "due_on",
                    "half_term",
                    "priority",
                    "status",
                    "version",
                ),
                name="nextstep_update_to_web_worker",
                right="update",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update", calls="closed_guard", name="nextstep_closed_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update", calls="next_step_guard", name="nextstep_next_step_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingpresence",
            constraint=models.UniqueConstraint(fields=("meeting", "membership"), name="meetingpresence_once"),
        ),
        migrations.AddConstraint(
            model_name="meetingpresence",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("membership_id", "trust_id"),
                name="meetingpresence_in_trust",
                table="accounts_membership",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingpresence",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("meeting_id", "review_id", "trust_id"),
                name="meetingpresence_in_meeting",
                table="reviews_meeting",
                to=("id", "review_id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingpresence",
            constraint=accounts.isolation.policies.RowSecurity(name="meetingpresence_rows"),
        ),
        migrations.AddConstraint(
            model_name="meetingpresence",
            constraint=accounts.isolation.policies.Policy(
                called="of_the_comparison",
                command="select",
                name="meetingpresence_of_the_comparison",
                to=("wellschool_web", "wellschool_worker"),
                using="review_id = any((select isolation.comparable_reviews())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingpresence",
            constraint=accounts.isolation.policies.Policy(
                called="join_it",
                check="review_id = any((select isolation.agreeing_reviews())::bigint[]) and exists (select 1 from accounts_membership m where m.id = membership_id and m.user_id = (select isolation.uid()))",
                command="insert",
                name="meetingpresence_join_it",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingpresence",
            constraint=accounts.isolation.policies.Grant(
                name="meetingpresence_select_insert_to_web_worker",
                right="select, insert",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingpresence",
            constraint=accounts.isolation.policies.Trigger(
                before="insert", calls="closed_guard", name="meetingpresence_closed_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingitem",
            constraint=models.UniqueConstraint(fields=("meeting", "statement"), name="meetingitem_once"),
        ),
        migrations.AddConstraint(
            model_name="meetingitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "decided", "parked"])), name="meetingitem_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingitem",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("meeting_id", "review_id", "trust_id"),
                name="meetingitem_in_meeting",
                table="reviews_meeting",
                to=("id", "review_id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingitem",
            constraint=accounts.isolation.policies.RowSecurity(name="meetingitem_rows"),
        ),
        migrations.AddConstraint(
            model_name="meetingitem",
            constraint=accounts.isolation.policies.Policy(
                called="of_the_comparison",
                command="select",
                name="meetingitem_of_the_comparison",
                to=("wellschool_web", "wellschool_worker"),
                using="review_id = any((select isolation.comparable_reviews())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingitem",
            constraint=accounts.isolation.policies.Policy(
                called="plan_it",
                check="review_id = any((select isolation.agreeing_reviews())::bigint[]) and trust_id = any((select isolation.steering_trusts())::bigint[])",
                command="insert",
                name="meetingitem_plan_it",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingitem",
            constraint=accounts.isolation.policies.Policy(
                called="settle_it",
                check="review_id = any((select isolation.agreeing_reviews())::bigint[])",
                command="update",
                name="meetingitem_settle_it",
                to=("wellschool_web", "wellschool_worker"),
                using="review_id = any((select isolation.agreeing_reviews())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingitem",
            constraint=accounts.isolation.policies.Grant(
                name="meetingitem_select_insert_to_web_worker",
                right="select, insert",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingitem",
            constraint=accounts.isolation.policies.Grant(
                columns=("state", "changed_at"),
                name="meetingitem_update_to_web_worker",
                right="update",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingitem",
            constraint=accounts.isolation.policies.Trigger(
                before="insert", calls="agreement_guard", name="meetingitem_agreement_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingitem",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update", calls="closed_guard", name="meetingitem_closed_guard"
            ),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["review"], name="meeting_by_review"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(fields=("id", "review", "trust"), name="meeting_id_review_trust"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)), fields=("review",), name="meeting_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__in", (45, 60, 90))), name="meeting_length_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by_name__isnull", True)),
                    models.Q(("closed_at__isnull", False), ("closed_by_name__isnull", False)),
                    _connector="OR",
                ),
                name="meeting_closed_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("review_id", "trust_id"),
                name="meeting_review_in_trust",
                table="reviews_review",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select",), name="meeting_rows"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=accounts.isolation.policies.Policy(
                called="of_the_comparison",
                command="select",
                name="meeting_of_the_comparison",
                to=("wellschool_web", "wellschool_worker"),
                using="review_id = any((select isolation.comparable_reviews())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=accounts.isolation.policies.Policy(
                called="open_it",
                check="review_id = any((select isolation.agreeing_reviews())::bigint[]) and trust_id = any((select isolation.steering_trusts())::bigint[])",
                command="insert",
                name="meeting_open_it",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=accounts.isolation.policies.Policy(
                called="go_on",
                check="review_id = any((select isolation.agreeing_reviews())::bigint[])",
                command="update",
                name="meeting_go_on",
                to=("wellschool_web", "wellschool_worker"),
                using="review_id = any((select isolation.agreeing_reviews())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=accounts.isolation.policies.Grant(
                name="meeting_select_insert_to_web_worker",
                right="select, insert",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=accounts.isolation.policies.Grant(
                columns=("current_id", "version", "closed_at", "closed_by_name"),
                name="meeting_update_to_web_worker",
                right="update",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=accounts.isolation.policies.Trigger(
                argument="opened_by_id",
                before="insert",
                called="opened_by_signs",
                calls="signs",
                name="meeting_opened_by_signs",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=accounts.isolation.policies.Trigger(
                argument="closed_by_id",
                before="update",
                called="closed_by_signs",
                calls="signs",
                name="meeting_closed_by_signs",
                when="new.closed_at is not null and old.closed_at is null",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update", calls="closed_guard", name="meeting_closed_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update", calls="meeting_guard", name="meeting_meeting_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="earlyshowingnote",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("early_showing_id", "review_id", "trust_id"),
                name="earlyshowingnote_of_showing",
                table="reviews_earlyshowing",
                to=("id", "review_id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="earlyshowingnote",
            constraint=accounts.isolation.policies.RowSecurity(name="earlyshowingnote_rows"),
        ),
        migrations.AddConstraint(
            model_name="earlyshowingnote",
            constraint=accounts.isolation.policies.Policy(
                called="of_steering",
                command="select",
                name="earlyshowingnote_of_steering",
                to=("wellschool_web", "wellschool_worker"),
                using="trust_id = any((select isolation.steering_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="earlyshowingnote",
            constraint=accounts.isolation.policies.Policy(
                called="record",
                check="trust_id = any((select isolation.lead_trusts())::bigint[])",
                command="insert",
                name="earlyshowingnote_record",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="earlyshowingnote",
            constraint=accounts.isolation.policies.Grant(
                name="earlyshowingnote_select_insert_to_web_worker",
                right="select, insert",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="earlyshowingnote",
            constraint=accounts.isolation.policies.Trigger(
                before="insert", calls="closed_guard", name="earlyshowingnote_closed_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)), fields=("review",), name="consent_one_holds"
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("choice__in", ["nothing", "releases", "agreed"])), name="consent_choice_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("steps_shared", False), ("choice", "agreed"), _connector="OR"),
                name="consent_steps_with_agreed",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("review_id", "trust_id"),
                name="consent_review_in_trust",
                table="reviews_review",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select",), name="consent_rows"),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=accounts.isolation.policies.Policy(
                called="of_members",
                command="select",
                name="consent_of_members",
                to=("wellschool_web", "wellschool_worker"),
                using="trust_id = any((select isolation.member_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=accounts.isolation.policies.Policy(
                called="choose",
                check="trust_id = any((select isolation.exec_trusts())::bigint[])",
                command="insert",
                name="consent_choose",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=accounts.isolation.policies.Policy(
                called="withdraw",
                check="trust_id = any((select isolation.exec_trusts())::bigint[])",
                command="update",
                name="consent_withdraw",
                to=("wellschool_web", "wellschool_worker"),
                using="withdrawn_at is null and trust_id = any((select isolation.exec_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=accounts.isolation.policies.Policy(
                called="of_yst",
                command="select",
                name="consent_of_yst",
                to=("wellschool_yst",),
                using="choice = 'agreed' and withdrawn_at is null and trust_id = any((select isolation.yst_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=accounts.isolation.policies.Grant(
                name="consent_select_insert_to_web_worker",
                right="select, insert",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=accounts.isolation.policies.Grant(
                columns=("withdrawn_at",),
                name="consent_update_to_web_worker",
                right="update",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=accounts.isolation.policies.Grant(
                columns=("trust_id", "review_id", "choice", "steps_shared", "withdrawn_at"),
                name="consent_select_to_yst",
                right="select",
                to=("wellschool_yst",),
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
            model_name="consent",
            constraint=accounts.isolation.policies.Trigger(
                argument="chosen_by_id",
                before="insert",
                called="chosen_by_signs",
                calls="signs",
                name="consent_chosen_by_signs",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=accounts.isolation.policies.Trigger(
                before="insert", called="closed_guard", calls="closed_choice_guard", name="consent_closed_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementnote",
            constraint=models.UniqueConstraint(fields=("review", "statement"), name="agreementnote_once"),
        ),
        migrations.AddConstraint(
            model_name="agreementnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("why__in", ["", "evidence", "schools", "wording", "bar", "vantage", "slip"])),
                name="agreementnote_why_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementnote",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("review_id", "trust_id"),
                name="agreementnote_review_in_trust",
                table="reviews_review",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementnote",
            constraint=accounts.isolation.policies.RowSecurity(name="agreementnote_rows"),
        ),
        migrations.AddConstraint(
            model_name="agreementnote",
            constraint=accounts.isolation.policies.Policy(
                called="of_the_comparison",
                command="select",
                name="agreementnote_of_the_comparison",
                to=("wellschool_web", "wellschool_worker"),
                using="review_id = any((select isolation.comparable_reviews())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementnote",
            constraint=accounts.isolation.policies.Policy(
                called="note_it",
                check="review_id = any((select isolation.agreeing_reviews())::bigint[])",
                command="insert",
                name="agreementnote_note_it",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementnote",
            constraint=accounts.isolation.policies.Policy(
                called="note_again",
                check="review_id = any((select isolation.agreeing_reviews())::bigint[])",
                command="update",
                name="agreementnote_note_again",
                to=("wellschool_web", "wellschool_worker"),
                using="review_id = any((select isolation.agreeing_reviews())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementnote",
            constraint=accounts.isolation.policies.Grant(
                name="agreementnote_select_insert_to_web_worker",
                right="select, insert",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementnote",
            constraint=accounts.isolation.policies.Grant(
                columns=("why", "dissent"),
                name="agreementnote_update_to_web_worker",
                right="update",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementnote",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update", calls="agreement_guard", name="agreementnote_agreement_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementnote",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update", calls="closed_guard", name="agreementnote_closed_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreedlevel",
            constraint=models.UniqueConstraint(fields=("review", "statement"), name="agreedlevel_once"),
        ),
        migrations.AddConstraint(
            model_name="agreedlevel",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__isnull", True), ("level__range", (1, 5)), _connector="OR"),
                name="agreedlevel_level_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreedlevel",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__isnull", True), ("left_open_reason", ""), _connector="OR"),
                name="agreedlevel_or_left_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreedlevel",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("review_id", "trust_id"),
                name="agreedlevel_review_in_trust",
                table="reviews_review",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="agreedlevel",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select",), name="agreedlevel_rows"),
        ),
        migrations.AddConstraint(
            model_name="agreedlevel",
            constraint=accounts.isolation.policies.Policy(
                called="of_agreed",
                command="select",
                name="agreedlevel_of_agreed",
                to=("wellschool_web", "wellschool_worker"),
                using="review_id = any((select isolation.agreed_reviews())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreedlevel",
            constraint=accounts.isolation.policies.Policy(
                called="agree",
                check="review_id = any((select isolation.agreeing_reviews())::bigint[])",
                command="insert",
                name="agreedlevel_agree",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="agreedlevel",
            constraint=accounts.isolation.policies.Policy(
                called="agree_again",
                check="review_id = any((select isolation.agreeing_reviews())::bigint[])",
                command="update",
                name="agreedlevel_agree_again",
                to=("wellschool_web", "wellschool_worker"),
                using="review_id = any((select isolation.agreeing_reviews())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreedlevel",
            constraint=accounts.isolation.policies.Grant(
                name="agreedlevel_select_insert_to_web_worker",
                right="select, insert",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="agreedlevel",
            constraint=accounts.isolation.policies.Grant(
                columns=(
                    "level",
                    "rationale",
                    "left_open_reason",
                    "confirmed_together",
                    "version",
                    "agreed_at",
                    "agreed_by_name",
                ),
                name="agreedlevel_update_to_web_worker",
                right="update",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="agreedlevel",
            constraint=accounts.isolation.policies.Trigger(
                argument="agreed_by_id",
                before="insert or update",
                called="agreed_by_signs",
                calls="signs",
                name="agreedlevel_agreed_by_signs",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreedlevel",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update", calls="agreement_guard", name="agreedlevel_agreement_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreedlevel",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update", calls="closed_guard", name="agreedlevel_closed_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewer",
            constraint=models.UniqueConstraint(fields=("review", "membership"), name="reviewer_once_in_a_review"),
        ),
        migrations.AddConstraint(
            model_name="reviewer",
            constraint=models.UniqueConstraint(fields=("id", "review", "trust"), name="reviewer_id_review_trust"),
        ),
        migrations.AddConstraint(
            model_name="reviewer",
            constraint=models.CheckConstraint(
                condition=models.Q(("submitted", True), ("withdrawn", True), _negated=True),
                name="reviewer_submitted_stays",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewer",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("review_id", "trust_id"),
                name="reviewer_review_in_trust",
                table="reviews_review",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewer",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("membership_id", "trust_id"),
                name="reviewer_membership_in_trust",
                table="accounts_membership",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewer",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select", "update"), name="reviewer_rows"),
        ),
        migrations.AddConstraint(
            model_name="reviewer",
            constraint=accounts.isolation.policies.Policy(
                called="own_or_of_mine",
                command="select",
                name="reviewer_own_or_of_mine",
                to=("wellschool_web", "wellschool_worker"),
                using="id = any((select isolation.my_reviewers())::bigint[]) or review_id = any((select isolation.my_reviews())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewer",
            constraint=accounts.isolation.policies.Policy(
                called="choose",
                check="trust_id = any((select isolation.lead_trusts())::bigint[])",
                command="insert",
                name="reviewer_choose",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewer",
            constraint=accounts.isolation.policies.Policy(
                called="remove_or_consent",
                check="trust_id = any((select isolation.lead_trusts())::bigint[]) or id = any((select isolation.my_reviewers())::bigint[])",
                command="update",
                name="reviewer_remove_or_consent",
                to=("wellschool_web", "wellschool_worker"),
                using="trust_id = any((select isolation.lead_trusts())::bigint[]) or id = any((select isolation.my_reviewers())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewer",
            constraint=accounts.isolation.policies.Policy(
                called="shuffled", command="select", name="reviewer_shuffled", to=("wellschool_shuffler",), using="true"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewer",
            constraint=accounts.isolation.policies.Grant(
                columns=(
                    "id",
                    "trust_id",
                    "review_id",
                    "membership_id",
                    "submitted",
                    "withdrawn",
                    "removed_while_rating",
                    "names_consent",
                ),
                name="reviewer_select_to_web_worker",
                right="select",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewer",
            constraint=accounts.isolation.policies.Grant(
                columns=(
                    "trust_id",
                    "review_id",
                    "membership_id",
                    "submitted",
                    "withdrawn",
                    "removed_while_rating",
                    "names_consent",
                ),
                name="reviewer_insert_to_web_worker",
                right="insert",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewer",
            constraint=accounts.isolation.policies.Grant(
                columns=("withdrawn", "names_consent"),
                name="reviewer_update_to_web_worker",
                right="update",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewer",
            constraint=accounts.isolation.policies.Grant(
                name="reviewer_select_to_shuffler", right="select", to=("wellschool_shuffler",)
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewer",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update", calls="closed_guard", name="reviewer_closed_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewer",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update", calls="reviewer_guard", name="reviewer_reviewer_guard"
            ),
        ),
        migrations.AddIndex(
            model_name="rating",
            index=models.Index(fields=["review"], name="rating_by_review"),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.UniqueConstraint(fields=("reviewer", "statement"), name="rating_once"),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__isnull", True), ("level__range", (1, 5)), _connector="OR"),
                name="rating_level_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(("cant_say", True), ("level__isnull", False), _negated=True),
                name="rating_level_or_cant_say",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("reviewer_id", "review_id", "trust_id"),
                name="rating_reviewer_in_review",
                table="reviews_reviewer",
                to=("id", "review_id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=accounts.isolation.policies.RowSecurity(name="rating_rows"),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=accounts.isolation.policies.Policy(
                called="own_or_shown",
                command="select",
                name="rating_own_or_shown",
                to=("wellschool_web", "wellschool_worker"),
                using="trust_id = any((select isolation.member_trusts())::bigint[]) and (reviewer_id = any((select isolation.my_reviewers())::bigint[]) or reviewer_id = any((select isolation.readable_reviewers())::bigint[]))",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=accounts.isolation.policies.Policy(
                called="read_seat",
                command="select",
                name="rating_read_seat",
                to=("wellschool_rater",),
                using="reviewer_id = nullif(current_setting('isolation.seat', true), '')::bigint",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=accounts.isolation.policies.Policy(
                called="rate",
                check="reviewer_id = nullif(current_setting('isolation.seat', true), '')::bigint",
                command="insert",
                name="rating_rate",
                to=("wellschool_rater",),
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=accounts.isolation.policies.Policy(
                called="rate_again",
                check="reviewer_id = nullif(current_setting('isolation.seat', true), '')::bigint",
                command="update",
                name="rating_rate_again",
                to=("wellschool_rater",),
                using="reviewer_id = nullif(current_setting('isolation.seat', true), '')::bigint",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=accounts.isolation.policies.Policy(
                called="shuffled", command="select", name="rating_shuffled", to=("wellschool_shuffler",), using="true"
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=accounts.isolation.policies.Grant(
                columns=(
                    "id",
                    "trust_id",
                    "review_id",
                    "reviewer_id",
                    "statement_id",
                    "level",
                    "cant_say",
                    "note",
                    "suggestion",
                    "version",
                ),
                name="rating_select_to_web_worker",
                right="select",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=accounts.isolation.policies.Grant(
                name="rating_select_insert_to_rater", right="select, insert", to=("wellschool_rater",)
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=accounts.isolation.policies.Grant(
                columns=("level", "cant_say", "note", "suggestion", "version"),
                name="rating_update_to_rater",
                right="update",
                to=("wellschool_rater",),
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=accounts.isolation.policies.Grant(
                name="rating_select_to_shuffler", right="select", to=("wellschool_shuffler",)
            ),
        ),
        migrations.AddConstraint(
            model_name="earlyshowing",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__in", ["away", "left", "meeting", "other"])),
                name="earlyshowing_reason_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="earlyshowing",
            constraint=models.UniqueConstraint(fields=("id", "review", "trust"), name="earlyshowing_id_review_trust"),
        ),
        migrations.AddConstraint(
            model_name="earlyshowing",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("review_id", "trust_id"),
                name="earlyshowing_review_in_trust",
                table="reviews_review",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="earlyshowing",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("removed_id", "review_id", "trust_id"),
                name="earlyshowing_removed_in_review",
                table="reviews_reviewer",
                to=("id", "review_id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="earlyshowing",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select", "insert"), name="earlyshowing_rows"),
        ),
        migrations.AddConstraint(
            model_name="earlyshowing",
            constraint=accounts.isolation.policies.Policy(
                called="of_steering_or_shown",
                command="select",
                name="earlyshowing_of_steering_or_shown",
                to=("wellschool_web", "wellschool_worker"),
                using="trust_id = any((select isolation.steering_trusts())::bigint[]) or review_id = any((select isolation.comparable_reviews())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="earlyshowing",
            constraint=accounts.isolation.policies.Policy(
                called="record",
                check="trust_id = any((select isolation.lead_trusts())::bigint[])",
                command="insert",
                name="earlyshowing_record",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="earlyshowing",
            constraint=accounts.isolation.policies.Grant(
                name="earlyshowing_select_insert_to_web_worker",
                right="select, insert",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="earlyshowing",
            constraint=accounts.isolation.policies.Trigger(
                argument="by_id",
                before="insert",
                called="by_signs",
                calls="signs",
                name="earlyshowing_by_signs",
                when="new.by_name <> ''",
            ),
        ),
        migrations.AddConstraint(
            model_name="earlyshowing",
            constraint=accounts.isolation.policies.Trigger(
                before="insert", calls="closed_guard", name="earlyshowing_closed_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.UniqueConstraint(fields=("review", "number"), name="snapshot_number_once"),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.UniqueConstraint(fields=("id", "trust"), name="snapshot_id_trust"),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("review_id", "trust_id"),
                name="snapshot_review_in_trust",
                table="reviews_review",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select", "insert"), name="snapshot_rows"),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=accounts.isolation.policies.Policy(
                called="of_members",
                command="select",
                name="snapshot_of_members",
                to=("wellschool_web", "wellschool_worker"),
                using="trust_id = any((select isolation.member_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=accounts.isolation.policies.Policy(
                called="shared",
                command="select",
                name="snapshot_shared",
                to=("wellschool_yst",),
                using="id = any((select isolation.shared_snapshots(false))::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=accounts.isolation.policies.Grant(
                name="snapshot_select_to_web_worker", right="select", to=("wellschool_web", "wellschool_worker")
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=accounts.isolation.policies.Grant(
                columns=("id", "trust_id", "review_id", "number", "signed_off_at"),
                name="snapshot_select_to_yst",
                right="select",
                to=("wellschool_yst",),
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
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("status__in", ["queued", "running"])), fields=["lease_until"], name="report_in_work"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["review", "requested_at"], name="report_by_review"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["trust", "-claimed_at"], name="report_by_turn"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(fields=("id", "trust"), name="report_id_trust"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["queued", "running", "done", "failed", "expired"])),
                name="report_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["full", "board", "answers", "blank", "levels", "ratings", "plan", "progress", "whole"],
                    )
                ),
                name="report_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("format__in", ["pdf", "docx", "xlsx", "csv", "json"])), name="report_format_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("audience", "own"), ("kind", "answers")),
                    models.Q(("audience", "comparison"), models.Q(("kind", "answers"), _negated=True)),
                    models.Q(("audience", "members"), ("kind", "blank")),
                    models.Q(
                        ("audience", "members"),
                        ("choices__contains", {"differences": False, "notes": False, "ratings": False}),
                        ("kind__in", ["full", "board", "levels", "plan", "whole", "progress"]),
                        ("snapshot__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="report_audience_fits",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("review_id", "trust_id"),
                name="report_review_in_trust",
                table="reviews_review",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("snapshot_id", "trust_id"),
                name="report_snapshot_in_trust",
                table="reviews_snapshot",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=accounts.isolation.policies.RowSecurity(name="report_rows"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=accounts.isolation.policies.Policy(
                called="of_its_audience",
                command="select",
                name="report_of_its_audience",
                to=("wellschool_web", "wellschool_worker"),
                using="(audience = 'members' and trust_id = any((select isolation.member_trusts())::bigint[])) or (audience = 'comparison' and review_id = any((select isolation.comparable_reviews())::bigint[])) or (audience = 'own' and requested_by_id = (select isolation.uid()) and trust_id = any((select isolation.working_trusts())::bigint[]))",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=accounts.isolation.policies.Policy(
                called="ask",
                check="requested_by_id = (select isolation.uid()) and ((audience = 'members' and trust_id = any((select isolation.member_trusts())::bigint[])) or (audience = 'comparison' and review_id = any((select isolation.comparable_reviews())::bigint[])) or (audience = 'own' and requested_by_id = (select isolation.uid()) and trust_id = any((select isolation.working_trusts())::bigint[]))) and (snapshot_id is not null or kind not in ('full', 'board', 'levels', 'plan', 'whole') or trust_id = any((select isolation.steering_trusts())::bigint[]))",
                command="insert",
                name="report_ask",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=accounts.isolation.policies.Policy(
                called="retry",
                check="requested_by_id = (select isolation.uid()) and ((audience = 'members' and trust_id = any((select isolation.member_trusts())::bigint[])) or (audience = 'comparison' and review_id = any((select isolation.comparable_reviews())::bigint[])) or (audience = 'own' and requested_by_id = (select isolation.uid()) and trust_id = any((select isolation.working_trusts())::bigint[])))",
                command="update",
                name="report_retry",
                to=("wellschool_web", "wellschool_worker"),
                using="requested_by_id = (select isolation.uid()) and ((audience = 'members' and trust_id = any((select isolation.member_trusts())::bigint[])) or (audience = 'comparison' and review_id = any((select isolation.comparable_reviews())::bigint[])) or (audience = 'own' and requested_by_id = (select isolation.uid()) and trust_id = any((select isolation.working_trusts())::bigint[])))",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=accounts.isolation.policies.Policy(
                called="leases_seen",
                command="select",
                name="report_leases_seen",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'reports'",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=accounts.isolation.policies.Policy(
                called="leases",
                check="(select isolation.job()) = 'reports'",
                command="update",
                name="report_leases",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'reports'",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=accounts.isolation.policies.Grant(
                name="report_select_insert_to_web_worker",
                right="select, insert",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=accounts.isolation.policies.Grant(
                columns=("status", "step", "attempts", "lease", "lease_until", "failure"),
                name="report_update_to_web",
                right="update",
                to=("wellschool_web",),
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=accounts.isolation.policies.Grant(
                columns=(
                    "status",
                    "step",
                    "attempts",
                    "lease",
                    "lease_until",
                    "failure",
                    "claimed_at",
                    "finished_at",
                    "sha256",
                    "size",
                    "pages",
                ),
                name="report_update_to_worker",
                right="update",
                to=("wellschool_worker",),
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
            constraint=accounts.isolation.policies.RowSecurity(name="releasecount_rows"),
        ),
        migrations.AddConstraint(
            model_name="releasecount",
            constraint=accounts.isolation.policies.Policy(
                called="counting",
                check="true",
                command="all",
                name="releasecount_counting",
                to=("wellschool_releaser",),
                using="true",
            ),
        ),
        migrations.AddConstraint(
            model_name="releasecount",
            constraint=accounts.isolation.policies.Grant(
                name="releasecount_select_insert_update_delete_to_releaser",
                right="select, insert, update, delete",
                to=("wellschool_releaser",),
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshotlevel",
            constraint=models.UniqueConstraint(fields=("snapshot", "statement"), name="snapshotlevel_once"),
        ),
        migrations.AddConstraint(
            model_name="snapshotlevel",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("snapshot_id", "trust_id"),
                name="snapshotlevel_in_trust",
                table="reviews_snapshot",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshotlevel",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select", "insert"), name="snapshotlevel_rows"),
        ),
        migrations.AddConstraint(
            model_name="snapshotlevel",
            constraint=accounts.isolation.policies.Policy(
                called="of_members",
                command="select",
                name="snapshotlevel_of_members",
                to=("wellschool_web", "wellschool_worker"),
                using="trust_id = any((select isolation.member_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshotlevel",
            constraint=accounts.isolation.policies.Policy(
                called="shared",
                command="select",
                name="snapshotlevel_shared",
                to=("wellschool_yst",),
                using="snapshot_id = any((select isolation.shared_snapshots(false))::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshotlevel",
            constraint=accounts.isolation.policies.Grant(
                name="snapshotlevel_select_to_web_worker", right="select", to=("wellschool_web", "wellschool_worker")
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshotlevel",
            constraint=accounts.isolation.policies.Grant(
                columns=("trust_id", "snapshot_id", "statement_id", "level"),
                name="snapshotlevel_select_to_yst",
                right="select",
                to=("wellschool_yst",),
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
        migrations.AddConstraint(
            model_name="snapshotstep",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("snapshot_id", "trust_id"),
                name="snapshotstep_in_trust",
                table="reviews_snapshot",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshotstep",
            constraint=accounts.isolation.policies.RowSecurity(guard=("insert",), name="snapshotstep_rows"),
        ),
        migrations.AddConstraint(
            model_name="snapshotstep",
            constraint=accounts.isolation.policies.Policy(
                called="of_members",
                command="select",
                name="snapshotstep_of_members",
                to=("wellschool_web", "wellschool_worker"),
                using="trust_id = any((select isolation.member_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshotstep",
            constraint=accounts.isolation.policies.Policy(
                called="shared",
                command="select",
                name="snapshotstep_shared",
                to=("wellschool_yst",),
                using="snapshot_id = any((select isolation.shared_snapshots(true))::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshotstep",
            constraint=accounts.isolation.policies.Grant(
                name="snapshotstep_select_to_web_worker", right="select", to=("wellschool_web", "wellschool_worker")
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshotstep",
            constraint=accounts.isolation.policies.Grant(
                columns=(
                    "trust_id",
                    "snapshot_id",
                    "statement_id",
                    "domain_id",
                    "text",
                    "due_on",
                    "half_term",
                    "status",
                ),
                name="snapshotstep_select_to_yst",
                right="select",
                to=("wellschool_yst",),
            ),
        ),
        migrations.AddConstraint(
            model_name="stepupdate",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("next_step_id", "review_id", "trust_id"),
                name="stepupdate_of_step",
                table="reviews_nextstep",
                to=("id", "review_id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="stepupdate",
            constraint=accounts.isolation.policies.RowSecurity(name="stepupdate_rows"),
        ),
        migrations.AddConstraint(
            model_name="stepupdate",
            constraint=accounts.isolation.policies.Policy(
                called="read",
                command="select",
                name="stepupdate_read",
                to=("wellschool_web", "wellschool_worker"),
                using="review_id = any((select isolation.comparable_reviews())::bigint[]) or shown and trust_id = any((select isolation.member_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="stepupdate",
            constraint=accounts.isolation.policies.Policy(
                called="follow_up",
                check="review_id = any((select isolation.comparable_reviews())::bigint[])",
                command="insert",
                name="stepupdate_follow_up",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="stepupdate",
            constraint=accounts.isolation.policies.Grant(
                name="stepupdate_select_insert_to_web_worker",
                right="select, insert",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="stepupdate",
            constraint=accounts.isolation.policies.Trigger(
                argument="by_id", before="insert", called="by_signs", calls="signs", name="stepupdate_by_signs"
            ),
        ),
        migrations.AddConstraint(
            model_name="stepupdate",
            constraint=accounts.isolation.policies.Trigger(
                before="insert", calls="closed_guard", name="stepupdate_closed_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="stepupdate",
            constraint=accounts.isolation.policies.Trigger(
                before="insert", calls="update_shown", name="stepupdate_update_shown"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                condition=models.Q(("recalled_at__isnull", True)), fields=("reviewer",), name="submission_standing_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("reviewer_id", "review_id", "trust_id"),
                name="submission_reviewer_in_review",
                table="reviews_reviewer",
                to=("id", "review_id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select",), name="submission_rows"),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=accounts.isolation.policies.Policy(
                called="own_or_shown",
                command="select",
                name="submission_own_or_shown",
                to=("wellschool_web", "wellschool_worker"),
                using="reviewer_id = any((select isolation.my_reviewers())::bigint[]) or review_id = any((select isolation.comparable_reviews())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=accounts.isolation.policies.Policy(
                called="submit",
                check="reviewer_id = any((select isolation.my_reviewers())::bigint[]) and review_id = any((select isolation.rateable_reviews())::bigint[])",
                command="insert",
                name="submission_submit",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=accounts.isolation.policies.Policy(
                called="recall",
                check="reviewer_id = any((select isolation.my_reviewers())::bigint[])",
                command="update",
                name="submission_recall",
                to=("wellschool_web", "wellschool_worker"),
                using="reviewer_id = any((select isolation.my_reviewers())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=accounts.isolation.policies.Grant(
                columns=("id", "trust_id", "review_id", "reviewer_id", "submitted_at", "recalled_at"),
                name="submission_select_to_web_worker",
                right="select",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=accounts.isolation.policies.Grant(
                columns=("trust_id", "review_id", "reviewer_id", "submitted_at", "recalled_at"),
                name="submission_insert_to_web_worker",
                right="insert",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=accounts.isolation.policies.Grant(
                columns=("recalled_at",),
                name="submission_update_to_web_worker",
                right="update",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update", calls="closed_guard", name="submission_closed_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update", calls="submission_guard", name="submission_submission_guard"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update", calls="submit_complete", name="submission_submit_complete"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=accounts.isolation.policies.Trigger(
                after="insert or update", calls="after_submission", name="submission_after_submission"
            ),
        ),
        migrations.AddIndex(
            model_name="supportlevel",
            index=models.Index(fields=["trust", "-id"], name="supportlevel_newest"),
        ),
        migrations.AddConstraint(
            model_name="supportlevel",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["light", "regular", "close"])), name="supportlevel_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="supportlevel",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("trust_id",), name="supportlevel_trust_exists", table="accounts_trust", to=("id",)
            ),
        ),
        migrations.AddConstraint(
            model_name="supportlevel",
            constraint=accounts.isolation.policies.RowSecurity(name="supportlevel_rows"),
        ),
        migrations.AddConstraint(
            model_name="supportlevel",
            constraint=accounts.isolation.policies.Policy(
                called="of_yst",
                command="select",
                name="supportlevel_of_yst",
                to=("wellschool_yst",),
                using="trust_id = any((select isolation.yst_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportlevel",
            constraint=accounts.isolation.policies.Policy(
                called="set_it",
                check="trust_id = any((select isolation.yst_trusts())::bigint[]) and set_by_id = (select isolation.uid())",
                command="insert",
                name="supportlevel_set_it",
                to=("wellschool_yst",),
            ),
        ),
        migrations.AddConstraint(
            model_name="supportlevel",
            constraint=accounts.isolation.policies.Policy(
                called="of_members",
                command="select",
                name="supportlevel_of_members",
                to=("wellschool_web", "wellschool_worker"),
                using="trust_id = any((select isolation.member_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportlevel",
            constraint=accounts.isolation.policies.Grant(
                name="supportlevel_select_insert_to_yst", right="select, insert", to=("wellschool_yst",)
            ),
        ),
        migrations.AddConstraint(
            model_name="supportlevel",
            constraint=accounts.isolation.policies.Grant(
                columns=("id", "trust_id", "level", "set_at", "set_by_name"),
                name="supportlevel_select_to_web_worker",
                right="select",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddIndex(
            model_name="supportnote",
            index=models.Index(fields=["trust", "-happened_on", "-id"], name="supportnote_newest"),
        ),
        migrations.AddConstraint(
            model_name="supportnote",
            constraint=models.UniqueConstraint(
                fields=("id", "trust", "shown_to_trust"), name="supportnote_id_trust_shown"
            ),
        ),
        migrations.AddConstraint(
            model_name="supportnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["visit", "call", "offer", "other"])), name="supportnote_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="supportnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="supportnote_has_text"
            ),
        ),
        migrations.AddConstraint(
            model_name="supportnote",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(
                    django.db.models.functions.text.Length("text"), 4000
                ),
                name="supportnote_not_too_long",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportnote",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("trust_id",), name="supportnote_trust_exists", table="accounts_trust", to=("id",)
            ),
        ),
        migrations.AddConstraint(
            model_name="supportnote",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("corrects_id", "trust_id", "shown_to_trust"),
                name="supportnote_corrects_its_like",
                table="reviews_supportnote",
                to=("id", "trust_id", "shown_to_trust"),
            ),
        ),
        migrations.AddConstraint(
            model_name="supportnote",
            constraint=accounts.isolation.policies.RowSecurity(name="supportnote_rows"),
        ),
        migrations.AddConstraint(
            model_name="supportnote",
            constraint=accounts.isolation.policies.Policy(
                called="of_yst",
                command="select",
                name="supportnote_of_yst",
                to=("wellschool_yst",),
                using="trust_id = any((select isolation.yst_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportnote",
            constraint=accounts.isolation.policies.Policy(
                called="write",
                check="trust_id = any((select isolation.yst_trusts())::bigint[]) and written_by_id = (select isolation.uid()) and written_at = statement_timestamp()",
                command="insert",
                name="supportnote_write",
                to=("wellschool_yst",),
            ),
        ),
        migrations.AddConstraint(
            model_name="supportnote",
            constraint=accounts.isolation.policies.Policy(
                called="change",
                check="trust_id = any((select isolation.yst_trusts())::bigint[]) and written_by_id = (select isolation.uid())",
                command="update",
                name="supportnote_change",
                to=("wellschool_yst",),
                using="trust_id = any((select isolation.yst_trusts())::bigint[]) and written_by_id = (select isolation.uid()) and written_at > now() - interval '1 day'",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportnote",
            constraint=accounts.isolation.policies.Policy(
                called="shown",
                command="select",
                name="supportnote_shown",
                to=("wellschool_web", "wellschool_worker"),
                using="shown_to_trust and trust_id = any((select isolation.member_trusts())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportnote",
            constraint=accounts.isolation.policies.Grant(
                name="supportnote_select_insert_to_yst", right="select, insert", to=("wellschool_yst",)
            ),
        ),
        migrations.AddConstraint(
            model_name="supportnote",
            constraint=accounts.isolation.policies.Grant(
                columns=("kind", "happened_on", "text", "shown_to_trust", "changed_at"),
                name="supportnote_update_to_yst",
                right="update",
                to=("wellschool_yst",),
            ),
        ),
        migrations.AddConstraint(
            model_name="supportnote",
            constraint=accounts.isolation.policies.Grant(
                columns=(
                    "id",
                    "trust_id",
                    "uuid",
                    "kind",
                    "happened_on",
                    "text",
                    "shown_to_trust",
                    "corrects_id",
                    "written_by_name",
                    "written_at",
                    "changed_at",
                ),
                name="supportnote_select_to_web_worker",
                right="select",
                to=("wellschool_web", "wellschool_worker"),
            ),
        ),
        migrations.AddConstraint(
            model_name="portfoliofile",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("export_id", "requested_by_id"),
                name="portfoliofile_of_export",
                table="reviews_portfolioexport",
                to=("id", "requested_by_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="portfoliofile",
            constraint=accounts.isolation.policies.RowSecurity(name="portfoliofile_rows"),
        ),
        migrations.AddConstraint(
            model_name="portfoliofile",
            constraint=accounts.isolation.policies.Policy(
                called="mine",
                command="select",
                name="portfoliofile_mine",
                to=("wellschool_yst",),
                using="requested_by_id = (select isolation.uid()) and (select isolation.yst()) and trust_ids <@ (select isolation.yst_trusts())::bigint[] and snapshot_ids <@ (select isolation.shared_snapshots(false))::bigint[]",
            ),
        ),
        migrations.AddConstraint(
            model_name="portfoliofile",
            constraint=accounts.isolation.policies.Policy(
                called="finish",
                check="requested_by_id = (select isolation.uid()) and (select isolation.yst()) and trust_ids <@ (select isolation.yst_trusts())::bigint[] and snapshot_ids <@ (select isolation.shared_snapshots(false))::bigint[]",
                command="insert",
                name="portfoliofile_finish",
                to=("wellschool_yst",),
            ),
        ),
        migrations.AddConstraint(
            model_name="portfoliofile",
            constraint=accounts.isolation.policies.Policy(
                called="expire",
                command="delete",
                name="portfoliofile_expire",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'exports' and exists (select 1 from reviews_portfolioexport e where e.id = export_id and e.status = 'expired')",
            ),
        ),
        migrations.AddConstraint(
            model_name="portfoliofile",
            constraint=accounts.isolation.policies.Grant(
                name="portfoliofile_select_insert_to_yst", right="select, insert", to=("wellschool_yst",)
            ),
        ),
        migrations.AddConstraint(
            model_name="portfoliofile",
            constraint=accounts.isolation.policies.Grant(
                name="portfoliofile_delete_to_worker", right="delete", to=("wellschool_worker",)
            ),
        ),
        migrations.AddConstraint(
            model_name="reportfile",
            constraint=accounts.isolation.policies.CompositeForeignKey(
                columns=("report_id", "trust_id"),
                name="reportfile_of_report",
                table="reviews_report",
                to=("id", "trust_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="reportfile",
            constraint=accounts.isolation.policies.RowSecurity(name="reportfile_rows"),
        ),
        migrations.AddConstraint(
            model_name="reportfile",
            constraint=accounts.isolation.policies.Policy(
                called="of_its_audience",
                command="select",
                name="reportfile_of_its_audience",
                to=("wellschool_web", "wellschool_worker"),
                using="trust_id = any((select isolation.member_trusts())::bigint[]) and exists (select 1 from reviews_report r where r.id = report_id)",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportfile",
            constraint=accounts.isolation.policies.Policy(
                called="finish",
                check="exists (select 1 from reviews_report r where r.id = report_id and r.requested_by_id = (select isolation.uid()) and r.status = 'done')",
                command="insert",
                name="reportfile_finish",
                to=("wellschool_worker",),
            ),
        ),
        migrations.AddConstraint(
            model_name="reportfile",
            constraint=accounts.isolation.policies.Policy(
                called="expire",
                command="delete",
                name="reportfile_expire",
                to=("wellschool_worker",),
                using="(select isolation.job()) = 'reports' and exists (select 1 from reviews_report r where r.id = report_id and r.status = 'expired')",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportfile",
            constraint=accounts.isolation.policies.Grant(
                name="reportfile_select_to_web_worker", right="select", to=("wellschool_web", "wellschool_worker")
            ),
        ),
        migrations.AddConstraint(
            model_name="reportfile",
            constraint=accounts.isolation.policies.Grant(
                name="reportfile_insert_delete_to_worker", right="insert, delete", to=("wellschool_worker",)
            ),
        ),
        LoadRules("reviews/review/sql/frame.sql", "e5a18b122268"),
        LoadRules("reviews/review/sql/lookups.sql", "148b4eea849a"),
        LoadRules("reviews/review/sql/shuffling.sql", "cbce7c11d455"),
        LoadRules("reviews/review/sql/rating.sql", "09615a25d3fb"),
        LoadRules("reviews/review/sql/saving.sql", "7783595e3f42"),
        LoadRules("reviews/review/sql/reviewers.sql", "1f5e58e63456"),
        LoadRules("reviews/review/sql/stages.sql", "4f52a5144445"),
        LoadRules("reviews/review/sql/agreeing.sql", "6291b27e2820"),
        LoadRules("reviews/plan/sql/steps.sql", "b09f7855d219"),
        LoadRules("reviews/home/sql/comparison.sql", "4f3c24b10383"),
        LoadRules("reviews/meeting/sql/meetings.sql", "9c627f79ed57"),
        LoadRules("reviews/releases/sql/reading.sql", "1ee76e9fe286"),
        LoadRules("reviews/releases/sql/telling.sql", "5a0af14570e3"),
        LoadRules("reviews/releases/sql/making.sql", "97adcd9da2d9"),
        LoadRules("reviews/releases/sql/keeping.sql", "bf0abd7538c7"),
    ]
