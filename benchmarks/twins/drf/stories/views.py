from rest_framework.pagination import CursorPagination
from rest_framework.permissions import AllowAny
from rest_framework.viewsets import ReadOnlyModelViewSet
from stories.models import Story
from stories.serializers import StoryCardSerializer, StorySerializer


class StoryPages(CursorPagination):
    page_size = 20
    ordering = ("-published_at", "id")


class StoryViewSet(ReadOnlyModelViewSet):
    """Pages by number, which DRF counts the rows for."""

    queryset = (
        Story.objects.filter(status="published", is_deleted=False)
        .select_related("category", "cover", "preview_image")
        .prefetch_related("tags")
    )
    permission_classes = [AllowAny]
    lookup_field = "slug"

    def get_serializer_class(self):
        return StoryCardSerializer if self.action == "list" else StorySerializer


class StoryStreamViewSet(StoryViewSet):
    """The same contract as the baked project's: by cursor."""

    pagination_class = StoryPages
