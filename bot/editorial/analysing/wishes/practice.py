"""What somebody needs who wants to do it again: code, data, computing, settings. Pure."""

import re
from dataclasses import replace

from bot.editorial.analysing.standing_alone import symbols
from bot.editorial.analysing.wishes.choosing import Wish
from bot.editorial.analysing.wishes.cues import (
    ASIDE,
    BASELINES,
    BETTER,
    FOUND,
    LIMITS,
    OTHERS,
    RESULT_TALK,
)


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.I)


RELEASED = _words(
    r"\b(?:code|software|implementation|source|data|data ?sets?|models?|weights|checkpoints?|"
    r"scripts|materials|package|demo|library|simulator|catalogu?e|resources|api)\b[^.]{0,90}\b"
    r"(?:available(?=\s*(?:at|on|from|online|under|via|upon|in|as|for|through|here|to the)\b)|"
    r"available(?=\s*(?:$|[.,;(]))|"
    r"releas\w+|open[- ]?sourc\w*|publicly (?:available|accessible|released)|made public|"
    r"public (?:repositor\w+|archive)|CRAN|PyPI|download\w*|github|gitlab|zenodo|"
    r"hugging ?face|figshare|osf\.io|dryad|accessible (?:at|via|through|from|online|here)|"
    r"upon (?:reasonable )?request|on request)",
    r"\b(?:available|released|published|hosted|found) (?:\w+ ){0,4}(?:at|on|from|under) "
    r"(?:https?://[\w-]+\.\w|www\.|(?:the|our) project page)",
    r"\b(?:we|will) (?:\w+ly )?(?:release|open-source|publish|make) (?:\w+ ){0,6}(?:code|data|"
    r"models?|"
    r"available|public)",
)
UNAVAILABLE = _words(
    r"\black of (?:\w+ )*available\b|\bsince (?:it|its) (?:\w+ )?(?:first )?release|"
    r"\b(?:not|un|no longer|never|rarely|in)[ -]?(?:\w+ )?(?:available|accessible)\b"
)
COMPUTE = _words(
    r"\b(?:\d+|one|two|three|four|eight|single|graphics) (?:graphics )?cards?\b|\baccelerators?\b|"
    r"\b(?:\d+ ?(?:x|×)? ?)?(?:NVIDIA|GPUs?|TPUs?|A100|H100|V100|P100|RTX|Tesla|GeForce|CPUs?|"
    r"Xeon|cores?|cluster|supercomputer|GB of (?:RAM|memory)|VRAM)\b",
    r"\b(?:train\w*|took|takes|run\w*|converge\w*|wall[- ]clock|simulation|inference|"
    r"fine-tun\w+)\b[^.]{0,80}\b(?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|"
    r"nine|ten|twelve) ?(?:hours?|days?|weeks?|minutes?|seconds?|hrs?|GPU|CPU)",
)
# what a method is given to learn from, or to work on
TRAINED_ON = _words(
    r"\b(?:train|fine-?tun|pre-?train|fitt?)\w* (?:\w+ ){0,6}?(?:on|with|using|from) (?:\S+ ){0,6}?"
    r"(?:data ?sets?|data|corpus|corpora|clips|images|videos|hours|sentences|pairs|documents|"
    r"examples|samples|papers|tokens|words|recordings|problems|encounters|queries)\b",
    r"\btraining (?:data|set|corpus|clips|images|examples|samples|pairs)\b",
    r"\b(?:the|our) (?:data|corpus|data ?set) (?:is|are|was|were|has|have|comes?|came|consists?|"
    r"comprises?|contains?|holds?)\b",
)
SETTINGS = _words(
    r"\blearning rate|\bbatch (?:size|of)|\bbatches of|\btrain\w* (?:\w+ ){0,4}?for [\d,]+ steps|"
    r"\bepochs?\b|\boptimi[sz]er\b|\bAdamW?\b|\bSGD\b|\bdropout\b|"
    r"\bhyper-?\s?parameters?\b|\bweight decay|\bwarm-?up\b|\bhidden (?:size|units|dimension)|"
    r"\bparameters? (?:is|are|was|were) set\b|\bset to (?:\w+ ){0,2}\W?\d|\bwe set\b|\blayers\b|"
    r"\bheads\b|\btemperature\b|\bthreshold\b|\bstep size\b|\bgrid\b|\bresolution\b|"
    r"\bconcentration\b|\bsampling rate\b|\bbeam (?:size|search)|\bversion \d|\bsoftware\b|"
    r"\bpackage\b|\bprotocol\b"
)
# of its own code, in whose language or library it is written
_LIBRARY = (
    r"(?:Tensor[Ff]low|Py[Tt]orch|JAX|Flax|Keras|Theano|Caffe2?|MXNet|Chainer|PaddlePaddle|DyNet|"
    r"Hugging ?Face|[Ss]cikit-learn|Python|NumPy|C\+\+|CUDA|Triton|Fortran|C#|Julia(?! set)|"
    r"MATLAB|Matlab|Java|Scala|Rust|Go|Haskell|OCaml|Stan|"
    r"R(?= (?:package|language|version|code|and)\b|[,.;)]))"
)
WRITTEN_IN = re.compile(
    r"\b(?:(?:is|are|was|were|been) (?:\w+ly |all |also )?"
    r"(?:implemented|written|coded|built|developed|programmed)|"
    r"(?:[Ww]e|I) (?:\w+ly |also )?(?:implement(?:ed)?|built|wrote|coded|developed)|"
    r"[Ii]mplementations?) "
    rf"(?:\w+ ){{0,4}}?(?:in|with|using|on top of) (?:the )?{_LIBRARY}(?:\d[\d.]*)?(?![\w-])"
)
# settings that are no step of a method
TRAINS_WITH = _words(
    r"\blearning rate|\b(?:mini-?)?batch(?:es)? (?:size|of)|\bminibatches\b|\bepochs?\b|"
    r"\btrain\w* (?:\w+ ){0,4}?for [\d,]+ steps|\bAdamW?\b|\bSGD\b|\bweight decay|"
    r"\bdropout (?:rate )?of\b|\bhyper-?parameters? (?:are|were|is)\b|\bwarm-?up\b|"
    r"\btemperature (?:of )?\d"
)
_HAS_NUMBER = re.compile(r"\d")
_HAS_AMOUNT = re.compile(
    r"\d|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve) (?:\w+ )?"
    r"(?:hours?|days?|weeks?|minutes|seconds|cards?|cores?|GPUs?)\b"
)
# what a setting gained is a result
_GAINED = re.compile(r"\bis worth\b|\d (?:\w+ )?points?\b")
_VALUE = re.compile(
    r"\d[\d.,]*\s?(?:%|×|x\b|[A-Za-zµ]+)|[≈=<>~]\s?\d|\b\d+\.\d+|\b(?:two|three|four|five|ten|"
    r"half|twice|one|zero|first)\b",
)
_WE_DID = re.compile(r"\b(?:we|our|my)\b|\b(?-i:I) (?=[a-z])", re.I)
_TRAINS = re.compile(r"\b(?:train|experiment)\w*", re.I)
_PLAN = re.compile(r"\bwe (?:will|plan|hope|intend)\b", re.I)

RELEASED_WISH = Wish(
    parts={"availability": 1.4, "abstract": 1.0, "introduction": 0.9, "conclusion": 0.9,
           "setup": 0.7, "results": 0.6, "method": 0.5, "discussion": 0.5, "limits": 0.3},
    cues=((1.0, RELEASED),),
    needs=(RELEASED,),
    never=(OTHERS, UNAVAILABLE),
    appendix=True,
    most=2,
    least=1.4,
    central=0.3,
)  # fmt: skip
COMPUTE_WISH = Wish(
    parts={"setup": 1.0, "results": 0.6, "method": 0.4, "limits": 0.2, "discussion": 0.1},
    cues=((1.0, COMPUTE), (0.6, _HAS_AMOUNT), (0.4, _TRAINS)),
    needs=(COMPUTE, _HAS_AMOUNT),
    never=(ASIDE, OTHERS),
    appendix=True,
    most=1,
    least=1.8,
    central=0.2,
)
WRITTEN_IN_WISH = Wish(
    parts={"setup": 1.0, "availability": 1.0, "method": 0.8, "results": 0.7, "conclusion": 0.4},
    cues=((1.0, WRITTEN_IN), (0.4, _WE_DID)),
    needs=(WRITTEN_IN,),
    never=(ASIDE, OTHERS, BASELINES, _PLAN),
    appendix=True,
    most=1,
    least=1.8,
    central=0.2,
)
# what is needed to do it again
TRAINED_ON_WISH = Wish(
    parts={"setup": 1.0, "method": 0.9, "results": 0.5},
    cues=((0.8, TRAINED_ON), (0.5, _HAS_NUMBER)),
    needs=(TRAINED_ON, _HAS_NUMBER),
    never=(ASIDE, OTHERS, _PLAN, BETTER, BASELINES, RESULT_TALK),
    appendix=True,
    most=1,
    least=1.9,
    central=0.4,
)
SETTINGS_WISH = Wish(
    parts={"setup": 1.0, "method": 0.5, "results": 0.3},
    cues=((1.0, SETTINGS), (0.5, _VALUE), (0.2, _WE_DID), (0.4, _TRAINS)),
    needs=(SETTINGS, _VALUE),
    never=(ASIDE, LIMITS, FOUND, _GAINED),
    appendix=True,
    most=2,
    least=1.9,
    central=0.2,
)
TRAINING_WISH = replace(
    SETTINGS_WISH,
    parts={"setup": 1.0, "method": 0.9, "results": 0.6},
    needs=(TRAINS_WITH, _HAS_NUMBER),
    most=2,
    # values are told in signs
    more=lambda one: 0.2 * symbols(one.text),
)
