"""Topics that a channel can take as they are. Pure."""

from functools import cache

from bot.models import Topic


@cache
def ready_topics() -> tuple[Topic, ...]:
    """Name and description of each; their words are matched as a person's would be."""
    return tuple(
        Topic(name=name, description=description)
        for name, description in (
            (
                "Reasoning",
                "how language models reason: chain of thought, test-time compute, "
                "reinforcement learning with verifiable rewards, mathematical problem solving",
            ),
            (
                "Agents",
                "language model agents that use tools, browse, write code, plan and work together",
            ),
            (
                "Retrieval",
                "retrieval-augmented generation, dense retrieval, reranking, question answering "
                "over documents",
            ),
            (
                "Efficient models",
                "quantization, pruning, distillation, sparse attention, KV cache compression, "
                "faster inference of large models",
            ),
            (
                "Safety",
                "jailbreaks, red teaming, alignment, refusal, hallucination detection, privacy "
                "and misuse of language models",
            ),
            (
                "Languages of the world",
                "low-resource and multilingual language processing, machine translation, dialects",
            ),
            (
                "Video generation",
                "video diffusion, text-to-video generation, long and controllable video, "
                "world models",
            ),
            (
                "3D vision",
                "3D reconstruction, Gaussian splatting, novel view synthesis, depth, camera pose",
            ),
            (
                "Robots",
                "robot manipulation and navigation, vision-language-action models, imitation "
                "learning, embodied agents",
            ),
            (
                "Medical imaging",
                "segmentation and diagnosis in medical images: CT, MRI, X-ray, pathology, "
                "ultrasound",
            ),
            (
                "Speech",
                "speech recognition and synthesis, spoken dialogue, audio understanding",
            ),
            (
                "Learning theory",
                "generalization bounds, convergence of optimization, sample complexity, "
                "statistical guarantees",
            ),
        )
    )


def ready_topic(name: str) -> Topic | None:
    """By name, in any letter case; a beginning is enough where it is the only one."""
    wanted = name.casefold().strip()
    found = [topic for topic in ready_topics() if topic.name.casefold().startswith(wanted)]
    exact = [topic for topic in found if topic.name.casefold() == wanted]
    if exact:
        return exact[0]
    return found[0] if len(found) == 1 and wanted else None
