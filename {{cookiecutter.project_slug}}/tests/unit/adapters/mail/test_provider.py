"""Mail by a provider's API: the request that it gets, and what a refusal does."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.conf import LazySettings

from adapters.mail.base import Mail
from adapters.mail.direct import DirectMailSender

HELLO = Mail(to="ada@acme.test", subject="Hello", text="Hello Ada", html="<p>Hello Ada</p>")
ACCEPTED = {"ErrorCode": 0, "Message": "OK", "MessageID": "1", "To": "ada@acme.test"}


class Provider(HTTPServer):
    status = 200
    got: Any = None


class Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got = (self.path, self.headers["X-Postmark-Server-Token"], json.loads(body))
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(ACCEPTED).encode())

    def log_message(self, *args: object) -> None:
        """Nothing: the test looks at what came."""


@pytest.fixture
def provider(settings: LazySettings) -> Iterator[Provider]:
    with Provider(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
        settings.ANYMAIL = {
            "POSTMARK_SERVER_TOKEN": "a token",
            "POSTMARK_API_URL": f"http://127.0.0.1:{server.server_port}/",
        }
        yield server
        server.shutdown()
        thread.join()


def test_the_provider_gets_text_and_html(provider: Provider) -> None:
    DirectMailSender().send(HELLO)

    path, token, sent = provider.got
    assert (path, token) == ("/email", "a token")
    assert sent["To"] == "ada@acme.test"
    assert (sent["TextBody"], sent["HtmlBody"]) == (HELLO.text, HELLO.html)


def test_a_provider_that_fails_is_tried_again(provider: Provider) -> None:
    """By the task, which repeats what ends in an `OSError`."""
    provider.status = 500

    with pytest.raises(OSError, match="500"):
        DirectMailSender().send(HELLO)
