"""A small day of video papers, invented, with what a right model would say of each in Chinese."""

from collections.abc import Mapping
from datetime import date

from bot.values.listings import AnnounceType, ListedPaper, Listing
from bot.values.papers import Author, Paper

DAY, NEXT = date(2026, 2, 12), date(2026, 2, 13)
_GUILD = ("Guild of Clockmakers", "Harbour School of Optics")


def _paper(number: int, title: str, abstract: str, comments: str | None = None) -> Paper:
    return Paper(
        id=f"2602.9100{number}",
        version=1,
        title=title,
        abstract=abstract,
        authors=(Author("Ada Quill", _GUILD[:1]), Author("Ben Rill", _GUILD[1:])),
        categories=("cs.CV",),
        comments=comments,
        published=DAY,
        updated=DAY,
    )


PAPERS = (
    _paper(
        1,
        "TideCache: Reusing Masks for Faster Video Generation",
        r"Video generation with transformers is slow, because attention is computed anew in each "
        r"step. We propose TideCache, which reuses the masks of earlier steps for video generation "
        r"as long as queries drift little. On 300 clips, TideCache is $\textbf{1.9}\times$ faster "
        r"with a loss of quality of 0.4\%. This suggests that most masks need not be predicted. "
        r"Code is available at https://github.com/example/tidecache.",
        "Accepted to the Workshop on Slow Films",
    ),
    _paper(
        2,
        "LoomBench: A Benchmark for Video Understanding Across Scenes",
        "Benchmarks of video understanding are nearly solved. We present LoomBench, a benchmark of "
        "1,400 questions about video that need several scenes. The best model answers 41% of them, "
        "while people answer 93%. LoomBench shows where video language models fail.",
    ),
    _paper(
        3,
        "Ferry: A Multimodal Agent That Watches Video While It Acts",
        "A multimodal agent rarely looks at video once it has a plan. We introduce Ferry, an agent "
        "that watches video while it acts. In 60 households, Ferry finishes 12 points more tasks "
        "than an agent that plans once. We conclude that video understanding helps an agent late.",
    ),
    _paper(
        4,
        "QuarryNet: Counting Stones in Single Photographs",
        "Counting stones in photographs is hard where they overlap. We propose QuarryNet, which "
        "draws the outline of each stone. It miscounts 3% of the stones. Quarries may use it.",
    ),
)
UPDATED = Paper(**{name: getattr(PAPERS[0], name) for name in Paper.__dataclass_fields__} | {
    "version": 2, "updated": NEXT,
})  # fmt: skip

CHINESE: Mapping[str, Mapping[str, str]] = {
    PAPERS[0].title: {
        "tldr": "TideCache 重用先前步骤的掩码，使视频生成快 1.9 倍。",
        "motivation": "用 Transformer 生成视频很慢，因为每一步都要重新计算注意力。",
        "method": "只要查询漂移不大，TideCache 就重用先前步骤的掩码。",
        "result": "在 300 个片段上，它快 1.9 倍，质量损失为 0.4%。",
        "conclusion": "大多数掩码可能无需预测。",
        "title_translated": "TideCache：重用掩码以加快视频生成",
    },
    PAPERS[1].title: {
        "tldr": "LoomBench 是一个包含 1,400 个跨场景视频问题的基准。",
        "motivation": "视频理解的基准几乎已被解决。",
        "method": "LoomBench 提出 1,400 个需要多个场景的视频问题。",
        "result": "最好的模型答对 41%，而人答对 93%。",
        "conclusion": "LoomBench 显示了视频语言模型在何处失败。",
        "title_translated": "LoomBench：跨场景视频理解的基准",
    },
    PAPERS[2].title: {
        "tldr": "Ferry 是一个在行动时观看视频的智能体。",
        "motivation": "多模态智能体有了计划之后很少再看视频。",
        "method": "Ferry 在行动的同时观看视频。",
        "result": "在 60 个家庭中，Ferry 完成的任务比只计划一次的智能体多 12 个百分点。",
        "conclusion": "作者认为视频理解在后期对智能体有帮助。",
        "title_translated": "Ferry：行动时观看视频的多模态智能体",
    },
    PAPERS[3].title: {
        "tldr": "QuarryNet 通过勾画每块石头的轮廓来计数。",
        "motivation": "石头重叠时，在照片中计数很难。",
        "method": "QuarryNet 勾画每块石头的轮廓。",
        "result": "它数错 3% 的石头。",
        "conclusion": "采石场可能会使用它。",
        "title_translated": "QuarryNet：在单张照片中数石头",
    },
}


def listing(*papers: Paper, day: date = DAY, kind: AnnounceType = AnnounceType.NEW) -> Listing:
    items = tuple(ListedPaper(one, kind) for one in papers)
    return Listing(category="cs.CV", date=day, items=items)
