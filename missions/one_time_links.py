"""The secrets of one-time links: made, found again by their hash, and never kept."""

import hashlib
import secrets

from missions.models import LinkPurpose, OneTimeLink


def new_secret() -> str:
    """Return the secret of a new link: 256 bits that fit into an address."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """Return the SHA-256 (hex) of a secret. A secret of 256 bits needs no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def link_of(secret: str, purpose: LinkPurpose) -> OneTimeLink | None:
    """Return the link with this secret, whether it still works or not; None where there is none."""
    links = OneTimeLink.objects.filter(purpose=purpose).select_related("account")
    return links.filter(secret_sha256=hashed(secret)).first()
