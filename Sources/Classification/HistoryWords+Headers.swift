extension HistoryWords {
    enum Header: String { case from, date, to, copy, subject }

    /// Header names by what they mean, as mail programs translate them. Only ASCII is folded: other letters stand as written.
    // swift-format-ignore
    static let headers: [(name: StaticString, meaning: Header)] = [
        // English, German, French, Spanish, Portuguese, Italian, Dutch
        ("from", .from), ("sent", .date), ("date", .date), ("to", .to), ("cc", .copy), ("bcc", .copy), ("reply-to", .copy), ("subject", .subject),
        ("von", .from), ("gesendet", .date), ("datum", .date), ("an", .to), ("kopie", .copy), ("betreff", .subject),
        ("de", .from), ("expéditeur", .from), ("envoyé", .date), ("envoyé le", .date), ("message du", .date), ("à", .to), ("À", .to), ("destinataire", .to), ("copie à", .copy), ("objet", .subject), ("sujet", .subject),
        ("enviado", .date), ("enviado el", .date), ("enviada em", .date), ("enviado em", .date), ("fecha", .date), ("para", .to), ("asunto", .subject), ("assunto", .subject),
        ("da", .from), ("mittente", .from), ("inviato", .date), ("data", .date), ("a", .to), ("oggetto", .subject),
        ("van", .from), ("verzonden", .date), ("aan", .to), ("onderwerp", .subject),
        // Nordic
        ("fra", .from), ("sendt", .date), ("dato", .date), ("til", .to), ("emne", .subject), ("från", .from), ("skickat", .date), ("till", .to), ("ämne", .subject), ("Ämne", .subject),
        ("lähettäjä", .from), ("lähetetty", .date), ("päiväys", .date), ("vastaanottaja", .to), ("aihe", .subject),
        // Slavic
        ("od", .from), ("wysłano", .date), ("wysłane", .date), ("do", .to), ("temat", .subject),
        ("odesláno", .date), ("odoslané", .date), ("komu", .to), ("předmět", .subject), ("predmet", .subject), ("poslano", .date), ("za", .to), ("zadeva", .subject),
        ("от", .from), ("От", .from), ("от кого", .from), ("От кого", .from), ("дата", .date), ("Дата", .date), ("отправлено", .date), ("Отправлено", .date),
        ("кому", .to), ("Кому", .to), ("копия", .copy), ("Копия", .copy), ("тема", .subject), ("Тема", .subject),
        ("від", .from), ("Від", .from), ("надіслано", .date), ("Надіслано", .date), ("изпратено", .date), ("Изпратено", .date), ("до", .to), ("До", .to), ("Относно", .subject),
        // Hungarian, Romanian, Greek, Turkish, Baltic
        ("feladó", .from), ("elküldve", .date), ("dátum", .date), ("címzett", .to), ("tárgy", .subject),
        ("de la", .from), ("trimis", .date), ("către", .to), ("subiect", .subject),
        ("Από", .from), ("Στάλθηκε", .date), ("Ημερομηνία", .date), ("Προς", .to), ("Θέμα", .subject),
        ("kimden", .from), ("gönderen", .from), ("gönderildi", .date), ("gönderilme tarihi", .date), ("tarih", .date), ("kime", .to), ("konu", .subject),
        ("saatja", .from), ("saatmisaeg", .date), ("saaja", .to), ("teema", .subject), ("no", .from), ("nosūtīts", .date), ("kam", .to), ("tēma", .subject), ("nuo", .from), ("išsiųsta", .date), ("kam", .to), ("tema", .subject),
        // Asia, Near East
        ("差出人", .from), ("送信者", .from), ("送信日時", .date), ("日付", .date), ("宛先", .to), ("件名", .subject),
        ("发件人", .from), ("发送时间", .date), ("发送日期", .date), ("日期", .date), ("收件人", .to), ("抄送", .copy), ("主题", .subject),
        ("寄件者", .from), ("寄件人", .from), ("寄件日期", .date), ("收件者", .to), ("副本", .copy), ("主旨", .subject),
        ("보낸 사람", .from), ("보낸사람", .from), ("보낸 날짜", .date), ("날짜", .date), ("받는 사람", .to), ("받는사람", .to), ("참조", .copy), ("제목", .subject),
        ("từ", .from), ("đã gửi", .date), ("Đã gửi", .date), ("ngày", .date), ("đến", .to), ("Đến", .to), ("chủ đề", .subject),
        ("dari", .from), ("dikirim", .date), ("tanggal", .date), ("kepada", .to), ("subjek", .subject), ("perihal", .subject),
        ("מאת", .from), ("נשלח", .date), ("תאריך", .date), ("אל", .to), ("נושא", .subject), ("من", .from), ("تاريخ الإرسال", .date), ("التاريخ", .date), ("إلى", .to), ("الموضوع", .subject),
    ]

    /// The same by their first byte.
    static let headersByFirstByte: [[(name: StaticString, meaning: Header)]] = {
        var table = [[(name: StaticString, meaning: Header)]](repeating: [], count: 256)
        for row in headers { table[Int(row.name.utf8Start[0])].append(row) }
        return table
    }()
}
