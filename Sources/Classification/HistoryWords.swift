/// The words by which mail programs of many languages mark history, signatures and notices: lower case.
enum HistoryWords {
    /// The verb of "On … X wrote:".
    static let wrote: PhraseList = [
        "wrote", "writes", "a écrit", "a ecrit", "schrieb", "escribió", "escribio", "ha scritto", "escreveu", "napisał",
        "napisal", "skrev", "schreef", "kirjoitti", "написал", "пишет", "писал", "пише", "đã viết", "yazdı", "yazmış",
        "napsal", "írta", "a scris", "写道", "寫道", "さんは書きました", "geschreven", "geschrieben", "verzond", "έγραψε",
        "pisze", "napísal", "je napisao", "sent:", "sent a message",
    ]

    /// How such a line begins; without one of these it needs an address.
    static let attributionStarts: [StaticString] = [
        "on ", "le ", "am ", "el ", "il ", "em ", "w dniu ", "den ", "på ", "op ", "dne ", "vào ", "at ", "в ", "во ",
        "quoting ",
        "ke ", "tarih", "pada ", "dňa ",
    ]

    /// Inside a line of dashes.
    static let dividers: PhraseList = [
        "original message", "ursprüngliche nachricht", "message d'origine", "message d’origine", "message original",
        "mensaje original", "mensagem original", "messaggio originale", "antwort nachricht", "reply message",
        "oprindelig meddelelse", "opprinnelig melding", "ursprungligt meddelande", "oorspronkelijk bericht",
        "alkuperäinen viesti", "wiadomość oryginalna", "oryginalna wiadomość", "original-nachricht",
        "исходное сообщение",
        "original email", "previous message", "původní zpráva", "eredeti üzenet", "orijinal mesaj", "原始邮件", "原始郵件",
        "reply below", "original appointment", "message du :", "original message processed",
    ]

    static let forwardDividers: PhraseList = [
        "forwarded message", "forwarded by", "begin forwarded message", "weitergeleitete nachricht",
        "message transféré",
        "mensaje reenviado", "mensagem encaminhada", "messaggio inoltrato", "doorgestuurd bericht", "videresendt",
        "vidarebefordrat", "début du message", "anfang der weitergeleiteten", "пересылаемое сообщение", "转发邮件",
        "wiadomość przekazana", "inizio messaggio inoltrato", "inicio del mensaje reenviado",
    ]

    /// Header names by what they mean, as mail programs translate them.
    // swift-format-ignore
    static let headers: [(name: StaticString, meaning: Header)] = [
        ("from", .from), ("von", .from), ("de", .from), ("da", .from), ("od", .from), ("fra", .from), ("från", .from),
        ("van", .from), ("lähettäjä", .from), ("от", .from), ("От", .from), ("от кого", .from), ("От кого", .from),
        ("差出人", .from), ("发件人", .from), ("寄件者", .from), ("expéditeur", .from), ("mittente", .from), ("kimden", .from),
        ("sent", .date), ("date", .date), ("gesendet", .date), ("datum", .date), ("envoyé", .date), ("envoyé le", .date),
        ("enviado", .date), ("enviada em", .date), ("enviado el", .date), ("fecha", .date), ("data", .date), ("inviato", .date),
        ("wysłano", .date), ("sendt", .date), ("skickat", .date), ("verzonden", .date), ("lähetetty", .date), ("dato", .date),
        ("дата", .date), ("Дата", .date), ("отправлено", .date), ("Отправлено", .date), ("送信日時", .date), ("发送时间", .date), ("date:", .date),
        ("to", .to), ("an", .to), ("à", .to), ("À", .to), ("para", .to), ("a", .to), ("do", .to), ("til", .to), ("till", .to),
        ("aan", .to), ("кому", .to), ("Кому", .to), ("宛先", .to), ("收件人", .to), ("vastaanottaja", .to), ("destinataire", .to), ("cc", .copy), ("reply-to", .copy), ("kopie", .copy),
        ("subject", .subject), ("betreff", .subject), ("objet", .subject), ("asunto", .subject), ("assunto", .subject),
        ("oggetto", .subject), ("temat", .subject), ("emne", .subject), ("ämne", .subject), ("onderwerp", .subject),
        ("aihe", .subject), ("тема", .subject), ("Тема", .subject), ("件名", .subject), ("主题", .subject), ("主旨", .subject),
    ]

    enum Header: String { case from, date, to, copy, subject }

    static let replyAbove: PhraseList = [
        "reply above this line", "type your reply above", "write your reply above", "respond above this line",
        "reply above this ", "please reply above", "antworten sie oberhalb", "répondre au-dessus de cette ligne",
    ]

    /// A line that ends the text: what a phone or a program adds.
    static let devices: [StaticString] = [
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
        "thanks & regards",
    ]

    /// How a paragraph begins that is nobody's word about the file.
    static let notices: [StaticString] = [
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
    static let banners: [StaticString] = [
        "caution:", "caution -", "*caution", "[external", "external email", "warning: external",
        "this email originated", "this e-mail originated",
        "this message originated", "you don't often get email", "you do not often get email", "virus-free",
        "scanned by", "did you know?",
        "view this email in", "view in browser", "you receive this", "you received this", "you are receiving this",
    ]

    /// Within a paragraph that is a notice wherever they stand.
    static let noticeParts: PhraseList = [
        "unsubscribe", "not a commitment to lend", "not a commitment to fund", "sole and absolute discretion",
        "sole discretion",
        "intended recipient", "manage your preferences", "manage preferences", "view in your browser",
        "intended only for",
        "privileged and confidential", "privileged and/or confidential", "subject to credit approval",
        "do not click links or open attachments", "originated from outside",
    ]
}
