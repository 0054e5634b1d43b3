import re
from typing import Final

SECRET: Final = re.compile(
    r"(^|_)(password|passwd|secret|token|digest|auth_hash|private_key|api_?key|recovery_code)s?(_|$)",
    re.IGNORECASE,
)


def is_secret(name: str) -> bool:
    """Whether a column, a field or a variable of this name holds what nobody should read."""
    return bool(SECRET.search(name))
