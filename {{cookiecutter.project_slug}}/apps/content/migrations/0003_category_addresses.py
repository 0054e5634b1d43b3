import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0002_article_search'),
    ]

    operations = [
        migrations.AddField(
            model_name='category',
            name='former_slugs',
            field=models.JSONField(db_default=[], default=list, editable=False),
        ),
        migrations.AddConstraint(
            model_name='category',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('path'), 45), name='content_category_depth'),
        ),
    ]
