"""Asking the web server whether it can serve: `python -m wellschool.services.health` ends with 0 if so.

The supervisor waits for it; containers call it as their health check, whose output says what is degraded.
"""

import http.client
import os
import sys

PATH = "/health/"


def health(*, port: int, host: str = "localhost", seconds: float = 5) -> str:
    """What the web server on this machine's `port` says of itself as the site `host`; empty if it cannot serve."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        connection.request("GET", PATH, headers={"Host": host})
        answer = connection.getresponse()
        return answer.read().decode() if answer.status == http.HTTPStatus.OK else ""
    except (OSError, http.client.HTTPException):
        return ""
    finally:
        connection.close()


def is_healthy(*, port: int, host: str = "localhost", seconds: float = 5) -> bool:
    """Whether it can serve, degraded or not."""
    return bool(health(port=port, host=host, seconds=seconds))


if __name__ == "__main__":
    site = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    said = health(port=int(os.environ.get("PORT", "8000")), host=site)
    print(said or "The web server does not answer, or not with 200.")  # noqa: T201
    sys.exit(0 if said else 1)
