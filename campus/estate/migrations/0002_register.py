from django.db import migrations

from campus.estate import loading


def load(apps, schema_editor):
    loading.load(apps.get_model("estate", "Establishment"))


class Migration(migrations.Migration):
    dependencies = [("estate", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
