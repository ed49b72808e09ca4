"""Triggers on the life of a review, agreement and next steps."""

from django.db import migrations

from accounts.isolation.migration_files import sql_file


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_rating_guards")]
    operations = [migrations.RunSQL(sql_file("reviews", "0003_stage_guards.sql"), migrations.RunSQL.noop)]
