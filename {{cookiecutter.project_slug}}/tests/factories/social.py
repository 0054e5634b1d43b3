import factory
from allauth.socialaccount.models import SocialAccount

from tests.factories.accounts import UserFactory


class SocialAccountFactory(factory.django.DjangoModelFactory[SocialAccount]):
    class Meta:
        model = SocialAccount

    user = factory.SubFactory(UserFactory)
    provider = "oidc"
    uid = factory.Sequence(str)
    extra_data = factory.Dict({"issuer": ""})
