"""Addresses of the pages of keys and of being on call."""

from django.urls import path

from governance.keys.pages import asking, changing, keys, on_call, openings, policy

urlpatterns = [
    path("on-call", on_call.on_call, name="on-call"),
    path("channels/<uuid:pk>/keys", keys.keys, name="channel-keys"),
    path("channels/<uuid:pk>/keys/deposit", changing.deposit, name="channel-keys-deposit"),
    path("channels/<uuid:pk>/keys/test", changing.test, name="channel-keys-test"),
    path("channels/<uuid:pk>/keys/due", changing.compromised, name="channel-keys-due"),
    path(
        "channels/<uuid:pk>/keys/new/<slug:name>",
        changing.rotation_step,
        name="channel-keys-rotation",
    ),
    path(
        "channels/<uuid:pk>/keys/undone/<uuid:rotation_id>",
        changing.tick_off,
        name="channel-keys-undone",
    ),
    path("channels/<uuid:pk>/keys/policy", policy.policy, name="channel-keys-policy"),
    path("channels/<uuid:pk>/keys/policy/change", policy.change, name="channel-keys-policy-change"),
    path("channels/<uuid:pk>/keys/policy/agree", policy.agree, name="channel-keys-policy-agree"),
    path("channels/<uuid:pk>/keys/ask", asking.ask, name="channel-keys-ask"),
    path("channels/<uuid:pk>/keys/openings/<uuid:grant_id>", openings.opening, name="opening"),
    path(
        "channels/<uuid:pk>/keys/openings/<uuid:grant_id>/show",
        openings.show,
        name="opening-show",
    ),
    path(
        "channels/<uuid:pk>/keys/openings/<uuid:grant_id>/<slug:name>",
        openings.step,
        name="opening-step",
    ),
]
