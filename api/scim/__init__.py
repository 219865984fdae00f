"""SCIM 2.0 (RFC 7643, RFC 7644): the organisation's directory says who is here and who has left."""
