"""Which language is a text in? One sentence of news in each."""

from __future__ import annotations

import pytest

from index.language import LANGUAGES, guess

SENTENCES = {
    "en": "The ministry said on Thursday that it would not take part in the talks, which are to begin "
    "next week in Geneva.",
    "de": "Das Ministerium teilte am Donnerstag mit, dass es an den Gesprächen, die nächste Woche in "
    "Genf beginnen sollen, nicht teilnehmen werde.",
    "fr": "Le ministère a annoncé jeudi qu'il ne participerait pas aux discussions qui doivent "
    "commencer la semaine prochaine à Genève avec les deux pays.",
    "es": "El ministerio anunció el jueves que no participará en las conversaciones que comenzarán la "
    "próxima semana en Ginebra con los dos países.",
    "it": "Il ministero ha annunciato giovedì che non parteciperà ai colloqui che inizieranno la "
    "prossima settimana a Ginevra con i due paesi.",
    "pt": "O ministério anunciou na quinta-feira que não vai participar das negociações que começam "
    "na próxima semana em Genebra com os dois países.",
    "ca": "El ministeri ha anunciat dijous que no participarà en les converses que començaran la "
    "setmana vinent a Ginebra amb els dos països, segons fonts del govern.",
    "nl": "Het ministerie heeft donderdag laten weten dat het niet zal deelnemen aan de gesprekken "
    "die volgende week in Genève van start gaan.",
    "sv": "Departementet meddelade på torsdagen att det inte kommer att delta i samtalen som ska "
    "inledas nästa vecka i Genève och att man väntar.",
    "da": "Ministeriet oplyste torsdag, at det ikke vil deltage i forhandlingerne, som begynder i "
    "næste uge i Genève, efter at mødet blev aflyst af regeringen.",
    "no": "Departementet opplyste torsdag at det ikke vil delta i forhandlingene som begynner neste "
    "uke i Genève, etter at møtet ble avlyst av regjeringen.",
    "fi": "Ministeriö ilmoitti torstaina, että se ei osallistu neuvotteluihin, jotka alkavat ensi "
    "viikolla Genevessä. Ministeri sanoi myös, että päätös on lopullinen, mutta hän ei ole "
    "huolissaan.",
    "pl": "Ministerstwo poinformowało w czwartek, że nie weźmie udziału w rozmowach, które rozpoczną "
    "się w przyszłym tygodniu w Genewie, i że jest to decyzja ostateczna.",
    "cs": "Ministerstvo ve čtvrtek oznámilo, že se nezúčastní jednání, která začnou příští týden v "
    "Ženevě, a že je to podle ministra konečné rozhodnutí.",
    "sk": "Ministerstvo vo štvrtok oznámilo, že sa nezúčastní na rokovaniach, ktoré sa začnú budúci "
    "týždeň v Ženeve, a že je to podľa ministra konečné rozhodnutie.",
    "hr": "Ministarstvo je u četvrtak objavilo da neće sudjelovati u razgovorima koji počinju idući "
    "tjedan u Ženevi, ali da je to za sada samo odluka vlade.",
    "tr": "Bakanlık perşembe günü yaptığı açıklamada, gelecek hafta Cenevre'de başlayacak görüşmelere "
    "katılmayacağını ve bu kararın kesin olduğunu bildirdi. Bakan daha sonra bir açıklama için "
    "geldi.",
    "hu": "A minisztérium csütörtökön közölte, hogy nem vesz részt a jövő héten Genfben kezdődő "
    "tárgyalásokon, és hogy ez már végleges döntés.",
    "ro": "Ministerul a anunțat joi că nu va participa la discuțiile care vor începe săptămâna "
    "viitoare la Geneva și că aceasta este o decizie luată de guvern pentru stabilitate.",
    "ku": "Wezareta Derve roja pêncşemê ragihand ku ew ê beşdarî civînên ku dê hefteya bê li "
    "Cenevreyê dest pê bikin nebe û ev biryar ji aliyê hikûmetê ve hatiye dayîn.",
    "id": "Kementerian itu mengatakan pada hari Kamis bahwa mereka tidak akan ikut dalam pembicaraan "
    "yang dimulai pekan depan di Jenewa.",
    "vi": "Bộ này cho biết hôm thứ Năm rằng họ sẽ không tham gia các cuộc đàm phán bắt đầu vào tuần "
    "tới tại Genève và đây là quyết định của chính phủ.",
    "ru": "Министерство сообщило в четверг, что не будет участвовать в переговорах, которые начнутся "
    "на следующей неделе в Женеве. Это решение было окончательным, сказали мы.",
    "uk": "Міністерство повідомило у четвер, що не братиме участі в переговорах, які розпочнуться "
    "наступного тижня в Женеві. Її рішення є остаточним.",
    "be": "Міністэрства паведаміла ў чацвер, што не будзе ўдзельнічаць у перамовах, якія пачнуцца на "
    "наступным тыдні ў Жэневе.",
    "bg": "Министерството съобщи в четвъртък, че няма да участва в преговорите, които започват "
    "следващата седмица в Женева.",
    "sr": "Министарство је у четвртак саопштило да неће учествовати у разговорима који почињу следеће "
    "недеље у Женеви.",
    "mk": "Министерството соопшти во четвртокот дека нема да учествува во разговорите што ќе започнат "
    "следната недела во Женева, куќа и меѓу луѓето.",
    "kk": "Министрлік бейсенбі күні Женевада келесі аптада басталатын келіссөздерге қатыспайтынын "
    "хабарлады. Бұл шешім қабылданды.",
    "mn": "Яам пүрэв гарагт ирэх долоо хоногт Женевт эхлэх хэлэлцээрт оролцохгүй гэдгээ мэдэгдэв. Өнөөдөр.",
    "el": "Το υπουργείο ανακοίνωσε την Πέμπτη ότι δεν θα συμμετάσχει στις συνομιλίες που θα αρχίσουν "
    "την επόμενη εβδομάδα στη Γενεύη.",
    "he": "המשרד הודיע ביום חמישי כי לא ישתתף בשיחות שיחלו בשבוע הבא בז'נבה.",
    "ar": "أعلنت الوزارة يوم الخميس أنها لن تشارك في المحادثات التي ستبدأ الأسبوع المقبل في جنيف.",
    "fa": "وزارت خارجه روز پنجشنبه اعلام کرد که در گفتگوهایی که هفته آینده در ژنو آغاز می‌شود شرکت "
    "نخواهد کرد.",
    "ur": "وزارت نے جمعرات کو کہا کہ وہ اگلے ہفتے جنیوا میں شروع ہونے والے مذاکرات میں حصہ نہیں لے گی۔",
    "ps": "د بهرنیو چارو وزارت د پنجشنبې په ورځ وویل چې دوی به په راتلونکې اونۍ کې په ژنیو کې په خبرو "
    "کې ګډون ونه کړي، دا پرېکړه ښه ده.",
    "hi": "मंत्रालय ने गुरुवार को कहा कि वह अगले सप्ताह जिनेवा में शुरू होने वाली वार्ता में भाग नहीं "
    "लेगा और यह फैसला सरकार का है।",
    "mr": "मंत्रालयाने गुरुवारी सांगितले की ते पुढील आठवड्यात जिनिव्हा मध्ये सुरू होणाऱ्या चर्चेत "
    "सहभागी होणार नाही आणि हा निर्णय सरकारचा आहे, असे ते म्हणाले.",
    "ja": "外務省は木曜日、来週ジュネーブで始まる協議には参加しないと発表した。",
    "zh": "外交部周四表示,不会参加下周在日内瓦开始的会谈。",
    "ko": "외교부는 목요일에 다음 주 제네바에서 시작되는 회담에 참여하지 않을 것이라고 밝혔다.",
    "th": "กระทรวงกล่าวเมื่อวันพฤหัสบดีว่าจะไม่เข้าร่วมการเจรจาที่จะเริ่มขึ้นในสัปดาห์หน้า",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_tells_its_language(code: str) -> None:
    assert guess(SENTENCES[code]) == code
    assert code in LANGUAGES


def test_kurdish_is_one_language_in_two_scripts() -> None:
    sorani = "وەزارەت ڕۆژی پێنجشەممە ڕایگەیاند کە بەشداری لەو گفتوگۆیانەدا ناکات."
    assert guess(sorani) == guess(SENTENCES["ku"]) == "ku"


@pytest.mark.parametrize(
    "text",
    ["", " ", "12.5 31.1", "Net 26,158,000 vs 21,798,000", "Kirby warns Iran", "\udc80", "xyzzy " * 99],
)
def test_what_is_not_clear_has_none(text: str) -> None:
    assert guess(text) == ""


def test_a_foreign_name_does_not_make_a_text_foreign() -> None:
    assert guess(f"{SENTENCES['en']} The paper is called Известия, or 消息报 in Chinese.") == "en"
    assert guess(f"{SENTENCES['zh']}Reuters {SENTENCES['zh']}") == "zh"


def test_capitals_and_curly_quotes_make_no_difference() -> None:
    assert guess(f"“{SENTENCES['en'].upper()}”") == "en"


def test_the_beginning_tells() -> None:
    assert guess(SENTENCES["de"] * 20 + SENTENCES["en"] * 100) == "de"
