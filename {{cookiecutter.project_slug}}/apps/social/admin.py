from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin

from apps.core.admin import ReadOnlyAdmin

# Providers are in settings, addresses at the user, and no token is kept: nothing to see there.
for model in (EmailAddress, SocialApp, SocialToken, SocialAccount):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


@admin.register(SocialAccount)
class SocialAccountAdmin(ReadOnlyAdmin):
    """To look at and to unlink."""

    list_display = ("user", "provider", "uid", "date_joined", "last_login")
    list_select_related = ("user",)
    list_filter = ("provider", "date_joined")
    search_fields = ("user__email", "uid")
    date_hierarchy = "date_joined"
    fields = list_display
