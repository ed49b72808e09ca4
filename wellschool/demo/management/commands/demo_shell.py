"""Django's shell on the demo: as nobody until told, so that the database shows what it would show that person."""

from django.core.management.commands import shell

from wellschool.demo.people import WHO_TO_BE

OURS = [
    "accounts.isolation.actor.Actor",
    "accounts.isolation.actor.acting_as",
    "wellschool.demo.people.somebody",
]
NOBODY_ACTS = f"""\
Nobody is acting, and row-level security holds here, too: most tables look empty. To act as somebody:
    with acting_as(somebody("{WHO_TO_BE}")): print(Review.objects.all())
"""


class Command(shell.Command):
    """`manage.py demo_shell`, which `make shell` calls."""

    help = "A shell on the running demo."

    def get_auto_imports(self) -> list[str]:
        """Every model, and what acting takes."""
        return [*(super().get_auto_imports() or []), *OURS]

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(NOBODY_ACTS)
        super().handle(*args, **options)
