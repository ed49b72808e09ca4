"""How a release is made, and that a counted review is never shared more widely."""

from django.db import migrations

from accounts.isolation.migration_files import sql_file


class Migration(migrations.Migration):
    dependencies = [("reviews", "0007_release")]
    operations = [migrations.RunSQL(sql_file("reviews", "0008_releasing.sql"), migrations.RunSQL.noop)]
