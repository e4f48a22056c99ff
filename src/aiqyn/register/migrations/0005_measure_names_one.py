# A measure names a person or a vehicle, and the rule that it rests on: held by the database.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("register", "0004_measure_names_its_debtor")]

    operations = [
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.CheckConstraint(condition=models.Q(('in_force_from__isnull', True), models.Q(('review_by__isnull', False), ('sanctioned_by__isnull', False), models.Q(('article', ''), _negated=True), models.Q(('rule', ''), _negated=True)), _connector='OR'), name='in_force_has_its_basis'),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.CheckConstraint(condition=models.Q(('in_force_from__isnull', True), ('notice__isnull', False), ('kind', 'debtor-search'), _connector='OR'), name='in_force_was_announced'),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['vehicle-disposal-ban', 'vehicle-detention']), ('person__isnull', True), ('vehicle__isnull', False)), models.Q(models.Q(('kind__in', ['vehicle-disposal-ban', 'vehicle-detention']), _negated=True), ('person__isnull', False), ('vehicle__isnull', True)), _connector='OR'), name='measure_names_one'),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end_reason', ''), ('ended_at__isnull', True)), models.Q(('ended_at__isnull', False), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='end_has_its_reason'),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('person__isnull', False), ('refused_at__isnull', True)), fields=('proceeding', 'kind', 'person'), name='one_open_measure_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('refused_at__isnull', True), ('vehicle__isnull', False)), fields=('proceeding', 'kind', 'vehicle'), name='one_open_measure_a_vehicle'),
        ),
    ]
