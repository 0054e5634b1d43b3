"""Another system, on this machine, which does as it is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Semaphore, Thread
from typing import Any, Final

METHODS: Final = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
BREAKS_OFF: Final = 0  # in place of a status: the connection ends without an answer


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    headers: dict[str, str]  # names in lower case
    connection: int


@dataclass
class Neighbour:
    port: int = 0
    statuses: list[int] = field(default_factory=list)  # then 200
    headers: dict[str, str] = field(default_factory=dict)
    got: list[Call] = field(default_factory=list)
    arrived: Semaphore = field(default_factory=lambda: Semaphore(0))
    may_answer: Event = field(default_factory=Event)

    def url(self, path: str = "/", *, user: str = "") -> str:
        return f"http://{user}127.0.0.1:{self.port}{path}"


@contextmanager
def listening() -> Iterator[Neighbour]:
    neighbour = Neighbour()
    neighbour.may_answer.set()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            neighbour.got.append(Call(self.command, self.path, headers, self.client_address[1]))
            status = neighbour.statuses.pop(0) if neighbour.statuses else 200
            neighbour.arrived.release()
            neighbour.may_answer.wait(10)
            if status == BREAKS_OFF:
                self.close_connection = True
                return
            try:
                self.send_response(status)
                for name, value in neighbour.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()
            except ConnectionError:
                self.close_connection = True  # who asked has gone away

        def log_message(self, *_: Any) -> None:
            """Nothing: the test looks at what was got."""

    for method in METHODS:
        setattr(Handler, f"do_{method}", Handler.answer)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        neighbour.port = server.server_port
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield neighbour
        finally:
            neighbour.may_answer.set()
            server.shutdown()
            thread.join(timeout=10)
