#include "domain/consent/BuiltInTexts.h"

#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::consent {

namespace {

/// One language with its words in the order of BuiltIn.
struct Words
{
    const char *tag;
    std::array<const char16_t *, std::size_t(BuiltIn::TermsOfService) + 1> words;
};

// clang-format off: a line a text
const std::array table{
    Words{"en",
          {u"{client} asks for access", u"Signed in as {user}", u"Remember this decision", u"Allow", u"Deny",
           u"Your profile", u"{client} can read your name and other profile details.",
           u"Your e-mail address", u"{client} can read your e-mail address.",
           u"Your phone number", u"{client} can read your phone number.",
           u"Your address", u"{client} can read your postal address.",
           u"{client} can read this information about you.",
           u"Access on your behalf", u"{client} can use these services on your behalf.",
           u"Signing in", u"{client} can recognize you when you sign in. Nothing else is shared.",
           u"Privacy policy", u"Terms of service"}},
    Words{"nl",
          {u"{client} vraagt om toegang", u"Aangemeld als {user}", u"Deze keuze onthouden", u"Toestaan", u"Weigeren",
           u"Uw profiel", u"{client} kan uw naam en andere profielgegevens lezen.",
           u"Uw e-mailadres", u"{client} kan uw e-mailadres lezen.",
           u"Uw telefoonnummer", u"{client} kan uw telefoonnummer lezen.",
           u"Uw adres", u"{client} kan uw postadres lezen.",
           u"{client} kan deze gegevens over u lezen.",
           u"Toegang namens u", u"{client} kan deze diensten namens u gebruiken.",
           u"Aanmelden", u"{client} kan u herkennen wanneer u zich aanmeldt. Verder wordt niets gedeeld.",
           u"Privacybeleid", u"Servicevoorwaarden"}},
    Words{"de",
          {u"{client} bittet um Zugriff", u"Angemeldet als {user}", u"Diese Entscheidung merken", u"Erlauben", u"Ablehnen",
           u"Ihr Profil", u"{client} kann Ihren Namen und andere Profildaten lesen.",
           u"Ihre E-Mail-Adresse", u"{client} kann Ihre E-Mail-Adresse lesen.",
           u"Ihre Telefonnummer", u"{client} kann Ihre Telefonnummer lesen.",
           u"Ihre Adresse", u"{client} kann Ihre Postanschrift lesen.",
           u"{client} kann diese Angaben über Sie lesen.",
           u"Zugriff in Ihrem Namen", u"{client} kann diese Dienste in Ihrem Namen nutzen.",
           u"Anmeldung", u"{client} kann Sie bei der Anmeldung wiedererkennen. Weiter wird nichts geteilt.",
           u"Datenschutzerklärung", u"Nutzungsbedingungen"}},
    Words{"fr",
          {u"{client} demande un accès", u"Connecté en tant que {user}", u"Mémoriser cette décision", u"Autoriser", u"Refuser",
           u"Votre profil", u"{client} peut lire votre nom et les autres données de votre profil.",
           u"Votre adresse e-mail", u"{client} peut lire votre adresse e-mail.",
           u"Votre numéro de téléphone", u"{client} peut lire votre numéro de téléphone.",
           u"Votre adresse", u"{client} peut lire votre adresse postale.",
           u"{client} peut lire ces informations vous concernant.",
           u"Accès en votre nom", u"{client} peut utiliser ces services en votre nom.",
           u"Connexion", u"{client} peut vous reconnaître lors de la connexion. Rien d’autre n’est partagé.",
           u"Politique de confidentialité", u"Conditions d’utilisation"}},
    Words{"ar",
          {u"يطلب {client} الإذن بالوصول", u"تم تسجيل الدخول باسم {user}", u"تذكّر هذا القرار", u"السماح", u"الرفض",
           u"ملفك الشخصي", u"يمكن لـ {client} قراءة اسمك وبيانات ملفك الشخصي الأخرى.",
           u"بريدك الإلكتروني", u"يمكن لـ {client} قراءة عنوان بريدك الإلكتروني.",
           u"رقم هاتفك", u"يمكن لـ {client} قراءة رقم هاتفك.",
           u"عنوانك", u"يمكن لـ {client} قراءة عنوانك البريدي.",
           u"يمكن لـ {client} قراءة هذه المعلومات عنك.",
           u"الوصول نيابةً عنك", u"يمكن لـ {client} استخدام هذه الخدمات نيابةً عنك.",
           u"تسجيل الدخول", u"يمكن لـ {client} التعرّف عليك عند تسجيل الدخول. لا تتم مشاركة أي شيء آخر.",
           u"سياسة الخصوصية", u"شروط الخدمة"}},
    Words{"he",
          {u"בקשת גישה מאת {client}", u"החשבון המחובר: {user}", u"זכירת ההחלטה", u"אישור", u"דחייה",
           u"הפרופיל שלך", u"ל־{client} תהיה גישה לשמך ולפרטי פרופיל נוספים.",
           u"כתובת הדוא״ל שלך", u"ל־{client} תהיה גישה לכתובת הדוא״ל שלך.",
           u"מספר הטלפון שלך", u"ל־{client} תהיה גישה למספר הטלפון שלך.",
           u"הכתובת שלך", u"ל־{client} תהיה גישה לכתובת הדואר שלך.",
           u"ל־{client} תהיה גישה למידע זה עליך.",
           u"גישה בשמך", u"ל־{client} תהיה אפשרות להשתמש בשירותים אלה בשמך.",
           u"כניסה לחשבון", u"ל־{client} תהיה אפשרות לזהות אותך בעת הכניסה. שום מידע אחר אינו משותף.",
           u"מדיניות פרטיות", u"תנאי שימוש"}},
    Words{"zh-Hant",
          {u"{client} 要求存取權限", u"目前登入身分：{user}", u"記住這個決定", u"允許", u"拒絕",
           u"您的個人資料", u"{client} 可以讀取您的姓名和其他個人資料。",
           u"您的電子郵件地址", u"{client} 可以讀取您的電子郵件地址。",
           u"您的電話號碼", u"{client} 可以讀取您的電話號碼。",
           u"您的地址", u"{client} 可以讀取您的郵寄地址。",
           u"{client} 可以讀取您的這項資訊。",
           u"代表您存取", u"{client} 可以代表您使用這些服務。",
           u"登入", u"{client} 可以在您登入時識別您的身分。不會分享其他資訊。",
           u"隱私權政策", u"服務條款"}},
};
// clang-format on

}

ChosenText builtInText(BuiltIn which, const QString &tag, const QString &defaultTag)
{
    QMap<QString, QString> texts;
    for (const Words &language : table)
        texts.insert(QString::fromLatin1(language.tag),
                     QString::fromUtf16(language.words[std::size_t(which)]));
    ChosenText chosen =
        chooseText(texts, tag, defaultTag, {texts.value(u"en"_s), TextOrigin::BuiltIn, u"en"_s});
    chosen.origin = TextOrigin::BuiltIn;
    return chosen;
}

}
