"""Takes over the pictures that Wagtail's own library held; their origin is asked for later."""

from django.db import migrations

_COPIED = (
    "id", "title", "file", "description", "width", "height", "created_at", "collection_id",
    "uploaded_by_user_id", "focal_point_x", "focal_point_y", "focal_point_width",
    "focal_point_height", "file_size", "file_hash",
)


def keep_pictures(apps, schema_editor):
    Image = apps.get_model("wagtailimages", "Image")
    Picture = apps.get_model("editing", "Picture")
    rows = list(Image.objects.order_by("id").values(*_COPIED))
    created = {row["id"]: row["created_at"] for row in rows}
    Picture.objects.bulk_create([Picture(**row) for row in rows])
    for key, moment in created.items():
        Picture.objects.filter(pk=key).update(created_at=moment)
    if rows and schema_editor.connection.vendor == "postgresql":
        highest = max(created)
        schema_editor.execute(
            "SELECT setval(pg_get_serial_sequence('editing_picture', 'id'), %s)", [highest]
        )


class Migration(migrations.Migration):
    dependencies = [
        ("editing", "0001_initial"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(keep_pictures, migrations.RunPython.noop)]
