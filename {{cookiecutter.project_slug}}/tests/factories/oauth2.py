import uuid

import factory
from oauth2_provider.models import Application

SECRET = "a secret of the application, long enough"
REDIRECT = "https://app.acme.test/callback"


class ApplicationFactory(factory.django.DjangoModelFactory[Application]):
    """A confidential one, whose secret is `SECRET`, for the code flow."""

    class Meta:
        model = Application

    class Params:
        public = factory.Trait(client_type=Application.CLIENT_PUBLIC, client_secret="")
        machine = factory.Trait(
            authorization_grant_type=Application.GRANT_CLIENT_CREDENTIALS, redirect_uris=""
        )

    name = factory.Sequence(lambda number: f"Application {number}")
    client_id = factory.LazyFunction(lambda: uuid.uuid4().hex)
    client_type = Application.CLIENT_CONFIDENTIAL
    client_secret = SECRET
    authorization_grant_type = Application.GRANT_AUTHORIZATION_CODE
    redirect_uris = REDIRECT
