"""A sentence encoder of a few words, written as ONNX byte by byte.

The field numbers are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. The
model looks each token up in a table, and that is its last layer.
"""

import struct
from collections.abc import Sequence
from typing import Any

_FLOAT, _INT64 = 1, 7
_OPSET = 13
_IR_VERSION = 8


def lookup_model(rows: Sequence[Sequence[float]]) -> bytes:
    """Token number t becomes ``rows[t]``; it takes ids and an attention mask."""
    table = b"".join(
        (
            _number(1, len(rows)),
            _number(1, len(rows[0])),
            _number(2, _FLOAT),
            _text(8, "table"),
            _bytes(9, b"".join(struct.pack("<f", each) for row in rows for each in row)),
        )
    )
    gather = _text(1, "table") + _text(1, "input_ids") + _text(2, "layer") + _text(4, "Gather")
    masked = (
        _text(1, "attention_mask")
        + _text(2, "mask_floats")
        + _text(4, "Cast")
        + _bytes(5, _text(1, "to") + _number(3, _FLOAT) + _number(20, 2))
    )
    wide = (
        _text(1, "mask_floats") + _text(1, "last_axis") + _text(2, "mask") + _text(4, "Unsqueeze")
    )
    product = _text(1, "layer") + _text(1, "mask") + _text(2, "last_hidden_state") + _text(4, "Mul")
    axis = b"".join(
        (
            _number(1, 1),
            _number(2, _INT64),
            _text(8, "last_axis"),
            _bytes(9, struct.pack("<q", 2)),
        )
    )
    graph = b"".join(
        (
            *(_bytes(1, node) for node in (gather, masked, wide, product)),
            _text(2, "lookup"),
            _bytes(5, table),
            _bytes(5, axis),
            _bytes(11, _value("input_ids", _INT64, ["batch", "sequence"])),
            _bytes(11, _value("attention_mask", _INT64, ["batch", "sequence"])),
            _bytes(12, _value("last_hidden_state", _FLOAT, ["batch", "sequence", len(rows[0])])),
        )
    )
    opset = _text(1, "") + _number(2, _OPSET)
    return _number(1, _IR_VERSION) + _bytes(7, graph) + _bytes(8, opset)


def _value(name: str, kind: int, shape: Sequence[int | str]) -> bytes:
    sides = (_text(2, one) if isinstance(one, str) else _number(1, one) for one in shape)
    tensor = _number(1, kind) + _bytes(2, b"".join(_bytes(1, side) for side in sides))
    return _text(1, name) + _bytes(2, _bytes(1, tensor))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _text(field: int, value: str) -> bytes:
    return _bytes(field, value.encode())


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])


def word_tokenizer(words: Sequence[str]) -> dict[str, Any]:
    """What ``tokenizer.json`` holds for words between blanks; the first stands for all others."""
    return {
        "version": "1.0",
        "added_tokens": [],
        "pre_tokenizer": {"type": "Whitespace"},
        "model": {
            "type": "WordLevel",
            "vocab": {word: number for number, word in enumerate(words)},
            "unk_token": words[0],
        },
    }
