"""Tables without row-level security, each with the reason, and the key by which the database checks who is acting.

Set after each migration. A table that is neither here nor has `RowSecurity` is closed to the application, and
`tests/isolation/test_catalogue.py` refuses it.
"""

from hashlib import sha256

from django.apps import AppConfig
from django.conf import settings
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from accounts.isolation.facts import store_facts
from accounts.isolation.roles import as_database_role

LOOKED_UP_FIRST = "read before it is known who is acting; holds an address and a password hash, no name and no role"

# table: (rights of web and worker, rights of yst, reason)
OPEN_TABLES: dict[str, tuple[str, str, str]] = {
    "accounts_user": ("select, insert, update", "select, update", LOOKED_UP_FIRST),
    "account_emailaddress": ("select, insert, update, delete", "select, insert, update, delete", LOOKED_UP_FIRST),
    "django_session": (
        "select, insert, update, delete",
        "select, insert, update, delete",
        "read before it is known who is acting; keyed by a secret",
    ),
    "mfa_authenticator": (
        "select, insert, update, delete",
        "select, insert, update, delete",
        "read at sign-in, before it is known who is acting; its keys are encrypted with a key that is not here",
    ),
    "account_emailconfirmation": (
        "select, delete",
        "select, delete",
        "always empty, as confirmations are signed links; but an address that goes is looked up here first",
    ),
    "auth_group": ("", "", "unused: rights are roles in a trust"),
    "auth_group_permissions": ("", "", "unused: rights are roles in a trust"),
    "auth_permission": ("", "", "unused: rights are roles in a trust"),
    "django_content_type": ("", "", "unused: names of models, no data"),
    "django_migrations": ("select", "", "names of migrations; a start-up check reads them"),
}


# what functions that act for nobody look up in them: who holds an invited address
LOOKED_UP_BY_GUARD = {"accounts_user": ("id", "email"), "account_emailaddress": ("user_id", "email", "verified")}


def after_migrations(*, using: str, app_config: AppConfig, **kwargs: object) -> None:
    """Once all apps are migrated: grants on the open tables, the current signing key, and the facts of rules."""
    if app_config.name != "accounts":
        return
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        needed = ["isolation.signing_key", *OPEN_TABLES]
        cursor.execute("select bool_and(to_regclass(t) is not null) from unnest(%s::text[]) t", [needed])
        if not cursor.fetchone()[0]:
            return  # migrated backwards or in part
        for table, (members, yst, _) in OPEN_TABLES.items():
            cursor.execute(f"revoke all on {table} from wellschool_web, wellschool_worker, wellschool_yst")
            cursor.execute(f"grant select, insert, update, delete on {table} to wellschool_migrate")
            if members:
                cursor.execute(f"grant {members} on {table} to wellschool_web, wellschool_worker")
            if yst:
                cursor.execute(f"grant {yst} on {table} to wellschool_yst")
        for table, columns in LOOKED_UP_BY_GUARD.items():
            cursor.execute(f"grant select ({', '.join(columns)}) on {table} to wellschool_guard")
    with as_database_role("wellschool_guard", using), connections[using].cursor() as cursor:
        store_signing_key(cursor, settings.ISOLATION_KEY)
    store_facts(using)


def store_signing_key(cursor: CursorWrapper, key: bytes) -> None:
    """Make `key` the current one; the one before stays as the second, so that running processes go on.

    Kept as HMAC's two padded keys, so that the database needs no extension: RFC 2104.
    """
    inner, outer = hmac_pads(key)
    cursor.execute("select 1 from isolation.signing_key where id = 1 and inner_pad = %s", [inner])
    if not cursor.fetchone():
        cursor.execute("delete from isolation.signing_key where id = 2")
        cursor.execute("update isolation.signing_key set id = 2 where id = 1")
        cursor.execute("insert into isolation.signing_key values (1, %s, %s)", [inner, outer])


def hmac_pads(key: bytes) -> tuple[bytes, bytes]:
    """HMAC-SHA256's inner and outer key blocks, 64 bytes each."""
    block = (sha256(key).digest() if len(key) > 64 else key).ljust(64, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)
