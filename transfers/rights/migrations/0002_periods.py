from django.db import migrations

from transfers.rights import loading


def load(apps, schema_editor):
    loading.load(apps.get_model("rights", "RetentionPeriod"))


class Migration(migrations.Migration):
    dependencies = [("rights", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
