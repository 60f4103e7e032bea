from django.db import migrations

from plans import loading


def load(apps, schema_editor):
    loading.load(apps.get_model("plans", "ContractTerm"), apps.get_model("plans", "HolidayPeriod"))


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_planning")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
