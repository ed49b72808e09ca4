"""Web server and worker do not start on a role that could see through the walls between trusts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.serving import Served, demo_environment, finished, serving
from wellschool.database.bootstrap import prepare_server

WEB = ["-c", "import wellschool.wsgi"]
WORKER = ["-m", "celery", "--app", "wellschool", "worker", "--pool", "solo"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("refusals")) as served:
        yield served


def start(server: Served, argv: list[str], role: str, valkey: Path) -> tuple[int, str]:
    addresses = {"CACHE_URL": f"unix://{valkey}", "BROKER_URL": f"redis+socket://{valkey}"}
    return finished(argv, demo_environment(DB_HOST=str(server.run), DB_ROLE=role, **addresses))


@pytest.mark.parametrize(
    ("statement", "argv", "role", "words"),
    [
        ("alter role wellschool_web superuser", WEB, "web", "is a superuser"),
        ("alter role wellschool_web bypassrls", WEB, "web", "may bypass row-level security"),
        ("alter role wellschool_worker bypassrls", WORKER, "worker", "may bypass row-level security"),
        ("alter role wellschool_web set track_activities = on", WEB, "web", "track_activities"),
        ("grant temporary on database wellschool to public", WEB, "web", "may create tables"),
        ("select 1", WEB, "migrate", "must be wellschool_web or wellschool_worker"),
        ("select 1", WEB, "web", "row-level security is not forced"),
    ],
)
def test_process_refuses_an_unsafe_role(
    server: Served, tmp_path: Path, statement: str, argv: list[str], role: str, words: str
) -> None:
    server.run_as_superuser(statement)

    code, said = start(server, argv, role, tmp_path / "no-valkey")

    prepare_server(f"host={server.run} user=postgres", "wellschool")  # mends it
    assert code == 1
    assert words in said


def test_set_up_mends_a_role_that_was_given_more(server: Served) -> None:
    server.run_as_superuser("alter role wellschool_worker superuser bypassrls createrole createdb")

    prepare_server(f"host={server.run} user=postgres", "wellschool")

    rights = "rolsuper or rolbypassrls or rolcreaterole or rolcreatedb"
    assert server.ask(f"select {rights} from pg_roles where rolname = 'wellschool_worker'") == "False"
