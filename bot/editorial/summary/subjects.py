"""What one paper is about, in phrases and in single telling words. Pure.

A paper is about what its title names, what it names again and again, and what the
sentences name in which it tells its contribution; what it names in passing is left out.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.editorial.choosing.background import background
from bot.text.phrases import ONCE, TITLE, key_of, read_phrases
from bot.text.readable import readable
from bot.text.sentences import split_sentences
from bot.text.wording import STOCK, breaks, is_hollow, may_end
from bot.text.words import Token, tokens

# named once, but where the paper tells what it does; a single word named again and again
GIST, OFTEN = 0.6, 0.8
_OFTEN_ENOUGH = 4
_TELLS = re.compile(
    r"\b(?:we|this (?:paper|work|study|article|survey|report)) (?:\w+ly |also |first |then )?"
    r"(?:introduc|present|propos|develop|releas|describ|build|design|construct|creat|curat|"
    r"stud[iy]|investigat|examin|explor|analy[sz]|show|prov)\w*",
    re.I,
)
# "multi-agent" is about what "agents" are, clinical about what medical is
_SAME = {"multiag": "agent", "clinic": "medic"}
# what says what a paper is about, under the noun that it needs to stand alone
_APPLIED = {
    "multiag": "agents",
    "medic": "medical applications",
    "clinic": "medical applications",
    "multilingu": "multilingual work",
    "legal": "legal texts",
    "financi": "financial applications",
    "egocentr": "egocentric views",
    "robot": "robotics",
}
# what papers bring rather than use: only a title or a contribution makes them a subject
BROUGHT = {"benchmark": "benchmarks", "dataset": "new datasets"}
_BRINGS = re.compile(
    r"\b(?:introduc|present|propos|releas|construct|curat|build|creat|develop|contribut)\w*"
    r"\b(?:(?!\b(?:on|across|over|under|in|against|than|that|which|using|from|with|for|by|outperform"
    r"\w*|evaluat\w*)\b)[^.;]){0,90}?\b(benchmark|dataset)s?\b"
)
_NO_NOUN = ("ize", "ise", "ify", "ized", "ised")
# measures and file formats have long names too
_NO_SUBJECT = frozenset(
    key_of(long)
    for long in (
        "intersection over union", "word error rate", "character error rate",
        "bit error rate", "mean squared error", "mean absolute error", "peak signal-to-noise ratio",
        "dice similarity coefficient", "exponential moving average", "equal error rate",
        "structural similarity index", "large language models", "small language models",
        "deep learning", "machine learning", "artificial intelligence", "question answering",
        "dataset comprising", "data engine", "original images", "student models",
        "data annotations", "native speakers",
        "technical report", "inference speed", "token counts", "target regions", "model selection",
        "multi-modal learning", "human verification", "evaluation suite", "frontier models",
        "training stability", "report generation", "unified models", "hidden states", "3D Gaussian",
        "transformer-based models", "pretrained models",
    )
)  # fmt: skip
_ABBREVIATED = re.compile(r"[A-Z][A-Za-z]*[A-Z]s?")
# stems that name no subject alone, in any field, though they end noun phrases
_TOO_WIDE = """
access accur action activ adapt advantag aggreg algorithm align annot answer architectur array art
aspect assess attribut augment author autom automat awar balanc bandwidth baselin batch behavior
behaviour bench benchmark beyond bit block bound break budget build cach camera caption categori
causal chain challeng chang channel check chines claim class classif client close cloud cluster
collabor collect color communiti compar complet complex composit comput condit configur connect
consensus constraint construct content contrast control convent convers convert corpus correct
correl coupl cours coverag creation cross cue curv cycl dataset decay decis decod deep degre delay
demand denois dens densiti depend depth deriv descript descriptor detail detect detector develop
diagnosi dialog difficulti dimens dimension direct discoveri discret disentangl distanc distil
distribut divers document domain draft dynam ecosystem edg eight embed emerg encod encourag end
energi engin english enhanc ensembl entiti entropi environment equal equat equilibrium essay estim
event evolut evolv exampl execut expans experi expert explain explor expon exposur express extens
extent extract fail famili fast fidel field filter final find fine finetun five flow format
forward foundat four fraction frame framework freedom frequenc friend function fusion futur game
gate gaussian general generat global gradient grid ground group guid guidanc half hand head help
hidden hierarchi high histori horizon hour human hybrid hypothesi ident identif illus imag impact
indic individu infer inform initi input insight inspect instanc instruct integr intellig intent
inter interact interest interfac internal interpret intersect intra invari invers issu item joint
journal judg judgment kernel knowledg label lack languag larg larger last latenc latent layer
least left length letter level librari light lightweight line link list local locat loop loss low
machin main manifold map margin mask match mathemat matric matrix matter measur mechan media
member messag mix modal mode model modul month multimod multitask multiview nativ natur nearbi
need net network neural neuron new nine node nois nonlinear norm normal note novel nuanc number
object observ one onlin open oper opinion opportun optim order organ organis organiz orient origin
outlier output page pair panel paper paradigm parallel paramet partial particip pass past patch
path peer perceiv percentag percept period person phenomena phenomenon phrase physic pixel
platform play plug pool popul posit post power practition pre precis predict prefer pretrain price
prior priorit privat probabl process product profil program project promis prompt proof proport
protocol prototyp proxi public pure quantum queri question random rank rate ratio ray read reader
real receiv recip recognit record recoveri reduct refer reflect regim region regress regular
reinforc relat relev reliabl remark repeat replac report repres represent request research resolut
respons retriev review rewrit right robust root row rule sampl scale scan scene scienc scientist
scope search second select self semant sens sensit sensor sentenc separ sequenc seri session seven
shape share short shot side signific similar simul singl site six skill small social softwar sort
space spars specif spectrum speed splat split stack standard state statist step store stream
string strong structur student style subject subset suit summari supervis support surfac surround
survey symbol synthes synthesi system tabl tag target teacher team template tempor ten tensor text
textur theorem theori third thought three threshold toggl token tool top topic total track traffic
trajectori transfer transform transit tree triplet truth two uncertainti unif uniform uniti
univers universal updat util valid variabl variant vector verif view viewpoint vision visual
vocabulari volum vote water web week weight whole width window word worker
"""


@dataclass(frozen=True, slots=True)
class Subjects:
    """``strength`` (above 0.4, to 1) and written form by key: stems joined by spaces, one
    for a single word. ``closed`` are the keys that stand alone somewhere; ``lower`` and
    ``names`` are as in bot.text.phrases.Reading."""

    strength: Mapping[str, float]
    forms: Mapping[str, str]
    closed: frozenset[str]
    lower: frozenset[str]
    names: frozenset[str]


@lru_cache(maxsize=2048)
def read_subjects(raw_title: str, raw_abstract: str) -> Subjects:
    """Read a paper once; channels that share it share the reading."""
    title, abstract = readable(raw_title), readable(raw_abstract)
    gist = " ".join(one for one in split_sentences(abstract) if _TELLS.search(one))
    reading, told = read_phrases(raw_title, raw_abstract), read_phrases(title, gist)
    strength = {key: value for key, value in reading.strength.items() if value > ONCE}
    strength |= {key: GIST for key in told.strength if reading.strength.get(key) == ONCE}
    strength = {key: value for key, value in strength.items() if key not in _NO_SUBJECT}
    words = _words(title, abstract, gist) | _brought(title, gist)
    long = _long_names(title, abstract)
    return Subjects(
        {**long, **strength, **{key: value for key, (value, _) in words.items()}},
        {**{key: form for key, (_, form) in words.items()}, **_forms(long), **reading.forms},
        reading.closed | frozenset(words) | frozenset(long),
        reading.lower,
        reading.names,
    )


def holds(subject: str, title: str, abstract: str) -> bool:
    """Whether readable text holds every stem of a key, in any form."""
    there = {_SAME.get(token.stem, token.stem) for token in tokens(f"{title} {abstract}")}
    return set(subject.split()) <= there


def _words(title: str, abstract: str, gist: str) -> dict[str, tuple[float, str]]:
    """Strength and form of the single words that the paper is about."""
    in_title = {_key(token) for token in _telling(title)}
    in_gist = {_key(token) for token in _telling(gist)}
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    count: Counter[str] = Counter()
    for text in (title, abstract):
        for token in _telling(text):
            count[_key(token)] += 1
            if token.stem in _APPLIED:
                forms[_key(token)][_APPLIED[token.stem]] += 1
            elif may_end(token.folded) and not token.folded.endswith(_NO_NOUN):
                forms[_key(token)][text[token.start : token.end].lower()] += 1
    found = {}
    for key, written in forms.items():
        strength = TITLE if key in in_title else OFTEN if count[key] >= _OFTEN_ENOUGH else 0.0
        if not strength and count[key] > 1 and key in in_gist:
            strength = GIST
        if strength:
            found[key] = (strength, max(written, key=lambda form: (written[form], form)))
    return found


def _brought(title: str, gist: str) -> dict[str, tuple[float, str]]:
    """A benchmark or a data set where the paper brings one."""
    in_title = {token.stem for token in tokens(title)}
    brought = {found[1] for found in _BRINGS.finditer(gist.lower())}
    return {
        key: (TITLE if key in in_title else OFTEN, form)
        for key, form in BROUGHT.items()
        if key in in_title or key in brought
    }


def _telling(text: str) -> Iterator[Token]:
    for token in tokens(text):
        word = token.folded
        plain = (
            len(word) > 2
            and word[0].isalpha()
            and not _ABBREVIATED.fullmatch(text[token.start : token.end])
        )
        wide = token.stem in _too_wide() or breaks(word) or is_hollow([word])
        if plain and word.isalpha() and not wide:
            yield token


@lru_cache(maxsize=1)
def _too_wide() -> frozenset[str]:
    return frozenset(_TOO_WIDE.split())


def _key(token: Token) -> str:
    return _SAME.get(token.stem, token.stem)


def _long_names(title: str, abstract: str) -> dict[str, float]:
    """Phrases behind the abbreviations that everybody knows: RL, VLA."""
    known = background().abbreviations
    count: Counter[str] = Counter()
    for weight, text in ((2, title), (1, abstract)):
        for found in re.findall(r"[A-Z][A-Za-z]*[A-Z]s?\b", text):
            long = known.get(found.removesuffix("s").lower())
            if long and " " in long and key_of(long) not in (STOCK | _NO_SUBJECT):
                count[key_of(long)] += weight
    return {key: OFTEN for key, n in count.items() if n > 1}


def _forms(long: Mapping[str, float]) -> dict[str, str]:
    by_key = long_forms()
    return {key: by_key[key] for key in long}


@lru_cache(maxsize=1)
def long_forms() -> Mapping[str, str]:
    return {key_of(long): long for long in background().abbreviations.values()}
