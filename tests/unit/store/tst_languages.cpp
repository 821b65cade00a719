#include "ConsentSamples.h"
#include "store/edit/EditSession.h"
#include "store/records/ClientPage.h"
#include "support/DatabaseContent.h"
#include "support/SampleClients.h"
#include "support/TestDatabase.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

/// Saving and removing of languages, and what becomes of the texts that are written in them.
class TestLanguages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_database = std::make_unique<TestDatabase>(); }
    void someAreThereAtFirst();
    void savesAndGivesBack();
    void completesWhatIsLeftOut();
    void refuses_data();
    void refuses();
    void oneIsAlwaysTheDefault();
    void newDefaultTellsWhoeverHasTheOldOneOpen();
    void defaultIsNotRemoved();
    void tellsConflicts();
    void countsTexts();
    void removalTakesTextsAndTellsTheirOwners();
    void newTagCarriesTexts();
    void otherChangesLeaveOwnersAlone();
    void newDefaultIsJudgedByTheRules();

private:
    Language language(const QString &tag) { return languageOf(**m_database, tag); }
    QStringList tags();
    ClientApplication saveClient(const QString &clientId, const ConsentTextMap &texts);
    ClientApplication storedClient(const QString &key)
    {
        return store::loadClient(**m_database, key).value().value_or(ClientApplication());
    }

    std::unique_ptr<TestDatabase> m_database;
};

QStringList TestLanguages::tags()
{
    QStringList tags;
    const auto languages = store::loadLanguages(**m_database).value();
    for (const Language &stored : languages)
        tags << stored.tag;
    return tags;
}

ClientApplication TestLanguages::saveClient(const QString &clientId, const ConsentTextMap &texts)
{
    ClientApplication client = sampleWebClient(clientId, testTime());
    client.consentTexts = texts;
    const auto saved = m_database->save(client);
    return saved ? *saved : ClientApplication();
}

void TestLanguages::someAreThereAtFirst()
{
    const auto languages = store::loadLanguages(**m_database);
    VERIFY_DONE(languages);
    QCOMPARE(tags(), (QStringList{u"en"_s, u"de"_s, u"fr"_s, u"nl"_s}));
    QStringList names;
    for (const Language &stored : *languages) {
        names << stored.nativeName;
        QCOMPARE(stored.version, 1);
        QCOMPARE(stored.isDefault, stored.tag == "en"_L1);
        QVERIFY(!stored.rightToLeft);
        QVERIFY(!stored.key.isEmpty());
    }
    QCOMPARE(names, (QStringList{u"English"_s, u"Deutsch"_s, u"Français"_s, u"Nederlands"_s}));
}

void TestLanguages::savesAndGivesBack()
{
    const auto saved = m_database->save(sampleLanguage(u"ar"_s, u"العربية"_s, true));
    VERIFY_DONE(saved);
    QCOMPARE(saved->version, 1);
    QCOMPARE(language(u"ar"_s), *saved);
    QVERIFY(saved->rightToLeft);
    QCOMPARE(saved->nativeName, u"العربية"_s);

    Language changed = *saved;
    changed.nativeName = u"عربي"_s;
    changed.rightToLeft = false;
    const auto again = m_database->save(changed);
    VERIFY_DONE(again);
    QCOMPARE(again->version, 2);
    QCOMPARE(language(u"ar"_s), *again);
    QCOMPARE(again->nativeName, u"عربي"_s);
    QVERIFY(!again->rightToLeft);
}

void TestLanguages::completesWhatIsLeftOut()
{
    const auto saved = m_database->save(sampleLanguage(u"ZH-hANT"_s, u"  "_s));
    VERIFY_DONE(saved);
    QCOMPARE(saved->tag, u"zh-Hant"_s);
    QVERIFY(!saved->nativeName.trimmed().isEmpty());
    QCOMPARE(language(u"zh-Hant"_s), *saved);
}

void TestLanguages::refuses_data()
{
    QTest::addColumn<QString>("tag");
    QTest::addColumn<QString>("nativeName");
    QTest::addColumn<QString>("column");
    QTest::newRow("no tag") << QString() << u"x"_s << u"tag"_s;
    QTest::newRow("not well-formed") << u"nl_NL"_s << u"x"_s << u"tag"_s;
    QTest::newRow("taken") << u"nl"_s << u"x"_s << u"tag"_s;
    QTest::newRow("taken in other case") << u"NL"_s << u"x"_s << u"tag"_s;
    QTest::newRow("name of two lines") << u"es"_s << u"a\nb"_s << u"native_name"_s;
    QTest::newRow("name too long") << u"es"_s << u"a"_s.repeated(201) << u"native_name"_s;
}

void TestLanguages::refuses()
{
    QFETCH(QString, tag);
    QFETCH(QString, nativeName);
    QFETCH(QString, column);
    Language other = m_database->save(sampleLanguage(u"pt-BR"_s, u"Português"_s)).value();
    const QStringList before = contentOf(**m_database);
    other.tag = tag;
    other.nativeName = nativeName;
    for (const auto &saved : {m_database->save(sampleLanguage(tag, nativeName)), m_database->save(other)}) {
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, Error::Kind::Rule);
        QCOMPARE(saved.error().column, column);
        QVERIFY(!saved.error().text.isEmpty());
        QCOMPARE(saved.error().text.startsWith(u"Native name "_s), column == u"native_name"_s);
    }
    QCOMPARE(contentOf(**m_database), before);
}

void TestLanguages::oneIsAlwaysTheDefault()
{
    Language english = language(u"en"_s);
    english.isDefault = false;
    const auto refused = m_database->save(english);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Rule);
    QCOMPARE(refused.error().column, u"is_default"_s);
    QVERIFY(language(u"en"_s).isDefault);

    Language arabic = sampleLanguage(u"ar"_s, u"العربية"_s, true);
    arabic.isDefault = true;
    VERIFY_DONE(m_database->save(arabic));
    QCOMPARE(tags(), (QStringList{u"ar"_s, u"de"_s, u"en"_s, u"fr"_s, u"nl"_s}));
    QVERIFY(!language(u"en"_s).isDefault);

    Language dutch = language(u"nl"_s);
    dutch.isDefault = true;
    VERIFY_DONE(m_database->save(dutch));
    QVERIFY(language(u"nl"_s).isDefault);
    QVERIFY(!language(u"ar"_s).isDefault);
    QCOMPARE(tags().first(), u"nl"_s);
    VERIFY_DONE(m_database->save(language(u"nl"_s)));
}

void TestLanguages::newDefaultTellsWhoeverHasTheOldOneOpen()
{
    Language english = language(u"en"_s);
    Language dutch = language(u"nl"_s);
    const Language german = language(u"de"_s);
    dutch.isDefault = true;
    VERIFY_DONE(m_database->save(dutch));

    english.nativeName = u"British English"_s;
    const auto late = m_database->save(english);
    QVERIFY(!late);
    QCOMPARE(late.error().kind, Error::Kind::Conflict);
    QVERIFY(language(u"nl"_s).isDefault);
    VERIFY_DONE(m_database->save(german));
}

void TestLanguages::defaultIsNotRemoved()
{
    const QStringList before = contentOf(**m_database);
    const auto refused = m_database->remove(language(u"en"_s));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Rule);
    QVERIFY2(refused.error().text.contains(u"en"_s), qPrintable(refused.error().text));
    QCOMPARE(contentOf(**m_database), before);

    Language dutch = language(u"nl"_s);
    dutch.isDefault = true;
    VERIFY_DONE(m_database->save(dutch));
    VERIFY_DONE(m_database->remove(language(u"en"_s)));
    QCOMPARE(tags(), (QStringList{u"nl"_s, u"de"_s, u"fr"_s}));
}

void TestLanguages::tellsConflicts()
{
    const Language read = language(u"nl"_s);
    const Language newer = m_database->save(read).value();
    const auto isConflict = [](const auto &outcome, const QString &words) {
        return !outcome && outcome.error().kind == Error::Kind::Conflict &&
               outcome.error().text.contains(words) && outcome.error().text.contains(u"nl"_s);
    };
    QStringList before = contentOf(**m_database);
    QVERIFY(isConflict(m_database->save(read), u"changed by somebody"_s));
    QVERIFY(isConflict(m_database->remove(read), u"changed by somebody"_s));
    Language asDefault = read;
    asDefault.isDefault = true;
    QVERIFY(isConflict(m_database->save(asDefault), u"changed by somebody"_s));
    QCOMPARE(contentOf(**m_database), before);

    VERIFY_DONE(m_database->remove(newer));
    before = contentOf(**m_database);
    QVERIFY(isConflict(m_database->save(newer), u"deleted by somebody"_s));
    QVERIFY(isConflict(m_database->remove(newer), u"deleted by somebody"_s));
    QCOMPARE(contentOf(**m_database), before);
}

void TestLanguages::countsTexts()
{
    const auto count = [&](const QString &tag) {
        return store::countTextsIn(**m_database, language(tag)).value();
    };
    QCOMPARE(count(u"nl"_s), 0);
    QVERIFY(
        !saveClient(u"a"_s, {{u"nl"_s, {u"P"_s, {}, u"A"_s}}, {u"de"_s, {{}, u"E"_s, {}}}}).key.isEmpty());
    QVERIFY(!saveClient(u"b"_s, {{u"nl"_s, {u"P"_s, u"E"_s, u"A"_s}}}).key.isEmpty());
    VERIFY_DONE(m_database->save(sampleResource(u"department"_s)));
    QCOMPARE(count(u"nl"_s), 2 + 3 + 2);
    QCOMPARE(count(u"de"_s), 1 + 1);
    QCOMPARE(count(u"fr"_s), 0);
}

void TestLanguages::removalTakesTextsAndTellsTheirOwners()
{
    const ConsentTexts texts{u"P"_s, u"E"_s, {}};
    const ClientApplication both = saveClient(u"both"_s, {{u"nl"_s, texts}, {u"de"_s, texts}});
    const ClientApplication other = saveClient(u"other"_s, {{u"de"_s, texts}});
    const CustomResource resource = m_database->save(sampleResource(u"department"_s)).value();
    VERIFY_DONE(m_database->remove(language(u"nl"_s)));

    ClientApplication expected = both;
    expected.version = both.version + 1;
    expected.consentTexts.remove(u"nl"_s);
    QCOMPARE(storedClient(both.key), expected);
    QCOMPARE(storedClient(other.key), other);
    QCOMPARE(m_database->save(both).error().kind, Error::Kind::Conflict);

    CustomResource expectedResource = resource;
    expectedResource.version = resource.version + 1;
    expectedResource.texts.remove(u"nl"_s);
    QCOMPARE(store::loadCustomResources(**m_database).value(), QList{expectedResource});
    QCOMPARE(m_database->save(resource).error().kind, Error::Kind::Conflict);

    ClientApplication late = storedClient(other.key);
    late.consentTexts.insert(u"nl"_s, texts);
    const auto refused = m_database->save(late);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Rule);
    QCOMPARE(refused.error().column, u"consent_texts"_s);
}

void TestLanguages::newTagCarriesTexts()
{
    const ConsentTexts texts{u"P"_s, u"E"_s, u"A"_s};
    const ClientApplication client = saveClient(u"shop"_s, {{u"nl"_s, texts}, {u"de"_s, texts}});
    const CustomResource resource = m_database->save(sampleResource(u"department"_s)).value();
    Language dutch = language(u"nl"_s);
    dutch.tag = u"NL-be"_s;
    const auto saved = m_database->save(dutch);
    VERIFY_DONE(saved);
    QCOMPARE(saved->tag, u"nl-BE"_s);

    const ClientApplication stored = storedClient(client.key);
    QCOMPARE(stored.consentTexts, (ConsentTextMap{{u"nl-BE"_s, texts}, {u"de"_s, texts}}));
    QCOMPARE(stored.version, client.version + 1);
    QCOMPARE(m_database->save(client).error().kind, Error::Kind::Conflict);
    const CustomResource storedResource = store::loadCustomResources(**m_database).value().first();
    QCOMPARE(storedResource.texts.value(u"nl-BE"_s), resource.texts.value(u"nl"_s));
    QCOMPARE(storedResource.version, resource.version + 1);

    VERIFY_DONE(m_database->save(sampleLanguage(u"nl"_s, u"Nederlands"_s)));
    QCOMPARE(m_database->save(client).error().kind, Error::Kind::Conflict);
    QCOMPARE(storedClient(client.key), stored);
}

void TestLanguages::otherChangesLeaveOwnersAlone()
{
    const ClientApplication client = saveClient(u"shop"_s, {{u"nl"_s, {u"P"_s, {}, {}}}});
    Language dutch = language(u"nl"_s);
    dutch.nativeName = u"Vlaams"_s;
    dutch.isDefault = true;
    VERIFY_DONE(m_database->save(dutch));
    VERIFY_DONE(m_database->remove(language(u"fr"_s)));
    QCOMPARE(storedClient(client.key), client);
    VERIFY_DONE(m_database->save(client));
}

void TestLanguages::newDefaultIsJudgedByTheRules()
{
    ClientApplication client = sampleWebClient(u"shop"_s, testTime());
    client.requireConsent = true;
    client.defaultResources = {u"openid"_s, u"profile"_s};
    client.consentTexts = {{u"en"_s, {u"Your name"_s, {}, {}}}};
    VERIFY_DONE(m_database->save(client));
    const auto problems = [&] { return store::loadPage(**m_database, {}).value().first().problemCount; };
    QCOMPARE(problems(), 0);

    Language dutch = language(u"nl"_s);
    dutch.isDefault = true;
    VERIFY_DONE(m_database->save(dutch));
    QCOMPARE(problems(), 1);
    Language english = language(u"en"_s);
    english.isDefault = true;
    VERIFY_DONE(m_database->save(english));
    QCOMPARE(problems(), 0);
}

GATEHOUSE_TEST(TestLanguages)
#include "tst_languages.moc"
