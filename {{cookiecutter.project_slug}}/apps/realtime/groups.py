"""Names of the groups that messages are sent to."""


def of_user(user_id: int) -> str:
    return f"user.{user_id}"
