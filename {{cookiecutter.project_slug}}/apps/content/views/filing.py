"""Categories and tags, for who keeps them."""

from drf_spectacular.utils import extend_schema, extend_schema_view
from drf_standardized_errors.openapi_validation_errors import extend_validation_errors

from apps.accounts.permissions import HeldPermissions
from apps.content.models import Category, Tag
from apps.content.serializers import editorial as serializers
from apps.core.errors.schema import ErrorResponse409Serializer
from apps.core.viewsets.services import ServiceViewSet
from services.content.categories import CategoryService
from services.content.tags import TagService

TAGS = ["editorial"]


@extend_schema_view(
    list=extend_schema(
        operation_id="editorial_categories_list", summary="List categories", tags=TAGS
    ),
    retrieve=extend_schema(
        operation_id="editorial_categories_get", summary="Show a category", tags=TAGS
    ),
    create=extend_schema(
        operation_id="editorial_categories_create",
        summary="Make a category",
        tags=TAGS,
        responses={201: serializers.EditorialCategorySerializer, 409: ErrorResponse409Serializer},
    ),
    partial_update=extend_schema(
        operation_id="editorial_categories_update",
        summary="Rename or move a category",
        description="What is below it moves along.",
        tags=TAGS,
        responses={200: serializers.EditorialCategorySerializer, 409: ErrorResponse409Serializer},
    ),
    destroy=extend_schema(
        operation_id="editorial_categories_delete",
        summary="Delete a category that nothing is in",
        tags=TAGS,
        responses={204: None, 409: ErrorResponse409Serializer},
    ),
)
@extend_validation_errors(
    ["does_not_exist", "cycle", "too_deep"],
    field_name="parent",
    actions=["create", "partial_update"],
)
class EditorialCategoryViewSet(ServiceViewSet):
    queryset = Category.objects.all()
    service = CategoryService
    id_argument = "category_id"
    serializer_classes = {
        "read": serializers.EditorialCategorySerializer,
        "write": serializers.CategoryWriteSerializer,
    }
    permission_classes = (HeldPermissions,)
    lookup_value_converter = "int"
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    filterset_fields = ("parent",)
    search_fields = ("name",)
    ordering_fields = ("name",)
    ordering = ("name", "id")


@extend_schema_view(
    list=extend_schema(operation_id="editorial_tags_list", summary="List tags", tags=TAGS),
    retrieve=extend_schema(operation_id="editorial_tags_get", summary="Show a tag", tags=TAGS),
    create=extend_schema(
        operation_id="editorial_tags_create",
        summary="Make a tag",
        tags=TAGS,
        responses={201: serializers.EditorialTagSerializer, 409: ErrorResponse409Serializer},
    ),
    partial_update=extend_schema(
        operation_id="editorial_tags_update",
        summary="Rename a tag",
        tags=TAGS,
        responses={200: serializers.EditorialTagSerializer, 409: ErrorResponse409Serializer},
    ),
    destroy=extend_schema(
        operation_id="editorial_tags_delete",
        summary="Delete a tag, and take it from its articles",
        tags=TAGS,
        responses={204: None},
    ),
)
class EditorialTagViewSet(ServiceViewSet):
    queryset = Tag.objects.all()
    service = TagService
    id_argument = "tag_id"
    serializer_classes = {
        "read": serializers.EditorialTagSerializer,
        "write": serializers.TagWriteSerializer,
    }
    permission_classes = (HeldPermissions,)
    lookup_value_converter = "int"
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    search_fields = ("name",)
    ordering_fields = ("name",)
    ordering = ("name", "id")
