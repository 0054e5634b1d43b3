"""Providers of identities on loopback: an OpenID Connect one, Google's and GitHub's answers."""

import base64
import hashlib
import json
import threading
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, Self
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

CLIENT_ID, CLIENT_SECRET = "our-id", "our-secret"
Claims = dict[str, Any]


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


KEY: Final = new_key()


class Provider:
    """What it says of the next visitor is in `claims`; `signed` makes the token of them."""

    def __init__(self) -> None:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.answer(provider.read(urlsplit(self.path).path))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                status, answer = provider.exchange(parse_qs(body))
                if self.path == "/plain-token":  # GitHub signs nothing
                    answer.pop("id_token", None)
                self.answer((status, answer))

            def answer(self, found: tuple[int, Any]) -> None:
                status, data = found
                content = json.dumps(data).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.claims: Claims = {}
        self.codes: dict[str, Claims] = {}
        self.status = 200
        self.signed: Callable[[Claims], str] = sign
        self.userinfo: Claims | None = None
        self.issuer = self.url

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def visit(self, authorization_url: str, **claims: Any) -> tuple[str, str]:
        """Somebody logs in there and is sent back: the code, and the state."""
        asked = {
            name: values[0] for name, values in parse_qs(urlsplit(authorization_url).query).items()
        }
        assert asked["code_challenge_method"] == "S256"
        code = uuid.uuid4().hex
        self.codes[code] = {
            "challenge": asked["code_challenge"],
            "redirect_uri": asked["redirect_uri"],
            "claims": {
                "iss": self.issuer,
                "aud": CLIENT_ID,
                "exp": int(time.time()) + 300,
                "nonce": asked["nonce"],
                **self.claims,
                **claims,
            },
        }
        return code, asked["state"]

    def exchange(self, given: dict[str, list[str]]) -> tuple[int, Any]:
        if self.status != 200:
            return self.status, {}
        kept = self.codes.pop(given["code"][0], None)
        verifier = hashlib.sha256(given.get("code_verifier", [""])[0].encode()).digest()
        if (
            kept is None
            or kept["redirect_uri"] != given["redirect_uri"][0]
            or kept["challenge"] != base64.urlsafe_b64encode(verifier).decode().rstrip("=")
            or given["client_secret"] != [CLIENT_SECRET]
        ):
            return 400, {"error": "invalid_grant"}
        self.current = kept["claims"]
        return 200, {"access_token": "theirs", "id_token": self.signed(kept["claims"])}

    def read(self, path: str) -> tuple[int, Any]:
        pages: dict[str, Callable[[], Any]] = {
            "/.well-known/openid-configuration": self.configuration,
            "/jwks": self.keys,
            "/certs": lambda: {"first": certificate()},
            "/userinfo": lambda: self.userinfo or self.current,
            "/user": lambda: {"id": 7, "name": "Ada", "login": "ada"},
            "/user/emails": self.addresses,
        }
        return (self.status, {}) if self.status != 200 else (200, pages[path]())

    def configuration(self) -> dict[str, str]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
        }

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{**public, "kid": "first", "alg": "RS256"}]}

    def addresses(self) -> list[dict[str, Any]]:
        """GitHub's: the primary one need not come first."""
        claims = self.current
        primary = {"email": claims["email"], "primary": True, "verified": claims["email_verified"]}
        return [{"email": "other@acme.test", "primary": False, "verified": True}, primary]


def sign(claims: Claims, key: Any = KEY, algorithm: str = "RS256") -> str:
    return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": "first"})


def certificate() -> str:
    """Google publishes its keys as certificates."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "provider")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(KEY.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(KEY, hashes.SHA256())
    )
    return signed.public_bytes(serialization.Encoding.PEM).decode()
