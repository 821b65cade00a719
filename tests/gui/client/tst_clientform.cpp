#include "draft/TextListTable.h"
#include "support/DraftTyping.h"
#include "ui/client/DraftHistory.h"
#include "ui/client/ValidationController.h"
#include "ui/client/form/ClientForm.h"
#include "ui/client/form/LifetimeEdit.h"
#include "ui/client/form/TextListEdit.h"
#include "ui/common/KeyComboBox.h"

#include <QCheckBox>
#include <QTest>

using namespace gatehouse;
using namespace Qt::StringLiterals;

/// The fields of the tab Form that are no single line.
class TestClientForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void lifetimeIsTypedAsPeopleWriteIt_data();
    void lifetimeIsTypedAsPeopleWriteIt();
    void lifetimeIsShownInWords();
    void whatIsNoTimeStaysAndIsRefused();
    void originsArePastedAndStayRows_data();
    void originsArePastedAndStayRows();
    void typingAnOriginIsOneStep();
    void originsAroundTheChangeStay();
    void contactsKeepTheirCommas();
    void descriptionHasLines();
    void otherAuthenticationIsOfferedWhereItCameIn();
    void whatDoesNotApplyIsOffWithItsReason_data();
    void whatDoesNotApplyIsOffWithItsReason();
    void bothGrantsNeedAnIdentity();

private:
    template<typename Widget>
    Widget *field(const char *column)
    {
        return qobject_cast<Widget *>(m_form->fieldOf(QLatin1StringView(column)));
    }
    LifetimeEdit *lifetime() { return field<LifetimeEdit>("access_token_lifetime"); }
    TextListEdit *origins() { return field<TextListEdit>("allowed_cors_origins"); }
    QStringList typedOrigins() { return m_draft->typed().allowedCorsOrigins; }

    std::unique_ptr<ClientDraft> m_draft;
    std::unique_ptr<DraftHistory> m_history;
    std::unique_ptr<ValidationController> m_validation;
    std::unique_ptr<ClientForm> m_form;
};

void TestClientForm::init()
{
    m_draft = std::make_unique<ClientDraft>();
    m_history = std::make_unique<DraftHistory>(*m_draft);
    m_validation = std::make_unique<ValidationController>(*m_draft);
    m_form = std::make_unique<ClientForm>(*m_draft, *m_validation);
    m_draft->startNew();
    m_form->resize(900, 700);
    m_form->show();
    QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
}

void TestClientForm::cleanup()
{
    m_form.reset();
    m_validation.reset();
    m_history.reset();
    m_draft.reset();
}

void TestClientForm::lifetimeIsTypedAsPeopleWriteIt_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("seconds");
    QTest::newRow("seconds") << u"3600"_s << 3600;
    QTest::newRow("hour") << u"1 h"_s << 3600;
    QTest::newRow("minutes") << u"30 min"_s << 1800;
}

void TestClientForm::lifetimeIsTypedAsPeopleWriteIt()
{
    QFETCH(const QString, text);
    lifetime()->setFocus();
    QTest::keyClicks(lifetime(), text);
    QTEST(m_draft->typed().accessTokenLifetime.value_or(-1), "seconds");
    QCOMPARE(lifetime()->text(), text);
    QCOMPARE(m_history->undoStack().count(), 1);
    lifetime()->clear();
    QVERIFY(!m_draft->typed().accessTokenLifetime);
}

void TestClientForm::lifetimeIsShownInWords()
{
    test::type(*m_draft, ClientField::AccessTokenLifetime, 5400);
    QCOMPARE(lifetime()->text(), u"1 h 30 min"_s);
    lifetime()->setFocus();
    lifetime()->selectAll();
    QTest::keyClicks(lifetime(), u"7200"_s);
    QTest::keyClick(lifetime(), Qt::Key_Return);
    QCOMPARE(lifetime()->text(), u"2 h"_s);
    m_history->undoStack().undo();
    QCOMPARE(lifetime()->text(), u"1 h 30 min"_s);
}

void TestClientForm::whatIsNoTimeStaysAndIsRefused()
{
    lifetime()->setFocus();
    QTest::keyClicks(lifetime(), u"soon"_s);
    QTest::keyClick(lifetime(), Qt::Key_Return);
    QCOMPARE(lifetime()->text(), u"soon"_s);
    QVERIFY(!m_validation->canSave());
    QCOMPARE(m_validation->problemsOf(ClientField::AccessTokenLifetime).size(), 1);
    test::type(*m_draft, ClientField::Title, u"Shop"_s);
    QCOMPARE(lifetime()->text(), u"soon"_s);
    m_history->undoStack().undo();
    m_history->undoStack().undo();
    QCOMPARE(lifetime()->text(), QString());
    QVERIFY(m_validation->problemsOf(ClientField::AccessTokenLifetime).isEmpty());
    m_history->undoStack().redo();
    QCOMPARE(lifetime()->text(), u"soon"_s);
}

void TestClientForm::originsArePastedAndStayRows_data()
{
    QTest::addColumn<QString>("pasted");
    QTest::newRow("lines") << u"https://a.example.com\nhttps://b.example.com\n"_s;
    QTest::newRow("commas") << u"https://a.example.com, https://b.example.com"_s;
    QTest::newRow("both") << u"\n https://a.example.com ,\nhttps://b.example.com"_s;
}

void TestClientForm::originsArePastedAndStayRows()
{
    QFETCH(const QString, pasted);
    origins()->insertPlainText(pasted);
    const QStringList rows{u"https://a.example.com"_s, u"https://b.example.com"_s};
    QCOMPARE(typedOrigins(), rows);
    QCOMPARE(origins()->text(), pasted);
    QCOMPARE(m_history->undoStack().count(), 1);
    m_history->undoStack().undo();
    QCOMPARE(typedOrigins(), QStringList());
    QCOMPARE(origins()->text(), QString());
    m_history->undoStack().redo();
    QCOMPARE(origins()->texts(), rows);
}

void TestClientForm::typingAnOriginIsOneStep()
{
    origins()->setFocus();
    QTest::keyClicks(origins(), u"https://a.example.com"_s);
    QCOMPARE(typedOrigins(), QStringList{u"https://a.example.com"_s});
    QCOMPARE(m_history->undoStack().count(), 1);
    QTest::keyClick(origins(), Qt::Key_Return);
    QTest::keyClicks(origins(), u"http://b.example.com"_s);
    QCOMPARE(typedOrigins().size(), 2);
    QCOMPARE(m_history->undoStack().count(), 2);
    QCOMPARE(m_validation->problemsOf(ClientField::AllowedCorsOrigins).value(0).row, 1);
    m_history->undoStack().undo();
    QCOMPARE(typedOrigins(), QStringList{u"https://a.example.com"_s});
    m_history->undoStack().undo();
    QCOMPARE(typedOrigins(), QStringList());
}

void TestClientForm::originsAroundTheChangeStay()
{
    TextListTable &table = m_draft->names(ClientField::AllowedCorsOrigins);
    table.setTexts({u"https://a"_s, u"https://b"_s, u"https://c"_s, u"https://d"_s});
    const qint64 first = table.keyAt(0);
    const qint64 last = table.keyAt(3);
    for (const QStringList &texts :
         {QStringList{u"https://a"_s, u"https://d"_s},
          QStringList{u"https://a"_s, u"https://x"_s, u"https://d"_s},
          QStringList{u"https://a"_s, u"https://y"_s, u"https://z"_s, u"https://x"_s, u"https://d"_s}}) {
        table.editTexts(texts);
        QCOMPARE(table.texts(), texts);
        QCOMPARE(table.keyAt(0), first);
        QCOMPARE(table.keyAt(table.rowCount() - 1), last);
    }
    while (m_history->undoStack().canUndo())
        m_history->undoStack().undo();
    QCOMPARE(table.texts(), QStringList());
}

void TestClientForm::contactsKeepTheirCommas()
{
    auto *contacts = field<TextListEdit>("contacts");
    contacts->insertPlainText(u"Doe, Jane <jane@example.com>\nops@example.com, it@example.com"_s);
    QCOMPARE(m_draft->typed().contacts,
             (QStringList{u"Doe, Jane <jane@example.com>"_s, u"ops@example.com"_s, u"it@example.com"_s}));
}

void TestClientForm::descriptionHasLines()
{
    auto *description = field<MarkedTextEdit>("description");
    description->setFocus();
    QTest::keyClicks(description, u"Orders"_s);
    QTest::keyClick(description, Qt::Key_Return);
    QTest::keyClicks(description, u"Ann"_s);
    QCOMPARE(m_draft->typed().description, u"Orders\nAnn"_s);
    QCOMPARE(m_history->undoStack().count(), 1);
    QTest::keyClick(description, Qt::Key_Tab);
    QVERIFY(!description->hasFocus());
    QCOMPARE(m_draft->typed().description, u"Orders\nAnn"_s);
}

void TestClientForm::otherAuthenticationIsOfferedWhereItCameIn()
{
    auto *box = field<KeyComboBox>("client_authentication");
    QCOMPARE(box->count(), 3);
    QCOMPARE(box->currentText(), u"Client secret"_s);
    ClientApplication client;
    client.key = u"k"_s;
    client.version = 1;
    client.clientAuthentication = ClientAuthentication::Other;
    m_draft->load(client);
    QCOMPARE(box->count(), 4);
    QCOMPARE(box->currentText(), u"Other (as it came in)"_s);
    QTest::keyClick(box, Qt::Key_Up);
    QCOMPARE(m_draft->typed().clientAuthentication, ClientAuthentication::None);
    QCOMPARE(box->count(), 4);
    m_history->undoStack().undo();
    QCOMPARE(box->currentText(), u"Other (as it came in)"_s);
}

void TestClientForm::whatDoesNotApplyIsOffWithItsReason_data()
{
    QTest::addColumn<QString>("column");
    for (const char *column : {"allowed_cors_origins", "id_token_lifetime", "refresh_token_lifetime",
                               "policy_uri", "tos_uri", "also_client_credentials"})
        QTest::newRow(column) << QString::fromLatin1(column);
}

void TestClientForm::whatDoesNotApplyIsOffWithItsReason()
{
    QFETCH(const QString, column);
    test::type(*m_draft, ClientField::SupportOpenId, false);
    test::type(*m_draft, ClientField::GrantType, u"client_credentials"_s);
    QVERIFY(!m_form->fieldOf(column)->isEnabled());
    QVERIFY(!m_form->fieldOf(column)->toolTip().isEmpty());
    QCOMPARE(m_form->fieldOf(column)->accessibleDescription(), m_form->fieldOf(column)->toolTip());
}

void TestClientForm::bothGrantsNeedAnIdentity()
{
    QVERIFY(!m_form->fieldOf(u"identity"_s)->isEnabled());
    field<QCheckBox>("also_client_credentials")->click();
    QVERIFY(m_draft->typed().alsoClientCredentials);
    QVERIFY(m_form->fieldOf(u"identity"_s)->isEnabled());
    test::type(*m_draft, ClientField::ClientAuthentication, u"none"_s);
    QVERIFY(!m_form->fieldOf(u"also_client_credentials"_s)->isEnabled());
    QVERIFY(!m_form->fieldOf(u"identity"_s)->isEnabled());
    QVERIFY(!m_form->fieldOf(u"require_pkce"_s)->isEnabled());
}

GATEHOUSE_TEST(TestClientForm)
#include "tst_clientform.moc"
