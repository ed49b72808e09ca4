"""A closed trust is read-only in every table of a review."""

from django.db import migrations

from accounts.isolation.migration_files import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0014_report_turns"),
        ("accounts", "0010_first_invitations_and_closed_trusts"),
    ]
    operations = [migrations.RunSQL(sql_file("reviews", "0011_closed_trusts.sql"), migrations.RunSQL.noop)]
