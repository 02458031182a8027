"""Pictures of a brief on Telegram and on Discord, drawn from the very bytes that would be sent.

    python benchmarks/pictures.py [docs/pictures]

The sample announcement is assembled, rendered by each platform's own adapter, and what it gives
(text, entities and keys; components) is drawn as a page of ours, of which Chromium takes a
picture. No platform's app and no picture of one is in it: fonts, colours and spacing are ours.
"""

import argparse
import asyncio
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops

from adapters.discord_chat.sending.letters import discord_form
from adapters.listing_files import read_files
from adapters.telegram_chat.sending.sender import telegram_form
from bot.cli.requested import channel_for
from bot.settings import settings_from
from bot.translator import translator
from bot.values.editions import Edition
from bot.wiring.pipeline import embedded
from scheduler.edition import Day

WIDTH = 500
CATEGORIES, TOP = ("cs.CV", "cs.CL"), 4
_TAGS = {"bold": "b", "italic": "i", "text_link": "a", "url": "a", "code": "code"}
_STYLE = """
body{margin:0;padding:14px;width:472px;box-sizing:border-box;font:15px/1.38 'Noto Sans',
'DejaVu Sans',sans-serif;overflow-wrap:anywhere}
.telegram{background:#d5e3ea;color:#111}.telegram .said{background:#fff;border-radius:12px;
padding:9px 12px;white-space:pre-wrap}.telegram a{color:#2678b6;text-decoration:none}
.keys{display:flex;gap:4px;margin-top:4px}.keys span{flex:1;text-align:center;border-radius:8px;
padding:6px 2px;font-size:14px}.telegram .keys span{background:#8fb0c1;color:#fff}
.discord{background:#313338;color:#dbdee1}.discord .said{background:#2b2d31;border-radius:6px;
padding:12px 14px;border-left:4px solid #b31b1b}.discord p{margin:0 0 8px}.discord h2{
font-size:18px;
margin:0 0 4px;color:#fff}.discord small{color:#a5a8ae}.discord hr{border:0;
border-top:1px solid #44474e;margin:10px 0}.discord b{color:#fff}.discord .keys span{
background:#4e5058;color:#fff;border-radius:4px}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("docs/pictures"))
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in pages().items():
        take(page, folder / f"{name}.png")


def pages() -> Mapping[str, str]:
    """A page by platform."""
    edition = asyncio.run(_edition())
    say = translator("en")
    (telegram,), (discord,) = telegram_form(edition, say), discord_form(edition, say)
    return {
        "telegram": _page("telegram", telegram_body(json.loads(telegram))),
        "discord": _page("discord", discord_body(json.loads(discord)["body"])),
    }


async def _edition() -> Edition:
    sample = Path(str(files("adapters") / "sample.jsonl"))
    settings = settings_from({})
    channel = channel_for(settings, "telegram:1", categories=CATEGORIES, top=TOP)
    return await Day(read_files([sample]).listings, embedded(None)).edition(channel)


def _page(platform: str, body: str) -> str:
    return (
        f'<!doctype html><meta charset="utf-8"><style>{_STYLE}</style>'
        f'<body class="{platform}">{body}</body>'
    )


def telegram_body(part: Mapping[str, Any]) -> str:
    """Text with its entities, which count UTF-16 units, and the keys under it."""
    units = part["text"].encode("utf-16-le")
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for kind, start, length, *_ in sorted(part["entities"], key=lambda one: -one[2]):
        if tag := _TAGS.get(kind):
            opens.setdefault(start, []).append(f"<{tag}>")
            closes.setdefault(start + length, []).insert(0, f"</{tag}>")
    cuts = sorted({0, len(units) // 2, *opens, *closes})
    said = "".join(
        "".join(closes.get(start, [])) + "".join(opens.get(start, []))
        + escape(units[2 * start : 2 * end].decode("utf-16-le"))
        for start, end in zip(cuts, [*cuts[1:], len(units) // 2], strict=True)
    )  # fmt: skip
    keys = "".join(_keys([key["label"] for key in row]) for row in part["rows"])
    return f'<div class="said">{said}</div>{keys}'


def discord_body(body: Mapping[str, Any]) -> str:
    """Components as they are nested: text, dividers, rows of keys."""
    return "".join(map(_component, body["components"]))


def _component(one: Mapping[str, Any]) -> str:
    inner = one.get("components", [])
    match one["type"]:
        case 17:
            return f'<div class="said">{"".join(map(_component, inner))}</div>'
        case 14:
            return "<hr>"
        case 10:
            return "".join(_line(line) for line in one["content"].split("\n"))
        case 1:
            return _keys([key.get("label", "") for key in inner])
        case _:
            return "".join(map(_component, inner))


def _line(text: str) -> str:
    """One line of Discord's Markdown, of which we write little."""
    made = escape(re.sub(r"\\(?=[^\w\s])", "", text))
    made = re.sub(r"\[([^\]]+)\]\((https?://[^)\s]+)\)", r"<u>\1</u>", made)
    made = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", made)
    if made.startswith("## "):
        return f"<h2>{made[3:]}</h2>"
    if made.startswith("-# "):
        return f"<p><small>{made[3:]}</small></p>"
    return f"<p>{made}</p>"


def _keys(labels: Sequence[str]) -> str:
    return f'<div class="keys">{"".join(f"<span>{escape(one)}</span>" for one in labels)}</div>'


def take(page: str, target: Path) -> None:
    """A picture of the page as high as it is, in a few colours. Needs Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("pictures: there is no chromium here")
    with tempfile.TemporaryDirectory() as folder:
        source, shot = Path(folder, "page.html"), Path(folder, "page.png")
        source.write_text(page, "utf-8")
        subprocess.run(  # noqa: S603
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             f"--window-size={WIDTH},3000", f"--screenshot={shot}", source.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        with Image.open(shot) as taken:
            picture = taken.convert("RGB").crop((0, 0, 472, taken.height))
    picture = picture.crop((0, 0, picture.width, _height(picture)))
    picture.quantize(64, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"{target}: {picture.width} x {picture.height}, {target.stat().st_size >> 10} KiB")


def _height(picture: Image.Image) -> int:
    """Up to the last row that is not background, and a little more."""
    ground = Image.new("RGB", picture.size, picture.getpixel((2, 2)))
    found = ImageChops.difference(picture, ground).getbbox()
    return min(picture.height, (found[3] if found else picture.height) + 14)


if __name__ == "__main__":
    main()
