"""What is taken out of code that the scaffold has written: each time something must be red."""

from typing import NamedTuple


class Taken(NamedTuple):
    what: str
    file: str
    guard: str  # the text that guards; it stands there once
    without: str
    noticed_by: str  # a check of the audit, or a test: a file below tests/, and its name


GUARDS = (
    Taken(
        "the permission of a view",
        "apps/orders/views/orders.py",
        "    permission_classes = (IsOwner,)\n",
        "",
        "V001",
    ),
    Taken(
        "the scope of a view's rows",
        "apps/orders/views/orders.py",
        "OwnedQuerysetMixin, Downloads, ServiceViewSet):",
        "Downloads, ServiceViewSet):\n"
        "    def whose(self) -> dict[str, object]:\n"
        '        return {"by": self.request.user}\n',
        "security/orders/test_orders.py::test_another_user_s_order",
    ),
    Taken(
        "the owner, where a row is locked",
        "apps/orders/repositories/orders.py",
        "customer=customer, pk=order_id",
        "pk=order_id",
        "security/orders/test_orders.py::test_another_user_s_order",
    ),
    Taken(
        "the scope of what is referred to",
        "apps/orders/serializers/orders.py",
        'Category.objects.all(), pk_field=serializers.UUIDField(), scope=callers("owner")',
        "Category.objects.all(), pk_field=serializers.UUIDField()",
        "security/orders/test_orders.py::test_pointing_at_another_user_s_category",
    ),
    Taken(
        "the role that writes",
        "services/work/tasks.py",
        "can=Can.CONTRIBUTE",
        "can=Can.VIEW",
        "security/work/test_tasks.py::test_a_viewer_who_writes",
    ),
    Taken(
        "the bound of how many there are",
        "services/orders/orders.py",
        "if self.orders.count(by) >= MOST:",
        "if False:",
        "api/orders/test_orders.py::test_there_are_so_many_and_no_more",
    ),
    Taken(
        "the bound of a page",
        "apps/orders/views/orders.py",
        "    owner_field = ",
        '    pagination_class = type("Endless", (PageNumberPagination,), {"page_size": None})\n'
        "    owner_field = ",
        "V010",
    ),
    Taken(
        "the bound of a text",
        "apps/orders/models/order.py",
        "max_length=80",
        "max_length=800",
        "api/orders/test_orders.py::test_what_cannot_be_is_refused",
    ),
    Taken(
        "a join",
        "apps/orders/views/orders.py",
        '    select_related = {"default": ("category",)}\n',
        "",
        "V011",
    ),
    Taken(
        "a join that lists need",
        "apps/work/views/tasks.py",
        '"reviewer__profile", ',
        "",
        "api/work/test_tasks.py::test_a_list_takes_as_many_queries_for_many_rows_as_for_few",
    ),
)
