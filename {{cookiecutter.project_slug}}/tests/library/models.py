import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from apps.core.models import ActiveModel, SoftDeleteModel, TimestampedModel, unique_among_live


class Author(models.Model):
    name = models.CharField(max_length=100)
    email = models.EmailField(blank=True)
    born = models.DateField(null=True, blank=True)
    mentor = models.ForeignKey("self", models.SET_NULL, null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Portrait(models.Model):
    author = models.OneToOneField(Author, models.CASCADE, related_name="portrait")
    painter = models.CharField(max_length=100)
    scan = models.FileField(upload_to="portraits", blank=True)

    def __str__(self) -> str:
        return f"{self.author} by {self.painter}"


class Category(models.Model):
    name = models.CharField(max_length=100)
    slug = models.SlugField(unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    name = models.CharField(max_length=50, unique=True)
    weight = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-weight", "name")

    def __str__(self) -> str:
        return self.name


class Article(TimestampedModel):
    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"

    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    is_featured = models.BooleanField(default=False)
    views = models.PositiveIntegerField(default=0)
    rating = models.FloatField(null=True, blank=True)
    price = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    reference = models.UUIDField(default=uuid.uuid4, unique=True)
    extra = models.JSONField(default=dict, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    embargo = models.DateField(null=True, blank=True)
    daily_at = models.TimeField(null=True, blank=True)
    reading_time = models.DurationField(null=True, blank=True)
    author = models.ForeignKey(Author, models.PROTECT, related_name="articles")
    category = models.ForeignKey(Category, models.SET_NULL, null=True, blank=True)
    tags = models.ManyToManyField(Tag, related_name="articles", blank=True)

    class Meta:
        ordering = ("-published_at",)
        indexes = [models.Index(fields=["-published_at", "id"], name="library_article_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def headline(self) -> str:
        return self.title.upper()


class Comment(models.Model):
    article = models.ForeignKey(Article, models.CASCADE, related_name="comments")
    text = models.CharField(max_length=200)

    class Meta:
        ordering = ("-text",)

    def __str__(self) -> str:
        return self.text


class Note(SoftDeleteModel, ActiveModel, TimestampedModel):
    """A private note: nobody but its owner sees it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notes")
    title = models.CharField(max_length=100)

    class Meta(SoftDeleteModel.Meta):
        abstract = False
        constraints: ClassVar[list[Any]] = [
            *SoftDeleteModel.Meta.constraints,
            unique_among_live("owner", "title", name="library_note_one_title_an_owner"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.title == "forbidden":
            problem = ValidationError("Choose another title.", code="forbidden_title")
            raise ValidationError({"title": problem})
