"""What the list of attacks asks of parts that are not built yet: strictly expected to fail, until they are."""

import psycopg
import pytest

FUNCTION = "select 1 from pg_proc where pronamespace = 'isolation'::regnamespace and proname = %s"


@pytest.mark.xfail(
    strict=True, reason="missing: isolation.erase_person, owned by wellschool_eraser, for the worker only"
)
def test_a_person_is_erased_by_the_worker_and_by_no_unlisted_role(raw: psycopg.Connection) -> None:
    with raw.transaction(force_rollback=True):
        query = f"{FUNCTION} and proowner = 'wellschool_eraser'::regrole"
        assert raw.execute(query, ["erase_person"]).fetchone()
        allowed = "select has_function_privilege(%s::text, oid, 'execute') from pg_proc where proname = 'erase_person'"
        for role, may in (("wellschool_worker", True), ("wellschool_web", False), ("wellschool_yst", False)):
            assert raw.execute(allowed, [role]).fetchone() == (may,)
