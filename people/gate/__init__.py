"""The gatekeeper: every proof of who somebody is passes here, and is counted.

A proof is a password, a code, a link. Wrong ones delay the next and never lock: after five
2 seconds, then 4, 8 … up to a quarter of an hour (`delays`). What is delayed is an address and a
name together; a browser that its person has signed in with before is counted on its own, and what
somebody who is signed in proves afresh is counted by their session (`counters`).
"""
