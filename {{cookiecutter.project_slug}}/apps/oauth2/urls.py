"""The provider's pages. There is none to manage applications: the admin does that."""

from django.urls import include, path
from oauth2_provider.urls import metadata_urlpatterns

from apps.oauth2.views import (
    AuthorizeView,
    IntrospectView,
    LoginView,
    RevokeTokenView,
    TokenView,
)

pages = [
    path("o/login/", LoginView.as_view(), name="login"),
    path("o/authorize/", AuthorizeView.as_view(), name="authorize"),
    path("o/token/", TokenView.as_view(), name="token"),
    path("o/revoke_token/", RevokeTokenView.as_view(), name="revoke-token"),
    path("o/introspect/", IntrospectView.as_view(), name="introspect"),
    *(entry for entry in metadata_urlpatterns if entry.name == "oauth-server-metadata"),
]

# The toolkit looks its pages up under this name.
urlpatterns = [path("", include((pages, "oauth2_provider")))]
