"""The library's addresses, with notes that can be shared."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from apps.core.viewsets import BaseModelViewSet
from apps.sharing.views import SharedMixin
from tests.library import urls as library
from tests.library.models import Note
from tests.library.serializers import NoteSerializer


class SharedNoteViewSet(SharedMixin, BaseModelViewSet):
    queryset = Note.objects.order_by("title")
    serializer_class = NoteSerializer


router = SimpleRouter()
router.register("notes", SharedNoteViewSet, basename="shared-note")

urlpatterns = [path("api/v1/shared/", include(router.urls)), *library.urlpatterns]

handler400 = library.handler400
handler403 = library.handler403
handler404 = library.handler404
handler500 = library.handler500
