"""By which words sentences of a full text say what they are for, in all fields. Pure."""

import re


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.I)


OURS = _words(
    r"\b(?:we|our|ours|us|my)\b|\b(?-i:I) (?=[a-z])",
    r"\b(?:this|the present) (?:paper|work|study|article|thesis|survey|review|letter|note|"
    r"report|document|vignette|manual|guide|tutorial|chapter)\b",
    r"\b(?:the )?proposed\b|\bthe (?:main |key )?(?:novelty|innovation)\b",
)
OTHERS = _words(
    r"\b(?:existing|previous|prior|current|conventional|traditional|classical|earlier|most|many|"
    r"several|recent|other|some|standard|popular|common) (?:\w+[ -]){0,3}?(?:methods?|approach\w*|"
    r"works?|stud(?:y|ies)|systems?|models?|techniques?|algorithms?|tools?|research|solutions?|"
    r"packages?|software|implementations?|librar(?:y|ies)|programs?|"
    r"frameworks?|literature|data ?sets?|benchmarks?|theor\w+|analys[ei]s|experiments|"
    r"measurements|strategies|practice|efforts|attempts|baselines|results|bounds|proofs|surveys)\b",
    r"\bet al\b",
    r"\bh(?:as|ave) been (?:\w+ly )?(?:proposed|studied|used|shown|developed|explored|applied|"
    r"investigated|introduced|reported|widely)",
    r"\b(?:literature|state[- ]of[- ]the[- ]art|researchers|authors|line of (?:work|research)|"
    r"in the past|to date|so far|historically)\b",
    r"\b(?:is|are) (?:very |most )?(?:widely|commonly|frequently|often|routinely) used\b",
    r"\bit (?:was|has been) (?:\w+ly )?(?:shown|demonstrated|argued|suggested|found|proposed)\b",
)
# other work that is named by what it does, or by whose it is
KINDS = re.compile(
    r"^(?:\w+ )?(?:methods|approaches|models|systems|algorithms|tools|techniques|studies|theories|"
    r"surveys|snapshots|platforms|benchmarks|solutions)\b(?! of (?:this|our))|"
    r"\b(?:a|the) (?:\w+ )?literature\b|\bthe (?:case|problem) of\b.*\b(?:was|were|has been) "
    r"(?:treated|solved|studied)"
)
OF_A_STUDY = _words(
    r"\b(?:prov|show|propos|obtain|introduc|use[sd]?\b|treat|studi|find\b|finds\b|found|report|"
    r"record|map|present|develop|describ|compar|extend|appl|learn|predict|train|measur|estimat|"
    r"stud(?:y|ies)|solv|requir|reli|combin)\w*"
)
HURTS = _words(
    r"\bhowever\b|\bbut\b|\byet\b|\bunfortunately\b|\balthough\b|\bdespite\b|\bwhile\b|\bwhereas\b",
    r"\b(?:lack|suffer|fail|struggl|ignor|neglect|overlook|hinder|degrad|limit|preclud|prevent|"
    r"restrict|assum|rely|relies|require|hamper|bias)\w*",
    r"\b(?:not|cannot|unable|only|little|few|rarely|seldom|no|without|neither|never)\b",
    r"\b(?:costly|expensive|slow|inefficient|insufficient|impractical|infeasible|intractable|"
    r"inaccurate|unreliable|unclear|unknown|difficult|hard|challenging|poor\w*|prone|"
    r"time-consuming|labou?r-intensive|prohibitive\w*|unstable|incomplete|inconsistent|"
    r"fall short|gap|drawbacks?|shortcomings?|disadvantages?|bottlenecks?|caveats?)\b",
)
PROBLEM = _words(
    r"\b(?:problem|challeng\w+|difficult\w*|gap|unclear|unknown|unresolved|open question|"
    r"bottleneck|obstacle|dilemma|controvers\w+|puzzle|tension|risk|threat|"
    r"poorly (?:understood|constrained|known|characteri[sz]ed|explored)|"
    r"little is known|not well understood|remains?|need(?:s|ed)? (?:to|for)|necessary|crucial|"
    r"critical|essential|important|fundamental|costly|expensive|limit\w*|lack\w*|suffers?|fails?|"
    r"struggles?|cannot|unable|hard to|demand\w*|concern\w*|inadequate|leading cause|burden)\b"
)
# what goes wrong, whatever the field
PAIN = _words(
    r"\b(?:forget\w*|forgot\w*|runs? out|los(?:e|es|t|ing)|loss|wast\w+|blur\w*|breaks?|"
    r"collaps\w+|drift\w*|degrad\w+|grows? with|miss(?:es|ed|ing)?|wrong\w*|vanish\w*|"
    r"fail\w*|errors?|"
    r"of (?:little|no) use|(?:has|have) not been|nobody|no one|slow(?:ly|er)?|disagree\w*|costly|"
    r"expensive|costs?|lack\w*|suffer\w*|struggl\w+|hard(?:er)? to|difficult\w*|"
    r"unstable|bottlenecks?|poorly|unclear|unknown|little is known|limit(?:s|ed|ation)?|hurts?|"
    r"spend\w* (?:most|much)|too (?:slow|large|many|much|long)|preclud\w+|remains?)\b"
)
WHY_NOW = _words(
    r"\b(?:recent(?:ly)?|in recent years|nowadays|today|increasing(?:ly)?|growing|rapid(?:ly)?|"
    r"emerg\w+|advent|rise of|widespread|unprecedented|the past (?:few|decade)|last decade|"
    r"advances?|progress|boom|surge|proliferation|ubiquitous)\b"
)
DIFFERS = _words(
    r"\b(?:unlike|in contrast|by contrast|contrary to|as opposed to|differ(?:s|ent|ence|ently)?"
    r"(?: \w+){0,4} from|differs?\b|instead of|rather than|whereas|compared (?:to|with)|"
    r"distinguish\w*|departs? from|in comparison|goes? beyond|extends?|generali[sz]es?|"
    r"no longer|does not (?:require|need|rely)|without (?:requiring|needing|relying|any)|"
    r"novel\w*|advantage|first (?:time|to|work|study|method|approach|attempt|\w+ model)|"
    r"to (?:the best of )?our knowledge|not been (?:\w+ )?(?:done|studied|considered|explored|"
    r"reported))\b"
)
COMPARES_ITSELF = _words(
    r"\b(?:unlike|in contrast|by contrast|contrary to|as opposed to|differs? from|different from|"
    r"different in that|in comparison (?:to|with)|goes? beyond|departs? from|"
    r"to (?:the best of )?our knowledge|for the first time|the first (?:\w+ ){0,3}(?:to|that|work|"
    r"study|method|approach)|instead of|rather than|distinguish\w*|has (?:the )?advantages?|"
    r"main difference|key difference|novelty|innovation|no longer|"
    r"does not (?:require|need|rely)|without (?:requiring|needing|"
    r"relying))\b"
)
CONTRIBUTIONS = _words(
    r"\bcontributions?\b(?: \w+){0,8} ?(?::|are|is|as follows|include|can be|threefold|twofold)",
    r"\b(?:we|(?-i:I)|this (?:paper|work|article|study)) makes? (?:the following|(?:two|three|four|"
    r"several|\w+ main) (?:\w+ )?contributions)\b",
    r"\bin (?:summary|short|brief), (?:we|our|this)\b",
)
CONTRIBUTES = _words(
    r"\b(?:we|(?-i:I)|this (?:paper|work|study|article|survey|review|letter|note|document|"
    r"vignette|manual|guide|tutorial|chapter)|our (?:main |key |primary )?contributions?) "
    r"(?:have |has |\w+ly |also |here |then |further |first |thus )*"
    r"(?:propos|present|introduc|develop|design|describ|formulat|build|built|offer|provid|creat|"
    r"construct|releas|contribut|establish|deriv|prov|show|demonstrat|investigat|study|studies|"
    r"studied|analy|examin|quantif|characteri|explor|find|report|extend|generali|consider|address|review|compar|survey|determin|detect|"
    r"identif|argue|solv|concern|outlin|summari[sz]|explain|clarif|illustrat)",
    r"\bour (?:main |key |primary |central )?(?:contributions?|goal|aim|objective)(?: here)? "
    r"(?:is|are)\b",
    r"^this is an? (?:\w+ )?(?:example|introduction|demonstration|guide|tutorial|overview)\b",
    r"\bwe (?:aim|aimed|sought|set out|wanted) to\b",
    r"\b(?:aims?|objectives?|purpose|goals?) (?:of (?:this|the present|our) (?:\w+ )?(?:study|work|"
    r"paper|article|survey|analysis) )?(?:was|were|is|are) to\b",
    r"^(?:an?|the) (?!.*\b(?:if|when)\b).{5,160}\b(?:is|are|was|were|has been|"
    r"have been) (?:here |then )?"
    r"(?:proposed|presented|introduced|developed|described|investigated|studied)\b.{0,60}$",
)
CONSISTS = _words(
    r"\b(?:consists? of|consisting of|composed of|comprises?|comprising|is divided into|"
    r"are divided into|made up of|built (?:on|upon)|based on|is organi[sz]ed|(?:two|three|four|"
    r"five|several)(?:-| )(?:main |key |major )?(?:stages?|steps?|components?|parts?|modules?|"
    r"phases?|blocks?)|overall|overview|pipeline|architecture|workflow|end-to-end)\b"
)
DOES = _words(
    r"\b(?:we|one|the \w+(?: \w+)?|our \w+|each \w+|it) "
    r"(?:can |may |\w+ly |then |also |first |next |now )*"
    r"(?:use|employ|apply|comput|train|optimi|minimi|maximi|encod|decod|sampl|generat|select|"
    r"extract|split|combin|map|predict|estimat|model|fit|solv|updat|construct|build|add|"
    r"project|aggregat|transform|collect|measur|record|assign|defin|represent|reads?|takes?|"
    r"learn|adopt|process|detect|appl|assum|consider|introduc|propos|replac|normali|filter|"
    r"cluster|annotat|simulat|calculat|obtain|deriv|perform|initiali|concatenat|feed|compil|append|remov|ask|treat|link|attach|mark|keep|writ|rank|scor|search|stor|"
    r"allocat|walk|send|multipl|expand|extrapolat|discretis|discretiz|delet|isolat|incubat|modif)",
    r"\b(?:is|are|was|were) (?:\w+ly |then |first |also )*(?:used|employed|applied|computed|"
    r"trained|"
    r"obtained|defined|represented|generated|selected|extracted|split|combined|mapped|estimated|"
    r"modell?ed|fitted|calculated|measured|collected|constructed|added|projected|processed|"
    r"appended|assigned|performed|recorded|translated|compiled|given by|replaced)",
    # whatever was done; what was seen is no step
    r"\b(?:was|were) (?:\w+ly )?(?!observ|associat|increas|reduc|report|consider|exclud|discard|"
    r"expect|detect|improv|identif|limit|relat)(?:\w{3,}ed|made|built|taken|grown|drawn|cut|chosen|"
    r"written|kept|run)\b",
)
ASIDE = _words(
    r"^(?:for (?:example|instance)|(?:now )?let us|note that|we note|recall|remark|intuitively|"
    r"of course|"
    r"obviously|consider (?:the|a|an)\b|suppose|let\b|assume|here,? \w\b|where\b|in fact|"
    r"that is|i\.e|e\.g|in other words|interestingly|see\b|e\.g\.|to see|observe that|"
    r"similarly|likewise|analogously|again|it is (?:\w+ )?(?:important|necessary|worth|"
    r"interesting|possible|easy|clear|well[ -]known) (?:to|that))\b",
    r"\b(?:refer (?:the reader |interested readers? )?to|for (?:more|further) (?:details|"
    r"information)|details (?:are|can be)|can be found in|omitted|"
    r"left to the reader|without loss of generality|for simplicity|for convenience|for clarity|"
    r"for brevity)\b",
    # what is announced and told elsewhere
    r"\b(?:two|three|four|five|six|several|following) (?:\w+ ){0,2}(?:ways|desiderata|reasons|"
    r"steps|"
    r"stages|aspects|questions|cases|types|parts|issues|problems|benefits|advantages|phases|points|"
    r"categories|groups|challenges|properties|features)\.$",
)
OUTLINE = _words(
    r"\b(?:rest|remainder) of (?:this|the|our) (?:paper|article|work|section|manuscript|survey)\b",
    r"\b(?:paper|article|work|section|manuscript|survey|chapter|report) is "
    r"(?:\w+ )?(?:organi[sz]ed|structured|divided|arranged|laid out)\b",
    r"\b(?:in|of) (?:this|the (?:next|following|previous|last|present|"
    r"current)) (?:sub)?(?:sections?|chapters?|"
    r"paragraphs?|appendix)\b",
    r"\b(?:next|following|previous|this) (?:sub)?section\b",
    r"^(?:section|sections|chapter|appendix|§) ?[\dIVXA-H]",
    r"\b(?:described|discussed|explained|presented|introduced|detailed|shown|given|listed|as) "
    r"(?:above|below|later|next|before|earlier|previously)\b",
    r"\bas follows\b|\bthe following\b(?![^:]*: \w)|:$|\bbefore we conclude\b|"
    r": (?:first|firstly|\(?i\)|\(?1\))(?! (?:\w+ ?\w*, )?(?:we|our)\b)|"
    r"\b(?:examples?|figures?|tables?|code|plots?|lists?|output) (?:below|above|before)\b|^below,|"
    r"^(?:before|after) (?:describing|discussing|introducing|presenting|turning|starting|an? )|"
    r"\b(?:earlier|modified|revised|extended) version of (?:this|(?-i:[A-Z]))|"
    r"\bgives? (?:an? )+(?:\w+ )?overview\b|\blaid out before\b",
    r"^(?:we|this paper) (?:first |then |next |finally |also |briefly )*(?:discuss|outline|review)"
    r"\w*\b",
    r"^(?:figure|fig|table|algorithm|eq|left|right|top|bottom)\b",
    r"\b(?:the|this|these|both|our) (?:figures?|tables?|plots?|panels?|curves?) (?:show|present|"
    r"illustrat|depict|summari|report|list|compare|provide|give|plot)",
)
DATA = _words(
    r"\b(?:data ?sets?|corpus|corpora|benchmarks?|training (?:data|set)|test (?:data|set)s?|"
    r"cohort|participants|patients|subjects|respondents|volunteers|samples?|specimens|"
    r"observations|images|documents|sentences|queries|survey|catalogu?e|simulations?|"
    r"catchments?|sites|stations|encounters|admissions|mice|animals|genes|species|"
    r"programs|test suite|records|time series|data)\b"
)
TRIED_ON = _words(
    r"\b(?:evaluat|test|train|experiment|conduct|collect|compris|contain|consist|includ|"
    r"obtain|recruit|gather|us)(?:e|es|ed|ing|s)?\b[^.]{0,90}\b(?:data ?sets?|corpus|corpora|"
    r"benchmarks?|data|participants|patients|subjects|samples|observations|catalog|set|suite|"
    r"programs|catchments?|sites|images|queries|encounters|records|sentences|spectra|nights|"
    r"mice|animals|counties|firms|households|papers|functions|traces?|stars|galaxies|interviews|"
    r"cells|recordings|problems|hours|workload|register|languages)\b",
    r"\b(?:obtain|collect|use|analy[sz]e|observe|recruit|sample|gather|r[au]n|stud)\w* "
    r"(?:\w+ ){0,6}?\d[\d.,]* (?:\w+ ){0,3}?\w+s\b",
    r"\b(?:data ?sets?|corpus|corpora|benchmark|cohort|sample|data|set|suite|register|workload|"
    r"trace) (?:\w+ ){0,3}"
    r"(?:contains?|consists? of|comprises?|includes?|was|were|covers?|spans?|has|have|replays?)\b",
    r"\b[nN] ?= ?\d+",
    r"\b(?:evaluat|test|experiment|validat)\w* (?:\S+ ){0,6}?(?:on|with|using) (?-i:[A-Z])",
)
BASELINES = _words(
    r"\b(?:baselines?|compar(?:e|ed|ing|ison)s? (?:\w+ ){0,6}?(?:with|to|against)|"
    r"competitors?|competing methods|counterparts?|control group|reference (?:method|model)|"
    r"state-of-the-art (?:methods|models|systems)|we (?:also )?compare|as (?:a )?controls?|"
    r"against (?:the )?(?:\w+ ){0,3}(?:methods?|models?|systems?|engines?|baselines?))\b"
)
METRICS = _words(
    r"\b(?:metrics?|measured (?:by|using|as|in|with)|evaluat(?:e|ed) (?:\w+ ){0,5}(?:using|by|"
    r"with|in "
    r"terms of)|in terms of|accuracy|precision|recall|f1|f-score|bleu|rouge|auc|auroc|auprc|"
    r"rmse|mae|error rate|perplexity|r ?2|coefficient of (?:efficiency|determination)|"
    r"correlation|sensitivity|specificity|significance|p-values?|confidence intervals?|"
    r"likelihood|teds|map|iou|psnr|ssim|fid|pass@\d|win rate|speed-?ups?|latency|throughput|"
    r"run ?time|odds ratio|hazard ratio|effect size|chi-?squared?|signal-to-noise)\b"
)
IS_MEASURED = _words(
    r"\b(?:metrics?|measured?|we report|evaluat\w+|criteri\w+|assess\w*|"
    r"quantif\w+|is (?:defined|calculated|computed)|computed as|statistic\w*)\b"
)
FOUND = _words(
    r"\b(?:outperform|achiev|surpass|exceed|yield|reach|improv|reduc|boost|attain|beat|"
    r"increas|decreas|declin|drop|gain|rais|rise|rose|restor|fall|fell|halv|doubl|scored|answered|grow|speed|faster|slower|better|worse|higher|lower|larger|"
    r"smaller|best|show|find|found|demonstrat|reveal|observ|indicat|suggest|confirm|significan|"
    r"correlat|associat|result|predict|estimat|consistent with|agree|account for|detect)\w*"
)
# seldom one of muscles
_WEAKNESS = (
    r"\b(?:main|major|chief|key|clear|obvious|biggest|greatest|potential|possible|remaining|one|"
    r"another|first|second|third) weakness(?:es)? (?:of|with|is|are)\b"
)
LIMITS = _words(
    r"\blimitations?\b|\bthreats? to validity\b|\bcaveats?\b|\bdrawbacks?\b|\bshortcomings?\b",
    _WEAKNESS,
    r"\b(?:we|our \w+|this (?:paper|work|study|method|approach|analysis|model)|the (?:proposed )?"
    r"(?:method|model|approach|system|algorithm|analysis))\b[^.]{0,60}\b(?:do(?:es)? not|did not|"
    r"cannot|can not|could not|is (?:only|limited|restricted|not)|are (?:only|limited|restricted|"
    r"not)|fails?|assumes?|ignores?|neglects?|"
    r"only (?:consider|us|evaluat|test|appl|support|cover|includ|address|focus|handl|work|report|"
    r"analy|"
    r"stud|examin|r[au]n|perform|train|sampl|a (?:small|few|single|limited|subset)|one\b|two\b|"
    r"\d)\w*)",
    r"\b(?:perform|us|evaluat|consider|complet|test|conduct)ed (?:\w+ ){0,4}only (?:an?|one|two|"
    r"three|"
    r"\d+|for|the|on|in)\b",
    r"\b(?:future (?:work|research|studies|direction)|left for future|leave (?:\w+ ){1,6}(?:for|"
    r"to) "
    r"future|remains? (?:an )?(?:open|to be|unclear|a challenge|challenging|unknown|difficult)|"
    r"open (?:problem|question)s?|further (?:work|research|studies|investigation|experiments)|"
    r"should be (?:interpreted|treated|taken) with|beyond the scope|not (?:yet )?(?:been )?"
    r"(?:considered|studied|addressed|tested|evaluated|validated|supported|implemented|included|"
    r"taken into account)|limited (?:to|by|class|number|set|range)|too simpl\w+|restricted to|"
    r"one (?:issue|weakness|problem)|"
    r"we (?:plan|hope|intend|would like) to|it would (?:also )?be (?:interesting|useful|"
    r"worthwhile)|underestimat\w*|overestimat\w*|small sample|generali[sz]ab)\b",
)
ADMITS = _words(
    r"\blimitations?\b|\bcaveats?\b|\bdrawbacks?\b|\bshortcomings?\b|\bthreats? to validity\b",
    _WEAKNESS,
    r"\b(?:do(?:es)? not|did not|cannot|could not|unable|fails?|only|limited|restricted|ignor\w+|"
    r"neglect\w+|assum\w+|not (?:\w+ )?(?:consider|includ|support|account|address)\w*|bias\w*|"
    r"underestimat\w+|overestimat\w+|unclear|unknown|uncertain\w*|however|although)\b",
)
APPLIES = _words(
    r"\b(?:can|could|may|might|should|will) (?:also |easily |readily |be )*(?:\w+ly )?(?:appl\w+|"
    r"extend\w*|"
    r"generali[sz]\w+|adapt\w*|use[ds]?|transfer\w*|help|inform|benefit|serve|support|enable|"
    r"assist|guide)\b",
    r"\b(?:applicable|applications? (?:to|in|include)|generali[sz]es? to|other (?:domains|tasks|"
    r"languages|fields|modalities|systems|areas|problems|settings)|practitioners|"
    r"implications? for|potential (?:use|application)s?|useful (?:for|in|to))\b",
)
HEDGED_OPENING = _words(
    r"^(?:if|when|because|once|while|although|since|however|thus|in (?:this|our) (?:example|"
    r"figure)|"
    r"one|there|that|those|given)\b"
)
LITERATURE = _words(r"\bliterature\b|\bprevious work\b")
BETTER = _words(r"\b(?:faster|slower|better|worse|efficient|speed-?ups?|speed up|outperform\w*)\b")
IDEA = _words(
    r"\b(?:the|our) (?:key|core|main|central|basic|underlying|crucial|fundamental) "
    r"(?:\w+ )?(?:idea|insight|observation|intuition|principle|concept|innovation|novelty)\b",
)
RESULT_TALK = _words(
    r"\b(?:outperform\w*|surpass\w*|state[- ]of[- ]the[- ]art|significantly (?:better|worse|higher|"
    r"lower|more|less)|achiev\w+ (?:an?|the) (?:\w+ )?(?:score|accuracy|improvement|result|"
    r"performance)|"
    r"baselines?|improv\w+ (?:over|by)|experiments? (?:show|demonstrate)|results (?:show|indicate|"
    r"suggest|are)|we (?:compare|evaluate|found|observe|find))\b|\d ?%",
)
URL = re.compile(
    r"https?://[^\s)\]}>,;]+|\b(?:github|gitlab|huggingface|zenodo|osf)\.(?:com|co|org|"
    r"io)/[^\s)\],;]+"
)
