"""What the function that makes releases reads of frameworks."""

from django.db import migrations

import accounts.isolation.policies


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0002_published"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="domain",
            constraint=accounts.isolation.policies.AlsoReads(
                columns=("id", "pillar_id"), name="domain_for_releases", to=("wellschool_releaser",), using="true"
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
            model_name="statement",
            constraint=accounts.isolation.policies.AlsoReads(
                columns=("id", "domain_id"), name="statement_for_releases", to=("wellschool_releaser",), using="true"
            ),
        ),
    ]
