"""Which sentence encoder is used, if any."""

from pathlib import Path

from bot.setting_types import SettingsGroup, setting


class EncoderSettings(SettingsGroup):
    """The encoder that taught the vector space, in its place."""

    folder: Path | None = setting(
        "PAPERBRIEF_ENCODER",
        None,
        "Folder with `model.onnx` and `tokenizer.json` of all-MiniLM-L6-v2, which then compares "
        "topics with papers. Needs `paperbrief[semantic]` and about 0.1 s of CPU for each new "
        "paper. Without it, the vector space that ships is used (docs/space.md).",
    )
