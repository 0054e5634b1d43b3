"""The baked project's tables, as another project would describe them."""

from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=100)
    email = models.EmailField()

    class Meta:
        managed = False


class Category(models.Model):
    name = models.CharField(max_length=100)
    slug = models.SlugField()

    class Meta:
        managed = False


class Tag(models.Model):
    name = models.CharField(max_length=50)
    slug = models.SlugField()

    class Meta:
        managed = False
        ordering = ["id"]


class Article(models.Model):
    title = models.CharField(max_length=200)
    slug = models.SlugField()
    summary = models.TextField()
    status = models.CharField(
        max_length=20, choices=[("draft", "Draft"), ("published", "Published")]
    )
    reading_minutes = models.PositiveSmallIntegerField()
    rating = models.DecimalField(max_digits=3, decimal_places=2)
    published_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    author = models.ForeignKey(Author, models.PROTECT)
    category = models.ForeignKey(Category, models.PROTECT, null=True)
    tags = models.ManyToManyField(Tag)

    class Meta:
        managed = False
        ordering = ["-id"]
