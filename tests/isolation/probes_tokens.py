"""The signed context: what is forged, cut or borrowed is refused; what is merely set has no effect."""

from django.conf import settings

from accounts.isolation.actor import Actor, signed_context
from tests.isolation.database import WEB, YST, Database
from tests.isolation.probe import probe
from tests.isolation.world import World

REFUSED = ("42501", "context refused")
READS = (
    "select count(*) from reviews_rating",
    "select count(*) from accounts_trust",
    "update reviews_review set title = 'X'",
    "select isolation.uid()",
    "select isolation.job()",
    "select * from isolation.shuffled_ratings(1)",
)


def token_of(db: Database, w: World, pid_off: int = 0, key: bytes | None = None) -> str:
    actor = Actor(w.rating.lead.user_id)
    return signed_context(actor, db.raw.info.backend_pid + pid_off, key or settings.ISOLATION_KEY)


@probe(36)
def a_forged_cut_or_borrowed_token_is_refused(db: Database, w: World) -> None:
    good = token_of(db, w)
    user, trust, job, pid, mac = good.split(".")
    other = str(w.named.lead.user_id)
    bad = [
        token_of(db, w, pid_off=1),  # another connection's
        token_of(db, w, key=b"guessed" * 8),
        ".".join((other, trust, job, pid, mac)),
        ".".join((user, w.rating.slug, job, pid, mac)),
        ".".join((user, trust, "mail", pid, mac)),
        good.replace(mac, ""),
        good.replace(mac, "0" * 64),
        *(good[:-1], good[:10], f"{good}0", f".{good}", user, "x", "...."),
    ]
    for token in bad:
        for role in (WEB, YST):
            with db.with_context(token, role):
                db.refuses(REFUSED, "select isolation.uid()")
        with db.with_context(token, WEB):
            for statement in READS:
                db.refuses(REFUSED, statement)


@probe(36)
def a_good_token_names_its_person_trust_and_job(db: Database, w: World) -> None:
    with db.as_person(w.rating.lead, trust=w.rating.slug):
        assert db.rows("select isolation.uid(), isolation.trust(), isolation.job()") == [
            (w.rating.lead.user_id, w.rating.id, None)
        ]
    with db.as_person(None, job="mail"):
        assert db.rows("select isolation.uid(), isolation.trust(), isolation.job()") == [(None, None, "mail")]
    with db.as_person(None):
        assert db.rows("select isolation.uid(), isolation.trust(), isolation.job()") == [(None, None, None)]


@probe(36)
def a_plain_setting_has_no_effect(db: Database, w: World) -> None:
    with db.as_person(w.rating.colleague):
        for name in ("app.user_id", "app.trust", "app.job", "app.role", "role.name", "isolation.uid"):
            db.rows("select set_config(%s, %s, true)", name, str(w.named.lead.user_id))
        assert set(db.column("select reviewer_id from reviews_rating")) == {w.rating.colleague.reviewer_id}
        assert db.column("select id from accounts_trust") == [w.rating.id]
        assert db.one("select isolation.uid()") == w.rating.colleague.user_id


@probe(36)
def nobody_reads_the_signing_key_or_the_seeds(db: Database, w: World) -> None:
    for person, role in (
        (w.rating.lead, WEB),
        (w.advisor, YST),
        (None, "wellschool_worker"),
        (None, "wellschool_owner"),
    ):
        with db.as_person(person, role=role):
            for table in ("signing_key", "shuffle_seed"):
                db.refuses(("42501", "permission denied"), f"select * from isolation.{table}")
                db.refuses(("42501", "permission denied"), f"delete from isolation.{table}")
