from apps.accounts.models.data_export import DataExport
from apps.accounts.models.email_change import EmailChange
from apps.accounts.models.mfa import RecoveryCode, TotpDevice
from apps.accounts.models.profile import Profile
from apps.accounts.models.security_event import SecurityEvent
from apps.accounts.models.session import Session
from apps.accounts.models.user import User
from apps.accounts.models.visibility import Visibility

__all__ = [
    "DataExport",
    "EmailChange",
    "Profile",
    "RecoveryCode",
    "SecurityEvent",
    "Session",
    "TotpDevice",
    "User",
    "Visibility",
]
