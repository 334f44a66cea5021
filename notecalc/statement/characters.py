"""Texts of other people made safe to show: what steers a screen or turns a line is marked."""

_UNSAFE = dict.fromkeys(
    [*range(9), *range(11, 32), *range(127, 160), 0x061C, *range(0x200E, 0x2010),
     *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF],
    "\ufffd",
)  # fmt: skip


def safe(text: str) -> str:
    """A text with U+FFFD for each control, direction mark, lone surrogate and noncharacter.

    Line feeds and tabs stay, and so do the joiners that emoji are made with.
    """
    return text if text.isascii() and text.isprintable() else text.translate(_UNSAFE)
