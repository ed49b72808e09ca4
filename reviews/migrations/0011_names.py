"""Names are readable lines, and sort as people read them."""

from django.db import migrations

import accounts.name_columns
from accounts.isolation.migration_files import hold_names


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0010_support"),
    ]

    operations = [
        migrations.AddField(
            model_name="meetingpresence",
            name="name_key",
            field=accounts.name_columns.SortKey(of="name"),
        ),
        migrations.AlterField(
            model_name="agreedlevel",
            name="agreed_by_name",
            field=accounts.name_columns.NameColumn(max_length=100),
        ),
        migrations.AlterField(
            model_name="consent",
            name="chosen_by_name",
            field=accounts.name_columns.NameColumn(max_length=100),
        ),
        migrations.AlterField(
            model_name="earlyshowing",
            name="by_name",
            field=accounts.name_columns.NameColumn(blank=True, max_length=100),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="closed_by_name",
            field=accounts.name_columns.NameColumn(max_length=100, null=True),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="opened_by_name",
            field=accounts.name_columns.NameColumn(max_length=100),
        ),
        migrations.AlterField(
            model_name="meetingpresence",
            name="name",
            field=accounts.name_columns.NameColumn(max_length=100),
        ),
        migrations.AlterField(
            model_name="nextstep",
            name="owner_name",
            field=accounts.name_columns.NameColumn(blank=True, max_length=100),
        ),
        migrations.AlterField(
            model_name="release",
            name="asked_by_name",
            field=accounts.name_columns.NameColumn(max_length=100),
        ),
        migrations.AlterField(
            model_name="release",
            name="decided_by_name",
            field=accounts.name_columns.NameColumn(blank=True, max_length=100),
        ),
        migrations.AlterField(
            model_name="reopening",
            name="by_name",
            field=accounts.name_columns.NameColumn(max_length=100),
        ),
        migrations.AlterField(
            model_name="report",
            name="requested_by_name",
            field=accounts.name_columns.NameColumn(max_length=100),
        ),
        migrations.AlterField(
            model_name="review",
            name="title",
            field=accounts.name_columns.NameColumn(max_length=120),
        ),
        migrations.AlterField(
            model_name="snapshot",
            name="signed_off_by_name",
            field=accounts.name_columns.NameColumn(max_length=100),
        ),
        migrations.AlterField(
            model_name="snapshotstep",
            name="owner_name",
            field=accounts.name_columns.NameColumn(blank=True, max_length=100),
        ),
        migrations.AlterField(
            model_name="stepupdate",
            name="by_name",
            field=accounts.name_columns.NameColumn(max_length=100),
        ),
        migrations.AlterField(
            model_name="supportlevel",
            name="set_by_name",
            field=accounts.name_columns.NameColumn(max_length=100),
        ),
        migrations.AlterField(
            model_name="supportnote",
            name="written_by_name",
            field=accounts.name_columns.NameColumn(max_length=100),
        ),
        hold_names("reviews_agreedlevel", "agreed_by_name"),
        hold_names("reviews_consent", "chosen_by_name"),
        hold_names("reviews_earlyshowing", blank=("by_name",)),
        hold_names("reviews_meeting", "closed_by_name", "opened_by_name"),
        hold_names("reviews_meetingpresence", "name"),
        hold_names("reviews_nextstep", blank=("owner_name",)),
        hold_names("reviews_release", "asked_by_name", blank=("decided_by_name",)),
        hold_names("reviews_reopening", "by_name"),
        hold_names("reviews_report", "requested_by_name"),
        hold_names("reviews_review", "title"),
        hold_names("reviews_snapshot", "signed_off_by_name"),
        hold_names("reviews_snapshotstep", blank=("owner_name",)),
        hold_names("reviews_stepupdate", "by_name"),
        hold_names("reviews_supportlevel", "set_by_name"),
        hold_names("reviews_supportnote", "written_by_name"),
    ]
