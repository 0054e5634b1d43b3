from apps.scaffolding.kinds.part import Part, Wanted

MEGABYTE = 1_048_576
KINDS = ("pdf", "png", "jpeg", "webp", "txt")


def file(wanted: Wanted) -> Part:
    kinds = ", ".join(f'"{kind}"' for kind in KINDS)
    return upload(wanted, "file", 10, f"UploadField(kinds=({kinds}), ", ", ".join(KINDS))


def image(wanted: Wanted) -> Part:
    return upload(wanted, "image", 5, "PictureField(", "a JPEG, PNG or WebP, stored as a WebP")


def upload(wanted: Wanted, kind: str, default: int, field: str, meaning: str) -> Part:
    """A file may always be missing: it comes as a form, by POST or, later, by PATCH."""
    size = wanted.number(default, 1, 100) * MEGABYTE
    name, app = wanted.name, wanted.names.app
    return Part(
        name,
        columns=(
            (
                f'{name} = models.FileField({wanted.label}, upload_to="{app}/{wanted.names.plural}", '
                f"storage=private, blank=True)"
            ),
        ),
        read=(name,),
        read_fields=(f"{name} = serializers.FileField(use_url=False, read_only=True)",),
        write=(name,),
        write_fields=(f"{name} = {field}max_bytes={size:_}, required=False)",),
        file_bytes=size,
        file_kind=kind,
        meaning=f"{meaning}; at most {size // MEGABYTE} MB, by form; fetched at `files/{name}/`",
    )
