import django.db.models.deletion
from django.db import migrations, models

import accounts.isolation.policies
from accounts.isolation.rules import LoadRules


class Migration(migrations.Migration):
    initial = True

    dependencies = [("accounts", "0001_initial")]  # row policies ask who is acting

    operations = [
        migrations.CreateModel(
            name="Framework",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("position", models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                "constraints": [
                    accounts.isolation.policies.RowSecurity(guard=("select",), name="framework_rows"),
                    accounts.isolation.policies.Policy(
                        called="read",
                        command="select",
                        name="framework_read",
                        to=("wellschool_web", "wellschool_worker"),
                        using="true",
                    ),
                    accounts.isolation.policies.Policy(
                        called="read_by_yst",
                        command="select",
                        name="framework_read_by_yst",
                        to=("wellschool_yst",),
                        using="(select isolation.yst())",
                    ),
                    accounts.isolation.policies.Grant(
                        name="framework_select_to_web_worker_yst",
                        right="select",
                        to=("wellschool_web", "wellschool_worker", "wellschool_yst"),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FrameworkVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=120)),
                ("in_place_from", models.PositiveSmallIntegerField()),
                ("words", models.JSONField(default=dict)),
                ("fingerprint", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="frameworks.framework"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Level",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=40)),
                ("description", models.CharField(max_length=300)),
                ("awaiting_approval", models.BooleanField(default=False)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="levels",
                        to="frameworks.frameworkversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Pillar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("slug", models.SlugField(max_length=40)),
                ("name", models.CharField(max_length=60)),
                ("tagline", models.CharField(max_length=200)),
                ("strands", models.JSONField(default=list)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pillars",
                        to="frameworks.frameworkversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Domain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=120)),
                ("short_title", models.CharField(max_length=60)),
                ("other_title", models.CharField(blank=True, max_length=120)),
                ("description", models.TextField()),
                ("other_description", models.TextField(blank=True)),
                ("beside", models.CharField(blank=True, max_length=120)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="domains",
                        to="frameworks.frameworkversion",
                    ),
                ),
                (
                    "pillar",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="domains",
                        to="frameworks.pillar",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                (
                    "domain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="frameworks.domain"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="frameworks.frameworkversion",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="frameworkversion",
            constraint=models.UniqueConstraint(fields=("framework", "number"), name="frameworkversion_number_once"),
        ),
        migrations.AddConstraint(
            model_name="frameworkversion",
            constraint=models.UniqueConstraint(fields=("id", "framework"), name="frameworkversion_id_framework"),
        ),
        migrations.AddConstraint(
            model_name="frameworkversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("in_place_from__range", (2, 5))), name="frameworkversion_in_place_from_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="frameworkversion",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select",), name="frameworkversion_rows"),
        ),
        migrations.AddConstraint(
            model_name="frameworkversion",
            constraint=accounts.isolation.policies.Policy(
                called="read",
                command="select",
                name="frameworkversion_read",
                to=("wellschool_web", "wellschool_worker"),
                using="true",
            ),
        ),
        migrations.AddConstraint(
            model_name="frameworkversion",
            constraint=accounts.isolation.policies.Policy(
                called="read_by_yst",
                command="select",
                name="frameworkversion_read_by_yst",
                to=("wellschool_yst",),
                using="(select isolation.yst())",
            ),
        ),
        migrations.AddConstraint(
            model_name="frameworkversion",
            constraint=accounts.isolation.policies.Grant(
                name="frameworkversion_select_to_web_worker_yst",
                right="select",
                to=("wellschool_web", "wellschool_worker", "wellschool_yst"),
            ),
        ),
        migrations.AddConstraint(
            model_name="frameworkversion",
            constraint=accounts.isolation.policies.AlsoReads(
                columns=("id", "framework_id"),
                name="frameworkversion_for_releases",
                to=("wellschool_releaser",),
                using="true",
            ),
        ),
        migrations.AddConstraint(
            model_name="frameworkversion",
            constraint=accounts.isolation.policies.Trigger(
                before="update or delete", calls="version_is_frozen", name="frameworkversion_version_is_frozen"
            ),
        ),
        migrations.AddConstraint(
            model_name="level",
            constraint=models.UniqueConstraint(fields=("version", "value"), name="level_value_once"),
        ),
        migrations.AddConstraint(
            model_name="level",
            constraint=models.CheckConstraint(condition=models.Q(("value__range", (1, 5))), name="level_value_known"),
        ),
        migrations.AddConstraint(
            model_name="level",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select",), name="level_rows"),
        ),
        migrations.AddConstraint(
            model_name="level",
            constraint=accounts.isolation.policies.Policy(
                called="read",
                command="select",
                name="level_read",
                to=("wellschool_web", "wellschool_worker"),
                using="true",
            ),
        ),
        migrations.AddConstraint(
            model_name="level",
            constraint=accounts.isolation.policies.Policy(
                called="read_by_yst",
                command="select",
                name="level_read_by_yst",
                to=("wellschool_yst",),
                using="(select isolation.yst())",
            ),
        ),
        migrations.AddConstraint(
            model_name="level",
            constraint=accounts.isolation.policies.Grant(
                name="level_select_to_web_worker_yst",
                right="select",
                to=("wellschool_web", "wellschool_worker", "wellschool_yst"),
            ),
        ),
        migrations.AddConstraint(
            model_name="level",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update or delete", calls="content_is_frozen", name="level_content_is_frozen"
            ),
        ),
        migrations.AddConstraint(
            model_name="pillar",
            constraint=models.UniqueConstraint(fields=("version", "number"), name="pillar_number_once"),
        ),
        migrations.AddConstraint(
            model_name="pillar",
            constraint=models.UniqueConstraint(fields=("version", "slug"), name="pillar_slug_once"),
        ),
        migrations.AddConstraint(
            model_name="pillar",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select",), name="pillar_rows"),
        ),
        migrations.AddConstraint(
            model_name="pillar",
            constraint=accounts.isolation.policies.Policy(
                called="read",
                command="select",
                name="pillar_read",
                to=("wellschool_web", "wellschool_worker"),
                using="true",
            ),
        ),
        migrations.AddConstraint(
            model_name="pillar",
            constraint=accounts.isolation.policies.Policy(
                called="read_by_yst",
                command="select",
                name="pillar_read_by_yst",
                to=("wellschool_yst",),
                using="(select isolation.yst())",
            ),
        ),
        migrations.AddConstraint(
            model_name="pillar",
            constraint=accounts.isolation.policies.Grant(
                name="pillar_select_to_web_worker_yst",
                right="select",
                to=("wellschool_web", "wellschool_worker", "wellschool_yst"),
            ),
        ),
        migrations.AddConstraint(
            model_name="pillar",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update or delete", calls="content_is_frozen", name="pillar_content_is_frozen"
            ),
        ),
        migrations.AddConstraint(
            model_name="domain",
            constraint=models.UniqueConstraint(fields=("version", "number"), name="domain_number_once"),
        ),
        migrations.AddConstraint(
            model_name="domain",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select",), name="domain_rows"),
        ),
        migrations.AddConstraint(
            model_name="domain",
            constraint=accounts.isolation.policies.Policy(
                called="read",
                command="select",
                name="domain_read",
                to=("wellschool_web", "wellschool_worker"),
                using="true",
            ),
        ),
        migrations.AddConstraint(
            model_name="domain",
            constraint=accounts.isolation.policies.Policy(
                called="read_by_yst",
                command="select",
                name="domain_read_by_yst",
                to=("wellschool_yst",),
                using="(select isolation.yst())",
            ),
        ),
        migrations.AddConstraint(
            model_name="domain",
            constraint=accounts.isolation.policies.Grant(
                name="domain_select_to_web_worker_yst",
                right="select",
                to=("wellschool_web", "wellschool_worker", "wellschool_yst"),
            ),
        ),
        migrations.AddConstraint(
            model_name="domain",
            constraint=accounts.isolation.policies.AlsoReads(
                columns=("id", "pillar_id"), name="domain_for_releases", to=("wellschool_releaser",), using="true"
            ),
        ),
        migrations.AddConstraint(
            model_name="domain",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update or delete", calls="content_is_frozen", name="domain_content_is_frozen"
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(fields=("domain", "number"), name="statement_number_once"),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=accounts.isolation.policies.RowSecurity(guard=("select",), name="statement_rows"),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=accounts.isolation.policies.Policy(
                called="read",
                command="select",
                name="statement_read",
                to=("wellschool_web", "wellschool_worker"),
                using="true",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=accounts.isolation.policies.Policy(
                called="read_by_yst",
                command="select",
                name="statement_read_by_yst",
                to=("wellschool_yst",),
                using="(select isolation.yst())",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=accounts.isolation.policies.Grant(
                name="statement_select_to_web_worker_yst",
                right="select",
                to=("wellschool_web", "wellschool_worker", "wellschool_yst"),
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=accounts.isolation.policies.AlsoReads(
                columns=("id", "domain_id"), name="statement_for_releases", to=("wellschool_releaser",), using="true"
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=accounts.isolation.policies.Trigger(
                before="insert or update or delete", calls="content_is_frozen", name="statement_content_is_frozen"
            ),
        ),
        LoadRules("frameworks/sql/content.sql", "1c62bf02b6ed"),
    ]
