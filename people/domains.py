"""Mail domains of the organisation: nobody is invited, and no address changed, to another one."""

from django.conf import settings


def refusal(email: str) -> str:
    """Why this address is none of the organisation's; empty where it is, or where none are said."""
    allowed: list[str] = settings.KEYHOLDER_MAIL_DOMAINS
    domain = email.rpartition("@")[2].lower()
    if not allowed or any(_is_of(domain, each) for each in allowed):
        return ""
    said = ", ".join(f"anything{each}" if each.startswith(".") else each for each in allowed)
    return f"“{domain}” is no mail domain of the organisation. Use an address at: {said}."


def _is_of(domain: str, allowed: str) -> bool:
    return domain.endswith(allowed) if allowed.startswith(".") else domain == allowed
