"""Asking the web server whether it can serve: `python -m wellschool.services.health` ends with 0 if so.

The supervisor waits for it; containers call it as their health check.
"""

import http.client
import os
import sys

PATH = "/health/"


def is_healthy(*, port: int, host: str = "localhost", seconds: float = 5) -> bool:
    """Whether the web server on this machine's `port` answers as the site `host` with 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        connection.request("GET", PATH, headers={"Host": host})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    site = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    sys.exit(0 if is_healthy(port=int(os.environ.get("PORT", "8000")), host=site) else 1)
