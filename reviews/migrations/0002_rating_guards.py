"""Triggers on ratings, submissions and reviewers."""

from django.db import migrations

from accounts.isolation.migration_files import sql_file


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial"), ("accounts", "0002_guards")]
    operations = [migrations.RunSQL(sql_file("reviews", "0002_rating_guards.sql"), migrations.RunSQL.noop)]
