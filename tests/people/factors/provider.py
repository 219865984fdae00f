"""A provider of OpenID Connect, in a process of its own, which says its port.

It speaks the protocol with signed tokens: discovery, keys, the code flow with PKCE and a secret,
`prompt`, `max_age`, `auth_time`, `nonce`. A test settles at /control who sits there, what the token
claims, what it leaves out, and how it misbehaves.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "keyholder", "what only the program and its provider know"
KID = "key-1"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ANOTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
HOUR = 3600

settled: dict[str, Any] = {}
codes: dict[str, dict[str, str]] = {}
asked: list[dict[str, str]] = []


def _now() -> int:
    """A test settles the time, and from then on it passes: people take theirs."""
    return int(settled["now"] + time.monotonic() - settled["settled_at"])


class Provider(BaseHTTPRequestHandler):
    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.connection.getsockname()[1]}"

    def do_GET(self) -> None:
        place = urlsplit(self.path)
        query = dict(parse_qsl(place.query))
        if place.path == "/.well-known/openid-configuration":
            return self._json(
                {
                    "issuer": self.issuer,
                    "authorization_endpoint": f"{self.issuer}/authorize",
                    "token_endpoint": f"{self.issuer}/token",
                    "userinfo_endpoint": f"{self.issuer}/userinfo",
                    "jwks_uri": f"{self.issuer}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        if place.path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            return self._json({"keys": [public | {"kid": KID, "alg": "RS256", "use": "sig"}]})
        if place.path == "/authorize":
            return self._authorize(query)
        return self._json({"error": "not_found"}, 404)

    def _authorize(self, query: dict[str, str]) -> None:
        """Silently where somebody is signed in here, unless they must be asked again."""
        asked.append(query)
        known = query["client_id"] == CLIENT and query["code_challenge_method"] == "S256"
        if not known or "openid" not in query["scope"].split():
            return self._json({"error": "invalid_request"}, 400)
        must = query.get("prompt") == "login" or query.get("max_age") == "0"
        at = settled["signed_in_at"]
        if must and not settled.get("asks_nobody"):
            if settled.get("nobody_there"):
                return self._json({"page": "Who are you?"})
            at = _now()
        code = secrets.token_urlsafe(16)
        codes[code] = query | {"auth_time": str(at)}
        back = {"code": code, "state": query["state"]}
        self.send_response(302)
        self.send_header("Location", f"{query['redirect_uri']}?{urlencode(back)}")
        self.end_headers()
        return None

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/control":
            settled.clear()
            settled.update(json.loads(body), settled_at=time.monotonic())
            return self._json({"asked": asked})
        sent = dict(parse_qsl(body))
        found = codes.pop(sent.get("code", ""), None)
        if found is None or not self._proved(sent, found):
            return self._json({"error": "invalid_grant"}, 400)
        return self._json(
            {"access_token": "unused", "token_type": "Bearer", "id_token": self._token(found)}
        )

    def _proved(self, sent: dict[str, str], found: dict[str, str]) -> bool:
        hashed = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(hashed).rstrip(b"=").decode()
        return (
            (sent.get("client_id"), sent.get("client_secret")) == (CLIENT, SECRET)
            and sent.get("redirect_uri") == found["redirect_uri"]
            and challenge == found["code_challenge"]
        )

    def _token(self, found: dict[str, str]) -> str:
        now = _now()
        said = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + HOUR,
            "nonce": found["nonce"],
            "auth_time": int(found["auth_time"]),
            **settled["claims"],
        }
        said = {name: value for name, value in said.items() if name not in settled.get("omits", [])}
        header = {"kid": KID}
        if settled.get("signs") == "with our own secret":
            return jwt.encode(said, SECRET, algorithm="HS256", headers=header)
        if settled.get("signs") == "not at all":
            return jwt.encode(said, "", algorithm="none", headers=header)
        key = ANOTHER if settled.get("signs") == "with another key" else KEY
        return jwt.encode(said, key, algorithm="RS256", headers=header)

    def _json(self, said: Any, status: int = 200) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Tests have no log."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()
