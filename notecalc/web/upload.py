"""A file of a form, read in memory: it is never written anywhere."""

import re
from email.parser import BytesParser
from email.policy import HTTP

from notecalc.errors import refuse

MOST_FILE = 500_000
"""The largest file of terms that is taken from a form."""


def uploaded(body: bytes, content_type: str) -> tuple[str, bytes]:
    """The name and the bytes of the one file of a form. Raises NotecalcError where there is none.

    The name is that of the file alone, without a folder.
    """
    if not content_type.startswith("multipart/form-data"):
        raise refuse("there is no file in this request", "choose a file of terms")
    head = f"Content-Type: {content_type[:200]}\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    for part in message.iter_parts() if message.is_multipart() else ():
        name = part.get_filename()
        if name is None or part.is_multipart():
            continue
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes) or not (name or content):
            continue
        if len(content) > MOST_FILE:
            raise refuse(
                f"the file is larger than {MOST_FILE // 1000} kB", "choose a file of terms"
            )
        return _alone(name), content
    raise refuse("no file was chosen", "choose a file of terms")


def _alone(name: str) -> str:
    """The name of a file without its folder, short enough to be shown."""
    return re.split(r"[/\\]", name)[-1][:80] or "terms.yaml"
