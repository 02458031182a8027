"""What stands among results, or among the steps of a method, and is neither. Pure."""

import re

# how it was tried, and what was to be tried
SET_UP = re.compile(
    r"^(?:[^,]{1,90}, )?(?:we|i) (?:\w+ly |have |then |also |first |next |now |further )*"
    r"(?:use|evaluat|test|train|compare|report|consider|set|ran\b|run|collect|repeat|perform|conduct|"
    r"investigat|examin|explor|stud(?:y|ied)|describ|discuss|present|introduc|propos|develop|"
    r"implement|apply|applied|illustrat|focus|select|chose|choose|choos|fit\b|fitted|comput|"
    r"calculat|simulat|measur|analy[sz]|assess|follow|adopt|"
    r"(?:reduc|increas|decreas|limit|restrict)\w* (?:\S+ ){1,6}?(?:in)?to\b|"
    r"should|decide|attempt|were interested|are interested|aim|sought|want|wish|ask(?:ed)?\b|turn|"
    r"assum|defin|recruit|built|build|extract|sampl|generat|"
    r"obtain(?:ed)? (?:the )?(?:data|samples?)|vary|varied|fix|plot|characteri[sz])\w*\b"
    r"|^(?:to (?!(?:my|our) (?:\w+ )?surprise\b)|in order to )\w+[^,]{0,110}, "
    r"(?:we|i|the|an?)\b"
    r"|^(?:[^,;:]{1,60}, )?[^,;:]{1,140}?\b(?:was|were|is|are|has been|have been) "
    r"(?:then |also |first |\w+ly )?"
    r"(?:taken|set|chosen|fixed|carried out|performed|conducted|recorded|collected|recruited|"
    r"enrolled|included|excluded|examined|analy[sz]ed|evaluated|tested|approved|asked|told|"
    r"instructed|pooled|randomi[sz]ed|subjected|trained|initiali[sz]ed|implemented|built|created|constructed|designed|assigned|"
    r"selected|drawn|divided|obtained from|taken from|used (?:to|as|for|in)|presented in|"
    r"listed in|given in|summari[sz]ed in)\b"
    r"|\b(?:stud(?:y|ies)|experiments?|trials?) (?:\w+ )?(?:involve[sd]?|consist|compris)\w*\b"
    r"|\b(?:results|values|scores|numbers) (?:on|for|of|from) [^.]{3,80} (?:are|is) (?:shown|given|"
    r"listed|reported|presented|summari[sz]ed)\b"
    r"|\bas (?:explained|stated|described|mentioned|discussed|shown|noted) in\b"
    r"|\b(?:objective|aim|goal|purpose|focus) (?:\w+ ){0,5}(?:was|is) to\b|\bplease\b|\bplans? on\b"
    r"|\b(?:ways|room) (?:to|for) improve|\bnot yet\b|\bunder development\b",
    re.I,
)
# "error", and not "learning rate": what is measured, and not what is set
_MEASURE = (
    r"(?:accuracy|precision|recall|F1|BLEU|AUC|perplexity|errors?|mistakes|latency|throughput|"
    r"run ?time|memory|costs?|(?:error|success|failure|win|hit|miss|crash|fall) rates?)"
)
_MADE_MORE = (
    r"(?<!after )(?<!by )(?<!when )(?:cut|lower|rais|improv|increas|decreas|reduc|boost|push|"
    r"br(?:ing|ought)|halv)\w*"
)
_SHARE = (
    r"\d[\d.,]{0,9}\s?(?:%|per ?cent\b|percent\b|×|x\b|(?:\w+ )?points?\b|-?fold\b|times\b|dB\b)"
)
# what it tells of an outcome beside it
TELLS = re.compile(
    r"\b(?:and|which|that|to) (?:\w+ly )?(?:f[io]u?nd|observed?|achiev|outperform|"
    r"obtain(?:ed)? an?|show(?:ed|n)? that|show(?:ed|s)? an?|demonstrat|reveal|improv|"
    r"result(?:ed|s|ing) in|yield|reach|increas|decreas|reduc|led to|lead to)\w*\b"
    r"|\b(?:found|showed|shows|revealed|confirmed) (?:that|no|an?|the|significant)\b"
    r"|\b(?:measured|obtain(?:ed)?|observed?|recorded) (?:an? )?(?:\w+ ){0,3}(?:speed-?ups?|gains?|"
    r"improvements?|reductions?|increases?|decreases?)\b|\bcompared (?:to|with)\b.*\d|"
    r"\b(?:higher|lower|faster|slower|better|worse|fewer|larger|smaller|greater) (?:\w+ )?than\b"
    rf"|\b{_MADE_MORE} (?:\S+ ){{0,4}}?{_MEASURE} (?:\S+ ){{0,5}}?to \D{{0,12}}\d"
    rf"|\b{_MADE_MORE} (?:\S+ ){{0,6}}?by (?:\w+ ){{0,2}}{_SHARE}"
    rf"|{_SHARE} (?:\w+ )?(?:fewer|less|higher|lower|faster|slower|smaller|shorter|better|worse)\b"
    r"|\b\d[\d.,]{0,9} fewer\b|\bset (?:an?|the) new (?:state|best|record)\b"
    r"|\b(?:discover|find)ing that\b"
    r"|, (?:\w+ly )?(?:achiev|reach|outperform|surpass|beat|yield|cutt|reduc|improv)ing\b.*\d"
    rf"|\b(?:gain|los|scor|win)(?:e?s|ed)? (?:by |about |up to )?{_SHARE}"
    rf"|{_SHARE}, (?:an?|the) new (?:state|best|record)\b|\bours (?:is|are|has|have|needs?) \d",
    re.I,
)
# what there is in general, or why; what is told later
NO_STEP = re.compile(
    r"^(?:most|many|some|several|typically|usually|generally|in general|traditionally|recently|"
    r"recent|as (?:an? |the )?(?:side )?(?:benefit|mentioned|noted|explained)|sometimes|often)\b"
    r"|\b(?:could|might|would) (?!be (?:\w+ )?(?:used|seen))\w+"
    r"|\bwe (?:will |now |first |then |here |also )*(?:motivate|provide an overview|describe|"
    r"show (?:how|that)|demonstrate|discuss|explain|illustrate|review|summari[sz]e|outline|"
    r"turn to|find\b|found|observe[sd]?|have (?:two|three) )\b"
    r"|\bwe will (?:show|see|discuss|describe|motivate|explain)\b"
    r"|\b(?:significant(?:ly)?|reveal(?:ed|s)?|resulted in|correlat\w+ (?:with|well)|"
    r"in (?:good )?agreement with|indicat(?:es?|ed) that|suggest(?:s|ed)? that|"
    r"confirm(?:s|ed)? that|(?:perform|fit|agree|work)s? (?:\w+ )?"
    r"(?:better|worse|well|poorly)|good fit|(?:more|less) (?:accurate|efficient) than)\b"
    r"|\b(?:is|are) (?:often|typically|usually|commonly|frequently|generally|widely|known to|"
    r"well[- ]known|regarded)\b"
    r"|\bcan differ\b|\bcannot be\b|\bhave been (?:shown|proposed|used|developed)\b|\ban? priori\b",
    re.I,
)


def is_set_up(text: str) -> bool:
    """Whether it says how it was tried, and nothing of what came out."""
    return bool(SET_UP.search(text)) and not TELLS.search(text)
