"""Which words can be part of a noun phrase that names a subject. Pure.

No tagger: short lists of what English abstracts use as verbs, as praise and as
talk about the paper itself, and the endings that tell adverbs and adjectives.
"""

from collections.abc import Sequence
from functools import lru_cache

from bot.text.words import STOP_WORDS


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_VERBS = _listed(
    """
    accelerate account achieve acquire act adapt add address adopt advance affect aim align
    allow analyse analyze answer appear apply approach arise ask assess assign associate assume
    attain attempt augment avoid base become begin behave believe bridge bring build calculate
    call capture carry cause challenge characterise characterize choose claim classify close
    collect combine come compare complement compute conclude conduct confirm connect consider
    consist constitute construct contain continue contribute convert correspond cover create
    curate deal decouple decrease define degrade deliver demonstrate denote depend deploy derive
    describe determine develop devise differ disclose discover discuss dominate drive drop
    eliminate emerge employ enable encode encompass encourage enforce enhance enrich ensure
    establish estimate evaluate examine exceed exhibit exist expand explain exploit explore
    expose extend facilitate fail fall feature fill find fix focus follow force form formalise
    formalize formulate foster fuse gain generalise generalize generate get give go grow
    guarantee guide handle help highlight hinder hold identify illustrate implement imply
    improve include incorporate increase incur indicate induce infer influence inform inherit
    inspire integrate introduce invent investigate involve isolate keep know lack lead learn let
    leverage lie limit link list lose lower maintain make manage match maximise maximize mean
    measure mitigate model motivate need note observe obtain occur offer operate optimise
    optimize outperform overcome participate perform permit pose possess predict prefer present
    preserve prevent prioritise prioritize produce prompt propose prove provide pursue push
    quantify raise range reach realise realize receive recognise recognize recover reduce refer
    refine reflect rely remain remove render replace report represent require resolve respond
    result retain rethink reveal review revisit run satisfy save say scale see seek seem select
    separate serve set share shed shift show simplify solve span specify stand start state stem
    strengthen struggle study suffer suggest summarise summarize support surpass take target
    tend test think tie track train transform translate treat try turn undergo underlie
    understand unify unlock update utilise utilize validate vary verify want work write yield
    """
)
# forms that are nouns or modifiers of subjects at least as often as they are verbs
_NOUNS = _listed(
    """
    account act advances aim align aligned answer answering answers approach augmented base
    building buildings cause causes challenge challenges claim claims close code compressed
    conditioned constrained controlled cover distributed drive drives drop dropping editing
    embodied encoding extended fall feature features finding findings fixed focus force forces
    form formed forms fuse gain gains grounded guide guided handling integrated learned learning
    learnt limit limits link links list lists localized match matched matching mean means
    measure measures model modeling modelling models need note notes planning pose prompt
    prompting prompts quantified quantised quantized range ranges reasoning recognition reduced
    render rendering report reports result results review reviews run scale scales scaling
    segmented separated set sets share shared shift shifts span spans state states stem
    structured studies study supervised support target targets test testing tests thinking tie
    track tracking tracks train training transform transforms tuning turn turns understanding
    unified update updates value values variable weighted work works writing
    """
)
_TALK = _listed(
    """
    able according across ad-hoc additional additionally adequate almost along already
    alternative always among amongst appropriate art available based besides best better big
    broad capable careful certain challenging clear code-available common comparable competitive
    complete comprehensive concrete considerable consistent contrary crucial current
    cutting-edge date desirable despite different difficult diverse due e.g easy effective
    efficient eg eight elegant else end-to-end enough entire essential etc even ever existing
    extensive far-reaching fewer fine-grained first first-ever five following four fundamental
    further general given good great hard high high-quality higher highest huge i.e ie important
    impressive inherent insufficient intrinsic key large-scale largely larger largest last later
    latter least less like limited little long long-standing longer low low-cost lower main
    major many meaningful minimal moreover much multiple naive near nearly necessary never nine
    non-trivial notable novel number numerous often old orders ours overall particular per
    plausible popular possible potential powerful practical precise present previous primary
    principled prior promising proposed quite real real-world recent recently relevant reliable
    remarkable representative respective rich rigorous robust second selected seven several
    significant similar simple single six small smaller sound specific standard state-of-the-art
    still strong stronger strongest sub-optimal substantial substantially successful sufficient
    suitable superior ten third thorough three today top total towards traditional true two
    typical underlying unique unlike unprecedented up usable useful usual valuable variety
    various vast versatile versus via vital vs well well-established well-known whole wide
    widely wider widespread without worse worth yet zero
    """
)
_HOLLOW = _listed(
    """
    abilities ability accuracy advance advances advantage advantages aim amount analyses
    analysis application applications approach approaches architecture aspect aspects baseline
    baselines behavior behaviors behaviour behaviours benchmark benchmarks benefit benefits
    capabilities capability case cases challenge challenges change changes choice choices code
    comparison comparisons complexity component components computation concept concepts
    condition conditions consistency constraint constraints context contexts contribution
    contributions cost costs criteria data dataset datasets design designs development
    difference differences direction directions domain domains effect effectiveness effects
    efficiency effort efforts environment environments error errors evaluation evaluations
    evidence example examples experiment experiments factor factors failure failures feature
    features field fields framework frameworks future gain gains gap gaps goal goals growth idea
    ideas impact implementation implementations implication implications improvement
    improvements inference information input inputs insight insights instance instances issue
    issues knowledge learning level levels limitation limitations literature means mechanism
    mechanisms method methodologies methodology methods metric metrics model models module
    modules nature need needs notion objective objectives operation outcome outcomes output
    outputs pages paper papers paradigm paradigms part parts pattern patterns performance
    perspective perspectives phase pipeline pipelines point points potential practice practices
    principle principles problem problems procedure procedures process processes progress
    properties property proportion quality question questions rate rates reason reasons
    reliability requirement requirements research researchers resource resources result results
    role scale scenario scenarios scheme schemes scope score scores section set sets setting
    settings setup signal signals size solution solutions source sources space stage stages step
    steps strategies strategy strength structure structures studies study subset success system
    systems task tasks technique techniques term terms test theory time times tool tools
    trade-off trade-offs tradeoff training type types understanding usage user users value
    values variant variants variation version way ways weight weights work works world year
    years
    """
)
_NOT_LAST = (
    "ic", "ive", "ous", "able", "ible", "ful", "less", "ary", "ial", "ual", "ional", "ical", "eral",
    "ular", "endent", "variant", "alent", "ient", "based", "aware", "driven", "free", "agnostic",
    "specific", "wise", "level", "like",
)  # fmt: skip
_LAST_ANYWAY = _listed(
    """
    adversary arithmetic boundary ceramic characteristic clinic coefficient commentary
    derivative dictionary epidemic fabric gradient heuristic ingredient initial integral library
    logic manual material materials metric music narrative objective pandemic patient patients
    plastic polynomial potential primitive quotient schematic statistic summary table topic
    traffic transient trial trials variable vocabulary
    """
)


def _forms(verb: str) -> set[str]:
    """What the endings make of a verb: predicts, predicted, predicting."""
    stem = verb.removesuffix("e")
    doubled = verb + verb[-1]
    made = {verb, verb + "s", verb + "es", stem + "ed", stem + "ing", doubled + "ed"}
    made |= {doubled + "ing", verb + "ing"}
    if verb.endswith("y"):
        made |= {verb[:-1] + "ies", verb[:-1] + "ied"}
    return made


_IRREGULAR = _listed(
    """
    arises arose became becomes bring brought built called chosen done drawn dubbed found gave
    given got grew held kept knew known lay led left lost made met named obtained put ran rose
    said saw seen shed shown sought stood taken termed thought told took underlying understood
    went written wrote
    """
)


@lru_cache(maxsize=1)
def _breaking() -> frozenset[str]:
    verbs = {form for verb in _VERBS for form in _forms(verb)}
    return frozenset((verbs | _IRREGULAR) - _NOUNS) | _TALK | STOP_WORDS


@lru_cache(maxsize=50_000)
def breaks(word: str) -> bool:
    """True for a word (lower case) at which a noun phrase ends or begins anew."""
    if word in _breaking() or len(word) == 1 or (word[0].isdigit() and word[-1].isdigit()):
        return True
    return word.endswith("ly") and len(word) > 4 and word not in ("anomaly", "family", "assembly")


@lru_cache(maxsize=50_000)
def may_begin(word: str, following: str) -> bool:
    """``large`` praises everything but the models that are named so."""
    if word == "large":
        return following in ("language", "vision-language", "multimodal", "reasoning", "audio")
    return not word.endswith(("'s", "’s"))


@lru_cache(maxsize=50_000)
def may_end(word: str) -> bool:
    """Whether a noun phrase can end with the word: no adjective, no participle."""
    if word in _LAST_ANYWAY:
        return True
    if word.endswith("ed") and word not in ("seed", "need", "feed", "speed"):
        return False
    return not word.endswith(_NOT_LAST)


def is_hollow(words: Sequence[str]) -> bool:
    """True where the words tell of no subject: ``task performance``, ``training process``."""
    telling = [word for word in words if word not in _HOLLOW]
    if len(telling) == 0:
        return True
    return words[-1] in _HOLLOW and words[-1] not in ("models", "learning", "model", "systems")


# Phrases (as stems) of every field that name no subject.
STOCK = frozenset(
    line.strip()
    for line in """
    paradigm shift
    next generat
    comput vision
    data statist
    imag pair
    video pair
    excel agreement
    numer simul
    numer experi
    upper bound
    lower bound
    upper limit
    explicit formula
    explicit express
    analyt express
    theoret model
    experiment measur
    experiment observ
    rapid advanc
    project page
    ground truth
    failur mode
    perform degrad
    build block
    ai system
    languag model
    larg languag model
    neural network
    deep learn
    machin learn
    deep learn model
    machin learn model
    deep neural network
    artifici intellig
    comput overhead
    pretrain model
    base model
    open sourc model
    human expert
    final answer
    model famili
    generat model
    foundat model
    natur languag
    state of the art
    wide rang
    linear combin
    posit integ
    theoret guarante
    human evalu
    research communiti
    human annot
    text prompt
    input imag
    comput resourc
    larg languag
    natur languag process
    languag process
    model paramet
    """.splitlines()
    if line.strip()
)
