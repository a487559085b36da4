"""A copy kept beside a visit is decided on; until then the visit waits for review."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def let_them_wait(apps, schema_editor):
    """Let the visits with a copy beside wait; no copy was decided on before."""
    visits = apps.get_model("visits", "Visit")
    visits.objects.filter(conflicts__isnull=False).update(awaits_review=True)


class Migration(migrations.Migration):

    dependencies = [
        ('visits', '0002_standard_forms'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='visitconflict',
            name='decision',
            field=models.CharField(blank=True, choices=[('adopted', 'Taken as a revision'), ('left', 'Left aside')], max_length=20, verbose_name='decision'),
        ),
        migrations.AddField(
            model_name='visitconflict',
            name='note',
            field=models.TextField(blank=True, verbose_name='note'),
        ),
        migrations.AddField(
            model_name='visitconflict',
            name='resolved_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='resolved at'),
        ),
        migrations.AddField(
            model_name='visitconflict',
            name='resolved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='visitconflict',
            name='urgent',
            field=models.BooleanField(default=False, verbose_name='holds an urgent answer'),
        ),
        migrations.AlterField(
            model_name='review',
            name='decision',
            field=models.CharField(choices=[('verified', 'Verified'), ('returned', 'Returned with a question'), ('set_aside', 'Set aside'), ('set_aside_proposed', 'Proposed to be set aside'), ('verify_proposed', 'Proposed to be verified')], max_length=20, verbose_name='decision'),
        ),
        migrations.AlterField(
            model_name='visit',
            name='urgent_waits',
            field=models.BooleanField(default=False, help_text='An urgent answer was sent that is not yet verified or set aside.', verbose_name='an urgent answer waits'),
        ),
        migrations.AddConstraint(
            model_name='visitconflict',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision', ''), ('resolved_at', None)), models.Q(models.Q(('decision', ''), _negated=True), ('resolved_at__isnull', False)), _connector='OR'), name='a_decided_copy_is_resolved'),
        ),
        migrations.RunPython(let_them_wait, migrations.RunPython.noop),
    ]
