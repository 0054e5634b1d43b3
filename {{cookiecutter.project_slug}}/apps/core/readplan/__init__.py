"""List reads without a model instance per row.

A plan is compiled once for a read serializer: which columns one query fetches, which relations
take a query more, and how a row becomes the dictionary that the serializer would have made. What
cannot be compiled is left to the serializer. ``explain()`` tells which, and why::

    >>> print(explain(ArticleSerializer))
"""

from apps.core.readplan.plan import (
    Read,
    ReadPlan,
    explain,
    own_querysets,
    plan_for,
    read,
    read_instances,
)

__all__ = ["Read", "ReadPlan", "explain", "own_querysets", "plan_for", "read", "read_instances"]
