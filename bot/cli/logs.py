"""Logs: structured, on standard error, with every secret erased; and settings, which say how."""

import logging
import re
import sys
from collections.abc import Sequence
from typing import Literal

import structlog
from stamina.instrumentation import RetryDetails, set_on_retry_hooks
from structlog.typing import EventDict, Processor, WrappedLogger

from adapters import platforms
from bot.settings import Settings, load_settings

_ERASED = "[secret]"
# Telegram's addresses hold the token: /bot<digits>:<35 characters>/
_TOKEN_IN_ADDRESS = re.compile(r"/bot\d+:[\w-]{20,}")
_CHATTY = (
    "aiohttp.access",
    "apscheduler",
    "arxiv",
    "asyncio",
    "httpcore2",
    "httpx2",
    "openai",
    "tzlocal",
    "urllib3",
)
_TOLD_IN_BRIEFS = "bot.pipeline"


def configure_logs(
    level: str, form: Literal["auto", "human", "json"], secrets: Sequence[str]
) -> None:
    """Set up structlog and the standard library's logging once, at the start of a program.

    Libraries that print addresses at INFO are held to warnings.
    """
    human = sys.stderr.isatty() if form == "auto" else form == "human"
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        SecretEraser(secrets),
    ]
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
        if human
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.PositionalArgumentsFormatter(), *shared],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    # the library's own hook warns of every try; a call that fails in the end is told anyway
    set_on_retry_hooks([_log_retry])
    for name in (*_CHATTY, *(each for one in platforms.PLATFORMS for each in one.chatty)):
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    for name in (each for one in platforms.PLATFORMS for each in one.repeating):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logging.getLogger(_TOLD_IN_BRIEFS).setLevel(logging.NOTSET)


def _log_retry(details: RetryDetails) -> None:
    logging.getLogger("adapters").info(
        "trying_again",
        extra={
            "retry": details.retry_num,
            "wait_s": details.wait_for,
            "why": str(details.caused_by),
        },
    )


class SecretEraser:
    """A processor that takes secrets out of every value of a log line."""

    def __init__(self, secrets: Sequence[str]) -> None:
        # longest first, so that a secret within another leaves no rest
        ordered = sorted({secret for secret in secrets if len(secret) > 3}, key=len, reverse=True)
        self._secrets = tuple(ordered)

    def __call__(self, logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
        return {key: self._erase(value) for key, value in event.items()}

    def _erase(self, value: object) -> object:
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, list | tuple):
            return [self._erase(each) for each in value]
        if isinstance(value, dict):
            return {key: self._erase(each) for key, each in value.items()}
        text = value if isinstance(value, str) else repr(value)
        for secret in self._secrets:
            text = text.replace(secret, _ERASED)
        return _TOKEN_IN_ADDRESS.sub(f"/bot{_ERASED}", text)


def started(*, reading: bool = False) -> Settings:
    """The first step of every command: settings read, logs set up. ``reading``: a person reads what
    the command says, and a brief tells itself what no model gave; `info` logs it all the same."""
    settings = load_settings()
    configure_logs(settings.logs.level, settings.logs.format, settings.secrets)
    if reading and settings.logs.level == "warning":
        logging.getLogger(_TOLD_IN_BRIEFS).setLevel(logging.ERROR)
    return settings
