"""A person as SCIM shows them: only what we keep, under the names of the core schema for users."""

from __future__ import annotations

from typing import Annotated, Any

from scim2_models import (
    URN,
    AuthenticationScheme,
    Bulk,
    ChangePassword,
    ETag,
    Filter,
    Meta,
    Patch,
    Required,
    Resource,
    ResourceType,
    ScimPolicy,
    ScimProvider,
    ServiceProviderConfig,
    Sort,
    Uniqueness,
)
from scim2_models import User as CoreUser

from people.models import DirectoryEntry, User

MOST_RESULTS = 200


class Person(Resource[Any]):
    """RFC 7643 §4.1 with the attributes that we keep; others are read and left out."""

    __schema__ = URN(str(CoreUser.__schema__))

    user_name: Annotated[str | None, Required.true, Uniqueness.server] = None
    """The e-mail address, by which people sign in."""

    display_name: str | None = None
    """The whole name."""

    active: bool | None = None
    """Whether they are here. False is what leaving is."""


CONFIG = ServiceProviderConfig(
    patch=Patch(supported=True),
    bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
    filter=Filter(supported=True, max_results=MOST_RESULTS),
    change_password=ChangePassword(supported=False),
    sort=Sort(supported=False),
    etag=ETag(supported=False),
    authentication_schemes=[
        AuthenticationScheme(
            type=AuthenticationScheme.Type.oauthbearertoken,
            name="Token",
            description="A token of the scope “scim”, as “Authorization: Bearer <token>”.",
            primary=True,
        )
    ],
)
# What Entra sends: attributes that we do not keep, and filters in the paths of a PATCH.
POLICY = ScimPolicy(
    unknown=ScimPolicy.Unknown.ignore,
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)


KIND = ResourceType.from_resource(Person)
PROVIDER = ScimProvider([Person], [KIND], CONFIG, POLICY)
"""What this service describes of itself, and how it reads."""


def document(person: User, base: str) -> Person:
    entry: DirectoryEntry | None = getattr(person, "in_directory", None)
    return Person(
        id=str(person.pk),
        external_id=(entry.external_id or None) if entry else None,
        user_name=person.email,
        display_name=person.name or None,
        active=person.is_active and person.left_on is None,
        meta=Meta(
            resource_type="User",
            created=person.date_joined,
            location=f"{base}/Users/{person.pk}",
        ),
    )


def inputs(told: Person) -> dict[str, Any]:
    """As the acts take it."""
    return {
        "email": told.user_name,
        "name": told.display_name or "",
        "external_id": told.external_id or "",
    }
