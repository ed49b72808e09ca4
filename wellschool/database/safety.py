"""Refusing to start on a database or role that would make the isolation void."""

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from wellschool.database.roles import INNER, OWNER

OLDEST = 18  # names are sorted and found with its collation; row security's known leaks are mended in all of it
ALLOWED_ROLES = ("wellschool_web", "wellschool_worker", "wellschool_test")
NOBODYS = (OWNER, *INNER, "wellschool_migrate", "wellschool_backup")  # no process that acts for people may become one

QUESTION = """
select current_setting('server_version_num')::int, session_user, r.rolsuper, r.rolbypassrls, r.rolcreaterole,
  current_setting('track_activities') = 'on',
  has_database_privilege(current_database(), 'temporary'),
  has_schema_privilege('public', 'create'),
  exists (select 1 from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
          and c.relowner = r.oid),
  exists (select 1 from pg_roles g
          where g.rolname = any(%s)
            and pg_has_role(session_user, g.oid, 'member')),
  (select count(*) from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname = 'reviews_rating'
   and c.relrowsecurity and c.relforcerowsecurity)
from pg_roles r where r.rolname = session_user
"""


def unsafe_about_database() -> list[str]:
    """What is unsafe about the role and server that this process is connected to, in words; empty when all is well."""
    with connection.cursor() as cursor:
        cursor.execute(QUESTION, [list(NOBODYS)])
        version, role, superuser, bypass, createrole, activities, temporary, create, owns, member, forced = (
            cursor.fetchone()
        )
    major, minor = divmod(version, 10000)
    problems = [
        (role not in ALLOWED_ROLES, f"it signs in as {role}; it must be wellschool_web or wellschool_worker"),
        (superuser or bypass or createrole, f"{role} is a superuser, may bypass row-level security or make roles"),
        (owns or member, f"{role} owns tables or may become a role that does"),
        (activities, f"{role} has track_activities on: sessions would see each other's statements"),
        (temporary or create, f"{role} may create tables or functions"),
        (not forced, "row-level security is not forced on ratings: run the migrations"),
        (major < OLDEST, f"PostgreSQL {major}.{minor} is too old: it must be {OLDEST} or newer"),
    ]
    return [words for wrong, words in problems if wrong]


def refuse_unsafe_database() -> None:
    """Raise, with every reason, unless the database keeps trusts and reviewers apart."""
    try:
        problems = unsafe_about_database()
    finally:
        connection.close()
    if problems:
        raise ImproperlyConfigured("The database is not safe to use: " + "; ".join(problems) + ".")
