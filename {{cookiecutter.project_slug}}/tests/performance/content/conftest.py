"""What is asked of PostgreSQL alone is collected where it is the database."""

from django.db import connection

collect_ignore = [] if connection.vendor == "postgresql" else ["test_million_articles.py"]
