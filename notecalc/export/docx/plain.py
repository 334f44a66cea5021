"""Documents whose bytes depend on nothing but what is in them."""

import io
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)


def fixed(document: bytes) -> bytes:
    """A zipped document with the times of its parts set to the epoch of zip files."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in given.namelist():
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 3  # else the bytes would tell the system that wrote them
            written.writestr(part, given.read(name))
    return out.getvalue()
