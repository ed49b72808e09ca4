"""Trusts of the demo's national picture, loaded by the command."""

import pytest
from django.core.management import call_command
from pytest_django import Settings

from accounts.isolation.roles import as_database_role
from accounts.models import Trust
from wellschool.demo.country import NAMES
from wellschool.demo.management.commands.seed_demo_country import Command


@pytest.mark.django_db
def test_the_command_loads_other_trusts_once(settings: Settings) -> None:
    settings.DEMO = True

    for _ in range(2):
        with as_database_role("wellschool_owner"):  # as migrations are, when wellschool_migrate signs in
            call_command(Command())

    with as_database_role("wellschool_migrate"):
        assert Trust.objects.filter(slug__startswith="country-").count() == len(NAMES)
