"""The API: how it reads, limits, answers and describes itself."""

from config.project import PROJECT

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        # {% if cookiecutter.use_oauth2_provider %}
        "apps.oauth2.authentication.OAuth2Authentication",
        # {% endif %}
        "apps.accounts.authentication.JWTAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["apps.core.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "apps.core.negotiation.ContentNegotiation",
    "DEFAULT_PARSER_CLASSES": ["apps.core.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": [
        "apps.core.filters.FilterBackend",
        "apps.core.filters.SearchFilter",
        "rest_framework.filters.OrderingFilter",
    ],
    "DEFAULT_PAGINATION_CLASS": "apps.core.pagination.PagePagination",
    "PAGE_SIZE": 20,
    "DEFAULT_THROTTLE_CLASSES": [
        "apps.core.throttling.GlobalThrottle",
        "apps.core.throttling.AnonThrottle",
        "apps.core.throttling.UserThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "global": "10000/min",
        "anon": "60/min",
        "user": "600/min",
        "reauthentication": "20/hour",
        "account": "100/hour",
        "login": "10/min",
        "registration": "10/hour",
        "verification": "20/hour",
        "password": "10/hour",
        "avatar": "20/hour",
        "email_change": "10/hour",
        "reactivation": "10/hour",
        "deletion": "10/hour",
        "export": "5/hour",
        "invitation": "60/hour",
        # {% if cookiecutter.use_social_login %}
        "social": "30/min",
        # {% endif %}
        # {% if cookiecutter.use_oauth2_provider %}
        "oauth2": "600/min",
        # {% endif %}
        # {% if cookiecutter.include_content %}
        "comment": "10/min",
        "media": "120/hour",
        "share": "30/min",
        # {% endif %}
        # {% if cookiecutter.use_channels %}
        "tickets": "30/min",
        # {% endif %}
    },
    "DEFAULT_SCHEMA_CLASS": "apps.core.schema.AutoSchema",
    "EXCEPTION_HANDLER": "apps.core.errors.handler.exception_handler",
    "DEFAULT_VERSIONING_CLASS": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

DRF_STANDARDIZED_ERRORS = {
    "EXCEPTION_HANDLER_CLASS": "apps.api.errors.ExceptionHandler",
    "EXCEPTION_FORMATTER_CLASS": "apps.core.errors.formatter.ExceptionFormatter",
    "ERROR_SCHEMAS": {
        "401": "apps.accounts.schema.ErrorResponse401Serializer",
        "403": "apps.accounts.schema.ErrorResponse403Serializer",
        "409": "apps.core.errors.schema.ErrorResponse409Serializer",
        "412": "apps.core.errors.schema.ErrorResponse412Serializer",
    },
    "ALLOWED_ERROR_STATUS_CODES": ["400", "401", "403", "404", "409", "412", "415", "429"],
}

SPECTACULAR_SETTINGS = {
    "TITLE": PROJECT["name"],
    "DESCRIPTION": PROJECT["description"],
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v[0-9]+",
    "COMPONENT_SPLIT_REQUEST": True,
    # Both pages are served from this project's own static files, never from a CDN.
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"persistAuthorization": True, "displayRequestDuration": True},
    "ENUM_NAME_OVERRIDES": {
        "ErrorCode401Enum": "apps.accounts.schema.ErrorCode401Enum.choices",
        "ErrorCode403Enum": "apps.accounts.schema.ErrorCode403Enum.choices",
        "ErrorCode412Enum": "apps.core.errors.schema.ErrorCode412Enum.choices",
        "ErrorCode413Enum": "apps.core.errors.schema.ErrorCode413Enum.choices",
        "VisibilityEnum": "apps.accounts.models.Visibility",
        "RoleEnum": "apps.organizations.models.Role",
        "DeliveryStateEnum": "apps.webhooks.models.State",
        # {% if cookiecutter.use_mqtt %}
        "CommandStateEnum": "apps.devices.models.CommandState",
        # {% endif %}
        # {% if cookiecutter.include_content %}
        "ArticleStatusEnum": "apps.content.models.Status",
        "ChannelEnum": "apps.content.models.engagement.Channel",
        "CommentStateEnum": "apps.content.models.comment.CommentState",
        "ReactionKindEnum": "apps.content.models.engagement.ReactionKind",
        "MediaStateEnum": "apps.content.models.media.MediaState",
        # {% endif %}
    }
    | {
        name: f"drf_standardized_errors.openapi_serializers.{name}.choices"
        for name in (
            "ValidationErrorEnum",
            "ClientErrorEnum",
            "ServerErrorEnum",
            "ErrorCode404Enum",
            "ErrorCode405Enum",
            "ErrorCode406Enum",
            "ErrorCode415Enum",
            "ErrorCode429Enum",
            "ErrorCode500Enum",
        )
    },
    "POSTPROCESSING_HOOKS": [
        "drf_standardized_errors.openapi_hooks.postprocess_schema_enums",
        "apps.core.schema.add_request_id",
        "apps.core.schema.number_items",
    ],
}

# For so long an Idempotency-Key stands for the request that it was sent with.
IDEMPOTENCY_HOURS = 24
