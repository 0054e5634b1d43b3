from tests.api.social.conftest import provider

__all__ = ["provider"]
