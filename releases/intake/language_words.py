"""The little words of languages, and the letters and endings that tell them from their kin.

A language is told by the words it cannot do without. Those of languages that no release is
expected in stand here too (`OTHERS`): without them each would look like the nearest one that is.
"""

# Frequent words of languages that are recognised.
WORDS = {
    "sv": "och att det som för på är av med till den har inte om ett en i de vid från kan ska"
    " också eller men nu vi han hon sig så var då när där hur vad detta denna dessa efter under"
    " mellan över vara blir blev blivit varit sin sitt sina alla allt andra annan mer många mycket"
    " bara redan genom samt utan mot inom sedan dem oss vår våra vårt ni er din ditt man skulle ha"
    " hade kunna måste får få bör skall kommer kommit gör göra säger något någon några varje samma"
    " även både enligt år dag dagen åren kl kunde ut upp in här innan ännu därför eftersom medan"
    " istället hos ingen inga själv sådan vilka vilket vilken ej dess deras hans hennes ju än"
    " finns",
    "en": "the and of to in is that for with on are this from by will has at was be have it as an"
    " a not or we our their they been which but were its more can who all about one when there"
    " would your you he she his her if into also new than other these those do does may should"
    " after over between through during only such any both no what where how us them i out up so"
    " some",
    "fi": "ja on ei se että oli ovat myös tai kun mutta joka sekä kuin mukaan hän olla olisi voi"
    " ole he me te sen sitä tämä tämän tätä nämä jos vain niin nyt jo vielä kanssa jälkeen ennen"
    " noin kaikki hyvin muun muut muita uusi uuden joita jotka jossa joiden jonka mitä mikä miten"
    " siitä siihen niiden niitä heidän meidän hänen voidaan voivat tulee pitää oikeus eli vaan"
    " joten sillä aikana vuonna vuoden tässä kuten ilman varten kautta yli alle lisäksi jokaisella"
    " älä eikä ettei itse enemmän sinun",
    "se": "ja lea leat go ahte mii gos maid dan dat daid dain das dása eai ii in it leage leamaš"
    " sámi sámegiela sámegiel maiddái dahje vel gii geat muhto vai jus juos sii mun moai buot"
    " buohkat buohkaid juohke juohkehaččas eambbo eará earáid ovdal maŋŋel maŋŋil rájes birra"
    " mielde vuođul várás bokte haga galgá galget sáhttá sáhttet leamen dás dien diet dakkár okta"
    " guokte muhtun ovttas gaskkas vuostá danne dego jagi beaivvi odne dál ruoŧa sámedikki"
    " sámediggi iešguđet iežas sin su nu gal oktan gielddat maŋŋá ovddas leimme ledje lei",
    "nb": "og at det som for på er av med til den har ikke om et en i de fra ved kan skal også"
    " eller men nå vi han hun seg så var da når der hvor hva dette denne disse etter under mellom"
    " over være blir ble blitt vært sin sitt sine alle alt andre annen mer mange mye bare allerede"
    " gjennom samt uten mot innen siden dem oss vår våre vårt du din man skulle ha hadde kunne må"
    " får få bør kommer gjør gjøre sier noe noen hver samme både ifølge år dag kl ut opp inn her"
    " før ennå derfor fordi mens hos ingen selv slik slike hvilke deres hans hennes enn finnes jeg"
    " meg deg dere enhver",
    "nn": "og at det som for på er av med til den har ikkje om eit ein ei i dei frå ved kan skal"
    " òg eller men no vi han ho seg så var då når der kvar korleis kva dette denne desse etter"
    " under mellom over vere blir blei vart vorte vore sin sitt sine alle alt andre annan meir"
    " mange mykje berre allereie gjennom samt utan mot innan sidan dykk oss vår våre du din skulle"
    " ha hadde kunne må får få bør kjem gjer gjere seier noko nokon nokre kvart same både ifølgje"
    " år dag ut opp inn her før enno difor fordi medan hos ingen sjølv slik slike deira hans"
    " hennar enn finst eg meg deg dykkar verte vera",
    "da": "og at det som for på er af med til den har ikke om et en i de fra ved kan skal også"
    " eller men nu vi han hun sig så var da når der hvor hvad dette denne disse efter under mellem"
    " over være bliver blev blevet været sin sit sine alle alt andre anden mere mange meget kun"
    " allerede gennem samt uden mod inden siden dem os vor vores du din man skulle have havde"
    " kunne må får få bør kommer gør gøre siger noget nogen nogle hver samme både ifølge år dag kl"
    " ud op ind her før endnu derfor fordi mens hos ingen selv sådan sådanne hvilke deres hans"
    " hendes end findes jeg mig dig jer enhver ligesom hvis",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es"
    " an werden aus er hat dass daß sie nach wird bei einer um am sind noch wie einem über einen"
    " so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei kann wenn ihre ich"
    " seine unter wir soll eines jeder alle wurden sowie diese dieser",
}
# Frequent words of others, the relatives of the former above all.
OTHERS = {
    "fit": "oon ette ko kans ja se mie met tet het heän heile meile meän tä son joo jokka ova"
    " ommaan niinku sitte eli kuin niitten heitä heilä meilä hään häätyy ommaa pittää saattaa olla"
    " joka niin häätyvä tehhä sielä täälä tämä tekis esimerkiksi eihään ei",
    "et": "ja on ei et see kui mis oma ka ta kes või aga nii siis juba veel pärast enne kõik tema"
    " nende selle meie teie igal ühel olla oli kas vaid iga inimesel õigus vastu ning kuid mida"
    " kus üle saab peab sest nagu mille",
    "fo": "og at tað er í á sum til við ikki ein eitt hon hann teir vit av fyri frá um men ella"
    " kann skal øll allir sín sítt henda hesin tey var hevur vera eru hvør",
    "is": "og að það er í á sem til við ekki um en fyrir af frá eða hann hún þeir sig var hefur"
    " eru verið skal hver þess þá með eftir allir maður",
    "nl": "de het een van en in is dat op te zijn voor met die niet aan er om ook als dan bij door"
    " naar uit nog wordt worden heeft hebben was wij zij hij of tot over deze dit kan ieder zal",
    "fr": "de la le les et des en un une du que est pour dans qui par sur pas au avec plus ce son"
    " sa ses il elle ne se aux nous vous ils sont cette ou mais leur tout toute a été être droit",
    "es": "de la que el en y los del se las por un para con no una su al lo como más o pero sus le"
    " ha me si sin sobre este ya entre cuando todo esta ser son dos también fue toda tiene derecho",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele"
    " das à seu sua ou quando muito nos já eu também só pelo pela até isso ela entre todo tem"
    " direito",
    "it": "di e il la che in a per un è del non una sono da con si le al i della lo gli dei nel"
    " alla più come ha anche o ma su ogni questo delle dal essere suo sua diritto ed nella",
    "ca": "de la el i a que en els un per les amb una del és no es al dels o més ha com tot tota"
    " dret té seu seva són pels aquesta",
    "ro": "de și în a la cu care o pe din un nu este că se mai pentru sau să fi au prin orice"
    " dreptul al ale sunt are ori",
    "pl": "i w z na do nie się że to jest o jak po za od ma oraz są dla przez lub ale czy być przy"
    " które który jego tego tym co jako może aby każdy człowiek prawo ich",
    "cs": "a v se na je že s z do o k i ve to pro by jako za po ale který má jeho podle nebo při"
    " od každý právo být aby jsou není jsem ke u už jen však",
    "sk": "a v sa na je že s z do o k i vo to pre by ako za po ale ktorý má jeho podľa alebo pri"
    " od každý právo byť aby sú nie ku u už len však",
    "hr": "i u je na se da za su od s ne o bi što kao koji ili ima po iz do ako svaki pravo njegov"
    " biti svoje sve a ali nije treba će sam",
    "sl": "in v je na se da za so od z s ne o bi kot ki ali ima po iz do če vsak pravico biti"
    " svoje tudi pri k pa ni",
    "hu": "a az és hogy nem is egy van meg de ezt ha csak el volt mint vagy még már ez minden joga"
    " kell lehet amely azt mind által",
    "lv": "un ir uz no ar ka par tas kā vai lai arī nav bet pie tā to ne būt katram tiesības viņa"
    " jo gan šī savu",
    "lt": "ir kad į su iš yra kaip tai bet ar už nuo jo ne apie arba buvo turi teisę žmogus per"
    " būti kiekvienas savo jų",
    "tr": "ve bir bu da de için ile olarak olan her ya gibi daha çok veya en kadar ne ise var göre"
    " değil hakkı olduğu sonra şahsın haiz",
    "ku": "û ku di de li bi ji bo ya yê wê wî her in e ne an xwe jî heye mafê kes tê na hemû dike"
    " ev dibe",
    "sq": "dhe të në e i një për me që nga nuk është si ka së do mund ose kjo janë gjithë drejtë"
    " secili çdo tij",
    "so": "iyo oo waa ka ku in la u uu ay soo si aan ah waxaa waxay qof kasta xaq leeyahay laga"
    " lagu loo ee ama kale wuxuu inuu isaga dhexe waxa wax xuquuqda leh lahaan",
    "sma": "jïh lea dïhte dah leah gosse maehtedh dan ij edtja dejtie daejrie saemien dejnie jis"
    " aaj jallh gïeth sijjen dej dam goh jïjtse dejstie aktem dïedte reaktoe",
    "smj": "ja le jali gå jut mij li dav da sämmi dajna álggo gájkka ij ælla dárbahij ælmasj"
    " riektá juohkka binná degu ájn dán iesj sijdda vas gåktu sij dajt ietjas",
    "rmy": "le o e te si thaj sa kaj andar manuš manušes ka na vi pe lengo lesko pala savo avel"
    " ande katar les kon savore hakaj",
    "id": "dan yang di dari untuk dengan pada ini tidak dalam orang setiap atas hak itu atau akan"
    " adalah oleh sebagai ke",
    "tl": "ang ng sa mga na at ay may bawat karapatan isang tao hindi kanyang para o ito upang",
    "sw": "ya na wa kwa ni katika kila mtu haki za la au kuwa yake kama hii wake bila cha",
    "vi": "và của các có được quyền không mọi cho người trong là một những hay hoặc đều với về",
}
# Letters beside a to z; a word with any other letter is not of the language, or a name.
LETTERS = {
    "sv": "åäöéàüè",
    "en": "éè",
    "fi": "äöåšž",
    "se": "áčđŋšŧžåäöæø",
    "nb": "æøåéèêòóôü",
    "nn": "æøåéèêòóôü",
    "da": "æøåéü",
    "de": "äöüßé",
}
# Sequences of letters in words that are in no list: "^" begins and "$" ends a word.
SEQUENCES = {
    "sv": "ck ning$ ningen$ ningar$ heten$ heter$ ande$ ende$ ligt$ liga$ arna$ orna$ erna$ ade$"
    " ats$ skap$ elsen$ tion$ tionen$ tioner$ isk$ iska$ ighet$ nad$ ör ät xt är",
    "en": "tion$ tions$ ing$ ings$ ment$ ments$ ness$ ity$ ous$ ful$ ed$ ly$ ies$ ers$ ence$ ance$"
    " able$ ible$ th wh oo ght",
    "fi": "ssa$ ssä$ sta$ stä$ lla$ llä$ lle$ ksi$ iden$ jen$ nen$ nut$ nyt$ taan$ tään$ een$ aan$"
    " ään$ sen$ uus$ yys$ tta$ ttä$ vat$ vät$ yö uo ää",
    "se": "vuohta$ vuođa ođat$ odat$ iid$ iin$ iidda$ šit$ stit$ aččat ččat$ dii$ lii$ mis$ mat$"
    " eaddji bargu tnot ovuohta goahti leapmi heapmi laš$ alaš uođat ea uo oa đ ŋ ŧ á",
    "nb": "sjon kj øy ei ing$ ingen$ inger$ heten$ het$ elig$ elige$ ene$ else$ isk$ iske$ ere$"
    " ke$ ker$ ket$ kt$ kk$ pe$ per$ pp$ skap$ te$ tt$ utt nn$ ll$ øk åt",
    "nn": "sjon kj øy ei ing$ inga$ ingar$ heit leg$ lege$ ane$ isk$ iske$ skap$ ande$ ar$ kv eg"
    " ke$ kk$ pp$ tt$ te$ nn$ ll$ øk åt au øy",
    "da": "tion ej øj ing$ ingen$ inger$ hed$ heden$ heds elig$ elige$ erne$ else$ isk$ iske$ ede$"
    " ge$ ger$ get$ gt$ ug og$ be$ ber$ skab ld$ nd$ ud ét øg åd aj sj$ ngs",
    # Its consonants are followed by an h where Finnish has none.
    "fit": "hh th kh ph mh nh lh rh oo$ ssa$ ssä$ sta$ stä$ la$ lä$ ii$",
    "de": "ung$ ungen$ heit$ keit$ lich$ liche$ lichen$ isch$ ische$ ischen$ schaft$ ern$ sch ich"
    " ei ch ß ie",
}
