"""Takes over another city's HSDS data: read strictly, staged on disk, written all or not at all."""
