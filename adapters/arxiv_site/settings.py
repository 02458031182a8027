"""Where arXiv is, how fast it may be asked, and who asks."""

from urllib.parse import urlsplit

from bot.setting_types import Address, SettingsGroup, setting

# https://info.arxiv.org/help/api/tou.html: one request every three seconds, in all
_INTERVAL = 3.0
_HOSTS = ("arxiv.org",)


class ArxivSettings(SettingsGroup):
    """The addresses of arXiv's services, and the manners in asking them."""

    contact: str = setting(
        "PAPERBRIEF_CONTACT",
        "",
        "Your e-mail or web address, told to arXiv in the User-Agent so that they can reach you.",
        max_length=200,
        pattern=r"^[\x21-\x7e]*$",
    )
    interval: float = setting(
        "PAPERBRIEF_ARXIV_INTERVAL",
        _INTERVAL,
        "Seconds between two requests to arXiv. Less than 3 only for servers of your own.",
        ge=0,
        le=600,
    )
    timeout: float = setting(
        "PAPERBRIEF_ARXIV_TIMEOUT", 30.0, "Seconds until one answer of arXiv is late.", gt=0, le=600
    )
    rss_base: Address = setting(
        "ARXIV_RSS_BASE", "https://rss.arxiv.org", "Announcement feeds; `/rss/cs.CL` follows."
    )
    oai_base: Address = setting(
        "ARXIV_OAI_BASE", "https://oaipmh.arxiv.org/oai", "OAI-PMH, for the last announcement."
    )
    api_base: Address = setting(
        "ARXIV_API_BASE", "https://export.arxiv.org/api/query", "Look-ups by id."
    )
    site_base: Address = setting(
        "ARXIV_SITE_BASE", "https://arxiv.org", "Full texts; `/html/<id>` and `/pdf/<id>` follow."
    )

    @property
    def itself(self) -> str | None:
        """The first setting that names one of arXiv's own hosts, None where none does."""
        for field in ("rss_base", "oai_base", "api_base", "site_base"):
            host = urlsplit(getattr(self, field)).hostname or ""
            if host in _HOSTS or host.endswith(tuple(f".{each}" for each in _HOSTS)):
                return f"ARXIV_{field.upper()}"
        return None

    @property
    def too_fast(self) -> str | None:
        """What is wrong with the interval: arXiv's terms hold for arXiv's own hosts."""
        if self.interval >= _INTERVAL or self.itself is None:
            return None
        return (
            f"PAPERBRIEF_ARXIV_INTERVAL is less than {_INTERVAL:g} seconds, which arXiv "
            f"asks for, while {self.itself} is arXiv itself"
        )
