"""What a sentence tells beside what its paper contributes: an aside, an outline, praise. Pure."""

import re

from bot.text.word_heads import headed

# What a paper does besides, an assumption or a remark is not what it is about.
_ASIDE_AT_FIRST = re.compile(
    r"(?:also|furthermore|moreover|additionally|in addition|finally|lastly|besides|further|"
    r"subsequently|thereafter|afterwards|in other words|thereby|on the other hand|that is|"
    r"for example|for instance|similarly|"
    r"as a (?:by-?product|side (?:result|effect|product))|along the way)\b"
    r"|(?:an|one|another|a further) (?:application|example|consequence) is\b"
    r"|as applications?,|(?:some )?(?:possible )?applications include\b"
    r"|(?:we|i) (?:will |also )?(?:say|denote|refer to|write|let)\b"
    r"|we call [^.]{1,60}? if\b"
    r"|(?:let|suppose|denote|consider) (?:that )?\S+ (?:be|is|are|denote|by)\b"
    r"|(?:given|for) [^.]*?,? (?:let|consider|denote|write)\b(?! that\b)"
    r"|to (?:demonstrate|validate|verify|assess|corroborate|illustrate|support|confirm|test) "
    r"(?:the|our|its) "
    r"|(?:we|our \w+|(?:[\w-]+ )?(?:experiments|results|evaluations|tests|studies)[^,.]{0,60}) "
    r"(?:\w+ly )?(?:demonstrate|validate|verify|confirm|showcase)s? (?:the|our) (?:\w+ )?"
    r"(?:efficacy|effectiveness|superiority|advantage|utility|usefulness|benefit|strength)"
    r"|in the (?:second|third|last|final) (?:part|half|step|stage|section)\b"
    r"|we (?:finish|close|end|begin|start) (?:by|with)\b|we conclude by\b"
    r"|(?:if|suppose) (?!.*\bwe\b)"
    r"|(?:an?|the|one) (?:\w+ )?(?:tool|ingredient|step) (?:\w+ (?:here|in this \w+) )?is\b"
    r"|we (?:obtain|give|prove|present|derive) (?:some|several|various|related) (?:\w+ )?results"
)
# How a text is built tells nothing of what it is about, whatever else fell out.
_OUTLINE = re.compile(
    r"(?:sections?|chapters?|appendix|appendices|figures?|tables?|parts?) [\divx]+\b"
    r"|(?:our|the) (?:main )?(?:proofs?|arguments?) (?:is|are|rel|us|combin|follow|rest)"
    r"|(?:our|the) (?:main )?results? (?:is|are) (?:then )?(?:proved|proven|a consequence|based)\b"
    r"|(?:(?:an?|the) )?(?:\w+ )?(?:step|ingredients?|tools?) (?:in|of) (?:the|our) proofs?\b"
    r"|(?:this|our|the) (?:paper|work|article) is (?:divided|organi[sz]ed|structured)\b"
    r"|(?:the|our) (?:\w+ )?(?:tests|study|analysis|experiments) (?:is|are) (?:still )?limited to\b"
)
_ASIDE = headed(
    r"^.{0,80}?\b(?:we|(?:this|the|our) (?:paper|work|study|article)) "
    r"(?:also|further|additionally|finally|then|next)\b"
    r"|^.{0,40}?\bwe (?:assume|believe|hope|expect|note|remark|recall)\b"
    r"|\bis organi[sz]ed as follows\b"
    r"|\b(?:is|are) (?:included|obtained|recovered|covered|given) as (?:an? )?"
    r"(?:special|particular|direct|simple|corollar|example|application|by-?product)",
    "also further additionally finally then next assume believe hope expect note remark recall "
    "organize special particular direct simple corollary example application by product",
)
# A wish or a praise tells nothing of what was done.
_EMPTY = headed(
    r"\b(?:independent interest|potential to be a promising|shows? promise|"
    r"lays? (?:the|a) (?:foundation|groundwork)|"
    r"paves? the way|sheds? (?:new )?light on the (?:promising|potential)|"
    r"our (?:work|study|strategy|findings|results?) (?:(?:will|has|have|thus|therefore),? ){0,2}"
    r"provide[sd]? (?:an? )?(?:new idea|crucial|important|valuable|timely)|"
    r"it (?:is|has been) (?:\w+ )?(?:known|reported|believed|claimed) that|"
    r"it (?:has been|was) (?:\w+ )?(?:proposed|suggested|argued) that|"
    r"it (?:is|becomes) (?:\w+ )?(?:important|crucial|essential) to|even more concerning|"
    r"devoted to the memory|"
    r"would (?:also )?(?:be|prove) (?:useful|interesting|helpful|beneficial)|"
    r"serves? as an? (?:\w+ )?(?:reference|roadmap|guide|cornerstone)|"
    r"inspires? (?:the )?(?:next generation|future|further)|"
    r"(?:received|attracted|gained|drawn) (?:\w+ ){0,3}(?:attention|interest)|"
    r"(?:was|were|have been|has been) (?:\w+ )?(?:proposed|introduced) to|"
    r"(?:is|are) (?:still|largely) (?:missing|lacking|unknown|unclear)|"
    r"are (?:also )?(?:given|discussed|assumed))\b",
    "independent promising promise foundation groundwork pave shed provide known reported "
    "believed claimed suggest argue given discussed assumed missing lacking unknown "
    "unclear attention interest propose introduce important crucial essential concerning memory "
    "serve inspire useful interesting helpful beneficial",
)


def is_aside(lower: str) -> bool:
    """Whether a sentence, in lower case, is about what a paper does besides."""
    return bool(_ASIDE_AT_FIRST.match(lower)) or is_outline(lower) or _ASIDE.is_in(lower)


def is_outline(lower: str) -> bool:
    """Whether it tells how the text or a proof is built."""
    return _OUTLINE.match(lower) is not None


def is_empty(lower: str) -> bool:
    """Whether it only wishes, praises or recalls."""
    return _EMPTY.is_in(lower)
