"""Triggers on review meetings."""

from django.db import migrations

from accounts.isolation.migration_files import sql_file


class Migration(migrations.Migration):
    dependencies = [("reviews", "0004_meeting")]
    operations = [migrations.RunSQL(sql_file("reviews", "0005_meeting_guards.sql"), migrations.RunSQL.noop)]
