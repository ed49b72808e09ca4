"""The gate in front of the application: who has their turn, and who is told at once to come again."""

import io
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from wellschool import gate
from wellschool.gate import IN_A_ROW, MOST_WAITING, ROOM, Gate, Kind, kind_of

SAVE = {"REQUEST_METHOD": "POST", "PATH_INFO": "/trusts/a/reviews/1/rating/3/", "HTTP_HX_REQUEST": "true"}
SAVE |= {"HTTP_COOKIE": "session=1"}
FORM = {"REQUEST_METHOD": "POST", "PATH_INFO": "/trusts/a/people/"}
PAGE = {"REQUEST_METHOD": "GET", "PATH_INFO": "/trusts/a/"}
FILE = {"REQUEST_METHOD": "GET", "PATH_INFO": "/trusts/a/reviews/1/reports/2/file/"}
KINDS = {Kind.SAVE: SAVE, Kind.FORM: FORM, Kind.PAGE: PAGE, Kind.LATER: FILE}


class Application:
    """Works on a request until it is let go; says what it was given, in order."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.held = threading.Event()
        self.most = self.now = 0
        self.lock = threading.Lock()

    def __call__(self, environ: dict[str, str], start_response: Callable[..., object]) -> list[bytes]:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
            self.begun.append(environ.get("name", environ["PATH_INFO"]))
        assert self.held.wait(20)
        with self.lock:
            self.now -= 1
        if environ.get("fails"):
            raise ValueError("of its own")
        start_response("200 OK", [])
        return [b"done"]


@pytest.fixture
def application() -> Application:
    return Application()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(120) as threads:
        yield threads


Answer = tuple[str, dict[str, str], bytes]


def ask(gated: Gate, environ: dict[str, str], **more: str) -> Answer:
    told: list[tuple[str, dict[str, str]]] = []
    given = {**environ, **more, "wsgi.input": io.BytesIO()}
    body = b"".join(gated(given, lambda status, headers: told.append((status, dict(headers)))))  # type: ignore[arg-type]
    return (*told[0], body)


def waiting(gated: Gate) -> int:
    return sum(map(len, gated.waiting.values()))


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def fill(gated: Gate, pool: ThreadPoolExecutor, environ: dict[str, str], many: int) -> list[Future[Answer]]:
    """So many more that work or wait."""
    before = waiting(gated) - gated.free
    asked = [pool.submit(ask, gated, environ) for _ in range(many)]
    until(lambda: waiting(gated) - gated.free == before + many)
    return asked


@pytest.mark.parametrize("kind", Kind)
def test_a_request_is_known_by_its_method_and_address(kind: Kind) -> None:
    assert kind_of(KINDS[kind]) is kind


def test_what_an_open_page_asks_by_itself_can_wait() -> None:
    assert kind_of({**PAGE, "HTTP_X_POLLED": "yes"}) is Kind.LATER


def test_a_save_without_a_session_or_without_a_script_has_no_place_of_its_own() -> None:
    for missing in ("HTTP_COOKIE", "HTTP_HX_REQUEST"):
        assert kind_of({name: value for name, value in SAVE.items() if name != missing}) is Kind.FORM


def test_no_more_are_worked_on_at_once_than_it_says(application: Application, pool: ThreadPoolExecutor) -> None:
    gated = Gate(application, at_once=3)
    asked = fill(gated, pool, SAVE, 20)
    application.held.set()
    assert [future.result(10)[0] for future in asked] == ["200 OK"] * 20
    assert application.most == 3
    assert (gated.free, waiting(gated)) == (3, 0)


def test_saves_have_their_turn_first_and_files_last(application: Application, pool: ThreadPoolExecutor) -> None:
    gated = Gate(application, at_once=1)
    fill(gated, pool, PAGE, 1)
    asked = []
    for n, kind in enumerate((Kind.LATER, Kind.PAGE, Kind.SAVE, Kind.FORM, Kind.SAVE, Kind.PAGE)):
        asked.append(pool.submit(ask, gated, KINDS[kind], name=f"{kind.name} {n}"))
        until(lambda n=n: waiting(gated) == n + 1)
    application.held.set()
    assert all(future.result(10)[0] == "200 OK" for future in asked)
    assert application.begun[1:] == ["SAVE 2", "SAVE 4", "FORM 3", "PAGE 1", "PAGE 5", "LATER 0"]


def test_where_too_many_of_a_kind_wait_one_is_told_at_once_and_other_kinds_have_room(
    application: Application, pool: ThreadPoolExecutor
) -> None:
    gated = Gate(application, at_once=2)
    asked = fill(gated, pool, SAVE, 2)
    for kind, environ in KINDS.items():
        asked += fill(gated, pool, environ, ROOM[kind])
        began = time.monotonic()
        status, headers, _ = ask(gated, environ)
        assert time.monotonic() - began < 0.5  # it did not wait
        assert status.startswith("503")
        assert 2 <= int(headers["Retry-After"]) <= 30
    assert waiting(gated) == MOST_WAITING
    application.held.set()
    assert [future.result(10)[0] for future in asked] == ["200 OK"] * len(asked)  # what was let in is done
    assert len(application.begun) == len(asked)  # and nothing that was turned away was begun


def test_while_many_save_a_page_has_its_turn_now_and_then(application: Application, pool: ThreadPoolExecutor) -> None:
    gated = Gate(application, at_once=1)
    asked = fill(gated, pool, SAVE, 1)
    for environ, many in ((PAGE, 2), (FORM, 1), (SAVE, 24)):
        asked += fill(gated, pool, environ, many)
    application.held.set()
    assert [future.result(10)[0] for future in asked] == ["200 OK"] * len(asked)
    others = [n for n, path in enumerate(application.begun[1:]) if path != SAVE["PATH_INFO"]]
    assert others == [IN_A_ROW, 2 * IN_A_ROW + 1, 3 * IN_A_ROW + 2]
    assert [application.begun[1 + n] for n in others] == [FORM["PATH_INFO"], PAGE["PATH_INFO"], PAGE["PATH_INFO"]]


def test_who_has_waited_too_long_is_told_and_the_others_go_on(
    application: Application, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "PATIENCE", 0.1)
    gated = Gate(application, at_once=1)
    (first,) = fill(gated, pool, PAGE, 1)
    late = [future.result(10)[0] for future in fill(gated, pool, PAGE, 3)]
    assert late == ["503 Service Unavailable"] * 3
    application.held.set()
    assert first.result(10)[0] == "200 OK"
    assert ask(gated, PAGE)[0] == "200 OK"
    assert (gated.free, waiting(gated)) == (1, 0)
    assert len(application.begun) == 2


def test_an_application_that_fails_gives_its_place_back(application: Application) -> None:
    gated = Gate(application, at_once=1)
    application.held.set()
    for _ in range(3):
        with pytest.raises(ValueError, match="of its own"):
            ask(gated, PAGE, fails="yes")
    assert ask(gated, PAGE)[0] == "200 OK"


def test_who_asks_whether_it_is_alive_and_for_a_file_of_ours_does_not_wait(
    application: Application, pool: ThreadPoolExecutor
) -> None:
    gated = Gate(application, at_once=1)
    fill(gated, pool, SAVE, 20)
    asked = [pool.submit(ask, gated, PAGE, PATH_INFO=path) for path in ("/health/", "/ready/", "/static/css/app.css")]
    until(lambda: len(application.begun) == 4)
    application.held.set()
    assert [future.result(10)[0] for future in asked] == ["200 OK"] * 3


@pytest.mark.parametrize(("environ", "words"), [(PAGE, "Try again"), (FORM, "Go back"), (SAVE, "do it again")])
def test_a_person_gets_a_page_and_a_script_words(
    application: Application, pool: ThreadPoolExecutor, environ: dict[str, str], words: str
) -> None:
    gated = Gate(application, at_once=1)
    fill(gated, pool, environ, 1 + ROOM[kind_of(environ)])
    status, headers, body = ask(gated, environ)
    application.held.set()
    assert status.startswith("503")
    assert "Many people are using this just now" in body.decode()
    assert words in body.decode()
    assert ("<h1>" in body.decode()) == (environ is not SAVE)
    assert headers["Cache-Control"] == "no-store"


def test_it_logs_that_it_turns_people_away_and_not_each(
    application: Application, pool: ThreadPoolExecutor, caplog: pytest.LogCaptureFixture
) -> None:
    gated = Gate(application, at_once=1)
    fill(gated, pool, PAGE, 1 + ROOM[Kind.PAGE])
    for _ in range(50):
        ask(gated, PAGE)
    application.held.set()
    assert [record.getMessage() for record in caplog.records] == [
        "More is asked than this process can do. Told to come again: 1."
    ]
