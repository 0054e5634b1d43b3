"""Names of the groups that messages are sent to."""


def of_user(user_id: int) -> str:
    """All sockets of a user, whatever they subscribe to."""
    return f"user.{user_id}"


def of_topic(kind: str, aggregate_id: str) -> str:
    return f"topic.{kind}.{aggregate_id}"
