from axes.models import AccessAttempt
from django.contrib.auth.models import Group
from waffle import get_waffle_switch_model

ROWS = {
    "auth.Group": lambda number: Group.objects.create(name=f"Group {number}"),
    "axes.AccessAttempt": lambda number: AccessAttempt.objects.create(
        username=f"user{number}",
        user_agent="curl",
        http_accept="*/*",
        path_info="/admin/login/",
        failures_since_start=1,
    ),
    "waffle.Switch": lambda number: get_waffle_switch_model().objects.create(name=f"s{number}"),
}
