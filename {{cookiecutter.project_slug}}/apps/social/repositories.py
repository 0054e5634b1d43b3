from allauth.socialaccount.models import SocialAccount
from django.db.models import QuerySet

from adapters.social.base import Identity
from apps.accounts.models import User
from apps.core.repositories import Repository


class IdentityRepository(Repository[SocialAccount]):
    model = SocialAccount

    def find_identity(self, identity: Identity) -> SocialAccount | None:
        rows = SocialAccount.objects.select_related("user__profile", "user__totp")
        found: SocialAccount | None = rows.filter(
            provider=identity.provider, uid=identity.uid, extra_data__issuer=identity.issuer
        ).first()
        return found

    def add(self, user: User, identity: Identity) -> SocialAccount:
        """Raises `IntegrityError` where somebody has linked it at the same moment.

        What the provider tells beyond the id and whose id that is is not kept.
        """
        return SocialAccount.objects.create(
            user=user,
            provider=identity.provider,
            uid=identity.uid,
            extra_data={"issuer": identity.issuer},
        )

    def of(self, user: User) -> QuerySet[SocialAccount]:
        rows: QuerySet[SocialAccount] = SocialAccount.objects.filter(user=user)
        return rows

    def forget(self, user_id: int) -> None:
        SocialAccount.objects.filter(user=user_id).delete()
