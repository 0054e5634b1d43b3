from apps.accounts.models.profile import Profile
from apps.accounts.models.session import Session
from apps.accounts.models.user import User

__all__ = ["Profile", "Session", "User"]
