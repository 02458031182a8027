"""What servers of the OpenAI kind do otherwise than OpenAI's own.

Each line is what somebody saw: vendors' docs and threads, named in docs/model.md.
"""

from dataclasses import dataclass
from typing import Literal

Thoughts = Literal["", "field", "tags", "tokens"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """``formats``: types of response_format that are taken, the rest is answered with
    ``refusal`` and ``refused_with``. ``keeps``: the schema is kept, otherwise only a prompt
    that has it is. ``knows``: parameters beyond OpenAI's are refused. ``most_names``: how the
    bound of an answer may be called. ``cuts``: a question beyond ``context`` tokens loses its
    beginning, else it is refused. ``thoughts``: how the model's thoughts come.
    """

    name: str
    formats: frozenset[str] = frozenset({"text", "json_schema", "json_object"})
    strict: bool = True
    keeps: bool = True
    checks_schema: bool = False
    json_word: bool = False
    refusal: str = "Invalid value: supported response_format types are others."
    refused_with: int = 400
    knows: bool = False
    most_names: frozenset[str] = frozenset({"max_tokens", "max_completion_tokens"})
    most: int = 16_384
    temperature: bool = True
    effort: bool = False
    system: bool = True
    responses: bool = True
    embeddings: bool = True
    keyed: bool = False
    usage: bool = True
    cached_as: Literal["", "details", "hit"] = ""
    context: int = 131_072
    cuts: bool = False
    thoughts: Thoughts = ""


_TEXT = frozenset({"text"})
OPENAI = Profile(
    name="openai",
    checks_schema=True,
    json_word=True,
    knows=True,
    keyed=True,
    cached_as="details",
)
PROFILES = {
    each.name: each
    for each in (
        OPENAI,
        # the newer models: thoughts count as output, one name for the bound, one temperature
        Profile(
            name="openai-reasoning",
            checks_schema=True,
            json_word=True,
            knows=True,
            keyed=True,
            cached_as="details",
            most_names=frozenset({"max_completion_tokens"}),
            temperature=False,
            effort=True,
            thoughts="tokens",
        ),
        Profile(name="ollama", context=4_096, cuts=True),
        # takes a schema and does not keep it
        Profile(name="ollama-cloud", keeps=False),
        Profile(
            name="lmstudio",
            formats=_TEXT | {"json_schema"},
            refusal="'response_format.type' must be 'json_schema' or 'text'",
        ),
        Profile(
            name="deepseek",
            formats=_TEXT | {"json_object"},
            refusal="This response_format type is unavailable now",
            json_word=True,
            keyed=True,
            responses=False,
            embeddings=False,
            cached_as="hit",
        ),
        Profile(name="vllm", context=8_192, thoughts="field"),
        # an older llama.cpp and its Python server say so with 500
        Profile(
            name="llamacpp",
            formats=_TEXT | {"json_object"},
            refusal='response_format type must be one of "text" or "json_object", but got: '
            "json_schema",
            refused_with=500,
            responses=False,
            usage=False,
        ),
        # a small model behind a plain server: text and no more
        Profile(
            name="plain",
            formats=_TEXT,
            refusal="Extra inputs are not permitted: response_format",
            refused_with=422,
            knows=True,
            most_names=frozenset({"max_tokens"}),
            system=False,
            responses=False,
            embeddings=False,
            usage=False,
            thoughts="tags",
        ),
        Profile(name="no-strict", strict=False),
    )
}
