from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_upload_gists")]

    operations = [
        migrations.AddField(
            model_name="redaction",
            name="kept",
            field=models.JSONField(default=dict, editable=False),
        ),
    ]
