from django.db import models

from apps.core.models import TimestampedModel


class Author(models.Model):
    name = models.CharField(max_length=100)
    email = models.EmailField()

    def __str__(self) -> str:
        return self.name


class Category(models.Model):
    name = models.CharField(max_length=100)
    slug = models.SlugField()

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    name = models.CharField(max_length=50)
    slug = models.SlugField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Article(TimestampedModel):
    class Status(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"

    title = models.CharField(max_length=200)
    slug = models.SlugField()
    summary = models.TextField()
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.DRAFT)
    reading_minutes = models.PositiveSmallIntegerField()
    rating = models.DecimalField(max_digits=3, decimal_places=2)
    published_at = models.DateTimeField()
    author = models.ForeignKey(Author, models.PROTECT, related_name="articles")
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="articles")
    tags = models.ManyToManyField(Tag, related_name="articles")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title
