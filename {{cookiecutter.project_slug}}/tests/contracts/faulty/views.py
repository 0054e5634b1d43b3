"""One fault each, for the contract to find."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ModelSerializer, SerializerMethodField
from rest_framework.views import APIView

from apps.core.viewsets import BaseReadOnlyViewSet
from tests.library.models import Note
from tests.library.serializers import NoteSerializer


class OpenNoteViewSet(BaseReadOnlyViewSet):
    """Shows everybody's notes to everybody."""

    queryset = Note.objects.order_by("title")
    serializer_class = NoteSerializer
    permission_classes = (AllowAny,)


class CuriousSerializer(ModelSerializer[Note]):
    owned = SerializerMethodField()

    class Meta:
        model = Note
        fields = ("title", "owned")

    def get_owned(self, note: Note) -> int:
        found: int = Note.objects.filter(owner=note.owner_id).count()
        return found


class CuriousViewSet(BaseReadOnlyViewSet):
    """Asks a query for each row."""

    queryset = Note.objects.order_by("title")
    serializer_class = CuriousSerializer


class EndlessView(APIView):
    """Shows all rows at once."""

    @extend_schema(responses=NoteSerializer(many=True))
    def get(self, request: Request) -> Response:
        return Response(NoteSerializer(Note.objects.all(), many=True).data)


class SecretView(APIView):
    """Is described nowhere."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        return Response({})


class OddView(APIView):
    """Answers a status that nobody was told of, in a shape of its own."""

    @extend_schema(responses={204: None})
    def get(self, request: Request) -> Response:
        return Response({"message": "I am a teapot."}, status=418)


class HastyView(APIView):
    """Writes before it looks who asks."""

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        Note.objects.create(owner_id=request.user.pk, title="Written")
        if not request.user.is_staff:
            raise PermissionDenied
        return Response(status=204)


class BlindView(APIView):
    """Finds an empty list wherever one looks."""

    @extend_schema(responses=NoteSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        return Response([])
