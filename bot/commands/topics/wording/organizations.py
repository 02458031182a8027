"""Firms and universities, whose papers nobody can follow: arXiv seldom names them. Pure."""

import re

_KIND = re.compile(
    r"universit|institut|college|polytech|laborator|\blabs?\b|\bacademy\b|\bresearch\b|"
    r"\b(?:inc|corp|ltd|gmbh)\b|\bschool of\b",
    re.I,
)
_KNOWN = re.compile(
    r"(?i:(?:google|deepmind|facebook|openai|microsoft|amazon|nvidia|ibm|anthropic|"
    r"mistral|hugging ?face|salesforce|adobe|intel|samsung|huawei|baidu|alibaba|tencent|"
    r"bytedance|deepseek|tsinghua|peking|stanford|harvard|princeton|yale|cornell|caltech|"
    r"carnegie mellon|oxford|cambridge|berkeley|eth zurich|inria|fraunhofer|"
    r"max planck|allen institute)\b.*)|"
    r"(?:Meta|Apple|FAIR|MIT|CMU|ETH|EPFL|UCL|KAIST|AI2|CERN|NASA|Mila|MPI)(?: AI| ML)?"
)


def is_organization(name: str) -> bool:
    """Whether a name is plainly that of a place where people work."""
    return bool(_KIND.search(name) or _KNOWN.fullmatch(name.strip()))
