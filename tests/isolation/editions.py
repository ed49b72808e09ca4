"""Two more framework versions: one of two statements, for walks through many reviews, and one that is unpublished."""

from accounts.isolation.roles import as_database_role
from frameworks.models import Domain, Framework, FrameworkVersion, Level, Pillar, Statement
from tests.builders import NOON


def load_small_editions() -> None:
    with as_database_role("wellschool_migrate"):
        small = Framework.objects.create(slug="small", name="Small")
        edition(small, "1", published=True)
        edition(Framework.objects.get(slug="well-school-trust"), "next", published=False)


def edition(framework: Framework, number: str, *, published: bool) -> None:
    version = FrameworkVersion.objects.create(
        framework=framework, number=number, name=f"{framework.name} {number}", fingerprint="0" * 64, in_place_from=2
    )
    for value, name in enumerate(("Emerging", "Established", "Embedded"), 1):
        Level.objects.create(version=version, value=value, name=name, description=name)
    pillar = Pillar.objects.create(version=version, number=1, slug="only", name="Only", tagline="One", strands=["a"])
    domain = Domain.objects.create(
        version=version, pillar=pillar, number=1, title="Only", short_title="Only", description="The only one."
    )
    for n in (1, 2):
        Statement.objects.create(version=version, domain=domain, number=n, text=f"Statement {n}.")
    if published:
        version.published_at = NOON
        version.save(update_fields=["published_at"])
