"""The real proxy in front of a web server that restarts: requests wait, and what waits too long is told in words."""

import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.services.hello import LONG
from wellschool.settings.environment import ROOT

FILE = ROOT / "deploy" / "Caddyfile"
SECRET = "a-secret-of-an-invitation"
PATIENCE = 3  # seconds, instead of twenty


def free_port() -> int:
    with socket.socket() as test:
        test.bind(("127.0.0.1", 0))
        return int(test.getsockname()[1])


def caddy(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    found = Path(sys.executable).with_name("caddy")
    assert found.exists(), "Caddy is missing: run make/install.sh test"
    return subprocess.Popen(
        [str(found), *arguments, "--config", str(FILE), "--adapter", "caddyfile"],
        env={**os.environ, **environment},
        stderr=subprocess.PIPE,
    )


@dataclass
class Proxy:
    """A proxy at `port`; what answers behind it is started by the test."""

    port: int
    upstream: int
    process: subprocess.Popen[bytes]

    def ask(
        self, method: str = "GET", path: str = "/", body: str | bytes | None = None
    ) -> tuple[int, dict[str, str], str]:
        status, headers, content = self.sent(method, path, body)
        return status, headers, content.decode()

    def sent(
        self, method: str = "GET", path: str = "/", body: str | bytes | None = None, **asked: str
    ) -> tuple[int, dict[str, str], bytes]:
        """The answer as it travels; `asked` are headers, with _ for -."""
        connection = http.client.HTTPConnection("localhost", self.port, timeout=30)
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in asked.items()})
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()

    @contextmanager
    def web_server(self) -> Iterator[None]:
        argv = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.upstream)]
        quiet = ["--no-ws", "--log-level", "warning", "tests.services.hello:application"]
        server = subprocess.Popen([sys.executable, "-m", *argv, *quiet], cwd=ROOT)
        try:
            wait_for(self.upstream)
            yield
        finally:
            server.terminate()
            server.wait(20)


def wait_for(port: int) -> None:
    end = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.05)


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[Proxy]:
    port, upstream = free_port(), free_port()
    process = caddy(
        "run", SITE_HOST=f"http://localhost:{port}", WEB_UPSTREAM=f"127.0.0.1:{upstream}", WEB_PATIENCE=f"{PATIENCE}s",
        CADDY_ADMIN=f"unix/{tmp_path}/admin.sock", XDG_DATA_HOME=str(tmp_path), XDG_CONFIG_HOME=str(tmp_path),
    )  # fmt: skip
    wait_for(port)
    yield Proxy(port, upstream, process)
    process.terminate()
    process.communicate(timeout=20)


def test_requests_wait_while_the_web_server_restarts(proxy: Proxy) -> None:
    answers: list[int] = []

    def ask_on(method: str) -> None:
        while len(answers) < 60:
            answers.append(proxy.ask(method, body="level=2" if method == "POST" else None)[0])
            time.sleep(0.05)

    with proxy.web_server():
        assert proxy.ask()[::2] == (200, "hello")
    asking = [threading.Thread(target=ask_on, args=(method,)) for method in ("GET", "POST")]
    for thread in asking:  # nobody is there
        thread.start()
    time.sleep(0.5)
    with proxy.web_server():
        for thread in asking:
            thread.join()

    assert set(answers) == {200}


def test_who_has_waited_long_is_told_in_words_and_nothing_of_the_address_is_logged(proxy: Proxy) -> None:
    begun = time.monotonic()
    status, headers, page = proxy.ask(path=f"/invitations/{SECRET}/?next={SECRET}")
    proxy.ask("POST", f"/invitations/{SECRET}/acceptance/", "x=1")

    assert time.monotonic() - begun >= PATIENCE
    assert (status, headers["retry-after"]) == (503, "10")
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["cache-control"] == "no-store"
    assert "The service is being restarted" in page
    assert "go back and check whether it is there" in page
    proxy.process.terminate()
    logged = proxy.process.stderr.read().decode() if proxy.process.stderr else ""
    assert "shutdown complete" in logged
    assert SECRET not in logged


@pytest.mark.parametrize(
    ("path", "megabytes", "words"),
    [
        ("/", 5.1, "What you sent is too large, and nothing of it was kept. Go back, and send something smaller."),
        ("/trusts/thistledown/logo/", 6, "This picture is too large, and nothing of it was kept."),
        ("/yst/register/imports/", 281, "These files are too large, and nothing of them was kept."),
    ],
)
def test_a_body_that_is_too_large_is_refused_in_words(proxy: Proxy, path: str, megabytes: float, words: str) -> None:
    with proxy.web_server():
        status, _, said = proxy.ask("POST", path, body=b"x" * int(megabytes * 1_000_000))

    assert status == 413
    assert said.startswith(words)


@pytest.mark.parametrize("takes", ["zstd, gzip", "gzip, deflate, br, zstd", "gzip"])
@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_page_is_sent_compressed(proxy: Proxy, site: str, takes: str) -> None:
    with proxy.web_server():
        _, headers, content = proxy.sent(path="/page/", Accept_Encoding=takes, Sec_Fetch_Site=site)
        _, plain, text = proxy.sent(path="/page/", Accept_Encoding="identity", Sec_Fetch_Site=site)

    assert headers["content-encoding"] in takes
    assert "accept-encoding" in headers["vary"].lower()
    assert len(content) < len(text) / 20
    assert "content-encoding" not in plain
    if headers["content-encoding"] == "gzip":
        assert gzip.decompress(content) == text


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "same-origin, cross-site"])
def test_a_page_to_which_another_site_has_led_is_not_compressed(proxy: Proxy, site: str) -> None:
    """Whatever the other site has guessed stands in the address, and its size tells nothing."""
    asked = {"Sec_Fetch_Site": site} if site else {}
    with proxy.web_server():
        _, headers, content = proxy.sent(path="/page/?name=guess", Accept_Encoding="gzip", **asked)

    assert "content-encoding" not in headers
    assert content == LONG.encode()


def test_what_is_no_page_is_left_as_it_is(proxy: Proxy) -> None:
    with proxy.web_server():
        _, headers, content = proxy.sent(path="/text/", Accept_Encoding="gzip", Sec_Fetch_Site="same-origin")

    assert ("content-encoding" in headers, content) == (False, LONG.encode())


def test_the_proxys_file_is_valid_and_written_as_it_formats_it() -> None:
    for command in (["validate"], ["adapt"]):
        process = caddy(*command, SITE_HOST="wellschool.example")
        assert process.communicate(timeout=30) is not None
        assert process.returncode == 0
    formatted = subprocess.run(
        [str(Path(sys.executable).with_name("caddy")), "fmt", str(FILE)], capture_output=True, text=True, check=False
    )
    assert formatted.stdout == FILE.read_text()


def test_production_runs_the_version_that_is_tried_here() -> None:
    caddy_here = shutil.which("caddy", path=str(Path(sys.executable).parent))
    version = subprocess.run([str(caddy_here), "version"], capture_output=True, text=True, check=True).stdout
    image = re.search(r"image: caddy:(\S+)", (ROOT / "docker-compose.yml").read_text())

    assert image is not None
    assert version.startswith(f"v{image[1]}.")
