"""A published version never changes."""

from django.db import migrations

from accounts.isolation.migration_files import sql_file


class Migration(migrations.Migration):
    dependencies = [("frameworks", "0001_initial")]
    operations = [migrations.RunSQL(sql_file("frameworks", "0002_published.sql"), migrations.RunSQL.noop)]
