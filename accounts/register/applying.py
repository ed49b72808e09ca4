"""Applying a checked import: all good rows or none, in one transaction, and what follows for trusts that are here."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import BooleanField, F, Func
from django.utils import timezone

from accounts import audit
from accounts.isolation.actor import Actor, acting_as
from accounts.models import Trust, YstPerson
from accounts.outbox.jobs import Held
from accounts.register.hooks import register_applied
from accounts.register.import_models import ImportStatus, RegisterImport
from accounts.register.models import RegisteredTrust
from accounts.register.statements import APPLY

FACTS = ("name", "group_id", "region", "phase", "schools", "pupils")


@dataclass(frozen=True)
class FactsChanged:
    """What the register says otherwise than the profile of a trust that is here: by column, before and after."""

    trust_id: int
    slug: str
    facts: dict[str, tuple[object, object]]


def apply_checked(held: Held[RegisterImport]) -> None:
    """Everything in one transaction, or, when another worker has taken over, nothing."""
    with held.acting():
        now = timezone.now()
        with connection.cursor() as cursor:
            for statement in APPLY:
                cursor.execute(statement, {"id": held.pk, "today": timezone.localdate(now)})
        changed = bring_facts_to_trusts()
        register_applied.send(apply_checked, user_id=held.user_id, at=now)
        held.finish(ImportStatus.APPLIED, finished_at=now)
        _record(held.user_id, changed, now)


def bring_facts_to_trusts() -> list[FactsChanged]:
    """Each trust that is here says what the register says; where the register says nothing, what was typed stays."""
    changed = []
    same = Func(F("name"), F("registered__name"), function="isolation.same_letters", output_field=BooleanField())
    trusts = Trust.objects.filter(registered__isnull=False).select_related("registered").annotate(name_is_same=same)
    for trust in trusts.order_by("pk"):
        assert trust.registered is not None  # noqa: S101 filtered above
        facts = differences(trust, trust.registered, name_is_same=trust.name_is_same)
        if facts:
            Trust.objects.filter(pk=trust.pk).update(**{name: after for name, (_, after) in facts.items()})
            changed.append(FactsChanged(trust.pk, trust.slug, facts))
    return changed


def differences(
    trust: Trust, registered: RegisteredTrust, *, name_is_same: bool = False
) -> dict[str, tuple[object, object]]:
    """Facts on which the register says otherwise. The same name in the trust's own spelling is no other name."""
    found = {}
    for fact in FACTS:
        before, after = getattr(trust, fact), getattr(registered, fact)
        if after in ("", None) or after == before:
            continue
        if fact != "name" or not name_is_same:
            found[fact] = (before, after)
    return found


def _record(user_id: int, changed: list[FactsChanged], at: datetime) -> None:
    """In each trust's log what was brought in, in the name of the manager who asked."""
    with acting_as(Actor(user_id=user_id, yst=True)):
        person = YstPerson.objects.get(user_id=user_id)
        for one in changed:
            facts = {name: list(pair) for name, pair in one.facts.items()}
            audit.record(
                "trust.facts_from_register", by=person, at=at, trust_id=one.trust_id, target=f"trust {one.slug}",
                facts=", ".join(facts), changes=facts,
            )  # fmt: skip


__all__ = ["FactsChanged", "apply_checked", "bring_facts_to_trusts", "differences"]
