"""The notes that a page can speak of: those built in, and terms that travel in an address.

Terms from a file are kept nowhere: the address holds them whole, so that it can be sent.
"""

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from functools import lru_cache

from notecalc.errors import NotecalcError, refuse, unknown
from notecalc.service import Note, find_terms
from notecalc.terms import BUILT_IN, Terms

_PACKED = "z."
_MOST_UNPACKED = 200_000


class Notes:
    """The notes of a page, and the one that it opens with."""

    def __init__(self, own: Note | None = None) -> None:
        self.first = next(iter(BUILT_IN)) if own is None else pack(own.terms)

    def find(self, name: str, changes: Mapping[str, str] | None = None) -> Note:
        """The terms of a name, with changes. Raises NotecalcError; no file is read."""
        if name in BUILT_IN:
            return find_terms(name, changes)
        if not name.startswith(_PACKED):
            problem = unknown("terms", name[:40], BUILT_IN, "--terms")
            raise NotecalcError(problem)
        terms = unpack(name)
        if changes:
            from notecalc.scenario import set_terms

            terms = set_terms(terms, changes)
        return Note(terms, terms.name)


def pack(terms: Terms) -> str:
    """Terms as an address holds them: their YAML, compressed, in letters that need no escape."""
    from notecalc.scenario import terms_yaml

    packed = zlib.compress(terms_yaml(terms).encode(), 9)
    return _PACKED + urlsafe_b64encode(packed).decode().rstrip("=")


@lru_cache(maxsize=8)
def unpack(text: str) -> Terms:
    """The terms that an address holds. Raises NotecalcError where it was cut off or is another's.

    What it unpacks to is bounded, and read as strictly as a file.
    """
    from notecalc.scenario import parse_terms

    try:
        packed = urlsafe_b64decode(text.removeprefix(_PACKED).encode("ascii") + b"==")
        opened = zlib.decompressobj()
        found = opened.decompress(packed, _MOST_UNPACKED)
    except (ValueError, zlib.error):
        found, opened = b"", None
    if opened is None or opened.unconsumed_tail or not opened.eof:
        what = "these terms were cut off, or are not from an address of this page"
        raise refuse(what, "copy the whole address, or choose the file again", "--terms")
    return parse_terms(found, "terms")
