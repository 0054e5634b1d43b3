import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(root: Path, patterns: Iterable[str]) -> str:
    """What files hold and how they are called, as 32 hexadecimal digits. Patterns are as `glob`'s."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted({path for pattern in patterns for path in root.glob(pattern)}):
        digest.update(hashlib.blake2b(str(path.relative_to(root)).encode()).digest())
        digest.update(hashlib.blake2b(path.read_bytes()).digest())
    return digest.hexdigest()
