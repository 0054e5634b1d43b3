import hashlib


def versioned_key(namespace: str, *parts: object, version: int = 1) -> str:
    """A key of bounded length. Raise the version when the shape of the value changes.

    The namespace names the kind of value: metrics count by it, so it holds no id.
    """
    digest = hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()
    return f"{namespace}:v{version}:{digest}"


def namespace_of(key: str) -> str:
    """To count by: there are few namespaces, and many keys. A key without one may hold an id."""
    namespace, colon, _ = key.partition(":")
    return namespace if colon else "other"
