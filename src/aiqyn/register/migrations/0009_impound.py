# Lots, vehicles taken in, photographs, handing over.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0008_contests'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImpoundLot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('place', models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='ImpoundRelease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relation', models.CharField(choices=[('owner', 'owner'), ('representative', 'representative'), ('buyer', 'buyer'), ('heir', 'heir')], max_length=15)),
                ('paper', models.CharField(blank=True, max_length=200)),
                ('approved_at', models.DateTimeField()),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('fee_minor', models.BigIntegerField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(max_length=20, unique=True)),
                ('received_at', models.DateTimeField()),
                ('odometer_km', models.PositiveIntegerField(blank=True, null=True)),
                ('condition', models.TextField()),
                ('inventory', models.TextField()),
                ('reference', models.CharField(max_length=25, unique=True)),
                ('released_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='IntakePhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('media_type', models.CharField(choices=[('image/jpeg', 'image/jpeg'), ('image/png', 'image/png')], max_length=10)),
                ('size', models.PositiveIntegerField()),
                ('added_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='LotPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
        ),
        migrations.AddField(
            model_name='impoundrelease',
            name='contest',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.contest'),
        ),
        migrations.AddField(
            model_name='impoundrelease',
            name='first_official',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.official'),
        ),
        migrations.AddField(
            model_name='impoundrelease',
            name='released_to',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.person'),
        ),
        migrations.AddField(
            model_name='impoundrelease',
            name='second_official',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.official'),
        ),
        migrations.AddField(
            model_name='intake',
            name='disclosure',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='intake', to='register.disclosure'),
        ),
        migrations.AddField(
            model_name='intake',
            name='lot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='intakes', to='register.impoundlot'),
        ),
        migrations.AddField(
            model_name='intake',
            name='measure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='intakes', to='register.measure'),
        ),
        migrations.AddField(
            model_name='intake',
            name='received_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.official'),
        ),
        migrations.AddField(
            model_name='intake',
            name='vehicle',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='intakes', to='register.vehicle'),
        ),
        migrations.AddField(
            model_name='impoundrelease',
            name='intake',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='release', to='register.intake'),
        ),
        migrations.AddField(
            model_name='intakephoto',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.official'),
        ),
        migrations.AddField(
            model_name='intakephoto',
            name='intake',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='register.intake'),
        ),
        migrations.AddField(
            model_name='lotpost',
            name='custodian',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='lot_post', to='register.official'),
        ),
        migrations.AddField(
            model_name='lotpost',
            name='lot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='register.impoundlot'),
        ),
        migrations.AddField(
            model_name='impoundrelease',
            name='representation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.representation'),
        ),
        migrations.AddIndex(
            model_name='intake',
            index=models.Index(condition=models.Q(('released_at__isnull', True)), fields=['lot'], name='intake_kept'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.UniqueConstraint(condition=models.Q(('released_at__isnull', True)), fields=('vehicle',), name='a_vehicle_is_in_one_lot'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.CheckConstraint(condition=models.Q(('condition', ''), _negated=True), name='intake_says_the_condition'),
        ),
        migrations.AddConstraint(
            model_name='intakephoto',
            constraint=models.UniqueConstraint(fields=('intake', 'sha256'), name='one_photo_once'),
        ),
        migrations.AddConstraint(
            model_name='impoundrelease',
            constraint=models.CheckConstraint(condition=models.Q(('second_official__isnull', True), models.Q(('second_official', models.F('first_official')), _negated=True), _connector='OR'), name='two_people_let_a_vehicle_go'),
        ),
        migrations.AddConstraint(
            model_name='impoundrelease',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('fee_minor__isnull', True), ('released_at__isnull', True), ('second_official__isnull', True)), models.Q(('fee_minor__gte', 0), ('released_at__isnull', False), ('second_official__isnull', False)), _connector='OR'), name='released_by_the_second_with_a_fee'),
        ),
        migrations.AddConstraint(
            model_name='impoundrelease',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('contest__isnull', True), ('relation', 'owner'), ('representation__isnull', True)), models.Q(('contest__isnull', True), ('relation', 'representative'), ('representation__isnull', False)), models.Q(('contest__isnull', False), ('relation', 'buyer'), ('representation__isnull', True)), models.Q(('contest__isnull', True), ('relation', 'heir'), ('representation__isnull', True), models.Q(('paper', ''), _negated=True)), _connector='OR'), name='handed_over_on_a_right'),
        ),
    ]
