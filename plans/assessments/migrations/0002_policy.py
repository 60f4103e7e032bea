from django.db import migrations

from plans.assessments import loading


def load(apps, schema_editor):
    loading.load(apps.get_model("assessments", "AssessmentPolicy"))


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
