"""Measures of before named the debtor of their writ, and their ground stood in the sanction's leaf only."""

import json

from django.db import migrations


def fill(apps, schema_editor):
    measures = apps.get_model("register", "Measure")
    leaves = apps.get_model("register", "Leaf")
    for measure in measures.objects.select_related("proceeding__writ").iterator(chunk_size=2000):
        measure.person_id = measure.proceeding.writ.debtor_id
        sanction = leaves.objects.filter(act__measure=measure, act__kind="sanction").first()
        if sanction is not None:
            measure.rule = json.loads(bytes(sanction.content))["rule"]
        measure.save(update_fields=["person", "rule"])


class Migration(migrations.Migration):
    dependencies = [("register", "0003_spine")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
