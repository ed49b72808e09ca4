"""Which queue each task waits in, and which worker takes from which queues.

Reports must not keep mail waiting, nor a hanging mail server reports, nor an import of the register either: each kind
has a queue and processes of its own. `docker-compose.yml` and the demo run these workers.
"""

from dataclasses import dataclass

DISPATCH, MAIL, REPORTS, YST = "dispatch", "mail", "reports", "yst"
QUEUES = (DISPATCH, MAIL, REPORTS, YST)

# a task that is not here is refused where it is sent: there is no queue for what nobody thought of
ROUTES = {
    "accounts.publish_outbox": {"queue": DISPATCH},
    "accounts.tidy_up": {"queue": DISPATCH},
    "accounts.recover_imports": {"queue": DISPATCH},
    "reviews.recover_*": {"queue": DISPATCH},
    "reviews.expire_*": {"queue": DISPATCH},
    "reviews.tend_*": {"queue": DISPATCH},
    "accounts.send_mail": {"queue": MAIL},
    "reviews.render_report": {"queue": REPORTS},
    "accounts.check_register": {"queue": YST},
    "accounts.apply_register": {"queue": YST},
    "reviews.make_release": {"queue": YST},
    "reviews.make_portfolio_export": {"queue": YST},
}


@dataclass(frozen=True)
class Worker:
    """One of Celery's workers: its name, what it takes, and how many tasks at once."""

    name: str
    queues: tuple[str, ...]
    processes: int

    def arguments(self) -> list[str]:
        """What follows `celery --app wellschool`."""
        return [
            *("worker", "--hostname", f"{self.name}@%h", "--queues", ",".join(self.queues)),
            *("--concurrency", str(self.processes), "--loglevel", "WARNING"),
        ]


WORKERS = (
    Worker("mail", (DISPATCH, MAIL), 2),  # mail is sent by one at a time, so the other dispatches
    Worker("reports", (REPORTS,), 2),
    Worker("yst", (YST,), 1),
)
