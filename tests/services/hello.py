"""A web application that answers at once: in a word; with a long page at `/page/`, which may be a file's; with as much
plain text at `/text/`.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

LONG = "<!doctype html><html lang=en-GB><title>A long page</title>" + "<p>One of many rows that are alike.</p>" * 2_000
PAGE = Path(os.environ["HELLO_PAGE"]).read_bytes() if "HELLO_PAGE" in os.environ else LONG.encode()
TEXT, HTML = "text/plain", "text/html; charset=utf-8"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    environ["wsgi.input"].read()
    path = environ["PATH_INFO"]
    start_response("200 OK", [("Content-Type", HTML if path == "/page/" else TEXT)])
    return [PAGE if path in ("/page/", "/text/") else b"hello"]
