"""Recovery codes as values: how they are made, written and recognised. No tables, no clock.

A code has twelve characters of thirty-two, 60 bits: too many to try, so a plain hash keeps it. The codes of one sheet
follow from a random nonce and the secret key: the page that shows them needs only the nonce, and no table holds a code.
"""

from hashlib import sha256

from django.utils.crypto import salted_hmac

HOW_MANY = 8

# Crockford's alphabet: no I, L, O or U, so that handwriting is read right.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKES = str.maketrans("OIL", "011")


def codes_of(nonce: str) -> list[str]:
    """The sheet that belongs to a nonce, in groups of four."""
    return [_grouped(salted_hmac(__name__, f"{nonce}/{n}", algorithm="sha256").digest()) for n in range(HOW_MANY)]


def _grouped(digest: bytes) -> str:
    letters = "".join(_ALPHABET[byte % 32] for byte in digest[:12])
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def fingerprint(user_id: int, code: str) -> str:
    """What is stored of a code. However it was typed: small letters, spaces, O for zero."""
    plain = "".join(character for character in code.upper() if character.isalnum()).translate(_LOOK_ALIKES)
    return sha256(f"{user_id}/{plain}".encode()).hexdigest()
