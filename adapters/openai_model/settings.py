"""Which language model and which embeddings model are used, if any, and how they are asked."""

from typing import Annotated, Literal

from pydantic import AfterValidator, SecretStr

from bot.setting_types import Address, SettingsGroup, setting


def _sendable(value: SecretStr) -> SecretStr:
    key = value.get_secret_value()
    if not (key.isascii() and key.isprintable() and " " not in key):
        raise ValueError("has a character that cannot be sent: signs of ASCII without blanks")
    return value


Key = Annotated[SecretStr, AfterValidator(_sendable)]


class ModelSettings(SettingsGroup):
    """Any server that speaks OpenAI's interface. Without a model's name, none is used."""

    base_url: Address = setting(
        "OPENAI_BASE_URL",
        "https://api.openai.com/v1",
        "Address of a model server of the OpenAI kind, with its `/v1`: OpenAI, Ollama "
        "(`http://127.0.0.1:11434/v1`), vLLM, LM Studio, llama.cpp, LiteLLM, DeepSeek ...",
    )
    api_key: Key | None = setting(
        "OPENAI_API_KEY", None, "The key for it. A server of your own needs none."
    )
    name: str | None = setting(
        "OPENAI_MODEL",
        None,
        "The model that chooses and writes, as the server names it. Without it, none does. "
        "`python -m bot model check` tells what the address can do.",
    )
    embedding_name: str | None = setting(
        "OPENAI_EMBEDDING_MODEL",
        None,
        "The embeddings model that compares topics with papers, with or without OPENAI_MODEL.",
    )
    embedding_base_url: Address | None = setting(
        "OPENAI_EMBEDDING_BASE_URL", None, "Its address, where it is not OPENAI_BASE_URL."
    )
    embedding_api_key: Key | None = setting(
        "OPENAI_EMBEDDING_API_KEY",
        None,
        "The key for it, where its address is another. OPENAI_API_KEY is never sent there.",
    )
    api: Literal["chat", "responses"] = setting(
        "PAPERBRIEF_MODEL_API",
        "chat",
        "`chat` asks at `/chat/completions`, which every server has; `responses` at `/responses`.",
    )
    timeout: float = setting(
        "PAPERBRIEF_MODEL_TIMEOUT", 60.0, "Seconds until one call of a model is late.", gt=0, le=900
    )
    at_once: int = setting(
        "PAPERBRIEF_MODEL_AT_ONCE",
        8,
        "Calls of a model at the same time. A server with one graphics card may want 1 or 2.",
        ge=1,
        le=64,
    )
    effort: str | None = setting(
        "PAPERBRIEF_MODEL_EFFORT",
        None,
        "How long a reasoning model may think: `minimal`, `low`, `medium` ..., as the server "
        "names it. Without it, nothing is said of it.",
        max_length=20,
        pattern=r"^[a-z]+$",
    )

    @property
    def embedding_address(self) -> str:
        return self.embedding_base_url or self.base_url

    @property
    def key(self) -> str:
        """In clear; "" where there is none."""
        return _clear(self.api_key)

    @property
    def embedding_key(self) -> str:
        """No key is sent to an address that it was not given for."""
        is_same = self.embedding_api_key is None and self.embedding_address == self.base_url
        return self.key if is_same else _clear(self.embedding_api_key)


def _clear(key: SecretStr | None) -> str:
    return key.get_secret_value() if key else ""
