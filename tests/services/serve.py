"""A PostgreSQL in a process of its own, as the supervisor has it: `python -m tests.services.serve FOLDER`.

Says where its socket is and its process number, then waits for its standard input to end.
"""

import sys
from pathlib import Path

from wellschool.database.bootstrap import prepare_server
from wellschool.services.postgres import Postgres


def main(folder: Path) -> None:
    postgres = Postgres(folder, sync=False)
    with (folder / "services.log").open("wb") as log:
        try:
            postgres.start(log)
            prepare_server(postgres.dsn(), "wellschool")
            assert postgres.process is not None
            print(postgres.run, postgres.data, postgres.process.pid, sep="\n", flush=True)  # noqa: T201
            sys.stdin.read()
        finally:
            postgres.stop()
            postgres.remove()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
