#include "draft/ConsentTextTable.h"
#include "draft/TextListTable.h"
#include "support/DraftTyping.h"
#include "ui/client/DraftHistory.h"
#include "ui/client/ValidationController.h"
#include "ui/client/consent/ConsentTextMerge.h"
#include "ui/client/consent/StandIn.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace gatehouse;
using namespace Qt::StringLiterals;

class TestConsentTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void onlyTextsThatApplyAreEditable();
    void nothingAppliesFromMachineToMachine();
    void typingIsOneUndoStep();
    void clearedTextLeavesNothingBehind();
    void missingTextsAreNamed();
    void badPlaceholderIsTold();
    void invisibleCharactersAreShown();
    void fillInTouchesOnlyEmptyTexts();
    void unsupportedLanguageIsKept();
    void rowOfAClearedUnsupportedLanguageStays();
    void mergeAndWhatItOverwrites();
    void standInsTellWhere();

private:
    QModelIndex cell(const QString &tag, int column) const;

    std::unique_ptr<ClientDraft> m_draft;
    std::unique_ptr<ValidationController> m_validation;
    std::unique_ptr<DraftHistory> m_history;
    ConsentTextTable *m_model = nullptr; ///< of the draft
};

namespace {

const Language english{u"1"_s, 1, u"en"_s, u"English"_s, false, true};
const Language dutch{u"2"_s, 1, u"nl"_s, u"Nederlands"_s, false, false};
const Language flemish{u"3"_s, 1, u"nl-BE"_s, u"Vlaams"_s, false, false};

}

void TestConsentTexts::init()
{
    m_validation.reset();
    m_history.reset();
    m_draft = std::make_unique<ClientDraft>();
    m_history = std::make_unique<DraftHistory>(*m_draft);
    m_validation = std::make_unique<ValidationController>(*m_draft);
    m_validation->setRecords(
        {.apiScopes = {{u"a"_s, 1, u"api"_s, u"API"_s, {}}}, .languages = {english, dutch, flemish}});
    m_draft->startNew();
    m_draft->names(ClientField::DefaultResources).setTexts({u"openid"_s, u"profile"_s});
    m_model = &m_draft->consentTexts();
    new QAbstractItemModelTester(m_model, QAbstractItemModelTester::FailureReportingMode::QtTest, m_model);
}

QModelIndex TestConsentTexts::cell(const QString &tag, int column) const
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->tagAt(row) == tag)
            return m_model->index(row, column);
    }
    return {};
}

void TestConsentTexts::onlyTextsThatApplyAreEditable()
{
    QVERIFY(m_model->setData(cell(u"nl"_s, ConsentTextTable::Profile), u"Uw naam"_s, Qt::EditRole));
    QCOMPARE(m_draft->typed().consentTexts.value(u"nl"_s).profile, u"Uw naam"_s);
    for (const int column :
         {ConsentTextTable::Email, ConsentTextTable::Api, ConsentTextTable::LanguageName}) {
        QVERIFY(!m_model->setData(cell(u"nl"_s, column), u"x"_s, Qt::EditRole));
        QVERIFY(!m_model->reasonAgainst(cell(u"nl"_s, column)).isEmpty());
    }
    QVERIFY(cell(u"nl"_s, ConsentTextTable::Email).data(Qt::ToolTipRole).toString().contains(u"email"_s));
    test::type(*m_draft, ClientField::SupportApi, true);
    QVERIFY(m_model->setData(cell(u"nl"_s, ConsentTextTable::Api), u"Bestellingen"_s, Qt::EditRole));
}

void TestConsentTexts::nothingAppliesFromMachineToMachine()
{
    test::type(*m_draft, ClientField::SupportOpenId, false);
    test::type(*m_draft, ClientField::GrantType, u"client_credentials"_s);
    for (const int column : {ConsentTextTable::Profile, ConsentTextTable::Email, ConsentTextTable::Api})
        QVERIFY(!m_model->setData(cell(u"en"_s, column), u"x"_s, Qt::EditRole));
}

void TestConsentTexts::typingIsOneUndoStep()
{
    const int before = m_history->undoStack().count();
    for (const QString &text : {u"Y"_s, u"Yo"_s, u"You"_s})
        m_model->setData(cell(u"en"_s, ConsentTextTable::Profile), text, Qt::EditRole);
    QCOMPARE(m_history->undoStack().count(), before + 1);
    m_history->undoStack().undo();
    QVERIFY(m_draft->typed().consentTexts.isEmpty());
}

void TestConsentTexts::clearedTextLeavesNothingBehind()
{
    m_model->setData(cell(u"en"_s, ConsentTextTable::Profile), u"x"_s, Qt::EditRole);
    m_model->setData(cell(u"en"_s, ConsentTextTable::Profile), QString(), Qt::EditRole);
    QVERIFY(m_draft->typed().consentTexts.isEmpty());
}

void TestConsentTexts::missingTextsAreNamed()
{
    QCOMPARE(cell(u"en"_s, ConsentTextTable::Missing).data().toString(), u"Profile"_s);
    test::type(*m_draft, ClientField::SupportApi, true);
    QCOMPARE(cell(u"en"_s, ConsentTextTable::Missing).data().toString(), u"Profile, API consent"_s);
    m_model->setData(cell(u"en"_s, ConsentTextTable::Profile), u"x"_s, Qt::EditRole);
    m_model->setData(cell(u"en"_s, ConsentTextTable::Api), u"x"_s, Qt::EditRole);
    QCOMPARE(cell(u"en"_s, ConsentTextTable::Missing).data().toString(), u"nothing"_s);
}

void TestConsentTexts::badPlaceholderIsTold()
{
    const QModelIndex profile = cell(u"en"_s, ConsentTextTable::Profile);
    m_model->setData(profile, u"{client} wants to know {user}"_s, Qt::EditRole);
    QCOMPARE(profile.data(ConsentTextTable::SeverityRole).toInt(), -1);
    m_model->setData(profile, u"{clinet} wants"_s, Qt::EditRole);
    QVERIFY(profile.data(ConsentTextTable::SeverityRole).toInt() >= int(Severity::Warning));
    QVERIFY(profile.data(Qt::ToolTipRole).toString().contains(u"{clinet}"_s));
    QVERIFY(!m_validation->problemsOf(ClientField::ConsentTexts).isEmpty());
}

/// In the table only: what is edited, previewed and stored stays as it is.
void TestConsentTexts::invisibleCharactersAreShown()
{
    const QModelIndex profile = cell(u"en"_s, ConsentTextTable::Profile);
    const QString text = u"Pay\u202elap"_s;
    m_model->setData(profile, text, Qt::EditRole);
    QCOMPARE(profile.data(Qt::DisplayRole).toString(), u"Pay[U+202E]lap"_s);
    QCOMPARE(profile.data(Qt::EditRole).toString(), text);
    QCOMPARE(m_draft->typed().consentTexts.value(u"en"_s).profile, text);
}

void TestConsentTexts::fillInTouchesOnlyEmptyTexts()
{
    test::type(*m_draft, ClientField::SupportApi, true);
    m_model->setTexts(
        ConsentTextMap{{u"en"_s, {u"who"_s, u"mail"_s, u"api"_s}}, {u"nl"_s, {u"wie"_s, {}, {}}}});
    const int row = cell(u"nl"_s, 0).row();
    const int source = cell(u"en"_s, 0).row();
    QCOMPARE(m_model->sourcesFor(row), QList<int>{source});
    QCOMPARE(m_model->fillIn(row, source), 1);
    QCOMPARE(m_draft->typed().consentTexts.value(u"nl"_s), (ConsentTexts{u"wie"_s, {}, u"api"_s}));
    QVERIFY(m_model->sourcesFor(row).isEmpty());
    m_history->undoStack().undo();
    QCOMPARE(m_draft->typed().consentTexts.value(u"nl"_s), (ConsentTexts{u"wie"_s, {}, {}}));
}

void TestConsentTexts::unsupportedLanguageIsKept()
{
    m_model->setTexts(ConsentTextMap{{u"fy"_s, {u"wa"_s, {}, {}}}});
    QCOMPARE(cell(u"fy"_s, ConsentTextTable::Profile).data().toString(), u"wa"_s);
    QVERIFY(!m_validation->problemsOf(ClientField::ConsentTexts).isEmpty());
}

void TestConsentTexts::rowOfAClearedUnsupportedLanguageStays()
{
    m_model->setTexts(ConsentTextMap{{u"fy"_s, {u"wa"_s, {}, {}}}});
    const QPersistentModelIndex frisian = cell(u"fy"_s, ConsentTextTable::Profile);
    QVERIFY(m_model->setData(frisian, QString(), Qt::EditRole));
    QVERIFY2(frisian.isValid(), "what is typed next would go to the row that takes its place");
    QVERIFY(m_model->setData(frisian, u"wat"_s, Qt::EditRole));
    QCOMPARE(m_draft->typed().consentTexts.keys(), QStringList{u"fy"_s});

    m_draft->startNew();
    QVERIFY2(!cell(u"fy"_s, ConsentTextTable::Profile).isValid(),
             "another client application has no text in it");
}

void TestConsentTexts::mergeAndWhatItOverwrites()
{
    const ConsentTextMap own{{u"en"_s, {u"a"_s, {}, u"c"_s}}};
    const ConsentTextMap other{{u"en"_s, {u"A"_s, u"B"_s, u"c"_s}}, {u"nl"_s, {{}, u"b"_s, {}}}};
    QCOMPARE(overwrittenBy(own, other), 1);
    QCOMPARE(overwrittenBy({}, other), 0);
    QCOMPARE(merged(own, other, Overwrite::Yes).value(u"en"_s), (ConsentTexts{u"A"_s, u"B"_s, u"c"_s}));
    QCOMPARE(merged(own, other, Overwrite::No).value(u"en"_s), (ConsentTexts{u"a"_s, u"B"_s, u"c"_s}));
    QCOMPARE(merged(own, other, Overwrite::No).value(u"nl"_s).email, u"b"_s);
}

void TestConsentTexts::standInsTellWhere()
{
    ClientApplication client;
    client.title = u"Shop"_s;
    client.defaultResources = {u"openid"_s, u"profile"_s, u"email"_s, u"phone"_s};
    client.consentTexts = {{u"nl"_s, {u"naam"_s, {}, {}}}};
    const QList<Language> languages{english, dutch, flemish};
    const consent::ConsentContext context{languages, {}, {}, u"Ann"_s};
    const auto found = [&](const QString &tag) {
        return standIns({consent::consentPage(client, tag, context)}, languages);
    };
    QCOMPARE(found(u"nl"_s).size(), 1);
    QCOMPARE(found(u"nl"_s).first().text, u"Email"_s);
    QCOMPARE(found(u"nl-BE"_s).size(), 2);
    QVERIFY(found(u"nl-BE"_s).first().source.contains(u"Nederlands (nl)"_s));
    QCOMPARE(found(u"en"_s).size(), 2);
    QVERIFY(!found(u"en"_s).first().source.isEmpty());
}

GATEHOUSE_TEST(TestConsentTexts)
#include "tst_consenttexts.moc"
