from django.db import migrations

from apps.core.fulltext import AddSearchColumn


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0001_initial'),
    ]

    operations = [
        # The language is that of most articles; 'simple' where they are of many.
        AddSearchColumn(
            'Article',
            'search',
            {'title': 'A', 'summary': 'B', 'body': 'C'},
            'english',
        ),
    ]
