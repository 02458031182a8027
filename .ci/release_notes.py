"""The section of CHANGELOG.md of one version, as the notes of its release, to standard output.

``python .ci/release_notes.py`` prints that of this version, dated or not. With ``--tag v1.2.3`` (a
release) it refuses a tag that is not this version's, and a section that bears no date yet.
"""

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_DATED = re.compile(r"\d+\.\d+\.\d+ \(\d{4}-\d{2}-\d{2}\)")


def section(changelog: str, version: str) -> tuple[str, str]:
    """Heading without its marks, and what stands under it. Raises ValueError where there is no such
    section, or nothing in it."""
    for part in re.split(r"^## ", changelog, flags=re.M)[1:]:
        heading, _, text = part.partition("\n")
        if heading.split()[0] == version:
            if not text.strip():
                raise ValueError(f"the section of {version} is empty")
            return heading.strip(), text.strip() + "\n"
    raise ValueError(f"CHANGELOG.md has no section of {version}")


def notes(changelog: str, version: str, tag: str = "") -> str:
    """Raises ValueError with a sentence that says what stands in the way."""
    heading, text = section(changelog, version)
    if tag and tag != f"v{version}":
        raise ValueError(f"the tag {tag} is not v{version}; bot/version.py has the version")
    if tag and not _DATED.fullmatch(heading):
        raise ValueError(f"date the section first: ## {version} (2026-01-31), not ## {heading}")
    return text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--tag", default="", help="of the release, such as v1.2.3")
    tag = parser.parse_args().tag
    written = (ROOT / "bot" / "version.py").read_text("utf-8")
    found = re.search(r'VERSION = "([^"]+)"', written)
    version = found[1] if found else ""
    try:
        sys.stdout.write(notes((ROOT / "CHANGELOG.md").read_text("utf-8"), version, tag))
    except ValueError as error:
        sys.exit(f"release_notes: {error}")


if __name__ == "__main__":
    main()
