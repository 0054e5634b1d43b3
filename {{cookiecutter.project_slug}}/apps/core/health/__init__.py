"""Liveness and readiness. A check is a function without arguments, listed in ``HEALTH_CHECKS``."""


class CheckFailed(Exception):
    """Raised by a check; the message is shown to whoever asks for the readiness."""
