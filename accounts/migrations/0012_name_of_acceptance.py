"""Who accepted the terms is a name like any other."""

from django.db import migrations

import accounts.name_columns
from accounts.isolation.migration_files import hold_names


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_group_id_is_no_question"),
    ]

    operations = [
        migrations.AlterField(
            model_name="termsacceptance",
            name="accepted_by_name",
            field=accounts.name_columns.NameColumn(max_length=100),
        ),
        hold_names("accounts_termsacceptance", "accepted_by_name"),
    ]
