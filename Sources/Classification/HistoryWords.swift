import Kernel

/// The words by which mail programs of many languages mark history, signatures and notices: lower case.
enum HistoryWords {
    /// The verb of "On … X wrote:".
    static let wrote: PhraseTable = [
        "wrote", "writes", "a écrit", "a ecrit", "schrieb", "escribió", "escribio", "ha scritto", "escreveu", "napisał",
        "napisal", "skrev", "schreef", "kirjoitti", "написал", "пишет", "писал", "пише", "đã viết", "yazdı", "yazmış",
        "napsal", "írta", "a scris", "写道", "寫道", "さんは書きました", "geschreven", "geschrieben", "verzond", "έγραψε",
        "pisze", "napísal", "napisao", "napisala", "sent:", "sent a message", "написа", "kirjutas", "rašė", "rakstīja",
        "je napisal",
        "menulis", "va escriure", "작성", "כתב", "كتب", "のメール", "のメッセージ", "mesaj scris de",
    ]

    /// How such a line begins; without one of these it needs an address.
    static let attributionStarts: PhraseTable = [
        "on ", "le ", "am ", "el ", "il ", "em ", "w dniu ", "den ", "på ", "op ", "dne ", "vào ", "at ", "в ", "во ",
        "quoting ", "ke ", "tarih", "pada ", "dňa ", "dnia ", "no dia ", "na ", "στις ", "în data", "v ", "ma ", "в ",
    ]

    /// Inside a line of dashes.
    static let dividers: PhraseTable = [
        "original message", "ursprüngliche nachricht", "message d'origine", "message d’origine", "message original",
        "mensaje original", "mensagem original", "messaggio originale", "antwort nachricht", "reply message",
        "oprindelig meddelelse", "opprinnelig melding", "ursprungligt meddelande", "oorspronkelijk bericht",
        "alkuperäinen viesti", "wiadomość oryginalna", "oryginalna wiadomość", "original-nachricht",
        "исходное сообщение",
        "original email", "previous message", "původní zpráva", "eredeti üzenet", "orijinal mesaj", "原始邮件", "原始郵件",
        "reply below", "original appointment", "message du :", "original message processed",
    ]

    /// Lines that part without a rule.
    static let plainDividers: PhraseTable = ["original message processed by "]

    static let forwardDividers: PhraseTable = [
        "forwarded message", "forwarded by", "begin forwarded message", "weitergeleitete nachricht",
        "message transféré",
        "mensaje reenviado", "mensagem encaminhada", "messaggio inoltrato", "doorgestuurd bericht", "videresendt",
        "vidarebefordrat", "début du message", "anfang der weitergeleiteten", "пересылаемое сообщение", "转发邮件",
        "wiadomość przekazana", "inizio messaggio inoltrato", "inicio del mensaje reenviado",
        "välitetty viesti", "přeposlaná zpráva", "preposlaná správa", "továbbított üzenet", "mesaj redirecționat",
        "iletilen mesaj",
        "переслане повідомлення", "προωθημένο μήνυμα", "転送メッセージ", "轉寄郵件", "전달된 메일", "tin nhắn chuyển tiếp",
        "pesan yang diteruskan",
    ]

    static let replyAbove: PhraseTable = [
        "reply above this ", "reply above the line", "your reply above", "respond above this ", "please reply above",
        "write above this line", "your response above", "answer above this ", "do not write below this",
        "antworten sie oberhalb", "antwort oberhalb", "antwort über diese", "répondre au-dessus de cette ligne",
        "réponse au-dessus de cette", "por encima de esta línea", "acima desta linha", "sopra questa riga",
        "boven deze lijn",
        "boven deze regel", "powyżej tej linii", "ovanför den här raden", "over denne linje", "выше этой строки",
        "nad tento řádek", "bu satırın üst", "この行より上",
    ]

    /// A line that ends the text: what a phone or a program adds.
    static let devices: PhraseTable = [
        "sent from ", "sent via ", "sent using ", "sent with ", "sent wirelessly", "sent on the go", "sent by ",
        "get outlook for",
        "envoyé de mon", "envoyé depuis", "envoyé sans fil", "envoyé à partir", "von meinem ", "gesendet von",
        "gesendet mit",
        "diese nachricht wurde von", "enviado desde", "enviado do meu", "enviado de mi", "enviado via",
        "enviado a partir",
        "inviato da", "verzonden vanaf", "verzonden met", "verstuurd vanaf", "sendt fra", "skickat från", "lähetetty ",
        "wysłane z", "отправлено с", "Отправлено с", "изпратено от", "從我的", "发自我的", "iphoneから送信", "trimis de pe",
        "typed on a phone", "via mobile", "from my iphone", "someone from mobile", "from my mobile", "dictated on",
        "yahoo mail:", "скачать ",
    ]

    /// What such a line names.
    static let products: PhraseTable = [
        "iphon", "ipad", "android", "samsung", "galaxy", "blackberry", "outlook", "smartphone", "huawei", "xiaomi",
        "pixel",
        "yahoo", "gmail", "proton", "ios",
    ]

    /// "sent", where the product comes first or the language is not among the beginnings.
    static let sentVerbs: PhraseTable = [
        "odesláno", "odoslané", "küldve", "gönderildi", "надіслано", "Надіслано", "στάλθηκε", "Στάλθηκε", "送信", "傳送",
        "发送",
        "보냄", "gửi từ", "dikirim dari", "נשלח", "أرسلت", "saadetud", "nosūtīts", "išsiųsta", "poslano", "poslané",
        "изпратено",
        "Изпратено",
    ]

    /// A short line that closes a letter.
    static let closings: [StaticString] = [
        "best regards", "kind regards", "warm regards", "regards", "best wishes", "sincerely", "yours truly",
        "yours sincerely",
        "respectfully", "cheers", "thanks", "thank you", "many thanks", "thx", "best", "cordially", "warmly",
        "with regards",
        "cordialement", "bien à vous", "mit freundlichen grüßen", "freundliche grüße", "viele grüße", "liebe grüße",
        "mfg", "lg",
        "saludos", "un saludo", "atentamente", "saluti", "cordiali saluti", "atenciosamente", "obrigado", "abraços",
        "pozdrawiam", "z poważaniem", "med venlig hilsen", "mvh", "vh", "kh", "hilsen", "med vänliga hälsningar",
        "met vriendelijke groet", "groet", "с уважением", "С уважением", "以上", "よろしく", "thanks in advance", "talk soon",
        "bests", "all the best", "take care", "yours", "with best regards", "thanks again", "thanks and regards",
        "thanks & regards", "best regards and thanks", "warmest regards", "kindest regards", "very truly yours",
        "many regards",
        "with appreciation", "with gratitude", "have a great day", "have a good day", "have a nice day",
        "looking forward",
        "bien cordialement", "très cordialement", "sincères salutations", "meilleures salutations", "salutations",
        "beste grüße", "schöne grüße", "herzliche grüße", "gruß", "grüße", "gruss", "freundlichen grüßen",
        "mit besten grüßen",
        "un cordial saludo", "cordialmente", "saludos cordiales", "un saludo cordial", "un abrazo", "distinti saluti",
        "un saluto", "a presto", "com os melhores cumprimentos", "cumprimentos", "att", "grato", "obrigada",
        "pozdrawiam serdecznie", "serdecznie pozdrawiam", "z wyrazami szacunku", "venlig hilsen", "med vennlig hilsen",
        "vennlig hilsen", "hälsningar", "vänliga hälsningar", "med vänlig hälsning", "vänligen", "vennligst hilsen",
        "met vriendelijke groeten", "vriendelijke groet", "groeten", "met hartelijke groet", "ystävällisin terveisin",
        "terveisin",
        "terv", "s pozdravem", "s pozdravom", "üdvözlettel", "tisztelettel", "cu stimă", "cu respect", "saygılarımla",
        "iyi çalışmalar",
        "з повагою", "З повагою", "с наилучшими пожеланиями", "С наилучшими пожеланиями", "поздрави", "Поздрави",
        "με εκτίμηση", "Με εκτίμηση", "lugupidamisega", "pagarbiai", "ar cieņu", "lep pozdrav", "lijep pozdrav", "敬具",
        "此致", "谢谢",
        "謝謝", "감사합니다", "trân trọng", "Trân trọng", "hormat saya", "בברכה", "تحياتي",
    ]

    /// How a paragraph begins that is nobody's word about the file.
    static let notices: PhraseTable = [
        "caution:", "caution -", "[external", "external email", "warning: external", "*caution", "confidentiality",
        "confidential notice",
        "disclaimer", "notice:", "important notice", "legal notice", "this email originated", "this e-mail originated",
        "this message originated", "this email and any", "this e-mail and any", "this message and any",
        "this communication",
        "this email is confidential", "this e-mail is confidential", "this email is intended",
        "this e-mail is intended",
        "this message is intended", "this transmission", "the information contained in", "the information in this",
        "the contents of this", "privileged and confidential", "if you are not the intended",
        "if you have received this",
        "please consider the environment", "you receive this", "you received this", "you are receiving this",
        "to unsubscribe", "unsubscribe",
        "to stop receiving", "view this email in", "view in browser", "copyright ", "©", "all rights reserved",
        "did you know?",
        "diese e-mail", "diese nachricht enthält", "ce message et", "ce courriel", "este mensaje", "este correo",
        "esta mensagem",
        "you don't often get email", "you do not often get email", "virus-free", "scanned by",
    ]

    /// Notices of one line above the text.
    static let banners: PhraseTable = [
        "caution:", "caution -", "*caution", "[external", "external email", "warning: external",
        "this email originated", "this e-mail originated",
        "this message originated", "you don't often get email", "you do not often get email", "virus-free",
        "scanned by", "did you know?",
        "view this email in", "view in browser", "you receive this", "you received this", "you are receiving this",
    ]

    /// Within a paragraph that is a notice wherever they stand.
    static let noticeParts: PhraseTable = [
        "to unsubscribe", "unsubscribe here", "unsubscribe from", "unsubscribe:", "unsubscribe |", "| unsubscribe",
        "unsubscribe http", "unsubscribe <", "not a commitment to lend", "not a commitment to fund",
        "sole and absolute discretion",
        "sole discretion",
        "intended recipient", "manage your preferences", "manage preferences", "view in your browser",
        "intended only for",
        "privileged and confidential", "privileged and/or confidential", "subject to credit approval",
        "do not click links or open attachments", "originated from outside",
    ]
}
