import opencity.core.texts.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('monitor', '0002_series_without_title'),
    ]

    operations = [
        migrations.DeleteModel(
            name='IndexRun',
        ),
        migrations.CreateModel(
            name='IndexRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', opencity.core.texts.fields.Text(default=dict, max_length=200, verbose_name='title')),
                ('recipe_yaml', models.TextField(verbose_name='recipe')),
                ('data_csv', models.TextField(verbose_name='data')),
                ('framework_csv', models.TextField(verbose_name='framework')),
                ('selection', models.JSONField(blank=True, default=dict, help_text='How the data were taken from the monitor’s own figures; empty for files.', verbose_name='choice of figures')),
                ('hash', models.CharField(max_length=64, verbose_name='hash of recipe, framework and data')),
                ('seed', models.PositiveIntegerField(verbose_name='seed')),
                ('draws', models.PositiveIntegerField(verbose_name='draws')),
                ('method', models.CharField(max_length=60, verbose_name='version of the calculation')),
                ('state', models.CharField(choices=[('waiting', 'waits to be calculated'), ('running', 'is being calculated'), ('done', 'calculated'), ('failed', 'failed')], default='waiting', max_length=10, verbose_name='state')),
                ('trouble', models.TextField(blank=True, verbose_name='what went wrong')),
                ('outcome', models.JSONField(blank=True, null=True, verbose_name='outcome')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made at')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='started at')),
                ('seconds', models.FloatField(blank=True, null=True, verbose_name='duration in seconds')),
                ('is_public', models.BooleanField(default=False, verbose_name='public')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
            ],
            options={
                'verbose_name': 'run of the index',
                'verbose_name_plural': 'runs of the index',
                'ordering': ['-made_at', '-pk'],
                'permissions': [('publish_indexrun', 'Can publish a run of the index')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'failed'), _negated=True), fields=('hash', 'seed', 'draws', 'method'), name='monitor_run_once'), models.CheckConstraint(condition=models.Q(models.Q(('outcome__isnull', False), ('seconds__isnull', False), ('state', 'done')), models.Q(('outcome__isnull', True), models.Q(('state', 'done'), _negated=True)), _connector='OR'), name='monitor_done_run_has_outcome'), models.CheckConstraint(condition=models.Q(('is_public', False), models.Q(('published_at__isnull', False), ('state', 'done')), _connector='OR'), name='monitor_public_run_is_done')],
                'indexes': [],
            },
        ),
    ]
