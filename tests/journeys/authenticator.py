"""A security key that only the browser has: Chromium's virtual authenticator."""

from typing import Any

from tests.journeys.somebody import Somebody


class Key:
    """In the hand of somebody at a browser; it has a PIN and is given it each time."""

    def __init__(self, person: Somebody) -> None:
        self.devtools: Any = person.context.new_cdp_session(person.page)
        self.devtools.send("WebAuthn.enable")
        made = self.devtools.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        self.name = {"authenticatorId": made["authenticatorId"]}

    def forgets_its_pin(self) -> None:
        """Whoever found it does not know it."""
        self.devtools.send("WebAuthn.setUserVerified", {**self.name, "isUserVerified": False})

    def is_lost(self) -> None:
        self.devtools.send("WebAuthn.removeVirtualAuthenticator", self.name)
