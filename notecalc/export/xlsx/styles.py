"""How the cells of a workbook look: inputs blue on yellow, what is the engine's brown, italic."""

from typing import Any

WRAPPED = ("heading", "wrap", "beside", "paragraph", "note", "beside_note", "assumed")
"""The styles of texts that go on in a new line."""

_BASE = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
_INPUT = {"font_color": "#0000c0", "bg_color": "#fff6d5", "border": 1, "border_color": "#d9c46a"}
_ENGINE = {"font_color": "#6b4b00", "italic": True}
_HELPER = {"font_color": "#555555"}
_HEAD = {
    "bold": True, "bg_color": "#1f3a5f", "font_color": "#ffffff", "text_wrap": True,
    "valign": "vcenter", "align": "center", "border": 1, "border_color": "#ffffff",
}  # fmt: skip
_TOP = {"text_wrap": True}
_LINE = {"bottom": 1, "bottom_color": "#dddddd"}


def styles(places: int, rate: str) -> dict[str, dict[str, Any]]:
    """The properties of each style: amounts with `places` decimals, rates in the format `rate`."""
    amount = {"num_format": f"#,##0{'.' * (places > 0)}{'0' * places}"}
    day = {"num_format": "yyyy-mm-dd", "align": "left"}
    told: dict[str, dict[str, Any]] = {
        "text": {},
        "paragraph": _TOP,
        "wrap": {**_TOP, **_LINE},
        "beside": {**_TOP, **_LINE, "align": "left", "indent": 1},
        "bold": {"bold": True},
        "label": {"bold": True, **_LINE},
        "heading": {"bold": True, "font_size": 16, "font_color": "#1f3a5f", **_TOP},
        "title": {"bold": True, "font_size": 16, "font_color": "#1f3a5f"},
        "section": {"bold": True, "font_size": 11, "font_color": "#1f3a5f", "bottom": 1},
        "note": {"italic": True, "font_color": "#555555", **_TOP},
        "beside_note": {
            "italic": True,
            "font_color": "#555555",
            "align": "left",
            "indent": 1,
            **_TOP,
            **_LINE,
        },  # fmt: skip,
        "engine_note": {**_ENGINE, **_TOP},
        "head": _HEAD,
        "helper_head": {**_HEAD, "bg_color": "#8a8f98", "font_size": 8},
        "assumed": {"bold": True, "font_color": "#9c2a00", "align": "center", **_TOP, **_LINE},
        "warning": {"bold": True, "font_color": "#9c2a00", **_TOP},
        "amount": {**amount, **_LINE},
        "amount_big": {**amount, "bold": True, "font_size": 12, **_LINE},
        "total_big": {**amount, "bold": True, "font_size": 14, "top": 1, "bottom": 6},
        "total": {**amount, "bold": True, "top": 1, "bottom": 6},
        "sum": {**amount, "bold": True, "top": 1},
        "amount_engine": {**amount, **_ENGINE, **_LINE},
        "amount_input": {**amount, **_INPUT},
        "quote": {"num_format": "#,##0.00####", **_LINE},
        "quote_input": {"num_format": "#,##0.00####", **_INPUT},
        "rate": {"num_format": rate, **_LINE},
        "rate_input": {"num_format": rate, **_INPUT},
        "date": {**day, **_ENGINE, **_LINE},
        "price_from": {
            **day,
            "num_format": '"Redemption price from "yyyy-mm-dd',
            **_ENGINE,
            **_LINE,
        },
        "weekday": {"num_format": "ddd d mmm yyyy", "align": "left", **_ENGINE, **_LINE},
        "days": {"num_format": "0", **_LINE},
        "days_engine": {"num_format": "0", **_ENGINE, **_LINE},
        "center": {"align": "center", **_LINE},
        "helper": {"num_format": "0", **_HELPER, **_LINE},
        "helper_plain": {"num_format": "#,##0.00000000", **_HELPER, **_LINE},
        "factor": {"num_format": "0.0000000000", **_LINE},
        "factor_short": {"num_format": "0.0000", **_LINE},
        "helper_amount": {**amount, **_HELPER, **_LINE},
        "rate_engine": {"num_format": rate, **_ENGINE, **_LINE},
        "note_line": {"italic": True, "font_color": "#555555"},
        "aside": {"italic": True, "font_color": "#555555", "indent": 1},
        "engine_line": _ENGINE,
        "bold_wrap": {"bold": True, **_TOP},
        "text_input": _INPUT,
        "count": {"num_format": "#,##0", **_LINE},
        "count_input": {"num_format": "#,##0", **_INPUT},
        "count_engine": {"num_format": "#,##0", **_ENGINE, **_LINE},
        "share": {"num_format": "0.00%", **_LINE},
        "share_engine": {"num_format": "0.00%", **_ENGINE, **_LINE},
        "right": {"align": "right", **_ENGINE, **_LINE},
        "status": {"bold": True, "align": "center", **amount, **_LINE},
        "quoted": {"quote_prefix": True},
        "quoted_wrap": {"quote_prefix": True, **_TOP, **_LINE},
    }
    return {name: {**_BASE, **each} for name, each in told.items()}
