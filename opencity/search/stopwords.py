"""Words that carry a question but not its subject, by language.

They are left out of a query that holds anything else, and never count as evidence.
"""

from __future__ import annotations

from opencity.search.analysis import words

_LISTS = {
    "bg": """а ако аз ами ако би бил била било бъде в във ви вие вече все всеки всички го да дали
        до докато е един една едно за защо и из или им има имам имаме имат иска искам искаме й как
        каква какви какво какъв каквото кога което които кой която къде ли между ме мен ми мога
        може можем можете мой моя моята моето моите му на над най нас наш нашия не него нея ни ние
        никой нищо но някой някаква някакъв няма нямам о обаче около освен от отново още по под
        после почти пред преди през при с са сам само се си след сме според става става су съм със
        също т та така такава такъв там те теб тези ти то това този той толкова тя тук тъй у че ще
        щом я какво трябва нужно нужни нужна нужда колко струва правя направя прави правим взема
        вземе взимам получа получава получавам получите получи подам подава кажете моля искал
        искала някои нещо друг друга други сега тогава отида отивам ходя живея живеем ден""",
    "en": """a about after again all also am an and any anybody anyone are as at be because been
        before being but by can could did do does doing done don for from get gets getting give go
        going got had has have having he her here him his how i if in into is it its just know let
        like long make many may me more most much must my need needed needs new no not now of off
        on one only or other our out please self shall she should so some someone something tell
        than that the their them then there these they thing this those to too up us use very want
        was way we were what when where which while who whom whose why will wish with without
        would you your im ive id dont cant hello thanks thank find look looking show help""",
    "uk": """а або але б без би бути був була було в ваш все всі від він вона воно вони для до є за
        з зі і із їх його її й як яка яке який які якщо коли кому котрий куди де чи що щоб це цей
        ця ці на над не немає ні ніж по про при під після та так так тут там те ти то той тому у
        у мене мені мій моя моє мої ми нам нас наш можна можу можна може потрібно треба потрібен
        потрібна потрібні хочу хоче скільки коштує чому ще я зробити робити отримати отримую
        подати дізнатися знайти будь ласка мати маю має""",
    "ru": """а без бы был была было быть в вам вас ваш все всё вы где да для до его ее её если есть
        еще ещё же за и из или им их к как какая какие какой ко когда кто куда ли мне мои мой моя
        моё можно могу может мы на над надо нам нас наш не него нее нет ни но ну нужен нужна нужно
        нужны о об он она они оно от по под после при про с сам свой себя сколько со так такой там
        те тем то того тоже только том тут ты у уж уже хочу хочет чего чем что чтобы эта эти это
        этот я сделать делать получить подать найти узнать пожалуйста стоит иметь имею""",
    "tr": """acaba ama ancak bana bazı ben beni benim bir biri biz bu bunu bunun da daha de defa
        değil diye en gibi hangi hem hep her hiç için ile ise istiyorum isterim kadar kaç ki kim
        lazım mı mi mu mü nasıl ne neden nerede nereden nereye nedir niçin o olan olarak olur
        olmak onu onun sanki siz şey şu ve veya ya yani yok var gerekli gerekiyor gerek yapmak
        yapabilirim yapılır alabilirim alabilir almak alınır alırım lütfen bilir miyim mıyım zaman
        ne kadar etmek edebilirim etmeliyim""",
    "ar": """في من إلى على عن مع هذا هذه ذلك تلك التي الذي الذين هو هي هم نحن أنا أنت أنتم كان كانت
        يكون تكون كيف ما ماذا متى أين لماذا هل كم أي كل بعض غير بين بعد قبل عند لدي لي لك له لها
        لنا لهم أو و ثم لكن إذا إن أن قد لا لم لن ليس حتى يمكن يمكنني أستطيع أريد أحتاج يجب كيفية
        الى علي الحصول احصل أحصل من فضلك هناك هنا أجل حول""",
    "fa": """از به با در را که این آن برای و یا تا هم من تو او ما شما آنها چه چگونه چطور کجا کی چرا
        است هست بود باید می شود کنم کرد کردن دارم دارد بگیرم خواهم""",
    "de": """aber als am an auch auf aus bei bekomme bekommen bin bitte brauche braucht da das dass
        dem den der des die dies dieser doch du ein eine einem einen einer es für habe haben hat
        ich ihr im in ist ja kann kein können man mein meine mich mir mit muss müssen nach nicht
        noch nur oder sein sich sie sind so über um und uns vom von vor wann was welche wer wie
        wir wird wo zu zum zur möchte will""",
    "fr": """à ai alors au aux avec avoir ce ces cette comment dans de des du elle en est et être
        faire faut il ils j je l la le les leur ma mais me mes moi mon ne nos notre nous obtenir
        ou où par pas peux peut plus pour pourquoi quand que quel quelle quels qui s sa se ses si
        son sont sur ta te tu un une veux vos votre vous dois""",
    "es": """a al algo como cómo con cual cuál cuando cuándo cuánto de debo del desde donde dónde el
        él ella ellos en es esta este esto ha hacer hay la las le lo los me mi mis muy necesito no
        o obtener para pero por porque puedo que qué quien quiero se ser si sin sobre son su sus
        te tengo tu un una uno y yo""",
    "el": """και το η ο οι τα τον την της του των σε στο στη στην στον με για από που πως πώς πότε
        πού ποιος ποια ποιο τι να θα δεν μη είναι έχω έχει μπορώ μπορεί πρέπει θέλω ένα μια ένας
        μου σου μας σας ή αν""",
    "vi": """tôi bạn là và của có cho với ở đâu khi nào như thế nào gì làm sao để được cần muốn
        phải một các những này đó không hay hoặc""",
}

STOPWORDS = frozenset(word for text in _LISTS.values() for word in words(text))


def content_words(found: list[str]) -> list[str]:
    """Return the words of a query that say what it is about; there may be none."""
    return [word for word in found if word not in STOPWORDS]
