"""Names are readable lines, sort as people read them, and are found by what is meant."""

from django.db import migrations, models

import accounts.name_columns
from accounts.isolation.migration_files import hold_names, sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_mail_service"),
    ]

    operations = [
        migrations.RunSQL(sql_file("accounts", "0007_names.sql"), migrations.RunSQL.noop),
        migrations.RemoveIndex(
            model_name="registeredtrust",
            name="registeredtrust_by_name",
        ),
        migrations.RemoveField(
            model_name="importedtrust",
            name="words",
        ),
        migrations.AddField(
            model_name="earliername",
            name="name_key",
            field=accounts.name_columns.SortKey(of="name"),
        ),
        migrations.AddField(
            model_name="importedschool",
            name="name_key",
            field=accounts.name_columns.SortKey(of="name"),
        ),
        migrations.AddField(
            model_name="importedschool",
            name="register_name",
            field=accounts.name_columns.NameColumn(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="importedtrust",
            name="name_key",
            field=accounts.name_columns.SortKey(of="name"),
        ),
        migrations.AddField(
            model_name="importedtrust",
            name="register_name",
            field=accounts.name_columns.NameColumn(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="membership",
            name="name_key",
            field=accounts.name_columns.SortKey(of="name"),
        ),
        migrations.AddField(
            model_name="registeredtrust",
            name="name_key",
            field=accounts.name_columns.SortKey(of="name"),
        ),
        migrations.AddField(
            model_name="registeredtrust",
            name="register_name",
            field=accounts.name_columns.NameColumn(
                blank=True, default="", max_length=200, verbose_name="name as the register writes it"
            ),
        ),
        migrations.AddField(
            model_name="school",
            name="name_key",
            field=accounts.name_columns.SortKey(of="name"),
        ),
        migrations.AddField(
            model_name="school",
            name="register_name",
            field=accounts.name_columns.NameColumn(
                blank=True, default="", max_length=200, verbose_name="name as the register writes it"
            ),
        ),
        migrations.AddField(
            model_name="trust",
            name="found_by",
            field=accounts.name_columns.FoundBy(of="name"),
        ),
        migrations.AddField(
            model_name="trust",
            name="name_key",
            field=accounts.name_columns.SortKey(of="name"),
        ),
        migrations.AddField(
            model_name="ystperson",
            name="name_key",
            field=accounts.name_columns.SortKey(of="name"),
        ),
        migrations.AlterField(
            model_name="auditevent",
            name="by_name",
            field=accounts.name_columns.NameColumn(blank=True, max_length=100),
        ),
        migrations.AlterField(
            model_name="earliername",
            name="name",
            field=accounts.name_columns.NameColumn(max_length=200),
        ),
        migrations.AlterField(
            model_name="importedschool",
            name="local_authority",
            field=accounts.name_columns.NameColumn(blank=True, max_length=100),
        ),
        migrations.AlterField(
            model_name="importedschool",
            name="name",
            field=accounts.name_columns.NameColumn(max_length=200),
        ),
        migrations.AlterField(
            model_name="importedtrust",
            name="name",
            field=accounts.name_columns.NameColumn(max_length=200),
        ),
        migrations.AlterField(
            model_name="importedtrust",
            name="town",
            field=accounts.name_columns.NameColumn(blank=True, max_length=100),
        ),
        migrations.AlterField(
            model_name="invitation",
            name="invited_by_name",
            field=accounts.name_columns.NameColumn(max_length=100),
        ),
        migrations.AlterField(
            model_name="joinrequest",
            name="decided_by_name",
            field=accounts.name_columns.NameColumn(blank=True, max_length=100),
        ),
        migrations.AlterField(
            model_name="joinrequest",
            name="job_title",
            field=accounts.name_columns.NameColumn(max_length=100),
        ),
        migrations.AlterField(
            model_name="joinrequest",
            name="name",
            field=accounts.name_columns.NameColumn(max_length=100),
        ),
        migrations.AlterField(
            model_name="membership",
            name="job_title",
            field=accounts.name_columns.NameColumn(blank=True, max_length=100),
        ),
        migrations.AlterField(
            model_name="membership",
            name="name",
            field=accounts.name_columns.NameColumn(max_length=100),
        ),
        migrations.AlterField(
            model_name="registeredtrust",
            name="name",
            field=accounts.name_columns.NameColumn(max_length=200),
        ),
        migrations.AlterField(
            model_name="registeredtrust",
            name="town",
            field=accounts.name_columns.NameColumn(blank=True, max_length=100),
        ),
        migrations.AlterField(
            model_name="registerimport",
            name="uploaded_by_name",
            field=accounts.name_columns.NameColumn(max_length=100),
        ),
        migrations.AlterField(
            model_name="school",
            name="local_authority",
            field=accounts.name_columns.NameColumn(blank=True, max_length=100),
        ),
        migrations.AlterField(
            model_name="school",
            name="name",
            field=accounts.name_columns.NameColumn(max_length=200),
        ),
        migrations.AlterField(
            model_name="trust",
            name="name",
            field=accounts.name_columns.NameColumn(max_length=200),
        ),
        migrations.AlterField(
            model_name="ystperson",
            name="name",
            field=accounts.name_columns.NameColumn(max_length=100),
        ),
        migrations.AddIndex(
            model_name="registeredtrust",
            index=models.Index(fields=["name_key", "id"], name="registeredtrust_by_name"),
        ),
        hold_names("accounts_auditevent", blank=("by_name",)),
        hold_names("accounts_earliername", "name"),
        hold_names("accounts_importedschool", "name", blank=("local_authority",)),
        hold_names("accounts_importedtrust", "name", blank=("town",)),
        hold_names("accounts_invitation", "invited_by_name"),
        hold_names("accounts_joinrequest", "job_title", "name", blank=("decided_by_name",)),
        hold_names("accounts_membership", "name", blank=("job_title",)),
        hold_names("accounts_registeredtrust", "name", blank=("town",)),
        hold_names("accounts_registerimport", "uploaded_by_name"),
        hold_names("accounts_school", "name", blank=("local_authority",)),
        hold_names("accounts_trust", "name"),
        hold_names("accounts_ystperson", "name"),
    ]
