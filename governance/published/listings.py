"""Keeps the ready-made answers true: written whenever a channel, or what it says, is saved.

What is official is what has a row in the published list, and nothing else. Nothing gets there
of which "verify" could not read the address and the handle: rows are written here alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import orjson
from django.db import models, transaction

from governance.book import why_not_verified
from governance.models import Channel, Listing, ListVersion, Platform, Published, Review
from governance.published.documents import ChannelDocument, PublicChannel
from governance.who.keys import channels_of
from people.models import Team, User
from vault.models import Custodian, Rotation

L = TypeVar("L", Listing, Published)

# Made once: making a serializer costs as much as what it writes.
PUBLIC, WHOLE = PublicChannel(), ChannelDocument()
JOINED = ("platform", "team", "lead", "custodian")
UNSEEN = {"last_login", "password"}
"""What is saved of a person when they sign in shows nowhere."""


def refresh(channel: Channel) -> None:
    """Write what is published and registered of one channel, or take it off the public list."""
    _write(channel, registered_alone=False)


def refresh_register(channel: Channel) -> None:
    """Write what is registered; for a change of its reviews, which nothing public tells."""
    _write(channel, registered_alone=True)


def _write(channel: Channel, *, registered_alone: bool) -> None:
    """As it stands once the version is locked: what others wrote at the same moment shows then,
    and what is known of the channel here may be older.
    """
    with transaction.atomic(savepoint=False):
        seen = not registered_alone and is_published(channel)
        ListVersion.objects.filter(pk=1).update(
            register=models.F("register") + 1, published=models.F("published") + int(seen)
        )
        now = Channel.objects.select_related(*JOINED).get(pk=channel.pk)
        _put(Listing, now, _listed(now))
        if registered_alone:
            return
        changed = _publish(now) if is_published(now) else _withdraw(now)
        if changed and not seen:
            ListVersion.objects.filter(pk=1).update(published=models.F("published") + 1)


def add(channels: Iterable[Channel]) -> None:
    """The rows of many channels that are all new, as `refresh` writes those of one."""
    new = list(channels)
    models.prefetch_related_objects(new, "administrators", "reviews")
    with transaction.atomic():
        Listing.objects.bulk_create([Listing(channel_id=each.pk, **_listed(each)) for each in new])
        public = [each for each in new if is_published(each)]
        Published.objects.bulk_create(
            [Published(channel_id=each.pk, **_published(each)) for each in public]
        )
        ListVersion.objects.filter(pk=1).update(
            register=models.F("register") + len(new), published=models.F("published") + len(public)
        )


def is_published(channel: Channel) -> bool:
    """Whether the public list has it: it is public, and can be asked about."""
    return channel.is_public and not why_not_verified(channel)


def held_back(channels: Iterable[Channel]) -> Iterator[tuple[Channel, str]]:
    """Those that would be public but for an address or a handle that cannot be read, and why."""
    for channel in channels:
        if channel.is_public and (why := why_not_verified(channel)):
            yield channel, why


def _publish(channel: Channel) -> bool:
    _put(Published, channel, _published(channel))
    return True


def _published(channel: Channel) -> dict[str, Any]:
    return {
        "address_key": channel.address_key,
        "platform": channel.platform,
        "team": channel.team,
        "search": _search_text(channel),
        "document": orjson.dumps(public_document(channel)),
        "updated_at": channel.updated_at,
    }


def _withdraw(channel: Channel) -> bool:
    gone, _ = Published.objects.filter(channel_id=channel.pk).delete()
    return bool(gone)


def _put(model: type[L], channel: Channel, said: dict[str, Any]) -> None:
    """In one statement, whether there is a row or not."""
    model._default_manager.bulk_create(
        [model(channel=channel, **said)],
        update_conflicts=True,
        unique_fields=["channel"],
        update_fields=list(said),
    )


def _listed(channel: Channel) -> dict[str, Any]:
    return {
        "state": channel.state,
        "platform": channel.platform,
        "team": channel.team,
        "search": _search_text(channel),
        "document": orjson.dumps(register_document(channel)),
        "updated_at": channel.updated_at,
    }


def public_document(channel: Channel) -> dict[str, Any]:
    """A channel without people, as everybody may see it."""
    return PUBLIC.to_representation(channel)


def register_document(channel: Channel) -> dict[str, Any]:
    """The same with the people who answer for it, its reviews and how it is acted on."""
    return WHOLE.to_representation(channel)


def rebuild(channels: Iterable[Channel]) -> int:
    """Write every row again; for a changed rule or a restored backup. Says how many."""
    done = 0
    for channel in channels:
        refresh(channel)
        done += 1
    return done


def _rebuild_all(changed: Callable[[], Iterable[Channel]]) -> None:
    """Of what is asked only once the version is locked: whoever named somebody at the same moment
    is done by then, or will read what was saved here."""
    with transaction.atomic(savepoint=False):
        ListVersion.objects.select_for_update().get(pk=1)
        rebuild(changed())


def stale() -> list[uuid.UUID]:
    """Channels whose rows are not what they would be if they were written now."""
    wrong = []
    for channel in Channel.objects.select_related("platform", "team", "lead").iterator(500):
        listed = Listing.objects.filter(pk=channel.pk).first()
        right = orjson.dumps(register_document(channel))
        published = Published.objects.filter(pk=channel.pk).exists()
        if listed is None or bytes(listed.document) != right or published != is_published(channel):
            wrong.append(channel.pk)
    return wrong


def _live() -> Iterable[Channel]:
    found = Channel.objects.filter(state=Channel.State.LIVE)
    return found.select_related("platform", "team", "lead", "published").iterator(500)


def _wrongly_listed() -> list[Channel]:
    return [each for each in _live() if is_published(each) != hasattr(each, "published")]


def follow_changes() -> None:
    """What is saved shows in the lists at once: a channel, its reviews, names, keys."""

    def refresh_one(sender: type[Channel], instance: Channel, **_: Any) -> None:
        refresh(instance)

    def refresh_reviewed(sender: type[Review], instance: Review, **_: Any) -> None:
        refresh_register(instance.channel)

    def refresh_all(
        sender: type[models.Model],
        instance: Any,
        created: bool,
        update_fields: frozenset[str] | None,
        **_: Any,
    ) -> None:
        if sender is Platform:
            # Whose rules are new may read what was another platform's before, or nobody's.
            _rebuild_all(_wrongly_listed)
        if created or (update_fields and update_fields <= UNSEEN):
            return
        if sender is User:
            mine = models.Q(lead=instance) | models.Q(administrators=instance)
        else:
            mine = models.Q(**{sender._meta.model_name or "": instance})
        _rebuild_all(Channel.objects.filter(mine).distinct().select_related("platform").all)

    def refresh_held(sender: type[models.Model], instance: Any, **_: Any) -> None:
        custodian = instance if sender is Custodian else instance.custodian
        _rebuild_all(lambda: channels_of(custodian))

    models.signals.post_save.connect(
        refresh_one, sender=Channel, weak=False, dispatch_uid="listings-Channel"
    )
    models.signals.post_save.connect(
        refresh_reviewed, sender=Review, weak=False, dispatch_uid="listings-Review"
    )
    for sender in (Team, Platform, User):
        models.signals.post_save.connect(
            refresh_all, sender=sender, weak=False, dispatch_uid=f"listings-{sender.__name__}"
        )
    for kept in (Custodian, Rotation):
        models.signals.post_save.connect(
            refresh_held, sender=kept, weak=False, dispatch_uid=f"listings-{kept.__name__}"
        )


def _search_text(channel: Channel) -> str:
    parts = [channel.name, channel.handle, channel.url, channel.address_key, channel.team.name]
    return "\n".join(parts).lower()
