"""Triggers on memberships and YST people; what invitations look up."""

from django.db import migrations

from accounts.isolation.migration_files import sql_file


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("account", "0001_initial")]
    operations = [migrations.RunSQL(sql_file("accounts", "0002_guards.sql"), migrations.RunSQL.noop)]
