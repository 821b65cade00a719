#include "domain/User.h"
#include "domain/rules/secrets/PasswordStrength.h"
#include "support/Effort.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

/// Which passwords are taken, and what is said of the others.
class TestPasswordStrength : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judges_data();
    void judges();
    void kindsOfCharactersDoNotMatter();
    void namesOfThePerson_data();
    void namesOfThePerson();
    void namesOutsideAscii_data();
    void namesOutsideAscii();
    void passphrasesOfFiles();
    void longOnesTakeNoLongerThanTheirLength();
};

void TestPasswordStrength::judges_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("said"); // nothing: it is taken
    const auto row = [](const char *name, const QString &password, const QString &said = {}) {
        QTest::newRow(name) << password << said;
    };
    row("empty", {}, u"longer: 0 of at least 15"_s);
    row("of all kinds, and short", u"PASSword12"_s, u"longer: 10 of at least 15"_s);
    row("random, and one too short", u"k9$Wq!x2Lp#v8Z"_s, u"longer: 14 of at least 15"_s);
    row("characters, not bytes", QString(14, u'\u5BC6'), u"longer: 14 of at least 15"_s);
    row("characters, not code units",
        u"\U0001F511\U0001F512\U0001F513\U0001F514\U0001F515\U0001F516\U0001F517"_s,
        u"longer: 7 of at least 15"_s);
    row("35 lower case letters", u"onvoorspelbaretreinkaartjesbakkerij"_s);
    row("words with spaces", u"correct horse battery staple"_s);
    row("digits that nobody chose", u"847302915560183294"_s);
    row("other scripts",
        u"\u043B\u043E\u0448\u0430\u0434\u044C \u0432\u0435\u0440\u043D\u0430\u044F \u0441\u043A\u043E\u0431\u0430"_s);
    row("nothing that is seen", QString(20, u'\u200B'), u"longer: 0 of at least 15"_s);
    row("longer by what is not seen", u"pass\u200Bword\u2060\u200D\uFEFF\u034F\u115F\u3164"_s,
        u"longer: 8 of at least 15"_s);
    row("a word cut by what is not seen", u"pass\u200Bword pass\u2060word pa\u00ADssword"_s,
        u"easily guessed"_s);
    row("one letter", QString(30, u'a'), u"repeats itself"_s);
    row("a word repeated", u"password password password"_s, u"easily guessed"_s);
    row("along the keyboard", u"qwertyuiopasdfgh"_s, u"easily guessed"_s);
    row("the program's names", u"gatehouse oauth client"_s, u"names are in it"_s);
    row("the word for it, twice", u"wachtwoordwachtwoord"_s, u"easily guessed"_s);
    row("the word for it, and a year", u"Wachtwoord2026!!"_s, u"easily guessed"_s);
    row("a word and a year, twice", u"Zomer2026Zomer2026"_s, u"easily guessed"_s);
    row("twice with something between", u"Herfst2026 Herfst2026!"_s, u"easily guessed"_s);
    row("in German", u"Passwort-Passwort-2026"_s, u"easily guessed"_s);
    row("in French", u"MotDePasse MotDePasse"_s, u"easily guessed"_s);
    row("in Spanish", u"CONTRASE\u00D1A contrase\u00F1a"_s, u"easily guessed"_s);
    row("in Polish", u"Has\u0142oHas\u0142oHas\u0142o"_s, u"easily guessed"_s);
    row("in Russian", u"парольпарольпароль"_s, u"easily guessed"_s);
    row("in Russian, with a year", u"Пароль2026Пароль!!"_s, u"easily guessed"_s);
    row("in Chinese", u"密码"_s.repeated(8), u"easily guessed"_s);
    row("in Japanese", u"パスワード"_s.repeated(3), u"easily guessed"_s);
    row("in Greek", u"ΚΩΔΙΚΟΣ κωδικός"_s, u"easily guessed"_s);
    row("three letters of another script", u"абвабвабвабвабв"_s, u"easily guessed"_s);
    row("in full width", u"ｐａｓｓｗｏｒｄ"_s.repeated(2), u"easily guessed"_s);
    row("along another keyboard", u"йцукенгшщзхъйцукен"_s, u"easily guessed"_s);
    row("words of another language", u"жирафы читают вечерние газеты"_s);
    row("words of Chinese", u"青蛙在月亮上弹钢琴喝咖啡下雨"_s + u"天"_s);
    row("words with accents", u"gl\u00FCckliche \u00C4pfel tr\u00E4umen"_s);
    row("256 characters", u"een zin die niemand raadt. "_s.repeated(10).left(256));
    row("1024 characters", u"een zin die niemand raadt. "_s.repeated(40).left(1024));
    row("more than can be", u"een zin die niemand raadt. "_s.repeated(40).left(1025), u"at most 1024"_s);
    row("a NUL", u"een zin die niemand"_s + QChar(0) + u"raadt"_s, u"a character that is none"_s);
    row("half a pair", u"een zin die niemand raadt"_s + QChar(0xD800), u"a character that is none"_s);
}

void TestPasswordStrength::judges()
{
    QFETCH(const QString, password);
    QFETCH(const QString, said);
    const PasswordStrength strength = passwordStrength(password, {});
    QCOMPARE(strength.isGood(), said.isEmpty());
    QVERIFY2(strength.advice.contains(said), qPrintable(strength.advice));
    QVERIFY(password.isEmpty() || !strength.advice.contains(password));
}

void TestPasswordStrength::kindsOfCharactersDoNotMatter()
{
    const QString random = u"xkqzvjwyfhgbpmd"_s;
    QVERIFY2(passwordStrength(random, {}).isGood(), qPrintable(passwordStrength(random, {}).advice));
    QVERIFY(passwordStrength(random.toUpper(), {}).isGood());
}

void TestPasswordStrength::namesOfThePerson_data()
{
    QTest::addColumn<QString>("password");
    QTest::newRow("user ID") << u"m.vanderplas78!m.vanderplas78"_s;
    QTest::newRow("name") << u"MirthevanderPlas!"_s;
    QTest::newRow("parts of the name") << u"plas mirthe plas mirthe"_s;
    QTest::newRow("e-mail") << u"mirthe@zonnewende.example"_s;
    QTest::newRow("department") << u"Zaalverhuur Zaalverhuur 1"_s;
    QTest::newRow("with digits for letters") << u"M1rth3 Z4alverhuur"_s;
}

void TestPasswordStrength::namesOfThePerson()
{
    QFETCH(const QString, password);
    const User user{.userId = u"m.vanderplas78"_s,
                    .name = u"Mirthe van der Plas"_s,
                    .email = u"mirthe@zonnewende.example"_s,
                    .department = u"Zaalverhuur"_s};
    const PasswordStrength strength = passwordStrength(password, {.names = namesOf(user)});
    QVERIFY2(!strength.isGood(), qPrintable(QString::number(strength.bits)));
    QVERIFY(strength.bits < passwordStrength(password, {}).bits);
}

void TestPasswordStrength::namesOutsideAscii_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("password");
    const QString german = u"Jürgen Müller-Lüdenscheidt"_s;
    QTest::newRow("in capital letters") << german << u"JÜRGEN MÜLLER-LÜDENSCHEIDT"_s;
    QTest::newRow("without accents") << german << u"Jurgen Muller-Ludenscheidt"_s;
    QTest::newRow("spelled out") << german << u"Juergen Mueller-Luedenscheidt"_s;
    QTest::newRow("decomposed") << german << german.normalized(QString::NormalizationForm_D);
    QTest::newRow("Cyrillic") << u"Иванов Пётр"_s << u"Иванов Пётр Иванов"_s;
    QTest::newRow("Greek") << u"Αλέξανδρος Παπαδόπουλος"_s << u"παπαδόπουλος αλέξανδρος"_s;
    QTest::newRow("Chinese") << u"李明 北京"_s << u"李明李明北京2026李明李明北京"_s;
    QTest::newRow("Polish") << u"Łukasz Wróblewski"_s << u"lukaszwroblewski"_s;
    QTest::newRow("sharp s") << u"Weißenfels-Preußner"_s << u"WEISSENFELSPREUSSNER"_s;
}

void TestPasswordStrength::namesOutsideAscii()
{
    QFETCH(const QString, name);
    QFETCH(const QString, password);
    const PasswordStrength strength = passwordStrength(password, {.names = namesOf({.name = name})});
    QVERIFY2(!strength.isGood(), qPrintable(QString::number(strength.bits)));
    QVERIFY2(strength.advice.contains(u"names are in it"_s), qPrintable(strength.advice));
}

void TestPasswordStrength::passphrasesOfFiles()
{
    QVERIFY(passwordStrength(u"k9$Wq!x2Lp#v"_s, passphraseRule()).isGood());
    QVERIFY(!passwordStrength(u"k9$Wq!x2Lp#"_s, passphraseRule()).isGood());
    QVERIFY(!passwordStrength(u"passwordpassword"_s, passphraseRule()).isGood());
}

void TestPasswordStrength::longOnesTakeNoLongerThanTheirLength()
{
    for (const QString &piece : {u"a"_s, u"a b"_s, u"password "_s, u"\u5BC6\u7801"_s, u"xK9$"_s}) {
        const auto judged = [&](qsizetype times) {
            return test::effort([&] { QVERIFY(!passwordStrength(piece.repeated(times), {}).isGood()); });
        };
        const auto floor = judged(1000);
        const auto taken = judged(20000);
        QVERIFY2(taken < 60 * floor, test::timesAsMuch(taken, floor).constData());
    }
}

GATEHOUSE_TEST(TestPasswordStrength)
#include "tst_passwordstrength.moc"
