"""Mistakes in views, their addresses, their limits and their description."""

from tests.bake.edits import Edit
from tests.mistakes.mistake import Mistake, edit

WEBHOOKS = "apps/webhooks/views.py"
ADDRESSES = "apps/webhooks/urls.py"
EVENT_TYPES = (
    '    path("webhook-event-types/", EventTypesView.as_view(), name="webhook-event-types"),\n'
)
MISTAKES = (
    Mistake(
        "a view without permissions",
        "V001",
        edit(
            WEBHOOKS,
            "    permission_classes = (IsAuthenticated,)\n",
        ),
    ),
    Mistake(
        "a view set without permissions",
        "V001",
        edit(
            "apps/accounts/views/sessions.py",
            "    serializer_class = SessionSerializer\n    permission_classes = (IsAuthenticated,)\n",
            "    serializer_class = SessionSerializer\n",
        ),
    ),
    Mistake(
        "everybody's rows for everybody",
        "V002",
        (
            Edit(
                "apps/accounts/views/sessions.py",
                "    def get_queryset(self) -> QuerySet[Session]:\n"
                "        return super().get_queryset() & "
                "SessionRepository().live(at=timezone.now())\n\n",
            ),
            Edit(
                "apps/accounts/views/sessions.py",
                "class SessionViewSet(OwnedQuerysetMixin, BaseReadOnlyViewSet)",
                "class SessionViewSet(BaseReadOnlyViewSet)",
            ),
        ),
    ),
    Mistake(
        "a public form without a limit",
        "V003",
        edit(
            "apps/accounts/views/registration.py",
            '    serializer_class = RegistrationSerializer\n    throttle_scope = "registration"\n',
            "    serializer_class = RegistrationSerializer\n    throttle_classes = ()\n",
        ),
    ),
    Mistake(
        "a limit that nothing names",
        "V004",
        edit(
            "apps/accounts/views/registration.py",
            'throttle_scope = "registration"',
            'throttle_scope = "registrations"',
        ),
    ),
    Mistake(
        "a page without CSRF protection",
        "V005",
        (
            Edit("apps/accounts/views/keys.py", "@require_safe\n", "@csrf_exempt\n@require_safe\n"),
            Edit(
                "apps/accounts/views/keys.py",
                "from django.views.decorators.http import",
                "from django.views.decorators.csrf import csrf_exempt\n"
                "from django.views.decorators.http import",
            ),
        ),
    ),
    Mistake(
        "a list without an end",
        "V010",
        (
            Edit(
                "apps/accounts/views/users.py",
                "class UserViewSet(BaseReadOnlyViewSet):\n",
                "class UserViewSet(ReadOnlyModelViewSet):\n    pagination_class = None\n",
            ),
            Edit(
                "apps/accounts/views/users.py",
                "from apps.core.viewsets import BaseReadOnlyViewSet\n",
                "from rest_framework.viewsets import ReadOnlyModelViewSet\n",
            ),
        ),
        also=("V011",),
    ),
    Mistake(
        "a page of any size",
        "V010",
        edit(
            "apps/core/pagination/offset.py",
            "    max_page_size = MAX_PAGE_SIZE\n",
            "    max_page_size = None\n",
        ),
        at=WEBHOOKS,
    ),
    Mistake(
        "a foreign key without select_related",
        "V011",
        edit(
            "apps/organizations/views/members.py",
            '    select_related = {"default": ("user__profile",)}\n    needs = {"partial_update"',
            '    needs = {"partial_update"',
        ),
    ),
    Mistake(
        "a reverse relation without prefetch_related",
        "V011",
        edit(WEBHOOKS, '    prefetch_related = {"retrieve": ("log",)}\n'),
    ),
    Mistake(
        "an operation without a summary",
        "V020",
        edit(
            WEBHOOKS,
            '@extend_schema(operation_id="webhook_event_types", summary="List the event types", tags=TAGS)',
            '@extend_schema(operation_id="webhook_event_types", tags=TAGS)',
        ),
    ),
    Mistake(
        "an operation that answers nobody knows what",
        "V021",
        edit(
            WEBHOOKS,
            "        request=None,\n        responses={202: None, 409: ErrorResponse409Serializer},\n",
            "        request=None,\n        responses={200: None},\n",
        ),
    ),
    Mistake(
        "two operations of one name",
        "V022",
        edit(WEBHOOKS, 'operation_id="webhooks_get"', 'operation_id="webhooks_list"'),
    ),
    Mistake(
        "an id in the address that may be any text",
        "V023",
        edit(
            ADDRESSES,
            'organizations/<uuid:organization_id>/webhooks/<uuid:webhook_id>/"',
            'organizations/<uuid:organization_id>/webhooks/<str:webhook_id>/"',
        ),
        at=WEBHOOKS,
    ),
    Mistake(
        "an address without its slash",
        "U001",
        edit(ADDRESSES, '"webhook-event-types/"', '"webhook-event-types"'),
        at=WEBHOOKS,
    ),
    Mistake(
        "an address with an underscore",
        "U002",
        edit(
            WEBHOOKS,
            '@action(detail=True, methods=["post"], url_path="rotate-secret")',
            '@action(detail=True, methods=["post"])',
        ),
        also=("T003",),
    ),
    Mistake(
        "a collection in the singular",
        "U003",
        edit(ADDRESSES, 'register("deliveries", ', 'register("delivery", '),
        at=WEBHOOKS,
        also=("T003",),
    ),
    Mistake(
        "a resource outside of the version",
        "U004",
        edit(
            "config/urls.py",
            '    path("api/", include("apps.api.urls")),\n',
            '    path("api/", include("apps.api.urls")),\n'
            '    path("hooks/", include("apps.webhooks.urls")),\n',
        ),
        at=WEBHOOKS,
        also=("V022",),
    ),
    Mistake(
        "a view that another one hides",
        "U005",
        edit(
            ADDRESSES,
            EVENT_TYPES,
            EVENT_TYPES
            + '    path("webhook-event-types/", EventTypesView.as_view(), name="types"),\n',
        ),
        at=WEBHOOKS,
    ),
)
