#include "domain/audit/AuditEntry.h"
#include "domain/rules/ClientRules.h"
#include "domain/rules/StorableText.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

QString characterOf(char32_t code)
{
    return QString::fromUcs4(&code, 1);
}

QString half(char16_t unit)
{
    return QString(QChar(unit));
}

}

/// Which characters no text may hold, and that no field forgets to look.
class StorableTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<quint32>("found"); // 0 stands for U+0000 only where isFound
        QTest::addColumn<bool>("isFound");
        const auto good = [](const char *name, const QString &text) {
            QTest::newRow(name) << text << 0U << false;
        };
        const auto bad = [](const char *name, const QString &text, quint32 code) {
            QTest::newRow(name) << text << code << true;
        };
        good("empty", {});
        good("letters", u"Élan \u202E 漢字 \U0001F600"_s);
        good("last of the plane that is one", characterOf(0xFFFD));
        good("beside the non-characters", characterOf(0xFDCF) + characterOf(0xFDF0));
        good("byte order mark within", u"a\uFEFFb"_s);
        good("private use", characterOf(0xE000) + characterOf(0x10FFFD));
        bad("byte order mark", u"\uFEFFa"_s, 0xFEFF);
        bad("byte order mark alone", u"\uFEFF"_s, 0xFEFF);
        bad("NUL", u"a"_s + QChar(0) + u"b"_s, 0);
        for (char32_t code = 0xFDD0; code <= 0xFDEF; ++code)
            bad(qPrintable(u"U+%1"_s.arg(code, 4, 16)), u"a"_s + characterOf(code), code);
        for (char32_t plane = 0; plane <= 0x10; ++plane) {
            for (const char32_t code : {plane * 0x10000 + 0xFFFE, plane * 0x10000 + 0xFFFF})
                bad(qPrintable(u"U+%1"_s.arg(code, 4, 16)), u"a"_s + characterOf(code) + u"b"_s, code);
        }
        bad("high half at the end", u"a"_s + half(0xD83D), 0xD83D);
        bad("high half before a letter", half(0xD83D) + u"a"_s, 0xD83D);
        bad("two high halves", half(0xD83D) + half(0xD83D) + half(0xDE00), 0xD83D);
        bad("low half", u"a"_s + half(0xDE00), 0xDE00);
    }

    void finds()
    {
        QFETCH(const QString, text);
        QFETCH(const quint32, found);
        QFETCH(const bool, isFound);
        QCOMPARE(firstUnstorable(text).has_value(), isFound);
        QCOMPARE(rules::checkStorable(u"Title"_s, text).isEmpty(), !isFound);
        if (isFound) {
            QCOMPARE(quint32(*firstUnstorable(text)), found);
            const QString told = rules::checkStorable(u"Title"_s, text).first().text;
            QVERIFY2(told.contains(u"U+%1"_s.arg(found, 4, 16, '0'_L1).toUpper()), qPrintable(told));
        }
        QVERIFY(isStorable(storable(text)));
        QCOMPARE(storable(text) == text, !isFound);
        QCOMPARE(QString::fromUtf8(storable(text).toUtf8()), storable(text));
    }

    void everyTextOfAClientApplicationIsLookedAt()
    {
        const QString lost = u"\uFFFE"_s;
        for (const ClientFieldInfo &info : clientFields()) {
            ClientApplication client;
            client.secrets = {ClientSecret{{}, u"hash"_s, u"1234"_s, u"first"_s, {}, {}}};
            client.consentTexts = {{u"nl"_s, {u"a"_s, u"b"_s, u"c"_s}}};
            client.logo.name = u"logo.png"_s;
            client.loginRedirects = {u"https://a.example.com/"_s};
            client.logoutRedirects = {u"https://a.example.com/"_s};
            client.customResources = {u"department"_s};
            client.allowedCorsOrigins = client.contacts = client.keys = client.loginRedirects;
            client.otherSettings = client.spellings = {{u"keycloak"_s, u"{}"_s}};
            client.acceptedRisks = {AcceptedRisk{u"pkce_off"_s, {}, u"old"_s, u"anna"_s, {}}};
            client.onServers = {{u"test"_s, {.enabled = true}}};
            int texts = 0;
            visitTexts(client, info.field, [&](const QString &, int) { ++texts; });
            const bool hasText =
                info.kind != FieldKind::Flag && info.kind != FieldKind::Number && !isChoice(info.kind);
            QVERIFY2((texts > 0) == hasText, info.name);
        }
        // Those that do not apply are stored, too.
        for (const bool isMachine : {false, true}) {
            ClientApplication client;
            client.supportOpenId = !isMachine;
            client.grantType = isMachine ? GrantType::ClientCredentials : GrantType::AuthorizationCode;
            client.logoutRedirects = {u"https://a.example.com/"_s + lost};
            QVERIFY(refuses(client, ClientField::LogoutRedirects));
            client = {};
            client.logo.name = lost;
            QVERIFY(isMachine || refuses(client, ClientField::Logo));
        }
    }

    void whatIsNotedIsWhatReadsBack()
    {
        AuditEntry entry;
        entry.name = u"\uFEFFshop\uFFFF"_s;
        entry.userId = half(0xD800);
        const AuditEntry noted = audit::storable(entry);
        QCOMPARE(noted.name, u"\uFFFDshop\uFFFD"_s);
        QCOMPARE(noted.userId, u"\uFFFD"_s);
        QCOMPARE(audit::storable(noted), noted);
    }

private:
    static bool refuses(const ClientApplication &client, ClientField field)
    {
        const auto problems = rules::check(rules::normalized(client), {});
        return std::ranges::any_of(problems, [&](const Problem &problem) {
            return problem.field == field && problem.gate == Gate::Save;
        });
    }
};

GATEHOUSE_TEST(StorableTextTest)
#include "tst_storabletext.moc"
