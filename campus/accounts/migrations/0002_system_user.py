import uuid

from django.db import migrations

SYSTEM_USER_ID = uuid.UUID("00000000-0000-7000-8000-000000000001")


def make(apps, schema_editor):
    """The campus itself acts under this user, so that no act is anonymous. It has no password and no door."""
    user = apps.get_model("accounts", "User")
    user.objects.get_or_create(id=SYSTEM_USER_ID, defaults={"username": "campus", "kind": "SYSTEM", "password": "!"})


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
