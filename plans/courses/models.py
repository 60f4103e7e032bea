"""What can be learned, and where."""

from django.db import models

from campus.core.models import Base
from plans.courses.rules import CODE_MOST, TITLE_MOST


class Course(Base):
    """Something to learn, the same at every prison that offers it."""

    code = models.CharField(max_length=CODE_MOST, unique=True)
    title = models.CharField(max_length=TITLE_MOST)
    level = models.CharField(max_length=20, blank=True, default="")
    summary = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title
