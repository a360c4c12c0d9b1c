import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0008_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=200, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("uitgesteld", "Uitgesteld"),
                            ("beantwoord", "Beantwoord"),
                            ("brief", "Beantwoord in een brief"),
                            ("ingetrokken", "Ingetrokken"),
                        ],
                        max_length=20,
                        verbose_name="toestand",
                    ),
                ),
                ("days", models.PositiveIntegerField(blank=True, null=True, verbose_name="dagen")),
                ("until", models.DateField(blank=True, null=True, verbose_name="uitgesteld tot")),
                ("until_words", models.CharField(blank=True, max_length=100)),
                ("why", models.TextField(blank=True, verbose_name="reden")),
            ],
            options={
                "verbose_name": "zaak",
                "verbose_name_plural": "zaken",
            },
        ),
        migrations.AlterField(
            model_name="event",
            name="deed",
            field=models.CharField(
                choices=[
                    ("uploaded", "geüpload"),
                    ("published", "gepubliceerd"),
                    ("version", "nieuwe versie"),
                    ("second source", "tweede bron"),
                    ("validated", "andere versie geldig gemaakt"),
                    ("reparsed", "opnieuw gelezen"),
                    ("corrected", "gecorrigeerd"),
                    ("withdrawn", "ingetrokken"),
                    ("restored", "hersteld"),
                    ("redacted", "gelakt"),
                    ("unredacted", "lak weggehaald"),
                    ("cut", "band met een zaak losgemaakt"),
                    ("uncut", "losmaken ongedaan gemaakt"),
                    ("renamed", "naam gewijzigd"),
                    ("merged", "samengevoegd"),
                    ("unmerged", "samenvoeging ongedaan gemaakt"),
                    ("cancelled", "geannuleerd"),
                    ("reopened", "annulering ongedaan gemaakt"),
                    ("edited", "gecorrigeerd vóór publicatie"),
                    ("preferred", "als geldige bron gekozen"),
                    ("deleted", "verwijderd"),
                ],
                max_length=20,
                verbose_name="wat",
            ),
        ),
        migrations.CreateModel(
            name="CaseKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(db_index=True, max_length=200)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="case_keys",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "verbose_name": "band",
                "verbose_name_plural": "banden",
            },
        ),
        migrations.CreateModel(
            name="CasePlace",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="case_place",
                        serialize=False,
                        to="documents.document",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="documents.case",
                        verbose_name="zaak",
                    ),
                ),
            ],
            options={
                "verbose_name": "document in een zaak",
                "verbose_name_plural": "documenten in zaken",
            },
        ),
        migrations.CreateModel(
            name="CaseCut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_by", models.CharField(blank=True, max_length=150, verbose_name="door")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="op")),
                (
                    "ended_by",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="ongedaan gemaakt door"
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ongedaan gemaakt op"),
                ),
                ("key", models.CharField(max_length=200, verbose_name="band")),
                ("why", models.CharField(blank=True, max_length=200, verbose_name="reden")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "verbose_name": "losgemaakte band",
                "verbose_name_plural": "losgemaakte banden",
                "ordering": ["id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("document", "key"),
                        name="case_cut_standing_once",
                    )
                ],
            },
        ),
    ]
