"""What the function that makes releases reads of trusts."""

from django.db import migrations

import accounts.isolation.policies


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_trust_logo"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="trust",
            constraint=accounts.isolation.policies.AlsoReads(
                columns=("id", "region", "phase", "schools"),
                name="trust_for_releases",
                to=("wellschool_releaser",),
                using="true",
            ),
        ),
    ]
