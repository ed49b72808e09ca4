"""PostgreSQL where checkouts really are, and after what really happens to it."""

import os
import signal
import stat
import time
from pathlib import Path

import psutil
import pytest

from tests.services.serving import serving
from wellschool.services.postgres import LONGEST_SOCKET_FOLDER, OF, clear_orphans
from wellschool.services.processes import is_alive

LONG = "a-folder-with-a-rather-long-name-as-they-are-made-by-some-build-servers-and-synchronised-drives"


@pytest.mark.parametrize("name", ["with spaces in it", "one, two", "100% ‘théâtre’"])
def test_postgres_answers_below_any_folder(open_folder: Path, name: str) -> None:
    (open_folder / name).mkdir()

    with serving(open_folder / name) as server:
        assert server.ask("select 1") == "1"


def test_postgres_puts_its_socket_into_a_short_private_folder_when_the_path_is_long(open_folder: Path) -> None:
    """Which one depends on the checkout too: where nobody else may walk to the binaries, all of it lies elsewhere."""
    (open_folder / LONG).mkdir()

    with serving(open_folder / LONG) as server:
        assert len(os.fsencode(server.run / ".s.PGSQL.5432.lock")) <= LONGEST_SOCKET_FOLDER + 22
        assert not server.run.is_relative_to(open_folder)
        assert stat.S_IMODE(server.run.stat().st_mode) == 0o700
        assert server.ask("select 1") == "1"
    assert not server.run.exists()


def test_postgres_is_not_reached_by_tcp(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        assert server.ask("show listen_addresses") == ""
        assert psutil.Process(server.pid).net_connections("inet") == []


def test_postgres_ends_with_its_owner(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        process = psutil.Process(server.pid)
        server.owner.kill()
        end = time.monotonic() + 10
        while is_alive(process) and time.monotonic() < end:
            time.sleep(0.05)

    assert not is_alive(process)
    with serving(tmp_path):
        pass  # and removes what the killed one left


def test_postgres_starts_over_the_stale_files_of_a_killed_run(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        server.run_as_superuser("set synchronous_commit = on", "create table kept (id int)")
        server.owner.kill()
        psutil.Process(server.pid).send_signal(signal.SIGKILL)
        server.owner.wait()
    names_a_living_process = f"{os.getpid()}\n"
    (server.data / "postmaster.pid").write_text(names_a_living_process)
    (server.run / ".s.PGSQL.5432.lock").write_text(names_a_living_process)

    with serving(tmp_path) as again:
        assert again.ask("select count(*) from kept") == "0"


def test_what_a_killed_run_left_elsewhere_goes_once_its_own_folder_is_gone(tmp_path: Path) -> None:
    for name, its in (("kept", tmp_path), ("left", tmp_path / "gone"), ("foreign", None)):
        (tmp_path / f"wellschool-0-{name}" / "postgres").mkdir(parents=True)
        if its:
            (tmp_path / f"wellschool-0-{name}" / OF).write_text(str(its))

    clear_orphans(tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["wellschool-0-foreign", "wellschool-0-kept"]
