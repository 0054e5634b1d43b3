from drf_spectacular.utils import OpenApiParameter, extend_schema
from drf_standardized_errors.openapi_validation_errors import extend_validation_errors
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.views.base import caller
from apps.core.viewsets.limits import OneRoundTrip
from apps.features.models import Flag
from apps.organizations.access import membership
from apps.organizations.models import Organization


class AskedSerializer(serializers.Serializer):
    organization = serializers.UUIDField(required=False)


class FeaturesSerializer(serializers.Serializer):
    features = serializers.ListField(child=serializers.CharField(), read_only=True)


@extend_validation_errors(["invalid"], field_name="organization", methods=["get"])
class FeaturesView(OneRoundTrip, GenericAPIView[Organization]):
    """What a front end shows and hides."""

    serializer_class = FeaturesSerializer
    permission_classes = (IsAuthenticated,)
    pagination_class = None
    filter_backends = ()

    @extend_schema(
        operation_id="features_list",
        summary="List the features that are on for the caller",
        description="With `organization`, those of that organization and its plan too.",
        tags=["features"],
        parameters=[OpenApiParameter("organization", {"type": "string", "format": "uuid"})],
    )
    def get(self, request: Request) -> Response:
        asked = AskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        organization = None
        if organization_id := asked.validated_data.get("organization"):
            found = membership(caller(request), organization_id)
            organization = found.organization if found else None
        names = sorted(flag.name for flag in Flag.on_for(request, organization))
        return Response({"features": names})
