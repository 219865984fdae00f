"""An authenticator in software, which answers as a browser would, or wrongly where a test wants."""

import hashlib
import json
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

ORIGIN = "http://localhost"
HERE = "localhost"
FLAG = AuthenticatorData.FLAG
PRESENT, VERIFIED, ATTESTED = 1, 4, 64


class SoftwareKey:
    def __init__(self, ident: bytes = b"a key of the tests") -> None:
        self.ident = ident
        self.key = ec.generate_private_key(ec.SECP256R1())

    def create(self, options: dict[str, Any], flags: int = PRESENT | VERIFIED) -> dict[str, Any]:
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        known = AttestedCredentialData.create(b"\0" * 16, self.ident, public)
        data = AuthenticatorData.create(_of_the_site(), FLAG(flags | ATTESTED), 0, known)
        client = _client("webauthn.create", options)
        made = AttestationObject.create("none", data, {})
        response = {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(made),
        }
        return self._answer(response)

    def get(
        self, options: dict[str, Any], flags: int = PRESENT | VERIFIED, sign: bool = True
    ) -> dict[str, Any]:
        data = AuthenticatorData.create(_of_the_site(), FLAG(flags), 1)
        client = _client("webauthn.get", options)
        signed = data + hashlib.sha256(client).digest() + (b"" if sign else b"x")
        signature = self.key.sign(signed, ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
        }
        return self._answer(response)

    def _answer(self, response: dict[str, str]) -> dict[str, Any]:
        ident = websafe_encode(self.ident)
        return {
            "id": ident,
            "rawId": ident,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        }


def _of_the_site() -> bytes:
    return hashlib.sha256(HERE.encode()).digest()


def _client(kind: str, options: dict[str, Any]) -> bytes:
    challenge = options["publicKey"]["challenge"]
    return CollectedClientData(
        json.dumps({"type": kind, "challenge": challenge, "origin": ORIGIN}).encode()
    )
