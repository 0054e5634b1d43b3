"""The tables of the baked project's content, as another project would describe them."""

from django.db import models


class Category(models.Model):
    name = models.CharField(max_length=80)
    slug = models.SlugField()

    class Meta:
        managed = False
        db_table = "content_category"


class Tag(models.Model):
    name = models.CharField(max_length=50)
    slug = models.SlugField()

    class Meta:
        managed = False
        db_table = "content_tag"
        ordering = ["name", "id"]


class Picture(models.Model):
    id = models.UUIDField(primary_key=True)
    alt = models.CharField(max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    thumbnail = models.FileField()
    card = models.FileField()
    full = models.FileField()

    class Meta:
        managed = False
        db_table = "content_media"


class Story(models.Model):
    id = models.UUIDField(primary_key=True)
    slug = models.SlugField()
    title = models.CharField(max_length=150)
    summary = models.CharField(max_length=500)
    body = models.TextField()
    byline = models.CharField(max_length=80)
    seo_title = models.CharField(max_length=70)
    seo_description = models.CharField(max_length=160)
    seo_keywords = models.CharField(max_length=200)
    canonical_url = models.CharField(max_length=300)
    status = models.CharField(max_length=9)
    is_deleted = models.BooleanField()
    reading_minutes = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()
    category = models.ForeignKey(Category, models.PROTECT, null=True)
    cover = models.ForeignKey(Picture, models.SET_NULL, null=True, related_name="+")
    preview_image = models.ForeignKey(Picture, models.SET_NULL, null=True, related_name="+")
    tags = models.ManyToManyField(Tag, through="Tagging")

    class Meta:
        managed = False
        db_table = "content_article"
        ordering = ["-published_at", "id"]


class Tagging(models.Model):
    story = models.ForeignKey(Story, models.CASCADE, db_column="article_id")
    tag = models.ForeignKey(Tag, models.CASCADE)

    class Meta:
        managed = False
        db_table = "content_article_tags"
