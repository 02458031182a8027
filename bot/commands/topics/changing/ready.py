"""Topics that a channel can take as they are. Pure.

A topic's words are matched as a person's would be, so its description stays English
in the channel, as papers are; its name is kept in the channel's language. Few and narrow
terms: of a long list, each item also lets in what has only a part of it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from bot.commands.topics.wording.words import items_in
from bot.translator import Translator, languages, msgid, translator
from bot.values.topics import Topic

_READY = (
    (
        msgid("Reasoning"),
        msgid(
            "how language models reason: chain of thought, test-time compute, "
            "reinforcement learning with verifiable rewards, mathematical problem solving"
        ),
    ),
    (
        msgid("Agents"),
        msgid("LLM agents"),
    ),
    (
        msgid("Retrieval"),
        msgid("retrieval-augmented generation, dense retrieval"),
    ),
    (
        msgid("Efficient models"),
        msgid(
            "quantization, pruning, distillation, sparse attention, KV cache compression, "
            "faster inference of large models"
        ),
    ),
    (
        msgid("Safety"),
        msgid("jailbreaks, red teaming, safety alignment, hallucination"),
    ),
    (
        msgid("Languages of the world"),
        msgid("low-resource and multilingual language processing, machine translation, dialects"),
    ),
    (
        msgid("Video generation"),
        msgid("video generation"),
    ),
    (
        msgid("3D vision"),
        msgid("3D reconstruction, Gaussian splatting, novel view synthesis, depth, camera pose"),
    ),
    (
        msgid("Robots"),
        msgid("robotics"),
    ),
    (
        msgid("Medical imaging"),
        msgid(
            "segmentation and diagnosis in medical images: CT, MRI, X-ray, pathology, ultrasound"
        ),
    ),
    (
        msgid("Speech"),
        msgid("speech recognition and synthesis, spoken dialogue, audio understanding"),
    ),
    (
        msgid("Learning theory"),
        msgid(
            "generalization bounds, convergence of optimization, sample complexity, "
            "statistical guarantees"
        ),
    ),
)
# how they were described once, and are in channels that took them then
EARLIER = {
    "language model agents that use tools, browse, write code, plan and work together": "Agents",
    "retrieval-augmented generation, dense retrieval, reranking, question answering "
    "over documents": "Retrieval",
    "jailbreaks, red teaming, alignment, refusal, hallucination detection, privacy "
    "and misuse of language models": "Safety",
    "video diffusion, text-to-video generation, long and controllable video, world models": (
        "Video generation"
    ),
    "robot manipulation and navigation, vision-language-action models, imitation "
    "learning, embodied agents": "Robots",
}


@cache
def ready_topics() -> tuple[Topic, ...]:
    """Name and description of each, in English."""
    return tuple(Topic(name=name, description=description) for name, description in _READY)


def ready_topic(name: str) -> Topic | None:
    """By English name or that of any language, in any letter case; a beginning is enough
    where it is the only one."""
    exact = ready_named(name)
    wanted = name.casefold().strip()
    found = {
        topic
        for called, topic in _by_name().items()
        if wanted and (called == wanted or called.startswith(wanted))
    }
    return exact or (found.pop() if len(found) == 1 else None)


def ready_named(name: str) -> Topic | None:
    """By the whole name alone: robots walking is more than Robots."""
    return _by_name().get(name.casefold().strip())


@cache
def _by_name() -> dict[str, Topic]:
    return {
        translator(language).text(topic.name).casefold(): topic
        for language in languages()
        for topic in ready_topics()
    }


def said(topic: Topic, say: Translator) -> Topic:
    """A topic as a reader is shown it: a ready-made one with its translated description."""
    if topic.description in _descriptions():
        return replace(topic, description=say.text(topic.description))
    return topic


def translated(topic: Topic, say: Translator) -> Topic:
    """A ready-made topic under its name in a language."""
    return replace(topic, name=say.text(topic.name))


def renamed(topics: Sequence[Topic], say: Translator) -> tuple[Topic, ...]:
    """A channel's topics after a change of language: the names of ready-made ones follow."""
    return tuple(_renamed(topic, say) for topic in topics)


def _renamed(topic: Topic, say: Translator) -> Topic:
    ready = _by_name().get(topic.name.casefold())
    if ready is None or not is_ready(topic, ready):
        return topic
    return replace(topic, name=say.text(ready.name))


def is_ready(topic: Topic, ready: Topic) -> bool:
    """Whether a channel's topic is this ready-made one, as it is or as it was: known by its
    description, since its name is in a language."""
    return ready.name == EARLIER.get(topic.description) or topic.description == ready.description


@cache
def _descriptions() -> frozenset[str]:
    return frozenset(topic.description for topic in ready_topics())


def ready_names(words: str) -> list[str]:
    """Several, where each is one: Reasoning, Agents."""
    items = [each for item in items_in(words) for each in re.split(r"\s+and\s+", item)]
    return items if len(items) > 1 and all(map(ready_topic, items)) else [words]
